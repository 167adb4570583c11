// How long a session and its segments have run, and what was planned: pure sums over a state and a moment. Clocks count active time
// only; revisits of a segment add up.
import { type PlannedSegment, SEGMENT_IDS, type SegmentId } from "./framework.ts";
import type { SessionState } from "./session.ts";

/** The part of a state that a clock needs; views carry exactly this. */
export type ClockState = Pick<
	SessionState,
	"segment" | "activeMs" | "runningSince" | "addedMinutes" | "deepDive" | "deepDiveMs"
>;

/** Active ms of one segment up to `at`, revisits added up, deep dives left out. */
export function activeMsOf(state: ClockState, segment: SegmentId, at: number): number {
	const runs = state.deepDive === null && state.segment === segment;
	return (state.activeMs[segment] ?? 0) + (runs ? runningMs(state, at) : 0);
}

/** ms that were spent on deep dives into a step up to `at`: they count for the session, never against the step. */
export function deepDiveMsOf(state: ClockState, segment: SegmentId, at: number): number {
	return (state.deepDiveMs[segment] ?? 0) + (state.deepDive === segment ? runningMs(state, at) : 0);
}

function runningMs({ runningSince }: ClockState, at: number): number {
	return runningSince === null ? 0 : Math.max(0, at - runningSince);
}

/** Active ms of the whole session up to `at`, deep dives with it. */
export function totalActiveMs(state: ClockState, at: number): number {
	return SEGMENT_IDS.reduce(
		(sum, segment) => sum + activeMsOf(state, segment, at) + deepDiveMsOf(state, segment, at),
		0,
	);
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
