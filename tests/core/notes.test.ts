// Notes and pins: values in, values out.
import { describe, expect, test } from "vitest";
import { MAX_NOTE_SHAPES, MAX_PINS } from "#core/limits.ts";
import { commandSchema } from "#core/session.ts";
import { CARL, INES, Interview, IVAN, inDebrief, MINUTE, OLGA, running } from "./interview.ts";

describe("notes", () => {
	test("[N1] take time and segment by themselves, the sign of their kind, and are unprompted unless said otherwise", () => {
		const interview = running().do({ type: "add-note", text: "Asks first", kind: "strength", shapes: ["shape:a"] });
		expect(interview.state.notes).toEqual([
			{
				id: "c3",
				at: 3 * MINUTE,
				segment: "data",
				by: "ines",
				kind: "strength",
				sign: "plus",
				origin: "unprompted",
				dimension: null,
				text: "Asks first",
				shapes: ["shape:a"],
				shared: false,
				editedAt: null,
				history: [],
			},
		]);
	});

	test("[N2] an edit keeps what stood before, with the time until which it did; what is not said stays", () => {
		const interview = running().do({ type: "add-note", text: "one", kind: "concern", origin: "hint2" });
		const noteId = interview.lastId;
		interview.after(1).do({ type: "edit-note", noteId, text: "two", kind: "concern", dimension: "modelling" });
		interview.after(1).do({ type: "edit-note", noteId, text: "three", kind: "strength" });
		expect(interview.state.notes[0]).toMatchObject({
			text: "three",
			kind: "strength",
			sign: "plus",
			origin: "hint2",
			dimension: "modelling",
			history: [
				{ until: 4 * MINUTE, text: "one" },
				{ until: 5 * MINUTE, text: "two" },
			],
		});
	});

	test("[N2] only its author changes or shares a note; only interviewers write any, in every phase", () => {
		const interview = new Interview().do({ type: "add-note", text: "lobby", kind: "note" });
		const noteId = interview.lastId;
		for (const [actor, answer] of [
			[IVAN, "not-allowed"],
			[CARL, "not-allowed"],
			[OLGA, "not-allowed"],
		] as const) {
			expect(interview.ask({ type: "edit-note", noteId, text: "x", kind: "note" }, actor)).toBe(answer);
			expect(interview.ask({ type: "share-note", noteId, shared: true }, actor)).toBe(answer);
		}
		expect(interview.ask({ type: "share-note", noteId: "nobody's", shared: true })).toBe("unknown-target");
		for (const actor of [CARL, OLGA])
			expect(interview.ask({ type: "add-note", text: "x", kind: "note" }, actor)).toBe("not-allowed");
		expect(inDebrief().do({ type: "close" }).ask({ type: "add-note", text: "late", kind: "timing" })).toBe("ok");
	});

	test("[N2] notes and what they said before have a bound, so that no edit makes a view endless", () => {
		const text = "x".repeat(4_000);
		const interview = running().do({ type: "add-note", text, kind: "note" });
		const noteId = interview.lastId;
		let edits = 0;
		while (interview.ask({ type: "edit-note", noteId, text: `${text.slice(6)}${edits}`, kind: "note" }) === "ok")
			edits++;
		expect(edits).toBeGreaterThan(90);
		expect(interview.ask({ type: "add-note", text, kind: "note" })).toBe("too-many");
	});

	test("[N3] what a note points to are ids of shapes, and not many", () => {
		const read = (shapes: unknown) =>
			commandSchema.safeParse({ type: "add-note", text: "x", kind: "note", shapes }).success;
		expect(read(["shape:a_-1"])).toBe(true);
		for (const wrong of [
			["a"],
			["shape:<b>"],
			["shape:"],
			[1],
			["page:x"],
			Array(MAX_NOTE_SHAPES + 1).fill("shape:a"),
		]) {
			expect([wrong[0], read(wrong)]).toEqual([wrong[0], false]);
		}
	});
});

describe("pins", () => {
	test("[N4] an interviewer's is for interviewers, a candidate's her own; observers have none, and none lies before the start", () => {
		const interview = running()
			.do({ type: "pin", shapes: ["shape:a"] })
			.do({ type: "pin" }, CARL);
		expect(interview.state.pins).toEqual([
			{ id: "c3", at: 3 * MINUTE, segment: "data", by: "ines", shapes: ["shape:a"], own: false },
			{ id: "c4", at: 3 * MINUTE, segment: "data", by: "carl", shapes: [], own: true },
		]);
		expect(interview.ask({ type: "pin" }, OLGA)).toBe("not-allowed");
		expect(new Interview().ask({ type: "pin" }, CARL)).toBe("wrong-phase");
	});

	test("[N4] one person pins so many moments at most; another still can", () => {
		const interview = running();
		for (let i = 0; i < MAX_PINS; i++) interview.do({ type: "pin" }, CARL);
		expect(interview.ask({ type: "pin" }, CARL)).toBe("too-many");
		expect(interview.ask({ type: "pin" }, INES)).toBe("ok");
	});
});
