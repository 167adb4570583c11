// What the board of an interview tells at its end: measures of its components beside each other, each with what it rests on, and as
// words. In go the records that the replay shows at the end and when each was made. Hints for a conversation, never scores.
import type { TLRecord } from "@tldraw/tlschema";
import { baselineNoteAt, componentsOf } from "./board-components.ts";
import { baselineFirst, systemShare, timeToFirstComponent, whyBeforeHow } from "./board-measures.ts";
import { formatClock } from "./clock-words.ts";
import type { FullReport } from "./report.ts";
import { count } from "./report-words.ts";

export interface BoardMeasures {
	/** components that are no model or ranker, of all */
	readonly outside: { readonly outside: number; readonly all: number; readonly share: number | null };
	/** null: neither a baseline nor a neural model was drawn */
	readonly baselineFirst: boolean | null;
	/** null: neither a goal was marked nor a component drawn */
	readonly whyFirst: boolean | null;
	/** ms from the start to the first component; null without one */
	readonly firstComponentMs: number | null;
}

export function measureBoard(
	records: ReadonlyMap<string, TLRecord>,
	madeAt: (shapeId: string) => number,
	{ goalAt, startedAt }: Pick<FullReport, "goalAt" | "startedAt">,
): BoardMeasures {
	const components = componentsOf(records, madeAt);
	return {
		outside: systemShare(components),
		baselineFirst: baselineFirst(components, baselineNoteAt(records, madeAt)),
		whyFirst: whyBeforeHow(goalAt, components[0]?.at ?? null),
		firstComponentMs: timeToFirstComponent(components, startedAt),
	};
}

export interface MeasureWords {
	readonly name: string;
	readonly value: string;
	readonly words: string;
}

/** The measures as people read them: a value, and beside it what was counted. */
export function measureWords(
	{ outside, baselineFirst: simple, whyFirst, firstComponentMs }: BoardMeasures,
	{ goalAt, startedAt }: Pick<FullReport, "goalAt" | "startedAt">,
): MeasureWords[] {
	const goal = goalAt === null ? "no goal was marked" : `goal marked at ${formatClock(goalAt - startedAt)}`;
	const first = firstComponentMs === null ? "no box was drawn" : `first box at ${formatClock(firstComponentMs)}`;
	return [
		{
			name: "The model is a small box",
			value: outside.share === null ? "–" : `${outside.outside} of ${outside.all}`,
			words:
				outside.share === null
					? "no connected boxes on the board"
					: `${count(outside.all, "box", "boxes")} with an arrow; ${outside.outside} of them no model or ranker, half or more is good`,
		},
		{ name: "Why before how", value: yesNo(whyFirst), words: `${goal}, ${first}` },
		{
			name: "Simple before deep",
			value: yesNo(simple),
			words: simple === null ? "neither a baseline nor a neural model was drawn" : SIMPLE_WORDS[simple ? "yes" : "no"],
		},
		{
			name: "First box",
			value: firstComponentMs === null ? "–" : formatClock(firstComponentMs),
			words: firstComponentMs === null ? "no box was drawn" : "after the start",
		},
	];
}

const SIMPLE_WORDS = {
	yes: "a baseline stood on the board before any neural model",
	no: "a neural model was drawn before any baseline",
};

function yesNo(value: boolean | null): string {
	return value === null ? "–" : value ? "Yes" : "No";
}
