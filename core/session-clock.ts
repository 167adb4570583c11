// How long a session and its segments have run, and what was planned: pure sums over a state and a moment. Clocks count active time
// only; revisits of a segment add up.
import { type PlannedSegment, SEGMENT_IDS, type SegmentId } from "./framework.ts";
import type { SessionState } from "./session.ts";

/** The part of a state that a clock needs; views carry exactly this. */
export type ClockState = Pick<SessionState, "segment" | "activeMs" | "runningSince" | "addedMinutes">;

/** Active ms of one segment up to `at`, revisits added up. */
export function activeMsOf(state: ClockState, segment: SegmentId, at: number): number {
	const past = state.activeMs[segment] ?? 0;
	const running = state.segment === segment && state.runningSince !== null ? Math.max(0, at - state.runningSince) : 0;
	return past + running;
}

/** Active ms of the whole session up to `at`. */
export function totalActiveMs(state: ClockState, at: number): number {
	return SEGMENT_IDS.reduce((sum, segment) => sum + activeMsOf(state, segment, at), 0);
}

/** Budget of a segment in ms, with the minutes that were added. */
export function budgetMsOf(plan: readonly PlannedSegment[], state: ClockState, segment: SegmentId): number {
	const minutes = plan.find((stretch) => stretch.id === segment)?.minutes ?? 0;
	return (minutes + (state.addedMinutes[segment] ?? 0)) * 60_000;
}

/** Budget of the whole session in ms, with the minutes that were added. */
export function totalBudgetMs(plan: readonly PlannedSegment[], state: ClockState): number {
	return plan.reduce((sum, stretch) => sum + budgetMsOf(plan, state, stretch.id), 0);
}
