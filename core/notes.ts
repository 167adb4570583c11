// Notes and pins: what an interviewer writes down and the moments that people keep. A note takes its time and its segment by itself;
// an edit keeps what stood before. Pure: commands in, events out, events folded into lists. Who may do what is said here, when it
// happened comes in.
import * as z from "zod/mini";
import { ORIGINS, type Origin } from "./coverage.ts";
import type { SegmentId } from "./framework.ts";
import { MAX_NOTE_CHARS, MAX_NOTE_SHAPES, MAX_NOTES_TOTAL_CHARS, MAX_PINS } from "./limits.ts";
import { SHAPE_ID } from "./replay-address.ts";
import { DIMENSION_IDS, type DimensionId } from "./rubric.ts";
import type { Actor, DecideContext, Refusal, SessionState } from "./session.ts";
import { byPerson, idSchema } from "./session-ids.ts";
import { textSchema } from "./text.ts";
import { unreachable } from "./unreachable.ts";

export const NOTE_KINDS = ["note", "strength", "concern", "question", "timing", "quote"] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];
export const NOTE_SIGNS = ["plus", "minus", "neutral"] as const;
export type NoteSign = (typeof NOTE_SIGNS)[number];

/** Ids of tldraw shapes that were touched around a note; they may be gone from the board by the time somebody looks. */
export const shapesSchema = z.array(z.string().check(z.regex(SHAPE_ID))).check(z.maxLength(MAX_NOTE_SHAPES));

const noteTextSchema = textSchema(MAX_NOTE_CHARS, "The note");
const noteFields = {
	text: noteTextSchema,
	kind: z.enum(NOTE_KINDS),
	/** what is not said stays as it is, and of a new note: the sign of its kind, unprompted, no shapes, of no dimension */
	sign: z.optional(z.enum(NOTE_SIGNS)),
	origin: z.optional(z.enum(ORIGINS)),
	dimension: z.optional(z.nullable(z.enum(DIMENSION_IDS))),
};

export const noteCommands = [
	z.strictObject({ type: z.literal("add-note"), ...noteFields, shapes: z.optional(shapesSchema) }),
	z.strictObject({ type: z.literal("edit-note"), noteId: idSchema, ...noteFields }),
	/** whether the words of a note go into the report once that is published; without it they never leave */
	z.strictObject({ type: z.literal("share-note"), noteId: idSchema, shared: z.boolean() }),
	z.strictObject({ type: z.literal("pin"), shapes: z.optional(shapesSchema) }),
] as const;
type NoteCommand = z.infer<(typeof noteCommands)[number]>;

const storedNoteFields = {
	noteId: idSchema,
	text: z.string(),
	kind: z.enum(NOTE_KINDS),
	sign: z.optional(z.enum(NOTE_SIGNS)),
	origin: z.optional(z.enum(ORIGINS)),
	dimension: z.optional(z.nullable(z.enum(DIMENSION_IDS))),
};
const storedPin = { ...byPerson, pinId: idSchema, shapes: z.array(z.string()) };

export const noteEvents = [
	z.strictObject({
		type: z.literal("note-added"),
		...byPerson,
		...storedNoteFields,
		shapes: z.optional(z.array(z.string())),
	}),
	z.strictObject({ type: z.literal("note-edited"), ...byPerson, ...storedNoteFields }),
	z.strictObject({ type: z.literal("note-shared"), ...byPerson, noteId: idSchema, shared: z.boolean() }),
	/** an interviewer's: other interviewers see it, too */
	z.strictObject({ type: z.literal("pinned"), ...storedPin }),
	/** a candidate's own, to come back to */
	z.strictObject({ type: z.literal("kept"), ...storedPin }),
] as const;
export type NoteEvent = z.infer<(typeof noteEvents)[number]>;

/** Something that lies at a moment of the interview, with the shapes that were touched then. Scores and notes point to it. */
export interface Pin {
	readonly id: string;
	/** ms since the session was created */
	readonly at: number;
	/** where the interview stood; null in the lobby */
	readonly segment: SegmentId | null;
	readonly by: string;
	readonly shapes: readonly string[];
	/** a candidate's: nobody else sees it */
	readonly own: boolean;
}

export interface Note extends Omit<Pin, "own"> {
	readonly kind: NoteKind;
	readonly sign: NoteSign;
	readonly origin: Origin;
	readonly dimension: DimensionId | null;
	readonly text: string;
	/** its words go into the report */
	readonly shared: boolean;
	readonly editedAt: number | null;
	/** what it said before, oldest first, until when */
	readonly history: readonly { readonly until: number; readonly text: string }[];
}

export interface NotesState {
	readonly notes: readonly Note[];
	/** interviewers' and candidates' pins; a view shows each person those that are hers to see */
	readonly pins: readonly Pin[];
}

export const NO_NOTES: NotesState = { notes: [], pins: [] };

const SIGN_OF_KIND: Partial<Record<NoteKind, NoteSign>> = { strength: "plus", concern: "minus" };

const ONLY_INTERVIEWERS: Refusal = { refused: "not-allowed", message: "Only an interviewer writes notes." };
const NO_SUCH_NOTE: Refusal = { refused: "unknown-target", message: "There is no such note." };

const FULL: Refusal = { refused: "too-many", message: "There is no room for more notes in this session." };

function isFull({ notes }: NotesState, text: string): boolean {
	const chars = notes.reduce(
		(sum, note) => note.history.reduce((own, before) => own + before.text.length, sum + note.text.length),
		text.length,
	);
	return chars > MAX_NOTES_TOTAL_CHARS;
}

export function decideNote(
	state: SessionState,
	command: NoteCommand,
	{ participantId: by, role }: Actor,
	{ commandId }: DecideContext,
): NoteEvent[] | Refusal {
	switch (command.type) {
		case "add-note": {
			if (role !== "interviewer") return ONLY_INTERVIEWERS;
			if (isFull(state, command.text)) return FULL;
			const { type: _, ...fields } = command;
			return [{ type: "note-added", by, noteId: commandId, ...fields }];
		}
		case "edit-note": {
			if (role !== "interviewer") return ONLY_INTERVIEWERS;
			const note = state.notes.find((candidate) => candidate.id === command.noteId);
			if (!note) return NO_SUCH_NOTE;
			if (note.by !== by) return { refused: "not-allowed", message: "Only the author of a note can change it." };
			if (isFull(state, command.text)) return FULL;
			const { type: _, ...fields } = command;
			return [{ type: "note-edited", by, ...fields }];
		}
		case "share-note": {
			if (role !== "interviewer") return ONLY_INTERVIEWERS;
			const note = state.notes.find((candidate) => candidate.id === command.noteId);
			if (!note) return NO_SUCH_NOTE;
			if (note.by !== by) return { refused: "not-allowed", message: "Only the author of a note can share it." };
			if (state.published) return { refused: "wrong-phase", message: "The report is published; what it shows stays." };
			if (note.shared === command.shared) return [];
			return [{ type: "note-shared", by, noteId: note.id, shared: command.shared }];
		}
		case "pin": {
			if (role === "observer") return { refused: "not-allowed", message: "Observers watch; they do not pin moments." };
			if (state.startedAt === null)
				return { refused: "wrong-phase", message: "Moments can be pinned once the clock has started." };
			if (state.pins.filter((pin) => pin.by === by).length >= MAX_PINS) {
				return { refused: "too-many", message: `You have pinned ${MAX_PINS} moments; that is as many as fit.` };
			}
			const pin = { by, pinId: commandId, shapes: command.shapes ?? [] };
			return [role === "interviewer" ? { type: "pinned", ...pin } : { type: "kept", ...pin }];
		}
		default:
			return unreachable(command);
	}
}

/** Folds a note's or a pin's event. `segment` is where the interview stands. */
export function applyNote(state: NotesState, event: NoteEvent, at: number, segment: SegmentId | null): NotesState {
	switch (event.type) {
		case "note-added": {
			const { noteId: id, by, text, kind } = event;
			const note: Note = {
				...{ id, at, segment, by, text, kind, editedAt: null, shared: false, history: [] },
				sign: event.sign ?? SIGN_OF_KIND[kind] ?? "neutral",
				origin: event.origin ?? "unprompted",
				dimension: event.dimension ?? null,
				shapes: event.shapes ?? [],
			};
			return { ...state, notes: [...state.notes, note] };
		}
		case "note-edited":
			return changed(state, event.noteId, (note) => ({
				...note,
				kind: event.kind,
				text: event.text,
				sign: event.sign ?? (event.kind === note.kind ? note.sign : (SIGN_OF_KIND[event.kind] ?? "neutral")),
				origin: event.origin ?? note.origin,
				dimension: event.dimension === undefined ? note.dimension : event.dimension,
				editedAt: at,
				history: event.text === note.text ? note.history : [...note.history, { until: at, text: note.text }],
			}));
		case "note-shared":
			return changed(state, event.noteId, (note) => ({ ...note, shared: event.shared }));
		case "pinned":
		case "kept": {
			const pin: Pin = { id: event.pinId, at, segment, by: event.by, shapes: event.shapes, own: event.type === "kept" };
			return { ...state, pins: [...state.pins, pin] };
		}
		default:
			return unreachable(event);
	}
}

function changed(state: NotesState, noteId: string, change: (note: Note) => Note): NotesState {
	return { ...state, notes: state.notes.map((note) => (note.id === noteId ? change(note) : note)) };
}
