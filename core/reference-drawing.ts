// The reference design as a drawing: parts in the cells of their grid, coloured by the part that they play, and the links between
// them, which bend around what lies in their way. In go the nodes and edges of a question pack, out comes a drawing and its
// legend. Words that are too long for their box are cut there and stand whole in the list of parts.
import { type Drawing, type DrawingMark, type Ink, PART_GROUPS, type PartGroup } from "./drawing.ts";
import type { NodeKind } from "./pack-parts.ts";
import type { Brief } from "./question.ts";

export type Reference = Brief["reference_design"];
type Edge = Reference["edges"][number];
interface Point {
	readonly x: number;
	readonly y: number;
}
interface Box extends Point {
	readonly id: string;
}

const GROUPS: Record<NodeKind, PartGroup> = {
	client_app: "client",
	entity_db: "client",
	event_log: "stream",
	message_stream: "stream",
	stream_processor: "stream",
	batch_job: "stream",
	object_store: "store",
	data_lake: "store",
	kv_store: "store",
	search_index: "store",
	cache: "store",
	feature_store: "features",
	label_joiner: "features",
	human_labeling: "features",
	training_set: "features",
	trainer: "training",
	offline_eval: "training",
	model_registry: "training",
	model_classic: "model",
	model_neural: "model",
	model_llm: "model",
	ranker: "model",
	reranker: "model",
	api_gateway: "serving",
	prediction_service: "serving",
	model_server: "serving",
	candidate_generator: "serving",
	decision_policy: "serving",
	experiment_platform: "watch",
	monitoring: "watch",
};

/** In the order of the legend. */
export const GROUP_NAMES: Record<PartGroup, string> = {
	client: "Product and its records",
	stream: "Events and jobs",
	store: "Stores and indexes",
	features: "Features and labels",
	training: "Training",
	model: "Models and rankers",
	serving: "Serving",
	watch: "Experiments and monitoring",
};

const EDGE_STYLES = ["request", "data", "train", "monitor", "fallback"] as const satisfies readonly Edge["style"][];
type EdgeStyle = Edge["style"];
const EDGE_LOOKS: Record<EdgeStyle, { readonly name: string; readonly stroke: Ink; readonly dash?: string }> = {
	request: { name: "request", stroke: "text" },
	data: { name: "data", stroke: "stream" },
	train: { name: "training", stroke: "training", dash: "7 4" },
	monitor: { name: "monitoring", stroke: "watch", dash: "2 4" },
	fallback: { name: "fallback", stroke: "quiet", dash: "10 4 2 4" },
};

const BOX = { w: 122, h: 64 };
const CELL = { w: 170, h: 114 };
const MARGIN = 14;
const LABEL = { size: 13, lead: 16, lines: 3, chars: 15 };

export function groupOf(kind: NodeKind): PartGroup {
	return GROUPS[kind];
}

/** Groups and kinds of links that a design has, for its legend. */
export function legendOf({ nodes, edges }: Reference): { groups: PartGroup[]; links: EdgeStyle[] } {
	const groups = new Set(nodes.map(({ kind }) => GROUPS[kind]));
	const links = new Set(edges.map(({ style }) => style));
	return {
		groups: PART_GROUPS.filter((group) => groups.has(group)),
		links: EDGE_STYLES.filter((style) => links.has(style)),
	};
}

/** A short line in the way of the links of one kind, with its name. */
export function linkLegend(style: EdgeStyle): { name: string; stroke: Ink; dash: string | undefined } {
	const { name, stroke, dash } = EDGE_LOOKS[style];
	return { name, stroke, dash };
}

export function referenceDrawing({ nodes, edges }: Reference): Drawing {
	const boxes = nodes.map(({ id, at }): Box => ({ id, x: at[0] * CELL.w, y: at[1] * CELL.h }));
	const boxOf = new Map(boxes.map((box) => [box.id, box]));
	const links = edges.flatMap((edge) => {
		const [from, to] = [boxOf.get(edge.from), boxOf.get(edge.to)];
		return from && to && from !== to ? [{ edge, way: wayOf(from, to, boxes) }] : [];
	});
	// a link may bend beyond the outermost boxes
	const corners = boxes.flatMap(({ x, y }) => [
		{ x, y },
		{ x: x + BOX.w, y: y + BOX.h },
	]);
	const all = [...corners, ...links.flatMap(({ way }) => way)];
	const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
	const origin = { x: Math.min(...xs) - MARGIN, y: Math.min(...ys) - MARGIN };
	const moved = ({ x, y }: Point) => ({ x: x - origin.x, y: y - origin.y });
	const placed = boxes.map((box) => ({ ...box, ...moved(box) }));
	const ways = links.map(({ edge, way }) => ({ edge, way: way.map(moved) }));
	return {
		label: `Reference design: ${nodes.length} parts, ${edges.length} links between them`,
		width: Math.ceil(Math.max(...xs) + MARGIN - origin.x),
		height: Math.ceil(Math.max(...ys) + MARGIN - origin.y),
		marks: [
			...ways.flatMap(({ edge, way }) => lineMarks(edge, way)),
			...nodes.flatMap(({ kind, label }, index) => {
				const box = placed[index];
				return box ? boxMarks(box, GROUPS[kind], label) : [];
			}),
			...linkWords(ways, placed),
		],
	};
}

// ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────────
function boxMarks({ x, y }: Point, group: PartGroup, label: string): DrawingMark[] {
	const lines = wrapped(label, LABEL.chars, LABEL.lines);
	const first = y + BOX.h / 2 - ((lines.length - 1) * LABEL.lead) / 2 + LABEL.size * 0.36;
	return [
		{ mark: "rect", x, y, ...BOX, r: 6, fill: "paper" },
		{ mark: "rect", x, y, ...BOX, r: 6, fill: `${group}-tint`, stroke: group, width: 1.6 },
		...lines.map((text, index): DrawingMark => {
			const place = { x: x + BOX.w / 2, y: round(first + index * LABEL.lead) };
			return { mark: "text", ...place, text, size: LABEL.size, ink: "text", anchor: "middle" };
		}),
	];
}

/** At most so many lines; a long word breaks at its hyphen, else it is cut, and so is what remains. */
function wrapped(text: string, chars: number, most: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= chars) lines[lines.length - 1] = `${last} ${word}`;
		else if (word.length <= chars) lines.push(word);
		else lines.push(...word.split(/(?<=-)/).map((part) => cut(part, chars)));
	}
	if (lines.length <= most) return lines;
	return [...lines.slice(0, most - 1), cut(`${lines[most - 1]} …`, chars)];
}

function cut(text: string, chars: number): string {
	const letters = Array.from(text);
	return letters.length <= chars ? text : `${letters.slice(0, chars - 1).join("")}…`;
}

// ── links ───────────────────────────────────────────────────────────────────────────────────────────────────────
/** How far a link may bend aside, nearest first. */
const BENDS = [0, 46, -46, 92, -92, 150, -150, 220, -220];
const ARROW = { long: 9, wide: 4.5 };

/** The way of a link from the edge of one box to the edge of the other, past those between. */
function wayOf(from: Box, to: Box, boxes: readonly Box[]): Point[] {
	const [a, b] = [middleOf(from), middleOf(to)];
	const others = boxes.filter((box) => box !== from && box !== to);
	const { points } = BENDS.map((bend) => pointsOf(curveOf(a, b, bend)))
		.map((bent) => ({ points: bent, hits: hitsOf(bent, others) }))
		.reduce((best, next) => (next.hits < best.hits ? next : best));
	const first = points.findLastIndex((point) => isIn(point, from, 2));
	const last = points.findIndex((point) => isIn(point, to, 3));
	return points.slice(Math.max(0, first), last < 0 ? undefined : last + 1);
}

function lineMarks({ style }: Edge, way: readonly Point[]): DrawingMark[] {
	const { stroke, dash } = EDGE_LOOKS[style];
	const drawn = way.filter((_, index) => index % DRAWN_EVERY === 0 || index === way.length - 1);
	const path = drawn.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
	const [tip, before] = [way.at(-1), way.at(-8) ?? way[0]];
	return [
		{ mark: "path", d: path, stroke, dash, width: 1.6 },
		...(tip && before
			? ([{ mark: "path", d: arrowAt(tip, before), fill: stroke, stroke, width: 1 }] satisfies DrawingMark[])
			: []),
	];
}

const WORDS = { size: 10.5, char: 5.6, high: 13, chars: 30 };
/** Where along a link its words may stand, and how far above or below: the first place that is free. */
const PLACES = [0.5, 0.42, 0.58, 0.32, 0.68, 0.24, 0.76];
const ASIDE = [0, -BOX.h / 2 - 6, BOX.h / 2 + 15];

/** The words of links that fit between the boxes and each other; the rest stand in the list of parts alone. */
function linkWords(links: readonly { edge: Edge; way: readonly Point[] }[], boxes: readonly Box[]): DrawingMark[] {
	const taken: { x: number; y: number; w: number }[] = [];
	const isFree = (x: number, y: number, w: number) => {
		const corners = [-1, -0.5, 0, 0.5, 1].flatMap((side) =>
			[-1, 0].map((up) => ({ x: x + (side * w) / 2, y: y + up * WORDS.high })),
		);
		if (corners.some((corner) => boxes.some((box) => isIn(corner, box, 1)))) return false;
		return taken.every((one) => Math.abs(one.x - x) > (one.w + w) / 2 || Math.abs(one.y - y) > WORDS.high);
	};
	return links.flatMap(({ edge: { label }, way }): DrawingMark[] => {
		if (label === undefined) return [];
		const text = cut(label, WORDS.chars);
		const w = text.length * WORDS.char + 4;
		const places = ASIDE.flatMap((aside) =>
			PLACES.flatMap((share) => {
				const point = way[Math.round(share * (way.length - 1))];
				return point ? [{ x: round(point.x), y: round(point.y + aside) + 4 }] : [];
			}),
		);
		const place = places.find(({ x, y }) => x > w / 2 && y > WORDS.high && isFree(x, y, w));
		if (!place) return [];
		taken.push({ ...place, w });
		return [{ mark: "text", ...place, text, size: WORDS.size, ink: "quiet", anchor: "middle", halo: true }];
	});
}

function middleOf({ x, y }: Point): Point {
	return { x: x + BOX.w / 2, y: y + BOX.h / 2 };
}

interface Curve {
	readonly a: Point;
	readonly through: Point;
	readonly b: Point;
}

/** From `a` to `b`, aside of the straight line by `bend` in its middle. */
function curveOf(a: Point, b: Point, bend: number): Curve {
	const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
	const aside = { x: (-(b.y - a.y) / length) * bend * 2, y: ((b.x - a.x) / length) * bend * 2 };
	return { a, b, through: { x: (a.x + b.x) / 2 + aside.x, y: (a.y + b.y) / 2 + aside.y } };
}

/** Close enough to find the edge of a box; a line is drawn through fewer of them. */
const SAMPLES = 160;
const DRAWN_EVERY = 5;

function pointsOf({ a, through, b }: Curve): Point[] {
	return Array.from({ length: SAMPLES + 1 }, (_, index) => {
		const t = index / SAMPLES;
		const [one, two, three] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
		return { x: one * a.x + two * through.x + three * b.x, y: one * a.y + two * through.y + three * b.y };
	});
}

/** How much of the way lies on boxes that it should pass by. */
function hitsOf(points: readonly Point[], boxes: readonly Box[]): number {
	return points.filter((point) => boxes.some((box) => isIn(point, box, 5))).length;
}

function isIn({ x, y }: Point, box: Box, margin: number): boolean {
	return x > box.x - margin && x < box.x + BOX.w + margin && y > box.y - margin && y < box.y + BOX.h + margin;
}

function arrowAt(tip: Point, before: Point): string {
	const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
	const [x, y] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
	const back = { x: tip.x - x * ARROW.long, y: tip.y - y * ARROW.long };
	const corner = (side: number) => `${round(back.x - y * ARROW.wide * side)} ${round(back.y + x * ARROW.wide * side)}`;
	return `M${round(tip.x)} ${round(tip.y)}L${corner(1)}L${corner(-1)}Z`;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
