// The walk of a replay against its plan: how long each band of the track was meant to be, from when on it ran over, and
// where each segment would lie had everything gone to plan. Pure sums over an outline and a plan; the words and the
// drawing are the timeline's. All times are ms since the session was created.
import { type PlannedSegment, SEGMENT_IDS, type SegmentId, SOFT_OVERRUN } from "./framework.ts";
import type { Band, Outline, Stretch } from "./replay-outline.ts";

/** A segment where the plan has it, counted from second 0 without pauses. */
export interface PlannedStretch {
	readonly segment: SegmentId;
	readonly from: number;
	readonly to: number;
}

/** How a band stands against the budget of its segment; earlier visits count. */
export interface BandTime {
	/** active ms of the segment up to the end of the band */
	readonly activeMs: number;
	/** planned, with the minutes that were added */
	readonly budgetMs: number;
	/** the moment of this band from which it ran over; null while it is below 125 % or not over here */
	readonly overFrom: number | null;
	/** ms over at the end of the band; 0 where `overFrom` is null */
	readonly overMs: number;
}

type Walked = Pick<Outline, "bands" | "pauses" | "dives" | "addedMinutes" | "zero">;

function isSegment(part: Band["part"]): part is SegmentId {
	return (SEGMENT_IDS as readonly string[]).includes(part);
}

function budgetOf(plan: readonly PlannedSegment[], added: Walked["addedMinutes"], segment: SegmentId): number {
	const minutes = plan.find((stretch) => stretch.id === segment)?.minutes ?? 0;
	return (minutes + (added[segment] ?? 0)) * 60_000;
}

/** Where the plan would have each segment; one of no minutes is left out. */
export function plannedStretches({ addedMinutes, zero }: Walked, plan: readonly PlannedSegment[]): PlannedStretch[] {
	let from = zero;
	return plan.map(({ id }) => {
		const to = from + budgetOf(plan, addedMinutes, id);
		const stretch = { segment: id, from, to };
		from = to;
		return stretch;
	});
}

/** The times of all bands that are segments. */
export function bandTimes(
	{ bands, pauses, dives, addedMinutes }: Walked,
	plan: readonly PlannedSegment[],
): Map<Band, BandTime> {
	const times = new Map<Band, BandTime>();
	const walked = new Map<SegmentId, number>();
	const rests = [...pauses, ...dives].sort((a, b) => a.from - b.from);
	for (const band of bands) {
		if (!isSegment(band.part)) continue;
		const before = walked.get(band.part) ?? 0;
		const stretches = activeStretches(band, rests);
		const activeMs = stretches.reduce((sum, stretch) => sum + stretch.to - stretch.from, before);
		walked.set(band.part, activeMs);
		const budgetMs = budgetOf(plan, addedMinutes, band.part);
		const isOver = budgetMs > 0 && activeMs >= budgetMs * SOFT_OVERRUN;
		const overFrom = isOver ? momentAfter(stretches, Math.max(0, budgetMs - before)) : null;
		times.set(band, { activeMs, budgetMs, overFrom, overMs: overFrom === null ? 0 : activeMs - budgetMs });
	}
	return times;
}

/** The parts of a band in which its step's clock ran: not in a pause, not in a deep dive. */
function activeStretches(band: Band, rests: readonly Stretch[]): Stretch[] {
	const stretches: Stretch[] = [];
	let from = band.from;
	for (const rest of rests) {
		if (rest.to <= from || rest.from >= band.to) continue;
		if (rest.from > from) stretches.push({ from, to: rest.from });
		from = Math.max(from, rest.to);
	}
	if (from < band.to) stretches.push({ from, to: band.to });
	return stretches;
}

/** The moment at which so many ms of the stretches have passed. */
function momentAfter(stretches: readonly Stretch[], ms: number): number | null {
	let left = ms;
	for (const { from, to } of stretches) {
		if (left < to - from) return from + left;
		left -= to - from;
	}
	return null;
}
