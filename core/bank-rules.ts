// What a question of the bank has beyond what any pack needs (core/question.ts): enough of everything to run an hour from it, sums
// of each kind, a design that is mostly not the model, a prompt that does not give the answer away, and sentences of its own. In:
// packs. Out: what is missing, with its place, in words for the author.
import type { HelperName } from "./estimate.ts";
import { STEP_IDS } from "./framework.ts";
import type { Disagreement } from "./pack-agreement.ts";
import type { NodeKind, PackEstimate } from "./pack-parts.ts";
import type { QuestionPack } from "./question.ts";

const AT_LEAST = {
	clarifications: 10,
	musts: 4,
	estimates: 8,
	look_for: 4,
	twists: 4,
	feature_table: 8,
	nodes: 14,
	metrics: 3,
	sources: 3,
} as const;
const MIN_HINT_CHARS = 40;
/** Share of a pack's sentences that another pack may have, too. */
const MAX_SHARED = 0.1;

/** Each of these a candidate should be able to work out, whatever the question. */
const SUMS: Readonly<Record<string, readonly HelperName[]>> = {
	"a load": ["qpsAverage", "qpsPeak", "eventsPerSecond", "scoresPerSecond", "workersForJobs", "computeRate"],
	"a storage or a memory": [
		"logStoragePerDay",
		"storageTotal",
		"embeddingTable",
		"vectorIndexFlat",
		"vectorIndexHnsw",
		"vectorIndexIvfPq",
		"weightsMemory",
		"kvCacheTotal",
	],
	"a time or a number of machines": [
		"latencySequential",
		"latencyParallel",
		"cacheLatency",
		"llmLatency",
		"concurrency",
		"replicas",
		"devicesForCompute",
		"workersForJobs",
		"trainingTime",
		"dataReadTime",
		"staleness",
	],
	"a cost": ["trainingCost", "costPerThousandPredictions", "labelingCost", "fleetCost"],
	"the size of an experiment": ["abSampleSize", "abSampleSizeProportion", "abDuration"],
};

const MODEL_KINDS: readonly NodeKind[] = [
	"model_classic",
	"model_neural",
	"model_llm",
	"trainer",
	"candidate_generator",
	"ranker",
	"reranker",
];

/** [Q12] What one pack lacks. */
export function bankShortfalls(pack: QuestionPack): Disagreement[] {
	return [...amounts(pack), ...stepShortfalls(pack), ...sums(pack.estimates), ...design(pack), ...giveaways(pack)];
}

function amounts(pack: QuestionPack): Disagreement[] {
	const counts: [path: string[], count: number, wanted: number, what: string][] = [
		[["clarifications"], pack.clarifications.length, AT_LEAST.clarifications, ""],
		[["clarifications"], pack.clarifications.filter(isMust).length, AT_LEAST.musts, " of importance must"],
		[["estimates"], pack.estimates.length, AT_LEAST.estimates, ""],
		[["twists"], pack.twists.length, AT_LEAST.twists, ""],
		[["feature_table"], pack.feature_table.length, AT_LEAST.feature_table, ""],
		[["metrics", "offline"], pack.metrics.offline.length, AT_LEAST.metrics, ""],
		[["metrics", "online"], pack.metrics.online.length, AT_LEAST.metrics, ""],
		[["metrics", "guardrails"], pack.metrics.guardrails.length, AT_LEAST.metrics, ""],
		[["sources"], pack.sources?.length ?? 0, AT_LEAST.sources, ""],
	];
	return counts.flatMap(([path, count, wanted, what]) =>
		count >= wanted ? [] : [{ path, message: `has ${count}${what}, a question of the bank needs at least ${wanted}` }],
	);
}

function isMust({ importance }: QuestionPack["clarifications"][number]): boolean {
	return importance === "must";
}

function stepShortfalls({ steps }: QuestionPack): Disagreement[] {
	return STEP_IDS.flatMap((id) => {
		const { look_for, hints } = steps[id];
		const few = look_for.length < AT_LEAST.look_for;
		const short = hints.flatMap(({ text }, index) =>
			text.length >= MIN_HINT_CHARS
				? []
				: [
						{
							path: ["steps", id, "hints", index, "text"],
							message: `has ${text.length} characters, a hint needs at least ${MIN_HINT_CHARS} to help anybody`,
						},
					],
		);
		if (!few) return short;
		const message = `has ${look_for.length}, a question of the bank needs at least ${AT_LEAST.look_for}`;
		return [{ path: ["steps", id, "look_for"], message }, ...short];
	});
}

function sums(estimates: readonly PackEstimate[]): Disagreement[] {
	const helpers = estimates.flatMap((each) => ("helper" in each ? [each.helper] : []));
	const told = estimates.flatMap((each, index) =>
		"helper" in each
			? []
			: [{ path: ["estimates", index], message: "names no helper, so that nobody can do the sum again" }],
	);
	const lacking = Object.entries(SUMS).filter(([, kinds]) => !kinds.some((kind) => helpers.includes(kind)));
	return [
		...told,
		...lacking.map(([what, kinds]) => ({
			path: ["estimates"],
			message: `none works out ${what} (${kinds.join(", ")})`,
		})),
	];
}

function design({ reference_design: { nodes, edges } }: QuestionPack): Disagreement[] {
	const found: Disagreement[] = [];
	if (nodes.length < AT_LEAST.nodes) {
		const message = `has ${nodes.length}, a question of the bank needs at least ${AT_LEAST.nodes}`;
		found.push({ path: ["reference_design", "nodes"], message });
	}
	const models = nodes.filter(({ kind }) => MODEL_KINDS.includes(kind)).length;
	if (models * 2 > nodes.length) {
		const message = `${models} of ${nodes.length} are models and their training: the model is a small part of a system`;
		found.push({ path: ["reference_design", "nodes"], message });
	}
	const tied = new Set(edges.flatMap(({ from, to }) => [from, to]));
	nodes.forEach(({ id }, index) => {
		if (!tied.has(id))
			found.push({ path: ["reference_design", "nodes", index], message: `no arrow comes to "${id}" or leaves it` });
	});
	return found;
}

/** Tags name parts of the answer; that of the family says no more than the title. */
function giveaways(pack: QuestionPack): Disagreement[] {
	return (["title", "candidate_prompt"] as const).flatMap((field) => {
		const words = plain(pack[field]);
		return pack.tags.flatMap((tag) => {
			const told = plain(tag);
			if (told === plain(pack.family) || !words.includes(told)) return [];
			return [{ path: [field], message: `gives the tag "${tag}" away` }];
		});
	});
}

/** Lower-case words with a blank around each. */
function plain(text: string): string {
	return ` ${text
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]+/gu, " ")
		.trim()} `;
}

// ── between packs ───────────────────────────────────────────────────────────────────────────────────────────────
export interface SharedSentences {
	readonly id: string;
	readonly other: string;
	readonly shared: number;
	readonly of: number;
	/** one of them */
	readonly example: string;
}

/** [Q12] Pairs of packs of which one shares more than a tenth of its sentences with the other. */
export function sharedSentences(packs: readonly QuestionPack[]): SharedSentences[] {
	const told = packs.map((pack) => ({ id: pack.id, sentences: sentencesOf(pack) }));
	return told.flatMap((one, index) =>
		told.slice(index + 1).flatMap((other) => {
			// one pack in two files is said already
			if (one.id === other.id) return [];
			const shared = [...one.sentences].filter((sentence) => other.sentences.has(sentence));
			const of = Math.min(one.sentences.size, other.sentences.size);
			const [example] = shared;
			if (example === undefined || shared.length <= of * MAX_SHARED) return [];
			return [{ id: one.id, other: other.id, shared: shared.length, of, example: example.trim() }];
		}),
	);
}

/** Every sentence of every text of a pack, once, without its marks; single words are no sentences. */
function sentencesOf(pack: QuestionPack): Set<string> {
	const { reference_design: _boxes, numbers: _numbers, tags: _tags, ...told } = pack;
	const sentences = textsIn(told).flatMap((text) => text.split(/(?<=[.?!;:])\s+|\n+/).map(plain));
	return new Set(sentences.filter((sentence) => sentence.trim().includes(" ")));
}

function textsIn(value: unknown): string[] {
	if (typeof value === "string") return [value];
	if (typeof value !== "object" || value === null) return [];
	return Object.values(value).flatMap(textsIn);
}
