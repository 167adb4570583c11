// A question pack: what a candidate is asked and what an interviewer brings. The schema says of every field who may
// see it; `publicQuestion` and `briefOf` are the only ways to take a pack apart, and the traffic test generates its
// markers from `PRIVATE_PACK_PATHS`.
import * as z from "zod/mini";
import { LEVELS, STEP_IDS } from "./framework.ts";

export const NODE_KINDS = [
	"client_app",
	"event_log",
	"entity_db",
	"object_store",
	"message_stream",
	"batch_job",
	"stream_processor",
	"data_lake",
	"kv_store",
	"search_index",
	"feature_store",
	"label_joiner",
	"human_labeling",
	"training_set",
	"trainer",
	"offline_eval",
	"model_classic",
	"model_neural",
	"model_llm",
	"model_registry",
	"api_gateway",
	"prediction_service",
	"model_server",
	"cache",
	"candidate_generator",
	"ranker",
	"reranker",
	"decision_policy",
	"experiment_platform",
	"monitoring",
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

const sentence = z.string().check(z.trim(), z.minLength(1));

const clarificationSchema = z.strictObject({
	q: sentence,
	a: sentence,
	importance: z.enum(["must", "should", "could"]),
});

const hintSchema = z.strictObject({ level: z.union([z.literal(1), z.literal(2), z.literal(3)]), text: sentence });

const stepBriefSchema = z.strictObject({
	look_for: z.array(sentence).check(z.minLength(1)),
	probes: z.array(sentence).check(z.minLength(2)),
	hints: z.array(hintSchema).check(
		z.length(3),
		z.refine(
			(hints) => hints.every((hint, index) => hint.level === index + 1),
			"hints must have the levels 1, 2 and 3 in this order",
		),
	),
	pitfalls: z.array(sentence).check(z.minLength(3)),
});

const latencyHopSchema = z.strictObject({ hop: sentence, ms: z.number().check(z.positive()) });
const numbersSchema = z.looseObject({
	latency_p99_ms: z.number().check(z.positive()),
	latency_budget_ms: z.array(latencyHopSchema).check(z.minLength(1)),
});

const nodeSchema = z.strictObject({
	id: sentence,
	kind: z.enum(NODE_KINDS),
	variant: z.optional(sentence),
	label: sentence,
	at: z.tuple([z.int(), z.int()]),
});
const edgeSchema = z.strictObject({
	from: sentence,
	to: sentence,
	label: z.optional(sentence),
	style: z.enum(["request", "data", "train", "monitor", "fallback"]),
});

export const questionPackSchema = z
	.strictObject({
		schema_version: z.literal(1),
		id: z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "an id has lower-case words joined by hyphens")),
		title: sentence.check(z.maxLength(120)),
		family: z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
		difficulty: z.enum(["easy", "medium", "hard"]),
		levels: z.array(z.enum(LEVELS)).check(z.minLength(1)),
		tags: z.array(sentence).check(z.minLength(1)),
		recommended_minutes: z.union([z.literal(35), z.literal(45), z.literal(60)]),
		candidate_prompt: sentence,
		clarifications: z.array(clarificationSchema).check(z.minLength(1)),
		numbers: numbersSchema,
		estimates: z.array(z.strictObject({ name: sentence, working: sentence, result: sentence })),
		steps: z.strictObject(
			Object.fromEntries(STEP_IDS.map((id) => [id, stepBriefSchema])) as Record<
				(typeof STEP_IDS)[number],
				typeof stepBriefSchema
			>,
		),
		twists: z.array(z.strictObject({ text: sentence, tests: z.array(z.enum(STEP_IDS)).check(z.minLength(1)) })),
		reference_design: z.strictObject({ nodes: z.array(nodeSchema).check(z.minLength(1)), edges: z.array(edgeSchema) }),
		feature_table: z.array(
			z.strictObject({ entity: sentence, name: sentence, freshness: sentence, encoding: sentence }),
		),
		metrics: z.strictObject({ offline: z.array(sentence), online: z.array(sentence), guardrails: z.array(sentence) }),
		level_anchors: z.strictObject({ mid: sentence, senior: sentence, staff: sentence }),
	})
	.check(
		z.superRefine((pack, context) => {
			const ids = new Set(pack.reference_design.nodes.map((node) => node.id));
			const cells = new Set<string>();
			pack.reference_design.nodes.forEach((node, index) => {
				const cell = node.at.join(",");
				if (cells.has(cell)) {
					context.addIssue({
						code: "custom",
						path: ["reference_design", "nodes", index, "at"],
						message: `two nodes share the cell ${cell}`,
					});
				}
				cells.add(cell);
			});
			pack.reference_design.edges.forEach((edge, index) => {
				for (const end of ["from", "to"] as const) {
					if (!ids.has(edge[end])) {
						context.addIssue({
							code: "custom",
							path: ["reference_design", "edges", index, end],
							message: `no node is called "${edge[end]}"`,
						});
					}
				}
			});
			const sum = pack.numbers.latency_budget_ms.reduce((total, hop) => total + hop.ms, 0);
			if (sum !== pack.numbers.latency_p99_ms) {
				context.addIssue({
					code: "custom",
					path: ["numbers", "latency_budget_ms"],
					message: `the hops sum to ${sum} ms, latency_p99_ms is ${pack.numbers.latency_p99_ms}`,
				});
			}
		}),
	);
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
};

/** What a person who may know the question sees of it (the bank's page, a candidate after the start). */
export const publicQuestionSchema = z.strictObject({
	id: z.string(),
	title: z.string(),
	family: z.string(),
	difficulty: z.enum(["easy", "medium", "hard"]),
	levels: z.array(z.enum(LEVELS)),
	recommendedMinutes: z.union([z.literal(35), z.literal(45), z.literal(60)]),
	prompt: z.string(),
});
export type PublicQuestion = z.infer<typeof publicQuestionSchema>;

export function publicQuestion(pack: QuestionPack): PublicQuestion {
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
	tags: questionPackSchema.shape.tags,
	clarifications: questionPackSchema.shape.clarifications,
	numbers: questionPackSchema.shape.numbers,
	estimates: questionPackSchema.shape.estimates,
	steps: questionPackSchema.shape.steps,
	twists: questionPackSchema.shape.twists,
	reference_design: questionPackSchema.shape.reference_design,
	feature_table: questionPackSchema.shape.feature_table,
	metrics: questionPackSchema.shape.metrics,
	level_anchors: questionPackSchema.shape.level_anchors,
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
	};
}
