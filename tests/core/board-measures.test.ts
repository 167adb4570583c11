// What a board tells about a way of working, from components and their times, and from the numbers on it.
import { describe, expect, test } from "vitest";
import type { Component } from "#core/board-components.ts";
import { baselineFirst, numbersUsed, systemShare, timeToFirstComponent, whyBeforeHow } from "#core/board-measures.ts";
import { figuresIn } from "#core/figures.ts";
import type { NodeKind } from "#core/pack-parts.ts";

const at = (time: number, kind: NodeKind | null): Component => ({ kind, label: kind ?? "", at: time });

describe("[V15] the share of the system outside of its models", () => {
	test("counts models and rankers of every kind as inside", () => {
		const models = (["model_classic", "model_neural", "model_llm", "ranker", "reranker"] as const).map((kind) =>
			at(0, kind),
		);
		const others = (["model_server", "model_registry", "candidate_generator", null] as const).map((kind) =>
			at(0, kind),
		);
		expect(systemShare([...models, ...others])).toEqual({ outside: 4, all: 9, share: 4 / 9 });
	});

	test("is none on a board without components", () => {
		expect(systemShare([])).toEqual({ outside: 0, all: 0, share: null });
	});
});

describe("[V16] the baseline came first", () => {
	test("when a linear or tree model was drawn before a network or an LLM", () => {
		expect(baselineFirst([at(1, "model_classic"), at(2, "model_neural")])).toBe(true);
		expect(baselineFirst([at(3, "model_classic"), at(2, "model_llm")])).toBe(false);
		expect(baselineFirst([at(2, "model_classic"), at(2, "model_neural")])).toBe(false);
	});

	test("also when a note spoke of it", () => {
		expect(baselineFirst([at(2, "model_neural")], 1)).toBe(true);
		expect(baselineFirst([at(2, "model_neural"), at(9, "model_classic")], 1)).toBe(true);
		expect(baselineFirst([at(2, "model_neural")], 3)).toBe(false);
	});

	test("when nothing came after it; not when only a network was drawn; and nothing is said of neither", () => {
		expect(baselineFirst([at(1, "model_classic"), at(2, "ranker")])).toBe(true);
		expect(baselineFirst([at(1, "model_neural")])).toBe(false);
		expect(baselineFirst([at(1, "ranker"), at(1, null)])).toBeNull();
	});
});

describe("[V17] why before how", () => {
	test("a goal was ticked before the first component was drawn", () => {
		expect(whyBeforeHow(1, 2)).toBe(true);
		expect(whyBeforeHow(2, 1)).toBe(false);
		expect(whyBeforeHow(1, 1)).toBe(false);
		expect(whyBeforeHow(1, null)).toBe(true);
		expect(whyBeforeHow(null, 1)).toBe(false);
		expect(whyBeforeHow(null, null)).toBeNull();
	});

	test("the time to the first component counts from the start", () => {
		expect(timeToFirstComponent([at(9000, null), at(7000, "cache")], 5000)).toBe(2000);
		expect(timeToFirstComponent([at(1000, null)], 5000)).toBe(0);
		expect(timeToFirstComponent([], 5000)).toBeNull();
	});
});

describe("[V18] figures", () => {
	const read = (text: string) => figuresIn(text).map(({ value, measures }) => [value, measures]);

	test.each([
		["200 ms", [200, "time"]],
		["0.2s", [200, "time"]],
		["5 minutes", [300_000, "time"]],
		["20k", [20_000, null]],
		["20,000/s", [20_000, null]],
		["1.5M users", [1_500_000, null]],
		["2 billion", [2e9, null]],
		["2e9", [2e9, null]],
		["50 GB", [5e10, "size"]],
		["0.1 %", [0.1, "percent"]],
		["500 videos", [500, null]],
	])("%s", (text, figure) => {
		expect(read(text)).toEqual([figure]);
	});

	test("are kept as they were written, without words that are no unit", () => {
		expect(figuresIn("DAU: 20 million; 500 videos, p99 200 ms").map(({ text }) => text)).toEqual([
			"20 million",
			"500",
			"200 ms",
		]);
	});

	test("are neither digits within words nor the numbers of lines", () => {
		expect(read("p99 ctr_7d v1.2 x86")).toEqual([]);
		expect(read("1. users\n2) items: 30")).toEqual([[30, null]]);
		expect(read("50-100")).toEqual([
			[50, null],
			[100, null],
		]);
	});

	test("a word that every object has is no unit", () => {
		expect(read("3 constructor 4 __proto__")).toEqual([
			[3, null],
			[4, null],
		]);
	});
});

describe("[V18] numbers used", () => {
	const BOX = "DAU 20M\nQPS 20,000 average\np99 200 ms\n100 GB";

	test("come back in another way of writing", () => {
		expect(numbersUsed(BOX, ["≤ 0.2 s", "20k requests/s", "Feature store"])).toEqual({
			written: 4,
			used: 2,
			share: 0.5,
			unused: ["20M", "100 GB"],
		});
	});

	test("do not come back as something else", () => {
		expect(numbersUsed("100 GB", ["100 ms", "100"]).used).toBe(0);
		expect(numbersUsed("200 ms", ["200 KB"]).used).toBe(0);
		expect(numbersUsed("200 ms", ["200"]).used).toBe(1);
	});

	test("count once, however often they are written, and nothing is said of a box without numbers", () => {
		expect(numbersUsed("200 ms, that is 0.2 s", ["200 ms"])).toEqual({ written: 1, used: 1, share: 1, unused: [] });
		expect(numbersUsed("to be agreed", ["200 ms"])).toEqual({ written: 0, used: 0, share: null, unused: [] });
	});
});
