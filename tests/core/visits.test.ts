// How an interview went through its steps, as stretches and as sentences.
import { describe, expect, test } from "vitest";
import { planOf } from "#core/framework.ts";
import type { Band } from "#core/replay-outline.ts";
import { plannedVisits, visitsOf, visitWords } from "#core/visits.ts";

const MINUTE = 60_000;
const band = (part: Band["part"], from: number, to: number): Band => ({ part, from: from * MINUTE, to: to * MINUTE });
const planned = plannedVisits(planOf(45));
const words = (...bands: Band[]) => visitWords(visitsOf({ bands, pauses: [], zero: 0 }), planned);

describe("visits", () => {
	test("count as the session's clock does: from the start, without pauses, without lobby and debrief", () => {
		const visits = visitsOf({
			bands: [band("lobby", 0, 5), band("intro", 5, 7), band("clarify", 7, 20), band("debrief", 20, 30)],
			pauses: [{ from: 10 * MINUTE, to: 15 * MINUTE, reason: "person" }],
			zero: 5 * MINUTE,
		});
		expect(visits).toEqual([
			{ segment: "intro", from: 0, to: 2 * MINUTE },
			{ segment: "clarify", from: 2 * MINUTE, to: 10 * MINUTE },
		]);
	});

	test("the plan has every segment once, as long as it is meant to be", () => {
		expect(planned.map(({ segment }) => segment)).toEqual(planOf(45).map(({ id }) => id));
		expect(planned.at(-1)?.to).toBe(45 * MINUTE);
	});

	test("say where it came back, what began latest, and what was never opened", () => {
		expect(
			words(
				band("intro", 0, 2),
				band("clarify", 2, 8),
				band("data", 8, 30),
				band("serve", 40, 42),
				band("data", 42, 43),
				band("clarify", 43, 44),
				band("data", 44, 45),
			),
		).toEqual([
			"Back to clarify once, at 43:00.",
			"Back to data twice, at 42:00, 44:00.",
			"Serve began at 40:00; the plan says 33:00.",
			"Not opened: Frame, Model, Evaluate, Monitor.",
		]);
	});

	test("say nothing where all went as planned", () => {
		expect(words(...planned.map(({ segment, from, to }) => ({ part: segment, from, to })))).toEqual([]);
		expect(
			words(...planned.map(({ segment, from, to }) => ({ part: segment, from: from + MINUTE, to: to + MINUTE }))),
		).toEqual([]);
	});
});
