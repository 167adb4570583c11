// How a board lies in its document: every kind of record comes back as it was, and only what changed is written.
import { expect, test } from "vitest";
import * as Y from "yjs";
import { boardSchema } from "#core/board-schema.ts";
import {
	assembleRecord,
	changeRecordMap,
	createRecordMap,
	DOCUMENT_VERSION,
	initialUpdate,
	metaMap,
	recordsMap,
} from "#core/document.ts";
import { type Plain, PROPS, plainAsset, plainBinding, plainShape } from "./board-records.ts";

function docWith(record: Plain): { doc: Y.Doc; map: Y.Map<unknown> } {
	const doc = new Y.Doc();
	recordsMap(doc).set(record.id, createRecordMap(record));
	const map = recordsMap(doc).get(record.id);
	if (!map) throw new Error("no map");
	return { doc, map };
}

/** What another document reads that has received this one. */
function elsewhere(doc: Y.Doc, id: string): unknown {
	const other = new Y.Doc();
	Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
	const map = recordsMap(other).get(id);
	return map && assembleRecord(id, map);
}

test("[D1] the first entry holds codec and schema, and nothing else", () => {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, initialUpdate(new Y.Doc()));
	expect(metaMap(doc).toJSON()).toEqual({ codec: DOCUMENT_VERSION, schema: boardSchema.serialize() });
	expect(recordsMap(doc).size).toBe(0);
});

for (const type of Object.keys(PROPS)) {
	test(`[D1] a shape of type ${type} comes back exactly as it was created`, () => {
		const shape = plainShape(type, type, { meta: { by: "Priya", n: [1, { deep: null }] } });
		expect(elsewhere(docWith(shape).doc, shape.id)).toEqual(shape);
	});

	test(`[D1] every changed field of a ${type} comes back, one by one`, () => {
		const shape = plainShape(type);
		const changes: Record<string, unknown>[] = [
			{ x: 7.5 },
			{ rotation: 1 },
			{ index: "a2V", parentId: "shape:frame" },
			{ isLocked: true, opacity: 0.5 },
			{ meta: { a: 1 } },
			...Object.keys(PROPS[type] ?? {}).map((key) => ({ props: { [key]: "changed" } })),
		];
		for (const change of changes) {
			const { doc, map } = docWith(shape);
			const after = plainShape(type, type, change);
			changeRecordMap(map, shape, after);
			expect(elsewhere(doc, shape.id)).toEqual(after);
		}
	});
}

test("[D2] bindings and assets come back as they were", () => {
	for (const record of [plainBinding("a", "b"), plainAsset("/api/x")]) {
		expect(elsewhere(docWith(record).doc, record.id)).toEqual(record);
	}
});

test("[D1] place, size and order are groups; any other property lies alone; what did not change is not written", () => {
	const from = plainShape("geo", "g", { meta: { keep: 1, drop: 2 } });
	const to = plainShape("geo", "g", {
		x: 9,
		index: "a3",
		rotation: 2,
		props: { h: 70, color: "red" },
		meta: { keep: 1, fresh: true },
	});
	const { map } = docWith(from);
	const fresh = [...map.keys()];
	changeRecordMap(map, from, plainShape("geo", "g", { meta: { keep: 1, drop: 2 } }));
	expect([...map.keys()]).toEqual(fresh);
	changeRecordMap(map, from, to);
	expect(Object.fromEntries([...map.entries()].filter(([key]) => !fresh.includes(key)))).toEqual({
		xy: [9, 2],
		in: ["a3", "page:page"],
		wh: [100, 70],
		"t.rotation": 2,
		"p.color": "red",
		"m.drop": undefined,
		"m.fresh": true,
	});
});

test("a key that is taken away stays away", () => {
	const from = plainShape("geo", "g", { meta: { drop: 2, keep: 3 } });
	const { doc, map } = docWith(from);
	changeRecordMap(map, from, plainShape("geo", "g", { meta: { keep: 3 } }));
	expect(elsewhere(doc, from.id)).toMatchObject({ meta: { keep: 3 } });
	expect(elsewhere(doc, from.id)).not.toHaveProperty("meta.drop");
});

test("[D7] assembling never throws, whatever lies in a map", () => {
	const contents: [string, unknown][][] = [
		[],
		[["b", "{"]],
		[["b", "[]"]],
		[["b", 7]],
		[["b", new Uint8Array(3)]],
		[
			["b", "{}"],
			["xy", "no"],
			["wh", [1]],
			["in", null],
			["p.", 1],
			["p.__proto__", { polluted: true }],
			["t.__proto__", { polluted: true }],
			["t.props", 4],
			["unknown", 1],
		],
		[["b", '{"props":7,"meta":[1],"__proto__":{"polluted":true}}']],
	];
	for (const entries of contents) {
		const doc = new Y.Doc();
		recordsMap(doc).set("shape:x", new Y.Map(entries));
		const map = recordsMap(doc).get("shape:x");
		expect(() => map && assembleRecord("shape:x", map)).not.toThrow();
		expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
	}
	const doc = new Y.Doc();
	doc.getMap("records").set("shape:x", "not a map");
	expect(assembleRecord("shape:x", Object(doc.getMap("records").get("shape:x")))).toBeUndefined();
});

test("an id is the map's own, not what its base says", () => {
	const shape = plainShape("geo", "real");
	const doc = new Y.Doc();
	recordsMap(doc).set("shape:other", createRecordMap(shape));
	expect(elsewhere(doc, "shape:other")).toMatchObject({ id: "shape:other" });
});
