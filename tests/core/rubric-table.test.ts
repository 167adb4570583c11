// The suggested outcome over the whole table of scores: with everything else equal, a better score is never a worse outcome.
import { describe, expect, test } from "vitest";
import { LEVELS, type Level } from "#core/framework.ts";
import {
	DIMENSION_IDS,
	type DimensionId,
	FOCUSES,
	type Focus,
	type Outcome,
	recommend,
	SCORES,
	type Score,
} from "#core/rubric.ts";
import { seeded } from "#tests/helpers/seeded.ts";

const AIMS = LEVELS.flatMap((level) => [null, ...FOCUSES].map((focus) => ({ level, focus })));
const UNSEEN = "not-observed";
type Given = Score | typeof UNSEEN;

describe("[V5] raising a score by one never worsens the outcome", () => {
	// what was observed stays the same, so "not enough seen" is only ever reached from "not yet": see docs/decisions/080
	const RANK: Record<Outcome, number> = {
		"start-with-basics": 0,
		"not-yet": 1,
		"not-enough-seen": 2,
		"ready-with-gaps": 3,
		ready: 4,
	};
	const GIVEN: readonly Given[] = [UNSEEN, ...SCORES];

	/** The n-th of all vectors; its digits to the base of 5 are the scores. */
	function scoresOf(n: number): Record<DimensionId, Given> {
		const digit = (index: number) => GIVEN[Math.floor(n / 5 ** index) % 5] ?? UNSEEN;
		return {
			problem_navigation: digit(0),
			ml_framing: digit(1),
			data_features: digit(2),
			modelling: digit(3),
			evaluation: digit(4),
			serving_systems: digit(5),
			monitoring_ops: digit(6),
			communication: digit(7),
		};
	}

	/** @returns the vectors that get worse, in words */
	function worsened(level: Level, focus: Focus | null): string[] {
		const aim = { level, focus };
		const ranks = new Int8Array(5 ** 8);
		for (let vector = 0; vector < ranks.length; vector++)
			ranks[vector] = RANK[recommend(scoresOf(vector), aim).outcome];
		const worse: string[] = [];
		for (let vector = 0; vector < ranks.length; vector++) {
			DIMENSION_IDS.forEach((id, index) => {
				const digit = Math.floor(vector / 5 ** index) % 5;
				if (digit === 0 || digit === 4) return;
				if (ranks[vector + 5 ** index]! < ranks[vector]!) worse.push(`${id} in ${JSON.stringify(scoresOf(vector))}`);
			});
		}
		expect(new Set(ranks).size).toBe(5);
		return worse;
	}

	test("over all 390,625 scores of a senior without a focus", () => {
		expect(worsened("senior", null)).toEqual([]);
	});

	test("over scores of every level and focus that chance picks", () => {
		const chance = seeded(80);
		for (const aim of AIMS) {
			for (let n = 0; n < 1000; n++) {
				const scores = scoresOf(Math.floor(chance() * 5 ** 8));
				const { outcome } = recommend(scores, aim);
				for (const id of DIMENSION_IDS) {
					const score = scores[id];
					if (score === UNSEEN || score === 4) continue;
					const raised = recommend({ ...scores, [id]: score + 1 }, aim).outcome;
					if (RANK[raised] < RANK[outcome]) expect.fail(`${aim.level} ${aim.focus} ${id} ${JSON.stringify(scores)}`);
				}
			}
		}
	});
});
