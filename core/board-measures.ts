// What a board tells about a way of working, from its components and their times: whether the system is more than its
// model, whether a baseline came first, whether the why came before the how, whether numbers were used. Hints for a
// conversation after the interview, no scores. All times are ms since the session was created.
import type { Component } from "./board-components.ts";
import { figuresIn, isSameFigure } from "./figures.ts";
import type { NodeKind } from "./pack-parts.ts";

const MODELS: readonly (NodeKind | null)[] = ["model_classic", "model_neural", "model_llm", "ranker", "reranker"];
const HEAVY: readonly (NodeKind | null)[] = ["model_neural", "model_llm"];

/** A finished board has at least half of its components outside of the models and rankers. */
export const SYSTEM_SHARE_AIM = 0.5;

/** Components that are no model or ranker, and all; the share of the first, null on a board without components. */
export function systemShare(components: readonly Component[]): { outside: number; all: number; share: number | null } {
	const outside = components.filter(({ kind }) => !MODELS.includes(kind)).length;
	const all = components.length;
	return { outside, all, share: all === 0 ? null : outside / all };
}

function firstAt(components: readonly Component[]): number | null {
	return components.length === 0 ? null : Math.min(...components.map(({ at }) => at));
}

/** @returns whether `first` happened before `then`; a thing that never happened comes after all that did. Null: neither did */
function precedes(first: number | null, then: number | null): boolean | null {
	if (first === null && then === null) return null;
	return (first ?? Number.POSITIVE_INFINITY) < (then ?? Number.POSITIVE_INFINITY);
}

/**
 * Whether something simple was put on the board before a neural model or an LLM.
 * @param baselineNoteAt of the first note that speaks of a baseline, null without one
 * @returns null when neither was drawn
 */
export function baselineFirst(components: readonly Component[], baselineNoteAt: number | null = null): boolean | null {
	const classicAt = firstAt(components.filter(({ kind }) => kind === "model_classic"));
	const baselines = [classicAt, baselineNoteAt].filter((at) => at !== null);
	const baselineAt = baselines.length === 0 ? null : Math.min(...baselines);
	return precedes(baselineAt, firstAt(components.filter(({ kind }) => HEAVY.includes(kind))));
}

/**
 * Whether a goal or a measure of success was written down before anything was designed.
 * @param firstGoalAt when the first goal or metric (the prompt clarify.2) was ticked, null if never
 * @param firstComponentAt when the first component was drawn, null if never
 * @returns null when neither happened
 */
export function whyBeforeHow(firstGoalAt: number | null, firstComponentAt: number | null): boolean | null {
	return precedes(firstGoalAt, firstComponentAt);
}

/** @returns ms from the start to the first component, 0 if it stood there before; null without components */
export function timeToFirstComponent(components: readonly Component[], startedAt: number): number | null {
	const first = firstAt(components);
	return first === null ? null : Math.max(0, first - startedAt);
}

export interface NumbersUsed {
	/** different figures in the box of numbers */
	readonly written: number;
	readonly used: number;
	/** used / written; null when none was written */
	readonly share: number | null;
	/** as they were written */
	readonly unused: string[];
}

/**
 * Which of the numbers that were agreed at the beginning come back later, on arrows and boxes.
 * "200 ms" comes back as "0.2 s", "20k" as "20,000 requests/s".
 * @param numbersText the box of numbers
 * @param laterTexts labels that were written afterwards, without the box itself
 */
export function numbersUsed(numbersText: string, laterTexts: readonly string[]): NumbersUsed {
	const figures = figuresIn(numbersText);
	const written = figures.filter(
		(figure, index) => figures.findIndex((earlier) => isSameFigure(earlier, figure)) === index,
	);
	const later = laterTexts.flatMap(figuresIn);
	const unused = written.filter((figure) => !later.some((other) => isSameFigure(figure, other)));
	const used = written.length - unused.length;
	return {
		written: written.length,
		used,
		share: written.length === 0 ? null : used / written.length,
		unused: unused.map(({ text }) => text),
	};
}
