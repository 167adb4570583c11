// What is typed into the note field, as a note: a sign at the start sets the kind.
import type { NoteKind } from "#core/notes.ts";

const SIGNS: Record<string, NoteKind> = {
	"+": "strength",
	"-": "concern",
	"−": "concern",
	"–": "concern",
	"?": "question",
};

/** "+ asks first" -> a strength that reads "asks first". "-5 ms" is a number, not a concern. */
export function parseNote(typed: string): { kind: NoteKind; text: string } {
	const text = typed.trim();
	const kind = SIGNS[text.charAt(0)];
	if (!kind || /^[+\-−–]\d/.test(text)) return { kind: "note", text };
	return { kind, text: text.slice(1).trim() };
}

/** What an author finds in the field when editing. */
export function noteAsTyped(note: { kind: NoteKind; text: string }): string {
	const sign = { note: "", strength: "+ ", concern: "- ", question: "? ", timing: "", quote: "" }[note.kind];
	return `${sign}${note.text}`;
}
