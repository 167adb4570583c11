// The reference designs of the bank, each on the board of a session of its own as somebody would draw it: boxes of the stencils'
// colours, arrows that hang on them. Exported by the room, as anybody would; all of them on one sheet, to be looked at.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { TLDefaultColorStyle, TLDefaultDashStyle } from "@tldraw/tlschema";
import type { PartGroup } from "#core/drawing.ts";
import type { Brief } from "#core/question.ts";
import { groupOf } from "#core/reference-drawing.ts";
import { readBank } from "#prisma/pack-files.ts";
import type { Someone } from "#tests/e2e/people.ts";
import { expect } from "#tests/e2e/test.ts";
import { writePictureSheet } from "./sheet.ts";
import { FOLDER, type Stage } from "./stage.ts";

type Design = Brief["reference_design"];

const COLOURS: Record<PartGroup, TLDefaultColorStyle> = {
	client: "grey",
	stream: "blue",
	store: "green",
	features: "violet",
	training: "orange",
	model: "red",
	serving: "black",
	watch: "yellow",
};
const LINKS: Record<Design["edges"][number]["style"], { color: TLDefaultColorStyle; dash: TLDefaultDashStyle }> = {
	request: { color: "black", dash: "solid" },
	data: { color: "blue", dash: "solid" },
	train: { color: "orange", dash: "dashed" },
	monitor: { color: "yellow", dash: "dotted" },
	fallback: { color: "grey", dash: "dashed" },
};
const CELL = { w: 390, h: 190 };
const BOX = { w: 200, h: 100 };

export async function designs(stage: Stage): Promise<void> {
	const folder = join(FOLDER, "designs");
	await mkdir(folder, { recursive: true });
	const { packs } = await readBank("prisma/packs");
	for (const { pack } of packs) {
		const author = await stage.come("Priya Raman");
		const { id } = await author.makeSession({ questionId: pack.id });
		await author.enter(id);
		await draw(author, pack.reference_design);
		await author.isSaved();
		await expect.poll(async () => (await author.hand.shapes()).length).toBe(partsOf(pack.reference_design));
		await author.page.getByRole("banner").getByRole("button", { name: "More" }).click();
		await author.page.getByRole("menuitem", { name: "Pictures of the board" }).click();
		const button = author.page.getByRole("button", { name: "Whole board as PNG" });
		const [file] = await Promise.all([author.page.waitForEvent("download"), button.click()]);
		await file.saveAs(join(folder, `${pack.id}.png`));
		await author.context.close();
	}
	await writePictureSheet(
		folder,
		packs.map(({ pack }) => ({ file: `${pack.id}.png`, title: pack.title })),
	);
}

function partsOf({ nodes, edges }: Design): number {
	return nodes.length + edges.length;
}

interface Place {
	readonly x: number;
	readonly y: number;
}
type Placed = Place & { readonly id: string };

/** How far an arrow is bent aside, so that it passes by the boxes between: somebody would draw it so. A long one goes further out. */
const BENDS = [0, 140, -140, 260, -260, 380, -380];
const LONG = 2 * CELL.w;

function bendOf(fromId: string, toId: string, boxes: readonly Placed[]): number {
	const [from, to] = [fromId, toId].map((id) => boxes.find((box) => box.id === id));
	if (!from || !to || from === to) return 0;
	const others = boxes.filter((box) => box !== from && box !== to);
	const hits = (bend: number) =>
		curveOf(from, to, bend).filter((point) => others.some((box) => isIn(point, box))).length;
	const further = Math.max(1, Math.hypot(to.x - from.x, to.y - from.y) / LONG);
	return BENDS.map((bend) => bend * further).reduce((best, next) => (hits(next) < hits(best) ? next : best));
}

/** Points between the middles of two boxes. tldraw bends to the right of the way for more than 0. */
function curveOf(from: Place, to: Place, bend: number): Place[] {
	const way = { x: to.x - from.x, y: to.y - from.y };
	const length = Math.hypot(way.x, way.y);
	return Array.from({ length: 81 }, (_, index) => {
		const t = index / 80;
		const aside = (4 * t * (1 - t) * bend) / length;
		return { x: from.x + BOX.w / 2 + t * way.x - aside * way.y, y: from.y + BOX.h / 2 + t * way.y + aside * way.x };
	});
}

function isIn({ x, y }: Place, box: Place): boolean {
	return x > box.x - 8 && x < box.x + BOX.w + 8 && y > box.y - 8 && y < box.y + BOX.h + 8;
}

async function draw(author: Someone, design: Design): Promise<void> {
	const boxes = design.nodes.map(({ id, kind, label, at: [column, row] }) => ({
		...{ id: `shape:${id}`, label, color: COLOURS[groupOf(kind)] },
		...{ x: column * CELL.w, y: row * CELL.h },
	}));
	const arrows = design.edges.map(({ from, to, label, style }, index) => ({
		...{ id: `shape:arrow-${index}`, from: `shape:${from}`, to: `shape:${to}`, label: label ?? "" },
		...{ ...LINKS[style], bend: bendOf(`shape:${from}`, `shape:${to}`, boxes) },
	}));
	await author.page.evaluate(
		({ boxes, arrows, size }) => {
			const editor = window.boardwalkEditor;
			if (!editor) throw new Error("there is no board");
			const words = (text: string) => ({
				type: "doc",
				content: [{ type: "paragraph", ...(text && { content: [{ type: "text", text }] }) }],
			});
			const isShape = (id: string): id is `shape:${string}` & { __type__: never } => id.startsWith("shape:");
			const shapeId = (id: string) => {
				if (!isShape(id)) throw new Error(`${id} is no shape`);
				return id;
			};
			editor.run(() => {
				editor.createShapes(
					boxes.map(({ id, x, y, color, label }) => ({
						...{ id: shapeId(id), type: "geo" as const, x, y },
						props: {
							...size,
							color,
							fill: "semi" as const,
							size: "s" as const,
							font: "sans" as const,
							richText: words(label),
						},
					})),
				);
				for (const { id, from, to, color, dash, bend, label } of arrows) {
					editor.createShape({
						...{ id: shapeId(id), type: "arrow" },
						props: { color, dash, bend, size: "s", font: "sans", text: label },
					});
					for (const [terminal, end] of [
						["start", from],
						["end", to],
					] as const) {
						editor.createBinding({
							...{ type: "arrow", fromId: shapeId(id), toId: shapeId(end) },
							props: { terminal, normalizedAnchor: { x: 0.5, y: 0.5 }, isExact: false, isPrecise: false, snap: "none" },
						});
					}
				}
			});
		},
		{ boxes, arrows, size: BOX },
	);
}
