// The words of a report, in one place: page, printed page and downloads say the same. Values of the domain in, plain words out. What a
// candidate reads is neutral: how ready she is for the level she aims at, never whether somebody would take her.
import { formatClock } from "./clock-words.ts";
import { bandOf, type CoverageBand } from "./coverage.ts";
import type { Level } from "./framework.ts";
import type { Moment } from "./moments.ts";
import { replayAddress } from "./replay-address.ts";
import type { FullReport } from "./report.ts";
import type { StepReport } from "./report-coverage.ts";
import type { Answer, Confidence, GivenScore, ItemKind } from "./review.ts";
import type { Focus, Outcome } from "./rubric.ts";

export const OUTCOME_NAMES: Record<Outcome, string> = {
	ready: "Ready",
	"ready-with-gaps": "Ready with gaps",
	"not-yet": "Not yet",
	"start-with-basics": "Start with basics",
	"not-enough-seen": "Not enough seen",
};
/** From the least to the best: how the scale is drawn. "Not enough seen" stands beside it. */
export const OUTCOME_SCALE = ["start-with-basics", "not-yet", "ready-with-gaps", "ready"] as const satisfies Outcome[];

export const ITEM_NAMES: Record<ItemKind, string> = {
	keep: "Keep",
	change: "Change",
	drill: "One drill",
	best: "Best moment",
	redo: "To do again",
};
export const ANSWER_NAMES: Record<Answer, string> = { accept: "Accept", unclear: "Unclear", disagree: "Disagree" };
export const FOCUS_NAMES: Record<Focus, string> = {
	modelling: "modelling",
	systems: "systems",
	product: "product",
	genai: "generative AI",
};
export const CONFIDENCE_WORDS: Record<Confidence, string> = {
	low: "not very sure of these scores",
	medium: "fairly sure of these scores",
	high: "sure of these scores",
};
export const HINT_NAMES = ["Nudge", "Hint", "Reveal"] as const;
const LEVEL_NAMES: Record<Level, string> = { mid: "mid", senior: "senior", staff: "staff" };

/** "Target level senior, focus on systems" */
export function aimWords({ session, focus }: Pick<FullReport, "session" | "focus">): string {
	const level = `Target level ${LEVEL_NAMES[session.level]}`;
	return focus === null || !isFocus(focus) ? level : `${level}, focus on ${FOCUS_NAMES[focus]}`;
}

function isFocus(focus: string): focus is Focus {
	return Object.hasOwn(FOCUS_NAMES, focus);
}

/** "3", "n/o" */
export function scoreWords(score: GivenScore | null): string {
	if (score === null) return "–";
	return score === "not-observed" ? "n/o" : String(score);
}

/** "70%" */
export function percent(share: number): string {
	return `${Math.round(100 * share)}%`;
}

export function count(number: number, one: string, many = `${one}s`): string {
	return `${number} ${number === 1 ? one : many}`;
}

/** "Priya", "Priya and Mei", "Priya, Mei and Ana" */
export function listed(names: readonly string[]): string {
	if (names.length < 2) return names.join("");
	return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Where a moment lies in the replay: seconds of its clock. */
export function secondOf(at: number, { startedAt }: Pick<FullReport, "startedAt">): number {
	return Math.floor((at - startedAt) / 1_000);
}

/** "14:02" */
export function clockAt(at: number, report: Pick<FullReport, "startedAt">): string {
	return formatClock(secondOf(at, report) * 1_000);
}

/** The path of the replay at a moment, with its shapes in view. */
export function momentPath(moment: Pick<Moment, "at" | "shapes">, report: FullReport): string {
	return replayAddress(report.session.id, { second: secondOf(moment.at, report), shapes: moment.shapes });
}

/** Over its plan by at least this share, and not yet overrun. */
const OVER_SHARE = 1.25;

/** "overrun", "over", "starved"; null: near its plan */
export function timeWords({ time, activeMs, plannedMs }: StepReport): "overrun" | "over" | "starved" | null {
	if (time !== null) return time;
	return plannedMs > 0 && activeMs >= OVER_SHARE * plannedMs ? "over" : null;
}

export interface Figure {
	readonly name: string;
	readonly value: string;
	readonly words: string;
}

/** The figures at the head of a report; one that could not be counted says why. */
export function figuresOf(
	report: FullReport,
	outside: { outside: number; all: number; share: number | null } | null,
): Figure[] {
	const { coverage, unprompted, balance, hints } = report;
	const shown = hints.length === 0 ? "no hint shown" : `${count(hints.length, "hint")} shown`;
	const band: CoverageBand | null = coverage === null ? null : bandOf(coverage);
	return [
		coverage === null
			? { name: "Coverage", value: "–", words: "nothing was marked" }
			: { name: "Coverage", value: percent(coverage), words: `${band}; 60 to 75% is strong` },
		unprompted === null
			? { name: "Unprompted", value: "–", words: `nothing was credited; ${shown}` }
			: { name: "Unprompted", value: percent(unprompted), words: shown },
		balance === null
			? { name: "Time balance", value: "–", words: "no time was spent in the steps" }
			: { name: "Time balance", value: balance.toFixed(2), words: "1 is the plan" },
		...(outside === null ? [] : [outsideFigure(outside)]),
	];
}

function outsideFigure({ outside, all, share }: { outside: number; all: number; share: number | null }): Figure {
	if (share === null) return { name: "Outside the model", value: "–", words: "no connected boxes on the board" };
	return {
		name: "Outside the model",
		value: percent(share),
		words: `${outside} of ${count(all, "box", "boxes")}; half or more is good`,
	};
}
