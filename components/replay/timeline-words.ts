// Words of the timeline: what a screen reader says of a place, where the scale puts its times. Values in, words out.

import { spokenClock } from "#components/ui/time.ts";
import { isStepId, segmentName, stepOf } from "#core/framework.ts";
import type { Band } from "#core/replay-outline.ts";

/** The band that holds a moment; at a border the one that begins there. */
export function bandAt(bands: readonly Band[], at: number): Band | null {
	return bands.findLast((band) => band.from <= at) ?? bands[0] ?? null;
}

/** "31 minutes 42 seconds, step 4, model" */
export function placeWords(at: number, zero: number, bands: readonly Band[]): string {
	const clock = at < zero ? `${spokenClock(at - zero)} before the start` : spokenClock(at - zero);
	const part = bandAt(bands, at)?.part;
	if (!part) return clock;
	if (isStepId(part)) return `${clock}, step ${stepOf(part).number}, ${stepOf(part).short.toLowerCase()}`;
	if (part === "lobby") return at < zero ? clock : `${clock}, lobby`;
	return `${clock}, ${part === "debrief" ? "after the end" : segmentName(part).toLowerCase()}`;
}

const SCALE_STEPS_S = [5, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 21_600, 86_400];
const SCALE_TIMES = 10;

/** Moments that the scale names, at whole steps from `zero`. */
export function scaleOf(range: { from: number; to: number }, zero: number): number[] {
	const length = range.to - range.from;
	const stepMs = 1_000 * (SCALE_STEPS_S.find((step) => length / (step * 1_000) <= SCALE_TIMES) ?? 604_800);
	const times: number[] = [];
	for (let n = Math.ceil((range.from - zero) / stepMs); zero + n * stepMs <= range.to; n++)
		times.push(zero + n * stepMs);
	return times;
}
