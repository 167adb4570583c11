// The seven titled areas of a board, one a step, laid out by one deed that one undo takes back, with the question pinned
// above them once everybody may know it. Ids are fixed, so that two people who do it at once get one set, not two.
import {
	Box,
	createShapeId,
	type Editor,
	type TLFrameShape,
	type TLGeoShape,
	type TLShapeId,
	type TLShapePartial,
	type TLTextShape,
} from "tldraw";
import { STEPS, type StepId } from "#core/framework.ts";
import { richTextOf } from "#core/label.ts";
import type { BoardLayout, PinnedQuestion } from "./board-handle.ts";
import { fitInSight } from "./fit.ts";

const WIDTH = 2400;
const HEIGHT = 540;
const GAP = 60;
/** Titles keep their size on the screen, so from far away they are high in page units; rows keep clear of them. */
const ROW_GAP = 120;
const PADDING = 24;
/** Rows that are read like a page; how they share the width is by how much they have to hold. */
const ROWS: readonly (readonly { step: StepId; share: number }[])[] = [
	[
		{ step: "clarify", share: 0.5 },
		{ step: "frame", share: 0.5 },
	],
	[
		{ step: "data", share: 0.4 },
		{ step: "model", share: 0.36 },
		{ step: "evaluate", share: 0.24 },
	],
	[
		{ step: "serve", share: 0.62 },
		{ step: "monitor", share: 0.38 },
	],
];

export function areaId(step: StepId): TLShapeId {
	return createShapeId(`area-${step}`);
}

function hintId(step: StepId): TLShapeId {
	return createShapeId(`area-${step}-hint`);
}

const PIN_ID = createShapeId("pinned-question");
const OURS: ReadonlySet<TLShapeId> = new Set([PIN_ID, ...STEPS.flatMap(({ id }) => [areaId(id), hintId(id)])]);

/** What the page needs to know to offer the right thing. Cheap, and signals tell when it changes. */
export function layoutOf(editor: Editor): BoardLayout {
	const ids = editor.getCurrentPageShapeIds();
	return {
		empty: ids.size === 0,
		areas: STEPS.some(({ id }) => ids.has(areaId(id))),
		pinned: ids.has(PIN_ID),
		untouched: [...ids].every((id) => OURS.has(id)),
	};
}

/**
 * Lays out the areas beside what is on the board, or shows those that are there.
 * @param question null while not everybody on this board may know it
 * @returns whether they lie on the board now
 */
export function layOutAreas(editor: Editor, question: PinnedQuestion | null): boolean {
	if (!layoutOf(editor).areas && !editor.getIsReadonly()) {
		editor.markHistoryStoppingPoint("lay out the areas");
		editor.run(() => {
			const { x, y } = freePlace(editor);
			editor.createShapes(areaShapes(editor, x, y));
			if (question) putPin(editor, question);
		});
	}
	showAreas(editor);
	return layoutOf(editor).areas;
}

/** Pins the question above the areas: for those that were laid out before it was asked. */
export function pinQuestion(editor: Editor, question: PinnedQuestion): void {
	const { areas, pinned } = layoutOf(editor);
	if (!areas || pinned || editor.getIsReadonly()) return;
	editor.markHistoryStoppingPoint("pin the question");
	editor.run(() => putPin(editor, question));
	showAreas(editor);
}

function showAreas(editor: Editor): void {
	const bounds = boundsOf(editor, [...STEPS.map(({ id }) => areaId(id)), PIN_ID]);
	if (bounds) fitInSight(editor, bounds);
}

function boundsOf(editor: Editor, ids: readonly TLShapeId[]): Box | null {
	const boxes = ids.map((id) => editor.getShapePageBounds(id)).filter((box) => box !== undefined);
	return boxes.length > 0 ? Box.Common(boxes) : null;
}

/** Right of everything, at its top. */
function freePlace(editor: Editor): { x: number; y: number } {
	const taken = editor.getCurrentPageBounds();
	return taken ? { x: Math.ceil(taken.maxX + 2 * GAP), y: Math.floor(taken.minY) } : { x: 0, y: 0 };
}

function areaShapes(editor: Editor, left: number, top: number): TLShapePartial[] {
	const page = editor.getCurrentPageId();
	return ROWS.flatMap((row, index) => {
		const room = WIDTH - GAP * (row.length - 1);
		let x = left;
		return row.flatMap(({ step, share }) => {
			const w = Math.round(room * share);
			const y = top + index * (HEIGHT + ROW_GAP);
			const shapes = areaOf(step, { x, y, w });
			x += w + GAP;
			return shapes.map((shape) => ({ parentId: page, ...shape }));
		});
	});
}

function areaOf(step: StepId, { x, y, w }: { x: number; y: number; w: number }): TLShapePartial[] {
	const facts = STEPS.find(({ id }) => id === step);
	if (!facts) throw new RangeError(`no step is called ${step}`);
	const frame: TLShapePartial<TLFrameShape> = {
		...{ id: areaId(step), type: "frame", x, y, opacity: 1 },
		props: { w, h: HEIGHT, name: `${facts.number} ${facts.name}`, color: "black" },
	};
	// what should stand here in the end, as a line that people write over or delete
	const hint: TLShapePartial<TLTextShape> = {
		...{ id: hintId(step), type: "text", parentId: areaId(step), x: PADDING, y: PADDING - 4, opacity: 1 },
		props: {
			...{ richText: richTextOf(facts.artefactShort), color: "grey", size: "m", font: "sans", textAlign: "start" },
			...{ autoSize: true, scale: 1.25 },
		},
	};
	return [frame, hint];
}

function putPin(editor: Editor, { title, prompt }: PinnedQuestion): void {
	const areas = boundsOf(
		editor,
		STEPS.map(({ id }) => areaId(id)),
	);
	if (!areas) return;
	const pin: TLShapePartial<TLGeoShape> = {
		...{ id: PIN_ID, type: "geo", parentId: editor.getCurrentPageId(), x: areas.minX, y: areas.minY, opacity: 1 },
		props: {
			...{ geo: "rectangle", w: areas.w, h: 160, growY: 0, scale: 1.5, url: "" },
			...{ color: "grey", labelColor: "black", fill: "semi", dash: "solid", size: "l", font: "sans" },
			...{ align: "start", verticalAlign: "middle" },
			// packs break their lines where their editor did
			richText: richTextOf(`${oneLine(title)}\n${oneLine(prompt)}`),
		},
	};
	const others = editor.getCurrentPageShapes().map((shape) => editor.getShapePageBounds(shape));
	editor.createShape(pin);
	const size = editor.getShapePageBounds(PIN_ID);
	if (!size) return;
	const place = new Box(areas.minX, areas.minY - ROW_GAP - size.h, size.w, size.h);
	// above whatever lies there, never over it
	for (const box of others.filter((each) => each !== undefined).sort((a, b) => b.minY - a.minY)) {
		if (box.collides(place)) place.y = box.minY - GAP - place.h;
	}
	editor.updateShape({ id: PIN_ID, type: "geo", x: place.x, y: place.y });
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
