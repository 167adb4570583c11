// What each role sees of a session: strict allow-list schemas, one a role, and the only function that fills them.
// The live server sends views over Socket.IO; a replay builds the same views from the recording of its role.
// A field that is not named here is never sent.
import * as z from "zod/mini";
import { LEVELS, MINUTES, SEGMENT_IDS } from "./framework.ts";
import { type Brief, briefSchema, type PublicQuestion } from "./question.ts";
import {
	KINDS,
	mayDraw,
	mayLead,
	mayReplay,
	NOTE_KINDS,
	PHASES,
	ROLES,
	type Role,
	type SessionState,
} from "./session.ts";

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
	runningSince: z.nullable(z.number()),
	pausedSince: z.nullable(z.number()),
	pauseReason: z.nullable(z.enum(["person", "nobody-here"])),
	addedMinutes: msBySegment,
	ticks: z.record(z.string(), z.string()),
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

export const noteSchema = z.strictObject({
	id: z.string(),
	at: z.number(),
	segment: z.nullable(z.enum(SEGMENT_IDS)),
	by: z.string(),
	kind: z.enum(NOTE_KINDS),
	text: z.string(),
	editedAt: z.nullable(z.number()),
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

export const candidateViewSchema = z.strictObject({ role: z.literal("candidate"), ...commonFields });
export const observerViewSchema = z.strictObject({ role: z.literal("observer"), ...commonFields });
export const interviewerViewSchema = z.strictObject({
	role: z.literal("interviewer"),
	...commonFields,
	brief: briefSchema,
	notes: z.array(noteSchema),
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
		runningSince: state.runningSince,
		pausedSince: state.pausedSince,
		pauseReason: state.pauseReason,
		addedMinutes: state.addedMinutes,
		ticks: state.ticks,
		people: [...sources.people],
		debriefAt: state.debriefAt,
		closedAt: state.closedAt,
		mayLead: mayLead(viewer.role, facts.kind),
		mayDraw: mayDraw(viewer.role, state.phase),
		mayReplay: mayReplay(viewer.role, state),
		replayShared: state.replayShared,
		warnings: [...(sources.warnings ?? [])],
	};
	if (viewer.role !== "interviewer") return { role: viewer.role, ...common };
	if (!sources.brief) throw new Error("an interviewer's view needs the brief");
	return {
		role: "interviewer",
		...common,
		brief: sources.brief,
		notes: [...state.notes],
		seatRequests: [...sources.seatRequests],
	};
}
