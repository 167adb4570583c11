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
import { richTextOf } from "#core/label.ts";
import { readRecord } from "#core/records.ts";
import { CONTEXT, type Plain, PROPS, plainAsset, plainBinding, plainShape } from "./board-records.ts";

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

// ── defaults ────────────────────────────────────────────────────────────────────────────────────────────────────
test("[D1] what nobody chose is not written, and is there again when it is read", () => {
	const shape = plainShape("geo", "box", { props: { richText: richTextOf("") } });
	const { doc, map } = docWith(shape);
	expect(map.get("b")).toBe('{"type":"geo","x":1,"y":2,"index":"a1","props":{"w":100,"h":50}}');
	expect(elsewhere(doc, shape.id)).toEqual(shape);
	const chosen = plainShape("geo", "box", { rotation: 1, opacity: 0.5, props: { color: "red", dash: "dotted" } });
	expect(elsewhere(docWith(chosen).doc, chosen.id)).toEqual(chosen);
});

test("[D1] a record of a kind that is not known here comes back as it was, too", () => {
	for (const record of [
		plainShape("hologram", "h", { props: { depth: 3 } }),
		{ id: "shape:odd", typeName: "binding", type: "glue", meta: {}, props: {} },
		{ id: "camera:c", typeName: "camera", x: 1, meta: { a: 1 } },
	]) {
		expect(elsewhere(docWith(record).doc, record.id)).toMatchObject(record);
	}
});

// ── strokes and labels in a document ────────────────────────────────────────────────────────────────────────────
type Place = { x: number; y: number; z?: number };
const stroke = (points: Place[], change: Record<string, unknown> = {}, type = "draw") =>
	plainShape(type, "s", { ...change, props: { segments: [{ type: "free", points }] } });
const places = (count: number): Place[] =>
	Array.from({ length: count }, (_, i) => ({ x: Math.round(i * 531) / 100, y: (i % 9) / 4, z: 0.5 }));
const written = (doc: Y.Doc, work: () => void) => {
	let bytes = 0;
	const count = (update: Uint8Array) => {
		bytes += update.length;
	};
	doc.on("update", count);
	doc.transact(work);
	doc.off("update", count);
	return bytes;
};

for (const type of ["draw", "highlight"]) {
	test(`[D10] a ${type} that grows appends, also when its last point moves or a segment begins; the rest writes it anew`, () => {
		const many = places(60);
		const grown = many.slice(0, 40);
		const { doc, map } = docWith(stroke(grown, {}, type));
		const text = map.get("pts");
		let now = stroke(grown, {}, type);
		const become = (points: Place[], more: unknown[] = []) => {
			const next = plainShape(type, "s", { props: { segments: [{ type: "free", points }, ...more] } });
			const bytes = written(doc, () => changeRecordMap(map, now, next));
			now = next;
			expect(elsewhere(doc, now.id)).toEqual(next);
			return bytes;
		};
		expect(become(many.slice(0, 43))).toBeLessThan(50);
		expect(become([...many.slice(0, 42), { x: 1, y: 2, z: 0.5 }])).toBeLessThan(50);
		expect(become([...many.slice(0, 41), { x: 1.5, y: 2, z: 0.63 }, { x: 1, y: 2, z: 0.5 }])).toBeGreaterThan(150);
		expect(map.get("pts")).not.toBe(text);
		const line = {
			type: "straight",
			points: [
				{ x: 1, y: 2, z: 0.5 },
				{ x: 5, y: 6 },
			],
		};
		const seen = [...many.slice(0, 41), { x: 1.5, y: 2, z: 0.63 }, { x: 1, y: 2, z: 0.5 }];
		expect(become(seen, [line])).toBeLessThan(60);
		expect(become(seen)).toBeGreaterThan(150);
		expect(map.has("p.segments")).toBe(false);
	});
}

test("[D10] points that are no hundredths lie as a value until they are some again", () => {
	const [odd, even] = [stroke([{ x: 1 / 3, y: 0, z: 0.5 }]), stroke(places(3))];
	const { doc, map } = docWith(even);
	changeRecordMap(map, even, odd);
	expect(map.has("p.segments")).toBe(true);
	expect(elsewhere(doc, odd.id)).toEqual(odd);
	changeRecordMap(map, odd, even);
	expect(map.has("p.segments")).toBe(false);
	expect(elsewhere(doc, odd.id)).toEqual(even);
	expect(elsewhere(docWith(odd).doc, odd.id)).toEqual(odd);
});

test("[D10] of two strokes that are made of one at once, one remains, whole", () => {
	const before = stroke(places(20));
	const one = docWith(before);
	const other = new Y.Doc();
	Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
	const wider = stroke(places(20).map(({ x, y, z = 0 }) => ({ x: x * 2, y, z })));
	const higher = stroke(places(20).map(({ x, y, z = 0 }) => ({ x, y: y * 2, z })));
	changeRecordMap(one.map, before, wider);
	const map = recordsMap(other).get(before.id);
	if (map) changeRecordMap(map, before, higher);
	Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other));
	Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
	const read = elsewhere(one.doc, before.id);
	expect(read).toEqual(elsewhere(other, before.id));
	expect([wider, higher]).toContainEqual(read);
});

/** A hand at 60 Hz, seeded: 150 moves, three in a commit. */
test("[D13] one stroke of 151 points takes at most 1.9 KB of updates", () => {
	let seed = 20251121;
	const random = () => {
		seed = (seed * 16807) % 2147483647;
		return seed / 2147483647;
	};
	const points: Place[] = [{ x: 0, y: 0, z: 0.5 }];
	for (let angle = 0; points.length < 151; angle += (random() - 0.5) * 0.8) {
		const { x, y } = points.at(-1) ?? { x: 0, y: 0 };
		const length = 2 + random() * 9;
		const next = { x: x + Math.cos(angle) * length, y: y + Math.sin(angle) * length };
		points.push({ x: Math.round(next.x * 100) / 100, y: Math.round(next.y * 100) / 100, z: 0.5 });
	}
	const doc = new Y.Doc();
	// the largest ids cost most
	doc.clientID = 0xfffffffe;
	const id = "V1StGXR8_Z5jdHi6B-myT";
	const shape = (count: number, isComplete: boolean) =>
		plainShape("draw", id, {
			x: 1034.4765625,
			y: 482.12890625,
			index: "a3kOxA72V",
			props: { isComplete, segments: [{ type: "free", points: points.slice(0, count) }] },
		});
	const states = [...Array.from({ length: 50 }, (_, n) => shape(4 + 3 * n, false)), shape(151, true)];
	let bytes = 0;
	for (const [n, state] of states.entries()) {
		const before = states[n - 1];
		bytes += written(doc, () => {
			const map = recordsMap(doc).get(state.id);
			if (map && before) changeRecordMap(map, before, state);
			else recordsMap(doc).set(state.id, createRecordMap(state));
		});
	}
	expect(elsewhere(doc, `shape:${id}`)).toEqual(states.at(-1));
	expect(bytes).toBeLessThanOrEqual(1_900);
	expect(Y.encodeStateAsUpdate(doc).length).toBeLessThan(1_000);
});

const labelled = (text: string, type = "geo") =>
	plainShape(type, "l", { props: type === "arrow" ? { text } : { richText: richTextOf(text) } });
const bold = plainShape("geo", "l", {
	props: {
		richText: {
			type: "doc",
			content: [
				{
					type: "paragraph",
					attrs: { dir: "auto" },
					content: [{ type: "text", marks: [{ type: "bold" }], text: "fast" }],
				},
			],
		},
	},
});
const asValue = plainShape("geo", "l", {
	props: { richText: { type: "doc", content: [{ type: "paragraph", attrs: { dir: "rtl" } }] } },
});

for (const type of ["geo", "arrow"]) {
	test(`[D3] two people type in one label of a ${type} at once, the first letters too: both texts stay whole`, () => {
		for (const [base, ours, theirs] of [
			["", "mine 😀", "theirs 😁"],
			["store", "feature store", "store 😁"],
			["a 😀 b", "a 😀😁 b", "a 😀🦉 b"],
			["one\ntwo", "one\ntwo\nthree", "zero\none\ntwo"],
		] as const) {
			const one = docWith(labelled(base, type));
			const other = new Y.Doc();
			Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
			changeRecordMap(one.map, labelled(base, type), labelled(ours, type));
			const map = recordsMap(other).get("shape:l");
			if (map) changeRecordMap(map, labelled(base, type), labelled(theirs, type));
			Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other));
			Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
			expect(elsewhere(one.doc, "shape:l")).toEqual(elsewhere(other, "shape:l"));
			const text = String(one.map.get("rt"));
			const typed = (to: string) => [...to].filter((letter) => !base.includes(letter));
			for (const letter of [...base, ...typed(ours), ...typed(theirs)]) expect(text).toContain(letter);
			expect([...text].length).toBe([...ours].length + [...theirs].length - [...base].length);
			expect(text).not.toContain("\ufffd");
		}
	});
}

test("[D3] what is typed onto a label that has moved on is carried over what came; what is there already is not written", () => {
	const { doc, map } = docWith(labelled("store"));
	changeRecordMap(map, labelled("store"), labelled("the store"));
	// a store that has not yet seen that
	changeRecordMap(map, labelled("store"), labelled("store!"));
	expect(elsewhere(doc, "shape:l")).toEqual(labelled("the store!"));
	const { doc: same, map: sameMap } = docWith(labelled("store!"));
	expect(written(same, () => changeRecordMap(sameMap, labelled("store"), labelled("store!")))).toBe(0);
});

test("[D9] a label may become bold and plain again; what no text can say outranks the text while it is there", () => {
	const { doc, map } = docWith(labelled("fast"));
	for (const [from, to] of [
		[labelled("fast"), bold],
		[bold, asValue],
		[asValue, labelled("fast")],
		[labelled("fast"), asValue],
		[asValue, bold],
	] as const) {
		changeRecordMap(map, from, to);
		expect(elsewhere(doc, "shape:l")).toEqual(to);
		expect(map.has("p.richText")).toBe(to === asValue);
	}
	for (const label of [bold, asValue]) expect(elsewhere(docWith(label).doc, "shape:l")).toEqual(label);
});

test("[D9] what somebody has just made something of that no text can say stays that, though one still types into the text", () => {
	const { doc, map } = docWith(labelled("fast"));
	changeRecordMap(map, labelled("fast"), asValue);
	changeRecordMap(map, labelled("fast"), labelled("faster"));
	expect(elsewhere(doc, "shape:l")).toEqual(asValue);
	expect(String(map.get("rt"))).toBe("fast");
});

test("[D8] a reader that has read a record before sees what a new reader sees, also when its base was replaced", () => {
	const { doc, map } = docWith(labelled("fast"));
	expect(assembleRecord("shape:l", map)).toEqual(labelled("fast"));
	map.set("b", '{"type":"arrow","x":5,"y":6,"index":"a3","props":{"end":{"x":9,"y":9}}}');
	expect(assembleRecord("shape:l", map)).toEqual(elsewhere(doc, "shape:l"));
	expect(assembleRecord("shape:l", map)).toMatchObject({ type: "arrow", x: 5, props: { text: "fast" } });
	expect(assembleRecord("shape:m", map)).toMatchObject({ id: "shape:m" });
});

test("[D9] half an emoji is not written: everybody, its author too, sees the same sign instead", () => {
	const { doc, map } = docWith(labelled("a"));
	changeRecordMap(map, labelled("a"), labelled("a\ud83d"));
	expect(String(map.get("rt"))).toBe("a\ufffd");
	expect(elsewhere(doc, "shape:l")).toEqual(assembleRecord("shape:l", map));
});

test("[D9] a spelling of the same label is not written", () => {
	const { doc, map } = docWith(labelled("fast"));
	const bare = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "fast" }] }] };
	const other = plainShape("geo", "l", { props: { richText: bare } });
	expect(written(doc, () => changeRecordMap(map, labelled("fast"), other))).toBe(0);
});

test("[D11] what was written in format 0 is changed in this one: texts take over from values", () => {
	for (const type of ["geo", "arrow", "draw"]) {
		const before = type === "draw" ? stroke(places(4)) : labelled("old", type);
		const after = type === "draw" ? stroke(places(6)) : labelled("older", type);
		const doc = new Y.Doc();
		recordsMap(doc).set(before.id, new Y.Map<unknown>([["b", JSON.stringify(before)]]));
		const map = recordsMap(doc).get(before.id);
		if (!map) throw new Error("no map");
		expect(elsewhere(doc, before.id)).toEqual(before);
		const prop = type === "draw" ? "segments" : type === "arrow" ? "text" : "richText";
		map.set(`p.${prop}`, Object(before.props)[prop]);
		changeRecordMap(map, before, after);
		expect(map.has(`p.${prop}`)).toBe(false);
		expect(elsewhere(doc, before.id)).toEqual(after);
	}
});

test("[D7] whatever lies where texts should be, nothing throws, and the record is not shown", () => {
	const garbage = [
		() => "text",
		() => 7,
		() => null,
		() => new Y.Array(),
		() => new Y.Map(),
		() => new Y.XmlText("x"),
		() => new Y.Text("!!"),
		() => new Y.Text(`.${"A".repeat(100_000)}`),
		() => new Uint8Array(3),
	];
	for (const [key, shape, prop] of [
		["pts", stroke(places(3)), "segments"],
		["rt", labelled("x"), "richText"],
		["rt", labelled("x", "arrow"), "text"],
	] as const) {
		for (const make of garbage) {
			const { doc, map } = docWith(shape);
			map.set(key, make());
			const read = elsewhere(doc, shape.id);
			expect(read).toMatchObject({ id: shape.id });
			const shown = readRecord(read, CONTEXT);
			const isText = key === "rt" && map.get(key) instanceof Y.Text && String(map.get(key)).length < 1e4;
			expect("quarantined" in shown).toBe(!isText);
			// and its author can mend it
			const broken: Plain = { ...shape, props: { ...Object(shape.props), [prop]: 7 } };
			changeRecordMap(map, broken, shape);
			expect(elsewhere(doc, shape.id)).toEqual(shape);
		}
	}
});

test("[D7] a label of a million lines costs a reader nothing and says why it is not shown", () => {
	const { doc, map } = docWith(labelled("x"));
	const text = map.get("rt");
	if (text instanceof Y.Text) text.insert(0, "\n".repeat(1_000_000));
	const read = elsewhere(doc, "shape:l");
	expect(JSON.stringify(read).length).toBeLessThan(50_000);
	expect(readRecord(read, CONTEXT)).toEqual({ quarantined: "a label is too long" });
});
