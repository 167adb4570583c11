// What notes and pins read like: signs, kinds, where an answer came from, how many shapes. Values in, words out.
import { HINT_WORDS, type HintLevel } from "#core/aids.ts";
import type { Origin } from "#core/coverage.ts";
import type { Note, NoteKind } from "#core/notes.ts";

export interface NoteTag {
	readonly tone: "ok" | "warn" | "info" | "line";
	readonly words: string;
}

const KIND_TAGS: Record<NoteKind, NoteTag | null> = {
	note: null,
	strength: { tone: "ok", words: "+ strength" },
	concern: { tone: "warn", words: "− concern" },
	question: { tone: "line", words: "? open" },
	timing: { tone: "info", words: "time" },
	quote: { tone: "line", words: "“ quote" },
};

const ORIGIN_WORDS: Record<Origin, string | null> = {
	unprompted: null,
	probed: "probed",
	hint1: "after hint 1",
	hint2: "after hint 2",
	hint3: "after hint 3",
};

/** What a note says of itself beside its words: kind, a sign that the kind does not say, how much help it took. */
export function noteTags({ kind, sign, origin }: Pick<Note, "kind" | "sign" | "origin">): NoteTag[] {
	const kindTag = KIND_TAGS[kind];
	const isSaid = kind === "strength" || kind === "concern";
	const signTag: NoteTag | null =
		isSaid || sign === "neutral"
			? null
			: sign === "plus"
				? { tone: "ok", words: "+ good" }
				: { tone: "warn", words: "− bad" };
	const origins = ORIGIN_WORDS[origin];
	return [kindTag, signTag, origins === null ? null : { tone: "line" as const, words: origins }].filter(
		(tag) => tag !== null,
	);
}

/** "3 shapes", or null where nothing was touched. */
export function shapesWords(shapes: readonly string[]): string | null {
	if (shapes.length === 0) return null;
	return shapes.length === 1 ? "1 shape" : `${shapes.length} shapes`;
}

/** "Nudge shown" */
export function hintShownWords(level: HintLevel): string {
	return `${HINT_WORDS[level]} shown`;
}
