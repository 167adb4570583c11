// The document of a room: wholly or not at all.
import * as fc from "fast-check";
import * as decoding from "lib0/decoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_CLIENTS } from "#core/limits.ts";
import { SharedDocument } from "#server/shared-document.ts";
import { SYNC } from "#server/sync-frames.ts";
import { syncFrame } from "#tests/helpers/seats.ts";

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

/** More than is encoded for each joiner anew. */
function largeUpdate(): Uint8Array {
	const doc = new Y.Doc();
	doc.getMap("records").set("large", "x".repeat(200_000));
	return Y.encodeStateAsUpdate(doc);
}

const NOTHING_KNOWN = new Uint8Array([0]);

/** Somebody who knows nothing and joins. */
function joinerOf(document: SharedDocument): Y.Doc {
	const doc = new Y.Doc();
	for (const frame of document.answerTo(NOTHING_KNOWN)) {
		const decoder = decoding.createDecoder(frame);
		decoding.readVarUint(decoder);
		decoding.readVarUint(decoder);
		Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
	}
	return doc;
}

function read(document: SharedDocument) {
	const doc = joinerOf(document);
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
				const before = read(document);
				const judgement = document.judge(update);
				if (judgement.kind === "adds" && document.apply(update) === "applied") {
					// nothing hangs in the air: a joiner gets all of it
					const joiner = joinerOf(document);
					expect(joiner.store.pendingStructs).toBeNull();
					expect(joiner.store.pendingDs).toBeNull();
					return;
				}
				const after = read(document);
				expect(after.json).toEqual(before.json);
				expect(Y.equalSnapshots(after.snapshot, before.snapshot)).toBe(true);
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
		expect(read(document).json).toEqual(doc.getMap("records").toJSON());
	});

	test("[R7] what hangs on a lost update is not sent to joiners", async () => {
		const [first, ...rest] = updatesOf(1, 12);
		expect(first).toBeDefined();
		const { document } = await folded(rest);
		const joiner = joinerOf(document);
		expect(joiner.store.pendingStructs).toBeNull();
		expect(document.judge(Y.encodeStateAsUpdate(joiner))).toEqual({ kind: "nothing" });
	});

	test("whoever joins a small board gets all of it in its SyncStep2", async () => {
		const { document } = await folded(updatesOf(1, 8));
		for (const update of updatesOf(2, 3)) expect(document.apply(update)).toBe("applied");
		const answer = document.answerTo(NOTHING_KNOWN);
		expect(answer.map((frame) => frame[1])).toEqual([SYNC.step2]);
		expect(document.answerTo(NOTHING_KNOWN)).toEqual(answer);
	});

	test("those who join a large board share one encoded state and get what came since, the SyncStep2 last, until that is too much", async () => {
		const { document } = await folded([...updatesOf(1, 8), largeUpdate()]);
		const [whole] = document.answerTo(NOTHING_KNOWN);
		expect(document.answerTo(NOTHING_KNOWN)[0]).toBe(whole);
		const since = updatesOf(2, 101);
		for (const update of since.slice(0, 100)) expect(document.apply(update)).toBe("applied");
		const answer = document.answerTo(NOTHING_KNOWN);
		expect(document.answerTo(NOTHING_KNOWN)[0]).toBe(answer[0]);
		expect(answer.slice(1, -1)).toEqual(since.slice(0, 99).map((update) => syncFrame(SYNC.update, update)));
		expect(answer.at(-1)).toEqual(syncFrame(SYNC.step2, since[99] ?? new Uint8Array()));
		const before = read(document);
		expect(document.apply(since[100] ?? new Uint8Array())).toBe("applied");
		expect(document.answerTo(NOTHING_KNOWN).map((frame) => frame[1])).toEqual([SYNC.step2]);
		expect(read(document).json).not.toEqual(before.json);
	});

	test("[Y16] a document takes no more client ids than every update can pay for, and goes on taking edits under known ones", async () => {
		const firstOf = (client: number) => updatesOf(client, 1)[0] ?? new Uint8Array();
		const { document } = await folded(
			Array.from({ length: MAX_DOCUMENT_CLIENTS - 1 }, (_, index) => firstOf(index + 1)),
		);
		expect(document.hasRoomFor(20, [MAX_DOCUMENT_CLIENTS, MAX_DOCUMENT_CLIENTS + 1])).toBe(false);
		expect(document.hasRoomFor(20, [MAX_DOCUMENT_CLIENTS])).toBe(true);
		expect(document.apply(firstOf(MAX_DOCUMENT_CLIENTS))).toBe("applied");
		expect(document.hasRoomFor(20, [MAX_DOCUMENT_CLIENTS + 1])).toBe(false);
		expect(document.hasRoomFor(20, [1, 2])).toBe(true);
		expect(document.hasRoomFor(20, [])).toBe(true);
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

	test("[Y8] people can be told before the board is full, and not after half of it is gone again: measured once a second", async () => {
		const doc = new Y.Doc();
		const updates: Uint8Array[] = [];
		doc.on("update", (update: Uint8Array) => updates.push(update));
		const share = (part: number) => "x".repeat(Math.round(MAX_DOCUMENT_BYTES * part));
		doc.getMap("records").set("a", share(0.75));
		let nowMs = 0;
		const first = updates.map((data) => ({ author: "carl", heals: false, data }));
		const { document } = await SharedDocument.fold(first, null, () => nowMs);
		expect(document.isNearlyFull).toBe(false);
		doc.getMap("records").set("b", share(0.06));
		expect(document.apply(updates.at(-1) ?? new Uint8Array())).toBe("applied");
		expect(document.isNearlyFull).toBe(true);
		doc.getMap("records").delete("a");
		expect(document.apply(updates.at(-1) ?? new Uint8Array())).toBe("applied");
		// encoding so large a document takes its time: not for each update that asks
		nowMs = 999;
		expect(document.isNearlyFull).toBe(true);
		nowMs = 1_000;
		expect(document.isNearlyFull).toBe(false);
	});
});
