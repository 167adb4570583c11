// The session as a machine. `decide` answers a command with events or a refusal and runs only on the server;
// `apply` folds an event into the state and runs in the live room, on reopening and in replay. Both are pure: `at`
// (ms since the session was created, on the room's clock) and ids come in.
import * as z from "zod/mini";
import { type PlannedSegment, PROMPT_IDS, SEGMENT_IDS, type SegmentId } from "./framework.ts";
import { MAX_NOTE_CHARS, REOPEN_MS } from "./limits.ts";
import { textSchema } from "./text.ts";
import { unreachable } from "./unreachable.ts";

export const ROLES = ["interviewer", "candidate", "observer"] as const;
export type Role = (typeof ROLES)[number];
export const PHASES = ["lobby", "running", "paused", "debrief", "ended"] as const;
export type Phase = (typeof PHASES)[number];
export const KINDS = ["led", "solo"] as const;
export type Kind = (typeof KINDS)[number];
export const NOTE_KINDS = ["note", "strength", "concern", "question"] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export const segmentIdSchema = z.enum(SEGMENT_IDS);

// ── commands: what a client asks ────────────────────────────────────────────────────────────────────────────────
const noteTextSchema = textSchema(MAX_NOTE_CHARS, "The note");
const idSchema = z.string().check(z.minLength(1), z.maxLength(64));

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
	z.strictObject({ type: z.literal("add-note"), text: noteTextSchema, kind: z.enum(NOTE_KINDS) }),
	z.strictObject({ type: z.literal("edit-note"), noteId: idSchema, text: noteTextSchema, kind: z.enum(NOTE_KINDS) }),
]);
export type Command = z.infer<typeof commandSchema>;

// ── events: what happened, as stored ────────────────────────────────────────────────────────────────────────────
const byPerson = { by: idSchema };

/** `by` is a participant id. Events without it are the server's own. */
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
	z.strictObject({
		type: z.literal("note-added"),
		...byPerson,
		noteId: idSchema,
		text: z.string(),
		kind: z.enum(NOTE_KINDS),
	}),
	z.strictObject({
		type: z.literal("note-edited"),
		...byPerson,
		noteId: idSchema,
		text: z.string(),
		kind: z.enum(NOTE_KINDS),
	}),
]);
export type SessionEvent = z.infer<typeof sessionEventSchema>;

/** Who may ever see an entry of the recording. */
export const AUDIENCES = ["all", "interviewers"] as const;
export type Audience = (typeof AUDIENCES)[number];

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
	"note-added": "interviewers",
	"note-edited": "interviewers",
};

// ── state ───────────────────────────────────────────────────────────────────────────────────────────────────────
export interface Note {
	readonly id: string;
	/** ms since the session was created */
	readonly at: number;
	/** where the interview stood; null in the lobby */
	readonly segment: SegmentId | null;
	readonly by: string;
	readonly kind: NoteKind;
	readonly text: string;
	readonly editedAt: number | null;
}

export interface SessionState {
	readonly phase: Phase;
	/** All times are ms since the session was created. */
	readonly startedAt: number | null;
	readonly segment: SegmentId | null;
	/** Active time by segment without the stretch that runs now. */
	readonly activeMs: Readonly<Partial<Record<SegmentId, number>>>;
	/** Since when the present stretch runs; null while no clock runs. */
	readonly runningSince: number | null;
	readonly pausedSince: number | null;
	readonly pauseReason: "person" | "nobody-here" | null;
	readonly addedMinutes: Readonly<Partial<Record<SegmentId, number>>>;
	/** prompt id -> participant who ticked it */
	readonly ticks: Readonly<Record<string, string>>;
	readonly notes: readonly Note[];
	/** whether observers may replay */
	readonly replayShared: boolean;
	/** participants with an open socket, as the recording knows it */
	readonly here: readonly string[];
	readonly debriefAt: number | null;
	readonly closedAt: number | null;
}

export const INITIAL_STATE: SessionState = {
	phase: "lobby",
	startedAt: null,
	segment: null,
	activeMs: {},
	runningSince: null,
	pausedSince: null,
	pauseReason: null,
	addedMinutes: {},
	ticks: {},
	notes: [],
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
	/** Unique in the session; a note takes it as its id. */
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
			return leads() ?? inPhase("debrief") ?? happened({ type: "taken-back", by });
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
		case "add-note":
			if (actor.role !== "interviewer") return { refused: "not-allowed", message: "Only an interviewer writes notes." };
			return happened({ type: "note-added", by, noteId: context.commandId, text: command.text, kind: command.kind });
		case "edit-note": {
			if (actor.role !== "interviewer") return { refused: "not-allowed", message: "Only an interviewer writes notes." };
			const note = state.notes.find((candidate) => candidate.id === command.noteId);
			if (!note) return { refused: "unknown-target", message: "There is no such note." };
			if (note.by !== by) return { refused: "not-allowed", message: "Only the author of a note can change it." };
			return happened({ type: "note-edited", by, noteId: command.noteId, text: command.text, kind: command.kind });
		}
		default:
			return unreachable(command);
	}
}

// ── apply ───────────────────────────────────────────────────────────────────────────────────────────────────────
/** Banks the stretch that runs now up to `until`. */
function banked(state: SessionState, until: number): SessionState {
	if (state.runningSince === null || state.segment === null) return { ...state, runningSince: null };
	const stretch = Math.max(0, until - state.runningSince);
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
			return { ...state, here: state.here.filter((id) => id !== event.participantId) };
		case "started":
			return { ...state, phase: "running", startedAt: at, segment: event.segment, runningSince: at };
		case "paused":
			return { ...banked(state, at), phase: "paused", pausedSince: at, pauseReason: "person" };
		case "paused-nobody-here":
			return { ...banked(state, event.since), phase: "paused", pausedSince: event.since, pauseReason: "nobody-here" };
		case "resumed":
			return { ...state, phase: "running", runningSince: at, pausedSince: null, pauseReason: null };
		case "segment-entered": {
			const moved = { ...banked(state, at), segment: event.segment };
			return state.phase === "running" ? { ...moved, runningSince: at } : moved;
		}
		case "minute-added":
			return {
				...state,
				addedMinutes: { ...state.addedMinutes, [event.segment]: (state.addedMinutes[event.segment] ?? 0) + 1 },
			};
		case "debrief-begun":
			return { ...banked(state, at), phase: "debrief", pausedSince: null, pauseReason: null, debriefAt: at };
		case "taken-back":
			return { ...state, phase: "running", runningSince: at, debriefAt: null };
		case "closed":
			return {
				...banked(state, at),
				phase: "ended",
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
		case "note-added": {
			const note: Note = {
				id: event.noteId,
				at,
				segment: state.segment,
				by: event.by,
				kind: event.kind,
				text: event.text,
				editedAt: null,
			};
			return { ...state, notes: [...state.notes, note] };
		}
		case "note-edited":
			return {
				...state,
				notes: state.notes.map((note) =>
					note.id === event.noteId ? { ...note, text: event.text, kind: event.kind, editedAt: at } : note,
				),
			};
		default:
			return unreachable(event);
	}
}
