// What is wrong with a question pack, in words for its author. In: an issue of the schema and what stood in its place. Out: half a
// sentence that follows the name of the place. The schema's own words (core/pack-parts.ts) are kept.
import type * as z from "zod/mini";

const KINDS: Record<string, string> = {
	string: "must be text",
	number: "must be a number",
	int: "must be a whole number",
	array: "must be a list",
	tuple: "must be a list",
	object: "must have fields of its own",
};

/** @param found what the author wrote there; undefined: nothing */
export function packWords(issue: z.core.$ZodIssue, found: unknown): string {
	if (found === undefined) return "is missing";
	if (issue.code === "invalid_type") return `${KINDS[issue.expected] ?? issue.message}${foundWords(found)}`;
	if (issue.code === "invalid_value") {
		const choices = issue.values.map(String);
		return choices.length === 1 ? `must be ${choices[0]}` : `must be one of ${choices.join(", ")}`;
	}
	return issue.message;
}

function foundWords(found: unknown): string {
	if (found === null) return ", not empty";
	if (Array.isArray(found)) return ", not a list";
	if (typeof found === "object") return ", not fields";
	return typeof found === "string" ? ", not text" : `, not ${String(found).slice(0, 40)}`;
}
