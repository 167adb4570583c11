// Scores and feedback. Each interviewer writes a review of her own and sees the other's once both are submitted; then they agree on one
// score a dimension, and somebody publishes. The candidate writes one of herself before she may read the report. Nothing of a
// review leaves its author before that. Pure: commands in, events out, events folded.
import * as z from "zod/mini";
import { optionalLine, STALE } from "./assessment.ts";
import { MAX_COMMENT_CHARS, MAX_EVIDENCE, MAX_FEEDBACK_CHARS, MAX_SUMMARY_CHARS } from "./limits.ts";
import {
	DIMENSION_IDS,
	type DimensionId,
	dimensionOf,
	OUTCOMES,
	type Outcome,
	SCORES,
	type Score,
	type Scores,
} from "./rubric.ts";
import type { Actor, Refusal, Role, SessionState } from "./session.ts";
import { byPerson, idSchema } from "./session-ids.ts";
import { cleanText } from "./text.ts";
import { unreachable } from "./unreachable.ts";

export const NOT_OBSERVED = "not-observed";
export type GivenScore = Score | typeof NOT_OBSERVED;

/** What an interviewer gives the candidate to take along, and what a candidate notes of herself. */
export const ITEM_KINDS = ["keep", "change", "drill", "best", "redo"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
/** On purpose few: one or two things are changed until the next time, not nine. */
export const MAX_ITEMS: Record<ItemKind, number> = { keep: 2, change: 2, drill: 1, best: 1, redo: 1 };
const OF_INTERVIEWERS: readonly ItemKind[] = ["keep", "change", "drill"];
export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export const ANSWERS = ["accept", "unclear", "disagree"] as const;
export type Answer = (typeof ANSWERS)[number];

const scoreSchema = z.union([...SCORES.map((score) => z.literal(score)), z.literal(NOT_OBSERVED)]);
const dimensionSchema = z.enum(DIMENSION_IDS);
const itemNoSchema = z.union([z.literal(1), z.literal(2)]);
/** ids of notes and pins */
const evidenceSchema = z.array(idSchema).check(z.maxLength(MAX_EVIDENCE, `At most ${MAX_EVIDENCE} moments fit here.`));

/** Several lines that may be empty: emptied they are taken back. */
function optionalText(max: number, what: string) {
	return z
		.string({ error: `${what} is missing.` })
		.check(z.overwrite(cleanText), z.maxLength(max, `${what} may have at most ${max} characters.`));
}

const itemFields = {
	/** what was seen; without it the item is taken back */
	text: optionalText(MAX_FEEDBACK_CHARS, "The feedback"),
	/** what it led to, and what to try next time */
	more: optionalText(MAX_FEEDBACK_CHARS, "The feedback"),
	evidence: evidenceSchema,
};

export const reviewCommands = [
	z.strictObject({ type: z.literal("score"), dimension: dimensionSchema, score: z.nullable(scoreSchema) }),
	z.strictObject({ type: z.literal("give-evidence"), dimension: dimensionSchema, evidence: evidenceSchema }),
	z.strictObject({
		type: z.literal("comment"),
		dimension: dimensionSchema,
		text: optionalText(MAX_COMMENT_CHARS, "The comment"),
	}),
	z.strictObject({ type: z.literal("write-item"), kind: z.enum(ITEM_KINDS), no: itemNoSchema, ...itemFields }),
	z.strictObject({ type: z.literal("summarise"), text: optionalText(MAX_SUMMARY_CHARS, "The summary") }),
	z.strictObject({ type: z.literal("be-confident"), confidence: z.nullable(z.enum(CONFIDENCES)) }),
	z.strictObject({ type: z.literal("submit-review") }),
	/** to go on with it, as long as nobody has seen it */
	z.strictObject({ type: z.literal("withdraw-review") }),
	z.strictObject({
		type: z.literal("agree"),
		dimension: dimensionSchema,
		score: scoreSchema,
		/** what was agreed when this was chosen */
		was: z.nullable(scoreSchema),
	}),
	/** another outcome than the suggested one, with the reason; null takes it back */
	z.strictObject({
		type: z.literal("override"),
		outcome: z.nullable(z.enum(OUTCOMES)),
		reason: optionalLine(MAX_COMMENT_CHARS, "The reason"),
		was: z.nullable(z.enum(OUTCOMES)),
	}),
	z.strictObject({ type: z.literal("publish") }),
	/** the candidate's, to one item of the published report */
	z.strictObject({
		type: z.literal("answer-item"),
		author: idSchema,
		kind: z.enum(ITEM_KINDS),
		no: itemNoSchema,
		answer: z.nullable(z.enum(ANSWERS)),
	}),
] as const;
type ReviewCommand = z.infer<(typeof reviewCommands)[number]>;
/** Those that write a part of one's own review: the last one to a part stands. */
export type ReviewWrite = Extract<
	ReviewCommand,
	{ type: "score" | "give-evidence" | "comment" | "write-item" | "summarise" | "be-confident" }
>;

const storedEvidence = z.array(z.string());
/** `self`: the candidate's, of herself */
const byReviewer = { ...byPerson, self: z.boolean() };
export const reviewEvents = [
	z.strictObject({
		type: z.literal("scored"),
		...byReviewer,
		dimension: dimensionSchema,
		score: z.nullable(scoreSchema),
	}),
	z.strictObject({
		type: z.literal("evidence-given"),
		...byReviewer,
		dimension: dimensionSchema,
		evidence: storedEvidence,
	}),
	z.strictObject({ type: z.literal("commented"), ...byReviewer, dimension: dimensionSchema, text: z.string() }),
	z.strictObject({
		type: z.literal("item-written"),
		...byReviewer,
		kind: z.enum(ITEM_KINDS),
		no: itemNoSchema,
		text: z.string(),
		more: z.string(),
		evidence: storedEvidence,
	}),
	z.strictObject({ type: z.literal("summarised"), ...byReviewer, text: z.string() }),
	z.strictObject({ type: z.literal("confidence-given"), ...byReviewer, confidence: z.nullable(z.enum(CONFIDENCES)) }),
	/** an interviewer's; what it holds stays its author's until the other's is submitted, too */
	z.strictObject({ type: z.literal("review-submitted"), ...byPerson }),
	z.strictObject({ type: z.literal("review-withdrawn"), ...byPerson }),
	/** the candidate's */
	z.strictObject({ type: z.literal("self-review-submitted"), ...byPerson }),
	z.strictObject({ type: z.literal("self-review-withdrawn"), ...byPerson }),
	z.strictObject({ type: z.literal("agreed"), ...byPerson, dimension: dimensionSchema, score: scoreSchema }),
	z.strictObject({
		type: z.literal("overridden"),
		...byPerson,
		outcome: z.nullable(z.enum(OUTCOMES)),
		reason: z.string(),
	}),
	z.strictObject({ type: z.literal("published"), ...byPerson }),
	z.strictObject({
		type: z.literal("item-answered"),
		...byPerson,
		author: idSchema,
		kind: z.enum(ITEM_KINDS),
		no: itemNoSchema,
		answer: z.nullable(z.enum(ANSWERS)),
	}),
] as const;
export type ReviewEvent = z.infer<(typeof reviewEvents)[number]>;

export interface ReviewItem {
	readonly kind: ItemKind;
	readonly no: 1 | 2;
	readonly text: string;
	readonly more: string;
	/** ids of notes and pins */
	readonly evidence: readonly string[];
}

export interface Review {
	readonly scores: Scores;
	/** ids of notes and pins by dimension */
	readonly evidence: Readonly<Partial<Record<DimensionId, readonly string[]>>>;
	readonly comments: Readonly<Partial<Record<DimensionId, string>>>;
	readonly items: readonly ReviewItem[];
	readonly summary: string;
	readonly confidence: Confidence | null;
	/** ms since the session was created; null while it is being written */
	readonly submittedAt: number | null;
}

export const EMPTY_REVIEW: Review = {
	scores: {},
	evidence: {},
	comments: {},
	items: [],
	summary: "",
	confidence: null,
	submittedAt: null,
};

export interface ReviewsState {
	/** participant id -> what that interviewer wrote */
	readonly reviews: Readonly<Record<string, Review>>;
	/** participant id -> what that candidate wrote of herself */
	readonly selfReviews: Readonly<Record<string, Review>>;
	/** what the interviewers agreed on where their scores differ */
	readonly agreed: Scores;
	readonly override: { readonly outcome: Outcome; readonly reason: string; readonly by: string } | null;
	readonly published: { readonly at: number; readonly by: string } | null;
	/** key of an item (`itemKey`) -> what the candidate says to it */
	readonly answers: Readonly<Record<string, Answer>>;
}

export const NO_REVIEWS: ReviewsState = {
	reviews: {},
	selfReviews: {},
	agreed: {},
	override: null,
	published: null,
	answers: {},
};

export function itemKey(author: string, { kind, no }: Pick<ReviewItem, "kind" | "no">): string {
	return `${author}.${kind}.${no}`;
}

/** The reviews that count: of every interviewer who began one. */
export function submittedReviews({ reviews }: Pick<ReviewsState, "reviews">): [author: string, review: Review][] {
	return Object.entries(reviews).filter(([, review]) => review.submittedAt !== null);
}

/** Whether this interviewer may read the other's review: both are submitted. */
export function mayReadReview(state: ReviewsState, reader: string, author: string): boolean {
	if (reader === author) return true;
	const isSubmitted = (id: string) => (state.reviews[id]?.submittedAt ?? null) !== null;
	return isSubmitted(reader) && isSubmitted(author);
}

/**
 * One score a dimension: what was agreed, else what all submitted reviews say alike.
 * @returns `open`: dimensions on which they differ or that somebody has not scored
 */
export function finalScores(state: Pick<ReviewsState, "reviews" | "agreed">): { scores: Scores; open: DimensionId[] } {
	const reviews = submittedReviews(state).map(([, review]) => review.scores);
	const scores: Partial<Record<DimensionId, GivenScore>> = {};
	const open: DimensionId[] = [];
	for (const dimension of DIMENSION_IDS) {
		const [first, ...others] = reviews.map((each) => each[dimension]);
		const score = state.agreed[dimension] ?? (others.every((other) => other === first) ? first : undefined);
		if (score === undefined) open.push(dimension);
		else scores[dimension] = score;
	}
	return { scores, open };
}

export function decideReview(
	state: SessionState,
	command: ReviewCommand,
	{ participantId: by, role }: Actor,
): ReviewEvent[] | Refusal {
	switch (command.type) {
		case "score":
		case "give-evidence":
		case "comment":
		case "write-item":
		case "summarise":
		case "be-confident":
			return mayNotWrite(state, by, role) ?? written(state, command, by, role);
		case "submit-review":
			return mayNotReview(state, role) ?? submitted(state, by, role);
		case "withdraw-review":
			return mayNotReview(state, role) ?? withdrawn(state, by, role);
		case "agree": {
			const refusal = mayNotFinish(state, role);
			if (refusal) return refusal;
			if ((state.reviews[by]?.submittedAt ?? null) === null) {
				return { refused: "wrong-phase", message: "Submit your own scores first." };
			}
			const waiting = unsubmitted(state);
			if (waiting) return waiting;
			if (submittedReviews(state).length < 2) {
				return { refused: "wrong-phase", message: "There is nobody to agree with: you alone have scored." };
			}
			if (state.agreed[command.dimension] === command.score) return [];
			if ((state.agreed[command.dimension] ?? null) !== command.was) return STALE;
			return [{ type: "agreed", by, dimension: command.dimension, score: command.score }];
		}
		case "override": {
			const refusal = mayNotFinish(state, role);
			if (refusal) return refusal;
			const { outcome, reason, was } = command;
			const now = state.override;
			if ((now?.outcome ?? null) === outcome && (now?.reason ?? "") === reason) return [];
			if ((now?.outcome ?? null) !== was) return STALE;
			if (outcome !== null && reason === "") return { refused: "invalid", message: "Say why: the reason is missing." };
			return [{ type: "overridden", by, outcome, reason: outcome === null ? "" : reason }];
		}
		case "publish":
			return mayNotPublish(state, by, role) ?? [{ type: "published", by }];
		case "answer-item": {
			if (role !== "candidate") return { refused: "not-allowed", message: "Only the candidate answers the feedback." };
			if (!state.published || (state.selfReviews[by]?.submittedAt ?? null) === null) {
				return { refused: "wrong-phase", message: "There is no report to answer yet." };
			}
			const { author, kind, no, answer } = command;
			const items = state.reviews[author]?.submittedAt ? state.reviews[author].items : [];
			if (!items.some((item) => item.kind === kind && item.no === no)) {
				return { refused: "unknown-target", message: "There is no such item in the report." };
			}
			if ((state.answers[itemKey(author, { kind, no })] ?? null) === answer) return [];
			return [{ type: "item-answered", by, author, kind, no, answer }];
		}
		default:
			return unreachable(command);
	}
}

function mayNotReview(state: SessionState, role: Role): Refusal | null {
	if (role === "observer") return { refused: "not-allowed", message: "Observers watch; they do not score." };
	if (state.startedAt === null) {
		return { refused: "wrong-phase", message: "There is nothing to score yet: the interview has not started." };
	}
	if (role === "candidate" && state.phase !== "debrief" && state.phase !== "ended") {
		return { refused: "wrong-phase", message: "Score yourself once the interview is over." };
	}
	return null;
}

function mayNotWrite(state: SessionState, by: string, role: Role): Refusal | null {
	const refusal = mayNotReview(state, role);
	if (refusal) return refusal;
	if (role === "interviewer" && state.published) {
		return { refused: "wrong-phase", message: "The report is published; what it shows stays." };
	}
	const own = reviewsOf(state, role)[by];
	if (own?.submittedAt)
		return { refused: "wrong-phase", message: "Your scores are submitted. Take them back to change them." };
	return null;
}

function written(state: SessionState, command: ReviewWrite, by: string, role: Role): ReviewEvent[] | Refusal {
	const self = role !== "interviewer";
	const own = reviewsOf(state, role)[by] ?? EMPTY_REVIEW;
	switch (command.type) {
		case "score": {
			const { dimension, score } = command;
			return (own.scores[dimension] ?? null) === score ? [] : [{ type: "scored", by, self, dimension, score }];
		}
		case "give-evidence": {
			const { dimension } = command;
			const evidence = [...new Set(command.evidence)];
			if (evidence.some((id) => !isMoment(state, id, by, role))) return NO_SUCH_MOMENT;
			if ((own.evidence[dimension] ?? []).join(" ") === evidence.join(" ")) return [];
			return [{ type: "evidence-given", by, self, dimension, evidence }];
		}
		case "comment": {
			const { dimension, text } = command;
			return (own.comments[dimension] ?? "") === text ? [] : [{ type: "commented", by, self, dimension, text }];
		}
		case "write-item": {
			const { kind, no, text, more } = command;
			if (OF_INTERVIEWERS.includes(kind) === self) {
				return { refused: "not-allowed", message: "That part of the report is somebody else's to write." };
			}
			if (no > MAX_ITEMS[kind]) return { refused: "unknown-target", message: "There is no room for one more." };
			const evidence = [...new Set(command.evidence)];
			if (evidence.some((id) => !isMoment(state, id, by, role))) return NO_SUCH_MOMENT;
			return [{ type: "item-written", by, self, kind, no, text, more, evidence }];
		}
		case "summarise":
			return own.summary === command.text ? [] : [{ type: "summarised", by, self, text: command.text }];
		case "be-confident": {
			const { confidence } = command;
			return own.confidence === confidence ? [] : [{ type: "confidence-given", by, self, confidence }];
		}
		default:
			return unreachable(command);
	}
}

const NO_SUCH_MOMENT: Refusal = { refused: "unknown-target", message: "There is no such note or pin." };

/** A note or pin that its writer may see: interviewers point to any of theirs, a candidate to her own pins. */
function isMoment(state: SessionState, id: string, by: string, role: Role): boolean {
	if (role !== "interviewer") return state.pins.some((pin) => pin.id === id && pin.by === by);
	return state.notes.some((note) => note.id === id) || state.pins.some((pin) => pin.id === id && !pin.own);
}

function reviewsOf(state: ReviewsState, role: Role): ReviewsState["reviews"] {
	return role === "interviewer" ? state.reviews : state.selfReviews;
}

function unscored(review: Review): DimensionId[] {
	return DIMENSION_IDS.filter((dimension) => review.scores[dimension] === undefined);
}

function missing(dimensions: readonly DimensionId[]): Refusal {
	const names = dimensions.map((id) => dimensionOf(id).name).join(", ");
	return { refused: "invalid", message: `Score each dimension, or say that it was not observed. Missing: ${names}.` };
}

function submitted(state: SessionState, by: string, role: Role): ReviewEvent[] | Refusal {
	const own = reviewsOf(state, role)[by] ?? EMPTY_REVIEW;
	if (own.submittedAt !== null) return [];
	if (state.phase !== "debrief" && state.phase !== "ended") {
		return { refused: "wrong-phase", message: "Submit your scores once the interview is over." };
	}
	if (role === "interviewer" && state.published) return ALREADY_PUBLISHED;
	const left = unscored(own);
	if (left.length > 0) return missing(left);
	return [{ type: role === "interviewer" ? "review-submitted" : "self-review-submitted", by }];
}

const ALREADY_PUBLISHED: Refusal = { refused: "wrong-phase", message: "The report is already published." };

function withdrawn(state: SessionState, by: string, role: Role): ReviewEvent[] | Refusal {
	const own = reviewsOf(state, role)[by];
	if (!own || own.submittedAt === null) return [];
	if (role !== "interviewer") {
		if (state.published) {
			return { refused: "wrong-phase", message: "You have read the report; what you thought before it stays." };
		}
		return [{ type: "self-review-withdrawn", by }];
	}
	if (state.published) return ALREADY_PUBLISHED;
	if (submittedReviews(state).some(([author]) => author !== by)) {
		return { refused: "wrong-phase", message: "The other interviewer has seen your scores; agree on one instead." };
	}
	return [{ type: "review-withdrawn", by }];
}

function mayNotFinish(state: Pick<SessionState, "phase" | "published">, role: Role): Refusal | null {
	if (role !== "interviewer") return { refused: "not-allowed", message: "Only an interviewer can do that." };
	if (state.phase !== "debrief" && state.phase !== "ended") {
		return { refused: "wrong-phase", message: "That comes after the interview." };
	}
	return state.published ? ALREADY_PUBLISHED : null;
}

/** Somebody who began a review and has not submitted it is waited for. */
function unsubmitted(state: Pick<ReviewsState, "reviews">, but?: string): Refusal | null {
	const waiting = Object.entries(state.reviews).some(([id, review]) => id !== but && review.submittedAt === null);
	return waiting ? { refused: "wrong-phase", message: "The other interviewer has not submitted yet." } : null;
}

/** Publishing submits one's own review with it, where nobody else has one. @returns why it is not to be published now, or null */
export function mayNotPublish(
	state: ReviewsState & Pick<SessionState, "phase">,
	by: string,
	role: Role,
): Refusal | null {
	const refusal = mayNotFinish(state, role);
	if (refusal) return refusal;
	const own = state.reviews[by];
	const others = Object.keys(state.reviews).filter((id) => id !== by);
	if (own && own.submittedAt === null) {
		const left = unscored(own);
		if (left.length > 0) return missing(left);
		if (others.length > 0) return { refused: "wrong-phase", message: "Submit your scores first, then agree on one." };
	}
	if (!own && others.length === 0) return missing(DIMENSION_IDS);
	const waiting = unsubmitted(state, by);
	if (waiting) return waiting;
	const { open } = finalScores(applyReview(state, { type: "published", by }, 0));
	if (open.length === 0) return null;
	const names = open.map((id) => dimensionOf(id).name).join(", ");
	return { refused: "invalid", message: `Agree on one score first. Still open: ${names}.` };
}

export function applyReview<State extends ReviewsState>(state: State, event: ReviewEvent, at: number): State {
	/** changes what the author of the event wrote; from the first word on there is a review */
	const write = (of: "reviews" | "selfReviews", change: (review: Review) => Partial<Review>): State => {
		const review = state[of][event.by] ?? EMPTY_REVIEW;
		return { ...state, [of]: { ...state[of], [event.by]: { ...review, ...change(review) } } };
	};
	switch (event.type) {
		case "scored":
			return write(placeOf(event), ({ scores }) => ({ scores: put(scores, event.dimension, event.score) }));
		case "evidence-given": {
			const given = event.evidence.length > 0 ? event.evidence : null;
			return write(placeOf(event), ({ evidence }) => ({ evidence: put(evidence, event.dimension, given) }));
		}
		case "commented":
			return write(placeOf(event), ({ comments }) => ({
				comments: put(comments, event.dimension, event.text === "" ? null : event.text),
			}));
		case "item-written": {
			const { kind, no, text, more, evidence } = event;
			const item: ReviewItem = { kind, no, text, more, evidence };
			return write(placeOf(event), ({ items }) => ({
				items: [
					...items.filter((other) => other.kind !== kind || other.no !== no),
					...(text === "" && more === "" && evidence.length === 0 ? [] : [item]),
				].sort((a, b) => ITEM_KINDS.indexOf(a.kind) - ITEM_KINDS.indexOf(b.kind) || a.no - b.no),
			}));
		}
		case "summarised":
			return write(placeOf(event), () => ({ summary: event.text }));
		case "confidence-given":
			return write(placeOf(event), () => ({ confidence: event.confidence }));
		case "review-submitted":
			return write("reviews", () => ({ submittedAt: at }));
		case "review-withdrawn":
			return write("reviews", () => ({ submittedAt: null }));
		case "self-review-submitted":
			return write("selfReviews", () => ({ submittedAt: at }));
		case "self-review-withdrawn":
			return write("selfReviews", () => ({ submittedAt: null }));
		case "agreed":
			return { ...state, agreed: { ...state.agreed, [event.dimension]: event.score } };
		case "overridden": {
			const { outcome, reason, by } = event;
			return { ...state, override: outcome === null ? null : { outcome, reason, by } };
		}
		case "published": {
			// whose review it is is known by whether there is one: an interviewer may publish what another wrote
			const submits = state.reviews[event.by]
				? write("reviews", (own) => ({ submittedAt: own.submittedAt ?? at }))
				: state;
			return { ...submits, published: { at, by: event.by } };
		}
		case "item-answered": {
			const key = itemKey(event.author, event);
			const { [key]: _, ...others } = state.answers;
			return { ...state, answers: event.answer === null ? others : { ...others, [key]: event.answer } };
		}
		default:
			return unreachable(event);
	}
}

function placeOf({ self }: { self: boolean }): "reviews" | "selfReviews" {
	return self ? "selfReviews" : "reviews";
}

/** The record with that value under the dimension; null takes it out. */
function put<Value>(
	record: Readonly<Partial<Record<DimensionId, Value>>>,
	dimension: DimensionId,
	value: Value | null,
): Partial<Record<DimensionId, Value>> {
	const { [dimension]: _, ...others } = record;
	const rest: Partial<Record<DimensionId, Value>> = {};
	return Object.assign(rest, others, value === null ? {} : { [dimension]: value });
}

/** A person who was removed leaves no unfinished review behind that others would wait for. */
export function withoutUnfinished<State extends ReviewsState>(state: State, participantId: string): State {
	const own = state.reviews[participantId];
	if (!own || own.submittedAt !== null) return state;
	const { [participantId]: _, ...reviews } = state.reviews;
	return { ...state, reviews };
}
