// What each role sees of a session: strict allow-list schemas, one a role, and the only function that fills them.
// The live server sends views over Socket.IO; a replay builds the same views from the recording of its role.
// A field that is not named here is never sent.
import * as z from "zod/mini";
import { THREAD_CELL_IDS } from "./assessment.ts";
import { COVERAGE_STATES, ORIGINS } from "./coverage.ts";
import { LEVELS, MINUTES, SEGMENT_IDS, STEP_IDS } from "./framework.ts";
import { NOTE_KINDS, NOTE_SIGNS, type Pin } from "./notes.ts";
import { type Brief, briefSchema, type PublicQuestion } from "./question.ts";
import { THREAD_LINK_IDS } from "./red-thread.ts";
import { ANSWERS, CONFIDENCES, EMPTY_REVIEW, ITEM_KINDS, mayReadReview, NOT_OBSERVED, type Review } from "./review.ts";
import { DIMENSION_IDS, OUTCOMES, SCORES } from "./rubric.ts";
import {
	KINDS,
	mayDraw,
	mayLead,
	mayReplay,
	PHASES,
	ROLES,
	type Role,
	type SessionState,
	settingsSchema,
} from "./session.ts";
import { unreachable } from "./unreachable.ts";

export const personSchema = z.strictObject({
	id: z.string(),
	name: z.string(),
	role: z.enum(ROLES),
	/** has an open socket now */
	here: z.boolean(),
});
export type Person = z.infer<typeof personSchema>;

const askedQuestionSchema = z.strictObject({ id: z.string(), title: z.string(), prompt: z.string() });

/** What does not change while a session is open. `family` is all of the question that a lobby shows. */
export const sessionFactsSchema = z.strictObject({
	id: z.string(),
	kind: z.enum(KINDS),
	minutes: z.union(MINUTES.map((minutes) => z.literal(minutes))),
	level: z.enum(LEVELS),
	family: z.string(),
	/** wall time of creation, ISO 8601; `at` counts from here */
	createdAt: z.string(),
	meetingUrl: z.nullable(z.string()),
});
export type SessionFacts = z.infer<typeof sessionFactsSchema>;

const msBySegment = z.partialRecord(z.enum(SEGMENT_IDS), z.number());

/** What everybody in a room should know of its storage before it hurts. */
export const ROOM_WARNINGS = ["board-nearly-full", "not-stored"] as const;
export type RoomWarning = (typeof ROOM_WARNINGS)[number];

const shownFields = { at: z.number(), by: z.string() };
const stepIdSchema = z.enum(STEP_IDS);
const hintLevelSchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);

const commonFields = {
	you: z.string(),
	session: sessionFactsSchema,
	/** null until the viewer may know the question */
	question: z.nullable(askedQuestionSchema),
	/** the creator's own title; hidden like the question, it may name it */
	title: z.nullable(z.string()),
	phase: z.enum(PHASES),
	/** the room's clock when the view was made, ms since creation */
	at: z.number(),
	startedAt: z.nullable(z.number()),
	segment: z.nullable(z.enum(SEGMENT_IDS)),
	activeMs: msBySegment,
	deepDive: z.nullable(stepIdSchema),
	deepDiveMs: msBySegment,
	runningSince: z.nullable(z.number()),
	pausedSince: z.nullable(z.number()),
	pauseReason: z.nullable(z.enum(["person", "nobody-here"])),
	addedMinutes: msBySegment,
	ticks: z.record(z.string(), z.string()),
	settings: settingsSchema,
	/** what was answered, shown and played: everybody may read it from then on */
	clarified: z.array(z.strictObject({ ...shownFields, no: z.number(), q: z.string(), a: z.string() })),
	hints: z.array(z.strictObject({ ...shownFields, step: stepIdSchema, level: hintLevelSchema, text: z.string() })),
	twists: z.array(z.strictObject({ ...shownFields, no: z.number(), text: z.string() })),
	guidance: z.array(
		z.strictObject({
			...shownFields,
			step: stepIdSchema,
			lookFor: z.array(z.string()),
			hints: z.array(z.string()),
			pitfalls: z.array(z.string()),
		}),
	),
	chat: z.array(z.strictObject({ ...shownFields, id: z.string(), text: z.string() })),
	/** participants whose hand is up, first raised first */
	hands: z.array(z.string()),
	people: z.array(personSchema),
	debriefAt: z.nullable(z.number()),
	closedAt: z.nullable(z.number()),
	mayLead: z.boolean(),
	mayDraw: z.boolean(),
	mayReplay: z.boolean(),
	/** whether observers may replay, too */
	replayShared: z.boolean(),
	/** of a live room; a replay has none */
	warnings: z.array(z.enum(ROOM_WARNINGS)),
};

const pinFields = {
	id: z.string(),
	at: z.number(),
	segment: z.nullable(z.enum(SEGMENT_IDS)),
	by: z.string(),
	shapes: z.array(z.string()),
};
export const pinSchema = z.strictObject({ ...pinFields, own: z.boolean() });

export const noteSchema = z.strictObject({
	...pinFields,
	kind: z.enum(NOTE_KINDS),
	sign: z.enum(NOTE_SIGNS),
	origin: z.enum(ORIGINS),
	dimension: z.nullable(z.enum(DIMENSION_IDS)),
	text: z.string(),
	shared: z.boolean(),
	editedAt: z.nullable(z.number()),
	history: z.array(z.strictObject({ until: z.number(), text: z.string() })),
});

const dimensionIds = z.enum(DIMENSION_IDS);
const givenScoreSchema = z.union([...SCORES.map((score) => z.literal(score)), z.literal(NOT_OBSERVED)]);
export const scoresSchema = z.partialRecord(dimensionIds, givenScoreSchema);
export const reviewItemSchema = z.strictObject({
	kind: z.enum(ITEM_KINDS),
	no: z.union([z.literal(1), z.literal(2)]),
	text: z.string(),
	more: z.string(),
	evidence: z.array(z.string()),
});
export const reviewSchema = z.strictObject({
	scores: scoresSchema,
	evidence: z.partialRecord(dimensionIds, z.array(z.string())),
	comments: z.partialRecord(dimensionIds, z.string()),
	items: z.array(reviewItemSchema),
	summary: z.string(),
	confidence: z.nullable(z.enum(CONFIDENCES)),
	submittedAt: z.nullable(z.number()),
});

/** Somebody with a valid link to a seat that is taken, who asks to be let in. */
export const seatRequestSchema = z.strictObject({
	id: z.string(),
	role: z.enum(ROLES),
	name: z.string(),
	/** whose seat it would be; null when a seat is free by now */
	holder: z.nullable(z.string()),
});
export type SeatRequest = z.infer<typeof seatRequestSchema>;

/** What interviewers and candidates see beyond observers. */
const partyFields = {
	/** when the report was published; null before */
	publishedAt: z.nullable(z.number()),
	/** the viewer's own: interviewers' pins, or those that a candidate keeps for herself */
	pins: z.array(pinSchema),
	/** what the viewer herself writes: of the candidate, or the candidate of herself */
	review: reviewSchema,
};
export const candidateViewSchema = z.strictObject({ role: z.literal("candidate"), ...commonFields, ...partyFields });
export const observerViewSchema = z.strictObject({ role: z.literal("observer"), ...commonFields });
export const interviewerViewSchema = z.strictObject({
	role: z.literal("interviewer"),
	...commonFields,
	...partyFields,
	brief: briefSchema,
	notes: z.array(noteSchema),
	/** item id -> its marks in order */
	marks: z.record(
		z.string(),
		z.array(
			z.strictObject({
				...shownFields,
				state: z.union(COVERAGE_STATES.map((state) => z.literal(state))),
				origin: z.enum(ORIGINS),
			}),
		),
	),
	thread: z.strictObject({
		cells: z.partialRecord(z.enum(THREAD_CELL_IDS), z.string()),
		links: z.partialRecord(z.enum(THREAD_LINK_IDS), z.enum(["holds", "broken"])),
	}),
	/** the other interviewers who began a review; what they wrote is null until both have submitted */
	otherReviews: z.array(z.strictObject({ by: z.string(), submitted: z.boolean(), review: z.nullable(reviewSchema) })),
	agreed: scoresSchema,
	override: z.nullable(z.strictObject({ outcome: z.enum(OUTCOMES), reason: z.string(), by: z.string() })),
	/** the candidate has scored herself; what she wrote comes with the report */
	candidateReviewed: z.boolean(),
	/** what she says to the items of the published report */
	answers: z.record(z.string(), z.enum(ANSWERS)),
	seatRequests: z.array(seatRequestSchema),
});
export const sessionViewSchema = z.discriminatedUnion("role", [
	interviewerViewSchema,
	candidateViewSchema,
	observerViewSchema,
]);
export type SessionView = z.infer<typeof sessionViewSchema>;
export type InterviewerView = z.infer<typeof interviewerViewSchema>;

/** Everything a view is made from. In a replay, fields that the role may not see are null because they never arrived. */
export interface ViewSources {
	readonly facts: SessionFacts;
	readonly title: string | null;
	readonly question: PublicQuestion | null;
	readonly brief: Brief | null;
	readonly state: SessionState;
	readonly people: readonly Person[];
	readonly seatRequests: readonly SeatRequest[];
	/** the room's clock now, or the moment that a replay shows */
	readonly at: number;
	readonly warnings?: readonly RoomWarning[];
}

export interface Viewer {
	readonly participantId: string;
	readonly role: Role;
	/** made the session and so chose the question */
	readonly choseQuestion: boolean;
}

/** Interviewers always; others once the clock has started, and whoever chose it. */
export function mayKnowQuestion(viewer: Viewer, state: SessionState): boolean {
	return viewer.role === "interviewer" || viewer.choseQuestion || state.startedAt !== null;
}

/** The view of one person. @throws Error when an interviewer's view is asked for without a brief */
export function viewOf(sources: ViewSources, viewer: Viewer): SessionView {
	const { facts, state, question } = sources;
	const known = mayKnowQuestion(viewer, state);
	const common = {
		you: viewer.participantId,
		session: facts,
		question: known && question ? { id: question.id, title: question.title, prompt: question.prompt } : null,
		title: known ? sources.title : null,
		phase: state.phase,
		at: sources.at,
		startedAt: state.startedAt,
		segment: state.segment,
		activeMs: state.activeMs,
		deepDive: state.deepDive,
		deepDiveMs: state.deepDiveMs,
		runningSince: state.runningSince,
		pausedSince: state.pausedSince,
		pauseReason: state.pauseReason,
		addedMinutes: state.addedMinutes,
		ticks: state.ticks,
		settings: state.settings,
		clarified: [...state.clarified],
		hints: [...state.hints],
		twists: [...state.twists],
		guidance: state.guidance.map(({ lookFor, hints, pitfalls, ...shown }) => ({
			...shown,
			lookFor: [...lookFor],
			hints: [...hints],
			pitfalls: [...pitfalls],
		})),
		chat: [...state.chat],
		hands: [...state.hands],
		people: [...sources.people],
		debriefAt: state.debriefAt,
		closedAt: state.closedAt,
		mayLead: mayLead(viewer.role, facts.kind),
		mayDraw: mayDraw(viewer.role, state.phase),
		mayReplay: mayReplay(viewer.role, state),
		replayShared: state.replayShared,
		warnings: [...(sources.warnings ?? [])],
	};
	switch (viewer.role) {
		case "observer":
			return { role: "observer", ...common };
		case "candidate":
			return { role: "candidate", ...common, ...partyView(state, viewer) };
		case "interviewer":
			if (!sources.brief) throw new Error("an interviewer's view needs the brief");
			return {
				role: "interviewer",
				...common,
				...partyView(state, viewer),
				brief: sources.brief,
				seatRequests: [...sources.seatRequests],
				...interviewersView(state, viewer),
			};
		default:
			return unreachable(viewer.role);
	}
}

function partyView(state: SessionState, { participantId, role }: Viewer) {
	const isInterviewer = role === "interviewer";
	const own = (isInterviewer ? state.reviews : state.selfReviews)[participantId];
	return {
		publishedAt: state.published?.at ?? null,
		pins: state.pins.filter((pin) => (isInterviewer ? !pin.own : pin.own && pin.by === participantId)).map(copyOfPin),
		review: copyOfReview(own ?? EMPTY_REVIEW),
	};
}

function interviewersView(state: SessionState, { participantId }: Viewer) {
	return {
		notes: state.notes.map((note) => ({ ...note, shapes: [...note.shapes], history: [...note.history] })),
		marks: Object.fromEntries(Object.entries(state.marks).map(([id, marks]) => [id, [...marks]])),
		thread: state.thread,
		otherReviews: Object.entries(state.reviews)
			.filter(([by]) => by !== participantId)
			.map(([by, review]) => ({
				by,
				submitted: review.submittedAt !== null,
				review: mayReadReview(state, participantId, by) ? copyOfReview(review) : null,
			})),
		agreed: state.agreed,
		override: state.override,
		candidateReviewed: Object.values(state.selfReviews).some((review) => review.submittedAt !== null),
		answers: state.answers,
	};
}

function copyOfPin(pin: Pin) {
	return { ...pin, shapes: [...pin.shapes] };
}

export function copyOfReview(review: Review): z.infer<typeof reviewSchema> {
	return {
		...review,
		evidence: Object.fromEntries(Object.entries(review.evidence).map(([id, moments]) => [id, [...moments]])),
		items: review.items.map((item) => ({ ...item, evidence: [...item.evidence] })),
	};
}
