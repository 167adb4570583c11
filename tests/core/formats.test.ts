// Recordings of every format of the document that was ever written, kept as they were: two people in real editors who
// use all kinds of shapes, labels, strokes and changes, and one record that nobody can show. Never made anew: a format
// that comes later gets files of its own beside these.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { metaMap } from "#core/document.ts";
import { decodeEvent, decodeRecording } from "#core/recording.ts";
import { readAllRecords } from "#core/records.ts";
import { Timeline } from "#core/replay.ts";

const shownIn = (format: number): unknown =>
	JSON.parse(readFileSync(`tests/core/formats/document-${format}.json`, "utf8"));

for (const format of [0, 1]) {
	const { header, frames, skipped, brokenAt } = decodeRecording(
		gunzipSync(readFileSync(`tests/core/formats/document-${format}.bwr.gz`)),
	);

	test(`[D11] a recording of format ${format} shows what it showed when it was made`, () => {
		expect({ skipped, brokenAt, frames: frames.length }).toEqual({ skipped: 0, brokenAt: null, frames: 75 });
		const doc = new Y.Doc();
		for (const { kind, data } of frames) {
			if (kind === "update") Y.applyUpdate(doc, data);
			else expect(decodeEvent(data)).not.toBeNull();
		}
		expect(metaMap(doc).get("codec")).toBe(format);
		const { records, quarantined } = readAllRecords(doc, { sessionId: header.facts.id });
		const shown = { records: Object.fromEntries(records), quarantined: Object.fromEntries(quarantined) };
		expect(shown).toEqual(shownIn(format));
	});

	test(`[D11] a recording of format ${format} plays to its end, each frame a change`, () => {
		const timeline = new Timeline(new Y.Doc(), header.facts.id);
		timeline.append(frames);
		expect(timeline.skips).toEqual(new Timeline(new Y.Doc(), "").skips);
		expect(timeline.unreadableAfter(frames.length)).toBe(1);
		expect(timeline.history.boardAt(timeline.history.countAfter(frames.length)).size).toBe(23);
	});
}
