// Estimates of packs, worked out again: what agrees, and what is said where something does not.
import { describe, expect, it } from "vitest";
import { estimateDisagreements, estimateWords } from "#core/pack-estimates.ts";

const NUMBERS = { dau: 500e6, per_user: 4, qps_avg: 23_000, disk: "NVMe", hop: 20 };
const QPS = {
	name: "load",
	helper: "qpsAverage",
	inputs: { users: "dau", requests_per_user_day: "per_user" },
} as const;

function found(estimate: object, numbers: unknown = NUMBERS): string[] {
	return estimateDisagreements({ estimates: [estimate], numbers }).map(
		({ path, message }) => `${path.join(".")}: ${message}`,
	);
}

describe("[Q11] an estimate of a pack", () => {
	it("agrees when its result is what its helper gives, as people round it", () => {
		for (const result of [(500e6 * 4) / 86_400, 23_000, 24_000, "qps_avg"])
			expect(found({ ...QPS, result })).toEqual([]);
	});

	it("is named with both values when it is more than a twentieth off", () => {
		expect(found({ ...QPS, result: 25_000 })).toEqual([
			"estimates.0.result: is 25000, qpsAverage gives 23148.14814814815 (23k/s)",
		]);
		expect(found({ ...QPS, result: "per_user" })).toEqual([
			"estimates.0.result: is 4, qpsAverage gives 23148.14814814815 (23k/s)",
		]);
		expect(found({ ...QPS, result: -23_148 })).toHaveLength(1);
	});

	it("names what stands for no number, as input, in a list and as result", () => {
		const inputs = { users: "dua", requests_per_user_day: "disk" };
		expect(found({ ...QPS, inputs, result: 1 })).toEqual([
			'estimates.0.inputs.users: no number is called "dua"',
			'estimates.0.inputs.requests_per_user_day: no number is called "disk"',
		]);
		expect(found({ ...QPS, result: "qps_peak" })).toEqual(['estimates.0.result: no number is called "qps_peak"']);
		const hops = { helper: "latencySequential", inputs: { hops_ms: ["hop", 15, "hob"] }, result: 35 };
		expect(found(hops)).toEqual(['estimates.0.inputs.hops_ms.2: no number is called "hob"']);
		expect(found({ ...QPS, inputs: { users: "toString", requests_per_user_day: 1 }, result: 1 })).toEqual([
			'estimates.0.inputs.users: no number is called "toString"',
		]);
	});

	it("names an input that the helper lacks or does not know", () => {
		expect(found({ ...QPS, inputs: { users: "dau" }, result: "qps_avg" })).toEqual([
			"estimates.0.inputs.requests_per_user_day: needs requests_per_user_day",
		]);
		const [unknown] = found({ ...QPS, inputs: { ...QPS.inputs, userz: 1 }, result: "qps_avg" });
		expect(unknown).toMatch(/^estimates\.0\.inputs\.userz: does not know userz/);
	});

	it("that nobody can read is left to the schema", () => {
		for (const estimate of [
			null,
			1,
			{},
			{ helper: "none" },
			{ ...QPS, inputs: { users: null } },
			{ ...QPS, result: null },
		]) {
			expect(estimateDisagreements({ estimates: [estimate], numbers: NUMBERS })).toEqual([]);
		}
		expect(estimateDisagreements({ estimates: "many" })).toEqual([]);
		expect(estimateDisagreements(null)).toEqual([]);
	});
});

it("an interviewer reads the sum with its inputs, and what follows; of an estimate in words both as they are", () => {
	expect(estimateWords({ ...QPS, result: "qps_avg", text: "one server is not enough" }, NUMBERS)).toEqual({
		working: "500M × 4 / 86,400 s/day = 23k/s",
		result: "one server is not enough",
	});
	const told = { name: "guess", working: "by eye", result: "many" };
	expect(estimateWords(told, NUMBERS)).toEqual({ working: "by eye", result: "many" });
});
