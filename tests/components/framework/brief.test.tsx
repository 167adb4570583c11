// The brief as an interviewer works from it: what its controls record, by pointer and by keys, and what it says back.
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BRIEF } from "#tests/helpers/question.ts";
import { itemId, LiveBrief, LOOK_FOR } from "./live-brief.tsx";

afterEach(cleanup);

const text = (no: number) => LOOK_FOR[no - 1] ?? "";
const group = (no: number) => screen.getByRole("radiogroup", { name: `Coverage: ${text(no)}` });
const choice = (no: number, name: string) => within(group(no)).getByRole("radio", { name });
const chosen = (no: number) =>
	within(group(no))
		.getAllByRole("radio")
		.filter((radio) => radio.getAttribute("aria-checked") === "true")
		.map((radio) => radio.getAttribute("aria-label"));
const help = (no: number) => screen.getByRole<HTMLSelectElement>("combobox", { name: `Help it took: ${text(no)}` });
const heading = (name: RegExp) => screen.getByRole("heading", { name });

describe("coverage", () => {
	test("is a choice for each item, and the step's sum stands beside the heading", async () => {
		const live = new LiveBrief();
		expect(heading(/^Look for 0 of/).textContent).toBe(`Look for 0 of ${LOOK_FOR.length}`);
		for (const [no, name] of [
			[1, "explained"],
			[2, "mentioned"],
			[3, "explained"],
		] as const) {
			fireEvent.click(choice(no, name));
		}
		await screen.findByText(`2.5 of ${LOOK_FOR.length}`);
		expect(chosen(1)).toEqual(["explained"]);
		expect(chosen(4)).toEqual(["not touched"]);
		fireEvent.click(choice(4, "not applicable"));
		await screen.findByText(`2.5 of ${LOOK_FOR.length - 1}`);
		expect(live.state.marks[itemId(2)]).toMatchObject([{ state: 0.5, origin: "unprompted", by: "p1" }]);
	});

	test("is reached by one tab stop an item; arrows, 0, 5, 1 and n choose and take the focus along", async () => {
		const live = new LiveBrief();
		const stops = () =>
			within(group(1))
				.getAllByRole("radio")
				.filter(({ tabIndex }) => tabIndex === 0);
		expect(stops()).toEqual([choice(1, "not touched")]);
		const press = async (key: string, name: string) => {
			fireEvent.keyDown(document.activeElement ?? document.body, { key });
			await waitFor(() => expect(chosen(1)).toEqual([name]));
			expect(document.activeElement).toBe(choice(1, name));
			expect(stops()).toEqual([choice(1, name)]);
		};
		choice(1, "not touched").focus();
		await press("ArrowRight", "mentioned");
		await press("1", "explained");
		await press("n", "not applicable");
		await press("ArrowRight", "not touched");
		await press("5", "mentioned");
		await press("ArrowLeft", "not touched");
		await press("ArrowLeft", "not applicable");
		await press("0", "not touched");
		expect(live.credit(1)).toMatchObject({ credit: 0, applicable: true });
	});

	test("keys that mean something here do not reach the board, others do", () => {
		new LiveBrief();
		const heard = vi.fn();
		document.addEventListener("keydown", heard);
		choice(1, "not touched").focus();
		for (const key of ["5", "ArrowRight", "N"]) fireEvent.keyDown(document.activeElement ?? document.body, { key });
		expect(heard).not.toHaveBeenCalled();
		fireEvent.keyDown(document.activeElement ?? document.body, { key: "j" });
		fireEvent.keyDown(document.activeElement ?? document.body, { key: "N", shiftKey: true });
		expect(heard).toHaveBeenCalledTimes(2);
		document.removeEventListener("keydown", heard);
	});

	test("a lower state is a correction, and so is more help", async () => {
		const live = new LiveBrief();
		fireEvent.click(choice(1, "explained"));
		await waitFor(() => expect(live.credit(1).credit).toBe(1));
		fireEvent.click(choice(1, "mentioned"));
		await waitFor(() => expect(live.credit(1).credit).toBe(0.5));
		expect(chosen(1)).toEqual(["mentioned"]);
		fireEvent.click(choice(1, "explained"));
		await waitFor(() => expect(chosen(1)).toEqual(["explained"]));
		fireEvent.change(help(1), { target: { value: "hint2" } });
		await screen.findByText("counts three quarters");
		expect(live.credit(1)).toMatchObject({ credit: 0.75, origin: "hint2" });
		fireEvent.change(help(1), { target: { value: "probed" } });
		await waitFor(() => expect(live.credit(1)).toMatchObject({ credit: 1, origin: "probed" }));
	});

	test("the help is said in plain words, and what is marked after a reveal counts half", async () => {
		const live = new LiveBrief();
		expect(screen.queryByRole("combobox", { name: `Help it took: ${text(2)}` })).toBeNull();
		live.other({ type: "show-hint", step: "data", level: 3 });
		live.other({ type: "show-hint", step: "model", level: 1 });
		fireEvent.click(choice(2, "explained"));
		await screen.findByText("counts half");
		expect([...help(2).options].map((option) => option.text)).toEqual([
			"without help",
			"after a probe",
			"after the nudge",
			"after the hint",
			"after the reveal",
		]);
		expect(help(2).value).toBe("hint3");
		expect(screen.getByText(`0.5 of ${LOOK_FOR.length}`)).toBeTruthy();
	});

	test("the step's guiding questions fold below; an interviewer's tick counts as mentioned until it is marked", async () => {
		const live = new LiveBrief();
		live.other({ type: "tick", promptId: "data.1", ticked: true });
		const [fold] = screen.getAllByText("Guiding questions");
		expect(fold?.closest("summary")?.textContent).toContain("0.5 of 10");
		const name = /^Coverage: Which sources produce entities/;
		const radio = (state: string) =>
			within(screen.getByRole("radiogroup", { name })).getByRole("radio", { name: state });
		expect(radio("mentioned").getAttribute("aria-checked")).toBe("true");
		fireEvent.click(radio("not touched"));
		await waitFor(() => expect(radio("not touched").getAttribute("aria-checked")).toBe("true"));
		expect(live.state.ticks["data.1"]).toBe("p4");
	});

	test("what must stand on the board is there or is not", async () => {
		const live = new LiveBrief();
		const box = () => screen.getByRole("checkbox", { name: "Label rule" });
		fireEvent.click(box());
		await waitFor(() => expect(box().getAttribute("aria-checked")).toBe("true"));
		expect(heading(/^Must stand on the board/).textContent).toContain("1 of 3");
		fireEvent.click(box());
		await waitFor(() => expect(box().getAttribute("aria-checked")).toBe("false"));
		expect(live.state.marks["data.artefact.3"]?.map(({ state }) => state)).toEqual([1, 0]);
	});

	test("cannot be marked before the start, and after publishing it says why", () => {
		new LiveBrief({ lobby: true });
		expect(screen.getByText(text(1))).toBeTruthy();
		expect(screen.queryByRole("radiogroup")).toBeNull();
		cleanup();
		const live = new LiveBrief();
		live.other({ type: "mark", itemId: itemId(1), state: 1, origin: "hint1" });
		act(() => {
			live.state = { ...live.state, published: { at: live.at, by: "p4" } };
		});
		live.other({ type: "tick", promptId: "data.1", ticked: true });
		expect(screen.queryByRole("radiogroup")).toBeNull();
		expect(screen.getByText("The report is published; what it shows stays.")).toBeTruthy();
		expect(screen.getByText("after the nudge")).toBeTruthy();
	});
});

describe("the hint ladder", () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});
	const later = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
	const button = (name: string) => screen.queryByRole("button", { name });

	test("shows a hint after five seconds, and the rung says when", async () => {
		const live = new LiveBrief();
		fireEvent.click(screen.getByRole("button", { name: "Show the nudge" }));
		expect(screen.getByText(/on the candidate's screen in 5 seconds/).textContent).toContain("The nudge for data");
		await later(4_900);
		expect(live.asked).toEqual([]);
		await later(200);
		expect(live.asked).toEqual([{ type: "show-hint", step: "data", level: 1 }]);
		expect(button("Show the nudge")).toBeNull();
		expect(screen.getByText("Shown at 21:00")).toBeTruthy();
		await later(10_000);
		expect(live.asked).toHaveLength(1);
	});

	test("is taken back by the toast or by the same button, and nothing was sent", async () => {
		const live = new LiveBrief();
		fireEvent.click(screen.getByRole("button", { name: "Show the hint" }));
		fireEvent.click(screen.getByRole("button", { name: "Take back" }));
		fireEvent.click(screen.getByRole("button", { name: "Show the reveal" }));
		fireEvent.click(screen.getByRole("button", { name: "Take back the reveal" }));
		expect(screen.queryByText(/in 5 seconds/)).toBeNull();
		await later(20_000);
		expect(live.asked).toEqual([]);
		expect(button("Show the reveal")).toBeTruthy();
	});

	test("a double click shows once and does not take back", async () => {
		const live = new LiveBrief();
		fireEvent.click(screen.getByRole("button", { name: "Show the nudge" }), { detail: 1 });
		fireEvent.click(screen.getByRole("button", { name: "Take back the nudge" }), { detail: 2 });
		await later(6_000);
		expect(live.asked).toHaveLength(1);
	});

	test("other words do not push a waiting hint out, a resting pointer does not hold it, the focus does", async () => {
		const live = new LiveBrief();
		fireEvent.click(screen.getByRole("button", { name: "Show the nudge" }));
		fireEvent.mouseEnter(screen.getByText(/The nudge for data/).closest(".toast") ?? document.body);
		for (const rung of ["hint", "reveal"]) fireEvent.click(screen.getByRole("button", { name: `Show the ${rung}` }));
		const focused = screen.getByText(/The hint for data/).closest<HTMLElement>(".toast");
		fireEvent.focus(within(focused ?? document.body).getByRole("button", { name: "Take back" }));
		await later(6_000);
		expect(live.asked.map((command) => command.type === "show-hint" && command.level)).toEqual([1, 3]);
	});

	test("who leaves the room has not shown it", async () => {
		const live = new LiveBrief();
		fireEvent.click(screen.getByRole("button", { name: "Show the nudge" }));
		live.unmount();
		await later(10_000);
		expect(live.asked).toEqual([]);
	});

	test("can only be read before the start and says after the end why", () => {
		const live = new LiveBrief({ lobby: true });
		expect(screen.getByText(BRIEF.steps.data.hints[0]?.text ?? "")).toBeTruthy();
		expect(button("Show the nudge")).toBeNull();
		live.other({ type: "start" });
		expect(button("Show the nudge")).toBeTruthy();
		live.other({ type: "end" });
		expect(screen.getByRole<HTMLButtonElement>("button", { name: "Show the nudge" }).disabled).toBe(true);
		expect(screen.getAllByText("The interview is over: what is shown now would help nobody.").length).toBeGreaterThan(
			0,
		);
	});
});

describe("clarifications and cards", () => {
	test("one press answers, one plays a card, and each says when", async () => {
		const live = new LiveBrief();
		const [first] = BRIEF.clarifications;
		fireEvent.click(screen.getByRole("button", { name: `Answer: ${first?.q}` }));
		await screen.findByText("Answered at 21:00");
		live.after(12);
		fireEvent.click(screen.getByRole("button", { name: `Play card: ${BRIEF.twists[1]?.text}` }));
		await screen.findByText("Played at 33:00");
		expect(screen.getByText(`1 of ${BRIEF.twists.length} played`)).toBeTruthy();
		expect(live.state.clarified).toMatchObject([{ no: 1, q: first?.q, a: first?.a }]);
		expect(live.state.twists).toMatchObject([{ no: 2 }]);
	});
});

describe("the chain of reasoning", () => {
	const cell = (name: string) => screen.getByRole<HTMLTextAreaElement>("textbox", { name });
	const type = (name: string, value: string) => fireEvent.change(cell(name), { target: { value } });

	test("is saved with Enter or on leaving a cell; emptied it is taken back", async () => {
		const live = new LiveBrief();
		type("Business goal", "long-run  revenue");
		fireEvent.keyDown(cell("Business goal"), { key: "Enter" });
		await waitFor(() => expect(live.state.thread.cells.goal).toBe("long-run revenue"));
		await waitFor(() => expect(cell("Business goal").value).toBe("long-run revenue"));
		type("Label", "click within 24 h");
		fireEvent.blur(cell("Label"));
		await waitFor(() => expect(live.state.thread.cells.label).toBe("click within 24 h"));
		type("Label", "");
		fireEvent.blur(cell("Label"));
		await waitFor(() => expect(live.state.thread.cells).toEqual({ goal: "long-run revenue" }));
		type("Loss", "log loss");
		fireEvent.keyDown(cell("Loss"), { key: "Escape" });
		expect(cell("Loss").value).toBe("");
	});

	test("what another wrote meanwhile is said, both texts stay, and one chooses", async () => {
		const live = new LiveBrief();
		type("Loss", "mine");
		live.other({ type: "write-thread", cell: "loss", text: "theirs", was: "" });
		expect(cell("Loss").value).toBe("mine");
		expect(screen.getByText(/^Not saved: meanwhile it says/).textContent).toContain("theirs");
		fireEvent.blur(cell("Loss"));
		expect(live.asked).toEqual([]);
		fireEvent.click(screen.getByRole("button", { name: "Keep mine" }));
		await waitFor(() => expect(live.state.thread.cells.loss).toBe("mine"));
		expect(screen.queryByText(/^Not saved/)).toBeNull();
		type("Loss", "again");
		live.other({ type: "write-thread", cell: "loss", text: "theirs", was: "mine" });
		fireEvent.click(await screen.findByRole("button", { name: "Take theirs" }));
		expect(cell("Loss").value).toBe("theirs");
	});

	test("what the server refused stays in the field", async () => {
		const live = new LiveBrief();
		// written before this page knew
		live.state = { ...live.state, thread: { ...live.state.thread, cells: { alert: "theirs" } } };
		type("Alert", "mine");
		fireEvent.blur(cell("Alert"));
		await screen.findByText(/^Not saved/);
		expect(cell("Alert").value).toBe("mine");
		expect(live.state.thread.cells.alert).toBe("theirs");
	});

	test("each link is judged, and taken back", async () => {
		const live = new LiveBrief();
		const link = () => screen.getByRole("radiogroup", { name: "Link: ML objective to Label" });
		const radio = (name: string) => within(link()).getByRole("radio", { name });
		fireEvent.click(radio("broken"));
		await waitFor(() => expect(radio("broken").getAttribute("aria-checked")).toBe("true"));
		expect(screen.getByText("1 of 6 links judged")).toBeTruthy();
		radio("broken").focus();
		fireEvent.keyDown(radio("broken"), { key: "0" });
		await waitFor(() => expect(live.state.thread.links).toEqual({}));
		expect(screen.getAllByRole("radiogroup", { name: /^Link: / })).toHaveLength(6);
	});
});

test("in a replay the brief shows how things stood and has nothing to press", () => {
	const live = new LiveBrief({ readOnly: true });
	live.other({ type: "mark", itemId: itemId(1), state: 0.5, origin: "probed" });
	live.other({ type: "show-hint", step: "data", level: 1 });
	live.other({ type: "judge-link", link: "goal-objective", state: "holds" });
	live.other({ type: "write-thread", cell: "goal", text: "revenue", was: "" });
	expect(screen.queryAllByRole("radio")).toHaveLength(0);
	expect(screen.queryAllByRole("textbox")).toHaveLength(0);
	expect(screen.queryByRole("button", { name: /^(Show|Answer|Play)/ })).toBeNull();
	for (const words of ["mentioned", "after a probe", "Shown at 21:00", "holds", "revenue"]) {
		expect(screen.getByText(words)).toBeTruthy();
	}
});
