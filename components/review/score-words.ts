// The points of the scale and what is said of feedback, as words. Pure.
import type { GivenScore, ItemKind } from "#core/review.ts";
import { OUTCOMES, type Outcome } from "#core/rubric.ts";

export const SCORE_WORDS: Record<GivenScore, string> = {
	1: "clearly below the level",
	2: "partly, needs help",
	3: "meets the level",
	4: "exceeds it",
	"not-observed": "not observed",
};

/** "3", "n/o", or "–" while nobody has said anything. */
export function scoreSign(score: GivenScore | undefined): string {
	if (score === undefined) return "–";
	return score === "not-observed" ? "n/o" : String(score);
}

/** What candidates read, too. */
export const OUTCOME_WORDS: Record<Outcome, string> = {
	ready: "Ready",
	"ready-with-gaps": "Ready with gaps",
	"not-yet": "Not yet",
	"start-with-basics": "Start with basics",
	"not-enough-seen": "Not enough seen",
};

/** From left to right on a scale; the one that says nothing of the candidate is not on it. */
export const OUTCOME_SCALE: readonly Outcome[] = OUTCOMES.filter(
	(outcome) => outcome !== "not-enough-seen",
).toReversed();

export interface ItemWords {
	readonly title: string;
	/** labels of its two fields, and an example */
	readonly text: string;
	readonly more: string;
	readonly example: string;
}

export const ITEM_WORDS: Record<ItemKind, ItemWords> = {
	keep: {
		title: "Keep",
		text: "What was done",
		more: "What it led to",
		example: "At 11:10 you said that price uses the level, so order is not enough",
	},
	change: {
		title: "Change",
		text: "What was done",
		more: "What it led to, and what to try next time",
		example: "At 14:02 you listed twelve features without a source",
	},
	drill: {
		title: "One drill before the next time",
		text: "What to practise",
		more: "How to tell that it worked",
		example: "Take one question and reach serving by minute 33",
	},
	best: {
		title: "Best moment",
		text: "What went well",
		more: "Why it went well",
		example: "I asked how the score is used before I drew anything",
	},
	redo: {
		title: "Moment to redo",
		text: "What I would do again",
		more: "How I would do it",
		example: "I joined features without their time of validity",
	},
};

export function momentCount(count: number): string {
	return `${count} ${count === 1 ? "moment" : "moments"}`;
}
