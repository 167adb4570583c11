// Checklists, credit with its caps, coverage of steps and of the whole, on a real question pack.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
	artefactShare,
	artefactsOf,
	bandOf,
	type ChecklistItem,
	COVERAGE_BANDS,
	COVERAGE_STATES,
	type CoverageEvidence,
	type CoverageState,
	checklistOf,
	coverageOf,
	creditOf,
	isChecklistId,
	ORIGINS,
	type Origin,
	stepScore,
	totalCoverage,
	unpromptedRatio,
} from "#core/coverage.ts";
import { PROMPT_IDS, STEP_IDS, stepOf } from "#core/framework.ts";
import { briefOf, questionPackSchema } from "#core/question.ts";
import { seeded } from "#tests/helpers/seeded.ts";

const PACK = questionPackSchema.parse(parse(readFileSync("prisma/packs/video-recommendation.yaml", "utf8")));
const { steps } = briefOf(PACK);

const seen = (state: CoverageState, origin: Origin = "unprompted"): CoverageEvidence => ({ state, origin });
const item = (id: string, must: boolean): ChecklistItem => ({ id, step: "data", text: id, must, source: "prompt" });

describe("[V7] the checklist of a step", () => {
	test("is its prompts, then what the brief looks for, the first two of which are musts", () => {
		const list = checklistOf(PACK.id, steps, "data");
		const prompts = stepOf("data").prompts;
		expect(list.slice(0, prompts.length)).toEqual(
			prompts.map((prompt) => ({ ...prompt, step: "data", source: "prompt" })),
		);
		const lookFor = list.slice(prompts.length);
		expect(lookFor.map(({ id }) => id)).toEqual(
			[1, 2, 3, 4, 5, 6].map((n) => `video-recommendation.data.look_for.${n}`),
		);
		expect(lookFor.map(({ must }) => must)).toEqual([true, true, false, false, false, false]);
		expect(lookFor.map(({ text }) => text)).toEqual(steps.data.look_for);
	});

	test("names the artefacts of a step apart, piece by piece", () => {
		expect(artefactsOf("data").map(({ id, text }) => [id, text])).toEqual([
			["data.artefact.1", "Data schema"],
			["data.artefact.2", "Feature table"],
			["data.artefact.3", "Label rule"],
		]);
		expect(STEP_IDS.map((step) => artefactsOf(step).length)).toEqual([2, 1, 3, 2, 1, 1, 2]);
	});

	test("has ids of its own in all seven steps, and no other id can be marked", () => {
		const ids = STEP_IDS.flatMap((step) => [...checklistOf(PACK.id, steps, step), ...artefactsOf(step)]).map(
			({ id }) => id,
		);
		expect(new Set(ids).size).toBe(ids.length);
		expect([...PROMPT_IDS].every((id) => ids.includes(id))).toBe(true);
		for (const id of ids) expect(isChecklistId(PACK.id, steps, id), id).toBe(true);
		for (const id of [
			"data.11",
			"data.0",
			"video-recommendation.data.look_for.0",
			"video-recommendation.data.look_for.7",
			"ad-click-prediction.data.look_for.1",
			"data.artefact.4",
			"__proto__",
			"",
		]) {
			expect(isChecklistId(PACK.id, steps, id), id).toBe(false);
		}
	});
});

describe("[V8] credit", () => {
	test.each([
		["unprompted", 1, 1],
		["probed", 1, 1],
		["hint1", 1, 1],
		["hint2", 1, 0.75],
		["hint3", 1, 0.5],
		["unprompted", 0.5, 0.5],
		["hint2", 0.5, 0.5],
		["hint3", 0.5, 0.5],
	] as const)("for what came by %s with state %d is %d", (origin, state, credit) => {
		expect(creditOf([seen(state, origin)])).toEqual({ credit, origin, applicable: true });
	});

	test("is 0 without evidence", () => {
		expect(creditOf([])).toEqual({ credit: 0, origin: null, applicable: true });
	});

	test("is not lowered by a later hint", () => {
		expect(creditOf([seen(1), seen(1, "hint3")])).toMatchObject({ credit: 1, origin: "unprompted" });
		expect(creditOf([seen(0.5), seen(1, "hint2")])).toMatchObject({ credit: 0.75, origin: "hint2" });
	});

	test("of equals is that with least help, whichever came first", () => {
		expect(creditOf([seen(0.5), seen(1, "hint3")])).toMatchObject({ credit: 0.5, origin: "unprompted" });
		expect(creditOf([seen(1, "hint1"), seen(1, "probed")])).toMatchObject({ credit: 1, origin: "probed" });
	});

	test("goes with a state of 0, which takes back what came before it and nothing after", () => {
		expect(creditOf([seen(1), seen(0)])).toEqual({ credit: 0, origin: null, applicable: true });
		expect(creditOf([seen(1), seen(0), seen(0.5, "hint1")])).toMatchObject({ credit: 0.5, origin: "hint1" });
	});

	test("does not apply while the last state says so, and is what it was when another follows", () => {
		expect(creditOf([seen(1), seen("n/a")])).toEqual({ credit: 0, origin: null, applicable: false });
		expect(creditOf([seen(1), seen("n/a"), seen(0.5, "hint1")])).toEqual({
			credit: 1,
			origin: "unprompted",
			applicable: true,
		});
		expect(creditOf([seen(1), seen("n/a"), seen(0)])).toEqual({ credit: 0, origin: null, applicable: true });
	});

	test("never falls by more evidence, unless that says 0 or not applicable", () => {
		const chance = seeded(8);
		const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
		for (let n = 0; n < 2000; n++) {
			const evidence = Array.from({ length: Math.floor(chance() * 5) }, () =>
				seen(pick(COVERAGE_STATES), pick(ORIGINS)),
			);
			const before = creditOf(evidence);
			const after = creditOf([...evidence, seen(pick([0.5, 1]), pick(ORIGINS))]);
			expect(after.credit).toBeGreaterThanOrEqual(before.credit);
			expect(after.applicable).toBe(true);
		}
	});
});

describe("[V9] coverage", () => {
	const items = [item("a", true), item("b", true), item("c", false)];

	test("counts a must twice", () => {
		expect(coverageOf(items, {})).toBe(0);
		expect(coverageOf(items, { a: [seen(1)] })).toBe(2 / 5);
		expect(coverageOf(items, { a: [seen(0.5)], c: [seen(1, "hint2")] })).toBe((2 * 0.5 + 0.75) / 5);
	});

	test("leaves items that do not apply out of both sums", () => {
		expect(coverageOf(items, { a: [seen(1)], b: [seen("n/a")] })).toBe(2 / 3);
		const none = Object.fromEntries(items.map(({ id }) => [id, [seen("n/a")]]));
		expect(coverageOf(items, none)).toBeNull();
		expect(coverageOf([], {})).toBeNull();
	});

	test("[V11] the unprompted ratio is the credited weight that needed no help", () => {
		expect(unpromptedRatio(items, {})).toBeNull();
		expect(unpromptedRatio(items, { a: [seen(0)], b: [seen("n/a")] })).toBeNull();
		// 2 × 1 unprompted, 2 × 0.5 after the third hint, 1 × 1 after a probe
		expect(unpromptedRatio(items, { a: [seen(1)], b: [seen(1, "hint3")], c: [seen(1, "probed")] })).toBe(2 / 4);
		expect(unpromptedRatio(items, { a: [seen(0.5)] })).toBe(1);
	});
});

describe("[V10] the score of a step", () => {
	const items = [item("a", true), item("b", false)];

	test("is eight tenths checklist and two tenths artefacts", () => {
		const marks = { a: [seen(1)], "data.artefact.1": [seen(1)], "data.artefact.2": [seen(0.5)] };
		expect(artefactShare("data", marks)).toBe(1.5 / 3);
		expect(stepScore(items, "data", marks)).toBeCloseTo(0.8 * (2 / 3) + 0.2 * 0.5, 12);
		const everything = Object.fromEntries([...items, ...artefactsOf("data")].map(({ id }) => [id, [seen(1)]]));
		expect(stepScore(items, "data", everything)).toBe(1);
		expect(stepScore(items, "data", {})).toBe(0);
	});

	test("asks whether an artefact stands on the board, not who thought of it", () => {
		expect(artefactShare("frame", { "frame.artefact.1": [seen(1, "hint3")] })).toBe(1);
		expect(artefactShare("frame", { "frame.artefact.1": [seen(1), seen(0)] })).toBe(0);
	});

	test("leaves out artefacts that do not apply, and is the checklist's alone when none does", () => {
		expect(artefactShare("model", { "model.artefact.1": [seen(1)], "model.artefact.2": [seen("n/a")] })).toBe(1);
		expect(stepScore(items, "frame", { a: [seen(1)], "frame.artefact.1": [seen("n/a")] })).toBe(2 / 3);
	});

	test("is none when nothing of the checklist applies", () => {
		expect(stepScore(items, "data", { a: [seen("n/a")], b: [seen("n/a")] })).toBeNull();
	});

	test("weighs by planned minutes in the total; a step without a score counts neither way", () => {
		const scored = [
			{ plannedMinutes: 5, score: 1 },
			{ plannedMinutes: 3, score: 0.5 },
			{ plannedMinutes: 9, score: null },
		];
		expect(totalCoverage(scored)).toBe(6.5 / 8);
		expect(totalCoverage([{ plannedMinutes: 9, score: null }])).toBeNull();
		expect(totalCoverage([])).toBeNull();
	});
});

describe("[V12] a total in words", () => {
	test.each([
		[0, "little covered"],
		[0.344, "little covered"],
		[0.35, "partly covered"],
		[0.594, "partly covered"],
		[0.6, "well covered"],
		[0.754, "well covered"],
		[0.76, "widely covered"],
		[1, "widely covered"],
	] as const)("%d is %s", (total, band) => {
		expect(bandOf(total)).toBe(band);
		expect(COVERAGE_BANDS.some((one) => one.band === band)).toBe(true);
	});
});
