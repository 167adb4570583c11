// What somebody looks for, in the address of the page, so that a link finds the same. What is no filter of ours is left out.
import { LEVELS } from "#core/framework.ts";
import { MAX_PACK_ID_CHARS } from "#core/limits.ts";
import { DIFFICULTIES } from "#core/question.ts";
import { FILTER_GROUPS, PRACTISED, type QuestionFilter } from "#core/question-filter.ts";

/** Nobody searches for more; it stands in an address. */
export const MAX_SEARCH_CHARS = 100;
const MAX_FAMILIES = 20;

export function readFilter(address: URLSearchParams): QuestionFilter {
	const isFamily = (value: string) => /^[a-z0-9-]+$/.test(value) && value.length <= MAX_PACK_ID_CHARS;
	return {
		text: (address.get("q") ?? "").slice(0, MAX_SEARCH_CHARS),
		family: [...new Set(address.getAll("family").filter(isFamily))].slice(0, MAX_FAMILIES),
		difficulty: among(DIFFICULTIES, address.getAll("difficulty")),
		level: among(LEVELS, address.getAll("level")),
		practised: among(PRACTISED, address.getAll("practised")),
	};
}

/** "?q=clicks&family=ads", or "" when everything is shown. */
export function filterAddress(filter: QuestionFilter): string {
	const address = new URLSearchParams();
	if (filter.text.trim() !== "") address.set("q", filter.text.trim());
	for (const group of FILTER_GROUPS) for (const value of filter[group]) address.append(group, value);
	const text = address.toString();
	return text === "" ? "" : `?${text}`;
}

/** Of our values those that are given, in our order. */
function among<Value extends string>(values: readonly Value[], given: readonly string[]): Value[] {
	return values.filter((value) => given.includes(value));
}

/** What a page of Next is given of its address. */
export function toAddress(given: Readonly<Record<string, string | string[] | undefined>>): URLSearchParams {
	return new URLSearchParams(
		Object.entries(given).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
	);
}
