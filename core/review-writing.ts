// What a review needs while it is written, beside the rules of core/review.ts: the review as it will be once everything typed is
// saved, the moments that fit a dimension, and what is still missing before others read it. Pure, on what a page has: values in,
// values out.
import { isStepId, type SegmentId } from "./framework.ts";
import {
	applyReview,
	EMPTY_REVIEW,
	type ItemKind,
	NO_REVIEWS,
	type Review,
	type ReviewEvent,
	type ReviewItem,
	type ReviewsState,
	type ReviewWrite,
} from "./review.ts";
import { DIMENSION_IDS, type DimensionId, dimensionOf } from "./rubric.ts";
import { unreachable } from "./unreachable.ts";

const ME = "me";

/** A review with commands carried out on it that the server has not answered yet, in their order. */
export function reviewWith(review: Review, writes: readonly ReviewWrite[]): Review {
	const begun: ReviewsState = { ...NO_REVIEWS, reviews: { [ME]: review } };
	const written = writes.reduce((state, write) => applyReview(state, eventOf(write), 0), begun);
	return written.reviews[ME] ?? review;
}

function eventOf(write: ReviewWrite): ReviewEvent {
	const author = { by: ME, self: false };
	switch (write.type) {
		case "score":
			return { ...write, ...author, type: "scored" };
		case "give-evidence":
			return { ...write, ...author, type: "evidence-given" };
		case "comment":
			return { ...write, ...author, type: "commented" };
		case "write-item":
			return { ...write, ...author, type: "item-written" };
		case "summarise":
			return { ...write, ...author, type: "summarised" };
		case "be-confident":
			return { ...write, ...author, type: "confidence-given" };
		default:
			return unreachable(write);
	}
}

/** The place that a write fills: a later write to the same place stands for all before it. */
export function placeOfWrite(write: ReviewWrite): string {
	switch (write.type) {
		case "score":
		case "give-evidence":
		case "comment":
			return `${write.type}.${write.dimension}`;
		case "write-item":
			return `${write.type}.${write.kind}.${write.no}`;
		case "summarise":
		case "be-confident":
			return write.type;
		default:
			return unreachable(write);
	}
}

/** The item of that kind and number, empty when nothing was written. */
export function itemOf(review: Review, kind: ItemKind, no: 1 | 2): ReviewItem {
	const written = review.items.find((item) => item.kind === kind && item.no === no);
	return written ?? { kind, no, text: "", more: "", evidence: [] };
}

export function scoredCount({ scores }: Pick<Review, "scores">): number {
	return DIMENSION_IDS.filter((dimension) => scores[dimension] !== undefined).length;
}

export interface Placed {
	readonly segment: SegmentId | null;
	/** of a note; absent on a pin */
	readonly dimension?: DimensionId | null;
}

/**
 * Whether a note or a pin speaks for a dimension: its author said so, or it lies in a step that the dimension draws on. What was
 * given to another dimension does not, and those that draw on every step are spoken for by name alone.
 */
export function fitsDimension(dimension: DimensionId, { segment, dimension: said }: Placed): boolean {
	if (said) return said === dimension;
	return segment !== null && isStepId(segment) && dimensionOf(dimension).steps.includes(segment);
}

export interface ReviewGaps {
	/** neither scored nor marked as not observed: these keep a review from being submitted */
	readonly unscored: readonly DimensionId[];
	/** scored without a moment that shows it */
	readonly unproven: readonly DimensionId[];
	/** feedback without a moment */
	readonly unlinked: readonly Pick<ReviewItem, "kind" | "no">[];
	/** parts of the feedback that say nothing */
	readonly unwritten: readonly ("summary" | "keep" | "change" | "drill")[];
}

/** What a reader of the report would miss. Only `unscored` must be filled. */
export function gapsOf(review: Review): ReviewGaps {
	const said = review.items.filter(({ text, more }) => text !== "" || more !== "");
	const kinds = (["keep", "change", "drill"] as const).filter((kind) => !said.some((item) => item.kind === kind));
	return {
		unscored: DIMENSION_IDS.filter((dimension) => review.scores[dimension] === undefined),
		unproven: DIMENSION_IDS.filter((dimension) => isUnproven(review, dimension)),
		unlinked: said.filter(({ evidence }) => evidence.length === 0).map(({ kind, no }) => ({ kind, no })),
		unwritten: [...(review.summary === "" ? (["summary"] as const) : []), ...kinds],
	};
}

/** A score from 1 to 4 that no moment shows; what was not observed needs none. */
export function isUnproven({ scores, evidence }: Pick<Review, "scores" | "evidence">, dimension: DimensionId): boolean {
	return typeof scores[dimension] === "number" && (evidence[dimension] ?? []).length === 0;
}

/** All notes and pins that a review points to, each once. */
export function evidenceOf(review: Review): string[] {
	return [...new Set([...Object.values(review.evidence).flat(), ...review.items.flatMap(({ evidence }) => evidence)])];
}

/** A review in which nothing stands. */
export function isBlank(review: Review): boolean {
	return (
		Object.keys(review.scores).length === 0 &&
		Object.keys(review.comments).length === 0 &&
		Object.keys(review.evidence).length === 0 &&
		review.items.length === 0 &&
		review.summary === EMPTY_REVIEW.summary &&
		review.confidence === null
	);
}
