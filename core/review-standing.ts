// Where the scoring stands, as one interviewer may know it: what is still hers to do, what the scores suggest so far, what publishing
// would show and what keeps it back. Made from her view and what she has typed since; of another's review only what the view holds.

import { checklistOf, unpromptedRatio } from "./coverage.ts";
import { STEP_IDS } from "./framework.ts";
import { marksOf } from "./report-coverage.ts";
import { EMPTY_REVIEW, finalScores, mayNotPublish, NO_REVIEWS, type Review, type ReviewsState } from "./review.ts";
import { evidenceOf, isBlank } from "./review-writing.ts";
import { type DimensionId, levelRead, type Recommendation, recommend, type Scores } from "./rubric.ts";
import type { Refusal } from "./session.ts";
import type { InterviewerView } from "./view.ts";

/**
 * `before`: nothing to score yet; `writing`: her review is open; `waiting`: hers is submitted, another is not; `together`: all are;
 * `published`: for good.
 */
export type ReviewStage = "before" | "writing" | "waiting" | "together" | "published";

export interface OtherReviewer {
	readonly id: string;
	readonly name: string;
	/** `absent`: is an interviewer here and has written nothing */
	readonly state: "absent" | "writing" | "submitted";
	/** null until both are submitted */
	readonly review: Review | null;
}

export interface ReviewStanding {
	readonly stage: ReviewStage;
	/** the interview is over: submitting and publishing have begun */
	readonly isOver: boolean;
	readonly others: readonly OtherReviewer[];
	/** one score a dimension, as far as there is one */
	readonly scores: Scores;
	/** dimensions on which the submitted reviews differ and nothing is agreed yet */
	readonly open: readonly DimensionId[];
	readonly suggestion: Recommendation;
	readonly level: "lower" | "higher" | null;
	/** why it cannot be published now; null when it can */
	readonly hindrance: Refusal | null;
}

/** @param own her review with everything typed */
export function standingOf(view: InterviewerView, own: Review): ReviewStanding {
	const others = othersOf(view);
	const aim = { level: view.session.level, focus: view.settings.focus };
	const state = reviewsSeen(view, own);
	// a draft counts as if it were submitted
	const readable = Object.entries({ ...state.reviews, [view.you]: own })
		.filter(([id]) => id === view.you || others.some((other) => other.id === id && other.review))
		.map(([id, review]) => [id, { ...review, submittedAt: review.submittedAt ?? 0 }] as const);
	const { scores, open } = finalScores({ reviews: Object.fromEntries(readable), agreed: view.agreed });
	return {
		stage: stageOf(view, own, others),
		isOver: view.phase === "debrief" || view.phase === "ended",
		others,
		scores,
		open,
		suggestion: recommend(scores, aim),
		level: levelRead(scores, aim, unpromptedOf(view)),
		hindrance: mayNotPublish(state, view.you, "interviewer"),
	};
}

function stageOf(view: InterviewerView, own: Review, others: readonly OtherReviewer[]): ReviewStage {
	if (view.publishedAt !== null) return "published";
	if (view.startedAt === null) return "before";
	if (own.submittedAt === null) return "writing";
	return others.every(({ state }) => state === "submitted") ? "together" : "waiting";
}

/** Those who wrote something, and interviewers who could. */
function othersOf(view: InterviewerView): OtherReviewer[] {
	const nameOf = (id: string) => view.people.find((person) => person.id === id)?.name ?? "an interviewer who left";
	const begun = view.otherReviews.map(
		({ by, submitted, review }): OtherReviewer => ({
			id: by,
			name: nameOf(by),
			state: submitted ? "submitted" : "writing",
			review,
		}),
	);
	const absent = view.people
		.filter(({ id, role }) => role === "interviewer" && id !== view.you && !begun.some((other) => other.id === id))
		.map(({ id, name }): OtherReviewer => ({ id, name, state: "absent", review: null }));
	return [...begun, ...absent];
}

/** The reviews as the server counts them: of one that is not hers to read only whether it is submitted. */
function reviewsSeen(view: InterviewerView, own: Review): ReviewsState & Pick<InterviewerView, "phase"> {
	const others = view.otherReviews.map(({ by, submitted, review }): [string, Review] => [
		by,
		review ?? { ...EMPTY_REVIEW, submittedAt: submitted ? 0 : null },
	]);
	const mine: [string, Review][] = isBlank(own) && own.submittedAt === null ? [] : [[view.you, own]];
	return {
		...NO_REVIEWS,
		phase: view.phase,
		reviews: Object.fromEntries([...others, ...mine]),
		agreed: view.agreed,
		published: view.publishedAt === null ? null : { at: view.publishedAt, by: "" },
	};
}

function unpromptedOf(view: InterviewerView): number | null {
	const questionId = view.question?.id;
	if (questionId === undefined) return null;
	const items = STEP_IDS.flatMap((step) => checklistOf(questionId, view.brief.steps, step));
	return unpromptedRatio(items, marksOf({ facts: view.session, state: view, people: view.people }));
}

export interface PublishedWords {
	/** moments behind scores and feedback: their time, step and place on the board are shown to the candidate */
	readonly moments: number;
	/** notes among them whose words are shown, too */
	readonly shown: number;
	/** ids of notes among them whose words are not shown, and that she may switch on */
	readonly mine: readonly string[];
	/** how many of the others' notes among them stay without words */
	readonly theirs: number;
}

/** What of the notes a candidate would read if it were published now. */
export function publishedWords(view: InterviewerView, own: Review): PublishedWords {
	const reviews = [own, ...view.otherReviews.flatMap(({ review }) => (review ? [review] : []))];
	const ids = new Set(reviews.flatMap(evidenceOf));
	const notes = view.notes.filter(({ id }) => ids.has(id));
	const silent = notes.filter(({ shared }) => !shared);
	return {
		moments: ids.size,
		shown: notes.length - silent.length,
		mine: silent.filter(({ by }) => by === view.you).map(({ id }) => id),
		theirs: silent.filter(({ by }) => by !== view.you).length,
	};
}
