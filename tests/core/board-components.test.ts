// Which components stand on a board: shapes that say their kind, and boxes with words that an arrow reaches.

import { readFileSync } from "node:fs";
import type { TLRecord } from "@tldraw/tlschema";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { baselineNoteAt, componentsOf } from "#core/board-components.ts";
import { SYSTEM_SHARE_AIM, systemShare } from "#core/board-measures.ts";
import { richTextOf } from "#core/label.ts";
import { labelOf } from "#core/label-text.ts";
import { questionPackSchema } from "#core/question.ts";
import { readRecord } from "#core/records.ts";
import { CONTEXT, type Plain, plainBinding, plainShape } from "./board-records.ts";

function board(...plain: Plain[]): Map<string, TLRecord> {
	return new Map(
		plain.map((one) => {
			const read = readRecord(one, CONTEXT);
			if ("quarantined" in read) throw new Error(read.quarantined);
			return [one.id, read.record];
		}),
	);
}

const box = (name: string, label: string, meta: Record<string, string> = {}) =>
	plainShape("geo", name, { meta, props: { richText: richTextOf(label) } });
const note = (name: string, label: string) => plainShape("note", name, { props: { richText: richTextOf(label) } });

/** Boxes with arrows to all of them. */
function drawn(...labels: string[]) {
	const boxes = labels.map((label, n) => box(`b${n}`, label));
	return board(
		...boxes,
		plainShape("arrow", "a"),
		...boxes.map((_, n) => plainBinding("a", `b${n}`, n % 2 === 0 ? "start" : "end")),
	);
}

/** Made in the order of their numbers, one a second. */
const madeAt = (id: string) => 1000 * Number(/\d+$/.exec(id)?.[0] ?? 0);
const kindOf = (label: string) => componentsOf(drawn(label), madeAt)[0]?.kind;

describe("[V19] components", () => {
	test("are labelled boxes that an arrow is bound to; notes, empty and lonely boxes are none", () => {
		const records = board(
			box("b2", "Cache"),
			box("b1", "Client app"),
			box("b3", ""),
			box("b4", "Somewhere else"),
			note("n5", "Ranker"),
			plainShape("arrow", "a"),
			plainBinding("a", "b1", "start"),
			plainBinding("a", "b2"),
			plainShape("arrow", "c"),
			plainBinding("c", "b3", "start"),
			plainBinding("c", "n5"),
		);
		expect(componentsOf(records, madeAt)).toEqual([
			{ kind: null, label: "Client app", at: 1000 },
			{ kind: null, label: "Cache", at: 2000 },
		]);
	});

	test("are shapes that say their kind, whatever their words and without arrows; an unknown kind says nothing", () => {
		const records = board(
			box("b1", "Cache", { kind: "model_llm" }),
			box("b2", "", { kind: "feature_store" }),
			box("b3", "Ranker", { kind: "spaceship" }),
		);
		expect(componentsOf(records, madeAt).map(({ kind }) => kind)).toEqual(["model_llm", "feature_store"]);
	});

	test("are read from labels with lists and bold words too", () => {
		const records = board(
			plainShape("geo", "b1", { props: { richText: labelOf("\ue111Heavy\n\ue111Ranker") } }),
			plainShape("arrow", "a"),
			plainBinding("a", "b1"),
		);
		expect(componentsOf(records, madeAt)).toEqual([{ kind: "ranker", label: "Heavy Ranker", at: 1000 }]);
	});

	test.each([
		["Logistic regression (baseline)", "model_classic"],
		["GBDT", "model_classic"],
		["Two-tower model", "model_neural"],
		["Transformer encoder", "model_neural"],
		["LLM", "model_llm"],
		["Re-ranker", "reranker"],
		["Reranking", "reranker"],
		["Heavy ranker", "ranker"],
		["Fraud model", "ranker"],
		["Model server", null],
		["Model registry", null],
		["Feature store for the ranker's inputs", null],
		["Training data", null],
		["Monitoring of the model, alerts", null],
		["API gateway", null],
		["Users", null],
	] as const)("a box that says “%s” is guessed as %s", (label, kind) => {
		expect(kindOf(label)).toBe(kind);
	});

	test("of the reference designs, drawn as plain boxes, are guessed inside or outside of the models for nine of ten", () => {
		const MODELS = ["model_classic", "model_neural", "model_llm", "ranker", "reranker"];
		let [right, all] = [0, 0];
		for (const file of ["ad-click-prediction", "video-recommendation"]) {
			const { nodes } = questionPackSchema.parse(
				parse(readFileSync(`prisma/packs/${file}.yaml`, "utf8")),
			).reference_design;
			const components = componentsOf(drawn(...nodes.map(({ label }) => label)), madeAt);
			expect(components).toHaveLength(nodes.length);
			expect(systemShare(components).share).toBeGreaterThan(SYSTEM_SHARE_AIM);
			nodes.forEach(({ kind }, n) => {
				all++;
				if (MODELS.includes(kind) === (components[n]?.kind !== null)) right++;
			});
		}
		expect(right / all).toBeGreaterThanOrEqual(0.9);
	});
});

test("[V16] the first sticky note that speaks of a baseline is found with its time", () => {
	const records = board(
		note("n3", "Baseline: popularity"),
		note("n2", "baseline first"),
		note("n1", "baselines"),
		box("b0", "baseline"),
	);
	expect(baselineNoteAt(records, madeAt)).toBe(2000);
	expect(baselineNoteAt(board(note("n1", "later")), madeAt)).toBeNull();
});
