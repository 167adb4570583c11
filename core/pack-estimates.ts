// The estimates of a question pack, worked out again: what goes in is written there or stands under `numbers`, and what the author says
// comes out must be what the helper (core/estimate.ts) says. In: values as an author wrote them, which may be anything; what
// cannot be read is left to the schema. Out: each disagreement with its place, or the estimate with its working, to be shown.
import { estimate, HELPER_NAMES, type HelperName } from "./estimate.ts";
import { shownQuantity } from "./estimate-shown.ts";
import { type Disagreement, fieldOf } from "./pack-agreement.ts";
import type { PackEstimate } from "./pack-parts.ts";

/** People round: "about 23,000" for 23,148. */
const ROUNDED_OFF = 0.05;

type Quantities = Readonly<Record<string, number | readonly number[]>>;

/** [Q11] Estimates whose result is not what their helper gives, or that name what is not there. */
export function estimateDisagreements(pack: unknown): Disagreement[] {
	const [estimates, numbers] = [fieldOf(pack, "estimates"), fieldOf(pack, "numbers")];
	if (!Array.isArray(estimates)) return [];
	return estimates.flatMap((each: unknown, index) =>
		ofOne(each, numbers).map(({ path, message }) => ({ path: ["estimates", index, ...path], message })),
	);
}

function ofOne(each: unknown, numbers: unknown): Disagreement[] {
	const helper = fieldOf(each, "helper");
	if (!isHelper(helper)) return [];
	const read = readInputs(fieldOf(each, "inputs"), numbers);
	if (read.problems.length > 0 || !read.whole) return read.problems;
	const worked = estimate(helper, read.inputs);
	if ("problem" in worked) {
		return [{ path: worked.input === null ? ["inputs"] : ["inputs", worked.input], message: worked.problem }];
	}
	const result = fieldOf(each, "result");
	const said = typeof result === "string" ? fieldOf(numbers, result) : result;
	if (typeof result === "string" && typeof said !== "number") return [missing(["result"], result)];
	if (typeof said !== "number" || isRounded(said, worked.value)) return [];
	const shown = shownQuantity(worked.value, worked.unit);
	return [{ path: ["result"], message: `is ${said}, ${helper} gives ${worked.value} (${shown})` }];
}

function isHelper(value: unknown): value is HelperName {
	return HELPER_NAMES.some((name) => name === value);
}

function isRounded(said: number, exact: number): boolean {
	return Math.abs(said - exact) <= ROUNDED_OFF * Math.abs(exact);
}

function missing(path: (string | number)[], name: string): Disagreement {
	return { path, message: `no number is called "${name.slice(0, 60)}"` };
}

function readInputs(
	inputs: unknown,
	numbers: unknown,
): { inputs: Quantities; whole: boolean; problems: Disagreement[] } {
	const problems: Disagreement[] = [];
	let whole = true;
	const quantity = (value: unknown, path: (string | number)[]): number => {
		const found = typeof value === "string" ? fieldOf(numbers, value) : value;
		if (typeof found === "number") return found;
		whole = false;
		if (typeof value === "string") problems.push(missing(path, value));
		return Number.NaN;
	};
	const entries = typeof inputs === "object" && inputs !== null ? Object.entries(inputs) : [];
	const read = entries.map(([name, value]: [string, unknown]): [string, number | number[]] => [
		name,
		Array.isArray(value)
			? value.map((item: unknown, index) => quantity(item, ["inputs", name, index]))
			: quantity(value, ["inputs", name]),
	]);
	return { inputs: Object.fromEntries(read), whole, problems };
}

/** An estimate as an interviewer reads it: how one gets there, and what follows. */
export function estimateWords(each: PackEstimate, numbers: unknown): { working: string; result: string } {
	if (!("helper" in each)) return { working: each.working, result: each.result };
	const worked = estimate(each.helper, readInputs(each.inputs, numbers).inputs);
	// a pack was read by its schema, so that this is never seen; a brief without one sum is better than none
	return { working: "problem" in worked ? worked.problem : worked.working, result: each.text };
}
