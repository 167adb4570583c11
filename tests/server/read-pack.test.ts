// Reading a pack file: everything that is wrong is named, each with line, place and reason, and what is right comes out clean. A
// mutated pack for each kind of error. What keeps the reader busy is tests/server/question-import.test.ts's.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { MAX_PACK_ITEMS, MAX_PACK_TEXT_CHARS } from "#core/limits.ts";
import { type PackProblem, readPack } from "#server/read-pack.ts";

const TEXT = readFileSync("public/question-example.yaml", "utf8");

function problemsOf(text: string): readonly PackProblem[] {
	const read = readPack(text);
	return "problems" in read ? read.problems : [];
}

/** Line of the first match, from 1. */
function lineOf(text: string, what: RegExp): number {
	const found = text.split("\n").findIndex((line) => what.test(line));
	expect(found).toBeGreaterThanOrEqual(0);
	return found + 1;
}

/** The pack with something else in place of a match, which must be there. */
function changed(what: RegExp, into: string): string {
	expect(TEXT).toMatch(what);
	return TEXT.replace(what, into);
}

describe("[Q4] what is wrong with a pack is named by line, place and reason", () => {
	it.each<[kind: string, what: RegExp, into: string, line: RegExp | null, path: string, reason: string]>([
		["a missing field", /^difficulty: .*\n/m, "", null, "difficulty", "is missing"],
		["an empty field", /^title: .*$/m, "title:", /^title:/, "title", "must be text, not empty"],
		["a field of another kind", /^title: .*$/m, "title: [a]", /^title:/, "title", "must be text, not a list"],
		["blanks for text", /^title: .*$/m, 'title: "  "', /^title:/, "title", "must not be empty"],
		["a version to come", /^schema_version: 1/m, "schema_version: 2", /^schema_/, "schema_version", "must be 1"],
		["an id with capitals", /^id: .*$/m, "id: Ads", /^id:/, "id", "must be lower-case words joined by hyphens"],
		["an id that is too long", /^id: .*$/m, `id: ${"x".repeat(61)}`, /^id:/, "id", "at most 60 characters"],
		["no choice of ours", /^difficulty: .*$/m, "difficulty: mild", /^difficulty/, "difficulty", "one of easy, medium"],
		[
			"another length",
			/^recommended_minutes: .*$/m,
			"recommended_minutes: 44",
			/^reco/,
			"recommended_minutes",
			"35, 45",
		],
		["a level twice", /^levels: .*$/m, "levels: [mid, mid]", /^levels/, "levels.1", "stands in this list twice"],
		["no level at all", /^levels: .*$/m, "levels: []", /^levels/, "levels", "needs at least 1"],
		["an unknown field", /^levels:/m, "surprise: 1\nlevels:", /^surprise/, "surprise", "nobody knows this field"],
		[
			"an unknown importance",
			/importance: must/,
			"importance: so-so",
			/so-so/,
			"clarifications.0.importance",
			"one of",
		],
		[
			"a number that is none",
			/latency_p99_ms: 2000/,
			"latency_p99_ms: fast",
			/fast/,
			"numbers.latency_p99_ms",
			"a number",
		],
		[
			"hops that do not add up",
			/ms: 700}/,
			"ms: 701}",
			/latency_budget/,
			"numbers.latency_budget_ms",
			"sum to 2001 ms",
		],
		["a number's odd name", /^ {2}urgent_share:/m, "  U.S:", /U\.S/, "numbers.U.S", "lower-case letters, digits and _"],
		[
			"a number that is a list",
			/tickets_per_day: .*$/m,
			"many: [1]",
			/many:/,
			"numbers.many",
			"must be a number or a line",
		],
		[
			"an infinite number",
			/tickets_per_day: .*$/m,
			"many: .inf",
			/many:/,
			"numbers.many",
			"must be a number or a line",
		],
		[
			"a sum that is wrong",
			/result: 0\.46/,
			"result: 0.54",
			/arrival rate/,
			"estimates.0.result",
			"eventsPerSecond gives 0.46",
		],
		[
			"a sum of what is not there",
			/per_day: tickets/,
			"per_day: letters",
			/arrival rate/,
			"estimates.0.inputs.per_day",
			'no number is called "letters_per_day"',
		],
		["a helper nobody knows", /eventsPerSecond/, "guess", /arrival rate/, "estimates.0.helper", "one of qpsAverage"],
		[
			"a result that is no number",
			/result: 0\.46/,
			"result: [1]",
			/arrival rate/,
			"estimates.0.result",
			"or the name of one",
		],
		[
			"an input that is none",
			/per_day: tickets_per_day/,
			"per_day: {}",
			/arrival rate/,
			"estimates.0.inputs.per_day",
			"list of those",
		],
		["a sum without words", /, text: "0\.5.*"/, "", /arrival rate/, "estimates.0.text", "is missing"],
		["an estimate without a result", /, result: "800.*"/, "", /urgent a day/, "estimates.1.result", "is missing"],
		[
			"an estimate that is none",
			/- \{name: urgent a day.*$/m,
			"- urgent",
			/- urgent/,
			"estimates.1",
			"a sum with a helper",
		],
		[
			"a source's odd address",
			/https:\/\/example/,
			"javascript:",
			/javascript/,
			"sources.0.address",
			"begins with https",
		],
		["a step too few", /^ {2}monitor:/m, "  watch:", null, "steps.monitor", "is missing"],
		["two hints", /^.*level: 3, text: "A miss costs.*\n/m, "", /^ {4}hints/, "steps.clarify.hints", "must be three"],
		[
			"hints out of order",
			/level: 1, text: "Whose/,
			'level: 2, text: "Whose',
			/^ {4}hints/,
			"steps.clarify.hints",
			"1, 2",
		],
		[
			"a hint of level 4",
			/level: 1, text: "Whose/,
			'level: 4, text: "Whose',
			/level: 4/,
			"steps.clarify.hints.0.level",
			"1, 2",
		],
		[
			"a twist for no step",
			/tests: \[data/,
			"tests: [nothing",
			/nothing/,
			"twists.0.tests.0",
			"must be one of clarify",
		],
		[
			"a kind of box nobody draws",
			/kind: trainer/,
			"kind: wizard",
			/wizard/,
			"reference_design.nodes.7.kind",
			"one of",
		],
		[
			"an arrow to nowhere",
			/to: db,/,
			"to: nobody,",
			/nobody/,
			"reference_design.edges.0.to",
			'no node is called "nobody"',
		],
		[
			"a cell outside",
			/at: \[2, 3\]/,
			"at: [2, 333]",
			/333/,
			"reference_design.nodes.7.at.1",
			"whole number from 0 to 30",
		],
		["half a cell", /at: \[2, 3\]/, "at: [2]", /at: \[2\]/, "reference_design.nodes.7.at", "column and row"],
		[
			"two boxes in a cell",
			/at: \[2, 3\]/,
			"at: [1, 3]",
			/id: train,/,
			"reference_design.nodes.7.at",
			"share the cell 1,3",
		],
		[
			"two boxes of a name",
			/id: train,/,
			"id: labels,",
			/kind: trainer/,
			"reference_design.nodes.7.id",
			'called "labels"',
		],
	])("%s", (_kind, what, into, line, path, reason) => {
		const text = changed(what, into);
		const found = problemsOf(text).filter((problem) => problem.path === path);
		expect(found, JSON.stringify(problemsOf(text))).toHaveLength(1);
		expect(found[0]?.reason).toContain(reason);
		if (line) expect(found[0]?.line).toBe(lineOf(text, line));
	});

	it("text, lists and boxes have bounds", () => {
		const long = changed(/^ {2}mid: .*$/m, `  mid: ${"x".repeat(MAX_PACK_TEXT_CHARS + 1)}`);
		expect(problemsOf(long)).toMatchObject([{ path: "level_anchors.mid", reason: expect.stringContaining("1,000") }]);
		const many = changed(/^tags: .*$/m, `tags: [${Array.from({ length: MAX_PACK_ITEMS + 1 }, (_, i) => `t${i}`)}]`);
		expect(problemsOf(many)).toMatchObject([{ path: "tags", reason: `may have at most ${MAX_PACK_ITEMS}` }]);
	});

	it("all of it at once, in the order of the file, not the first alone", () => {
		const text = changed(/^title: .*$/m, "title:")
			.replace(/^difficulty: .*$/m, "difficulty: mild")
			.replace("ms: 700}", "ms: 701}")
			.replace("kind: trainer", "kind: wizard")
			.replace("to: db,", "to: nobody,");
		const paths = problemsOf(text).map(({ path }) => path);
		expect(paths).toEqual([
			"title",
			"difficulty",
			"numbers.latency_budget_ms",
			"reference_design.nodes.7.kind",
			"reference_design.edges.0.to",
		]);
		const lines = problemsOf(text).map(({ line }) => line ?? 0);
		expect(lines).toEqual(lines.toSorted((a, b) => a - b));
	});

	it("a file that is no YAML, is empty, or is something else altogether", () => {
		expect(problemsOf('id: broken\ntitle: "no end\n')).toMatchObject([{ path: "", line: expect.any(Number) }]);
		expect(problemsOf("")).toEqual([{ line: null, path: "", reason: "there is nothing in it" }]);
		expect(problemsOf("# only a remark")).toEqual([{ line: null, path: "", reason: "there is nothing in it" }]);
		expect(problemsOf("just words")).toMatchObject([
			{ path: "", reason: expect.stringContaining("fields of its own") },
		]);
		expect(problemsOf("- a\n- list")).toMatchObject([
			{ path: "", reason: expect.stringContaining("fields of its own") },
		]);
		expect(problemsOf("a: 1\n---\nb: 2")[0]?.reason).toContain("multiple documents");
		expect(problemsOf("a: !!js/function 'x'")[0]?.reason).toContain("tag");
	});

	it("the same field twice, in YAML and in JSON", () => {
		expect(problemsOf(`${TEXT}\ntitle: again\n`)).toMatchObject([
			{ line: TEXT.split("\n").length + 1, reason: expect.stringContaining("unique") },
		]);
		expect(problemsOf('{"id": "a", "id": "b"}')[0]?.reason).toContain("unique");
	});

	it("more problems than anybody repairs at a time are counted", () => {
		const fields = Array.from({ length: 300 }, (_, index) => `f${index}: 1`).join("\n");
		const problems = problemsOf(`${TEXT}\n${fields}\n`);
		expect(problems).toHaveLength(201);
		expect(problems.at(-1)?.reason).toBe("and 100 more");
	});
});

describe("what comes out of a pack file", () => {
	it("the same from YAML and from JSON, however it is indented", () => {
		const pack = parse(TEXT);
		const own = readPack(TEXT);
		for (const indent of [0, 2, "\t"]) expect(readPack(JSON.stringify(pack, null, indent))).toEqual(own);
		expect(own).toHaveProperty("pack.id", "ticket-urgency");
	});

	it("[Q3] text without control and bidirectional characters; markup stays text", () => {
		const json = parse(TEXT);
		json.title = "\u202eevil\u0000 \ud800<img src=x onerror=alert(1)>";
		json.candidate_prompt = "# One\r\n\r\n[x](javascript:alert(1))\u2066";
		json.numbers.remark = " a\u200bb\n c ";
		json.steps.data.hints[0].text = "{{7*7}} {% x %} &lt;\u0007";
		expect(readPack(JSON.stringify(json))).toMatchObject({
			pack: {
				title: "evil <img src=x onerror=alert(1)>",
				candidate_prompt: "# One\n\n[x](javascript:alert(1))",
				numbers: { remark: "ab c" },
				steps: { data: { hints: [{ text: "{{7*7}} {% x %} &lt;" }, {}, {}] } },
			},
		});
	});

	it("nothing of a prototype: a field called __proto__ is nobody's, wherever it stands", () => {
		for (const [what, into] of [
			[/^numbers:/m, "numbers:\n  __proto__: {polluted: 1}"],
			[/^metrics:/m, "metrics:\n  __proto__: {polluted: 1}"],
			[/^schema_version/m, "__proto__: {polluted: 1}\nschema_version"],
		] as const) {
			const text = changed(what, into);
			expect(problemsOf(text)).toEqual([
				{ line: lineOf(text, /__proto__/), path: "__proto__", reason: "nobody knows this field" },
			]);
		}
		const json = JSON.stringify(parse(TEXT)).replace('"urgent_share"', '"__proto__"');
		expect(problemsOf(json)).toMatchObject([{ path: "__proto__" }]);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	it("an anchor is followed; a text that would grow without end is refused", () => {
		const shared = changed(/^ {2}mid: (.*)$/m, "  mid: &same $1").replace(/^ {2}senior: .*$/m, "  senior: *same");
		expect(readPack(shared)).toHaveProperty("pack.level_anchors.senior", expect.stringContaining("classifier"));
		const bomb = [
			"a: &a [x, x]",
			..."bcdefghij".split("").map((name, index) => {
				const before = "abcdefghij"[index];
				return `${name}: &${name} [${Array(9).fill(`*${before}`)}]`;
			}),
		].join("\n");
		expect(problemsOf(bomb)).toMatchObject([{ path: "", reason: expect.stringContaining("alias") }]);
	});
});
