// What an update would add, judged before it touches a document.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { judgeUpdate } from "#core/incoming.ts";

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
