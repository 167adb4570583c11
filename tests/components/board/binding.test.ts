// @vitest-environment jsdom
// Two real tldraw editors with real documents: what one draws the other gets, and what both do survives.
import { createShapeId, type TLGeoShape, toRichText } from "tldraw";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { bindBoard } from "#components/board/use-binding.ts";
import { DRAWN_HERE } from "#core/board.ts";
import { createRecordMap, recordsMap } from "#core/document.ts";
import { readAllRecords } from "#core/records.ts";
import { plainShape } from "#tests/core/board-records.ts";
import { createHeadlessEditor } from "#tests/helpers/headless-editor.ts";
import { type Board, boardOf, connectBoards, type Network, SESSION_ID, shapeOf } from "./two-boards.ts";

let network: Network | undefined;
afterEach(() => network?.close());

const BOX = createShapeId("box");
function twoBoards(): [Board, Board] {
	network = connectBoards(2);
	const [a, b] = network.boards;
	if (!a || !b) throw new Error("two boards");
	return [a, b];
}
function drawBox(board: Board, id = BOX, x = 10): void {
	board.editor.createShape<TLGeoShape>({ id, type: "geo", x, y: 20, props: { w: 100, h: 60, color: "blue" } });
}

test("[D1] opening a board writes nothing into the document", () => {
	const [a, b] = twoBoards();
	network?.settle();
	expect([a, b].map((board) => recordsMap(board.doc).size)).toEqual([0, 0]);
	expect([a, b].flatMap((board) => board.outbox)).toEqual([]);
});

test("a shape that one draws is on the other's board, equal in every field", () => {
	const [a, b] = twoBoards();
	drawBox(a);
	network?.settle();
	expect(boardOf(b)).toEqual(boardOf(a));
	expect(Object.keys(boardOf(b))).toEqual([BOX]);
});

test("[D3] A moves a shape while B recolours it: both survive", () => {
	const [a, b] = twoBoards();
	drawBox(a);
	network?.settle();
	a.editor.updateShape({ id: BOX, type: "geo", x: 500 });
	b.editor.updateShape<TLGeoShape>({ id: BOX, type: "geo", props: { color: "red" } });
	network?.settle();
	for (const board of [a, b]) {
		expect(shapeOf(board, BOX)).toMatchObject({ x: 500, props: { color: "red" } });
	}
});

test("[D5] a change made here before a remote frame comes is written first, not lost to it", () => {
	const [a, b] = twoBoards();
	drawBox(a);
	network?.settle();
	a.editor.updateShape<TLGeoShape>({ id: BOX, type: "geo", props: { color: "green" } });
	a.binding.flush();
	b.editor.updateShape({ id: BOX, type: "geo", y: 333 });
	while (network?.deliverOne(a));
	network?.settle();
	expect(shapeOf(a, BOX)).toMatchObject({ y: 333, props: { color: "green" } });
	expect(boardOf(b)).toEqual(boardOf(a));
});

test("[D5] a label that was written here and waits and the one that arrives meanwhile both stay whole", () => {
	const labels = [true, false].map((flushBeforeRead) => {
		network = connectBoards(2, { flushBeforeRead });
		const [a, b] = network.boards;
		if (!a || !b) throw new Error("two boards");
		drawBox(a);
		network.settle();
		a.editor.updateShape<TLGeoShape>({ id: BOX, type: "geo", props: { richText: toRichText("waits") } });
		b.editor.updateShape<TLGeoShape>({ id: BOX, type: "geo", props: { richText: toRichText("arrives") } });
		b.binding.flush();
		network.deliverOne(b);
		network.settle();
		expect(boardOf(a)).toEqual(boardOf(b));
		const { props } = shapeOf(a, BOX);
		network.close();
		network = undefined;
		return props;
	});
	expect(labels[0]).toMatchObject({ richText: toRichText("waitsarrives") });
	// even without the flush, though in another order: what waits is carried over what came
	expect(labels[1]).toMatchObject({ richText: toRichText("arriveswaits") });
});

test("[D4] undo takes back only one's own change and leaves the other's colour and place", () => {
	const [a, b] = twoBoards();
	drawBox(a);
	network?.settle();
	a.editor.markHistoryStoppingPoint("mine");
	a.editor.updateShape<TLGeoShape>({ id: BOX, type: "geo", rotation: 1, props: { dash: "dotted" } });
	network?.settle();
	b.editor.updateShape<TLGeoShape>({ id: BOX, type: "geo", x: 700, props: { color: "violet" } });
	network?.settle();
	a.editor.undo();
	network?.settle();
	for (const board of [a, b]) {
		expect(shapeOf(board, BOX)).toMatchObject({ rotation: 0, x: 700, props: { dash: "draw", color: "violet" } });
	}
	a.editor.redo();
	network?.settle();
	expect(shapeOf(b, BOX)).toMatchObject({ rotation: 1, x: 700, props: { dash: "dotted", color: "violet" } });
});

test("[D4] undoing a deletion brings the shape back as its deleter saw it, with its bound arrow", () => {
	const [a, b] = twoBoards();
	const other = createShapeId("other");
	const arrow = createShapeId("arrow");
	drawBox(a);
	drawBox(a, other, 400);
	a.editor.createShape({ id: arrow, type: "arrow", x: 0, y: 0 });
	for (const [terminal, toId] of [
		["start", BOX],
		["end", other],
	] as const) {
		a.editor.createBinding({
			type: "arrow",
			fromId: arrow,
			toId,
			props: { terminal, normalizedAnchor: { x: 0.5, y: 0.5 }, isExact: false, isPrecise: false, snap: "none" },
		});
	}
	network?.settle();
	const before = boardOf(b);
	b.editor.markHistoryStoppingPoint("delete");
	b.editor.deleteShape(other);
	network?.settle();
	expect(a.editor.getShape(other)).toBeUndefined();
	expect(boardOf(a)).toEqual(boardOf(b));
	b.editor.undo();
	network?.settle();
	expect(boardOf(a)).toEqual(before);
	expect(boardOf(b)).toEqual(before);
});

test("[D3] a change of a shape that the other deleted does nothing, and its undo neither", () => {
	const [a, b] = twoBoards();
	drawBox(a);
	network?.settle();
	a.editor.markHistoryStoppingPoint("move");
	b.editor.deleteShape(BOX);
	a.editor.updateShape({ id: BOX, type: "geo", x: 900 });
	network?.settle();
	a.editor.undo();
	network?.settle();
	expect(boardOf(a)).toEqual({});
	expect(boardOf(b)).toEqual({});
});

test("deleting a shape while the other binds an arrow to it leaves a free arrow on both boards", () => {
	const [a, b] = twoBoards();
	drawBox(a);
	network?.settle();
	const arrow = createShapeId("arrow");
	a.editor.deleteShape(BOX);
	b.editor.createShape({ id: arrow, type: "arrow", x: 0, y: 0 });
	b.editor.createBinding({
		type: "arrow",
		fromId: arrow,
		toId: BOX,
		props: { terminal: "end", normalizedAnchor: { x: 0.5, y: 0.5 }, isExact: false, isPrecise: false, snap: "none" },
	});
	network?.settle();
	expect(Object.keys(boardOf(a))).toEqual([arrow]);
	expect(boardOf(b)).toEqual(boardOf(a));
});

test("[D6] who may not draw receives everything and sends nothing", () => {
	const [a] = twoBoards();
	const watcher = createHeadlessEditor();
	const doc = new Y.Doc();
	const binding = bindBoard({
		store: watcher.store,
		doc,
		sessionId: SESSION_ID,
		receiveOnly: true,
		onQuarantine: () => {},
		onPending: () => {},
	});
	drawBox(a);
	a.binding.flush();
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(a.doc));
	binding.writer.writeNow();
	expect(boardOf(watcher)).toEqual(boardOf(a));
	const before = Y.encodeStateAsUpdate(doc);
	watcher.editor.updateShape({ id: BOX, type: "geo", x: -5 });
	watcher.editor.createShape({ type: "geo", x: 1, y: 1 });
	binding.flush();
	expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
	binding.unbind();
	watcher.dispose();
});

test("[D6] what comes from elsewhere is answered by nothing, though tldraw would tidy it up", () => {
	const [a, b] = twoBoards();
	// a group of one: tldraw dissolves it as soon as its child changes
	const group = plainShape("group", "group");
	const child = plainShape("geo", "child", { parentId: group.id });
	for (const record of [group, child]) recordsMap(a.doc).set(record.id, createRecordMap(record));
	network?.settle();
	const written: unknown[] = [];
	b.doc.on("update", (_update, origin) => {
		if (origin === DRAWN_HERE) written.push(origin);
	});
	recordsMap(a.doc).get(child.id)?.set("xy", [300, 300]);
	network?.settle();
	expect(written).toEqual([]);
	expect(Object.keys(boardOf(b))).toEqual([child.id, group.id]);
	expect(boardOf(b)).toMatchObject({ [child.id]: { x: 300, parentId: group.id } });
});

test("[D7] a broken record is skipped and counted, and everything else goes on", () => {
	const [a, b] = twoBoards();
	drawBox(a);
	network?.settle();
	a.doc.transact(() => recordsMap(a.doc).set("shape:bad", new Y.Map([["b", "{"]])));
	drawBox(a, createShapeId("after"));
	network?.settle();
	expect([a.quarantined(), b.quarantined()]).toEqual([1, 1]);
	expect(Object.keys(boardOf(b))).toEqual(["shape:after", BOX]);
});

test("a label typed letter by letter arrives letter by letter, within one commit each", () => {
	const [a, b] = twoBoards();
	drawBox(a);
	network?.settle();
	for (const text of ["H", "He", "Hey"]) {
		a.editor.updateShape<TLGeoShape>({ id: BOX, type: "geo", props: { richText: toRichText(text) } });
	}
	a.binding.flush();
	expect(a.outbox.length).toBe(1);
	network?.settle();
	expect(shapeOf(b, BOX).props).toMatchObject({ richText: toRichText("Hey") });
});

test("[D8] what the store shows is what any other reader of the document shows", () => {
	const [a] = twoBoards();
	drawBox(a);
	a.editor.createShape({ type: "text", x: 5, y: 5, props: { richText: toRichText("goal") } });
	network?.settle();
	const { records } = readAllRecords(a.doc, { sessionId: SESSION_ID });
	expect(Object.fromEntries([...records].sort(([x], [y]) => (x < y ? -1 : 1)))).toEqual(boardOf(a));
});

test("[D3] one makes a list of a label and types in the same moment as the other: nobody's letters are there twice", () => {
	const [a, b] = twoBoards();
	drawBox(a);
	a.editor.updateShape<TLGeoShape>({ id: BOX, type: "geo", props: { richText: toRichText("first") } });
	network?.settle();
	const listOf = (text: string) => {
		const paragraph = { type: "paragraph", attrs: { dir: "auto" }, content: [{ type: "text", text }] };
		return { type: "doc", content: [{ type: "bulletList", content: [{ type: "listItem", content: [paragraph] }] }] };
	};
	a.editor.updateShape<TLGeoShape>({ id: BOX, type: "geo", props: { richText: listOf("first and") } });
	b.editor.updateShape<TLGeoShape>({ id: BOX, type: "geo", props: { richText: toRichText("the first") } });
	network?.settle();
	for (const board of [a, b]) expect(shapeOf(board, BOX).props).toMatchObject({ richText: listOf("the first and") });
});
