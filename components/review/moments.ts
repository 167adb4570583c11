// Notes and pins as moments that a score or a piece of feedback points to: one shape for both, in the order of their time. Pure.
import { type NoteTag, noteTags } from "#components/framework/note-words.ts";
import { noteTime } from "#components/framework/notes-list.tsx";
import type { SegmentId } from "#core/framework.ts";
import type { Note, Pin } from "#core/notes.ts";
import type { DimensionId } from "#core/rubric.ts";

export interface MomentChoice {
	readonly id: string;
	/** "14:02", counted from the start */
	readonly time: string;
	readonly at: number;
	readonly segment: SegmentId | null;
	readonly dimension: DimensionId | null;
	/** null: a pin has none */
	readonly text: string | null;
	/** "+ strength", "after hint 1" */
	readonly tags: readonly NoteTag[];
}

export interface MomentSource {
	readonly notes: readonly Note[];
	readonly pins: readonly Pin[];
	readonly startedAt: number | null;
}

export function momentChoices({ notes, pins, startedAt }: MomentSource): MomentChoice[] {
	const fromNotes = notes.map((note): MomentChoice => {
		const { id, at, segment, dimension, text } = note;
		return { id, at, time: noteTime(note, startedAt), segment, dimension, text, tags: noteTags(note) };
	});
	const fromPins = pins.map((pin): MomentChoice => {
		const { id, at, segment } = pin;
		return { id, at, time: noteTime(pin, startedAt), segment, dimension: null, text: null, tags: [] };
	});
	return [...fromNotes, ...fromPins].sort((a, b) => a.at - b.at);
}

/** Those of the given ids, in the order of their time. */
export function chosenMoments(moments: readonly MomentChoice[], ids: readonly string[]): MomentChoice[] {
	return moments.filter(({ id }) => ids.includes(id));
}
