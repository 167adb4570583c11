// @vitest-environment jsdom
// The format's defaults against what a real editor makes: every type of shape, bindings and pictures, as they are when
// nobody has chosen anything and with every style chosen, come out of a document as they went in, and small.
import {
	AssetRecordType,
	createShapeId,
	DefaultColorStyle,
	DefaultDashStyle,
	DefaultFillStyle,
	DefaultFontStyle,
	DefaultSizeStyle,
	type TLRecord,
} from "tldraw";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { writeDiff } from "#core/board.ts";
import { SHAPE_TYPES } from "#core/board-schema.ts";
import { recordsMap } from "#core/document.ts";
import { readAllRecords } from "#core/records.ts";
import { createHeadlessEditor, type HeadlessEditor } from "#tests/helpers/headless-editor.ts";

const CONTEXT = { sessionId: "s1" };

let headless: HeadlessEditor | undefined;
afterEach(() => headless?.dispose());

/** What a reader elsewhere has of these records. */
function throughDocument(records: readonly TLRecord[]): { read: Record<string, unknown>; doc: Y.Doc } {
	const doc = new Y.Doc();
	const added = Object.fromEntries(records.map((record) => [record.id, record]));
	writeDiff(doc, { added, updated: {}, removed: {} } as Parameters<typeof writeDiff>[1]);
	const other = new Y.Doc();
	Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
	const { records: shown, quarantined } = readAllRecords(other, CONTEXT);
	expect([...quarantined]).toEqual([]);
	return { read: Object.fromEntries(shown), doc: other };
}

function made(chosen: boolean): TLRecord[] {
	headless = createHeadlessEditor();
	const { editor } = headless;
	if (chosen) {
		editor.setStyleForNextShapes(DefaultColorStyle, "violet");
		editor.setStyleForNextShapes(DefaultDashStyle, "dotted");
		editor.setStyleForNextShapes(DefaultFillStyle, "solid");
		editor.setStyleForNextShapes(DefaultFontStyle, "mono");
		editor.setStyleForNextShapes(DefaultSizeStyle, "xl");
	}
	const asset = AssetRecordType.create({
		id: AssetRecordType.createId("picture"),
		type: "image",
		props: {
			w: 64,
			h: 48,
			name: "p.gif",
			isAnimated: chosen,
			mimeType: "image/gif",
			src: `/api/sessions/s1/assets/${"0f".repeat(32)}`,
			...(chosen ? { fileSize: 1_000 } : {}),
		},
	});
	editor.createAssets([asset]);
	const segments = [{ type: "free", points: [{ x: 0, y: 0, z: 0.5 }] }];
	for (const [index, type] of SHAPE_TYPES.filter((name) => name !== "group").entries()) {
		const props =
			type === "draw" || type === "highlight" ? { segments } : type === "image" ? { assetId: asset.id } : {};
		const place = chosen ? { rotation: 1, opacity: 0.5, isLocked: type === "text", meta: { by: "Priya" } } : {};
		editor.createShape({ id: createShapeId(type), type, x: index * 150.25, y: 17, ...place, props });
	}
	const ends = { start: "geo", end: "note" } as const;
	for (const terminal of ["start", "end"] as const) {
		editor.createBinding({
			type: "arrow",
			fromId: createShapeId("arrow"),
			toId: createShapeId(ends[terminal]),
			props: { terminal, ...(chosen ? { isPrecise: true, isExact: true, snap: "edge" } : {}) },
		});
	}
	editor.groupShapes([createShapeId("line"), createShapeId("frame")], { groupId: createShapeId("group") });
	return editor.store.allRecords().filter(({ typeName }) => ["shape", "binding", "asset"].includes(typeName));
}

for (const chosen of [false, true]) {
	test(`[D1] everything that an editor makes with ${chosen ? "every style chosen" : "nothing chosen"} comes back exactly`, () => {
		const records = made(chosen);
		const types = records.map((record) => ("type" in record ? record.type : record.typeName));
		expect(new Set(types)).toEqual(new Set([...SHAPE_TYPES, "arrow", "image"]));
		const { read } = throughDocument(records);
		expect(read).toEqual(Object.fromEntries(records.map((record) => [record.id, record])));
	});
}

test("[D1] of what nobody chose, a document holds nothing but place, order and size", () => {
	const records = made(false);
	const { doc } = throughDocument(records);
	const chosen = ["type", "x", "y", "index", "parentId", "props", "fromId", "toId"];
	const inProps = ["w", "h", "end", "points", "assetId", "terminal", "name", "mimeType", "src", "fontSizeAdjustment"];
	for (const [id, map] of recordsMap(doc)) {
		const base: Record<string, unknown> = JSON.parse(String(map.get("b")));
		expect(Object.keys(base).filter((key) => !chosen.includes(key))).toEqual([]);
		expect([id, Object.keys(Object(base.props)).filter((key) => !inProps.includes(key))]).toEqual([id, []]);
	}
});
