// The report of an interview: what its page, its printed form and its downloads show. Made from the folded session for one reader, by
// the only function that fills its schema; a field that is not named here is never sent. Before it is published a candidate gets
// none of it, and afterwards only once she has scored herself. Measures of the board are made in the page, from the recording.
import * as z from "zod/mini";
import { THREAD_CELL_IDS } from "./assessment.ts";
import { planOf, STEP_IDS } from "./framework.ts";
import { type MomentSources, momentSchema, momentsOf } from "./moments.ts";
import type { Brief, PublicQuestion } from "./question.ts";
import { briefSchema } from "./question.ts";
import { THREAD_LINK_IDS } from "./red-thread.ts";
import { coverageReport, stepReportSchema } from "./report-coverage.ts";
import {
	ANSWERS,
	CONFIDENCES,
	EMPTY_REVIEW,
	finalScores,
	ITEM_KINDS,
	itemKey,
	type Review,
	submittedReviews,
} from "./review.ts";
import { DIMENSION_IDS, levelRead, OUTCOMES, recommend, type Scores, weightsOf } from "./rubric.ts";
import type { Role, SessionState } from "./session.ts";
import { type SessionFacts, scoresSchema, sessionFactsSchema } from "./view.ts";

const nameSchema = z.strictObject({ id: z.string(), name: z.string() });

const scoreRowSchema = z.strictObject({
	dimension: z.enum(DIMENSION_IDS),
	/** share of the whole, 0 to 100 */
	weight: z.number(),
	/** the interviewers' one score; in solo practice there is none */
	score: z.nullable(scoreValueSchema()),
	self: z.nullable(scoreValueSchema()),
	/** what the candidate said to her own score */
	selfComment: z.nullable(z.string()),
	comments: z.array(z.strictObject({ by: z.string(), text: z.string() })),
	/** none: the score stands without evidence, and the report says so */
	evidence: z.array(momentSchema),
});
function scoreValueSchema() {
	return z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal("not-observed")]);
}

const itemSchema = z.strictObject({
	author: z.string(),
	kind: z.enum(ITEM_KINDS),
	no: z.union([z.literal(1), z.literal(2)]),
	text: z.string(),
	more: z.string(),
	evidence: z.array(momentSchema),
	answer: z.nullable(z.enum(ANSWERS)),
});

/** For interviewers alone: how the outcome came about. */
const reasoningSchema = z.strictObject({
	suggested: z.enum(OUTCOMES),
	mean: z.nullable(z.number()),
	/** share of the weight that was observed, 0 to 1 */
	observed: z.number(),
	reasons: z.array(z.string()),
	level: z.nullable(z.enum(["lower", "higher"])),
	override: z.nullable(z.strictObject({ reason: z.string(), by: z.string() })),
	/** the scores of each who reviewed, where there are several */
	byInterviewer: z.array(z.strictObject({ by: z.string(), scores: scoresSchema })),
});

export const fullReportSchema = z.strictObject({
	stage: z.enum(["draft", "published"]),
	reader: z.enum(["interviewer", "candidate"]),
	session: sessionFactsSchema,
	title: z.nullable(z.string()),
	question: z.strictObject({ id: z.string(), title: z.string(), prompt: z.string() }),
	focus: z.nullable(z.string()),
	candidate: z.nullable(nameSchema),
	interviewers: z.array(nameSchema),
	/** ms since the session was created; replay links count from `startedAt` */
	startedAt: z.number(),
	endedAt: z.nullable(z.number()),
	publishedAt: z.nullable(z.number()),
	/** neutral; null in solo practice */
	outcome: z.nullable(z.enum(OUTCOMES)),
	reasoning: z.nullable(reasoningSchema),
	summaries: z.array(z.strictObject({ by: z.string(), text: z.string(), confidence: z.nullable(z.enum(CONFIDENCES)) })),
	scores: z.array(scoreRowSchema),
	/** what the interviewers give to take along */
	items: z.array(itemSchema),
	/** what the candidate noted of herself; null until she did */
	self: z.nullable(z.strictObject({ summary: z.string(), items: z.array(itemSchema) })),
	steps: z.array(stepReportSchema),
	/** 0 to 1; null when nothing was marked */
	coverage: z.nullable(z.number()),
	unprompted: z.nullable(z.number()),
	balance: z.nullable(z.number()),
	/** when somebody first spoke of the goal or its measure, as marked; null when nobody did */
	goalAt: z.nullable(z.number()),
	hints: z.array(z.strictObject({ at: z.number(), step: z.enum(STEP_IDS), level: z.number(), text: z.string() })),
	clarified: z.array(z.strictObject({ at: z.number(), q: z.string(), a: z.string() })),
	twists: z.array(z.strictObject({ at: z.number(), text: z.string() })),
	thread: z.strictObject({
		cells: z.partialRecord(z.enum(THREAD_CELL_IDS), z.string()),
		links: z.partialRecord(z.enum(THREAD_LINK_IDS), z.enum(["holds", "broken"])),
	}),
	/** the moments that the reader pinned for herself */
	kept: z.array(momentSchema),
	/** one good answer among several: only now */
	reference: briefSchema.shape.reference_design,
});
export type FullReport = z.infer<typeof fullReportSchema>;

export const reportSchema = z.discriminatedUnion("stage", [
	/** the interview goes on; nobody has a report */
	z.strictObject({ stage: z.literal("not-over") }),
	/** a candidate waits; meanwhile she may score herself */
	z.strictObject({ stage: z.literal("waiting"), interviewers: z.array(nameSchema), selfReviewed: z.boolean() }),
	/** published, but she has not scored herself yet */
	z.strictObject({ stage: z.literal("score-yourself"), interviewers: z.array(nameSchema) }),
	/** an interviewer who has not submitted may not see what the other wrote */
	fullReportSchema,
]);
export type Report = z.infer<typeof reportSchema>;
export type ReportItem = z.infer<typeof itemSchema>;

export interface ReportSources {
	readonly facts: SessionFacts;
	readonly title: string | null;
	readonly question: PublicQuestion;
	readonly brief: Brief;
	readonly state: SessionState;
	/** all who are or were in it */
	readonly people: readonly { readonly id: string; readonly name: string; readonly role: Role }[];
}

export interface ReportReader {
	readonly participantId: string;
	readonly role: "interviewer" | "candidate";
}

/** The report as one reader may see it now. Observers have none: whoever asks for one is refused before. */
export function reportOf(sources: ReportSources, reader: ReportReader): Report {
	const { state, facts, people } = sources;
	const isOver = state.phase === "debrief" || state.phase === "ended";
	if (!isOver || state.startedAt === null) return { stage: "not-over" };
	const interviewers = named(people.filter(({ role }) => role === "interviewer"));
	if (reader.role === "interviewer") return fullReport(sources, reader, state.published ? "published" : "draft");
	const selfReviewed = (state.selfReviews[reader.participantId]?.submittedAt ?? null) !== null;
	// alone there is nobody to wait for: the report is one's own
	const isPublished = state.published !== null || facts.kind === "solo";
	if (!isPublished) return { stage: "waiting", interviewers, selfReviewed };
	return selfReviewed ? fullReport(sources, reader, "published") : { stage: "score-yourself", interviewers };
}

function fullReport(sources: ReportSources, reader: ReportReader, stage: FullReport["stage"]): FullReport {
	const { facts, title, question, brief, state, people } = sources;
	const reviews = reviewsFor(state, reader, stage);
	const selfReviews = Object.values(state.selfReviews).filter((review) => review.submittedAt !== null);
	// an interviewer reads what the candidate thought of herself once both have said what they think
	const self = reader.role === "candidate" || stage === "published" ? (selfReviews.at(-1) ?? null) : null;
	const scores = scoresFor(state, reviews, stage);
	const aim = { level: facts.level, focus: state.settings.focus };
	const suggestion = recommend(scores, aim);
	const covered = coverageReport({ ...sources, plan: planOf(facts.minutes) });
	const moments: MomentSources = { state, reader };
	const weights = weightsOf(aim.level, aim.focus);
	const isSolo = facts.kind === "solo";
	return {
		stage,
		reader: reader.role,
		session: facts,
		title,
		question: { id: question.id, title: question.title, prompt: question.prompt },
		focus: aim.focus,
		candidate: named(people.filter(({ role }) => role === "candidate")).at(-1) ?? null,
		interviewers: named(people.filter(({ role }) => role === "interviewer")),
		startedAt: state.startedAt ?? 0,
		endedAt: state.debriefAt,
		publishedAt: state.published?.at ?? null,
		outcome: isSolo ? null : (state.override?.outcome ?? suggestion.outcome),
		reasoning:
			reader.role === "interviewer"
				? {
						suggested: suggestion.outcome,
						mean: suggestion.mean,
						observed: suggestion.observed,
						reasons: [...suggestion.reasons],
						level: levelRead(scores, aim, covered.unprompted),
						override: state.override && { reason: state.override.reason, by: state.override.by },
						byInterviewer: reviews.map(([by, review]) => ({ by, scores: { ...review.scores } })),
					}
				: null,
		summaries: reviews.flatMap(([by, { summary, confidence }]) =>
			summary === "" ? [] : [{ by, text: summary, confidence }],
		),
		scores: DIMENSION_IDS.map((dimension) => ({
			dimension,
			weight: weights[dimension],
			score: isSolo ? null : (scores[dimension] ?? null),
			self: self?.scores[dimension] ?? null,
			selfComment: self?.comments[dimension] ?? null,
			comments: reviews.flatMap(([by, { comments }]) => {
				const text = comments[dimension];
				return text === undefined ? [] : [{ by, text }];
			}),
			evidence: momentsOf(
				reviews.flatMap(([, { evidence }]) => evidence[dimension] ?? []),
				moments,
			),
		})),
		items: reviews.flatMap(([author, review]) => itemsOf(author, review, moments, state)),
		self: self && { summary: self.summary, items: itemsOf("", self, moments, state) },
		steps: covered.steps,
		coverage: covered.coverage,
		unprompted: covered.unprompted,
		balance: covered.balance,
		goalAt: covered.goalAt,
		hints: state.hints.map(({ at, step, level, text }) => ({ at, step, level, text })),
		clarified: state.clarified.map(({ at, q, a }) => ({ at, q, a })),
		twists: state.twists.map(({ at, text }) => ({ at, text })),
		thread: { cells: { ...state.thread.cells }, links: { ...state.thread.links } },
		kept: momentsOf(
			state.pins.filter((pin) => pin.own && pin.by === reader.participantId).map(({ id }) => id),
			moments,
		),
		reference: brief.reference_design,
	};
}

/** The reviews that a reader may see: what is submitted; a draft shows one's own as it is, and others' once one's own is in. */
function reviewsFor(state: SessionState, reader: ReportReader, stage: FullReport["stage"]): [string, Review][] {
	if (stage === "published") return submittedReviews(state);
	const own = state.reviews[reader.participantId];
	if (own && own.submittedAt !== null) return submittedReviews(state);
	return [[reader.participantId, own ?? EMPTY_REVIEW]];
}

function scoresFor(state: SessionState, reviews: readonly [string, Review][], stage: FullReport["stage"]): Scores {
	if (stage === "published") return finalScores(state).scores;
	// a draft counts as if it were submitted
	const asSubmitted = reviews.map(([id, review]) => [id, { ...review, submittedAt: review.submittedAt ?? 0 }]);
	return finalScores({ ...state, reviews: Object.fromEntries(asSubmitted) }).scores;
}

function itemsOf(
	author: string,
	review: Review,
	sources: MomentSources,
	{ answers }: Pick<SessionState, "answers">,
): ReportItem[] {
	return review.items.map((item) => ({
		author,
		kind: item.kind,
		no: item.no,
		text: item.text,
		more: item.more,
		evidence: momentsOf(item.evidence, sources),
		answer: answers[itemKey(author, item)] ?? null,
	}));
}

function named(people: readonly { readonly id: string; readonly name: string }[]) {
	return people.map(({ id, name }) => ({ id, name }));
}
