// Question packs: what a file must hold, and that a pack falls into a public part and a brief with nothing left over.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
	briefOf,
	briefSchema,
	PACK_FIELD_VISIBILITY,
	publicPackSchema,
	publicQuestion,
	questionPackSchema,
} from "#core/question.ts";

const FILES = ["ad-click-prediction", "video-recommendation"];

function read(file: string) {
	return parse(readFileSync(`prisma/packs/${file}.yaml`, "utf8"));
}

function problemsOf(change: (pack: ReturnType<typeof read>) => void): { place: string; message: string }[] {
	const pack = read("ad-click-prediction");
	change(pack);
	const result = questionPackSchema.safeParse(pack);
	return result.success ? [] : result.error.issues.map(({ path, message }) => ({ place: path.join("."), message }));
}

describe("question packs", () => {
	it.each(FILES)("%s is whole: seven steps, three hints each, a latency budget that adds up", (file) => {
		expect(questionPackSchema.parse(read(file)).id).toBe(file);
	});

	it("a field nobody knows is refused, so that a misspelt private field cannot slip through", () => {
		expect(problemsOf((pack) => (pack.clarification = []))).toHaveLength(1);
		expect(problemsOf((pack) => (pack.steps.model.hint = []))[0]?.place).toBe("steps.model");
	});

	it("a step without its three hints in order is refused, with its place", () => {
		expect(problemsOf((pack) => pack.steps.data.hints.pop())[0]?.place).toBe("steps.data.hints");
		expect(problemsOf((pack) => pack.steps.data.hints.reverse())[0]?.place).toBe("steps.data.hints");
		expect(problemsOf((pack) => delete pack.steps.serve)[0]?.place).toBe("steps.serve");
	});

	it("an arrow of the reference design leads from one of its boxes to another", () => {
		const [problem] = problemsOf((pack) => (pack.reference_design.edges[0].to = "nowhere"));
		expect(problem).toEqual({ place: "reference_design.edges.0.to", message: 'no node is called "nowhere"' });
	});

	it("two boxes of the reference design never lie on one place", () => {
		const problems = problemsOf((pack) => (pack.reference_design.nodes[1].at = pack.reference_design.nodes[0].at));
		expect(problems[0]?.place).toBe("reference_design.nodes.1.at");
	});

	it("the hops of the latency budget sum to the target", () => {
		const [problem] = problemsOf((pack) => (pack.numbers.latency_budget_ms[0].ms += 1));
		expect(problem?.place).toBe("numbers.latency_budget_ms");
	});

	it("every field is decided to be public or private, and the brief holds exactly the private ones", () => {
		expect(Object.keys(PACK_FIELD_VISIBILITY).sort()).toEqual(Object.keys(questionPackSchema.shape).sort());
		const hidden = Object.entries(PACK_FIELD_VISIBILITY).flatMap(([field, who]) => (who === "private" ? [field] : []));
		expect(Object.keys(briefSchema.shape).sort()).toEqual(hidden.sort());
		// what lists take out of the database: an allow-list of its own
		const shown = Object.entries(PACK_FIELD_VISIBILITY).flatMap(([field, who]) => (who === "public" ? [field] : []));
		expect(["schema_version", ...Object.keys(publicPackSchema.shape)].sort()).toEqual(shown.sort());
		for (const file of FILES) {
			const pack = questionPackSchema.parse(read(file));
			expect(Object.keys(briefOf(pack)).sort()).toEqual(hidden);
			expect(briefSchema.parse(briefOf(pack))).toEqual(briefOf(pack));
			const shown = JSON.stringify(publicQuestion(pack));
			for (const tag of pack.tags.filter((tag) => tag !== pack.family && tag.includes("-")))
				expect(shown).not.toContain(tag);
		}
	});
});
