// Scores, feedback, agreement and publishing: values in, values out.
import { describe, expect, test } from "vitest";
import { MAX_ITEM_MARKS } from "#core/limits.ts";
import { finalScores, type GivenScore } from "#core/review.ts";
import { DIMENSION_IDS } from "#core/rubric.ts";
import { type Actor, type Command, EVENT_AUDIENCE, PHASES } from "#core/session.ts";
import { viewOf } from "#core/view.ts";
import { BRIEF, PACK } from "../helpers/question.ts";
import { CARL, INES, type Interview, IVAN, inDebrief, OLGA, running } from "./interview.ts";

function scoreAll(interview: Interview, actor: Actor, score: GivenScore = 3): Interview {
	for (const dimension of DIMENSION_IDS) interview.do({ type: "score", dimension, score }, actor);
	return interview;
}

/** Two interviewers who have both submitted and differ in modelling. */
function bothSubmitted(): Interview {
	const interview = inDebrief();
	scoreAll(interview, INES, 3).do({ type: "score", dimension: "modelling", score: 2 });
	scoreAll(interview, IVAN, 3);
	return interview.do({ type: "submit-review" }, INES).do({ type: "submit-review" }, IVAN);
}

const WRITING: Command[] = [
	{ type: "score", dimension: "modelling", score: 3 },
	{ type: "give-evidence", dimension: "modelling", evidence: [] },
	{ type: "comment", dimension: "modelling", text: "Why this loss" },
	{ type: "summarise", text: "Good" },
	{ type: "be-confident", confidence: "high" },
	{ type: "submit-review" },
];

describe("who scores, and when", () => {
	test("[W1] interviewers from the start on, a candidate herself after the end, observers never", () => {
		for (const command of WRITING.slice(0, 5)) {
			expect([command.type, running().ask(command, INES)]).toEqual([command.type, "ok"]);
			expect(running().ask(command, CARL)).toBe("wrong-phase");
			expect(inDebrief().ask(command, CARL)).toBe("ok");
			for (const interview of [running(), inDebrief()]) expect(interview.ask(command, OLGA)).toBe("not-allowed");
		}
	});

	test("[W1] nothing of a review reaches anybody but its author: not even that it was written", () => {
		const own = ["scored", "evidence-given", "commented", "item-written", "summarised", "confidence-given"] as const;
		for (const type of own) expect([type, EVENT_AUDIENCE[type]]).toEqual([type, "author"]);
	});

	test("[W2] a score can be taken back; not observed is something else than 1 and than nothing", () => {
		const interview = running().do({ type: "score", dimension: "modelling", score: "not-observed" });
		expect(interview.state.reviews.ines?.scores).toEqual({ modelling: "not-observed" });
		interview.do({ type: "score", dimension: "modelling", score: 1 });
		expect(interview.state.reviews.ines?.scores).toEqual({ modelling: 1 });
		interview.do({ type: "score", dimension: "modelling", score: null });
		expect(interview.state.reviews.ines?.scores).toEqual({});
	});

	test("[W3] evidence are notes and pins that exist; a candidate points to her own pins alone", () => {
		const interview = running().do({ type: "add-note", text: "x", kind: "note" });
		const note = interview.lastId;
		const pin = interview.do({ type: "pin" }, INES).lastId;
		const kept = interview.do({ type: "pin" }, CARL).lastId;
		const give = (evidence: string[]): Command => ({ type: "give-evidence", dimension: "modelling", evidence });
		interview.do(give([note, pin, note]));
		expect(interview.state.reviews.ines?.evidence).toEqual({ modelling: [note, pin] });
		for (const id of [kept, "nothing"]) expect(interview.ask(give([id]))).toBe("unknown-target");
		interview.do({ type: "end" }).do(give([kept]), CARL);
		for (const id of [note, pin]) expect(interview.ask(give([id]), CARL)).toBe("unknown-target");
		expect(interview.do(give([])).state.reviews.ines?.evidence).toEqual({});
	});

	test("[W4] feedback is short: two to keep, two to change, one drill; a candidate has a best moment and one to redo", () => {
		const item = (kind: "keep" | "drill" | "best", no: 1 | 2, text = "seen"): Command => ({
			type: "write-item",
			...{ kind, no, text, more: "", evidence: [] },
		});
		const interview = inDebrief().do(item("keep", 2)).do(item("drill", 1)).do(item("keep", 1));
		expect(interview.state.reviews.ines?.items.map(({ kind, no }) => `${kind} ${no}`)).toEqual([
			"keep 1",
			"keep 2",
			"drill 1",
		]);
		expect(interview.ask(item("drill", 2))).toBe("unknown-target");
		expect(interview.ask(item("best", 1))).toBe("not-allowed");
		expect(interview.do(item("best", 1), CARL).ask(item("keep", 1), CARL)).toBe("not-allowed");
		expect(interview.do(item("keep", 1, "")).state.reviews.ines?.items).toHaveLength(2);
	});
});

describe("submitting", () => {
	test("[W5] wants every dimension scored or not observed, comes after the end, and closes the review until it is taken back", () => {
		expect(scoreAll(running(), INES).ask({ type: "submit-review" })).toBe("wrong-phase");
		expect(inDebrief().ask({ type: "submit-review" })).toBe("invalid");
		const interview = scoreAll(inDebrief(), INES).do({ type: "submit-review" }).do({ type: "submit-review" });
		for (const command of WRITING.slice(0, 5)) expect(interview.ask(command)).toBe("wrong-phase");
		expect(interview.do({ type: "withdraw-review" }).ask(WRITING[0]!)).toBe("ok");
	});

	test("[W6] each interviewer reads the other's once both are submitted, not before", () => {
		const reads = (interview: Interview, me: Actor) => {
			const view = viewOf(
				{
					facts: { id: "s", kind: "led", minutes: 45, level: "senior", family: "ads", createdAt: "", meetingUrl: null },
					...{ title: null, question: null, brief: BRIEF, state: interview.state, people: [], seatRequests: [], at: 0 },
				},
				{ ...me, choseQuestion: false },
			);
			return view.role === "interviewer"
				? view.otherReviews.map(({ submitted, review }) => [submitted, review !== null])
				: null;
		};
		const interview = scoreAll(inDebrief(), INES);
		scoreAll(interview, IVAN);
		expect([reads(interview, INES), reads(interview, IVAN)]).toEqual([[[false, false]], [[false, false]]]);
		interview.do({ type: "submit-review" }, INES);
		expect([reads(interview, INES), reads(interview, IVAN)]).toEqual([[[false, false]], [[true, false]]]);
		interview.do({ type: "submit-review" }, IVAN);
		expect([reads(interview, INES), reads(interview, IVAN)]).toEqual([[[true, true]], [[true, true]]]);
		// what the other has read cannot be changed any more
		expect(interview.ask({ type: "withdraw-review" }, INES)).toBe("wrong-phase");
	});

	test("[W6] who was removed is not waited for, but what she submitted counts", () => {
		const interview = scoreAll(inDebrief(), INES).do({ type: "score", dimension: "modelling", score: 2 }, IVAN);
		expect(interview.ask({ type: "publish" })).toBe("wrong-phase");
		const both = bothSubmitted();
		for (const each of [interview, both]) each.remove("ivan");
		expect(Object.keys(interview.state.reviews)).toEqual(["ines"]);
		expect(interview.ask({ type: "publish" })).toBe("ok");
		expect(Object.keys(both.state.reviews)).toEqual(["ines", "ivan"]);
	});
});

describe("agreeing and publishing", () => {
	const agree = (score: GivenScore, was: GivenScore | null): Command => ({
		type: "agree",
		dimension: "modelling",
		score,
		was,
	});

	test("[W7] what both scored alike stands; where they differ they agree on one, and a page that missed the other's click is told", () => {
		const interview = bothSubmitted();
		expect(finalScores(interview.state)).toMatchObject({ open: ["modelling"], scores: { evaluation: 3 } });
		expect(interview.ask({ type: "publish" })).toBe("invalid");
		interview.do(agree(3, null), IVAN);
		expect(interview.ask(agree(2, null), INES)).toBe("stale");
		expect(interview.ask(agree(3, null), INES)).toBe("ok");
		interview.do(agree(2, 3), INES);
		expect(finalScores(interview.state)).toMatchObject({ open: [], scores: { modelling: 2 } });
		expect(interview.ask({ type: "publish" }, IVAN)).toBe("ok");
	});

	test("[W7] nobody agrees before all have submitted, nor alone, nor as a candidate", () => {
		const interview = scoreAll(inDebrief(), INES);
		expect(interview.ask(agree(3, null))).toBe("wrong-phase");
		interview.do({ type: "submit-review" });
		expect(interview.ask(agree(3, null))).toBe("wrong-phase");
		for (const actor of [CARL, OLGA]) expect(bothSubmitted().ask(agree(3, null), actor)).toBe("not-allowed");
	});

	test("[W8] one interviewer publishes directly, once; what is published stays", () => {
		const interview = scoreAll(inDebrief(), INES);
		for (const actor of [CARL, OLGA]) expect(interview.ask({ type: "publish" }, actor)).toBe("not-allowed");
		interview.do({ type: "publish" });
		expect(interview.state.published).toEqual({ at: interview.at, by: "ines" });
		const afterwards: Command[] = [
			...WRITING,
			{ type: "publish" },
			{ type: "withdraw-review" },
			{ type: "mark", itemId: "data.1", state: 1, origin: "unprompted" },
			{ type: "write-thread", cell: "goal", text: "x", was: "" },
			{ type: "override", outcome: "ready", reason: "x", was: null },
		];
		for (const command of afterwards)
			expect([command.type, interview.ask(command)]).toEqual([
				command.type,
				command.type === "submit-review" ? "ok" : "wrong-phase",
			]);
		expect(interview.ask({ type: "take-back" })).toBe("too-late");
		expect(Object.keys(interview.state.reviews.ines?.scores ?? {})).toHaveLength(8);
	});

	test("[W8] without scores, or while the interview runs, nothing is published", () => {
		expect(inDebrief().ask({ type: "publish" })).toBe("invalid");
		expect(scoreAll(running(), INES).ask({ type: "publish" })).toBe("wrong-phase");
	});

	test("[W9] another outcome than the suggested one wants a reason, and is not overwritten unseen", () => {
		const override = (outcome: "ready" | null, reason: string, was: "ready" | "not-yet" | null): Command => ({
			type: "override",
			...{ outcome, reason, was },
		});
		const interview = inDebrief();
		expect(interview.ask(override("ready", "", null))).toBe("invalid");
		interview.do(override("ready", "Staff-level depth", null));
		expect(interview.state.override).toEqual({ outcome: "ready", reason: "Staff-level depth", by: "ines" });
		expect(interview.ask({ type: "override", outcome: "not-yet", reason: "x", was: null }, IVAN)).toBe("stale");
		expect(interview.do(override(null, "", "ready")).state.override).toBeNull();
		expect(interview.ask(override("ready", "x", null), CARL)).toBe("not-allowed");
	});

	test("[W10] the candidate answers items of a published report, after she has scored herself", () => {
		const answer: Command = { type: "answer-item", author: "ines", kind: "keep", no: 1, answer: "accept" };
		const interview = scoreAll(inDebrief(), INES)
			.do({ type: "write-item", kind: "keep", no: 1, text: "Numbers", more: "", evidence: [] })
			.do({ type: "publish" });
		expect(interview.ask(answer, CARL)).toBe("wrong-phase");
		scoreAll(interview, CARL, 2).do({ type: "submit-review" }, CARL);
		expect(interview.do(answer, CARL).state.answers).toEqual({ "ines.keep.1": "accept" });
		expect(interview.ask({ ...answer, no: 2 }, CARL)).toBe("unknown-target");
		expect(interview.ask(answer, INES)).toBe("not-allowed");
		// what she thought before she read it stays
		expect(interview.ask({ type: "withdraw-review" }, CARL)).toBe("wrong-phase");
	});
});

describe("coverage and the chain of reasoning", () => {
	const mark: Command = { type: "mark", itemId: `${PACK.id}.data.look_for.1`, state: 0.5, origin: "probed" };

	test("[W11] are marked by interviewers from the start on, and each mark is kept", () => {
		const interview = running()
			.do(mark)
			.do(mark)
			.after(1)
			.do({ ...mark, state: 1 }, IVAN);
		expect(interview.state.marks[mark.itemId]?.map(({ state, by }) => [state, by])).toEqual([
			[0.5, "ines"],
			[1, "ivan"],
		]);
		for (const actor of [CARL, OLGA]) expect(running().ask(mark, actor)).toBe("not-allowed");
		for (const itemId of ["data.99", "__proto__", "constructor", "other.data.look_for.1"]) {
			expect(running().ask({ ...mark, itemId })).toBe("unknown-target");
		}
		expect(inDebrief().do({ type: "close" }).ask(mark)).toBe("ok");
	});

	test("[W11] one item is not marked without end", () => {
		const interview = running();
		for (let i = 0; i < MAX_ITEM_MARKS; i++) interview.do({ ...mark, state: i % 2 === 0 ? 1 : 0.5 });
		expect(interview.ask({ ...mark, state: 1 })).toBe("too-many");
	});

	test("[W12] two who write into one cell at once are told, and neither text is lost unseen", () => {
		const write = (text: string, was: string): Command => ({ type: "write-thread", cell: "goal", text, was });
		const interview = running().do(write("revenue", ""));
		expect(interview.ask(write("retention", ""), IVAN)).toBe("stale");
		expect(interview.do(write("retention", "revenue"), IVAN).state.thread.cells).toEqual({ goal: "retention" });
		expect(interview.do(write("", "retention")).state.thread.cells).toEqual({});
		interview.do({ type: "judge-link", link: "goal-objective", state: "broken" });
		expect(interview.state.thread.links).toEqual({ "goal-objective": "broken" });
		expect(interview.do({ type: "judge-link", link: "goal-objective", state: null }).state.thread.links).toEqual({});
	});
});

test("[W13] no command of anybody in any phase throws", () => {
	const commands: Command[] = [...WRITING, { type: "publish" }, { type: "withdraw-review" }, { type: "end-deep-dive" }];
	for (const actor of [INES, IVAN, CARL, OLGA]) {
		for (const interview of [running(), inDebrief(), inDebrief().do({ type: "close" })]) {
			expect(PHASES).toContain(interview.state.phase);
			for (const command of commands) expect(typeof interview.ask(command, actor)).toBe("string");
		}
	}
});
