// Estimates that people do on paper, each a helper with a name: requests a second, memory of an index, days of an experiment.
// In: a helper's name and its inputs in base units (B, s, 1/s, shares of 1; names ending in _ms are milliseconds). Out: the exact
// value, its unit and the sum as a line to show; or, in words an author understands, which input is wrong. Only the line rounds.
import { computeHelpers } from "./estimate-compute.ts";
import type { Helper, Input, Quantities } from "./estimate-helper.ts";
import { learningHelpers } from "./estimate-learning.ts";
import { loadHelpers } from "./estimate-load.ts";
import { moneyHelpers } from "./estimate-money.ts";
import { shownQuantity, type Unit } from "./estimate-shown.ts";
import { storageHelpers } from "./estimate-storage.ts";

export const HELPER_NAMES = [
	"qpsAverage",
	"qpsPeak",
	"eventsPerSecond",
	"scoresPerSecond",
	"concurrency",
	"averageInStock",
	"replicas",
	"workersForJobs",
	"bandwidth",
	"latencySequential",
	"latencyParallel",
	"tailFanout",
	"cacheLatency",
	"cacheOriginQps",
	"staleness",
	"logStoragePerDay",
	"storageTotal",
	"embeddingTable",
	"vectorIndexFlat",
	"vectorIndexHnsw",
	"vectorIndexIvfPq",
	"hashCollisionShare",
	"dataReadTime",
	"inferenceFlops",
	"computeRate",
	"devicesForCompute",
	"trainingFlops",
	"trainingTime",
	"weightsMemory",
	"kvCachePerToken",
	"kvCacheTotal",
	"decodeTimeLowerBound",
	"llmLatency",
	"trainingRows",
	"recalibrate",
	"normalisedEntropy",
	"flaggedShare",
	"precisionAtBaseRate",
	"funnelRecall",
	"psi",
	"abSampleSize",
	"abSampleSizeProportion",
	"designEffect",
	"abDuration",
	"portion",
	"product",
	"trainingCost",
	"fleetCost",
	"costPerThousandPredictions",
	"labelingCost",
	"expectedValue",
	"ecpm",
] as const;
export type HelperName = (typeof HELPER_NAMES)[number];

export const HELPERS: Readonly<Record<HelperName, Helper>> = {
	...loadHelpers,
	...storageHelpers,
	...computeHelpers,
	...learningHelpers,
	...moneyHelpers,
};

/** `input` is the name of the input that is wrong, or null when it is not one alone. */
export type Estimate =
	| { readonly value: number; readonly unit: Unit; readonly working: string }
	| { readonly problem: string; readonly input: string | null };

/**
 * Works out an estimate. The working ends with the result as shown: "500M × 4 / 86,400 s/day = 23k/s". Inputs may come from a
 * file: missing, unknown, not finite or out of bounds they are refused, the first of them by name.
 */
export function estimate(name: HelperName, inputs: Quantities): Estimate {
	const helper = HELPERS[name];
	const refused = unknownInput(helper, inputs) ?? wrongInput(helper, inputs);
	if (refused !== null) return refused;
	const disagreement = helper.disagreement(inputs);
	if (disagreement !== null) return { problem: disagreement, input: null };
	const value = helper.compute(inputs);
	if (!Number.isFinite(value)) return { problem: "is too large to work out", input: null };
	return { value, unit: helper.unit, working: `${helper.working(inputs)} = ${shownQuantity(value, helper.unit)}` };
}

interface Refused {
	readonly problem: string;
	readonly input: string;
}

function unknownInput(helper: Helper, inputs: Quantities): Refused | null {
	const input = Object.keys(inputs).find((each) => !Object.hasOwn(helper.inputs, each));
	if (input === undefined) return null;
	return { problem: `does not know ${input.slice(0, 60)}, only ${Object.keys(helper.inputs).join(", ")}`, input };
}

function wrongInput(helper: Helper, inputs: Quantities): Refused | null {
	for (const [name, input] of Object.entries(helper.inputs)) {
		const problem = problemOf(name, input, Object.hasOwn(inputs, name) ? inputs[name] : undefined);
		if (problem !== null) return { problem, input: name };
	}
	return null;
}

function problemOf(name: string, input: Input, given: unknown): string | null {
	if (given === undefined) return input.default === undefined ? `needs ${name}` : null;
	if (!input.list) {
		return Array.isArray(given) ? `${name} must be one number, not a list` : problemOfNumber(name, input, given);
	}
	if (!Array.isArray(given)) return `${name} must be a list of numbers`;
	if (given.length === 0) return `${name} needs at least one number`;
	const wrong = given.map((each: unknown) => problemOfNumber(`each of ${name}`, input, each));
	return wrong.find((each) => each !== null) ?? null;
}

function problemOfNumber(name: string, input: Input, given: unknown): string | null {
	if (typeof given !== "number" || !Number.isFinite(given)) return `${name} must be a finite number`;
	const { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity } = input;
	return given >= min && given <= max && given > above && given < below
		? null
		: `${name} must be ${boundsInWords(input)}`;
}

/** "between 0 and 1", "above 0 and at most 1", "at least 0" */
function boundsInWords({ min, max, above, below }: Input): string {
	if (min !== undefined && max !== undefined) return `between ${min} and ${max}`;
	if (above !== undefined && below !== undefined) return `between ${above} and ${below}, and neither of them`;
	const words = [
		min === undefined ? null : `at least ${min}`,
		above === undefined ? null : `above ${above}`,
		max === undefined ? null : `at most ${max}`,
	];
	return words.filter((each) => each !== null).join(" and ");
}
