// What the board tells at its end: each value with what it rests on.
import type { TLRecord } from "@tldraw/tlschema";
import { describe, expect, test } from "vitest";
import { measureBoard, measureWords } from "#core/final-board.ts";
import { geoShape } from "./recordings.ts";

const MINUTE = 60_000;
const START = 5 * MINUTE;

/** Shapes that say their kind, each made a minute after the one before, the first at the start. */
function board(...kinds: string[]) {
	const records = new Map<string, TLRecord>();
	for (const [index, kind] of kinds.entries()) {
		const shape = geoShape(String(index), index, { meta: { kind } });
		records.set(shape.id, shape as unknown as TLRecord);
	}
	return { records, madeAt: (id: string) => START + Number(id.split(":")[1]) * MINUTE };
}

const read = (goalAt: number | null, ...kinds: string[]) => {
	const { records, madeAt } = board(...kinds);
	const report = { goalAt, startedAt: START };
	return measureWords(measureBoard(records, madeAt, report), report).map(({ value, words }) => `${value}: ${words}`);
};

describe("the final board", () => {
	test("[X3] says how much of it is no model, what came first, and when the first box stood there", () => {
		expect(read(START - MINUTE, "event_log", "model_classic", "model_neural", "feature_store")).toEqual([
			"2 of 4: 4 boxes with an arrow; 2 of them no model or ranker, half or more is good",
			"Yes: goal marked at -1:00, first box at 0:00",
			"Yes: a baseline stood on the board before any neural model",
			"0:00: after the start",
		]);
	});

	test("[X3] a network before a baseline and a box before the goal are said", () => {
		const [, why, simple] = read(START + 3 * MINUTE, "model_neural", "model_classic");
		expect(why).toBe("No: goal marked at 3:00, first box at 0:00");
		expect(simple).toBe("No: a neural model was drawn before any baseline");
	});

	test("[X3] an empty board is no zero: nothing was measured", () => {
		expect(read(null)).toEqual([
			"–: no connected boxes on the board",
			"–: no goal was marked, no box was drawn",
			"–: neither a baseline nor a neural model was drawn",
			"–: no box was drawn",
		]);
	});
});
