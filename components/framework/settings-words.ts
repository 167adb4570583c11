// How an interview runs, in words: what it looks at most, in which order, with or without the guiding questions. Nothing here tells of
// the question that is asked. Values in, words out.
import type { Order } from "#core/framework.ts";
import type { Focus } from "#core/rubric.ts";
import type { Settings } from "#core/session.ts";

export const FOCUS_WORDS: Record<Focus, string> = {
	modelling: "Modelling",
	systems: "Systems",
	product: "Product",
	genai: "Generative AI",
};

export const ORDER_WORDS: Record<Order, string> = { book: "Steps 1 to 7", "metrics-first": "Metrics first" };

/** What the order means for who walks it. */
export const ORDER_MEANING: Record<Order, string> = {
	book: "The steps one after the other.",
	"metrics-first":
		"Metrics and a rough sketch come before the data, two minutes each; the rest of both in its usual place.",
};

export function promptsWords(prompts: boolean): string {
	return prompts ? "Shown" : "Closed book";
}

/** All of it, for a list of facts. */
export function settingsFacts({ focus, order, prompts }: Settings): { name: string; words: string }[] {
	return [
		{ name: "Focus", words: focus === null ? "None" : FOCUS_WORDS[focus] },
		{ name: "Order", words: ORDER_WORDS[order] },
		{ name: "Guiding questions", words: promptsWords(prompts) },
	];
}

/** "Focus: systems. Metrics first. Closed book." What is not as usual, in a line; null where everything is. */
export function settingsLine({ focus, order, prompts }: Settings): string | null {
	const parts = [
		focus === null ? null : `Focus: ${focus === "genai" ? FOCUS_WORDS.genai : FOCUS_WORDS[focus].toLowerCase()}.`,
		order === "book" ? null : "Metrics first.",
		prompts ? null : "Closed book.",
	].filter((part) => part !== null);
	return parts.length === 0 ? null : parts.join(" ");
}
