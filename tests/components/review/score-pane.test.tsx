// The interviewers' scores: one who scores and publishes, two who score apart and agree, and what stays as it is afterwards. The
// session behind it is core's.
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ScorePane } from "#components/review/score-pane.tsx";
import { useScoring } from "#components/review/use-scoring.ts";
import { DIMENSION_IDS, DIMENSIONS, type DimensionId } from "#core/rubric.ts";
import type { Actor } from "#core/session.ts";
import type { InterviewerView } from "#core/view.ts";
import { asInterviewer, HeldInterview, inDebrief, JONAS, MEI, PRIYA, running, showTo } from "./held-interview.tsx";

afterEach(cleanup);

function Pane({
	view,
	offline,
	held,
	actor,
}: {
	view: InterviewerView;
	offline: boolean;
	held: HeldInterview;
	actor: Actor;
}) {
	const scoring = useScoring({ view, offline, ask: held.ask(actor) });
	return (
		<>
			<p data-testid="count">{scoring.count}</p>
			<ScorePane view={view} scoring={scoring} />
		</>
	);
}

const show = (held: HeldInterview, actor = PRIYA) =>
	showTo(held, actor, (view, offline) => (
		<Pane view={asInterviewer(view)} offline={offline} held={held} actor={actor} />
	));
const group = (name: string) => screen.getByRole("radiogroup", { name });
const radio = (dimension: string, name: RegExp) =>
	within(group(dimension)).getByRole<HTMLInputElement>("radio", { name });
const choose = (dimension: string, name: RegExp) => fireEvent.click(radio(dimension, name));
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const review = (held: HeldInterview, actor = PRIYA) => held.state.reviews[actor.participantId];
const outcome = () => screen.getByRole("region", { name: "Outcome" });

function scoreAll(held: HeldInterview, actor: Actor, others: Partial<Record<DimensionId, 1 | 2 | 3 | 4>> = {}): void {
	for (const dimension of DIMENSION_IDS) held.do({ type: "score", dimension, score: others[dimension] ?? 3 }, actor);
}

/** Both submitted; they differ on modelling. */
function together(): HeldInterview {
	const held = inDebrief({ people: [PRIYA, MEI, JONAS] });
	scoreAll(held, PRIYA);
	scoreAll(held, MEI, { modelling: 2 });
	held.do({ type: "comment", dimension: "modelling", text: "No baseline." }, MEI);
	held.do({ type: "summarise", text: "Mei's summary." }, MEI);
	held.do({ type: "submit-review" }, PRIYA);
	held.do({ type: "submit-review" }, MEI);
	return held;
}

test("before the start the scale can be read, and nothing can be scored", () => {
	show(new HeldInterview());
	expect(radio("Modelling", /^3/).disabled).toBe(true);
	press(/^Modelling/);
	expect(screen.getByText("Names a model, cannot justify; no baseline")).toBeTruthy();
	expect(screen.queryByRole("button", { name: /Publish/ })).toBeNull();
});

test("scores are given while the interview runs, saved by themselves, and counted on the tab", async () => {
	const held = running();
	show(held);
	expect(screen.getByText("Until you publish")).toBeTruthy();
	expect(screen.getByTestId("count").textContent).toBe("0/8");
	choose("ML framing", /^4/);
	choose("Modelling", /^2/);
	choose("Monitoring and lifecycle", /^n\/o/);
	expect(screen.getByTestId("count").textContent).toBe("3/8");
	await screen.findByText("Saved");
	expect(review(held)?.scores).toEqual({ ml_framing: 4, modelling: 2, monitoring_ops: "not-observed" });
	expect(screen.getByText("Score while you listen. Submitting and publishing come after the interview.")).toBeTruthy();
});

test("a score without a moment says so; one that was not observed needs none", () => {
	show(running());
	choose("Modelling", /^2/);
	choose("Evaluation and experimentation", /^n\/o/);
	expect(screen.getByRole("button", { name: "No evidence yet for Modelling" })).toBeTruthy();
	expect(screen.getByRole("button", { name: "Add a moment for Evaluation and experimentation" })).toBeTruthy();
});

test("the weights of level and focus stand beside the names", () => {
	const held = new HeldInterview();
	held.do({ type: "set-settings", settings: { focus: "systems", order: "book", prompts: true } });
	held.do({ type: "start" });
	show(held);
	const weights = within(screen.getByRole("list", { name: "Scores against senior" }))
		.getAllByText(/^\d+ %$/)
		.map((weight) => Number.parseInt(weight.textContent ?? "", 10));
	expect(weights).toEqual([13, 11, 16, 16, 12, 18, 8, 6]);
});

test("the chooser offers what fits first, with time and words, and counts what is chosen", async () => {
	const held = running();
	const pin = held.do({ type: "pin" });
	held.after(1);
	const late = held.do({ type: "add-note", kind: "strength", text: "<b>Late</b> clicks emitted again" });
	const said = held.do({ type: "add-note", kind: "note", text: "Checks in often", dimension: "communication" });
	held.do({ type: "go-to", segment: "model" });
	held.do({ type: "add-note", kind: "concern", text: "No baseline" });
	show(held);
	choose("Data and features", /^3/);
	press("No evidence yet for Data and features");
	const dialog = screen.getByRole("dialog", { name: "Moments for Data and features" });
	const fitting = within(dialog).getByRole("region", { name: "Fits Data and features" });
	expect(
		within(fitting)
			.getAllByRole("listitem")
			.map((item) => item.textContent),
	).toEqual(["14:00Pinned momentData", "15:00<b>Late</b> clicks emitted again+ strengthData"]);
	const rest = within(dialog).getByRole("region", { name: "Everything else" });
	expect(within(rest).getAllByRole("listitem")).toHaveLength(2);
	for (const box of within(fitting).getAllByRole("checkbox")) fireEvent.click(box);
	fireEvent.click(within(rest).getAllByRole("checkbox")[0]!);
	fireEvent.click(within(dialog).getByRole("button", { name: "Done" }));
	await waitFor(() => expect(review(held)?.evidence.data_features).toEqual([pin, late, said]));
	expect(screen.getByRole("button", { name: "3 moments for Data and features" })).toBeTruthy();
});

test("words about the person are pointed out and sent all the same", async () => {
	const held = running();
	show(held);
	const change = within(screen.getByRole("group", { name: "Change" })).getByLabelText("What was done");
	fireEvent.change(change, { target: { value: "Jonas was slow with weak labels" } });
	expect(screen.getByText(/“slow” judges the person/)).toBeTruthy();
	expect(screen.queryByText(/“weak”/)).toBeNull();
	fireEvent.blur(change);
	await waitFor(() => expect(review(held)?.items[0]?.text).toBe("Jonas was slow with weak labels"));
	expect(screen.getByRole("button", { name: "No moment yet for Change" })).toBeTruthy();
	expect(screen.getByRole("group", { name: "Change 2" })).toBeTruthy();
	expect(screen.queryByRole("group", { name: "Keep 2" })).toBeNull();
});

test("[V4] the outcome is suggested with its reasons, neutral words beside hire words", () => {
	const held = inDebrief();
	scoreAll(held, PRIYA, { data_features: 2, modelling: 2 });
	show(held);
	expect(within(outcome()).getByText("Not yet")).toBeTruthy();
	expect(within(outcome()).getByText("no hire")).toBeTruthy();
	expect(within(outcome()).getByText(/The mean is 2\.65, 2\.80 is needed/)).toBeTruthy();
	expect(within(outcome()).getByText(/^Talk about mid: close to senior/)).toBeTruthy();
	expect(within(outcome()).getByText("Mean 2.65 of 4, 100 % of the weight observed")).toBeTruthy();
});

test("[W9] another outcome wants a reason, is shown with it, and can be taken back", async () => {
	const held = inDebrief();
	scoreAll(held, PRIYA);
	show(held);
	press("Choose another outcome");
	const save = () => screen.getByRole<HTMLButtonElement>("button", { name: "Save this outcome" });
	fireEvent.click(screen.getByRole("radio", { name: /^Not yet/ }));
	expect(save().disabled).toBe(true);
	fireEvent.change(screen.getByLabelText(/^Why\?/), { target: { value: "Needed every hint." } });
	fireEvent.click(save());
	await screen.findByText("You chose it instead of ready with gaps: Needed every hint.");
	expect(held.state.override).toMatchObject({ outcome: "not-yet", reason: "Needed every hint.", by: "priya" });
	press("Back to the suggestion");
	await waitFor(() => expect(held.state.override).toBeNull());
});

test("one interviewer publishes directly: asked first, told what is missing and which words go along", async () => {
	const held = running();
	const notes = ["One", "Two", "Three"].map((text) => held.do({ type: "add-note", kind: "note", text }));
	held.do({ type: "share-note", noteId: notes[0] ?? "", shared: true });
	held.do({ type: "end" });
	scoreAll(held, PRIYA);
	held.do({ type: "give-evidence", dimension: "modelling", evidence: notes.slice(0, 2) });
	show(held);
	expect(screen.queryByRole("button", { name: "Submit my scores" })).toBeNull();
	press("Publish report");
	const dialog = screen.getByRole("alertdialog", { name: "Publish the report?" });
	expect(held.state.published).toBeNull();
	expect(dialog.textContent).toContain("It cannot be taken back");
	expect(dialog.textContent).toContain("2 moments with their times and places on the board; the words of 1 note");
	expect(dialog.textContent).toMatch(/Evidence for Problem navigation, ML framing, Data and features, Evaluation/);
	expect(dialog.textContent).toContain("A summary, something to keep, something to change and a drill");
	fireEvent.click(within(dialog).getByRole("button", { name: "Show the words of 1 more note, too" }));
	await waitFor(() => expect(dialog.textContent).toContain("the words of 2 notes"));
	expect(held.state.notes.map(({ shared }) => shared)).toEqual([true, true, false]);
	fireEvent.click(within(dialog).getByRole("button", { name: "Publish report" }));
	await screen.findByRole("link", { name: "Read the report" });
	expect(held.state.published).not.toBeNull();
	expect(screen.queryByRole("alertdialog")).toBeNull();
});

test("what was typed a moment before publishing is in the report", async () => {
	const held = inDebrief();
	scoreAll(held, PRIYA);
	show(held);
	fireEvent.change(screen.getByLabelText("Summary"), { target: { value: "To the last word" } });
	press("Publish report");
	fireEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Publish report" }));
	await screen.findByRole("link", { name: "Read the report" });
	expect(review(held)?.summary).toBe("To the last word");
});

test("a report is not published over scores that are missing, and the words name them", () => {
	const held = inDebrief();
	show(held);
	expect(screen.getByRole<HTMLButtonElement>("button", { name: "Publish report" }).disabled).toBe(true);
	for (const { name } of DIMENSIONS.slice(2)) choose(name, /^3/);
	expect(screen.getByText("Still open: Problem navigation, ML framing.")).toBeTruthy();
});

test("without a line nothing is published: what is kept here would be missing", async () => {
	const held = inDebrief();
	scoreAll(held, PRIYA);
	show(held);
	act(() => held.setDown(true));
	choose("Modelling", /^1/);
	press("Publish report");
	fireEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Publish report" }));
	expect((await screen.findByRole("alert")).textContent).toBe("Not everything is saved yet. Try again in a moment.");
	expect(held.state.published).toBeNull();
});

test("after publishing everything is read-only, with the candidate's answers", async () => {
	const held = inDebrief();
	scoreAll(held, PRIYA);
	held.do({ type: "comment", dimension: "modelling", text: "Baseline first." });
	held.do({ type: "write-item", kind: "keep", no: 1, text: "Asked first", more: "", evidence: [] });
	scoreAll(held, JONAS);
	held.do({ type: "submit-review" }, JONAS);
	held.do({ type: "publish" });
	held.do({ type: "answer-item", author: "priya", kind: "keep", no: 1, answer: "accept" }, JONAS);
	show(held);
	expect(radio("Modelling", /^3/)).toMatchObject({ checked: true, disabled: true });
	for (const field of screen.getAllByRole<HTMLTextAreaElement>("textbox")) expect(field.readOnly).toBe(true);
	expect(screen.getByRole("group", { name: "Keep (accepted)" })).toBeTruthy();
	for (const name of [/Publish/, /Choose another/, /Submit/, /evidence yet/]) {
		expect(screen.queryByRole("button", { name })).toBeNull();
	}
	expect(screen.getByText("Baseline first.")).toBeTruthy();
});

test("a text that came too late for the report stays in sight with the reason", async () => {
	const held = inDebrief();
	scoreAll(held, PRIYA);
	show(held);
	fireEvent.change(screen.getByLabelText("Summary"), { target: { value: "Too late" } });
	act(() => void held.do({ type: "publish" }));
	await screen.findByText(/^Not saved: The report is published/);
	expect(screen.getByLabelText<HTMLTextAreaElement>("Summary").value).toBe("Too late");
	expect(review(held)?.summary).toBe("");
});

test("[W6] two interviewers: submit, wait by name, take back, and nothing of the other's until both are in", async () => {
	const held = inDebrief({ people: [PRIYA, MEI, JONAS] });
	scoreAll(held, PRIYA);
	scoreAll(held, MEI, { modelling: 1 });
	held.do({ type: "comment", dimension: "modelling", text: "Mei's secret" }, MEI);
	show(held);
	expect(screen.queryByRole("button", { name: /Publish/ })).toBeNull();
	press("Submit my scores");
	await screen.findByText(/^Waiting for Mei\. You see each other's scores once both are in/);
	expect(radio("Modelling", /^3/).disabled).toBe(true);
	expect(document.body.textContent).not.toContain("Mei's secret");
	press("Take my scores back");
	await waitFor(() => expect(radio("Modelling", /^3/).disabled).toBe(false));
	press("Submit my scores");
	await screen.findByText(/^Waiting for Mei/);
	act(() => void held.do({ type: "submit-review" }, MEI));
	expect(screen.getByRole("table", { name: "Scores side by side" })).toBeTruthy();
	expect(screen.queryByRole("button", { name: "Take my scores back" })).toBeNull();
});

test("who finds the other's scores submitted submits her own before anything is published", () => {
	const held = inDebrief({ people: [PRIYA, MEI, JONAS] });
	scoreAll(held, PRIYA);
	scoreAll(held, MEI);
	held.do({ type: "submit-review" }, MEI);
	show(held);
	expect(screen.getByRole<HTMLButtonElement>("button", { name: "Submit my scores" }).disabled).toBe(false);
	expect(screen.queryByRole("button", { name: /Publish/ })).toBeNull();
});

test("an interviewer who has written nothing is no reason to wait for ever", async () => {
	const held = inDebrief({ people: [PRIYA, MEI, JONAS] });
	scoreAll(held, PRIYA);
	show(held);
	press("Publish without Mei");
	fireEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Publish report" }));
	await screen.findByRole("link", { name: "Read the report" });
});

test("[W7] where they differ they agree on one; then it can be published", async () => {
	const held = together();
	show(held);
	const rows = within(screen.getByRole("table")).getAllByRole("row");
	expect(rows[0]?.textContent).toBe("DimensionYouMeiOne score");
	expect(screen.getByText(/^Agree on one score in 1 dimension:/)).toBeTruthy();
	expect(screen.getAllByRole("radiogroup")).toHaveLength(1);
	expect(screen.getByRole<HTMLButtonElement>("button", { name: "Publish report" }).disabled).toBe(true);
	expect(screen.getByText("Agree on one score first. Still open: Modelling.")).toBeTruthy();
	press(/^Modelling/);
	expect(within(screen.getByRole("region", { name: "Mei: Modelling" })).getByText("No baseline.")).toBeTruthy();
	expect(
		within(screen.getByRole("region", { name: "Feedback of Mei Lin" })).getByDisplayValue("Mei's summary."),
	).toBeTruthy();
	choose("One score for Modelling", /^2/);
	await screen.findByText("There is one score for each dimension.");
	expect(held.state.agreed).toEqual({ modelling: 2 });
	press("Publish report");
	fireEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Publish report" }));
	await screen.findByRole("link", { name: "Read the report" });
});

test("[W7] a choice on something that has just changed is refused, said, and neither is lost", async () => {
	const held = together();
	const view = asInterviewer(held.view(PRIYA));
	// Priya's page has not heard yet of what Mei chose
	showTo(held, PRIYA, () => <Pane view={view} offline={false} held={held} actor={PRIYA} />);
	act(() => void held.do({ type: "agree", dimension: "modelling", score: 3, was: null }, MEI));
	choose("One score for Modelling", /^2/);
	expect((await screen.findByRole("alert")).textContent).toBe(
		"The other interviewer has just changed this. Look at it, then write again. You had chosen 2.",
	);
	expect(held.state.agreed).toEqual({ modelling: 3 });
});

test("names and texts of any length and kind stay text", () => {
	const long = `${"W".repeat(58)} <i>`;
	const held = inDebrief({ people: [PRIYA, MEI, JONAS], names: { mei: long, jonas: "<b>Jo</b>" } });
	scoreAll(held, PRIYA);
	scoreAll(held, MEI);
	held.do({ type: "summarise", text: "<img src=x onerror=alert(1)> **bold** \u202e".repeat(60) }, MEI);
	held.do({ type: "submit-review" }, PRIYA);
	held.do({ type: "submit-review" }, MEI);
	show(held);
	expect(document.querySelector("img, script")).toBeNull();
	expect(screen.getByRole("region", { name: `Feedback of ${long}` })).toBeTruthy();
	press("Publish report");
	expect(screen.getByRole("alertdialog").textContent).toContain("<b>Jo</b> will see");
});
