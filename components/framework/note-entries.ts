// What stands in the list of notes: notes and pins of interviewers and, logged by itself, what was given to the candidate. One list in
// the order of its time. Pure: parts of a view go in.
import type { InterviewerView, SessionView } from "#core/view.ts";

type Note = InterviewerView["notes"][number];
type Pin = InterviewerView["pins"][number];
type Given = Pick<SessionView, "hints" | "clarified" | "twists">;

export type NoteEntry = { readonly id: string; readonly at: number } & (
	| { readonly kind: "note"; readonly note: Note }
	| { readonly kind: "pin"; readonly pin: Pin }
	| { readonly kind: "hint"; readonly hint: Given["hints"][number] }
	| { readonly kind: "clarified"; readonly clarified: Given["clarified"][number] }
	| { readonly kind: "twist"; readonly twist: Given["twists"][number] }
);

/** Newest first. */
export function noteEntries(view: Given & Pick<InterviewerView, "notes" | "pins">): NoteEntry[] {
	const entries: NoteEntry[] = [
		...view.hints.map((hint) => ({ kind: "hint" as const, id: `hint ${hint.step} ${hint.level}`, at: hint.at, hint })),
		...view.clarified.map((clarified) => ({
			kind: "clarified" as const,
			id: `clarified ${clarified.no}`,
			at: clarified.at,
			clarified,
		})),
		...view.twists.map((twist) => ({ kind: "twist" as const, id: `twist ${twist.no}`, at: twist.at, twist })),
		...view.pins.map((pin) => ({ kind: "pin" as const, id: pin.id, at: pin.at, pin })),
		...view.notes.map((note) => ({ kind: "note" as const, id: note.id, at: note.at, note })),
	];
	return entries.sort((a, b) => b.at - a.at);
}
