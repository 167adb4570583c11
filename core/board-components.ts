// Which parts of a system stand on a board, read from tldraw records. A shape that says its kind (`meta.kind`) is
// believed; of plain boxes the kind is guessed from the words on them. In go records as core/records.ts lets them
// through, and when each was made; what is measured of the components is in core/board-measures.ts.
import type { TLRecord } from "@tldraw/tlschema";
import { NODE_KINDS, type NodeKind } from "./pack-parts.ts";

export interface Component {
	/** null: something, but no model or ranker */
	readonly kind: NodeKind | null;
	readonly label: string;
	/** ms since the session was created */
	readonly at: number;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNodeKind(kind: unknown): kind is NodeKind {
	return (NODE_KINDS as readonly unknown[]).includes(kind);
}

// ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────
function wordsOf(node: unknown): string {
	if (!isFields(node)) return "";
	if (typeof node.text === "string") return node.text;
	if (!Array.isArray(node.content)) return " ";
	const isLine = node.type === "paragraph" || node.type === "heading";
	return node.content.map(wordsOf).join(isLine ? "" : " ");
}

/** The words on a shape as one line. */
function labelOnShape(record: TLRecord): string {
	const props: unknown = "props" in record ? record.props : null;
	return isFields(props) ? wordsOf(props.richText).replace(/\s+/g, " ").trim() : "";
}

/** What names a thing around a model: "model server", "feature store for the ranker", "training". */
const AROUND =
	/\b(servers?|serving|services?|registry|stores?|storage|database|db|lake|warehouse|cache|logs?|logger|stream|queue|index|monitor\w*|alert\w*|drift|dashboard|train\w*|pipeline|features?|data|dataset|labels?|eval\w*|gate|gateway|api|client|app|experiment|a\/b|test|retrieval|generat(or|ion)|source|fallback)\b/i;

/** The first that fits. A model that does not say which is taken for a ranker: a model, but neither baseline nor network. */
const MODELS: readonly (readonly [NodeKind, RegExp])[] = [
	["reranker", /\bre-?rank/i],
	["model_llm", /\b(llms?|gpt|(large )?language models?|vlm)\b/i],
	[
		"model_classic",
		/\b(baseline|heuristics?|rules?|logistic|logreg|linear|lr|(boosted |decision )?trees?|gbdts?|gbm|xgboost|lightgbm|(random )?forest|svm|naive bayes|knn|matrix factori[sz]ation|calibration)\b/i,
	],
	[
		"model_neural",
		/\b(neural|dnn|mlp|cnn|rnn|lstm|gru|gnn|transformers?|bert|vit|resnet|(two|dual|user|item|video)[- ]towers?|towers?|encoders?|deep|dlrm|dcn|deepfm|multi-?task|mmoe|network|nn)\b/i,
	],
	["ranker", /\b(rank(er|ers|ing)?|scor(er|ing)|models?|classifiers?|regressors?|predictors?)\b/i],
];

function guessedKind(label: string): NodeKind | null {
	if (AROUND.test(label) && !/\b(model|ranker|re-?ranker|network|baseline)$/i.test(label)) return null;
	return MODELS.find(([, words]) => words.test(label))?.[0] ?? null;
}

// ── components ──────────────────────────────────────────────────────────────────────────────────────────────────
/** The shapes that an arrow is bound to, at either end. */
function boundByArrows(records: ReadonlyMap<string, TLRecord>): Set<string> {
	const bound = new Set<string>();
	for (const record of records.values()) {
		if (record.typeName === "binding" && record.type === "arrow") bound.add(record.toId);
	}
	return bound;
}

/**
 * The components of a board, earliest first: shapes that say their kind, and labelled boxes that an arrow is bound to.
 * For such boxes this is an estimate: whether one is a model or a ranker is guessed from English words of its label,
 * and a box that no arrow reaches, a sticky note or a drawing by hand is no component. Show it as a hint, never as a score.
 * @param records what a board shows, by id
 * @param madeAt when a shape was made, in ms since the session was created
 */
export function componentsOf(records: ReadonlyMap<string, TLRecord>, madeAt: (shapeId: string) => number): Component[] {
	const bound = boundByArrows(records);
	const components: Component[] = [];
	for (const record of records.values()) {
		if (record.typeName !== "shape") continue;
		const label = labelOnShape(record);
		const { kind } = record.meta;
		if (isNodeKind(kind)) components.push({ kind, label, at: madeAt(record.id) });
		else if (record.type === "geo" && label !== "" && bound.has(record.id)) {
			components.push({ kind: guessedKind(label), label, at: madeAt(record.id) });
		}
	}
	return components.sort((one, other) => one.at - other.at);
}

/** @returns when the first sticky note that speaks of a baseline was made, in ms since the session was created; null without one */
export function baselineNoteAt(
	records: ReadonlyMap<string, TLRecord>,
	madeAt: (shapeId: string) => number,
): number | null {
	let first: number | null = null;
	for (const record of records.values()) {
		if (record.typeName !== "shape" || record.type !== "note" || !/\bbaseline\b/i.test(labelOnShape(record))) continue;
		const at = madeAt(record.id);
		if (first === null || at < first) first = at;
	}
	return first;
}
