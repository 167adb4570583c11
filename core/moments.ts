// The moments that a report points to: notes and pins by their ids, as one reader may see them. The words of a note are for
// interviewers, and for a candidate only where its author shared them; its time, step and shapes always are, or no score could
// be checked. A pin that a candidate keeps is hers alone.
import * as z from "zod/mini";
import { SEGMENT_IDS } from "./framework.ts";
import { NOTE_SIGNS } from "./notes.ts";
import type { Role, SessionState } from "./session.ts";

export const momentSchema = z.strictObject({
	id: z.string(),
	/** ms since the session was created */
	at: z.number(),
	segment: z.nullable(z.enum(SEGMENT_IDS)),
	/** ids of shapes that were touched then */
	shapes: z.array(z.string()),
	/** null: a pin, or a note whose words are not for this reader */
	text: z.nullable(z.string()),
	sign: z.nullable(z.enum(NOTE_SIGNS)),
});
export type Moment = z.infer<typeof momentSchema>;

export interface MomentSources {
	readonly state: Pick<SessionState, "notes" | "pins">;
	readonly reader: { readonly participantId: string; readonly role: Role };
}

/** In the order of their time; each once; ids of nothing that the reader may see are left out. */
export function momentsOf(ids: readonly string[], { state, reader }: MomentSources): Moment[] {
	const isInterviewer = reader.role === "interviewer";
	return [...new Set(ids)]
		.flatMap((id): Moment[] => {
			const note = state.notes.find((candidate) => candidate.id === id);
			if (note) {
				const { at, segment, shapes, text, sign } = note;
				const maySeeWords = isInterviewer || note.shared;
				return [
					{ id, at, segment, shapes: [...shapes], text: maySeeWords ? text : null, sign: maySeeWords ? sign : null },
				];
			}
			const pin = state.pins.find((candidate) => candidate.id === id);
			if (!pin || (pin.own && pin.by !== reader.participantId)) return [];
			return [{ id, at: pin.at, segment: pin.segment, shapes: [...pin.shapes], text: null, sign: null }];
		})
		.sort((a, b) => a.at - b.at);
}
