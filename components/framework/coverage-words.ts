// Coverage in plain words: states, help, what is credited of a mark, sums as they stand beside a heading. Pure.
import {
	type ChecklistItem,
	type CoverageEvidence,
	type CoverageMarks,
	type CoverageState,
	creditOf,
	type Origin,
} from "#core/coverage.ts";

export const STATE_WORDS: Record<CoverageState, string> = {
	0: "not touched",
	0.5: "mentioned",
	1: "explained",
	"n/a": "not applicable",
};

export const ORIGIN_WORDS: Record<Origin, string> = {
	unprompted: "without help",
	probed: "after a probe",
	hint1: "after the nudge",
	hint2: "after the hint",
	hint3: "after the reveal",
};

/**
 * "counts half", where a mark counts for less or more than it says; "counts half: without help" where an earlier one counts. Null where
 * it counts as it says.
 */
export function creditWords(evidence: readonly CoverageEvidence[]): string | null {
	const last = evidence.at(-1);
	const { credit, origin } = creditOf(evidence);
	if (!last || origin === null || credit === last.state) return null;
	const share = credit === 0.5 ? "half" : credit === 0.75 ? "three quarters" : "in full";
	return origin === last.origin ? `counts ${share}` : `counts ${share}: ${ORIGIN_WORDS[origin]}`;
}

/** "2.5 of 5": what is credited of the items that are applicable. */
export function creditSum(items: readonly ChecklistItem[], marks: CoverageMarks): string {
	const credits = items.map(({ id }) => creditOf(marks[id] ?? [])).filter(({ applicable }) => applicable);
	return `${credits.reduce((sum, { credit }) => sum + credit, 0)} of ${credits.length}`;
}
