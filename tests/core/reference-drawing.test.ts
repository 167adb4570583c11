// Reference designs as drawings: every part and every link of every question is there, and no link runs through a box it could pass.
import { describe, expect, test } from "vitest";
import { svgOf } from "#core/drawing.ts";
import { legendOf, type Reference, referenceDrawing } from "#core/reference-drawing.ts";
import { BRIEF } from "#tests/helpers/question.ts";

const { reference_design: design } = BRIEF;
const marksOf = <Mark extends string>(reference: Reference, mark: Mark) =>
	referenceDrawing(reference).marks.filter((one) => one.mark === mark);
const words = (reference: Reference) =>
	referenceDrawing(reference).marks.flatMap((mark) => (mark.mark === "text" ? [mark.text] : []));

describe("the reference design", () => {
	test("has a box for each part and a line with an arrow for each link, all within its frame", () => {
		const { width, height, marks } = referenceDrawing(design);
		expect(marksOf(design, "rect")).toHaveLength(2 * design.nodes.length);
		expect(marksOf(design, "path")).toHaveLength(2 * design.edges.length);
		for (const mark of marks) {
			const numbers = mark.mark === "path" ? (mark.d.match(/[\d.-]+/g) ?? []).map(Number) : [mark.x, mark.y];
			for (const [index, value] of numbers.entries()) {
				expect(value).toBeGreaterThanOrEqual(0);
				expect(value).toBeLessThanOrEqual(index % 2 === 0 ? width : height);
			}
		}
	});

	test("a link goes around a part that lies between its ends", () => {
		const node = (id: string, x: number): Reference["nodes"][number] => ({ id, kind: "cache", label: id, at: [x, 0] });
		const row: Reference = { nodes: [node("a", 0), node("b", 1), node("c", 2)], edges: [] };
		const edge = { from: "a", to: "c", style: "request" } as const;
		const height = (reference: Reference) => referenceDrawing(reference).height;
		expect(height({ ...row, edges: [edge] })).toBeGreaterThan(height(row));
		expect(height({ ...row, edges: [{ ...edge, to: "b" }] })).toBe(height(row));
	});

	test("words that are too long for a box are cut, and what a pack writes stays text", () => {
		const label = `<script> ${"x".repeat(400)} [a](javascript:b)`;
		const reference: Reference = { nodes: [{ id: "a", kind: "model_llm", label, at: [0, 0] }], edges: [] };
		expect(words(reference).every((line) => line.length <= 20)).toBe(true);
		expect(svgOf(referenceDrawing(reference))).not.toMatch(/<script|<a/);
		expect(svgOf(referenceDrawing(reference))).toContain("&lt;script&gt;");
	});

	test("a link to nowhere and one to itself are left out", () => {
		const [first] = design.nodes;
		const edges = ["nowhere", first?.id ?? ""].map((to) => ({ from: first?.id ?? "", to, style: "data" }) as const);
		expect(marksOf({ nodes: design.nodes, edges }, "path")).toHaveLength(0);
	});

	test("its legend names what it has and nothing else", () => {
		expect(legendOf({ nodes: [{ id: "a", kind: "ranker", label: "A", at: [0, 0] }], edges: [] })).toEqual({
			groups: ["model"],
			links: [],
		});
		expect(legendOf(design).links).toEqual(["request", "data", "train", "monitor", "fallback"]);
	});
});
