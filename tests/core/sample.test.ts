// The committed sample interview, as every visitor's replay will fold it.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { STEP_IDS } from "#core/framework.ts";
import { decodeCursors, decodeEvent, decodeRecording } from "#core/recording.ts";
import { readAllRecords } from "#core/records.ts";
import { apply, INITIAL_STATE } from "#core/session.ts";

const { header, frames, brokenAt, skipped } = decodeRecording(
	gunzipSync(readFileSync("prisma/sample/ad-click-prediction.bwr.gz")),
);

test("the sample can be read to its end, in order of time, and everything drawn in it can be shown", () => {
	expect({ brokenAt, skipped, frames: frames.length }).toEqual({ brokenAt: null, skipped: 0, frames: header.frames });
	expect(frames.every((frame, i) => frame.at >= (frames[i - 1]?.at ?? 0))).toBe(true);
	const doc = new Y.Doc();
	for (const frame of frames) if (frame.kind === "update") Y.applyUpdate(doc, frame.data);
	const { records, quarantined } = readAllRecords(doc, { sessionId: header.facts.id });
	expect(quarantined.size).toBe(0);
	expect(records.size).toBeGreaterThan(100);
});

test("the sample goes through all seven steps to its end, with notes, and both people's pointers move", () => {
	let state = INITIAL_STATE;
	for (const frame of frames) {
		const event = frame.kind === "event" ? decodeEvent(frame.data) : null;
		if (frame.kind === "event") expect(event).not.toBeNull();
		if (event) state = apply(state, event, frame.at);
	}
	expect(state.phase).toBe("ended");
	for (const step of STEP_IDS) expect(state.activeMs[step]).toBeGreaterThan(60_000);
	expect(state.notes.length).toBeGreaterThan(7);
	const pointers = frames
		.filter(({ kind }) => kind === "cursors")
		.flatMap(({ at, data }) => decodeCursors(data, at) ?? []);
	expect(new Set(pointers.map(({ person }) => person))).toEqual(new Set(header.people.map(({ id }) => id)));
});
