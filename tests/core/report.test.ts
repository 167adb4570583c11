// The report as each reader may see it: values in, values out.
import { describe, expect, test } from "vitest";
import { publicQuestion } from "#core/question.ts";
import { type FullReport, type Report, reportOf, reportSchema } from "#core/report.ts";
import { marksOf } from "#core/report-coverage.ts";
import { DIMENSION_IDS } from "#core/rubric.ts";
import { BRIEF, PACK } from "../helpers/question.ts";
import { CARL, INES, type Interview, IVAN, inDebrief, MINUTE, PEOPLE, running } from "./interview.ts";

function read(
	interview: Interview,
	reader: { participantId: string; role: "interviewer" | "candidate" },
	kind: "led" | "solo" = "led",
): Report {
	const report = reportOf(
		{
			facts: {
				id: "s",
				kind,
				minutes: 45,
				level: "senior",
				family: "ads",
				createdAt: "2026-11-28T10:00:00Z",
				meetingUrl: null,
			},
			...{ title: null, question: publicQuestion(PACK), brief: BRIEF, state: interview.state },
			people: kind === "solo" ? PEOPLE.filter(({ role }) => role === "candidate") : PEOPLE,
		},
		reader,
	);
	// nothing is sent that the schema does not name
	expect(reportSchema.parse(structuredClone(report))).toEqual(report);
	return report;
}
const reader = (of: typeof INES) =>
	({ participantId: of.participantId, role: of.role === "candidate" ? of.role : "interviewer" }) as const;
const full = (report: Report): FullReport => {
	if (report.stage !== "draft" && report.stage !== "published") throw new Error(`there is no report: ${report.stage}`);
	return report;
};
function scored(interview: Interview, actor = INES): Interview {
	for (const dimension of DIMENSION_IDS) interview.do({ type: "score", dimension, score: 3 }, actor);
	return interview;
}

describe("stages", () => {
	test("[W14] nobody has a report before the end; a candidate waits, then scores herself, then reads", () => {
		expect([read(running(), reader(INES)).stage, read(running(), reader(CARL)).stage]).toEqual([
			"not-over",
			"not-over",
		]);
		const interview = scored(inDebrief());
		expect(read(interview, reader(INES)).stage).toBe("draft");
		expect(read(interview, reader(CARL))).toEqual({
			stage: "waiting",
			interviewers: [
				{ id: "ines", name: "Ines" },
				{ id: "ivan", name: "Ivan" },
			],
			selfReviewed: false,
		});
		interview.do({ type: "publish" });
		expect(read(interview, reader(CARL)).stage).toBe("score-yourself");
		scored(interview, CARL).do({ type: "submit-review" }, CARL);
		expect(read(interview, reader(CARL)).stage).toBe("published");
	});

	test("[W14] who scored herself before it was published still reads nothing of it", () => {
		const interview = scored(scored(inDebrief()), CARL).do({ type: "submit-review" }, CARL);
		expect(read(interview, reader(CARL))).toMatchObject({ stage: "waiting", selfReviewed: true });
	});

	test("[W15] a draft shows an interviewer her own review, and the other's once both are submitted; never the candidate's", () => {
		const interview = scored(scored(inDebrief()), IVAN).do({ type: "summarise", text: "Ivan's words" }, IVAN);
		scored(interview, CARL).do({ type: "summarise", text: "Carl's words" }, CARL).do({ type: "submit-review" }, CARL);
		interview.do({ type: "summarise", text: "Ines's words" });
		const words = (of: typeof INES) => JSON.stringify(read(interview, reader(of)));
		expect(words(INES)).toContain("Ines's words");
		expect(words(INES)).not.toMatch(/Ivan's words|Carl's words/);
		interview.do({ type: "submit-review" }, IVAN);
		expect(words(INES)).not.toContain("Ivan's words");
		interview.do({ type: "submit-review" }, INES);
		expect(words(INES)).toContain("Ivan's words");
		expect(words(INES)).not.toContain("Carl's words");
		interview.do({ type: "publish" });
		expect(words(IVAN)).toContain("Carl's words");
	});

	test("[W16] alone one's own review is the report; ticks count as covered, in a step that was told as told", () => {
		const interview = running("solo").do({ type: "tick", promptId: "clarify.1", ticked: true }, CARL);
		interview
			.do({ type: "ask-guidance", step: "data" }, CARL)
			.do({ type: "tick", promptId: "data.1", ticked: true }, CARL);
		interview.after(5).do({ type: "end" }, CARL);
		expect(read(interview, reader(CARL), "solo").stage).toBe("score-yourself");
		scored(interview, CARL).do({ type: "submit-review" }, CARL);
		const report = full(read(interview, reader(CARL), "solo"));
		expect(report).toMatchObject({ stage: "published", outcome: null, interviewers: [], unprompted: 2 / 3 });
		expect(report.scores.every(({ score, self }) => score === null && self === 3)).toBe(true);
	});
});

describe("what it holds", () => {
	function published(): { interview: Interview; note: string; shared: string } {
		const interview = running().do({ type: "add-note", text: "secret words", kind: "concern", shapes: ["shape:a"] });
		const note = interview.lastId;
		const shared = interview.after(1).do({ type: "add-note", text: "shared words", kind: "quote" }).lastId;
		interview.do({ type: "share-note", noteId: shared, shared: true }).after(1).do({ type: "end" });
		scored(interview).do({ type: "give-evidence", dimension: "data_features", evidence: [shared, note] });
		interview.do({ type: "override", outcome: "ready", reason: "private reason", was: null }).do({ type: "publish" });
		scored(interview, CARL).do({ type: "submit-review" }, CARL);
		return { interview, note, shared };
	}

	test("[W17] evidence leads to its second and its shapes; its words only where they were shared", () => {
		const { interview, note, shared } = published();
		const row = (of: typeof INES) =>
			full(read(interview, reader(of))).scores.find(({ dimension }) => dimension === "data_features");
		expect(row(CARL)?.evidence).toEqual([
			{ id: note, at: 3 * MINUTE, segment: "data", shapes: ["shape:a"], text: null, sign: null },
			{ id: shared, at: 4 * MINUTE, segment: "data", shapes: [], text: "shared words", sign: "neutral" },
		]);
		expect(row(INES)?.evidence[0]?.text).toBe("secret words");
	});

	test("[W18] how the outcome came about is for interviewers; candidates read a neutral word", () => {
		const { interview } = published();
		const [mine, hers] = [full(read(interview, reader(INES))), full(read(interview, reader(CARL)))];
		expect(hers).toMatchObject({ outcome: "ready", reasoning: null });
		expect(mine.reasoning).toMatchObject({
			suggested: "ready-with-gaps",
			mean: 3,
			override: { reason: "private reason" },
		});
		expect(JSON.stringify(hers)).not.toMatch(/private reason|secret words|hire/i);
	});

	test("[W19] each step has its time against the plan, deep dives apart, and what was covered", () => {
		const interview = running().after(20).do({ type: "begin-deep-dive", segment: "data" }).after(5);
		interview.do({ type: "end-deep-dive" }).do({ type: "mark", itemId: "data.1", state: 1, origin: "unprompted" });
		interview.do({ type: "end" });
		const data = full(read(interview, reader(INES))).steps.find(({ step }) => step === "data");
		expect(data).toMatchObject({
			plannedMs: 8 * MINUTE,
			activeMs: 20 * MINUTE,
			deepDiveMs: 5 * MINUTE,
			time: "overrun",
		});
		expect(data?.coverage).toBeGreaterThan(0);
	});

	test("[W19] where nothing was marked there is no coverage, rather than none of it", () => {
		expect(full(read(inDebrief(), reader(INES)))).toMatchObject({ coverage: null, unprompted: null });
	});

	test("[W20] an interviewer's tick counts as mentioned until she marks the prompt; a candidate's counts in solo practice alone", () => {
		const interview = running()
			.do({ type: "tick", promptId: "data.1", ticked: true }, INES)
			.do({ type: "tick", promptId: "data.2", ticked: true }, CARL)
			.do({ type: "tick", promptId: "data.3", ticked: true }, INES)
			.do({ type: "mark", itemId: "data.3", state: 1, origin: "hint1" });
		const marks = marksOf({ facts: { kind: "led" }, state: interview.state, people: PEOPLE });
		expect(Object.fromEntries(Object.entries(marks).map(([id, all]) => [id, all.map(({ state }) => state)]))).toEqual({
			"data.1": [0.5],
			"data.3": [1],
		});
	});

	test("[W20] a prompt that an interviewer ticked can be marked as not touched", () => {
		const interview = running()
			.do({ type: "tick", promptId: "data.1", ticked: true }, INES)
			.do({ type: "mark", itemId: "data.1", state: 0, origin: "unprompted" })
			.do({ type: "mark", itemId: "data.2", state: 0, origin: "unprompted" });
		const marks = marksOf({ facts: { kind: "led" }, state: interview.state, people: PEOPLE });
		expect(Object.entries(marks).map(([id, all]) => [id, all.map(({ state }) => state)])).toEqual([["data.1", [0]]]);
	});
});
