// @vitest-environment jsdom
// The seven areas: laid out by one deed, taken back by one, once however many do it, never over what is there, and without
// the question as long as not everybody may know it.
import { Box, createShapeId, type TLFrameShape, type TLGeoShape } from "tldraw";
import { afterEach, expect, test } from "vitest";
import { areaId, layOutAreas, layoutOf, pinQuestion } from "#components/board/areas.ts";
import { areasOf } from "#components/board/titled-areas.ts";
import { recordsMap } from "#core/document.ts";
import { STEPS } from "#core/framework.ts";
import { plainTextOf } from "#core/label.ts";
import { readAllRecords } from "#core/records.ts";
import { type Board, boardOf, connectBoards, type Network, SESSION_ID } from "./two-boards.ts";

const QUESTION = { title: "Rank the feed", prompt: "A network shows posts.\nDesign what\n chooses their order.\n" };
const TITLES = STEPS.map((step) => `${step.number} ${step.name}`);

let network: Network | undefined;
afterEach(() => network?.close());
function boards(count: number): Board[] {
	network = connectBoards(count);
	return network.boards;
}
function only(): Board {
	const [board] = boards(1);
	if (!board) throw new Error("a board");
	return board;
}
const titles = (board: Board) => areasOf(board.editor).map(({ name }) => name);
const everything = (board: Board) => JSON.stringify(boardOf(board));
function drawBox(board: Board, x: number, y: number): void {
	board.editor.markHistoryStoppingPoint("box");
	board.editor.createShape<TLGeoShape>({ id: createShapeId("box"), type: "geo", x, y, props: { w: 400, h: 300 } });
}
function boxOf(board: Board, id: string): Box {
	const box = board.editor.getShapePageBounds(createShapeId(id));
	if (!box) throw new Error(`no shape ${id}`);
	return box;
}

test("[A1] one deed lays out seven titled areas in the order of the steps, with the question above them", () => {
	const board = only();
	expect(layOutAreas(board.editor, QUESTION)).toBe(true);
	expect(titles(board)).toEqual(TITLES);
	expect(layoutOf(board.editor)).toEqual({ empty: false, areas: true, pinned: true, untouched: true });
	expect(everything(board)).toContain("A network shows posts. Design what chooses their order.");
	const pin = boxOf(board, "pinned-question");
	const frames = STEPS.map(({ id }) => boxOf(board, `area-${id}`));
	for (const frame of frames) expect(pin.maxY).toBeLessThan(frame.minY);
	for (const [index, frame] of frames.entries()) {
		for (const other of frames.slice(index + 1)) expect(Box.Collides(frame, other)).toBe(false);
	}
});

test("[A1] one undo takes all of it back and leaves what was drawn before; one redo brings all of it again", () => {
	const board = only();
	drawBox(board, 0, 0);
	const before = boardOf(board);
	layOutAreas(board.editor, QUESTION);
	const after = boardOf(board);
	board.editor.undo();
	expect(boardOf(board)).toEqual(before);
	board.editor.redo();
	expect(boardOf(board)).toEqual(after);
});

test("[A1] an undo leaves what somebody else drew in an area; a redo gives it its area again", () => {
	const [a, b] = boards(2) as [Board, Board];
	layOutAreas(a.editor, null);
	network?.settle();
	const inside = { id: createShapeId("inside"), type: "geo", parentId: areaId("model"), x: 30, y: 200 } as const;
	b.editor.createShape<TLGeoShape>({ ...inside, props: { w: 100, h: 60 } });
	network?.settle();
	const place = boxOf(b, "inside");
	a.editor.undo();
	network?.settle();
	for (const board of [a, b]) expect(Object.keys(boardOf(board))).toEqual([inside.id]);
	a.editor.redo();
	network?.settle();
	for (const board of [a, b]) expect(boxOf(board, "inside")).toEqual(place);
});

test("[A2] the question reaches nobody by the board before it is asked; later it is pinned above the areas by one undoable deed", () => {
	const [a, b] = boards(2) as [Board, Board];
	layOutAreas(a.editor, null);
	network?.settle();
	for (const word of ["Rank", "network", "chooses"]) expect(everything(b)).not.toContain(word);
	expect(layoutOf(b.editor)).toEqual({ empty: false, areas: true, pinned: false, untouched: true });
	pinQuestion(b.editor, QUESTION);
	network?.settle();
	expect(layoutOf(a.editor).pinned).toBe(true);
	expect(everything(a)).toContain("Rank the feed");
	b.editor.undo();
	expect(layoutOf(b.editor)).toEqual({ empty: false, areas: true, pinned: false, untouched: true });
});

test("[A3] two people who lay them out at once get seven, not fourteen, and one question", () => {
	const [a, b] = boards(2) as [Board, Board];
	// one of them has drawn something that the other has not seen yet, so that they would place them differently
	drawBox(a, 0, 0);
	layOutAreas(a.editor, QUESTION);
	layOutAreas(b.editor, QUESTION);
	network?.settle();
	for (const board of [a, b]) {
		expect(titles(board)).toEqual(TITLES);
		expect(board.quarantined()).toBe(0);
		expect(Object.keys(boardOf(board)).filter((id) => id.includes("pinned"))).toHaveLength(1);
	}
	expect(boardOf(b)).toEqual(boardOf(a));
});

test("[A3] asked again, they are shown, not laid out again; those that somebody threw away stay away", () => {
	const board = only();
	layOutAreas(board.editor, null);
	board.editor.deleteShapes([areaId("monitor")]);
	const before = boardOf(board);
	board.editor.setCamera({ x: 50_000, y: 0, z: 1 });
	layOutAreas(board.editor, QUESTION);
	expect(boardOf(board)).toEqual(before);
	expect(board.editor.getViewportPageBounds().contains(boxOf(board, "area-clarify"))).toBe(true);
});

test("[A4] they stand beside what is on the board, and the question stands over nothing", () => {
	const board = only();
	drawBox(board, 100, 40);
	layOutAreas(board.editor, null);
	const box = boxOf(board, "box");
	for (const { id } of STEPS) expect(boxOf(board, `area-${id}`).minX).toBeGreaterThan(box.maxX);
	// something that was drawn where the question would hang
	const first = boxOf(board, "area-clarify");
	board.editor.createShape<TLGeoShape>({
		...{ id: createShapeId("above"), type: "geo", x: first.midX, y: first.minY - 260 },
		props: { w: 300, h: 200 },
	});
	pinQuestion(board.editor, QUESTION);
	const pin = boxOf(board, "pinned-question");
	for (const id of ["box", "above", ...STEPS.map((step) => `area-${step.id}`)]) {
		expect(Box.Collides(pin, boxOf(board, id)), id).toBe(false);
	}
});

test("[A5] who may not draw lays out nothing and pins nothing", () => {
	const board = only();
	board.editor.updateInstanceState({ isReadonly: true });
	expect(layOutAreas(board.editor, QUESTION)).toBe(false);
	pinQuestion(board.editor, QUESTION);
	network?.settle();
	expect(recordsMap(board.doc).size).toBe(0);
});

test("[A1] what is laid out may be shown everywhere: every record passes the readers, and labels are plain text", () => {
	const board = only();
	layOutAreas(board.editor, QUESTION);
	network?.settle();
	const { records, quarantined } = readAllRecords(board.doc, { sessionId: SESSION_ID });
	expect([...quarantined.keys()]).toEqual([]);
	expect(records.size).toBe(7 + 7 + 1);
	const labels = [...records.values()].flatMap((record) =>
		record.typeName === "shape" && "richText" in record.props ? [record.props.richText] : [],
	);
	expect(labels).toHaveLength(7 + 1);
	for (const label of labels) expect(plainTextOf(label)).not.toBeNull();
	expect([...records.values()].sort((x, y) => (x.id < y.id ? -1 : 1))).toEqual(Object.values(boardOf(board)));
});

test("areas are listed row by row, each row from the left, whatever the order of their making", () => {
	const { editor } = only();
	const frame = (name: string, x: number, y: number) =>
		editor.createShape<TLFrameShape>({
			...{ id: createShapeId(name), type: "frame", x, y },
			props: { w: 300, h: 200, name: ` ${name} ` },
		});
	frame("d", 0, 400);
	frame("b", 400, 20);
	frame("a", 0, 40);
	frame("c", 800, 0);
	expect(areasOf(editor).map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
});
