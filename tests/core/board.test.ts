// The translation between a store's diff and a document, both ways, and what an undo may change.
import { expect, test } from "vitest";
import * as Y from "yjs";
import { type BoardDiff, changedIds, DRAWN_HERE, mergeUndo, writeDiff } from "#core/board.ts";
import { PAGE_ID, recordsMap } from "#core/document.ts";
import { richTextOf } from "#core/label.ts";
import { readAllRecords } from "#core/records.ts";
import { asRecord, CONTEXT, type Plain, plainBinding, plainShape } from "./board-records.ts";

function diff(parts: { added?: Plain[]; updated?: [Plain, Plain][]; removed?: Plain[] }): BoardDiff {
	const byId = (records: Plain[] = []) => Object.fromEntries(records.map((record) => [record.id, asRecord(record)]));
	return {
		added: byId(parts.added),
		updated: Object.fromEntries(
			(parts.updated ?? []).map(([from, to]) => [to.id, [asRecord(from), asRecord(to)]]),
		) as BoardDiff["updated"],
		removed: byId(parts.removed),
	};
}

const box = plainShape("geo", "box");
const red = plainShape("geo", "box", { props: { color: "red" } });
const moved = plainShape("geo", "box", { x: 40 });

/** A document and what its transactions did. */
function watched() {
	const doc = new Y.Doc();
	const seen: { origin: unknown; ids: string[] }[] = [];
	recordsMap(doc).observeDeep((events, transaction) => {
		seen.push({ origin: transaction.origin, ids: [...changedIds(events)].sort() });
	});
	return { doc, seen, shown: () => Object.fromEntries(readAllRecords(doc, CONTEXT).records) };
}

test("a diff becomes one transaction with our origin, which names every record that it touched", () => {
	const { doc, seen, shown } = watched();
	const other = plainShape("geo", "other", { index: "a2" });
	writeDiff(doc, diff({ added: [box, other] }));
	writeDiff(doc, diff({ updated: [[box, moved]], removed: [other] }));
	expect(seen).toEqual([
		{ origin: DRAWN_HERE, ids: ["shape:box", "shape:other"] },
		{ origin: DRAWN_HERE, ids: ["shape:box", "shape:other"] },
	]);
	expect(shown()).toEqual({ "shape:box": moved });
});

test("[D2] a diff without board records, or that changes nothing, writes nothing", () => {
	const { doc, seen } = watched();
	const page = { id: PAGE_ID, typeName: "page", name: "other", index: "a1", meta: {} };
	writeDiff(doc, diff({ added: [page], updated: [[page, { ...page, name: "x" }]], removed: [page] }));
	writeDiff(doc, diff({ added: [box] }));
	const size = Y.encodeStateAsUpdate(doc).length;
	writeDiff(doc, diff({ updated: [[box, { ...box }]] }));
	expect(Y.encodeStateAsUpdate(doc).length).toBe(size);
	expect(seen.length).toBe(1);
});

test("[D3] a change or deletion of a record that is gone does nothing", () => {
	const { doc, shown } = watched();
	writeDiff(doc, diff({ updated: [[box, red]], removed: [moved] }));
	expect(shown()).toEqual({});
	expect(recordsMap(doc).size).toBe(0);
});

test("[D3] A moves and B recolours at once: both survive in both documents", () => {
	const [a, b] = [watched(), watched()];
	writeDiff(a.doc, diff({ added: [box] }));
	Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc));
	writeDiff(a.doc, diff({ updated: [[box, moved]] }));
	writeDiff(b.doc, diff({ updated: [[box, red]] }));
	const [fromA, fromB] = [Y.encodeStateAsUpdate(a.doc), Y.encodeStateAsUpdate(b.doc)];
	Y.applyUpdate(a.doc, fromB);
	Y.applyUpdate(b.doc, fromA);
	for (const side of [a, b]) expect(side.shown()["shape:box"]).toMatchObject({ x: 40, props: { color: "red" } });
});

test("[D3] deleting wins over a change made at the same time, whatever the order", () => {
	const [a, b] = [watched(), watched()];
	writeDiff(a.doc, diff({ added: [box] }));
	Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc));
	writeDiff(a.doc, diff({ removed: [box] }));
	writeDiff(b.doc, diff({ updated: [[box, red]] }));
	const [fromA, fromB] = [Y.encodeStateAsUpdate(a.doc), Y.encodeStateAsUpdate(b.doc)];
	Y.applyUpdate(a.doc, fromB);
	Y.applyUpdate(b.doc, fromA);
	for (const side of [a, b]) expect(side.shown()).toEqual({});
});

test("events of a remote update name the records, new, changed and gone", () => {
	const [a, b] = [watched(), watched()];
	writeDiff(a.doc, diff({ added: [box] }));
	Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc), "remote");
	writeDiff(a.doc, diff({ updated: [[box, red]] }));
	Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc), "remote");
	writeDiff(a.doc, diff({ removed: [box] }));
	Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc), "remote");
	expect(b.seen).toEqual([1, 2, 3].map(() => ({ origin: "remote", ids: ["shape:box"] })));
});

// ── undo ────────────────────────────────────────────────────────────────────────────────────────────────────────
function undo(parts: Parameters<typeof diff>[0], ...present: Plain[]): BoardDiff {
	const now = new Map(present.map((record) => [record.id, asRecord(record)]));
	return mergeUndo(diff(parts), (id) => now.get(id));
}

test("[D4] undoing a change puts back what it changed and keeps what the other did since", () => {
	const before = plainShape("geo", "box", { rotation: 0, meta: { mine: 1 }, props: { dash: "draw" } });
	const after = plainShape("geo", "box", { rotation: 1, meta: { mine: 2 }, props: { dash: "dotted" } });
	const now = plainShape("geo", "box", {
		rotation: 1,
		x: 700,
		meta: { mine: 2, theirs: true },
		props: { dash: "dotted", color: "violet" },
	});
	const { updated } = undo({ updated: [[after, before]] }, now);
	expect(Object.values(updated)[0]?.[1]).toEqual(
		plainShape("geo", "box", {
			rotation: 0,
			x: 700,
			meta: { mine: 1, theirs: true },
			props: { dash: "draw", color: "violet" },
		}),
	);
});

test("[D4] undoing what one typed leaves what the other typed into the same label since", () => {
	const saying = (text: string) => plainShape("geo", "box", { props: { richText: richTextOf(text) } });
	const { updated } = undo({ updated: [[saying("the store"), saying("")]] }, saying("the online store"));
	expect(Object.values(updated)[0]?.[1]).toEqual(saying("online "));
	const arrow = (text: string) => plainShape("arrow", "arrow", { props: { text } });
	const words = undo({ updated: [[arrow("10 QPS"), arrow("10")]] }, arrow("10 QPS, peak")).updated;
	expect(Object.values(words)[0]?.[1]).toEqual(arrow("10, peak"));
});

test("[D4] an undone deletion brings stroke and label back as their deleter saw them", () => {
	const { doc, shown } = watched();
	const stroke = plainShape("draw", "stroke", { index: "a2" });
	writeDiff(doc, diff({ added: [box, stroke] }));
	const said = plainShape("geo", "box", { props: { richText: richTextOf("deleter's view 😀") } });
	writeDiff(doc, diff({ updated: [[box, said]] }));
	writeDiff(doc, diff({ removed: [said, stroke] }));
	expect(shown()).toEqual({});
	writeDiff(doc, undo({ added: [said, stroke] }));
	expect(shown()).toEqual({ "shape:box": said, "shape:stroke": stroke });
});

test("a record made anew as another type under its old id is another record", () => {
	const { doc, shown } = watched();
	writeDiff(doc, diff({ added: [plainShape("draw", "box")] }));
	writeDiff(doc, diff({ updated: [[plainShape("draw", "box"), box]] }));
	expect(shown()).toEqual({ "shape:box": box });
});

test("[D4] undoing a change of a record that somebody deleted does nothing", () => {
	expect(undo({ updated: [[red, box]] })).toEqual(diff({}));
});

test("[D4] undoing a deletion makes the record anew, on the page if its parent is gone", () => {
	const child = plainShape("geo", "child", { parentId: "shape:frame" });
	const frame = plainShape("frame", "frame");
	expect(Object.values(undo({ added: [child] }).added)).toEqual([plainShape("geo", "child", { parentId: PAGE_ID })]);
	expect(Object.values(undo({ added: [child, frame] }).added)).toEqual([child, frame]);
	expect(Object.values(undo({ added: [child] }, frame).added)).toEqual([child]);
});

test("[D4] undoing a deletion does not bring back a binding whose other end is gone", () => {
	const arrow = plainShape("arrow", "arrow");
	const binding = plainBinding("arrow", "box");
	expect(Object.keys(undo({ added: [arrow, binding] }).added)).toEqual([arrow.id]);
	expect(Object.keys(undo({ added: [arrow, binding] }, box).added)).toEqual([arrow.id, binding.id]);
});
