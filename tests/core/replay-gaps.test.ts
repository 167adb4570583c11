// Recordings that are not whole: entries that are broken, of a later version, of another board, of somebody unknown. Each is
// made here, and each time the rest must play and what is missing must be counted by its reason.
import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createRecordMap, DOCUMENT_VERSION, metaMap, recordsMap } from "#core/document.ts";
import { decodeRecording, ENTRY_KINDS, encodeCursors, encodeRecording, type ReadFrame } from "#core/recording.ts";
import { Timeline } from "#core/replay.ts";
import { applyDiff, Viewfinder } from "#core/replay-seek.ts";
import { geoShape, headerOf, PEOPLE, Recorder, SESSION_ID } from "./recordings.ts";

const WHOLE = { later: 0, broken: 0, foreign: 0, nameless: 0, laterDocument: false };

function timelineOf(frames: readonly ReadFrame[]): Timeline {
	const timeline = new Timeline(new Y.Doc(), SESSION_ID);
	timeline.append(frames);
	return timeline;
}

function shownBy(timeline: Timeline, frame = timeline.frames): string[] {
	return [...applyDiff(new Map(), new Viewfinder(timeline.history).seek(frame)).keys()].sort();
}

/** An author alone: what each drawing sends. */
function authorOf(...shapes: string[]): Uint8Array[] {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on("update", (update) => updates.push(update));
	for (const [index, id] of shapes.entries()) {
		doc.transact(() => recordsMap(doc).set(`shape:${id}`, createRecordMap(geoShape(id, index))));
	}
	return updates;
}

function eventOf(value: unknown): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarString(encoder, JSON.stringify(value));
	return encoding.toUint8Array(encoder);
}

describe("what a recording has lost", () => {
	it("[P20] a broken update takes nothing with it but what hangs on it: what its author draws later is shown", () => {
		const recorder = new Recorder();
		const [first, second, third] = authorOf("a", "b", "c");
		recorder.raw("update", first as Uint8Array);
		recorder.raw("update", (second as Uint8Array).slice(0, -4));
		recorder.raw("update", third as Uint8Array);
		recorder.put("p-priya", geoShape("hers", 9));
		const timeline = timelineOf(recorder.frames);
		expect(shownBy(timeline)).toEqual(["shape:a", "shape:c", "shape:hers"]);
		expect(timeline.skips).toEqual({ ...WHOLE, broken: 1 });
	});

	it("[P20] an update that breaks off behind what it draws, before what it deletes, is lost as a whole", () => {
		const doc = new Y.Doc();
		const updates: Uint8Array[] = [];
		doc.on("update", (update) => updates.push(update));
		const records = recordsMap(doc);
		doc.transact(() => records.set("shape:a", createRecordMap(geoShape("a", 1))));
		doc.transact(() => {
			records.set("shape:b", createRecordMap(geoShape("b", 2)));
			records.delete("shape:a");
		});
		doc.transact(() => records.get("shape:b")?.set("xy", [5, 5]));
		const recorder = new Recorder();
		recorder.raw("update", updates[0] as Uint8Array);
		recorder.raw("update", (updates[1] as Uint8Array).slice(0, -1));
		recorder.raw("update", updates[2] as Uint8Array);
		const timeline = timelineOf(recorder.frames);
		expect(shownBy(timeline)).toEqual(["shape:a"]);
		expect(timeline.skips).toEqual({ ...WHOLE, broken: 1 });
	});

	it("[P20] a change of what was lost shows nothing and breaks nothing", () => {
		const doc = new Y.Doc();
		const updates: Uint8Array[] = [];
		doc.on("update", (update) => updates.push(update));
		doc.transact(() => recordsMap(doc).set("shape:a", createRecordMap(geoShape("a", 1))));
		doc.transact(() => recordsMap(doc).get("shape:a")?.set("xy", [5, 5]));
		doc.transact(() => recordsMap(doc).set("shape:b", createRecordMap(geoShape("b", 2))));
		const recorder = new Recorder();
		recorder.raw("update", Uint8Array.of(9, 9, 9));
		for (const update of updates.slice(1)) recorder.raw("update", update);
		const timeline = timelineOf(recorder.frames);
		expect(shownBy(timeline)).toEqual(["shape:b"]);
		expect(timeline.skips).toEqual({ ...WHOLE, broken: 1 });
	});

	it("[P20] thousands of updates after a broken one are laid out as quickly as whole ones", () => {
		const ids = Array.from({ length: 3_000 }, (_, index) => String(index % 40));
		const updates = authorOf(...ids);
		const recorder = new Recorder();
		recorder.raw("update", (updates[0] as Uint8Array).slice(0, 5));
		for (const update of updates.slice(1)) recorder.raw("update", update);
		const begin = performance.now();
		const timeline = timelineOf(recorder.frames);
		// Yjs alone would merge what waits anew with each of them, which takes minutes
		expect(performance.now() - begin).toBeLessThan(20_000);
		// the first shape was lost, and what was put in its place later hangs on it
		expect(shownBy(timeline)).toHaveLength(39);
		expect(timeline.skips.broken).toBe(1);
	}, 30_000);

	it("[P20] an update of another board is skipped and counted; one that merely came early shows when its turn comes", () => {
		const [, , foreign] = authorOf("x", "y", "z");
		const [one, two] = authorOf("a", "b");
		const recorder = new Recorder();
		recorder.raw("update", foreign as Uint8Array);
		recorder.raw("update", two as Uint8Array);
		recorder.put("p-priya", geoShape("hers", 9));
		recorder.raw("update", one as Uint8Array);
		const timeline = timelineOf(recorder.frames);
		expect(shownBy(timeline, 4)).toEqual(["shape:hers"]);
		expect(shownBy(timeline)).toEqual(["shape:a", "shape:b", "shape:hers"]);
		expect(timeline.skips).toEqual({ ...WHOLE, foreign: 1 });
	});

	it("[P20] when too much waits for what never comes, it is shown without it", () => {
		const updates = authorOf(...Array.from({ length: 130 }, (_, index) => String(index)));
		const recorder = new Recorder();
		for (const update of updates.slice(1)) recorder.raw("update", update);
		const timeline = timelineOf(recorder.frames);
		expect(shownBy(timeline)).toHaveLength(129);
		expect(timeline.skips).toEqual(WHOLE);
	});
});

it("[P20] a room in which nobody points says only that it lives: nothing is missing", () => {
	const recorder = new Recorder();
	recorder.put("p-jonas", geoShape("a", 1));
	recorder.raw("cursors", encodeCursors([], 30_000));
	const timeline = timelineOf(recorder.frames);
	expect(timeline.skips).toEqual(WHOLE);
});

describe("what came after this reader", () => {
	it("[P16] kinds, events and cursors of a later version are counted as such, not as broken", () => {
		const recorder = new Recorder();
		recorder.raw("event", eventOf({ v: 99, type: "danced" }));
		recorder.raw("cursors", Uint8Array.of(99, 1, 2, 3));
		recorder.raw("event", eventOf({ v: 1, type: "danced" }));
		recorder.raw("cursors", Uint8Array.of(1, 5, 255));
		recorder.put("p-jonas", geoShape("a", 1));
		const timeline = timelineOf(recorder.frames);
		expect(timeline.skips).toEqual({ ...WHOLE, later: 2, broken: 2 });
		expect(shownBy(timeline)).toEqual(["shape:a"]);
	});

	it("[P20] a document of a later version shows what can be read of it, and says so", () => {
		const recorder = new Recorder();
		recorder.put("p-jonas", geoShape("a", 1));
		expect(timelineOf(recorder.frames).skips.laterDocument).toBe(false);
		const doc = new Y.Doc();
		metaMap(doc).set("codec", DOCUMENT_VERSION + 1);
		recordsMap(doc).set("shape:known", createRecordMap(geoShape("known", 1)));
		recordsMap(doc).set("shape:new", new Y.Map([["c", "what comes after base"]]));
		const timeline = timelineOf([{ no: 1, at: 0, kind: "update", person: null, data: Y.encodeStateAsUpdate(doc) }]);
		expect(timeline.skips).toEqual({ ...WHOLE, laterDocument: true });
		expect(shownBy(timeline)).toEqual(["shape:known"]);
		expect(timeline.unreadableAfter(1)).toBe(1);
	});

	it("[P20] after a kind that it does not know a reader expects holes: it may have been an update", () => {
		const recorder = new Recorder();
		const [first, second] = authorOf("a", "b");
		recorder.raw("update", first as Uint8Array);
		recorder.raw("update", second as Uint8Array);
		const bytes = encodeRecording(headerOf(3), recorder.frames);
		const from = bytes.length - (first as Uint8Array).length - (second as Uint8Array).length - 8;
		// the kind of the frame before the last: dt, kind, person, length, data
		const at = bytes.findIndex(
			(byte, index) => index >= from && byte === 0 && bytes[index + 1] === 0 && bytes[index + 2] === 2,
		);
		bytes[at + 1] = ENTRY_KINDS.length + 4;
		const read = decodeRecording(bytes);
		expect(read).toMatchObject({ read: 3, skipped: 1 });
		expect(shownBy(timelineOf(read.frames))).toEqual(["shape:b"]);
	});
});

it("[P20] an entry of somebody whom the header does not name is shown and counted", () => {
	const recorder = new Recorder();
	recorder.put("p-jonas", geoShape("a", 1));
	const people = [...PEOPLE, { id: "p-gone", name: "Gone", role: "observer" as const }];
	const frames = recorder.frames.map((frame) => ({ ...frame, person: frame.person && "p-gone" }));
	const bytes = encodeRecording({ ...headerOf(2), people }, frames);
	const text = new TextDecoder("latin1").decode(bytes);
	const cut = '{"id":"p-gone","name":"Gone","role":"observer"}';
	const at = text.indexOf(cut);
	// the name goes, the frame's index stays
	const same = " ".repeat(cut.length + 1);
	for (let index = 0; index < same.length; index++) bytes[at - 1 + index] = 32;
	const read = decodeRecording(bytes);
	expect(read.header.people).toHaveLength(2);
	const timeline = timelineOf(read.frames);
	expect(shownBy(timeline)).toEqual(["shape:a"]);
	expect(timeline.skips).toEqual({ ...WHOLE, nameless: 1 });
});
