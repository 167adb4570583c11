// A candidate scores herself: in the room's debrief and on the report's page, against a session that core decides and folds.
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { SelfReview, selfReviewWords } from "#components/review/self-review.tsx";
import { OwnScores } from "#components/session/own-scores.tsx";
import { anchorsOf, DIMENSION_IDS, DIMENSIONS } from "#core/rubric.ts";
import { type HeldInterview, inDebrief, JONAS, PRIYA, running, showTo } from "./held-interview.tsx";

afterEach(cleanup);

const show = (held: HeldInterview) =>
	showTo(held, JONAS, (view, offline) => <OwnScores view={view} offline={offline} onAsk={held.ask(JONAS)} />);
const group = (name: string) => screen.getByRole("radiogroup", { name });
const choose = (dimension: string, name: RegExp) =>
	fireEvent.click(within(group(dimension)).getByRole("radio", { name }));
const self = (held: HeldInterview) => held.state.selfReviews.jonas;
const submit = () => screen.getByRole<HTMLButtonElement>("button", { name: "Submit my scores" });

function scoreAll(held: HeldInterview): void {
	for (const dimension of DIMENSION_IDS) held.do({ type: "score", dimension, score: 3 }, JONAS);
}

test("while the interview runs there is nothing to score, and an interviewer never scores herself", () => {
	const held = running();
	show(held);
	expect(screen.queryByRole("radiogroup")).toBeNull();
	held.do({ type: "end" });
	showTo(held, PRIYA, (view, offline) => <OwnScores view={view} offline={offline} onAsk={held.ask(PRIYA)} />);
	expect(screen.getAllByRole("region", { name: "Your own scores" })).toHaveLength(1);
});

test("says who is waited for, and until when that person's scores stay hidden", () => {
	show(inDebrief());
	expect(
		screen.getByText(
			"Priya has not published yet. Score yourself meanwhile: Priya's scores stay hidden until you have.",
		),
	).toBeTruthy();
});

test("scores are saved as they are chosen; submitting wants all eight", async () => {
	const held = inDebrief();
	show(held);
	expect(submit().disabled).toBe(true);
	for (const { name } of DIMENSIONS.slice(1)) choose(name, /^3/);
	choose("Communication and collaboration", /^n\/o/);
	expect(screen.getByText("Still open: Problem navigation.")).toBeTruthy();
	choose("Problem navigation", /^2, partly/);
	expect(submit().disabled).toBe(false);
	fireEvent.click(submit());
	await waitFor(() => expect(self(held)?.submittedAt).not.toBeNull());
	expect(self(held)?.scores).toMatchObject({ problem_navigation: 2, modelling: 3, communication: "not-observed" });
	expect(screen.getByRole("heading", { name: "You have scored yourself" })).toBeTruthy();
	expect(within(group("Modelling")).getByRole<HTMLInputElement>("radio", { name: /^3/ }).disabled).toBe(true);
});

test("digits choose, 0 and n are not observed, Backspace and a second press take back", async () => {
	const held = inDebrief();
	show(held);
	const row = group("Modelling");
	const press = (key: string) => fireEvent.keyDown(within(row).getAllByRole("radio")[0]!, { key });
	const chosen = () => within(row).queryByRole<HTMLInputElement>("radio", { checked: true })?.value ?? null;
	press("4");
	expect(chosen()).toBe("4");
	expect(document.activeElement).toBe(within(row).getByRole("radio", { name: /^4/ }));
	press("0");
	expect(chosen()).toBe("not-observed");
	press("2");
	press("n");
	expect(chosen()).toBe("not-observed");
	press("Backspace");
	expect(chosen()).toBeNull();
	press("7");
	expect(chosen()).toBeNull();
	choose("Modelling", /^3/);
	expect(chosen()).toBe("3");
	choose("Modelling", /^3/);
	expect(chosen()).toBeNull();
});

test("each score's meaning at the session's level can be read in place, the chosen one is marked", () => {
	const held = inDebrief({ level: "staff" });
	show(held);
	choose("Serving and systems", /^3/);
	const toggle = screen.getByRole("button", { name: /^Serving and systems/ });
	expect(toggle.getAttribute("aria-expanded")).toBe("false");
	fireEvent.click(toggle);
	const anchors = anchorsOf("serving_systems", "staff");
	const lines = within(screen.getByRole("list", { name: "What each score means" })).getAllByRole("listitem");
	expect(lines.map((line) => line.textContent).slice(0, 4)).toEqual([
		`1${anchors[0]}`,
		`2${anchors[1]}`,
		`3${anchors[2]}Chosen`,
		`4${anchors[3]}`,
	]);
	expect(lines[2]?.getAttribute("aria-current")).toBe("true");
	expect(group("Serving and systems")).toBeTruthy();
});

test("best moment and moment to redo point to the candidate's own pins", async () => {
	const held = running();
	const pin = held.do({ type: "pin" }, JONAS);
	held.do({ type: "pin" }, PRIYA);
	held.do({ type: "end" });
	show(held);
	fireEvent.click(screen.getByRole("button", { name: "Add a moment for Best moment" }));
	const dialog = screen.getByRole("dialog", { name: "Moments for Best moment" });
	const choices = within(dialog).getAllByRole("checkbox");
	expect(choices).toHaveLength(1);
	fireEvent.click(choices[0]!);
	fireEvent.click(within(dialog).getByRole("button", { name: "Done" }));
	const field = within(screen.getByRole("group", { name: "Best moment" })).getByLabelText("What went well");
	fireEvent.change(field, { target: { value: "I asked first" } });
	fireEvent.blur(field);
	await waitFor(() =>
		expect(self(held)?.items).toEqual([{ kind: "best", no: 1, text: "I asked first", more: "", evidence: [pin] }]),
	);
	expect(screen.getByRole("button", { name: "1 moment for Best moment" })).toBeTruthy();
});

test("without pins the chooser says where they come from", () => {
	show(inDebrief());
	fireEvent.click(screen.getByRole("button", { name: "Add a moment for Moment to redo" }));
	expect(screen.getByText(/You pinned no moment/)).toBeTruthy();
});

test("what is typed without a line is kept, and saved when it is back", async () => {
	const held = inDebrief();
	show(held);
	act(() => held.setDown(true));
	const field = screen.getByLabelText("In your own words (optional)");
	fireEvent.change(field, { target: { value: "  Too long on data  " } });
	fireEvent.blur(field);
	await screen.findByText("Offline, kept here");
	expect(self(held)).toBeUndefined();
	act(() => held.setDown(false));
	await screen.findByText("Saved");
	expect(self(held)?.summary).toBe("Too long on data");
});

test("leaving the page in the middle of a word saves it", () => {
	const held = inDebrief();
	const { unmount } = show(held);
	fireEvent.change(screen.getByLabelText("In your own words (optional)"), { target: { value: "Half a wor" } });
	expect(self(held)).toBeUndefined();
	unmount();
	expect(self(held)?.summary).toBe("Half a wor");
});

test("submitted scores can be taken back until the report is published; then it is a link", async () => {
	const held = inDebrief();
	scoreAll(held);
	held.do({ type: "submit-review" }, JONAS);
	show(held);
	expect(screen.queryByRole("link", { name: "Read the report" })).toBeNull();
	fireEvent.click(screen.getByRole("button", { name: "Take it back to change it" }));
	await waitFor(() => expect(submit().disabled).toBe(false));
	fireEvent.click(submit());
	await screen.findByRole("heading", { name: "You have scored yourself" });
	for (const dimension of DIMENSION_IDS) held.do({ type: "score", dimension, score: 1 });
	act(() => void held.do({ type: "publish" }));
	expect(screen.getByRole("link", { name: "Read the report" }).getAttribute("href")).toBe("/sessions/s1/report");
	expect(screen.queryByRole("button", { name: "Take it back to change it" })).toBeNull();
	expect(document.body.textContent).not.toContain("clearly below the level");
});

test("alone the scores are the report", async () => {
	const held = inDebrief({ kind: "solo", people: [JONAS] });
	scoreAll(held);
	show(held);
	expect(screen.getByText("Nobody else scores solo practice: your report is made of these scores.")).toBeTruthy();
	fireEvent.click(submit());
	await screen.findByRole("link", { name: "Read the report" });
	expect(screen.getByRole("button", { name: "Take it back to change it" })).toBeTruthy();
});

test("a refused submission says why and loses nothing", async () => {
	const held = inDebrief();
	scoreAll(held);
	const view = held.view(JONAS);
	if (view.role !== "candidate") throw new Error("Jonas is the candidate");
	render(
		<SelfReview
			review={view.review}
			sessionLevel="senior"
			pins={[]}
			startedAt={view.startedAt}
			interviewers={["Priya"]}
			published={false}
			offline={false}
			onCommand={async () => ({ refused: "unavailable", message: "That could not be saved just now. Try again." })}
		/>,
	);
	fireEvent.click(submit());
	expect((await screen.findByRole("alert")).textContent).toBe("That could not be saved just now. Try again.");
	expect(within(group("Modelling")).getByRole<HTMLInputElement>("radio", { name: /^3/ }).checked).toBe(true);
});

test("the words fit one and two interviewers, before and after", () => {
	const words = (interviewers: string[], published: boolean, submitted: boolean) =>
		selfReviewWords({ interviewers, published, submitted });
	expect(words(["Priya", "Mei"], false, false)).toBe(
		"Priya and Mei have not published yet. Score yourself meanwhile: their scores stay hidden until you have.",
	);
	expect(words(["Priya"], true, false)).toBe("Priya has published the report. It opens once you have scored yourself.");
	expect(words(["Priya"], false, true)).toMatch(/The report appears here/);
	expect(words([], false, true)).toBe("Your report is made of these scores.");
});
