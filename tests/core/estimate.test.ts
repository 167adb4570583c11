// Estimates as people do them on paper: the worked examples of the helpers, what holds for any inputs, how results are said,
// and what is refused.
import { describe, expect, it } from "vitest";
import { type Estimate, estimate, HELPER_NAMES, HELPERS, type HelperName } from "#core/estimate.ts";
import { shownInput, shownQuantity, type Unit } from "#core/estimate-shown.ts";

type Inputs = Parameters<typeof estimate>[1];
interface Example {
	readonly helper: HelperName;
	readonly inputs: Inputs;
	/** as far as a person would write it down, so that what is worked out may differ in the digit after */
	readonly expected: number;
	readonly unit: Unit;
	readonly result: string;
}

const KIB = 1024;
const GB = 1e9;
const TABLE = { rows: 1e8, dim: 128, bytes_per_value: 4 };
const RARE = { base_rate: 0.001, recall: 0.8, false_positive_rate: 0.01 };

const EXAMPLES: readonly Example[] = [
	eg("qpsAverage", { users: 500e6, requests_per_user_day: 4 }, 23_148, "1/s", "23k/s"),
	eg("qpsPeak", { qps: 23_148 }, 69_444, "1/s", "69k/s"),
	eg("eventsPerSecond", { per_day: 864e6 }, 10_000, "1/s", "10k/s"),
	eg("scoresPerSecond", { qps: 70e3, candidates_scored: 500 }, 35e6, "1/s", "35M/s"),
	eg("concurrency", { qps: 70e3, latency_s: 0.2 }, 14_000, "requests", "14k requests"),
	eg("averageInStock", { arrivals_per_day: 2e6, days_kept: 15 }, 30e6, "count", "30M"),
	eg("replicas", { qps_peak: 70e3, qps_per_replica: 500, utilisation: 0.6 }, 234, "count", "234"),
	eg("workersForJobs", { jobs_per_day: 1e6, seconds_per_job: 2, utilisation: 0.7 }, 34, "count", "34"),
	eg(
		"workersForJobs",
		{ jobs_per_day: 50e3, seconds_per_job: 30, utilisation: 0.8, hours_per_day: 8 },
		66,
		"count",
		"66",
	),
	eg("logStoragePerDay", { events_per_day: 40e9, bytes_per_event: 200 }, 8e12, "B/day", "8 TB/day"),
	eg(
		"storageTotal",
		{ bytes_per_day: 8e12, retention_days: 90, replication: 3, compression_ratio: 4 },
		540e12,
		"B",
		"540 TB",
	),
	eg("bandwidth", { qps: 70e3, payload_bytes: 500e3 }, 35 * GB, "B/s", "35 GB/s"),
	eg("embeddingTable", TABLE, 51.2 * GB, "B", "51 GB"),
	eg("embeddingTable", { ...TABLE, optimizer_states: 2 }, 153.6 * GB, "B", "150 GB"),
	eg("embeddingTable", { ...TABLE, optimizer_states: 1 }, 102.4 * GB, "B", "100 GB"),
	eg("embeddingTable", { ...TABLE, optimizer_bytes_per_row: 4 }, 51.6 * GB, "B", "52 GB"),
	eg("embeddingTable", { ...TABLE, optimizer_states: 2, gradients: 1 }, 204.8 * GB, "B", "200 GB"),
	eg("hashCollisionShare", { ids: 10e6, buckets: 100e6 }, 0.09516, "share", "9.5%"),
	eg("hashCollisionShare", { ids: 500e6, buckets: 100e6 }, 0.99326, "share", "99%"),
	eg("vectorIndexFlat", { vectors: 1e8, dim: 128, bytes_per_value: 4 }, 51.2 * GB, "B", "51 GB"),
	eg("vectorIndexHnsw", { vectors: 1e8, dim: 128, bytes_per_value: 4, links_per_vector: 32 }, 76.8 * GB, "B", "77 GB"),
	eg("vectorIndexIvfPq", { vectors: 1e8, code_bytes: 64, lists: 16_384, dim: 128 }, 7.2084 * GB, "B", "7.2 GB"),
	eg("trainingRows", { positives: 2e9, keep_rate: 0.1, negatives: 38e9 }, 5.8e9, "rows", "5.8B rows"),
	eg("recalibrate", { probability: 0.0917, keep_rate: 0.1 }, 0.01, "probability", "0.01"),
	eg("normalisedEntropy", { log_loss: 0.047, base_rate: 0.01 }, 0.8393, "ratio", "0.84"),
	// the entropy of a base rate of 1 % is 0.0560
	eg("normalisedEntropy", { log_loss: 0.056, base_rate: 0.01 }, 1, "ratio", "1"),
	eg("inferenceFlops", { dense_params: 20e6 }, 40e6, "FLOP", "40 MFLOP"),
	eg("inferenceFlops", { dense_params: 8e9, tokens: 1000 }, 16e12, "FLOP", "16 TFLOP"),
	eg("computeRate", { examples_per_s: 35e6, dense_params: 20e6 }, 1.4e15, "FLOP/s", "1.4 PFLOP/s"),
	eg("devicesForCompute", { flops_per_s: 1.4e15, peak_flops_per_s: 1e15, utilisation: 0.1 }, 14, "count", "14"),
	eg("trainingFlops", { dense_params: 20e6, examples: 5.8e9 }, 6.96e17, "FLOP", "7e17 FLOP"),
	eg("trainingFlops", { dense_params: 8e9, examples: 50e6, epochs: 2 }, 4.8e18, "FLOP", "4.8e18 FLOP"),
	eg(
		"trainingTime",
		{ flops: 7e17, devices: 1, peak_flops_per_s: 1e15, utilisation: 0.06 },
		3.241 * 3600,
		"s",
		"3.2 h",
	),
	eg(
		"trainingTime",
		{ flops: 4.8e18, devices: 1, peak_flops_per_s: 989e12, utilisation: 0.4 },
		3.37 * 3600,
		"s",
		"3.4 h",
	),
	eg("trainingCost", { device_hours: 3.4, price_per_hour: 3 }, 10.2, "currency", "10"),
	eg("fleetCost", { devices: 100, hours: 720, price_per_hour: 2 }, 144_000, "currency", "140k"),
	eg("dataReadTime", { rows: 5.8e9, bytes_per_row: 1000, bytes_per_s: 2 * GB }, 2900, "s", "48 min"),
	eg("weightsMemory", { params: 8e9, bytes_per_param: 2 }, 16 * GB, "B", "16 GB"),
	eg(
		"kvCachePerToken",
		{ layers: 32, kv_heads: 8, head_dim: 128, bytes_per_value: 2 },
		128 * KIB,
		"B/token",
		"130 KB/token",
	),
	eg("kvCacheTotal", { bytes_per_token: 128 * KIB, tokens: 3300, concurrent_sequences: 50 }, 21.63 * GB, "B", "22 GB"),
	eg("decodeTimeLowerBound", { weight_bytes: 16 * GB, bytes_per_s: 3.35e12 }, 4.776e-3, "s/token", "4.8 ms/token"),
	eg("llmLatency", { ttft_s: 0.8, output_tokens: 300, time_per_output_token_s: 0.015 }, 5.285, "s", "5.3 s"),
	eg(
		"costPerThousandPredictions",
		{ price_per_hour: 2, qps_per_replica: 500, utilisation: 0.6 },
		0.001852,
		"currency",
		"0.0019",
	),
	eg("latencySequential", { hops_ms: [20, 15, 40, 10, 30, 50, 15, 20] }, 200, "ms", "200 ms"),
	eg("latencyParallel", { branches_ms: [12, 30, 25] }, 30, "ms", "30 ms"),
	eg("tailFanout", { shards: 100, slow_share: 0.01 }, 0.634, "probability", "0.63"),
	eg("cacheLatency", { hit_ratio: 0.8, hit_ms: 2, miss_ms: 50 }, 11.6, "ms", "12 ms"),
	eg("cacheOriginQps", { qps: 70e3, hit_ratio: 0.8 }, 14_000, "1/s", "14k/s"),
	eg(
		"labelingCost",
		{ items: 100e3, labels_per_item: 3, price_per_label: 0.05, qa_overhead: 0.2 },
		18_000,
		"currency",
		"18k",
	),
	eg(
		"abSampleSizeProportion",
		{ base_rate: 0.01, relative_effect: 0.01 },
		15.84e6,
		"units per arm",
		"16M units per arm",
	),
	eg("abSampleSize", { variance: 0.0099, smallest_effect: 0.0001 }, 15.84e6, "units per arm", "16M units per arm"),
	eg("designEffect", { units_per_user: 25, icc: 0.04 }, 1.96, "factor", "2"),
	eg(
		"abDuration",
		{ arms: 2, units_per_arm: 15.8e6, design_effect: 2, eligible_per_day: 5e9, share: 0.02 },
		14,
		"days",
		"14 days",
	),
	eg(
		"staleness",
		{ ingest_interval_s: 900, pipeline_s: 600, training_s: 1800, validation_s: 300, rollout_s: 900 },
		4500,
		"s",
		"75 min",
	),
	eg("funnelRecall", { stage_recalls: [0.9, 0.95] }, 0.855, "share", "86%"),
	eg("expectedValue", { bid: 0.5, p_click: 0.02 }, 0.01, "currency", "0.01"),
	eg("expectedValue", { bid: 20, p_click: 0.02, p_conversion: 0.05 }, 0.02, "currency", "0.02"),
	eg("ecpm", { value: 0.01 }, 10, "currency per 1,000", "10 per 1,000"),
	// (0.6 − 0.5) ln (0.6 / 0.5) + (0.4 − 0.5) ln (0.4 / 0.5): stable
	eg("psi", { actual_shares: [0.6, 0.4], expected_shares: [0.5, 0.5] }, 0.04055, "index", "0.041"),
	// shifted; the empty bin counts as 0.0001
	eg("psi", { actual_shares: [1, 0], expected_shares: [0.9, 0.1] }, 0.7007, "index", "0.7"),
	eg("flaggedShare", RARE, 0.01079, "share", "1.1%"),
	eg("precisionAtBaseRate", RARE, 0.07414, "share", "7.4%"),
	eg("portion", { total: 40e9, share: 0.05 }, 2e9, "number", "2B"),
	eg("product", { factors: [3, 4, 0.5] }, 6, "number", "6"),
];

function eg(helper: HelperName, inputs: Inputs, expected: number, unit: Unit, result: string): Example {
	return { helper, inputs, expected, unit, result };
}

function exact(helper: HelperName, inputs: Inputs): number {
	return worked(estimate(helper, inputs)).value;
}

function worked(answer: Estimate) {
	if ("problem" in answer) throw new Error(answer.problem);
	return answer;
}

function workingOf(helper: HelperName, inputs: Inputs): string {
	return worked(estimate(helper, inputs)).working;
}

describe("a helper", () => {
	it.each(EXAMPLES)("$helper gives $result for its worked example", ({ helper, inputs, expected, unit, result }) => {
		const answer = worked(estimate(helper, inputs));
		expect(Math.abs(answer.value / expected - 1)).toBeLessThan(0.001);
		expect(answer.unit).toBe(unit);
		expect(answer.working.endsWith(` = ${result}`)).toBe(true);
		expect(answer.working).not.toMatch(/[{}]|NaN|undefined/);
	});

	it("is defined for each name, under no other, and each has a worked example", () => {
		expect(Object.keys(HELPERS).toSorted()).toEqual([...HELPER_NAMES].toSorted());
		expect([...new Set(EXAMPLES.map(({ helper }) => helper))].toSorted()).toEqual([...HELPER_NAMES].toSorted());
		expect(new Set(HELPER_NAMES.map((name) => HELPERS[name].title)).size).toBe(HELPER_NAMES.length);
	});

	it("shows every input that was given in its working", () => {
		for (const { helper, inputs } of EXAMPLES) {
			const working = HELPERS[helper].working(inputs);
			for (const [name, value] of Object.entries(inputs)) {
				const unit = HELPERS[helper].inputs[name]!.unit;
				for (const each of [value].flat()) expect(working, `${helper} ${name}`).toContain(shownInput(each, unit));
			}
		}
	});

	it("does not round its value", () => {
		expect(exact("qpsAverage", { users: 1, requests_per_user_day: 1 })).toBe(1 / 86_400);
		expect(exact("latencySequential", { hops_ms: [0.25, 1.5] })).toBe(1.75);
		expect(exact("kvCachePerToken", { layers: 32, kv_heads: 8, head_dim: 128, bytes_per_value: 2 })).toBe(131_072);
	});

	it("takes a default for what may be left out, and what is given instead of it", () => {
		expect(exact("qpsPeak", { qps: 100 })).toBe(300);
		expect(exact("qpsPeak", { qps: 100, peak_factor: 5 })).toBe(500);
		expect(HELPERS.qpsPeak.compute({ qps: 100 })).toBe(300);
		expect(HELPERS.qpsPeak.working({ qps: 100 })).toBe("100/s × 3");
	});

	it("throws when it is used on inputs that nobody checked", () => {
		expect(() => HELPERS.bandwidth.compute({ qps: 1 })).toThrow("were not checked");
		expect(() => HELPERS.latencyParallel.compute({ branches_ms: 3 })).toThrow("were not checked");
		expect(() => HELPERS.bandwidth.working({ qps: 1 })).toThrow();
	});
});

describe("what is counted in whole things", () => {
	it("is rounded up", () => {
		const servers = (qps_peak: number) => exact("replicas", { qps_peak, qps_per_replica: 100, utilisation: 0.5 });
		expect([0, 1, 50, 51, 100, 101].map(servers)).toEqual([0, 1, 1, 2, 2, 3]);
		const devices = (flops_per_s: number) =>
			exact("devicesForCompute", { flops_per_s, peak_flops_per_s: 1e15, utilisation: 0.1 });
		expect([1e14, 1.01e14].map(devices)).toEqual([1, 2]);
	});

	it("is not one more for what floating point adds", () => {
		expect(1470 / (700 * 0.7)).toBeGreaterThan(3);
		expect(exact("replicas", { qps_peak: 1470, qps_per_replica: 700, utilisation: 0.7 })).toBe(3);
	});

	it("an experiment lasts whole weeks, and at least two of them unless its author says so", () => {
		const days = (units_per_arm: number, more: Inputs = {}) =>
			exact("abDuration", { arms: 2, units_per_arm, eligible_per_day: 1000, share: 0.5, ...more });
		expect([0, 3500, 3501, 5250, 5251].map((units) => days(units))).toEqual([14, 14, 21, 21, 28]);
		expect(days(0, { min_days: 15 })).toBe(21);
		expect(days(1, { min_days: 0 })).toBe(7);
		expect(days(3500, { design_effect: 2 })).toBe(28);
	});
});

describe("what holds for any inputs", () => {
	const numbers = (helper: HelperName, inputs: Inputs, name: string, values: readonly number[]) =>
		values.map((value) => exact(helper, { ...inputs, [name]: value }));
	const rises = (values: readonly number[]) => values.every((each, index) => index === 0 || each > values[index - 1]!);

	it("more load needs more, and a fuller machine fewer", () => {
		const fleet = { qps_peak: 70e3, qps_per_replica: 500, utilisation: 0.6 };
		expect(rises(numbers("replicas", fleet, "qps_peak", [1e3, 1e4, 1e5]))).toBe(true);
		expect(rises(numbers("replicas", fleet, "utilisation", [1, 0.7, 0.5, 0.1]))).toBe(true);
		expect(rises(numbers("concurrency", { qps: 100, latency_s: 0 }, "latency_s", [0, 0.1, 2]))).toBe(true);
	});

	it("a smaller effect takes more units, by its square", () => {
		const [wide, narrow] = [0.02, 0.01].map((relative_effect) =>
			exact("abSampleSizeProportion", { base_rate: 0.01, relative_effect }),
		);
		expect(narrow).toBeCloseTo(4 * wide!, 3);
	});

	it("a graph takes more than flat vectors, codes less", () => {
		const [flat, graph, codes] = [
			exact("vectorIndexFlat", { vectors: 1e6, dim: 64, bytes_per_value: 4 }),
			exact("vectorIndexHnsw", { vectors: 1e6, dim: 64, bytes_per_value: 4, links_per_vector: 16 }),
			exact("vectorIndexIvfPq", { vectors: 1e6, dim: 64, code_bytes: 16, lists: 1000 }),
		];
		expect(graph).toBeGreaterThan(flat);
		expect(codes).toBeLessThan(flat);
	});

	it("recalibration undoes sampling: a rate that was sampled comes back", () => {
		for (const rate of [0, 0.001, 0.01, 0.5, 1]) {
			for (const keep_rate of [0.01, 0.1, 1]) {
				const sampled = rate / (rate + (1 - rate) * keep_rate);
				expect(exact("recalibrate", { probability: sampled, keep_rate })).toBeCloseTo(rate, 12);
			}
		}
	});

	it("shares and probabilities stay between 0 and 1, at the ends too", () => {
		expect(numbers("hashCollisionShare", { ids: 0, buckets: 100 }, "ids", [0, 1e12])).toEqual([0, 1]);
		expect(numbers("tailFanout", { shards: 100, slow_share: 0 }, "slow_share", [0, 1])).toEqual([0, 1]);
		expect(numbers("tailFanout", { shards: 0, slow_share: 0.5 }, "shards", [0, 1])).toEqual([0, 0.5]);
		expect(exact("precisionAtBaseRate", { base_rate: 0.3, recall: 0.9, false_positive_rate: 0 })).toBe(1);
		// who flags everything finds the base rate
		expect(exact("precisionAtBaseRate", { base_rate: 0.3, recall: 1, false_positive_rate: 1 })).toBeCloseTo(0.3, 12);
	});

	it("the population stability index is 0 for equal shares and the same both ways", () => {
		const [a, b] = [
			[0.2, 0.3, 0.5],
			[0.1, 0.4, 0.5],
		] as const;
		expect(exact("psi", { actual_shares: a, expected_shares: a })).toBe(0);
		const index = exact("psi", { actual_shares: a, expected_shares: b });
		expect(index).toBeGreaterThan(0);
		expect(exact("psi", { actual_shares: b, expected_shares: a })).toBeCloseTo(index, 12);
	});

	it("one user's one unit has no design effect, and one list item is its own sum, product and maximum", () => {
		expect(exact("designEffect", { units_per_user: 1, icc: 0.5 })).toBe(1);
		expect(exact("latencySequential", { hops_ms: [7] })).toBe(7);
		expect(exact("latencyParallel", { branches_ms: [7] })).toBe(7);
		expect(exact("product", { factors: [7] })).toBe(7);
	});

	it("nothing is changed in the inputs", () => {
		for (const { helper, inputs } of EXAMPLES) {
			const before = JSON.stringify(inputs);
			estimate(helper, inputs);
			expect(JSON.stringify(inputs)).toBe(before);
		}
	});
});

describe("the working", () => {
	it("is the sum as one writes it on paper, with its result", () => {
		expect(workingOf("qpsAverage", { users: 500e6, requests_per_user_day: 4 })).toBe("500M × 4 / 86,400 s/day = 23k/s");
		expect(workingOf("replicas", { qps_peak: 70e3, qps_per_replica: 500, utilisation: 0.6 })).toBe(
			"70k/s / (500/s × 60%), rounded up = 234",
		);
		expect(workingOf("latencySequential", { hops_ms: [20, 15, 170] })).toBe("20 ms + 15 ms + 170 ms = 205 ms");
		expect(workingOf("latencyParallel", { branches_ms: [12, 30] })).toBe("longest of 12 ms, 30 ms = 30 ms");
		expect(workingOf("funnelRecall", { stage_recalls: [0.9, 0.95] })).toBe("90% × 95% = 86%");
	});

	it("leaves out what a default leaves out", () => {
		expect(workingOf("embeddingTable", TABLE)).toBe("100M × 128 × 4 B = 51 GB");
		expect(
			workingOf("embeddingTable", { ...TABLE, optimizer_states: 2, gradients: 1, optimizer_bytes_per_row: 4 }),
		).toBe("100M × 128 × 4 B × (1 + 2 + 1) + 100M × 4 B = 210 GB");
		expect(workingOf("inferenceFlops", { dense_params: 20e6 })).toBe("2 × 20M = 40 MFLOP");
		expect(workingOf("trainingFlops", { dense_params: 20e6, examples: 5.8e9 })).toBe("6 × 20M × 5.8B = 7e17 FLOP");
		expect(workingOf("expectedValue", { bid: 0.5, p_click: 0.02 })).toBe("0.5 × 2% = 0.01");
		expect(workingOf("abDuration", { arms: 2, units_per_arm: 35e3, eligible_per_day: 1e4, share: 0.5 })).toBe(
			"2 × 35,000 / (10k/day × 50%), at least 14 days, in whole weeks = 14 days",
		);
	});
});

describe("a quantity as it is said", () => {
	it.each<[number, Unit, string]>([
		[0, "1/s", "0/s"],
		[0.5, "1/s", "0.5/s"],
		[9949, "1/s", "9,900/s"],
		[9960, "1/s", "10k/s"],
		[999_999, "1/s", "1M/s"],
		[2.34e12, "1/s", "2.3T/s"],
		[6e15, "number", "6e15"],
		[-0.0123, "number", "-0.012"],
		[1234, "count", "1,234"],
		[234_567, "count", "234,567"],
		[30_123_456, "count", "30M"],
		[12.345, "count", "12"],
		[999, "B", "1 KB"],
		[0.5, "B", "0.5 B"],
		[2 ** 30, "B", "1.1 GB"],
		[2.5e18, "B", "2.5 EB"],
		[1e-7, "s", "100 ns"],
		[3.3e-5, "s", "33 µs"],
		[0, "s", "0 s"],
		[90, "s", "90 s"],
		[11_667, "s", "3.2 h"],
		[172_800, "s", "2 days"],
		[1, "days", "1 day"],
		[105, "days", "105 days"],
		[0.634, "days", "0.63 days"],
		[0, "ms", "0 ms"],
		[1250, "ms", "1,250 ms"],
		[11.6, "ms", "12 ms"],
		[15_000, "ms", "15 s"],
		[0.25, "ms", "250 µs"],
		[1, "share", "100%"],
		[0, "share", "0%"],
		[0.0001, "share", "0.01%"],
		[0.996, "share", "99.6%"],
		[0.99995, "share", "99.995%"],
		[1.5, "share", "150%"],
		[2, "currency/h", "2/h"],
		[720, "h", "720 h"],
		[5e14, "FLOP", "500 TFLOP"],
		[989e12, "FLOP/s", "990 TFLOP/s"],
	])("%d in %s is said as %s", (value, unit, words) => {
		expect(shownQuantity(value, unit)).toBe(words);
	});

	it("keeps four figures inside a sum, so that it can be followed", () => {
		expect([shownInput(23_148.1, "1/s"), shownInput(989e12, "FLOP/s"), shownInput(131_072, "B")]).toEqual([
			"23.15k/s",
			"989 TFLOP/s",
			"131.1 KB",
		]);
	});
});

describe("inputs that are refused", () => {
	const replicas = { qps_peak: 70e3, qps_per_replica: 500, utilisation: 0.6 };

	it.each<[string, HelperName, Inputs, string, string | null]>([
		["a missing one", "qpsAverage", { requests_per_user_day: 4 }, "needs users", "users"],
		[
			"an unknown one",
			"qpsAverage",
			{ userz: 1, users: 1, requests_per_user_day: 4 },
			"does not know userz, only users, requests_per_user_day",
			"userz",
		],
		["one called like what objects inherit", "ecpm", { toString: 1 }, "does not know toString, only value", "toString"],
		["no number", "ecpm", { value: Number.NaN }, "value must be a finite number", "value"],
		["an infinite one", "ecpm", { value: Infinity }, "value must be a finite number", "value"],
		["a negative amount", "ecpm", { value: -1 }, "value must be at least 0", "value"],
		["a list for a number", "ecpm", { value: [1] }, "value must be one number, not a list", "value"],
		["a number for a list", "product", { factors: 3 }, "factors must be a list of numbers", "factors"],
		["an empty list", "product", { factors: [] }, "factors needs at least one number", "factors"],
		["a missing list", "product", {}, "needs factors", "factors"],
		[
			"no number in a list",
			"product",
			{ factors: [1, Number.NaN] },
			"each of factors must be a finite number",
			"factors",
		],
		[
			"a wrong one in a list",
			"latencySequential",
			{ hops_ms: [20, -1] },
			"each of hops_ms must be at least 0",
			"hops_ms",
		],
		["a share above 1", "cacheOriginQps", { qps: 1, hit_ratio: 80 }, "hit_ratio must be between 0 and 1", "hit_ratio"],
		[
			"a share to divide by that is 0",
			"replicas",
			{ ...replicas, utilisation: 0 },
			"utilisation must be above 0 and at most 1",
			"utilisation",
		],
		[
			"a share to divide by that is above 1",
			"replicas",
			{ ...replicas, utilisation: 60 },
			"utilisation must be above 0 and at most 1",
			"utilisation",
		],
		[
			"a divisor of 0",
			"replicas",
			{ ...replicas, qps_per_replica: 0 },
			"qps_per_replica must be above 0",
			"qps_per_replica",
		],
		[
			"a base rate without entropy",
			"normalisedEntropy",
			{ log_loss: 0.1, base_rate: 1 },
			"base_rate must be between 0 and 1, and neither of them",
			"base_rate",
		],
		[
			"a default that is out of bounds",
			"qpsPeak",
			{ qps: 1, peak_factor: 0.5 },
			"peak_factor must be at least 1",
			"peak_factor",
		],
		[
			"bins that do not match",
			"psi",
			{ actual_shares: [0.5, 0.5], expected_shares: [1] },
			"actual_shares and expected_shares must have the same number of bins",
			null,
		],
		[
			"actual bins that are not all",
			"psi",
			{ actual_shares: [0.5], expected_shares: [1] },
			"actual_shares must add up to 1",
			null,
		],
		[
			"expected bins that are not all",
			"psi",
			{ actual_shares: [1], expected_shares: [0.5] },
			"expected_shares must add up to 1",
			null,
		],
		[
			"a precision of nothing",
			"precisionAtBaseRate",
			{ base_rate: 0.5, recall: 0, false_positive_rate: 0 },
			"nothing is flagged, so that there is no precision",
			null,
		],
		["what is too large", "product", { factors: [1e300, 1e300] }, "is too large to work out", null],
	])("%s", (_, helper, inputs, problem, input) => {
		expect(estimate(helper, inputs)).toEqual({ problem, input });
	});

	it("each helper names each input that it needs, and takes none that is out of its bounds", () => {
		for (const { helper, inputs } of EXAMPLES) {
			for (const [name, { list, default: fallback, ...bounds }] of Object.entries(HELPERS[helper].inputs)) {
				const { [name]: _, ...others } = inputs;
				const without = estimate(helper, others);
				if (fallback === undefined) expect(without).toEqual({ problem: `needs ${name}`, input: name });
				else expect(without).toHaveProperty("value");
				const wrong = [bounds.above, bounds.below, (bounds.min ?? NaN) - 0.1, (bounds.max ?? NaN) + 0.1];
				for (const each of wrong.filter((value) => value !== undefined)) {
					const given = { ...inputs, [name]: list ? [each] : each };
					expect(estimate(helper, given), `${helper} ${name} ${each}`).toHaveProperty("input", name);
				}
			}
		}
	});
});
