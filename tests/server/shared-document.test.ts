// The document of a room: wholly or not at all.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { MAX_DOCUMENT_BYTES } from "#core/limits.ts";
import { SharedDocument } from "#server/shared-document.ts";

function updatesOf(clientId: number, count: number): Uint8Array[] {
	const doc = new Y.Doc();
	doc.clientID = clientId;
	const updates: Uint8Array[] = [];
	doc.on("update", (update: Uint8Array) => updates.push(update));
	const records = doc.getMap("records");
	for (let i = 0; i < count; i++) {
		if (i % 4 === 0) records.set(`shape${i}`, new Y.Map([["b", `{"i":${i}}`]]));
		else if (i % 4 === 3) records.delete(`shape${i - 3}`);
		else records.set(`key${i % 5}`, i);
	}
	return updates;
}

const folded = (updates: readonly Uint8Array[]) =>
	SharedDocument.fold(updates.map((data) => ({ author: "carl", heals: false, data })));

function read(bytes: Uint8Array) {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, bytes);
	return { json: doc.getMap("records").toJSON(), snapshot: Y.snapshot(doc) };
}

describe("the document of a room", () => {
	test("[Y2] a mutated update is applied wholly or leaves the document as it was", async () => {
		const base = updatesOf(1, 20);
		const theirs = updatesOf(2, 30);
		await fc.assert(
			fc.asyncProperty(fc.nat(29), fc.nat(200), fc.integer({ min: 0, max: 255 }), async (index, at, byte) => {
				const { document } = await folded([...base, ...theirs.slice(0, index)]);
				const source = theirs[index] ?? new Uint8Array();
				const update = new Uint8Array(source);
				update[at % update.length] = byte;
				const before = document.missingFrom(new Uint8Array([0]));
				const judgement = document.judge(update);
				if (judgement.kind === "adds" && document.apply(update) === "applied") {
					// nothing hangs in the air: a joiner gets all of it
					const joiner = new Y.Doc();
					Y.applyUpdate(joiner, document.missingFrom(new Uint8Array([0])));
					expect(joiner.store.pendingStructs).toBeNull();
					expect(joiner.store.pendingDs).toBeNull();
					return;
				}
				const [then, now] = [read(before), read(document.missingFrom(new Uint8Array([0])))];
				expect(now.json).toEqual(then.json);
				expect(Y.equalSnapshots(now.snapshot, then.snapshot)).toBe(true);
			}),
			{ numRuns: 1_500 },
		);
	});

	test("[R7] an update that cannot be applied is left out, and the rest is there", async () => {
		const good = updatesOf(1, 12);
		const { document, quarantined } = await folded([...good.slice(0, 6), new Uint8Array([9, 9, 9]), ...good.slice(6)]);
		expect(quarantined).toBe(1);
		const doc = new Y.Doc();
		for (const update of good) Y.applyUpdate(doc, update);
		expect(read(document.missingFrom(new Uint8Array([0]))).json).toEqual(doc.getMap("records").toJSON());
	});

	test("[R7] what hangs on a lost update is not sent to joiners", async () => {
		const [first, ...rest] = updatesOf(1, 12);
		expect(first).toBeDefined();
		const { document } = await folded(rest);
		const joiner = new Y.Doc();
		Y.applyUpdate(joiner, document.missingFrom(new Uint8Array([0])));
		expect(joiner.store.pendingStructs).toBeNull();
		expect(document.judge(Y.encodeStateAsUpdate(joiner))).toEqual({ kind: "nothing" });
	});

	test("joiners share one encoded state until something changes", async () => {
		const { document } = await folded(updatesOf(1, 8));
		const first = document.missingFrom(new Uint8Array([0]));
		expect(document.missingFrom(new Uint8Array([0]))).toBe(first);
		expect(document.apply(updatesOf(2, 1)[0] ?? new Uint8Array())).toBe("applied");
		expect(document.missingFrom(new Uint8Array([0]))).not.toBe(first);
	});

	test("[Y8] room is measured by the encoded state, not by what was ever sent", async () => {
		const doc = new Y.Doc();
		const updates: Uint8Array[] = [];
		doc.on("update", (update: Uint8Array) => updates.push(update));
		// the same key again and again: the log grows, the state does not
		for (let i = 0; i < 12; i++) doc.getMap("records").set("key", `${i}`.padEnd(1_000_000, "x"));
		const { document } = await folded(updates);
		expect(document.hasRoomFor(1_000_000, [1])).toBe(true);
		expect(document.hasRoomFor(MAX_DOCUMENT_BYTES, [1])).toBe(false);
	});

	test("[Y8] people can be told before the board is full, and not after half of it is gone again", async () => {
		const doc = new Y.Doc();
		const updates: Uint8Array[] = [];
		doc.on("update", (update: Uint8Array) => updates.push(update));
		const share = (part: number) => "x".repeat(Math.round(MAX_DOCUMENT_BYTES * part));
		doc.getMap("records").set("a", share(0.75));
		const { document } = await folded(updates);
		expect(document.isNearlyFull).toBe(false);
		doc.getMap("records").set("b", share(0.06));
		expect(document.apply(updates.at(-1) ?? new Uint8Array())).toBe("applied");
		expect(document.isNearlyFull).toBe(true);
		doc.getMap("records").delete("a");
		expect(document.apply(updates.at(-1) ?? new Uint8Array())).toBe("applied");
		expect(document.isNearlyFull).toBe(false);
	});
});
