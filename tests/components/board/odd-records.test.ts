// @vitest-environment jsdom
// Whatever readRecord lets through, a real editor can hold, measure and turn into text, however odd it is: one record
// that throws in there would take the board down for everybody.
import { renderHtmlFromRichText } from "tldraw";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { mergeFromElsewhere } from "#components/board/board-store.ts";
import { createRecordMap, recordsMap } from "#core/document.ts";
import { readAllRecords } from "#core/records.ts";
import { CONTEXT, type Plain, PROPS, plainBinding, plainShape } from "#tests/core/board-records.ts";
import { createHeadlessEditor, type HeadlessEditor } from "#tests/helpers/headless-editor.ts";

let board: HeadlessEditor;
beforeEach(() => {
	board = createHeadlessEditor();
});
afterEach(() => board.dispose());

function showAll(records: Plain[]): number {
	const doc = new Y.Doc();
	for (const record of records) recordsMap(doc).set(record.id, createRecordMap(record));
	const readable = [...readAllRecords(doc, CONTEXT).records.values()];
	const { editor, store } = board;
	mergeFromElsewhere(store, () => store.put(readable));
	for (const shape of editor.getCurrentPageShapes()) {
		const bounds = editor.getShapePageBounds(shape.id);
		for (const value of [bounds?.x, bounds?.y, bounds?.w, bounds?.h])
			expect(value, shape.id).toSatisfy(Number.isFinite);
		editor.getShapeUtil(shape).getText(shape);
		editor.getShapeUtil(shape).getHandleSnapGeometry(shape);
		editor.getShapeHandles(shape);
		if ("richText" in shape.props) renderHtmlFromRichText(editor, Object(shape.props.richText));
	}
	expect(() => editor.getCurrentPageBounds()).not.toThrow();
	expect(() => editor.getShapesAtPoint({ x: 0, y: 0 }, { hitInside: true, margin: 10 })).not.toThrow();
	expect(() => editor.selectAll().getSelectionPageBounds()).not.toThrow();
	return readable.length;
}

const NUMBERS = [0, -1, 1e-12, 0.1, -7.25, 1e4, 999_999];

for (const type of Object.keys(PROPS)) {
	test(`a ${type} with odd numbers everywhere`, () => {
		const keys = Object.entries(PROPS[type] ?? {}).filter(([, value]) => typeof value === "number");
		const records = NUMBERS.flatMap((value, n) => [
			...keys.map(([key]) => plainShape(type, `${key}${n}`, { index: `a1${n}V`, props: { [key]: value } })),
			...["x", "y", "rotation"].map((key) => plainShape(type, `${key}${n}`, { index: `a2${n}V`, [key]: value })),
		]);
		expect(showAll(records)).toBeGreaterThan(NUMBERS.length);
	});
}

test("strokes and lines of odd points", { timeout: 30_000 }, () => {
	const shapes: Plain[] = [];
	for (const [name, points] of Object.entries({
		one: [{ x: 0, y: 0 }],
		same: Array.from({ length: 40 }, () => ({ x: 3, y: 3, z: 0.5 })),
		far: [
			{ x: -99_999, y: 99_999, z: 0 },
			{ x: 99_999, y: -99_999, z: 9 },
		],
		back: [
			{ x: 0, y: 0, z: -4 },
			{ x: 5, y: 0 },
			{ x: 0, y: 0 },
		],
	})) {
		for (const type of ["draw", "highlight"]) {
			for (const segment of ["free", "straight"]) {
				for (const isClosed of [true, false]) {
					const props = {
						segments: [
							{ type: segment, points },
							{ type: "straight", points },
						],
					};
					shapes.push(
						plainShape(type, `${type}-${name}-${segment}-${isClosed}`, {
							props: type === "draw" ? { ...props, isClosed } : props,
						}),
					);
				}
			}
		}
		for (const spline of ["line", "cubic"]) {
			const ends = [...points, ...points].map(({ x, y }, i) => [`p${i}`, { id: `p${i}`, index: `a${i + 1}`, x, y }]);
			shapes.push(
				plainShape("line", `line-${name}-${spline}`, { props: { spline, points: Object.fromEntries(ends) } }),
			);
		}
	}
	expect(showAll(shapes)).toBe(shapes.length);
});

test("arrows of odd ends, bound to themselves, to each other, to groups without children and to their parents", () => {
	const arrows = [
		plainShape("arrow", "still", { props: { end: { x: 0, y: 0 } } }),
		plainShape("arrow", "bent", { props: { bend: 999_999 } }),
		plainShape("arrow", "elbow", { props: { kind: "elbow", elbowMidPoint: -50 } }),
		plainShape("arrow", "a"),
		plainShape("arrow", "b"),
		plainShape("group", "empty"),
		plainShape("frame", "frame"),
		plainShape("group", "ring"),
		plainShape("arrow", "in-ring", { parentId: "shape:ring" }),
		plainShape("group", "left"),
		plainShape("group", "right"),
		plainShape("arrow", "in-left", { parentId: "shape:left" }),
		plainShape("arrow", "in-right", { parentId: "shape:right" }),
		plainShape("geo", "in-arrow", { parentId: "shape:still" }),
		plainShape("arrow", "inside", { parentId: "shape:frame" }),
		plainShape("geo", "tiny", { props: { w: 0.001, h: 0.001 } }),
	];
	const bindings = [
		plainBinding("a", "a"),
		plainBinding("a", "b"),
		plainBinding("b", "a"),
		plainBinding("still", "empty"),
		plainBinding("inside", "frame"),
		plainBinding("bent", "tiny", "start"),
		plainBinding("elbow", "tiny", "start"),
		plainBinding("tiny", "a"),
		plainBinding("in-ring", "ring"),
		plainBinding("in-left", "right"),
		plainBinding("in-right", "left"),
	];
	showAll([...arrows, ...bindings]);
});

test("pictures without a picture, and cut to nothing", () => {
	const point = (x: number, y: number) => ({ x, y });
	const crops = [
		{ topLeft: point(0, 0), bottomRight: point(0, 0) },
		{ topLeft: point(1, 1), bottomRight: point(0, 0) },
		{ topLeft: point(-9, -9), bottomRight: point(1e6, 1e6), isCircle: true },
	];
	showAll(crops.map((crop, i) => plainShape("image", `i${i}`, { props: { crop, assetId: "asset:gone" } })));
});
