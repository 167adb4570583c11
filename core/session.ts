// The session as a machine. `decide` answers a command with events or a refusal and runs only on the server;
// `apply` folds an event into the state and runs in the live room, on reopening and in replay. Both are pure: `at`
// (ms since the session was created, on the room's clock) and ids come in.
import * as z from "zod/mini";
import { type AidsState, aidCommands, aidEvents, applyAid, decideAid, NO_AIDS } from "./aids.ts";
import {
	type AssessmentState,
	applyAssessment,
	assessmentCommands,
	assessmentEvents,
	decideAssessment,
	NO_ASSESSMENT,
} from "./assessment.ts";
import {
	ORDERS,
	type PlannedSegment,
	PROMPT_IDS,
	SEGMENT_IDS,
	type SegmentId,
	STEP_IDS,
	type StepId,
} from "./framework.ts";
import { REOPEN_MS } from "./limits.ts";
import { applyNote, decideNote, NO_NOTES, type NotesState, noteCommands, noteEvents } from "./notes.ts";
import type { Brief } from "./question.ts";
import {
	applyReview,
	decideReview,
	NO_REVIEWS,
	type ReviewsState,
	reviewCommands,
	reviewEvents,
	withoutUnfinished,
} from "./review.ts";
import { FOCUSES } from "./rubric.ts";
import { byPerson, idSchema } from "./session-ids.ts";
import { unreachable } from "./unreachable.ts";

export const ROLES = ["interviewer", "candidate", "observer"] as const;
export type Role = (typeof ROLES)[number];
export const PHASES = ["lobby", "running", "paused", "debrief", "ended"] as const;
export type Phase = (typeof PHASES)[number];
export const KINDS = ["led", "solo"] as const;
export type Kind = (typeof KINDS)[number];

export const segmentIdSchema = z.enum(SEGMENT_IDS);

// ── commands: what a client asks ────────────────────────────────────────────────────────────────────────────────
/** How a session is held; the level is chosen when it is made. */
export const settingsSchema = z.strictObject({
	focus: z.nullable(z.enum(FOCUSES)),
	order: z.enum(ORDERS),
	/** false: closed book, the candidate answers without the guiding questions in sight */
	prompts: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const commandSchema = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("start") }),
	z.strictObject({ type: z.literal("pause") }),
	z.strictObject({ type: z.literal("resume") }),
	z.strictObject({ type: z.literal("go-to"), segment: segmentIdSchema }),
	z.strictObject({ type: z.literal("add-minute"), segment: segmentIdSchema }),
	z.strictObject({ type: z.literal("end") }),
	z.strictObject({ type: z.literal("take-back") }),
	z.strictObject({ type: z.literal("close") }),
	z.strictObject({ type: z.literal("reopen") }),
	z.strictObject({ type: z.literal("tick"), promptId: idSchema, ticked: z.boolean() }),
	/** whether observers may replay the session: also after it has ended */
	z.strictObject({ type: z.literal("share-replay"), shared: z.boolean() }),
	z.strictObject({ type: z.literal("set-settings"), settings: settingsSchema }),
	/** a closer look at one step that does not count against its time */
	z.strictObject({ type: z.literal("begin-deep-dive"), segment: z.enum(STEP_IDS) }),
	z.strictObject({ type: z.literal("end-deep-dive") }),
	...noteCommands,
	...aidCommands,
	...assessmentCommands,
	...reviewCommands,
]);
export type Command = z.infer<typeof commandSchema>;

// ── events: what happened, as stored ────────────────────────────────────────────────────────────────────────────
export const sessionEventSchema = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("joined"), ...byPerson }),
	z.strictObject({ type: z.literal("left"), ...byPerson }),
	z.strictObject({ type: z.literal("removed"), ...byPerson, participantId: idSchema }),
	z.strictObject({ type: z.literal("started"), ...byPerson, segment: segmentIdSchema }),
	z.strictObject({ type: z.literal("paused"), ...byPerson }),
	/** The server's: nobody but observers was there from `since` on; the clock uses `since`, the order uses `at`. */
	z.strictObject({ type: z.literal("paused-nobody-here"), since: z.number() }),
	z.strictObject({ type: z.literal("resumed"), ...byPerson }),
	z.strictObject({ type: z.literal("segment-entered"), ...byPerson, segment: segmentIdSchema }),
	z.strictObject({ type: z.literal("minute-added"), ...byPerson, segment: segmentIdSchema }),
	z.strictObject({ type: z.literal("debrief-begun"), ...byPerson }),
	z.strictObject({ type: z.literal("taken-back"), ...byPerson }),
	/** Without `by` the session closed itself after a day. */
	z.strictObject({ type: z.literal("closed"), by: z.optional(idSchema) }),
	z.strictObject({ type: z.literal("reopened"), ...byPerson }),
	z.strictObject({ type: z.literal("ticked"), ...byPerson, promptId: idSchema, ticked: z.boolean() }),
	z.strictObject({ type: z.literal("replay-shared"), ...byPerson, shared: z.boolean() }),
	z.strictObject({ type: z.literal("settings-set"), ...byPerson, settings: settingsSchema }),
	z.strictObject({ type: z.literal("deep-dive-begun"), ...byPerson, segment: z.enum(STEP_IDS) }),
	z.strictObject({ type: z.literal("deep-dive-ended"), ...byPerson }),
	...noteEvents,
	...aidEvents,
	...assessmentEvents,
	...reviewEvents,
]);
export type SessionEvent = z.infer<typeof sessionEventSchema>;

/** Who may ever see an entry of the recording. `parties`: interviewers and candidates; `author`: who caused it, nobody else. */
export const AUDIENCES = ["all", "parties", "interviewers", "author"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Whether an entry of that audience, caused by `author`, is for this reader. A visitor of the sample is nobody (null). */
export function isMeantFor(
	{ audience, author }: { audience: Audience; author: string | null },
	reader: { role: Role; participantId: string | null },
): boolean {
	switch (audience) {
		case "all":
			return true;
		case "parties":
			return reader.role !== "observer";
		case "interviewers":
			return reader.role === "interviewer";
		case "author":
			return author !== null && author === reader.participantId;
		default:
			return unreachable(audience);
	}
}

/** A total map: a new event does not compile until somebody has decided who may see it. */
export const EVENT_AUDIENCE: Record<SessionEvent["type"], Audience> = {
	joined: "all",
	left: "all",
	removed: "all",
	started: "all",
	paused: "all",
	"paused-nobody-here": "all",
	resumed: "all",
	"segment-entered": "all",
	"minute-added": "all",
	"debrief-begun": "all",
	"taken-back": "all",
	closed: "all",
	reopened: "all",
	ticked: "all",
	"replay-shared": "all",
	"settings-set": "all",
	"deep-dive-begun": "all",
	"deep-dive-ended": "all",
	"note-added": "interviewers",
	"note-edited": "interviewers",
	"note-shared": "interviewers",
	pinned: "interviewers",
	kept: "author",
	clarified: "all",
	"hint-shown": "all",
	"twist-played": "all",
	said: "all",
	"hand-raised": "all",
	"guidance-shown": "all",
	marked: "interviewers",
	"thread-written": "interviewers",
	"link-judged": "interviewers",
	scored: "author",
	"evidence-given": "author",
	commented: "author",
	"item-written": "author",
	summarised: "author",
	"confidence-given": "author",
	"review-submitted": "interviewers",
	"review-withdrawn": "interviewers",
	"self-review-submitted": "parties",
	"self-review-withdrawn": "parties",
	agreed: "interviewers",
	overridden: "interviewers",
	published: "parties",
	"item-answered": "parties",
};

// ── state ───────────────────────────────────────────────────────────────────────────────────────────────────────
export interface SessionState extends NotesState, AidsState, AssessmentState, ReviewsState {
	readonly settings: Settings;
	readonly phase: Phase;
	/** All times are ms since the session was created. */
	readonly startedAt: number | null;
	readonly segment: SegmentId | null;
	/** Active time by segment without the stretch that runs now and without deep dives. */
	readonly activeMs: Readonly<Partial<Record<SegmentId, number>>>;
	/** the step that is looked at more closely now */
	readonly deepDive: StepId | null;
	/** The same of deep dives, by the step that they belong to. */
	readonly deepDiveMs: Readonly<Partial<Record<SegmentId, number>>>;
	/** Since when the present stretch runs; null while no clock runs. */
	readonly runningSince: number | null;
	readonly pausedSince: number | null;
	readonly pauseReason: "person" | "nobody-here" | null;
	readonly addedMinutes: Readonly<Partial<Record<SegmentId, number>>>;
	/** prompt id -> participant who ticked it */
	readonly ticks: Readonly<Record<string, string>>;
	/** whether observers may replay */
	readonly replayShared: boolean;
	/** participants with an open socket, as the recording knows it */
	readonly here: readonly string[];
	readonly debriefAt: number | null;
	readonly closedAt: number | null;
}

export const INITIAL_STATE: SessionState = {
	...NO_NOTES,
	...NO_AIDS,
	...NO_ASSESSMENT,
	...NO_REVIEWS,
	settings: { focus: null, order: "book", prompts: true },
	deepDive: null,
	deepDiveMs: {},
	phase: "lobby",
	startedAt: null,
	segment: null,
	activeMs: {},
	runningSince: null,
	pausedSince: null,
	pauseReason: null,
	addedMinutes: {},
	ticks: {},
	replayShared: false,
	here: [],
	debriefAt: null,
	closedAt: null,
};

// ── decide ──────────────────────────────────────────────────────────────────────────────────────────────────────
export const REFUSALS = [
	"not-allowed",
	"wrong-phase",
	"unknown-target",
	"too-late",
	"invalid",
	"unavailable",
	"too-many",
	/** decided on something that has changed since */
	"stale",
] as const;
export type RefusalCode = (typeof REFUSALS)[number];
export interface Refusal {
	readonly refused: RefusalCode;
	/** A sentence for the person. */
	readonly message: string;
}

export interface Actor {
	readonly participantId: string;
	readonly role: Role;
}

export interface DecideContext {
	readonly at: number;
	readonly kind: Kind;
	readonly plan: readonly PlannedSegment[];
	readonly questionId: string;
	readonly brief: Brief;
	/** Unique in the session; a note, a pin and a message take it as their id. */
	readonly commandId: string;
}

/** Who starts, pauses, steps and ends: the interviewer, and in solo practice the candidate. */
export function mayLead(role: Role, kind: Kind): boolean {
	return role === "interviewer" || (kind === "solo" && role === "candidate");
}

/** Who may draw: never an observer, nobody once the session has ended. */
export function mayDraw(role: Role, phase: Phase): boolean {
	return role !== "observer" && phase !== "ended";
}

/** Who may replay: everybody who takes part, observers where whoever leads shares it with them. */
export function mayReplay(role: Role, state: Pick<SessionState, "replayShared">): boolean {
	return role !== "observer" || state.replayShared;
}

const PHASE_WORDS: Record<Phase, string> = {
	lobby: "has not started yet",
	running: "is running",
	paused: "is paused",
	debrief: "is over and in debrief",
	ended: "has ended",
};

/**
 * What a command does to a session.
 * @returns the events to append (none when the command changes nothing), or why it is refused
 */
export function decide(
	state: SessionState,
	command: Command,
	actor: Actor,
	context: DecideContext,
): { events: SessionEvent[] } | Refusal {
	const by = actor.participantId;
	const inPhase = (...phases: Phase[]): Refusal | null =>
		phases.includes(state.phase)
			? null
			: { refused: "wrong-phase", message: `That does not fit now: the session ${PHASE_WORDS[state.phase]}.` };
	const leads = (): Refusal | null =>
		mayLead(actor.role, context.kind) ? null : { refused: "not-allowed", message: "Only the interviewer can do that." };
	const planned = (segment: SegmentId): Refusal | null =>
		context.plan.some((stretch) => stretch.id === segment)
			? null
			: { refused: "unknown-target", message: "This session's plan has no such part." };
	const happened = (...events: SessionEvent[]) => ({ events });

	switch (command.type) {
		case "start": {
			const first = context.plan[0];
			if (!first) throw new Error("a plan has at least one segment");
			return leads() ?? inPhase("lobby") ?? happened({ type: "started", by, segment: first.id });
		}
		case "pause":
			return (
				leads() ??
				(state.phase === "paused" ? happened() : null) ??
				inPhase("running") ??
				happened({ type: "paused", by })
			);
		case "resume":
			return (
				leads() ??
				(state.phase === "running" ? happened() : null) ??
				inPhase("paused") ??
				happened({ type: "resumed", by })
			);
		case "go-to":
			return (
				leads() ??
				inPhase("running", "paused") ??
				planned(command.segment) ??
				(state.segment === command.segment
					? happened()
					: happened({ type: "segment-entered", by, segment: command.segment }))
			);
		case "add-minute":
			return (
				leads() ??
				inPhase("running", "paused") ??
				planned(command.segment) ??
				happened({ type: "minute-added", by, segment: command.segment })
			);
		case "end":
			return leads() ?? inPhase("running", "paused") ?? happened({ type: "debrief-begun", by });
		case "take-back":
			return (
				leads() ??
				inPhase("debrief") ??
				(state.published
					? { refused: "too-late", message: "The report is published; the interview stays as it ended." }
					: null) ??
				happened({ type: "taken-back", by })
			);
		case "close":
			return leads() ?? inPhase("debrief") ?? happened({ type: "closed", by });
		case "reopen": {
			const refusal = leads() ?? inPhase("ended");
			if (refusal) return refusal;
			if (state.closedAt === null || context.at - state.closedAt > REOPEN_MS) {
				return { refused: "too-late", message: "A session can be reopened for ten minutes after it ended." };
			}
			return happened({ type: "reopened", by });
		}
		case "tick": {
			if (actor.role === "observer")
				return { refused: "not-allowed", message: "Observers watch; they do not tick prompts." };
			if (!PROMPT_IDS.has(command.promptId)) return { refused: "unknown-target", message: "There is no such prompt." };
			if (command.promptId in state.ticks === command.ticked)
				return inPhase("running", "paused", "debrief") ?? happened();
			return (
				inPhase("running", "paused", "debrief") ??
				happened({ type: "ticked", by, promptId: command.promptId, ticked: command.ticked })
			);
		}
		case "share-replay":
			return (
				leads() ??
				(state.replayShared === command.shared
					? happened()
					: happened({ type: "replay-shared", by, shared: command.shared }))
			);
		case "set-settings": {
			const refusal = leads() ?? inPhase("lobby", "running", "paused");
			if (refusal) return refusal;
			const { focus, order, prompts } = command.settings;
			if (order !== state.settings.order && state.phase !== "lobby") {
				return { refused: "too-late", message: "The order of the steps is chosen before the start." };
			}
			const isSame =
				focus === state.settings.focus && order === state.settings.order && prompts === state.settings.prompts;
			return isSame ? happened() : happened({ type: "settings-set", by, settings: command.settings });
		}
		case "begin-deep-dive":
			return (
				leads() ??
				inPhase("running", "paused") ??
				planned(command.segment) ??
				(state.segment === command.segment
					? null
					: { refused: "unknown-target", message: "A deep dive goes into the step that you are in." }) ??
				(state.deepDive === command.segment
					? happened()
					: happened({ type: "deep-dive-begun", by, segment: command.segment }))
			);
		case "end-deep-dive":
			return (
				leads() ??
				inPhase("running", "paused") ??
				(state.deepDive === null ? happened() : happened({ type: "deep-dive-ended", by }))
			);
		case "add-note":
		case "edit-note":
		case "share-note":
		case "pin":
			return eventsOf(decideNote(state, command, actor, context));
		case "answer-clarification":
		case "show-hint":
		case "play-twist":
		case "say":
		case "raise-hand":
		case "ask-guidance":
			return eventsOf(decideAid(state, command, actor, context));
		case "mark":
		case "write-thread":
		case "judge-link":
			return eventsOf(decideAssessment(state, command, actor, context));
		case "score":
		case "give-evidence":
		case "comment":
		case "write-item":
		case "summarise":
		case "be-confident":
		case "submit-review":
		case "withdraw-review":
		case "agree":
		case "override":
		case "publish":
		case "answer-item":
			return eventsOf(decideReview(state, command, actor));
		default:
			return unreachable(command);
	}
}

function eventsOf(decided: SessionEvent[] | Refusal): { events: SessionEvent[] } | Refusal {
	return "refused" in decided ? decided : { events: decided };
}

// ── apply ───────────────────────────────────────────────────────────────────────────────────────────────────────
/** Banks the stretch that runs now up to `until`. */
function banked(state: SessionState, until: number): SessionState {
	if (state.runningSince === null || state.segment === null) return { ...state, runningSince: null };
	const stretch = Math.max(0, until - state.runningSince);
	if (state.deepDive !== null) {
		const deepDiveMs = { ...state.deepDiveMs, [state.deepDive]: (state.deepDiveMs[state.deepDive] ?? 0) + stretch };
		return { ...state, runningSince: null, deepDiveMs };
	}
	return {
		...state,
		runningSince: null,
		activeMs: { ...state.activeMs, [state.segment]: (state.activeMs[state.segment] ?? 0) + stretch },
	};
}

/** Folds one event into the state. `at` is its entry's time, ms since the session was created. */
export function apply(state: SessionState, event: SessionEvent, at: number): SessionState {
	switch (event.type) {
		case "joined":
			return state.here.includes(event.by) ? state : { ...state, here: [...state.here, event.by] };
		case "left":
			return { ...state, here: state.here.filter((id) => id !== event.by) };
		case "removed":
			return withoutUnfinished(
				{
					...state,
					here: state.here.filter((id) => id !== event.participantId),
					hands: state.hands.filter((id) => id !== event.participantId),
				},
				event.participantId,
			);
		case "started":
			return { ...state, phase: "running", startedAt: at, segment: event.segment, runningSince: at };
		case "paused":
			return { ...banked(state, at), phase: "paused", pausedSince: at, pauseReason: "person" };
		case "paused-nobody-here":
			return { ...banked(state, event.since), phase: "paused", pausedSince: event.since, pauseReason: "nobody-here" };
		case "resumed":
			return { ...state, phase: "running", runningSince: at, pausedSince: null, pauseReason: null };
		case "segment-entered": {
			const moved = { ...banked(state, at), segment: event.segment, deepDive: null };
			return state.phase === "running" ? { ...moved, runningSince: at } : moved;
		}
		case "minute-added":
			return {
				...state,
				addedMinutes: { ...state.addedMinutes, [event.segment]: (state.addedMinutes[event.segment] ?? 0) + 1 },
			};
		case "debrief-begun":
			return {
				...banked(state, at),
				phase: "debrief",
				deepDive: null,
				pausedSince: null,
				pauseReason: null,
				debriefAt: at,
			};
		case "taken-back":
			return { ...state, phase: "running", runningSince: at, debriefAt: null };
		case "closed":
			return {
				...banked(state, at),
				phase: "ended",
				deepDive: null,
				hands: [],
				pausedSince: null,
				pauseReason: null,
				debriefAt: state.debriefAt ?? at,
				closedAt: at,
			};
		case "reopened":
			return { ...state, phase: "debrief", closedAt: null };
		case "ticked": {
			const { [event.promptId]: _, ...others } = state.ticks;
			return { ...state, ticks: event.ticked ? { ...others, [event.promptId]: event.by } : others };
		}
		case "replay-shared":
			return { ...state, replayShared: event.shared };
		case "settings-set":
			return { ...state, settings: event.settings };
		case "deep-dive-begun":
		case "deep-dive-ended": {
			const dived = { ...banked(state, at), deepDive: event.type === "deep-dive-begun" ? event.segment : null };
			return state.phase === "running" ? { ...dived, runningSince: at } : dived;
		}
		case "note-added":
		case "note-edited":
		case "note-shared":
		case "pinned":
		case "kept":
			return { ...state, ...applyNote(state, event, at, state.segment) };
		case "clarified":
		case "hint-shown":
		case "twist-played":
		case "said":
		case "hand-raised":
		case "guidance-shown":
			return { ...state, ...applyAid(state, event, at) };
		case "marked":
		case "thread-written":
		case "link-judged":
			return { ...state, ...applyAssessment(state, event, at) };
		case "scored":
		case "evidence-given":
		case "commented":
		case "item-written":
		case "summarised":
		case "confidence-given":
		case "review-submitted":
		case "review-withdrawn":
		case "self-review-submitted":
		case "self-review-withdrawn":
		case "agreed":
		case "overridden":
		case "published":
		case "item-answered":
			return applyReview(state, event, at);
		default:
			return unreachable(event);
	}
}
