// Which shapes a note takes along: real editors bound to documents, with a clock that is set by hand.
import { createShapeId, type TLShapeId } from "tldraw";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchTouched } from "#components/board/touched-shapes.ts";
import { MAX_NOTE_SHAPES } from "#core/limits.ts";
import { type Board, connectBoards, type Network } from "./two-boards.ts";

let network: Network;
let nowMs = 0;
const now = () => nowMs;

beforeEach(() => {
	nowMs = 0;
	network = connectBoards(2);
});
afterEach(() => network.close());

function boards(): [Board, Board] {
	const [ines, carl] = network.boards;
	if (!ines || !carl) throw new Error("there are two boards");
	return [ines, carl];
}

function box({ editor }: Board, name: string, x = 0): TLShapeId {
	const id = createShapeId(name);
	editor.createShape({ id, type: "geo", x, y: 0 });
	return id;
}

test("[N3] what was drawn or changed in the last 30 s is touched, by whomever, the last one first", () => {
	const [ines, carl] = boards();
	const touched = watchTouched(ines.editor, now);
	const one = box(ines, "one");
	network.settle();
	nowMs = 10_000;
	const two = box(carl, "two");
	network.settle();
	expect(touched.recent()).toEqual([two, one]);
	nowMs = 20_000;
	carl.editor.updateShape({ id: one, type: "geo", x: 50 });
	network.settle();
	expect(touched.recent()).toEqual([one, two]);
	nowMs = 40_001;
	expect(touched.recent()).toEqual([one]);
	nowMs = 50_001;
	expect(touched.recent()).toEqual([]);
	touched.stop();
});

test("what lay on the board before is not touched, but what is selected is, and stands first", () => {
	const [ines, carl] = boards();
	const old = box(carl, "old");
	network.settle();
	const touched = watchTouched(ines.editor, now);
	expect(touched.recent()).toEqual([]);
	const fresh = box(ines, "fresh", 300);
	ines.editor.select(old);
	expect(touched.recent()).toEqual([old, fresh]);
	nowMs = 60_000;
	expect(touched.recent()).toEqual([old]);
	ines.editor.select(fresh, old);
	expect(new Set(touched.recent())).toEqual(new Set([fresh, old]));
	touched.stop();
});

test("a shape that is gone is no place, and one that moves on is no change of the camera or of a selection", () => {
	const [ines, carl] = boards();
	const touched = watchTouched(ines.editor, now);
	const one = box(ines, "one");
	network.settle();
	nowMs = 40_000;
	ines.editor.select(one).selectNone();
	ines.editor.setCamera({ x: 10, y: 10, z: 1 });
	expect(touched.recent()).toEqual([]);
	const two = box(ines, "two");
	network.settle();
	carl.editor.deleteShapes([two]);
	network.settle();
	expect(touched.recent()).toEqual([]);
	touched.stop();
});

test("[N3] never more than a note may have, and no id that a note may not have", () => {
	const [ines] = boards();
	const touched = watchTouched(ines.editor, now);
	const odd = "shape:odd id" as TLShapeId;
	ines.editor.createShape({ id: odd, type: "geo" });
	ines.editor.select(odd);
	for (let n = 0; n < MAX_NOTE_SHAPES + 10; n++) box(ines, `s${n}`, n * 10);
	const recent = touched.recent();
	expect(recent).toHaveLength(MAX_NOTE_SHAPES);
	expect(recent[0]).toBe(`shape:s${MAX_NOTE_SHAPES + 9}`);
	expect(recent).not.toContain(odd);
	touched.stop();
});

test("nothing is looked at once it is stopped", () => {
	const [ines] = boards();
	const touched = watchTouched(ines.editor, now);
	touched.stop();
	box(ines, "late");
	expect(touched.recent()).toEqual([]);
});
