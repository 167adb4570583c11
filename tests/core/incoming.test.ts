// What an update would add, judged before it touches a document.
import * as fc from "fast-check";
import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { judgeUpdate } from "#core/incoming.ts";
import { MAX_UPDATE_DELETIONS, MAX_UPDATE_STRUCTS, MAX_VALUE_DEPTH } from "#core/limits.ts";
import { outlineUpdate } from "#core/update-outline.ts";

/** A document and every update that made it. */
function draw(clientId: number, ...changes: ((records: Y.Map<unknown>, doc: Y.Doc) => void)[]) {
	const doc = new Y.Doc();
	doc.clientID = clientId;
	const updates: Uint8Array[] = [];
	doc.on("update", (update: Uint8Array) => updates.push(update));
	for (const change of changes) doc.transact(() => change(doc.getMap("records"), doc));
	return { doc, updates };
}

const set = (key: string, value: unknown) => (records: Y.Map<unknown>) => void records.set(key, value);
const remove = (key: string) => (records: Y.Map<unknown>) => records.delete(key);
const nested = (key: string) => (records: Y.Map<unknown>) => void records.set(key, new Y.Map([["b", "{}"]]));

describe("what an update would add", () => {
	test("[Y3] a new struct adds, the same once more adds nothing", () => {
		const { updates } = draw(1, set("a", 1));
		const doc = new Y.Doc();
		expect(judgeUpdate(doc, updates[0]!)).toEqual({ kind: "adds", extends: [1] });
		Y.applyUpdate(doc, updates[0]!);
		expect(judgeUpdate(doc, updates[0]!)).toEqual({ kind: "nothing" });
	});

	test("[Y3] a deletion adds until it is made", () => {
		const { doc: author, updates } = draw(1, set("a", 1), remove("a"));
		const doc = new Y.Doc();
		Y.applyUpdate(doc, updates[0]!);
		expect(judgeUpdate(doc, updates[1]!)).toEqual({ kind: "adds", extends: [] });
		Y.applyUpdate(doc, updates[1]!);
		expect(judgeUpdate(doc, updates[1]!)).toEqual({ kind: "nothing" });
		expect(judgeUpdate(doc, Y.encodeStateAsUpdate(author))).toEqual({ kind: "nothing" });
	});

	test("[Y3] the SyncStep2 of a client in sync repeats all deletions and adds nothing", () => {
		const steps = Array.from({ length: 40 }, (_, index) => [
			set(`k${index % 7}`, index),
			nested(`n${index % 5}`),
			remove(`k${index % 3}`),
		]);
		const { doc } = draw(1, ...steps.flat());
		const server = new Y.Doc();
		Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
		const answer = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server));
		expect(answer.length).toBeGreaterThan(2);
		expect(judgeUpdate(server, answer)).toEqual({ kind: "nothing" });
	});

	test("[Y5] an update whose predecessor is unknown is a gap", () => {
		const { updates } = draw(1, set("a", 1), set("b", 2));
		expect(judgeUpdate(new Y.Doc(), updates[1]!)).toEqual({ kind: "gap" });
	});

	test("[Y5] an update that builds on somebody else's unknown struct is a gap", () => {
		const first = draw(1, nested("shape"));
		const second = new Y.Doc();
		second.clientID = 2;
		Y.applyUpdate(second, first.updates[0]!);
		let update = new Uint8Array();
		second.on("update", (made: Uint8Array) => {
			update = new Uint8Array(made);
		});
		(second.getMap("records").get("shape") as Y.Map<unknown>).set("xy", "1,2");
		expect(judgeUpdate(new Y.Doc(), update)).toEqual({ kind: "gap" });
		const knowing = new Y.Doc();
		Y.applyUpdate(knowing, first.updates[0]!);
		expect(judgeUpdate(knowing, update)).toEqual({ kind: "adds", extends: [2] });
	});

	test("[Y5] a deletion of something unknown is a gap", () => {
		const { doc, updates } = draw(1, set("a", 1), remove("a"));
		expect(doc.getMap("records").size).toBe(0);
		expect(judgeUpdate(new Y.Doc(), updates[1]!)).toEqual({ kind: "gap" });
	});

	test("[Y2] a document within the document is refused", () => {
		const { updates } = draw(1, (records) => void records.set("sub", new Y.Doc()));
		expect(judgeUpdate(new Y.Doc(), updates[0]!)).toMatchObject({ kind: "broken" });
	});

	test("[Y2] whatever the bytes are, judging throws nothing and changes nothing, and what was judged to add nothing changes nothing", () => {
		const { doc: author, updates } = draw(
			7,
			nested("s"),
			set("a", "text"),
			set("a", 2),
			remove("s"),
			set("z", [1, { y: null }]),
		);
		const whole = Y.encodeStateAsUpdate(author);
		const base = Y.encodeStateAsUpdate(draw(9, set("base", 1), nested("s")).doc);
		const mutation = fc.record({
			source: fc.constantFrom(...updates, whole),
			at: fc.nat(400),
			byte: fc.integer({ min: 0, max: 255 }),
			cut: fc.option(fc.nat(100)),
		});
		fc.assert(
			fc.property(mutation, fc.boolean(), ({ source, at, byte, cut }, knows) => {
				const bytes = new Uint8Array(source);
				bytes[at % bytes.length] = byte;
				const update = cut === null ? bytes : bytes.subarray(0, cut);
				const doc = new Y.Doc();
				Y.applyUpdate(doc, base);
				if (knows) Y.applyUpdate(doc, whole);
				const before = Y.snapshot(doc);
				const judgement = judgeUpdate(doc, update);
				expect(Y.equalSnapshots(Y.snapshot(doc), before)).toBe(true);
				if (judgement.kind !== "nothing") return;
				// known structs with forged origins make Yjs throw; we never apply what adds nothing
				try {
					Y.applyUpdate(doc, update);
				} catch {
					return;
				}
				expect(Y.equalSnapshots(Y.snapshot(doc), before)).toBe(true);
			}),
			{ numRuns: 2_000 },
		);
	});
});

/** What Yjs itself reads in an update. */
function readByYjs(update: Uint8Array) {
	const placeOf = (id: Y.ID | null) => id && { client: id.client, clock: id.clock };
	const { structs, ds } = Y.decodeUpdate(update);
	return {
		structs: structs.map((struct) => {
			const item = struct instanceof Y.Item ? struct : null;
			const kind = item ? (item.content instanceof Y.ContentDoc ? "document" : "item") : null;
			return {
				...placeOf(struct.id),
				length: struct.length,
				kind: kind ?? (struct instanceof Y.Skip ? "skip" : "gc"),
				origin: placeOf(item?.origin ?? null),
				rightOrigin: placeOf(item?.rightOrigin ?? null),
				parent: item?.parent instanceof Y.ID ? placeOf(item.parent) : null,
			};
		}),
		deletions: [...ds.clients].flatMap(([client, ranges]) =>
			ranges.map(({ clock, len }) => ({ client, clock, length: len })),
		),
	};
}

function bytes(...parts: (number | Uint8Array)[]): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const part of parts) {
		if (typeof part === "number") encoding.writeVarUint(encoder, part);
		else encoding.writeUint8Array(encoder, part);
	}
	return encoding.toUint8Array(encoder);
}

describe("the outline of an update", () => {
	const everything = draw(
		5,
		nested("s"),
		set("values", [null, true, false, undefined, 1, -2, 1.5, 1e300, "é😀", { a: { b: [new Uint8Array([1, 2])] } }, 7n]),
		(_, doc) => {
			const text = doc.getText("text");
			text.insert(0, "letters and more");
			text.format(2, 4, { bold: true });
			text.insertEmbed(3, { image: "x" });
			text.delete(1, 5);
		},
		(_, doc) => doc.getArray("list").push([1, new Y.Text("a"), new Uint8Array([9])]),
		(_, doc) => {
			const element = new Y.XmlElement("p");
			doc.getXmlFragment("xml").insert(0, [element, new Y.XmlText("t")]);
			element.setAttribute("k", "v");
		},
		remove("s"),
		set("sub", new Y.Doc()),
	);
	const sources = [...everything.updates, Y.encodeStateAsUpdate(everything.doc)];

	test("[Y2] it is what Yjs reads, of everything that can lie in an update", () => {
		for (const update of sources) expect(outlineUpdate(update)).toEqual(readByYjs(update));
	});

	test("[Y2] of mutated updates too: what it takes, Yjs takes, and reads the same", () => {
		const mutation = fc.record({
			source: fc.constantFrom(...sources),
			changes: fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { minLength: 1, maxLength: 3 }),
			cut: fc.option(fc.nat(300)),
		});
		let taken = 0;
		fc.assert(
			fc.property(mutation, ({ source, changes, cut }) => {
				const update = new Uint8Array(source);
				for (const [at, byte] of changes) update[at % update.length] = byte;
				let outline: ReturnType<typeof outlineUpdate>;
				try {
					outline = outlineUpdate(cut === null ? update : update.slice(0, cut));
				} catch {
					return;
				}
				taken++;
				const { structs, deletions } = readByYjs(update);
				expect(outline.structs).toEqual(structs);
				// Yjs gathers the ranges of a client that comes twice
				const order = (all: typeof deletions) => [...all].sort((a, b) => a.client - b.client);
				expect(order([...outline.deletions])).toEqual(order(deletions));
			}),
			{ numRuns: 4_000 },
		);
		expect(taken).toBeGreaterThan(400);
	});

	const gc = (length: number) => bytes(0, length);
	const hostile: [what: string, update: Uint8Array][] = [
		["more structs than an update may hold", bytes(1, MAX_UPDATE_STRUCTS + 1, 7, 0, gc(1))],
		["2^50 structs", bytes(1, 2 ** 50, 7, 0, gc(1))],
		["2^50 clients", bytes(2 ** 50, 1, 7, 0, gc(1), 0)],
		["2^50 deletions", bytes(0, 1, 7, 2 ** 50, 0, 1)],
		["more deletions than any board has", bytes(0, 1, 7, MAX_UPDATE_DELETIONS + 1, 0, 1)],
		["2^50 values in one struct", bytes(1, 1, 7, 0, new Uint8Array([8]), 1, bytes(1, 97), 2 ** 50, 0)],
		["a client without structs", bytes(1, 0, 7, 0, 0)],
		["one client twice", bytes(2, 1, 7, 0, gc(1), 1, 7, 1, gc(1), 0)],
		["a struct of no length", bytes(1, 1, 7, 0, gc(0), 0)],
		["a clock that no drawing reaches", bytes(1, 1, 7, 0, gc(2 ** 45), 0)],
		["bytes behind the end", bytes(0, 0, 0)],
		["a value of a thousand arrays in each other", draw(7, set("a", deep(1_000))).updates[0]!],
		[
			"a mark of a thousand arrays in each other",
			draw(7, (_, doc) => doc.getText().insert(0, "a", { m: deep(1_000) })).updates[0]!,
		],
	];
	test.each(hostile)("[Y16] refuses %s", (_what, update) => {
		expect(judgeUpdate(new Y.Doc(), update)).toMatchObject({ kind: "broken" });
	});

	test("[Y16] a value may be as deep as the limit", () => {
		const { updates } = draw(7, set("a", deep(MAX_VALUE_DEPTH)));
		expect(judgeUpdate(new Y.Doc(), updates[0]!)).toMatchObject({ kind: "adds" });
	});
});

function deep(levels: number): unknown {
	let value: unknown = 1;
	for (let i = 0; i < levels; i++) value = [value];
	return value;
}
