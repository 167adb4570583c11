// What a question pack is made of: kinds of text, lists, and the parts that core/question.ts puts together. All text is cleaned
// on entry (core/text.ts) and bounded (core/limits.ts); what is wrong is said in words that an author understands.
import * as z from "zod/mini";
import { HELPER_NAMES } from "./estimate.ts";
import { STEP_IDS } from "./framework.ts";
import {
	MAX_PACK_CELL,
	MAX_PACK_EDGES,
	MAX_PACK_ID_CHARS,
	MAX_PACK_ITEMS,
	MAX_PACK_LABEL_CHARS,
	MAX_PACK_LINE_CHARS,
	MAX_PACK_NODES,
	MAX_PACK_NUMBERS,
	MAX_PACK_TEXT_CHARS,
} from "./limits.ts";
import { type Disagreement, designDisagreements, latencyDisagreements, repeats } from "./pack-agreement.ts";
import { cleanLine, cleanText } from "./text.ts";

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

// ── text and lists ──────────────────────────────────────────────────────────────────────────────────────────────
function bounded(clean: (text: string) => string, max: number) {
	return z
		.string()
		.check(
			z.overwrite(clean),
			z.minLength(1, "must not be empty"),
			z.maxLength(max, `may have at most ${max.toLocaleString("en")} characters`),
		);
}

export function packLine(max = MAX_PACK_LINE_CHARS) {
	return bounded(cleanLine, max);
}

/** A sentence or more; line breaks stay. */
export function packText(max = MAX_PACK_TEXT_CHARS) {
	return bounded(cleanText, max);
}

const NUMBER_NAME = /^[a-z][a-z0-9_]{0,59}$/;
const NUMBER_NAME_WORDS = "must be called by lower-case letters, digits and _, 60 at most";

const text = packText();
const line = packLine();
/** What stands on a box, an arrow or at the head of a row. */
const label = packLine(MAX_PACK_LABEL_CHARS);

/** Lower-case words joined by hyphens. */
export const packIdSchema = z
	.string()
	.check(
		z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens, like ad-click-prediction"),
		z.maxLength(MAX_PACK_ID_CHARS, `may have at most ${MAX_PACK_ID_CHARS} characters`),
	);

/** Several of something, none of them twice. */
export function listOf<Item extends z.core.SomeType>(item: Item, { min = 0, max = MAX_PACK_ITEMS } = {}) {
	return z.array(item).check(
		z.minLength(min, `needs at least ${min}`),
		z.maxLength(max, `may have at most ${max}`),
		agreement((items) => repeats(items)),
	);
}

/** A check that also runs where something else is wrong: an author wants to know all of it at once. */
export function agreement(find: (value: unknown) => Disagreement[]) {
	return z.superRefine<unknown>(
		(value, context) => {
			for (const { path, message } of find(value)) context.addIssue({ code: "custom", path, message });
		},
		{ when: () => true },
	);
}

// ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────────
export const clarificationSchema = z.strictObject({
	q: line,
	a: text,
	importance: z.enum(["must", "should", "could"]),
});

const hintSchema = z.strictObject({
	level: z.union([z.literal(1), z.literal(2), z.literal(3)], { error: "must be 1, 2 or 3" }),
	text: text,
});

export const stepBriefSchema = z.strictObject({
	look_for: listOf(text, { min: 1 }),
	probes: listOf(text, { min: 2 }),
	hints: z.array(hintSchema).check(
		z.length(3, "must be three"),
		z.refine(
			(hints) => hints.length !== 3 || hints.every((hint, index) => hint.level === index + 1),
			"must have the levels 1, 2 and 3 in this order",
		),
	),
	pitfalls: listOf(text, { min: 3 }),
});

export const twistSchema = z.strictObject({
	text: text,
	tests: listOf(z.enum(STEP_IDS), { min: 1, max: STEP_IDS.length }),
});
const numberNameSchema = z.string().check(z.regex(NUMBER_NAME, NUMBER_NAME_WORDS));
/** A number, or the name of one under `numbers`. */
const quantitySchema = z.union([z.number(), numberNameSchema], {
	error: "must be a number, or the name of one under numbers",
});
const quantitiesSchema = z
	.array(quantitySchema)
	.check(z.minLength(1, "needs at least 1"), z.maxLength(MAX_PACK_ITEMS, `may have at most ${MAX_PACK_ITEMS}`));
/** What a helper works out (core/estimate.ts); core/pack-estimates.ts does the sum again. */
const helpedEstimateSchema = z.strictObject({
	name: label,
	helper: z.enum(HELPER_NAMES),
	inputs: z.record(
		z.string(),
		z.union([z.number(), numberNameSchema, quantitiesSchema], {
			error: "must be a number, the name of one under numbers, or a list of those",
		}),
	),
	result: quantitySchema,
	text: text,
});
/** What no helper works out: in words. */
const toldEstimateSchema = z.strictObject({ name: label, working: text, result: text });
export const estimateSchema = z.union([helpedEstimateSchema, toldEstimateSchema], {
	error: "must be a sum with a helper, or have a working and a result in words",
});
export type PackEstimate = z.infer<typeof estimateSchema>;

export const sourceSchema = z.strictObject({
	title: line,
	address: z.optional(
		z.string().check(z.regex(/^https:\/\/[^\s<>"]{1,290}$/, "must be an address that begins with https://")),
	),
});
export const featureSchema = z.strictObject({
	entity: label,
	name: line,
	freshness: line,
	encoding: line,
});
export const metricsSchema = z.strictObject({
	offline: listOf(line),
	online: listOf(line),
	guardrails: listOf(line),
});

// ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────
const KNOWN_NUMBERS = ["latency_p99_ms", "latency_budget_ms"];

/** Two that every question has; and any others, by names of the author's, each a number or one line. */
export const numbersSchema = z
	.looseObject({
		latency_p99_ms: z.number().check(z.positive("must be more than 0")),
		latency_budget_ms: z
			.array(z.strictObject({ hop: line, ms: z.number().check(z.positive("must be more than 0")) }))
			.check(z.minLength(1, "needs at least 1"), z.maxLength(MAX_PACK_ITEMS, `may have at most ${MAX_PACK_ITEMS}`)),
	})
	.check(
		z.overwrite((numbers) => {
			const lines = Object.entries(numbers).flatMap(([name, value]) =>
				typeof value === "string" ? [[name, cleanLine(value)]] : [],
			);
			return { ...numbers, ...Object.fromEntries(lines) };
		}),
		agreement((numbers) => [...ownNumberProblems(numbers), ...latencyDisagreements(numbers)]),
	);

function ownNumberProblems(numbers: unknown): Disagreement[] {
	if (typeof numbers !== "object" || numbers === null) return [];
	const entries = Object.entries(numbers);
	const wrong = entries.flatMap(([name, value]): Disagreement[] => {
		if (KNOWN_NUMBERS.includes(name)) return [];
		if (!NUMBER_NAME.test(name)) return [{ path: [name], message: NUMBER_NAME_WORDS }];
		const isLine = typeof value === "string" && value !== "" && value.length <= MAX_PACK_LINE_CHARS;
		return isLine || (typeof value === "number" && Number.isFinite(value))
			? []
			: [{ path: [name], message: `must be a number or a line of at most ${MAX_PACK_LINE_CHARS} characters` }];
	});
	return entries.length > MAX_PACK_NUMBERS
		? [...wrong, { path: [], message: `may have at most ${MAX_PACK_NUMBERS} entries` }]
		: wrong;
}

// ── the reference design ────────────────────────────────────────────────────────────────────────────────────────
const cellSchema = z
	.int()
	.check(
		z.gte(0, `must be a whole number from 0 to ${MAX_PACK_CELL}`),
		z.lte(MAX_PACK_CELL, `must be a whole number from 0 to ${MAX_PACK_CELL}`),
	);
const nodeIdSchema = z
	.string()
	.check(
		z.regex(/^[A-Za-z][\w-]{0,39}$/, "must begin with a letter, and have letters, digits, _ and - only, 40 at most"),
	);

const nodeSchema = z.strictObject({
	id: nodeIdSchema,
	kind: z.enum(NODE_KINDS),
	variant: z.optional(label),
	label: label,
	at: z.tuple([cellSchema, cellSchema], "must be column and row"),
});
const edgeSchema = z.strictObject({
	from: nodeIdSchema,
	to: nodeIdSchema,
	label: z.optional(label),
	style: z.enum(["request", "data", "train", "monitor", "fallback"]),
});

export const referenceDesignSchema = z
	.strictObject({
		nodes: z
			.array(nodeSchema)
			.check(z.minLength(1, "needs at least 1"), z.maxLength(MAX_PACK_NODES, `may have at most ${MAX_PACK_NODES}`)),
		edges: z.array(edgeSchema).check(z.maxLength(MAX_PACK_EDGES, `may have at most ${MAX_PACK_EDGES}`)),
	})
	.check(agreement(designDisagreements));
