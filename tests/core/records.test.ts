// What may be shown: every honest record passes unchanged, every hostile one is quarantined with a reason, and the rules
// about records together hold whatever the order of arrival.
import { toRichText } from "@tldraw/tlschema";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { createRecordMap, PAGE_ID, recordsMap } from "#core/document.ts";
import { MAX_SHAPES } from "#core/limits.ts";
import { openBoardReader, readAllRecords, readRecord } from "#core/records.ts";
import { CONTEXT, type Plain, PROPS, plainAsset, plainBinding, plainShape } from "./board-records.ts";

const OWN_PICTURE = `/api/sessions/${CONTEXT.sessionId}/assets/${"a".repeat(64)}`;

function docOf(...records: Plain[]): Y.Doc {
	const doc = new Y.Doc();
	for (const record of records) recordsMap(doc).set(record.id, createRecordMap(record));
	return doc;
}
const shown = (doc: Y.Doc) => Object.fromEntries(readAllRecords(doc, CONTEXT).records);

test("every kind of shape, a binding and a picture of this session pass as they are", () => {
	const honest = [
		...Object.keys(PROPS).map((type) => plainShape(type)),
		plainBinding("a", "b"),
		plainAsset(OWN_PICTURE),
	];
	for (const record of honest) expect(readRecord(record, CONTEXT)).toEqual({ record });
});

const paragraph = (content: unknown[], attrs?: unknown) => ({
	type: "doc",
	content: [{ type: "paragraph", ...(attrs ? { attrs } : {}), content }],
});
const text = (words: string, marks?: unknown[]) => ({ type: "text", text: words, ...(marks ? { marks } : {}) });
const geo = (richText: unknown) => plainShape("geo", "g", { props: { richText } });
const nested = (depth: number): unknown =>
	depth === 0
		? { type: "paragraph" }
		: { type: "bulletList", content: [{ type: "listItem", content: [nested(depth - 1)] }] };

test("labels with everything that tldraw's own editor makes pass", () => {
	const labels = [
		toRichText("two\nlines"),
		toRichText(""),
		paragraph([text("right to left")], { dir: "rtl" }),
		paragraph(["bold", "italic", "strike", "code", "highlight"].map((type) => text(type, [{ type }]))),
		paragraph([
			text("link", [
				{ type: "link", attrs: { href: "https://a.example/x", target: "_blank", rel: "noopener", class: null } },
			]),
		]),
		paragraph([text("mail", [{ type: "link", attrs: { href: "mailto:a@b.example" } }]), { type: "hardBreak" }]),
		{ type: "doc", content: [{ type: "heading", attrs: { level: 2, dir: "auto" }, content: [text("h")] }] },
		{ type: "doc", content: [nested(2), { type: "orderedList", attrs: { start: 3, type: null }, content: [] }] },
	];
	for (const label of labels) expect(readRecord(geo(label), CONTEXT)).toHaveProperty("record");
});

const hostile: Record<string, unknown> = {
	"nothing at all": undefined,
	"a word": "shape",
	"a list": [],
	"a page": { id: "page:other", typeName: "page", name: "x", index: "a1", meta: {} },
	"an instance state": { id: "instance:instance", typeName: "instance" },
	"a document record": { id: "document:document", typeName: "document", gridSize: 10, name: "", meta: {} },
	"an embed": plainShape("embed", "e", { props: { w: 1, h: 1, url: "https://a.example" } }),
	"a bookmark": plainShape("bookmark", "e", { props: { w: 1, h: 1, url: "https://a.example", assetId: null } }),
	"a video": plainShape("video", "e", { props: { w: 1, h: 1, url: "", assetId: null, time: 0, playing: false } }),
	"an unknown type": plainShape("rocket"),
	"a shape called as an object's own key": plainShape("__proto__"),
	"a shape called constructor": plainShape("constructor"),
	"no props": { ...plainShape("geo"), props: undefined },
	"props that are a list": { ...plainShape("geo"), props: [] },
	"a missing property": { ...plainShape("geo"), props: { ...PROPS.geo, color: undefined } },
	"a surplus property": plainShape("geo", "g", { props: { evil: 1 } }),
	"an unknown colour": plainShape("geo", "g", { props: { color: "url(https://a.example)" } }),
	"a place that is no number": plainShape("geo", "g", { x: Number.NaN }),
	"a place without end": plainShape("geo", "g", { y: Number.POSITIVE_INFINITY }),
	"a place beyond reason": plainShape("geo", "g", { x: 1e300 }),
	"a size of nothing": plainShape("geo", "g", { props: { w: 0 } }),
	"a negative size": plainShape("geo", "g", { props: { h: -4 } }),
	"a big number": plainShape("geo", "g", { x: 5n }),
	"an opacity of two": plainShape("geo", "g", { opacity: 2 }),
	"an order that is no key": plainShape("geo", "g", { index: "!!" }),
	"a parent that is no id": plainShape("geo", "g", { parentId: "https://a.example" }),
	"an id of another kind": { ...plainShape("geo"), id: "page:g" },
	"bytes for a property": plainShape("geo", "g", { props: { geo: new Uint8Array(4) } }),
	"a Yjs type for a property": plainShape("geo", "g", { props: { geo: new Y.Map() } }),
	"a function in meta": plainShape("geo", "g", { meta: { run: () => 1 } }),
	"too much meta": plainShape("geo", "g", { meta: { much: "x".repeat(70_000) } }),
	"meta nested without end": plainShape("geo", "g", { meta: JSON.parse(`${'{"a":'.repeat(60)}1${"}".repeat(60)}`) }),
	"a label with an unknown node": geo({ type: "doc", content: [{ type: "iframe" }] }),
	"a label that begins with a paragraph": geo({ type: "paragraph", content: [] }),
	"a label with an image": geo(paragraph([{ type: "image", attrs: { src: "https://a.example/x.png" } }])),
	"a label with an unknown mark": geo(paragraph([text("x", [{ type: "textStyle" }])])),
	"a label with an empty text": geo(paragraph([text("")])),
	"a label whose text is no text": geo(paragraph([{ type: "text", text: 5 }])),
	"a label with a script link": geo(paragraph([text("x", [{ type: "link", attrs: { href: "javascript:alert(1)" } }])])),
	"a label with a data link": geo(paragraph([text("x", [{ type: "link", attrs: { href: "data:text/html,x" } }])])),
	"a label with a style": geo(paragraph([text("x")], { style: "background:url(https://a.example)" })),
	"a label with an attribute that is a thing": geo(paragraph([text("x")], { dir: { toString: 1 } })),
	"a paragraph in a paragraph": geo(paragraph([{ type: "paragraph" }])),
	"a label nested too deeply": geo({ type: "doc", content: [nested(6)] }),
	"a label of too many nodes": geo({
		type: "doc",
		content: Array.from({ length: 600 }, () => ({ type: "paragraph" })),
	}),
	"a label too long": geo(toRichText("x".repeat(11_000))),
	"a label that is a word": geo("words"),
	"a label whose content is a thing": geo({ type: "doc", content: { length: 3 } }),
	"a frame's name too long": plainShape("frame", "f", { props: { name: "x".repeat(11_000) } }),
	"an arrow's label too long": plainShape("arrow", "f", { props: { text: "x".repeat(11_000) } }),
	"a script address": plainShape("geo", "g", { props: { url: "javascript:alert(1)" } }),
	"a stroke without segments": plainShape("draw", "d", { props: { segments: [] } }),
	"a stroke without points": plainShape("draw", "d", { props: { segments: [{ type: "free", points: [] }] } }),
	"a stroke of too many points": plainShape("draw", "d", {
		props: { segments: [{ type: "free", points: Array.from({ length: 601 }, () => ({ x: 0, y: 0 })) }] },
	}),
	"a stroke to nowhere": plainShape("draw", "d", {
		props: { segments: [{ type: "free", points: [{ x: Number.NaN, y: 0 }] }] },
	}),
	"a line of one point": plainShape("line", "l", { props: { points: { a1: { id: "a1", index: "a1", x: 0, y: 0 } } } }),
	"a line whose points have one order key": plainShape("line", "l", {
		props: { points: { a: { id: "a", index: "a1", x: 0, y: 0 }, b: { id: "b", index: "a1", x: 0, y: 1 } } },
	}),
	"a scale that fills the memory": plainShape("draw", "d", { props: { scale: 1e-6 } }),
	"a bend that fills the memory": plainShape("arrow", "a", { props: { bend: 1e7 } }),
	"a place too far away": plainShape("geo", "g", { x: 2e6 }),
	"an arrow that ends too far away": plainShape("arrow", "a", { props: { end: { x: 2e6, y: 0 } } }),
	"a stroke that leads too far away": plainShape("draw", "d", {
		props: { segments: [{ type: "free", points: [{ x: 2e6, y: 0 }] }] },
	}),
	"a line whose points have other names": plainShape("line", "l", {
		props: { points: { a: { id: "b", index: "a1", x: 0, y: 0 }, b: { id: "a", index: "a2", x: 0, y: 1 } } },
	}),
	"a picture from elsewhere": plainAsset("https://a.example/x.png"),
	"a picture as data": plainAsset("data:image/png;base64,AAAA"),
	"a picture of another session": plainAsset(`/api/sessions/s2/assets/${"a".repeat(64)}`),
	"a picture by a way around": plainAsset(`/api/sessions/s1/assets/../../s2/${"a".repeat(64)}`),
	"a picture of no hash": plainAsset("/api/sessions/s1/assets/x"),
	"a bookmark's asset": { ...plainAsset(OWN_PICTURE), type: "bookmark" },
	"a binding of unknown type": { ...plainBinding("a", "b"), type: "glue" },
	"a binding without terminal": { ...plainBinding("a", "b"), props: {} },
};

for (const [name, record] of Object.entries(hostile)) {
	test(`[D7] ${name} is quarantined`, () => {
		const result = readRecord(record, CONTEXT);
		expect(result).toEqual({ quarantined: expect.stringMatching(/\w/) });
	});
}

test("[D7] a quarantined record is skipped, counted with its reason, and shown when it is mended", () => {
	const good = plainShape("geo", "good");
	const doc = docOf(good, plainShape("rocket", "bad"));
	const reader = openBoardReader(doc, CONTEXT);
	reader.readAll();
	expect([...reader.records.keys()]).toEqual([good.id]);
	expect([...reader.quarantined]).toEqual([["shape:bad", "boards have no such objects"]]);
	recordsMap(doc).set("shape:bad", createRecordMap(plainShape("geo", "bad", { index: "a2" })));
	expect(reader.read(["shape:bad"]).put.map(({ id }) => id)).toEqual(["shape:bad"]);
	expect(reader.quarantined.size).toBe(0);
});

test("[D8] a binding is shown only while both its ends are, in whatever order they come", () => {
	const [arrow, box] = [plainShape("arrow", "arrow"), plainShape("geo", "box", { index: "a2" })];
	const binding = plainBinding("arrow", "box");
	const doc = docOf(binding);
	const reader = openBoardReader(doc, CONTEXT);
	reader.readAll();
	expect(reader.records.size).toBe(0);
	recordsMap(doc).set(arrow.id, createRecordMap(arrow));
	expect(reader.read([arrow.id]).put.map(({ id }) => id)).toEqual([arrow.id]);
	recordsMap(doc).set(box.id, createRecordMap(box));
	expect(reader.read([box.id]).put.map(({ id }) => id)).toEqual([box.id, binding.id]);
	recordsMap(doc).delete(box.id);
	expect([...reader.read([box.id]).removed].sort()).toEqual([binding.id, box.id]);
});

test("[D8] a binding that tldraw could not follow is not shown: between arrows, from no arrow, to a group", () => {
	const doc = docOf(
		plainShape("arrow", "a", { index: "a1" }),
		plainShape("arrow", "b", { index: "a2" }),
		plainShape("geo", "box", { index: "a3" }),
		plainShape("group", "ring", { index: "a4" }),
		plainShape("arrow", "in-ring", { parentId: "shape:ring" }),
		plainShape("group", "left", { index: "a5" }),
		plainShape("group", "right", { index: "a6" }),
		plainShape("arrow", "in-left", { parentId: "shape:left" }),
		plainShape("arrow", "in-right", { parentId: "shape:right" }),
		plainBinding("a", "b"),
		plainBinding("a", "a"),
		plainBinding("box", "a"),
		plainBinding("in-ring", "ring"),
		plainBinding("in-left", "right"),
		plainBinding("in-right", "left"),
		plainBinding("b", "ring"),
		plainBinding("b", "box", "start"),
	);
	const bindings = Object.keys(shown(doc)).filter((id) => id.startsWith("binding:"));
	expect(bindings.sort()).toEqual(["binding:b-box"]);
});

test("[D8] a shape whose parent is gone, or cannot be shown, lies on the page", () => {
	const doc = docOf(
		plainShape("geo", "orphan", { parentId: "shape:gone" }),
		plainShape("geo", "child", { parentId: "shape:bad" }),
		plainShape("rocket", "bad"),
	);
	expect(shown(doc)).toMatchObject({ "shape:orphan": { parentId: PAGE_ID }, "shape:child": { parentId: PAGE_ID } });
});

test("[D8] parents in a ring are broken up at the smallest id", () => {
	const doc = docOf(
		plainShape("frame", "b", { parentId: "shape:c" }),
		plainShape("frame", "c", { parentId: "shape:a" }),
		plainShape("frame", "a", { parentId: "shape:b" }),
		plainShape("frame", "self", { parentId: "shape:self" }),
	);
	expect(shown(doc)).toMatchObject({
		"shape:a": { parentId: PAGE_ID },
		"shape:b": { parentId: "shape:c" },
		"shape:c": { parentId: "shape:a" },
		"shape:self": { parentId: PAGE_ID },
	});
});

test("[D8] each end of an arrow hangs on one thing: that of the binding with the smallest id", () => {
	const shapes = [
		plainShape("arrow", "a"),
		plainShape("geo", "x", { index: "a2" }),
		plainShape("geo", "y", { index: "a3" }),
	];
	const doc = docOf(...shapes, { ...plainBinding("a", "x"), id: "binding:m" });
	const reader = openBoardReader(doc, CONTEXT);
	reader.readAll();
	const hang = (id: string) => {
		recordsMap(doc).set(id, createRecordMap({ ...plainBinding("a", "y"), id }));
		return reader.read([id]);
	};
	expect(hang("binding:z")).toEqual({ put: [], removed: [] });
	expect(hang("binding:b")).toMatchObject({ put: [{ id: "binding:b" }], removed: ["binding:m"] });
	recordsMap(doc).delete("binding:b");
	expect(reader.read(["binding:b"])).toMatchObject({ put: [{ id: "binding:m" }], removed: ["binding:b"] });
});

test("[D8] what lies deeper than 32 in each other lies on the page", () => {
	const frames = Array.from({ length: 40 }, (_, i) =>
		plainShape("frame", `f${i}`, { index: `a${i}V`, ...(i > 0 ? { parentId: `shape:f${i - 1}` } : {}) }),
	);
	const doc = docOf(...frames);
	const { records } = readAllRecords(doc, CONTEXT);
	expect(records.get("shape:f31")).toMatchObject({ parentId: "shape:f30" });
	expect(records.get("shape:f39")).toMatchObject({ parentId: PAGE_ID });
	expect(shown(docOf(...frames.toReversed()))).toEqual(shown(doc));
});

test("[D8] two shapes with one place in the order are moved apart, the same way for every reader", () => {
	const [a, b] = [plainShape("geo", "a"), plainShape("geo", "b")];
	const [first, second] = [shown(docOf(a, b)), shown(docOf(b, a))];
	expect(first).toEqual(second);
	expect(first["shape:a"]).toMatchObject({ index: "a1" });
	expect(first["shape:b"]).toMatchObject({ index: expect.stringMatching(/^a1.+V$/) });
	expect(readRecord(first["shape:b"], CONTEXT)).toHaveProperty("record");
});

test("[D8] no board shows more than MAX_SHAPES shapes, and which ones does not depend on the order", () => {
	const shapes = Array.from({ length: MAX_SHAPES + 3 }, (_, i) => plainShape("group", String(i), { index: `a1${i}V` }));
	const { records, quarantined } = readAllRecords(docOf(...shapes), CONTEXT);
	expect(records.size).toBe(MAX_SHAPES);
	expect([...new Set(quarantined.values())]).toEqual(["the board is full"]);
	const doc = docOf(...shapes.toReversed());
	const reader = openBoardReader(doc, CONTEXT);
	for (const { id } of shapes) reader.read([id]);
	expect([...reader.records.keys()].sort()).toEqual([...records.keys()].sort());
});

test("a record that did not change keeps its identity, and so do the parts of one that did", () => {
	const doc = docOf(plainShape("draw", "d"), plainShape("geo", "g", { index: "a2" }));
	const reader = openBoardReader(doc, CONTEXT);
	reader.readAll();
	const before = new Map(reader.records);
	recordsMap(doc).get("shape:d")?.set("xy", [50, 60]);
	expect(reader.read(["shape:d", "shape:g"])).toMatchObject({ put: [{ id: "shape:d", x: 50 }], removed: [] });
	expect(reader.records.get("shape:g")).toBe(before.get("shape:g"));
	expect(Reflect.get(Object(reader.records.get("shape:d")).props, "segments")).toBe(
		Reflect.get(Object(before.get("shape:d")).props, "segments"),
	);
	expect(reader.readAll()).toEqual({ put: [], removed: [] });
});
