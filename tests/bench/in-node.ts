// A program of its own: how long it takes to load a final document and to seek in a recording, without a browser. Argument: a
// folder that tests/bench/generate.ts has filled. Prints JSON. A store of tldraw wants a window to be loaded at all.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as Y from "yjs";
import { decodeRecording } from "#core/recording.ts";
import { openBoardReader, readRecord } from "#core/records.ts";
import { Timeline } from "#core/replay.ts";
import { applyDiff, Viewfinder } from "#core/replay-seek.ts";
import { seeded } from "#tests/helpers/seeded.ts";
import { openWindow } from "#tests/helpers/seeded-window.ts";
import { median, quantile } from "./figures.ts";

const LOADS = 15;
const SEEKS = 600;

const [folder = "."] = process.argv.slice(2);
const random = seeded(7);
openWindow(random);
const { createBoardStore, mergeFromElsewhere, putSafely } = await import("#components/board/board-store.ts");

const read = (name: string) => readFile(join(folder, name));
const { frames, header } = decodeRecording(await read("recording.bwr"));
const context = { sessionId: header.facts.id };

/** ms that work takes */
function timed(work: () => void): number {
	const from = performance.now();
	work();
	return performance.now() - from;
}

function load(bytes: Uint8Array): void {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, bytes);
	const reader = openBoardReader(doc, context);
	reader.readAll();
	if (reader.records.size === 0 || reader.quarantined.size > 0) throw new Error("the document cannot be read");
}

function loadPlain(bytes: Uint8Array): void {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, bytes);
	const records = doc.getMap("records");
	for (const value of records.values()) {
		if ("quarantined" in readRecord(value, context)) throw new Error("the plain map cannot be read");
	}
}

/** The two by turns, so that a busy machine holds up both alike. */
function loads(document: Uint8Array, plain: Uint8Array): { loadMs: number; plainLoadMs: number } {
	const ours: number[] = [];
	const theirs: number[] = [];
	for (let turn = 0; turn < LOADS; turn++) {
		ours.push(timed(() => load(document)));
		theirs.push(timed(() => loadPlain(plain)));
	}
	return { loadMs: median(ours), plainLoadMs: median(theirs) };
}

function lay(): Timeline {
	const timeline = new Timeline(new Y.Doc({ gc: true }), header.facts.id);
	timeline.append(frames);
	return timeline;
}

/** To moments all over the recording, as the board of a replay does it (components/board/replay-board.tsx). */
function seeks(timeline: Timeline): number[] {
	const viewfinder = new Viewfinder(timeline.history, { remembers: true });
	const known: Parameters<typeof applyDiff>[2] = new Map();
	const store = createBoardStore();
	const { zero, end } = timeline.outline;
	let shown: ReadonlyMap<string, unknown> = new Map();
	let records: Parameters<typeof applyDiff>[0] = new Map();
	return Array.from({ length: SEEKS }, () => {
		const { frame } = timeline.placeOf({ at: zero + random() * (end - zero) });
		return timed(() => {
			records = applyDiff(records, viewfinder.seek(frame), known);
			mergeFromElsewhere(store, () => {
				const gone = store.allRecords().filter(({ id }) => shown.has(id) && !records.has(id));
				const ids = gone.map(({ id }) => id);
				store.remove(ids.filter((id) => id.startsWith("binding:")));
				putSafely(
					store,
					[...records.values()].filter((record) => shown.get(record.id) !== record),
				);
				store.remove(ids.filter((id) => !id.startsWith("binding:")));
			});
			shown = records;
		});
	});
}

const timelines: number[] = [];
let timeline: Timeline | null = null;
for (let turn = 0; turn < 3; turn++) {
	timelines.push(
		timed(() => {
			timeline = lay();
		}),
	);
}
const [document, plain] = [await read("document.bin"), await read("plain.bin")];
const loaded = plain.byteLength > 2 ? loads(document, plain) : { loadMs: 0, plainLoadMs: 0 };
const seekTimes = timeline ? seeks(timeline) : [];
console.log(
	JSON.stringify({
		...loaded,
		timelineMs: median(timelines),
		seekP50Ms: median(seekTimes),
		seekP95Ms: quantile(seekTimes, 0.95),
	}),
);
process.exit(0);
