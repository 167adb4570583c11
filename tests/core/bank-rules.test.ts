// What the bank asks of its questions: a whole pack of today, with one thing wrong at a time.
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { bankShortfalls, sharedSentences } from "#core/bank-rules.ts";
import { type QuestionPack, questionPackSchema, storedPackSchema } from "#core/question.ts";

const read = (id: string) => questionPackSchema.parse(parse(readFileSync(`prisma/packs/${id}.yaml`, "utf8")));

let pack: QuestionPack;
beforeEach(() => {
	pack = structuredClone(read("ad-click-prediction"));
});

function found(): string[] {
	return bankShortfalls(pack).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

/** Leaves the first few. */
function cut(list: unknown[], count: number): void {
	list.length = count;
}

describe("[Q12] a question of the bank", () => {
	it("has all of it", () => {
		expect(found()).toEqual([]);
	});

	it("has enough of everything", () => {
		pack.clarifications = pack.clarifications.filter(({ importance }) => importance === "must").slice(0, 3);
		cut(pack.twists, 3);
		cut(pack.feature_table, 7);
		cut(pack.metrics.offline, 2);
		cut(pack.metrics.online, 1);
		cut(pack.metrics.guardrails, 0);
		cut(pack.steps.serve.look_for, 3);
		delete pack.sources;
		expect(found()).toEqual([
			"clarifications: has 3, a question of the bank needs at least 10",
			"clarifications: has 3 of importance must, a question of the bank needs at least 4",
			"twists: has 3, a question of the bank needs at least 4",
			"feature_table: has 7, a question of the bank needs at least 8",
			"metrics.offline: has 2, a question of the bank needs at least 3",
			"metrics.online: has 1, a question of the bank needs at least 3",
			"metrics.guardrails: has 0, a question of the bank needs at least 3",
			"sources: has 0, a question of the bank needs at least 3",
			"steps.serve.look_for: has 3, a question of the bank needs at least 4",
		]);
	});

	it("has hints that can help", () => {
		const hint = pack.steps.data.hints[1];
		if (hint) hint.text = "Think about the labels.";
		expect(found()).toEqual(["steps.data.hints.1.text: has 23 characters, a hint needs at least 40 to help anybody"]);
	});

	it("works out a sum of each kind, and names a helper for every one", () => {
		const of = (helper: string) => pack.estimates.filter((each) => "helper" in each && each.helper === helper);
		pack.estimates = [...Array(8)].flatMap((_, index) =>
			of("qpsAverage")
				.slice(0, 1)
				.map((each) => ({ ...each, name: `${index}` })),
		);
		pack.estimates.push({ name: "cost", working: "by eye", result: "much" });
		expect(found().map((line) => line.replace(/ \(.*/, ""))).toEqual([
			"estimates.8: names no helper, so that nobody can do the sum again",
			"estimates: none works out a storage or a memory",
			"estimates: none works out a time or a number of machines",
			"estimates: none works out a cost",
			"estimates: none works out the size of an experiment",
		]);
	});

	it("has a design that is large, mostly not the model, and of which every box is tied in", () => {
		const { nodes, edges } = pack.reference_design;
		const lone = { id: "lone", kind: "cache", label: "Lone", at: [30, 30] } as const;
		nodes.push({ ...lone, at: [30, 30] });
		expect(found()).toEqual([`reference_design.nodes.${nodes.length - 1}: no arrow comes to "lone" or leaves it`]);
		cut(nodes, 13);
		for (const node of nodes.slice(0, 7)) node.kind = "ranker";
		const [from] = nodes;
		pack.reference_design.edges = nodes.map(({ id }) => ({
			from: from?.id ?? "",
			to: id,
			style: edges[0]?.style ?? "data",
		}));
		expect(found()[0]).toBe("reference_design.nodes: has 13, a question of the bank needs at least 14");
		expect(found()[1]).toMatch(/^reference_design\.nodes: \d+ of 13 are models and their training/);
	});

	it("does not give a tag away, however it is written", () => {
		pack.tags.push("slow-answers");
		pack.title = "Design clicks with Slow answers";
		pack.candidate_prompt += "\nThe slow-answers matter.";
		expect(found()).toEqual([
			'title: gives the tag "slow-answers" away',
			'candidate_prompt: gives the tag "slow-answers" away',
		]);
	});
});

describe("[Q12] between packs", () => {
	it("sentences are a pack's own", () => {
		expect(sharedSentences([pack, read("video-recommendation")])).toEqual([]);
	});

	it("more than a tenth in common is named, with one of them", () => {
		const copy = { ...structuredClone(read("video-recommendation")), steps: pack.steps };
		const [shared, ...others] = sharedSentences([pack, copy]);
		expect(others).toEqual([]);
		expect(shared).toMatchObject({ id: pack.id, other: copy.id });
		expect(shared?.shared).toBeGreaterThan((shared?.of ?? 0) / 10);
		expect(shared?.example).toMatch(/\w+ \w+/);
	});
});

it("[Q2] a pack that lies in the database stays readable when a helper gives something else than it did", () => {
	const [first] = pack.estimates;
	if (first && "helper" in first) first.result = 1;
	expect(questionPackSchema.safeParse(pack).success).toBe(false);
	expect(storedPackSchema.parse(pack)).toEqual(pack);
});
