// How one helper for estimates is defined: what goes in, in which units and bounds, the sum, and the sum in signs to be shown.
// `helper` ties the three together, so that a sum reads its inputs by name and type. Knows no helper.
import { shownInput, type Unit } from "./estimate-shown.ts";

export type Quantities = Readonly<Record<string, number | readonly number[]>>;

interface Bounds {
	readonly min?: number;
	readonly max?: number;
	/** more than this, and not this */
	readonly above?: number;
	/** less than this, and not this */
	readonly below?: number;
}
export interface Input extends Bounds {
	readonly unit: Unit;
	/** one or more numbers, each within the bounds */
	readonly list?: true;
	readonly default?: number;
}
type Inputs = Readonly<Record<string, Input>>;
type Given<I extends Inputs> = { readonly [K in keyof I]: I[K] extends { list: true } ? readonly number[] : number };

export interface Helper {
	/** what it works out, in words that a person reads */
	readonly title: string;
	readonly inputs: Inputs;
	readonly unit: Unit;
	/** The exact value in `unit`. Inputs are within their bounds; those with a default may be left out. */
	compute(inputs: Quantities): number;
	/** The sum with its inputs filled in, without its result: "500M × 4 / 86,400 s/day". */
	working(inputs: Quantities): string;
	/** Why inputs that are well each do not go together, or null. */
	disagreement(inputs: Quantities): string | null;
}

interface Definition<I extends Inputs> {
	readonly title: string;
	readonly inputs: I;
	readonly unit: Unit;
	readonly compute: (given: Given<I>) => number;
	/** The sum in signs, each input as its name in braces: "{qps} × {peak_factor}". */
	readonly signs: string | ((given: Given<I>) => string);
	/** what stands between the numbers of a list in the signs */
	readonly joint?: string;
	readonly disagreement?: (given: Given<I>) => string | null;
}

/** Throws when inputs are missing or of the wrong shape: estimate() has refused those. */
export function helper<const I extends Inputs>(definition: Definition<I>): Helper {
	const { title, inputs, unit, compute, signs, joint = ", ", disagreement } = definition;
	const read = (given: Quantities): Given<I> => {
		const whole = withDefaults(inputs, given);
		if (!answers(inputs, whole)) throw new Error(`The inputs of "${title}" were not checked`);
		return whole;
	};
	return {
		title,
		inputs,
		unit,
		compute: (given) => compute(read(given)),
		working: (given) => {
			const whole = withDefaults(inputs, given);
			const written = typeof signs === "string" ? signs : signs(read(given));
			return written.replace(/\{(\w+)\}/g, (_, name: string) => shownValue(inputs[name], whole[name], joint));
		},
		disagreement: (given) => disagreement?.(read(given)) ?? null,
	};
}

function withDefaults(inputs: Inputs, given: Quantities): Quantities {
	const defaults = Object.entries(inputs).flatMap(([name, input]) =>
		input.default === undefined ? [] : [[name, input.default] as const],
	);
	return { ...Object.fromEntries(defaults), ...given };
}

function answers<I extends Inputs>(inputs: I, given: Quantities): given is Quantities & Given<I> {
	return Object.entries(inputs).every(([name, { list }]) =>
		list ? Array.isArray(given[name]) : typeof given[name] === "number",
	);
}

function shownValue(input: Input | undefined, value: Quantities[string] | undefined, joint: string): string {
	if (input === undefined || value === undefined) throw new Error("The signs of a sum name an input that it has not");
	const values = typeof value === "number" ? [value] : value;
	return values.map((each) => shownInput(each, input.unit)).join(joint);
}

/** Nothing or more. */
export function amount<U extends Unit>(unit: U) {
	return { unit, min: 0 } as const;
}

/** More than nothing: what a sum divides by. */
export function positive<U extends Unit>(unit: U) {
	return { unit, above: 0 } as const;
}

export const anyShare = { unit: "share", min: 0, max: 1 } as const;
/** A share that a sum divides by. */
export const someShare = { unit: "share", above: 0, max: 1 } as const;

/** Up to a whole number. What floating point adds to a whole one is not another machine: 3.0000000000000004 stays 3. */
export function roundUp(value: number): number {
	return Math.ceil(value * (1 - 1e-12));
}
