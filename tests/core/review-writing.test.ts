// What a review needs while it is written: drafts over it, moments that fit, what is missing.
import { describe, expect, test } from "vitest";
import { EMPTY_REVIEW, type Review, type ReviewWrite } from "#core/review.ts";
import {
	evidenceOf,
	fitsDimension,
	gapsOf,
	isBlank,
	itemOf,
	placeOfWrite,
	reviewWith,
	scoredCount,
} from "#core/review-writing.ts";
import { DIMENSION_IDS } from "#core/rubric.ts";
import { inDebrief } from "./interview.ts";

const WRITES: readonly ReviewWrite[] = [
	{ type: "score", dimension: "modelling", score: 3 },
	{ type: "score", dimension: "evaluation", score: "not-observed" },
	{ type: "comment", dimension: "modelling", text: "Baseline first." },
	{ type: "write-item", kind: "keep", no: 1, text: "Asked first", more: "", evidence: [] },
	{ type: "write-item", kind: "change", no: 2, text: "", more: "Fill in freshness", evidence: [] },
	{ type: "summarise", text: "Solid." },
	{ type: "be-confident", confidence: "medium" },
	{ type: "score", dimension: "modelling", score: 2 },
];

describe("[W30] a review while it is written", () => {
	test("reads with its drafts as it reads once the server has them", () => {
		const interview = inDebrief();
		for (const write of WRITES) interview.do(write);
		expect(reviewWith(EMPTY_REVIEW, WRITES)).toEqual(interview.state.reviews.ines);
	});

	test("a draft that takes something back takes it back", () => {
		const review = reviewWith(EMPTY_REVIEW, WRITES);
		const emptied = reviewWith(review, [
			{ type: "score", dimension: "modelling", score: null },
			{ type: "score", dimension: "evaluation", score: null },
			{ type: "comment", dimension: "modelling", text: "" },
			{ type: "write-item", kind: "keep", no: 1, text: "", more: "", evidence: [] },
			{ type: "write-item", kind: "change", no: 2, text: "", more: "", evidence: [] },
			{ type: "summarise", text: "" },
			{ type: "be-confident", confidence: null },
		]);
		expect(isBlank(review)).toBe(false);
		expect(emptied).toEqual(EMPTY_REVIEW);
		expect(isBlank(emptied)).toBe(true);
	});

	test("each part is a place of its own, and the same part is the same place", () => {
		const places = WRITES.map(placeOfWrite);
		expect(places[0]).toBe(places[7]);
		expect(new Set(places).size).toBe(WRITES.length - 1);
	});

	test("without drafts nothing changes", () => {
		const review: Review = { ...EMPTY_REVIEW, scores: { modelling: 3 }, submittedAt: 7 };
		expect(reviewWith(review, [])).toEqual(review);
		expect(scoredCount(review)).toBe(1);
		expect(itemOf(review, "keep", 2)).toEqual({ kind: "keep", no: 2, text: "", more: "", evidence: [] });
	});
});

describe("[W31] moments that fit a dimension", () => {
	test("are those that were given to it, and those of its step that were given to none", () => {
		expect(fitsDimension("data_features", { segment: "clarify", dimension: "data_features" })).toBe(true);
		expect(fitsDimension("data_features", { segment: "data", dimension: null })).toBe(true);
		expect(fitsDimension("data_features", { segment: "data" })).toBe(true);
		expect(fitsDimension("data_features", { segment: "data", dimension: "communication" })).toBe(false);
		expect(fitsDimension("data_features", { segment: "model", dimension: null })).toBe(false);
		expect(fitsDimension("data_features", { segment: "intro" })).toBe(false);
		expect(fitsDimension("data_features", { segment: null })).toBe(false);
	});

	test("a dimension that draws on every step is offered first what was given to it alone", () => {
		expect(fitsDimension("communication", { segment: "data" })).toBe(false);
		expect(fitsDimension("communication", { segment: "data", dimension: "communication" })).toBe(true);
	});
});

describe("[W32] what a review lacks", () => {
	test("an empty one lacks every score and every part of the feedback, and no evidence", () => {
		expect(gapsOf(EMPTY_REVIEW)).toEqual({
			unscored: DIMENSION_IDS,
			unproven: [],
			unlinked: [],
			unwritten: ["summary", "keep", "change", "drill"],
		});
	});

	test("a score without a moment is unproven, one that was not observed needs none", () => {
		const review = reviewWith(EMPTY_REVIEW, [
			{ type: "score", dimension: "modelling", score: 1 },
			{ type: "score", dimension: "evaluation", score: "not-observed" },
			{ type: "score", dimension: "ml_framing", score: 4 },
			{ type: "give-evidence", dimension: "ml_framing", evidence: ["n1", "n2"] },
			{ type: "write-item", kind: "keep", no: 1, text: "Asked first", more: "", evidence: ["n2", "n3"] },
			{ type: "write-item", kind: "change", no: 1, text: "", more: "Try this", evidence: [] },
			{ type: "write-item", kind: "drill", no: 1, text: "", more: "", evidence: ["n4"] },
			{ type: "summarise", text: "Solid." },
		]);
		const gaps = gapsOf(review);
		expect(gaps.unproven).toEqual(["modelling"]);
		expect(gaps.unscored).toHaveLength(5);
		expect(gaps.unlinked).toEqual([{ kind: "change", no: 1 }]);
		expect(gaps.unwritten).toEqual(["drill"]);
		expect(evidenceOf(review)).toEqual(["n1", "n2", "n3", "n4"]);
	});
});
