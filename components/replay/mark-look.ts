// How a mark of the outline looks and reads: its glyph, its tone, its words. Marks and names in, plain values out.

import type { IconName } from "#components/ui/icons.tsx";
import type { TagProps } from "#components/ui/tag.tsx";
import { HINT_WORDS } from "#core/aids.ts";
import { PROMPT_IDS, STEPS, segmentName, stepOf } from "#core/framework.ts";
import type { NoteKind } from "#core/notes.ts";
import type { RecordingHeader } from "#core/recording.ts";
import type { Mark } from "#core/replay-outline.ts";

export interface MarkLook {
	readonly icon: IconName;
	readonly tone: TagProps["tone"];
	/** what happened, in two or three words */
	readonly label: string;
	/** the rest of it */
	readonly text: string | null;
}

type People = RecordingHeader["people"];

const NOTE_LOOK: Record<NoteKind, { tone: TagProps["tone"]; label: string }> = {
	note: { tone: "line", label: "Note" },
	strength: { tone: "ok", label: "Strength" },
	concern: { tone: "warn", label: "Concern" },
	question: { tone: "info", label: "Open question" },
	timing: { tone: "info", label: "Time" },
	quote: { tone: "line", label: "Quote" },
};

function nameOf(id: string | null, people: People): string {
	return people.find((person) => person.id === id)?.name ?? "Somebody";
}

function roleOf(id: string | null, people: People): TagProps["tone"] {
	return people.find((person) => person.id === id)?.role;
}

function promptText(id: string): string | null {
	if (!PROMPT_IDS.has(id)) return null;
	return STEPS.flatMap((step) => step.prompts).find((prompt) => prompt.id === id)?.text ?? null;
}

export function markLook(mark: Mark, people: People): MarkLook {
	const who = nameOf(mark.by, people);
	switch (mark.kind) {
		case "note":
			return { icon: "note", ...NOTE_LOOK[mark.noteKind], text: mark.text };
		case "tick":
			return { icon: "check", tone: "ok", label: `Ticked by ${who}`, text: promptText(mark.promptId) };
		case "pin":
			return { icon: "pin", tone: roleOf(mark.by, people), label: `Pinned by ${who}`, text: null };
		case "hint":
			return {
				icon: "hint",
				tone: "info",
				label: `${HINT_WORDS[mark.level]}, ${stepOf(mark.step).short.toLowerCase()}`,
				text: mark.text,
			};
		case "clarification":
			return { icon: "check", tone: "info", label: "Answered", text: mark.text };
		case "twist":
			return { icon: "twist", tone: "warn", label: "Twist", text: mark.text };
		case "message":
			return { icon: "send", tone: roleOf(mark.by, people), label: `${who} wrote`, text: mark.text };
		case "hand":
			return { icon: "hand", tone: roleOf(mark.by, people), label: `${who} raised a hand`, text: null };
		case "deep-dive":
			return {
				icon: "clock",
				tone: undefined,
				label: mark.begins ? "Deep dive" : "Deep dive over",
				text: mark.segment && `Into ${segmentName(mark.segment).toLowerCase()}.`,
			};
		case "step":
			return {
				icon: "chevron-right",
				tone: undefined,
				label: "Went on",
				text: mark.segment && `${segmentName(mark.segment)} begins.`,
			};
		case "start":
			return { icon: "play", tone: undefined, label: "Started", text: null };
		case "pause":
			return mark.reason === "nobody-here"
				? { icon: "pause", tone: "warn", label: "Paused", text: "Nobody was here." }
				: { icon: "pause", tone: "warn", label: `Paused by ${who}`, text: null };
		case "resume":
			return { icon: "play", tone: undefined, label: "Resumed", text: null };
		case "minute":
			return {
				icon: "plus",
				tone: undefined,
				label: "One minute more",
				text: mark.segment && `For ${segmentName(mark.segment)}.`,
			};
		case "end":
			return { icon: "check", tone: undefined, label: "Interview ended", text: null };
		case "take-back":
			return { icon: "play", tone: undefined, label: "Went on after the end", text: null };
		case "join":
			return { icon: "person", tone: roleOf(mark.by, people), label: `${who} came`, text: null };
		case "leave":
			return { icon: "person", tone: roleOf(mark.by, people), label: `${who} left`, text: null };
	}
}
