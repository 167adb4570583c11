// The rubric's weights, anchors and rule: the worked cases, the borders, and the whole table of scores.
import { describe, expect, test } from "vitest";
import { LEVELS } from "#core/framework.ts";
import {
	anchorsOf,
	coreDimensions,
	DIMENSION_IDS,
	DIMENSIONS,
	type DimensionId,
	dimensionOf,
	FOCUSES,
	gateDimensions,
	levelRead,
	type Outcome,
	recommend,
	type Score,
	type Scores,
	weightsOf,
} from "#core/rubric.ts";

const SENIOR = { level: "senior", focus: null } as const;
const AIMS = LEVELS.flatMap((level) => [null, ...FOCUSES].map((focus) => ({ level, focus })));
const UNSEEN = "not-observed";

type Given = Score | typeof UNSEEN;
function all(score: Given, others: Partial<Record<DimensionId, Given>> = {}): Scores {
	return { ...Object.fromEntries(DIMENSION_IDS.map((id) => [id, score])), ...others };
}

describe("[V1] dimensions", () => {
	test("are eight, each with a name, a short name and four anchors that differ", () => {
		expect(DIMENSIONS.map(({ id }) => id)).toEqual(DIMENSION_IDS);
		expect(new Set(DIMENSIONS.map(({ name }) => name)).size).toBe(8);
		for (const { short, anchors } of DIMENSIONS) {
			expect(short.split(" ").length).toBeLessThanOrEqual(2);
			expect(new Set(anchors).size).toBe(4);
		}
		expect(dimensionOf("serving_systems").steps).toEqual(["serve"]);
		expect(dimensionOf("communication").steps).toEqual([]);
		expect(() => dimensionOf("charm" as DimensionId)).toThrow("no dimension is called charm");
	});

	test("[V2] at mid, 3 is reached with light prompting; the other anchors are the senior ones", () => {
		for (const { id, anchors } of DIMENSIONS) {
			const [below, partly, meets, exceeds] = anchorsOf(id, "mid");
			expect([below, partly, exceeds]).toEqual([anchors[0], anchors[1], anchors[3]]);
			expect(meets.toLowerCase()).toBe(`with light prompting: ${anchors[2].toLowerCase()}`);
			expect(anchorsOf(id, "senior")).toEqual(anchors);
		}
	});

	test("[V2] at staff, a senior's 3 earns a 2 and a senior's 4 a 3 in navigation, serving and monitoring, and only there", () => {
		const shifted = DIMENSION_IDS.filter((id) => anchorsOf(id, "staff")[1] === dimensionOf(id).anchors[2]);
		expect(shifted).toEqual(["problem_navigation", "serving_systems", "monitoring_ops"]);
		for (const id of shifted) {
			const [, , meets, exceeds] = anchorsOf(id, "staff");
			expect(meets).toBe(dimensionOf(id).anchors[3]);
			expect(exceeds).toMatch(/^Unprompted, and with effects beyond one team: /);
			expect(new Set(anchorsOf(id, "staff")).size).toBe(4);
		}
		for (const id of DIMENSION_IDS) {
			if (!shifted.includes(id)) expect(anchorsOf(id, "staff")).toEqual(dimensionOf(id).anchors);
		}
	});
});

describe("[V3] weights", () => {
	test.each(AIMS)("of $level with focus $focus add up to 100", ({ level, focus }) => {
		const weights = Object.values(weightsOf(level, focus));
		expect(weights).toHaveLength(8);
		expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 10);
	});

	test("without a focus are the table's", () => {
		expect(Object.values(weightsOf("mid", null))).toEqual([15, 12, 18, 20, 12, 10, 5, 8]);
		expect(Object.values(weightsOf("senior", null))).toEqual([14, 12, 17, 18, 13, 13, 6, 7]);
		expect(Object.values(weightsOf("staff", null))).toEqual([15, 12, 15, 15, 13, 15, 8, 7]);
	});

	test.each([
		["modelling", 1.3, ["data_features", "modelling"]],
		["systems", 1.5, ["serving_systems", "monitoring_ops"]],
		["product", 1.3, ["problem_navigation", "evaluation"]],
		["genai", 1.3, ["evaluation", "serving_systems"]],
	] as const)("with focus %s count %d times as much in its two dimensions", (focus, factor, emphasised) => {
		for (const level of LEVELS) {
			const [plain, focused] = [weightsOf(level, null), weightsOf(level, focus)];
			const shrunk = focused.communication / plain.communication;
			for (const id of DIMENSION_IDS) {
				const isEmphasised = (emphasised as readonly DimensionId[]).includes(id);
				expect(focused[id] / plain[id] / shrunk).toBeCloseTo(isEmphasised ? factor : 1, 10);
			}
		}
	});
});

describe("[V4] the suggested outcome", () => {
	const cases: [string, Scores, Outcome, number][] = [
		["all 3", all(3), "ready-with-gaps", 3],
		["all 3, modelling 2", all(3, { modelling: 2 }), "ready-with-gaps", 2.82],
		["all 3, data and modelling 2", all(3, { data_features: 2, modelling: 2 }), "not-yet", 2.65],
		["all 4, communication 1", all(4, { communication: 1 }), "not-yet", 3.79],
		["all 4, evaluation not observed", all(4, { evaluation: UNSEEN }), "not-enough-seen", 4],
		["all 3, monitoring not observed", all(3, { monitoring_ops: UNSEEN }), "ready-with-gaps", 3],
		["all 4, serving and monitoring 1", all(4, { serving_systems: 1, monitoring_ops: 1 }), "not-yet", 3.43],
		["all 4", all(4), "ready", 4],
		["all 1", all(1), "start-with-basics", 1],
		["one core dimension at 1", all(3, { ml_framing: 1 }), "not-yet", 2.76],
		["two core dimensions at 1", all(4, { ml_framing: 1, evaluation: 1 }), "start-with-basics", 3.25],
		["all 2", all(2), "not-yet", 2],
	];
	test.each(cases)("of a senior: %s", (_name, scores, outcome, mean) => {
		expect(recommend(scores, SENIOR)).toMatchObject({ outcome, mean });
	});

	test("a dimension that was not scored yet counts like one that was not observed", () => {
		const { evaluation: _, ...scores } = all(4);
		expect(recommend(scores, SENIOR)).toEqual(recommend(all(4, { evaluation: UNSEEN }), SENIOR));
		expect(recommend({}, SENIOR)).toMatchObject({ outcome: "not-enough-seen", mean: null, observed: 0 });
	});

	test("with less than 70 % of the weight observed nothing is said of the candidate", () => {
		const seventy = all(1, { problem_navigation: UNSEEN, ml_framing: UNSEEN, monitoring_ops: 1 });
		expect(recommend(seventy, SENIOR)).toMatchObject({ outcome: "start-with-basics", observed: 0.74 });
		const less = all(1, { problem_navigation: UNSEEN, data_features: UNSEEN });
		expect(recommend(less, SENIOR)).toMatchObject({ outcome: "not-enough-seen", observed: 0.69, mean: 1 });
		const exactly = all(3, { data_features: UNSEEN, serving_systems: UNSEEN });
		expect(recommend(exactly, SENIOR)).toMatchObject({ observed: 0.7 });
		expect(recommend(exactly, SENIOR).reasons[0]).toContain("core dimension");
	});

	test("serving is core for staff and for a focus on systems, and only then", () => {
		expect(coreDimensions("senior", null)).not.toContain("serving_systems");
		expect(coreDimensions("staff", null)).toContain("serving_systems");
		expect(coreDimensions("mid", "systems")).toContain("serving_systems");
		expect(gateDimensions("mid", null)).toEqual([
			"problem_navigation",
			"ml_framing",
			"data_features",
			"modelling",
			"evaluation",
			"communication",
		]);
		const unseenServing = all(4, { serving_systems: UNSEEN });
		expect(recommend(unseenServing, SENIOR).outcome).toBe("ready");
		expect(recommend(unseenServing, { level: "staff", focus: null }).outcome).toBe("not-enough-seen");
	});

	test.each([
		[[2, 2, 2, 3, 1, 1, 1, 1], 1.79, "start-with-basics"],
		[[2, 4, 2, 1, 2, 1, 1, 1], 1.8, "not-yet"],
		[[3, 4, 4, 2, 3, 2, 1, 2], 2.79, "not-yet"],
		[[3, 4, 3, 3, 3, 2, 1, 2], 2.8, "ready-with-gaps"],
		[[4, 3, 4, 4, 3, 3, 3, 3], 3.49, "ready-with-gaps"],
		[[4, 4, 3, 4, 3, 3, 4, 3], 3.5, "ready"],
	] as const)("at a border of the mean: %j, mean %d, %s", (given, mean, outcome) => {
		const scores: Scores = Object.fromEntries(DIMENSION_IDS.map((id, index) => [id, given[index]]));
		expect(recommend(scores, SENIOR)).toMatchObject({ mean, outcome });
	});

	test("ready needs a mean of 3.50 and nothing observed below 3", () => {
		const half = all(3, { data_features: 4, modelling: 4, serving_systems: 4 });
		expect(recommend(half, SENIOR)).toMatchObject({ outcome: "ready-with-gaps", mean: 3.48 });
		expect(recommend({ ...half, monitoring_ops: 4 }, SENIOR)).toMatchObject({ outcome: "ready", mean: 3.54 });
		const gap = all(4, { monitoring_ops: 2 });
		expect(recommend(gap, SENIOR)).toMatchObject({ outcome: "ready-with-gaps", mean: 3.88 });
	});

	test("reasons name the dimensions in words, in every outcome", () => {
		const reasons = (scores: Scores) => recommend(scores, SENIOR).reasons.join(" ");
		expect(reasons(all(3, { data_features: 2, modelling: 2 }))).toBe(
			"The mean is 2.65, 2.80 is needed. Only partly at the level in more than one core dimension: Data and features, Modelling.",
		);
		expect(reasons(all(4, { communication: 1 }))).toContain("Communication and collaboration");
		expect(reasons(all(4, { evaluation: UNSEEN }))).toContain("Evaluation and experimentation");
		expect(reasons(all(4, { ml_framing: 1, evaluation: 1 }))).toContain("ML framing, Evaluation and experimentation");
		expect(reasons(all(3, { modelling: 2 }))).toContain("Below the level in one or more dimensions: Modelling.");
		expect(reasons({ modelling: 4 })).toMatch(/^Only 18 % .* Not observed: Problem navigation, ML framing/);
		expect(reasons(all(4))).toContain("every observed dimension meets the level");
	});
});

describe("[V4] rounding is half up to two decimals, whatever binary fractions make of it", () => {
	test.each([
		// 248.4 / 86.4 = 2.875, which sums of binary fractions put below it
		["mid", "modelling", [3, 3, 1, 4, 0, 4, 0, 0], 2.88],
		// (45 + 48 + 18 + 20 + 10 + 5) / 80 = 1.825, which toFixed writes as 1.82
		["mid", null, [3, 4, 1, 1, 0, 1, 1, 0], 1.83],
		["mid", "modelling", [2, 3, 1, 0, 1, 0, 0, 0], 1.63],
	] as const)("%s, focus %s, %j: %d", (level, focus, given, mean) => {
		const scores: Scores = Object.fromEntries(DIMENSION_IDS.map((id, index) => [id, given[index] || UNSEEN]));
		expect(recommend(scores, { level, focus }).mean).toBe(mean);
	});
});

describe("[V6] another level to discuss", () => {
	test("a lower one after a near miss with no gate at 1, but not below mid", () => {
		const near = all(3, { data_features: 2, modelling: 2 });
		expect(levelRead(near, SENIOR, null)).toBe("lower");
		expect(levelRead(near, { level: "mid", focus: null }, null)).toBeNull();
		expect(levelRead(all(2), SENIOR, null)).toBeNull();
		expect(levelRead(all(4, { communication: 1 }), SENIOR, null)).toBeNull();
		expect(levelRead(all(3), SENIOR, 1)).toBeNull();
	});

	test("a higher one when ready and hardly ever helped, but not above staff", () => {
		expect(levelRead(all(4), SENIOR, 0.85)).toBe("higher");
		expect(levelRead(all(4), SENIOR, 0.84)).toBeNull();
		expect(levelRead(all(4), SENIOR, null)).toBeNull();
		expect(levelRead(all(4), { level: "staff", focus: null }, 1)).toBeNull();
	});
});
