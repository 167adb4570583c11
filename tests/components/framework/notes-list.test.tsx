// The list of notes: what each row says, what is logged by itself, who may edit and share, what was said before.
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { KeptMoments } from "#components/framework/kept-moments.tsx";
import { NotesList } from "#components/framework/notes-list.tsx";
import type { SessionEvent } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { IN_DATA, MINUTE, madeView, START } from "#tests/components/session/made-view.ts";

afterEach(cleanup);
const inData = (minutes: number) => START + (11 + minutes) * MINUTE;
type Timed = readonly [SessionEvent, number];

const note = (fields: Partial<Extract<SessionEvent, { type: "note-added" }>>): SessionEvent => ({
	...{ type: "note-added", by: "p1", noteId: "n1", text: "late click emitted again", kind: "note" },
	...fields,
});

function listed(events: readonly Timed[], props: Partial<Parameters<typeof NotesList>[0]> = {}) {
	const view = madeView({ role: "interviewer", events: [...IN_DATA, ...events] });
	if (view.role !== "interviewer") throw new Error("an interviewer's view was asked for");
	render(<NotesList view={view} me="p1" {...props} />);
	return within(screen.getByRole("list", { name: "Notes, newest first" }))
		.getAllByRole("listitem")
		.map((row) => row.textContent);
}

test("a row says kind, sign, origin, step and how many shapes it points to", () => {
	const shapes = ["shape:a", "shape:b", "shape:c"];
	expect(
		listed([
			[note({ kind: "strength", sign: "plus", origin: "hint1", shapes }), inData(1)],
			[note({ noteId: "n2", kind: "quote", sign: "minus", origin: "probed", text: "order is enough" }), inData(2)],
			[note({ noteId: "n3", kind: "question", shapes: ["shape:a"], text: "placement?" }), inData(3)],
		]),
	).toEqual([
		"14:00placement?? openData1 shape",
		"13:00order is enough“ quote− badprobedData",
		"12:00late click emitted again+ strengthafter hint 1Data3 shapes",
	]);
});

test("what was given to the candidate is logged by itself among the notes, and so are pins, in the order of their time", () => {
	const rows = listed([
		[{ type: "clarified", by: "p1", no: 1, q: "How soon do clicks arrive?", a: "Within 10 minutes." }, inData(1)],
		[note({}), inData(2)],
		[{ type: "hint-shown", by: "p1", step: "data", level: 1, text: "Draw the life of one row." }, inData(3)],
		[{ type: "pinned", by: "p1", pinId: "x", shapes: ["shape:a", "shape:b"] }, inData(4)],
		[{ type: "twist-played", by: "p1", no: 1, text: "The latency budget halves." }, inData(5)],
	]);
	expect(rows).toEqual([
		"16:00The latency budget halves.Twistlogged by itself",
		"15:00PinnedData2 shapes",
		"14:00Nudge shown: Draw the life of one row.Hint 1Datalogged by itself",
		"13:00late click emitted againData",
		"12:00How soon do clicks arrive? Within 10 minutes.Answeredlogged by itself",
	]);
});

test("another interviewer's note and pin say whose they are and cannot be changed", () => {
	const people = [...madeView().people, { id: "p9", name: "Omar Said", role: "interviewer", here: true } as const];
	const view = madeView({
		role: "interviewer",
		people,
		events: [
			...IN_DATA,
			[note({ by: "p9" }), inData(1)],
			[{ type: "note-shared", by: "p9", noteId: "n1", shared: true }, inData(1)],
			[{ type: "pinned", by: "p9", pinId: "x", shapes: [] }, inData(2)],
		],
	});
	if (view.role !== "interviewer") throw new Error("an interviewer's view was asked for");
	render(<NotesList view={view} me="p1" renderEditor={() => null} onShare={() => {}} />);
	expect(screen.getByText("Omar Said")).toBeTruthy();
	expect(screen.getByText("Pinned by Omar Said")).toBeTruthy();
	expect(screen.getByText("goes into the report")).toBeTruthy();
	expect(screen.queryByRole("button", { name: /^Edit/ })).toBeNull();
	expect(screen.queryByRole("checkbox")).toBeNull();
});

test("an own note goes into the report only by its author's choice", () => {
	const onShare = vi.fn();
	listed([[note({}), inData(1)]], { onShare });
	const choice = screen.getByRole<HTMLInputElement>("checkbox", { name: "The note at 12:00 goes into the report" });
	expect(choice.checked).toBe(false);
	fireEvent.click(choice);
	expect(onShare).toHaveBeenCalledExactlyOnceWith("n1", true);
	cleanup();
	listed(
		[
			[note({}), inData(1)],
			[{ type: "note-shared", by: "p1", noteId: "n1", shared: true }, inData(2)],
		],
		{ onShare },
	);
	fireEvent.click(screen.getByRole("checkbox"));
	expect(onShare).toHaveBeenLastCalledWith("n1", false);
	cleanup();
	// once the report is published there is nothing to choose
	listed([
		[note({}), inData(1)],
		[{ type: "note-shared", by: "p1", noteId: "n1", shared: true }, inData(2)],
	]);
	expect(screen.queryByRole("checkbox")).toBeNull();
	expect(screen.getByText("goes into the report")).toBeTruthy();
});

test("an edited note unfolds what it said before, newest first, and until when", () => {
	listed([
		[note({ text: "first" }), inData(1)],
		[{ type: "note-edited", by: "p1", noteId: "n1", kind: "note", text: "second" }, inData(2)],
		[{ type: "note-edited", by: "p1", noteId: "n1", kind: "concern", text: "third" }, inData(3)],
	]);
	const earlier = screen.getByText("edited").closest("details");
	expect(earlier?.open).toBe(false);
	expect([...(earlier?.querySelectorAll("li") ?? [])].map((row) => row.textContent)).toEqual([
		"until 14:00second",
		"until 13:00first",
	]);
	cleanup();
	// another kind alone changes no word
	listed([
		[note({ text: "first" }), inData(1)],
		[{ type: "note-edited", by: "p1", noteId: "n1", kind: "concern", text: "first" }, inData(2)],
	]);
	expect(screen.getByText("edited").closest("details")).toBeNull();
});

test("in a replay a time goes to its moment with the shapes that are meant, and what is passed is marked", () => {
	const onSeek = vi.fn();
	listed(
		[
			[note({ shapes: ["shape:a"] }), inData(1)],
			[{ type: "pinned", by: "p1", pinId: "x", shapes: [] }, inData(2)],
		],
		{
			onSeek,
			currentId: "x",
		},
	);
	fireEvent.click(screen.getByRole("button", { name: "Go to 12:00" }));
	expect(onSeek).toHaveBeenCalledExactlyOnceWith(inData(1), ["shape:a"]);
	const current = screen.getAllByRole("listitem").filter((row) => row.getAttribute("aria-current") === "true");
	expect(current.map((row) => row.textContent)).toEqual(["13:00PinnedData"]);
});

test("a candidate's own moments are hers: each leads to its second of the replay, with its shapes", () => {
	const kept: Timed[] = [
		[{ type: "kept", by: "p2", pinId: "k1", shapes: ["shape:a", "shape:b"] }, inData(1) + 2_500],
		[{ type: "kept", by: "p2", pinId: "k2", shapes: [] }, inData(2)],
	];
	const view = madeView({ role: "candidate", events: [...IN_DATA, ...kept] }) as Extract<
		SessionView,
		{ role: "candidate" }
	>;
	render(<KeptMoments view={view} />);
	const links = screen.getAllByRole("link");
	expect(links.map((link) => link.getAttribute("href"))).toEqual([
		"/sessions/s1/replay?t=780",
		"/sessions/s1/replay?t=722&shapes=shape:a,shape:b",
	]);
	cleanup();
	// an interviewer sees nothing of them
	expect(JSON.stringify(madeView({ role: "interviewer", events: [...IN_DATA, ...kept] }))).not.toContain("k1");
	const onSeek = vi.fn();
	render(<KeptMoments view={view} onSeek={onSeek} />);
	fireEvent.click(screen.getByRole("button", { name: "Go to 12:02" }));
	expect(onSeek).toHaveBeenCalledExactlyOnceWith(inData(1) + 2_500, ["shape:a", "shape:b"]);
});
