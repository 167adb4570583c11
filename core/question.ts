// A question pack: what a candidate is asked and what an interviewer brings. The schema says of every field who may
// see it; `publicQuestion` and `briefOf` are the only ways to take a pack apart, and the traffic test generates its
// markers from the schema. Its parts are core/pack-parts.ts; docs/packs.md tells authors of them.
import * as z from "zod/mini";
import { LEVELS, STEP_IDS } from "./framework.ts";
import { MAX_PACK_LABEL_CHARS, MAX_PACK_PROMPT_CHARS, MAX_TITLE_CHARS } from "./limits.ts";
import { estimateDisagreements } from "./pack-estimates.ts";
import {
	agreement,
	clarificationSchema,
	estimateSchema,
	featureSchema,
	listOf,
	metricsSchema,
	numbersSchema,
	packIdSchema,
	packLine,
	packText,
	referenceDesignSchema,
	sourceSchema,
	stepBriefSchema,
	twistSchema,
} from "./pack-parts.ts";

export const DIFFICULTIES = ["easy", "medium", "hard"] as const;

const stepsShape = Object.fromEntries(STEP_IDS.map((id) => [id, stepBriefSchema])) as Record<
	(typeof STEP_IDS)[number],
	typeof stepBriefSchema
>;

const packShape = z.strictObject({
	schema_version: z.literal(1),
	id: packIdSchema,
	title: packLine(MAX_TITLE_CHARS),
	family: packIdSchema,
	difficulty: z.enum(DIFFICULTIES),
	levels: listOf(z.enum(LEVELS), { min: 1, max: LEVELS.length }),
	tags: listOf(packLine(MAX_PACK_LABEL_CHARS), { min: 1 }),
	recommended_minutes: z.union([z.literal(35), z.literal(45), z.literal(60)], { error: "must be 35, 45 or 60" }),
	candidate_prompt: packText(MAX_PACK_PROMPT_CHARS),
	clarifications: listOf(clarificationSchema, { min: 1 }),
	numbers: numbersSchema,
	estimates: listOf(estimateSchema),
	steps: z.strictObject(stepsShape),
	twists: listOf(twistSchema),
	reference_design: referenceDesignSchema,
	feature_table: listOf(featureSchema),
	metrics: metricsSchema,
	level_anchors: z.strictObject({ mid: packText(), senior: packText(), staff: packText() }),
	sources: z.optional(listOf(sourceSchema)),
});
/** A pack that was read before. Its sums are not done again: a helper that changes later must not close old sessions. */
export const storedPackSchema = packShape;
export const questionPackSchema = packShape.check(agreement(estimateDisagreements));
export type QuestionPack = z.infer<typeof questionPackSchema>;

/**
 * Who may see a top-level field of a pack: `public` everybody who may know the question; `private` interviewers only.
 * Typed as a total map, so that a new field does not compile until somebody has decided.
 */
export const PACK_FIELD_VISIBILITY: Record<keyof QuestionPack, "public" | "private"> = {
	schema_version: "public",
	id: "public",
	title: "public",
	family: "public",
	difficulty: "public",
	levels: "public",
	recommended_minutes: "public",
	candidate_prompt: "public",
	tags: "private",
	clarifications: "private",
	numbers: "private",
	estimates: "private",
	steps: "private",
	twists: "private",
	reference_design: "private",
	feature_table: "private",
	metrics: "private",
	level_anchors: "private",
	sources: "private",
};

/** What a person who may know the question sees of it (the bank's page, a candidate after the start). */
export const publicQuestionSchema = z.strictObject({
	id: z.string(),
	title: z.string(),
	family: z.string(),
	difficulty: z.enum(DIFFICULTIES),
	levels: z.array(z.enum(LEVELS)),
	recommendedMinutes: z.union([z.literal(35), z.literal(45), z.literal(60)]),
	prompt: z.string(),
});
export type PublicQuestion = z.infer<typeof publicQuestionSchema>;

/** A pack without its private fields, as the database gives it out for lists. */
export const publicPackSchema = z.pick(packShape, {
	id: true,
	title: true,
	family: true,
	difficulty: true,
	levels: true,
	recommended_minutes: true,
	candidate_prompt: true,
});

export function publicQuestion(pack: z.infer<typeof publicPackSchema>): PublicQuestion {
	return {
		id: pack.id,
		title: pack.title,
		family: pack.family,
		difficulty: pack.difficulty,
		levels: pack.levels,
		recommendedMinutes: pack.recommended_minutes,
		prompt: pack.candidate_prompt,
	};
}

/** What only an interviewer sees. */
export const briefSchema = z.strictObject({
	tags: packShape.shape.tags,
	clarifications: packShape.shape.clarifications,
	numbers: packShape.shape.numbers,
	estimates: packShape.shape.estimates,
	steps: packShape.shape.steps,
	twists: packShape.shape.twists,
	reference_design: packShape.shape.reference_design,
	feature_table: packShape.shape.feature_table,
	metrics: packShape.shape.metrics,
	level_anchors: packShape.shape.level_anchors,
	sources: packShape.shape.sources,
});
export type Brief = z.infer<typeof briefSchema>;

export function briefOf(pack: QuestionPack): Brief {
	const {
		tags,
		clarifications,
		numbers,
		estimates,
		steps,
		twists,
		reference_design,
		feature_table,
		metrics,
		level_anchors,
		sources,
	} = pack;
	return {
		tags,
		clarifications,
		numbers,
		estimates,
		steps,
		twists,
		reference_design,
		feature_table,
		metrics,
		level_anchors,
		...(sources && { sources }),
	};
}
