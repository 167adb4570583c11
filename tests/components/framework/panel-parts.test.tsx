// The rail, the heads, the prompts and the brief: what each role reads, and what a press does.
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { BriefPane } from "#components/framework/brief.tsx";
import { factWords } from "#components/framework/brief-facts.tsx";
import { NotesList, noteTime } from "#components/framework/notes-list.tsx";
import { Prompts } from "#components/framework/prompts.tsx";
import { Rail } from "#components/framework/rail.tsx";
import { SessionClock } from "#components/framework/session-clock.tsx";
import { StepHead } from "#components/framework/step-head.tsx";
import { Strip } from "#components/framework/strip.tsx";
import { estimateWords } from "#core/pack-estimates.ts";
import type { InterviewerView } from "#core/view.ts";
import { BRIEF_LINE, IN_DATA, MINUTE, madeView, START } from "#tests/components/session/made-view.ts";

afterEach(cleanup);
const inData = (minutes: number) => START + (11 + minutes) * MINUTE;
const LATE = inData(12) + 40_000;

function interviewerView(options: Parameters<typeof madeView>[0] = {}): InterviewerView {
	const view = madeView({ ...options, role: "interviewer" });
	if (view.role !== "interviewer") throw new Error("an interviewer's view was asked for");
	return view;
}

test("the rail names every step and marks the present one", () => {
	render(<Rail view={madeView({ events: IN_DATA })} at={LATE} onGoTo={() => {}} />);
	const steps = within(screen.getByRole("navigation", { name: "Steps" })).getAllByRole("button");
	expect(steps).toHaveLength(9);
	const current = steps.filter((step) => step.getAttribute("aria-current") === "step");
	expect(current.map((step) => step.getAttribute("aria-label"))).toEqual([
		"Step 3, Data preparation: 12:40 of 8 minutes, 4:40 over",
	]);
	expect(current[0]?.closest("li")?.className).toContain("o2");
});

test("the candidate's rail has no overhang, no excess and nothing to press", () => {
	const { container } = render(<Rail view={madeView({ role: "candidate", events: IN_DATA })} at={inData(40)} />);
	expect(screen.queryAllByRole("button")).toHaveLength(0);
	expect(container.querySelectorAll(".o1, .o2, .bud")).toHaveLength(0);
	expect(container.textContent).not.toContain("+");
	expect(screen.getByRole("img", { name: "Step 3, Data preparation: 40:00 of about 8 minutes" })).toBeTruthy();
});

test("the strip of a phone opens the sheet from the present step and goes to the others", () => {
	const [toggled, went] = [vi.fn(), vi.fn()];
	render(
		<Strip view={madeView({ events: IN_DATA })} at={LATE} open={false} shown="data" onToggle={toggled} onGoTo={went} />,
	);
	const present = screen.getByRole("button", { name: /Data preparation.*open the panel/ });
	expect(present.getAttribute("aria-expanded")).toBe("false");
	fireEvent.click(present);
	fireEvent.click(screen.getByRole("button", { name: /Model development/ }));
	expect(toggled).toHaveBeenCalledTimes(1);
	expect(went).toHaveBeenCalledExactlyOnceWith("model");
});

test("an interviewer reads how much is over; a candidate reads purpose and about how long", () => {
	const { rerender } = render(<StepHead view={madeView({ events: IN_DATA })} at={LATE} shown="data" />);
	expect(screen.getByText("4:40 over").className).toContain("danger");
	rerender(<StepHead view={madeView({ role: "candidate", events: IN_DATA })} at={LATE} shown="data" />);
	expect(screen.queryByText(/over$/)).toBeNull();
	expect(screen.getByText("of about 8 min")).toBeTruthy();
	expect(screen.getByText(/^Specify sources/)).toBeTruthy();
	expect(document.querySelector(".danger, .warn")).toBeNull();
});

test("the step clock is a timer that does not speak by itself", () => {
	render(<StepHead view={madeView({ events: IN_DATA })} at={LATE} shown="data" />);
	expect(screen.getByRole("timer").getAttribute("aria-live")).toBe("off");
});

test("crossing a limit is announced once, and none that was crossed before the page opened", () => {
	const view = madeView({ events: IN_DATA });
	const { rerender } = render(<StepHead view={view} at={inData(9)} shown="data" />);
	const said = () => screen.getByRole("status").textContent;
	expect(said()).toBe("");
	rerender(<StepHead view={view} at={inData(10)} shown="data" />);
	expect(said()).toBe("Data preparation takes a quarter longer than its 8 minutes.");
	const announced = screen.getByRole("status").firstChild;
	rerender(<StepHead view={view} at={inData(11)} shown="data" />);
	expect(screen.getByRole("status").firstChild).toBe(announced);
	rerender(<StepHead view={view} at={inData(12)} shown="data" />);
	expect(said()).toBe("Data preparation takes half as long again as its 8 minutes.");
	cleanup();
	const opened = render(<StepHead view={view} at={inData(11)} shown="data" />);
	const away = madeView({
		events: [...IN_DATA, [{ type: "segment-entered", by: "p1", segment: "model" }, inData(11)]],
	});
	opened.rerender(<StepHead view={away} at={inData(11)} shown="model" />);
	opened.rerender(<StepHead view={view} at={inData(11)} shown="data" />);
	expect(said()).toBe("");
});

test("a candidate is announced no limit at all", () => {
	const view = madeView({ role: "candidate", events: IN_DATA });
	const { rerender } = render(<StepHead view={view} at={inData(1)} shown="data" />);
	rerender(<StepHead view={view} at={inData(20)} shown="data" />);
	expect(screen.getByRole("status").textContent).toBe("");
});

test("the way on names the next step; the last segment offers the end", () => {
	const [went, ended] = [vi.fn(), vi.fn()];
	const { rerender } = render(
		<StepHead view={madeView({ events: IN_DATA })} at={LATE} shown="data" onGoTo={went} onEnd={ended} />,
	);
	fireEvent.click(screen.getByRole("button", { name: "Next step: Model development" }));
	expect(went).toHaveBeenCalledExactlyOnceWith("model");
	const wrap = madeView({ events: [...IN_DATA, [{ type: "segment-entered", by: "p1", segment: "wrap" }, LATE]] });
	rerender(<StepHead view={wrap} at={LATE} shown="wrap" onGoTo={went} onEnd={ended} />);
	fireEvent.click(screen.getByRole("button", { name: "End" }));
	expect(ended).toHaveBeenCalledTimes(1);
});

test("prompts are checkboxes that say who ticked them; the others come on request", () => {
	const ticked = vi.fn();
	const view = madeView({
		events: [...IN_DATA, [{ type: "ticked", by: "p2", promptId: "data.1", ticked: true }, LATE]],
	});
	render(<Prompts view={view} step="data" onTick={ticked} />);
	const boxes = screen.getAllByRole("checkbox");
	expect(boxes).toHaveLength(6);
	expect(boxes.map((box) => box.getAttribute("aria-checked"))).toEqual(["true", ...Array(5).fill("false")]);
	expect(boxes[0]?.getAttribute("title")).toBe("Ticked by Jonas Weber");
	expect(screen.getByText("1 of 6 musts")).toBeTruthy();
	fireEvent.click(boxes[0] ?? document.body);
	fireEvent.click(boxes[1] ?? document.body);
	expect(ticked.mock.calls).toEqual([
		["data.1", false],
		["data.2", true],
	]);
	fireEvent.click(screen.getByRole("button", { name: /4 more/ }));
	expect(screen.getAllByRole("checkbox")).toHaveLength(10);
});

test("without a callback the prompts are read-only and say so", () => {
	render(<Prompts view={madeView({ role: "observer", events: IN_DATA })} step="data" />);
	expect(screen.getAllByRole("checkbox").every((box) => box.getAttribute("aria-disabled") === "true")).toBe(true);
});

test("the session clock says since when it is paused", () => {
	const view = madeView({ events: [...IN_DATA, [{ type: "paused", by: "p1" }, inData(3)]] });
	render(<SessionClock view={view} at={inData(3) + 40_000} />);
	expect(screen.getByText("Paused").textContent).toBe("Paused 0:40");
	expect(screen.getByRole("timer").textContent).toBe("14:00");
});

test("the brief follows the interview, looks ahead when asked, and returns when it moves on", () => {
	const view = { ...interviewerView(), question: { id: "q", title: "Q", prompt: "Ask this" } };
	const { brief } = view;
	const pane = (segment: "data" | "model") => <BriefPane view={view} segment={segment} />;
	const { rerender } = render(pane("data"));
	expect(screen.getByText("Interviewers only")).toBeTruthy();
	expect(screen.getByText(BRIEF_LINE)).toBeTruthy();
	fireEvent.click(screen.getByRole("button", { name: "Brief of step 1, Clarifying requirements" }));
	expect(screen.queryByText(BRIEF_LINE)).toBeNull();
	expect(screen.getByText("Ask this")).toBeTruthy();
	rerender(pane("model"));
	expect(screen.getByText(brief.steps.model.look_for[0] ?? "")).toBeTruthy();
});

test("every part of a brief is somewhere in the pane", () => {
	const view = interviewerView();
	const { brief } = view;
	render(<BriefPane view={view} segment="data" />);
	const text = document.body.textContent ?? "";
	const { data } = brief.steps;
	const parts = [
		...data.look_for,
		...data.probes,
		...data.pitfalls,
		...data.hints.map((hint) => hint.text),
		...brief.clarifications.flatMap((item) => [item.q, item.a]),
		...brief.estimates.flatMap((item) => {
			const { working, result } = estimateWords(item, brief.numbers);
			return [item.name, working, result];
		}),
		...(brief.sources ?? []).map((source) => source.title),
		...brief.twists.map((item) => item.text),
		...brief.reference_design.nodes.map((node) => node.label),
		...brief.feature_table.flatMap((row) => [row.name, row.freshness, row.encoding]),
		...brief.metrics.offline,
		...brief.metrics.online,
		...brief.metrics.guardrails,
		...Object.values(brief.level_anchors),
		...brief.tags,
	];
	expect(parts.filter((part) => !text.includes(part))).toEqual([]);
});

test("figures are grouped and their names read as words", () => {
	expect(factWords("requests_per_day", 5_000_000_000)).toEqual({ name: "requests per day", text: "5,000,000,000" });
	expect(factWords("base_ctr", 0.01).text).toBe("0.01");
});

test("notes stand newest first with time, kind and step; only the author edits", () => {
	const view = interviewerView({
		events: [
			[{ type: "note-added", by: "p1", noteId: "n0", text: "before", kind: "note" }, START - 1],
			...IN_DATA,
			[{ type: "note-added", by: "p1", noteId: "n1", text: "mine", kind: "strength" }, inData(1)],
			[{ type: "note-added", by: "p9", noteId: "n2", text: "theirs", kind: "concern" }, inData(2)],
		],
	});
	render(<NotesList view={view} me="p1" renderEditor={() => <input aria-label="editor" />} />);
	const rows = screen.getAllByRole("listitem").map((row) => row.textContent);
	expect(rows).toEqual(["13:00theirs− concernData", "12:00mine+ strengthDataEdit", "lobbybeforeEdit"]);
	fireEvent.click(screen.getByRole("button", { name: "Edit the note at 12:00" }));
	expect(screen.getByLabelText("editor")).toBeTruthy();
});

test("a note's time counts from the start, and before it there is only the lobby", () => {
	expect(noteTime({ at: START + 65_000 }, START)).toBe("1:05");
	expect(noteTime({ at: 10 }, START)).toBe("lobby");
	expect(noteTime({ at: 10 }, null)).toBe("lobby");
});
