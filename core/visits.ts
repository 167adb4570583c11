// How an interview went through its steps: in which order, where it came back, what began late. In go the stretches of the recording
// with pauses and the plan, out come stretches on one line and sentences. Times count as the session's clock does: without pauses.
import { formatClock } from "./clock-words.ts";
import { isStepId, type PlannedSegment, SEGMENT_IDS, type SegmentId, type StepId, stepOf } from "./framework.ts";
import type { Outline } from "./replay-outline.ts";

/** One stay in a segment, on the session's clock: ms since the start without pauses. */
export interface Visit {
	readonly segment: SegmentId;
	readonly from: number;
	readonly to: number;
}

export type Walked = Pick<Outline, "bands" | "pauses" | "zero">;

export function visitsOf({ bands, pauses, zero }: Walked): Visit[] {
	const clock = (at: number) =>
		at - zero - pauses.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, at) - Math.max(from, zero)), 0);
	return bands.flatMap(({ part, from, to }): Visit[] => {
		if (!isSegment(part)) return [];
		const visit = { segment: part, from: clock(from), to: clock(to) };
		return visit.to > visit.from ? [visit] : [];
	});
}

function isSegment(part: string): part is SegmentId {
	return (SEGMENT_IDS as readonly string[]).includes(part);
}

/** Where the plan would have each segment, on the same clock. */
export function plannedVisits(plan: readonly PlannedSegment[]): Visit[] {
	let from = 0;
	return plan.flatMap(({ id, minutes }): Visit[] => {
		const visit = { segment: id, from, to: from + minutes * 60_000 };
		from = visit.to;
		return minutes > 0 ? [visit] : [];
	});
}

/** A step that begins this much later than planned is worth a sentence. */
const LATE_MS = 2 * 60_000;

/** @returns sentences: where it came back, what began latest against the plan, which steps were never opened */
export function visitWords(visits: readonly Visit[], planned: readonly Visit[]): string[] {
	const sentences: string[] = [];
	const seen = new Map<StepId, number[]>();
	for (const { segment, from } of visits) {
		if (isStepId(segment)) seen.set(segment, [...(seen.get(segment) ?? []), from]);
	}
	for (const [step, [, ...again]] of seen) {
		if (again.length === 0) continue;
		const times = again.map(formatClock).join(", ");
		sentences.push(`Back to ${stepOf(step).short.toLowerCase()} ${timesWord(again.length)}, at ${times}.`);
	}
	const late = planned.flatMap(({ segment, from }) => {
		const began = isStepId(segment) ? seen.get(segment)?.[0] : undefined;
		return began === undefined || !isStepId(segment) ? [] : [{ step: segment, began, planned: from, by: began - from }];
	});
	const latest = late.toSorted((a, b) => b.by - a.by)[0];
	if (latest && latest.by > LATE_MS) {
		const began = formatClock(latest.began);
		sentences.push(`${stepOf(latest.step).short} began at ${began}; the plan says ${formatClock(latest.planned)}.`);
	}
	const unseen = planned.flatMap(({ segment }) =>
		isStepId(segment) && !seen.has(segment) ? [stepOf(segment).short] : [],
	);
	if (unseen.length > 0) sentences.push(`Not opened: ${unseen.join(", ")}.`);
	return sentences;
}

function timesWord(times: number): string {
	return times === 1 ? "once" : times === 2 ? "twice" : `${times} times`;
}
