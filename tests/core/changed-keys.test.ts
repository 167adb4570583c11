// What a change of a document concerns, and that a reader who is told so reads the same as one who reads everything: for
// drags and strokes it does not put the record together again, whatever else somebody has written into its map.
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { changedKeys } from "#core/changed-keys.ts";
import { createRecordMap, recordsMap } from "#core/document.ts";
import { openBoardReader } from "#core/records.ts";
import { CONTEXT, plainShape } from "./board-records.ts";

const POINTS = [
	{ x: 0, y: 0, z: 0.5 },
	{ x: 4, y: 2.5, z: 0.5 },
];

function boardOf(change: (map: Y.Map<unknown>) => void) {
	const doc = new Y.Doc();
	const plain = plainShape("draw", "a");
	const stroke = { ...plain, props: Object.assign({}, plain.props, { segments: [{ type: "free", points: POINTS }] }) };
	const map = createRecordMap(stroke);
	recordsMap(doc).set("shape:a", map);
	change(map);
	const reader = openBoardReader(doc, CONTEXT);
	reader.readAll();
	return {
		map,
		/** what is shown after this change, read by what has changed, and read at once */
		after(draw: () => void) {
			const changed = changedKeys(doc, draw);
			reader.read(changed.keys(), changed);
			const fresh = openBoardReader(doc, CONTEXT);
			fresh.readAll();
			const seen = (one: typeof reader) => [Object.fromEntries(one.records), Object.fromEntries(one.quarantined)];
			expect(seen(reader)).toEqual(seen(fresh));
			return reader.records.get("shape:a");
		},
	};
}

const textOf = (map: Y.Map<unknown>) => {
	const text = map.get("pts");
	if (!(text instanceof Y.Text)) throw new Error("the stroke has no points");
	return text;
};

describe("[D8] a record is read by what has changed of it as it is read at once", () => {
	it("when it is dragged and when its stroke grows; what did not change stays the same value", () => {
		const board = boardOf(() => {});
		const before = board.after(() => board.map.set("xy", [7, 8]));
		expect(before).toMatchObject({ x: 7, y: 8 });
		const grown = board.after(() => textOf(board.map).insert(textOf(board.map).length, "CE"));
		expect(grown).toMatchObject({ x: 7, props: { segments: [{ points: [...POINTS, { x: 4.01, y: 2.52 }] }] } });
		const dragged = board.after(() => board.map.set("xy", [9, 8]));
		expect(dragged?.typeName === "shape" && grown?.typeName === "shape" && dragged.props === grown.props).toBe(true);
		expect(board.after(() => board.map.set("xy", [9, 8]))).toBe(dragged);
	});

	for (const [what, key, value] of [
		["a place that is outranked", "t.x", 55],
		["points that are outranked", "p.segments", [{ type: "straight", points: POINTS.slice(0, 1) }]],
		["another type than its base", "t.type", "highlight"],
		["a type without points", "t.type", "geo"],
	] as const) {
		it(`with ${what}`, () => {
			const board = boardOf((map) => {
				map.set("xy", [1, 1]);
				map.set(key, value);
			});
			board.after(() => board.map.set("xy", [7, 8]));
			board.after(() => textOf(board.map).insert(textOf(board.map).length, "CE"));
			board.after(() => board.map.delete(key));
		});
	}

	for (const [what, place] of [
		["no place", ["far", 1]],
		["half a place", [3]],
		["no number", [Number.NaN, 1]],
		["a place too far away", [2e6, 1]],
		["too much of a place", [1, 2, 3]],
		["something else", "here"],
	] as const) {
		it(`with ${what}, and well again afterwards`, () => {
			const board = boardOf(() => {});
			board.after(() => board.map.set("xy", place));
			expect(board.after(() => board.map.set("xy", [1, 2]))).toMatchObject({ x: 1, y: 2 });
		});
	}

	for (const text of ["?", "!", "|", "CE".repeat(700), "\u00e9", "gggggggC"]) {
		it(`with points that are none, or too many (${text.slice(0, 8)})`, () => {
			const board = boardOf(() => {});
			board.after(() => textOf(board.map).insert(textOf(board.map).length, text));
			board.after(() => textOf(board.map).delete(textOf(board.map).length - text.length, text.length));
		});
	}

	it("when it is replaced, goes, or something lies in its map that is none of a board's", () => {
		const board = boardOf(() => {});
		board.after(() => board.map.set("pts", new Y.Text(".AA")));
		board.after(() => board.map.set("p.more", new Y.Map([["deep", new Y.Text("er")]])));
		board.after(() => {
			const deep = board.map.get("p.more");
			if (deep instanceof Y.Map) deep.set("deep", 1);
		});
		board.after(() => board.map.delete("p.more"));
		board.after(() => recordsMap(board.map.doc as Y.Doc).set("shape:a", createRecordMap(plainShape("geo", "a"))));
		board.after(() => recordsMap(board.map.doc as Y.Doc).delete("shape:a"));
	});
});
