import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createRecordMap } from "#core/document.ts";
import type { ReadFrame } from "#core/recording.ts";
import { readAllRecords } from "#core/records.ts";
import { Timeline } from "#core/replay.ts";
import { applyDiff, Viewfinder } from "#core/replay-seek.ts";
import { apply, INITIAL_STATE } from "#core/session.ts";
import { arrowBinding, arrowShape, geoShape, Recorder, randomRecording, SESSION_ID } from "./recordings.ts";

const MINUTE = 60_000;
type Records = ReturnType<typeof applyDiff>;

function timelineOf(frames: readonly ReadFrame[]): Timeline {
	const timeline = new Timeline(new Y.Doc(), SESSION_ID);
	timeline.append(frames);
	return timeline;
}

/** What anybody who reads the first `count` entries sees, made without a timeline. */
function boardOfFold(frames: readonly ReadFrame[], count: number): Record<string, unknown> {
	const doc = new Y.Doc();
	for (const frame of frames.slice(0, count)) {
		if (frame.kind !== "update") continue;
		try {
			Y.decodeUpdate(frame.data);
			Y.applyUpdate(doc, frame.data);
		} catch {
			// a broken update: every reader goes on
		}
	}
	return plain(readAllRecords(doc, { sessionId: SESSION_ID }).records);
}

function plain(records: ReadonlyMap<string, unknown>): Record<string, unknown> {
	return JSON.parse(JSON.stringify(Object.fromEntries(records)));
}

/** A screen that seeks and shows. */
function screenOf(timeline: Timeline) {
	const viewfinder = new Viewfinder(timeline.history);
	let records: Records = new Map();
	return {
		seek(frame: number): Records {
			records = applyDiff(records, viewfinder.seek(frame));
			return records;
		},
	};
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

describe("the board of a replay", () => {
	it("[P1] after the n-th frame shows what a reader of the first n entries sees, in whatever order one seeks", () => {
		fc.assert(
			fc.property(seeds, fc.array(fc.nat(160), { minLength: 1, maxLength: 12 }), (seed, places) => {
				const frames = randomRecording(seed, 120);
				const screen = screenOf(timelineOf(frames));
				for (const place of places) {
					const count = Math.min(place, frames.length);
					expect(plain(screen.seek(count))).toEqual(boardOfFold(frames, count));
				}
			}),
			{ numRuns: 40, verbose: 1 },
		);
	});

	it("[P2] played backwards shows what played forwards showed", () => {
		fc.assert(
			fc.property(seeds, (seed) => {
				const frames = randomRecording(seed, 150);
				const screen = screenOf(timelineOf(frames));
				const forwards = frames.map((frame) => plain(screen.seek(frame.no)));
				for (const frame of frames.toReversed()) {
					expect(plain(screen.seek(frame.no))).toEqual(forwards[frame.no - 1]);
				}
				expect(screen.seek(0).size).toBe(0);
			}),
			{ numRuns: 20, verbose: 1 },
		);
	});

	it("[P2] shows the same over keyframes, which lie hundreds of changes apart", () => {
		const frames = randomRecording(7, 4_000);
		const screen = screenOf(timelineOf(frames));
		for (const place of [4_001, 20, 3_000, 2_999, 1_500, 3_999, 0, 700]) {
			expect(plain(screen.seek(place))).toEqual(boardOfFold(frames, place));
		}
	});

	it("[P3] keeps the identity of records that a seek does not change", () => {
		const recorder = new Recorder();
		recorder.put("p-jonas", geoShape("a", 1));
		recorder.put("p-jonas", geoShape("b", 2));
		recorder.draw("p-jonas", (records) => records.get("shape:b")?.set("xy", [50, 60]));
		const screen = screenOf(timelineOf(recorder.frames));
		const before = screen.seek(3);
		const after = screen.seek(4);
		expect(after.get("shape:a")).toBe(before.get("shape:a"));
		expect(after.get("shape:b")).not.toBe(before.get("shape:b"));
		expect(after.get("shape:b")).toMatchObject({ x: 50, y: 60 });
		expect(screen.seek(4)).toBe(after);
	});

	it("[P4] grows with a live session and then equals the whole", () => {
		fc.assert(
			fc.property(seeds, fc.array(fc.nat(100), { maxLength: 6 }), (seed, cuts) => {
				const frames = randomRecording(seed, 90);
				const grown = new Timeline(new Y.Doc(), SESSION_ID);
				const screen = screenOf(grown);
				let from = 0;
				for (const cut of [...cuts].sort((a, b) => a - b)) {
					grown.append(frames.slice(from, cut));
					from = Math.max(from, cut);
					// who watches meanwhile sees the newest board
					expect(plain(screen.seek(grown.frames))).toEqual(boardOfFold(frames, grown.frames));
				}
				grown.append(frames.slice(from));
				const whole = timelineOf(frames);
				expect(plain(screen.seek(grown.frames))).toEqual(plain(screenOf(whole).seek(whole.frames)));
				expect(grown.outline).toEqual(whole.outline);
				expect(grown.skips).toEqual(whole.skips);
				expect(grown.stateAfter(grown.frames)).toEqual(whole.stateAfter(whole.frames));
			}),
			{ numRuns: 25, verbose: 1 },
		);
	});
});

describe("what cannot be read", () => {
	it("[P5] a bad record is skipped and counted while it is on the board, and the others are shown", () => {
		const recorder = new Recorder();
		recorder.put("p-jonas", geoShape("good", 1));
		recorder.put("p-jonas", geoShape("bad", 1, { type: "embed" }));
		recorder.draw("p-jonas", (records) => records.delete("shape:bad"));
		const timeline = timelineOf(recorder.frames);
		expect([...screenOf(timeline).seek(3).keys()]).toEqual(["shape:good"]);
		expect([0, 1, 2, 3, 4].map((frame) => timeline.unreadableAfter(frame))).toEqual([0, 0, 0, 1, 0]);
	});

	it("[P5] an update, an event, a later version that cannot be read is skipped and counted, and the rest plays", () => {
		const recorder = new Recorder();
		recorder.raw("update", Uint8Array.of(1, 2, 3, 250));
		recorder.raw("update", new Uint8Array());
		recorder.raw("event", Uint8Array.of(3, 65, 66, 67));
		recorder.raw("cursors", Uint8Array.of(99));
		recorder.put("p-jonas", geoShape("a", 1));
		const timeline = timelineOf(recorder.frames);
		expect(timeline.skips).toMatchObject({ broken: 3, later: 1, foreign: 0 });
		expect(screenOf(timeline).seek(timeline.frames).has("shape:a")).toBe(true);
	});

	it("[P5] a binding is shown only while both its ends are", () => {
		const recorder = new Recorder();
		recorder.put("p-jonas", arrowShape("a", 1));
		recorder.put("p-jonas", arrowBinding("x", "a", "b"));
		recorder.put("p-jonas", geoShape("b", 2));
		recorder.draw("p-jonas", (records) => records.delete("shape:a"));
		const screen = screenOf(timelineOf(recorder.frames));
		expect([1, 2, 3, 4, 5].map((frame) => screen.seek(frame).has("binding:x"))).toEqual([
			false,
			false,
			false,
			true,
			false,
		]);
	});
});

function interview(): Recorder {
	const recorder = new Recorder();
	recorder.at = 2 * MINUTE;
	recorder.event({ type: "joined", by: "p-priya" });
	recorder.at = 3 * MINUTE;
	recorder.put("p-priya", geoShape("lobby", 1));
	recorder.at = 5 * MINUTE;
	recorder.event({ type: "started", by: "p-priya", segment: "intro" });
	recorder.at = 7 * MINUTE;
	recorder.event({ type: "segment-entered", by: "p-priya", segment: "clarify" });
	recorder.event({ type: "joined", by: "p-jonas" });
	recorder.at = 9 * MINUTE;
	recorder.event({ type: "paused", by: "p-priya" });
	recorder.at = 10 * MINUTE;
	recorder.event({ type: "resumed", by: "p-priya" });
	recorder.put("p-jonas", geoShape("a", 1));
	recorder.put("p-jonas", geoShape("b", 1));
	recorder.event({ type: "note-added", by: "p-priya", noteId: "n1", text: "asks for scale", kind: "strength" });
	recorder.at = 12 * MINUTE;
	recorder.event({ type: "segment-entered", by: "p-priya", segment: "frame" });
	recorder.at = 13 * MINUTE;
	recorder.event({ type: "segment-entered", by: "p-priya", segment: "clarify" });
	recorder.at = 20 * MINUTE;
	recorder.event({ type: "debrief-begun", by: "p-priya" });
	return recorder;
}

describe("time in a replay", () => {
	it("[P6] second 0 is the start; the lobby lies before it; pauses stay in replay time", () => {
		const { outline } = timelineOf(interview().frames);
		expect(outline).toMatchObject({ zero: 5 * MINUTE, begin: 2 * MINUTE, end: 20 * MINUTE, started: true });
		expect(outline.pauses).toEqual([{ from: 9 * MINUTE, to: 10 * MINUTE, reason: "person" }]);
	});

	it("[P7] bands are the stretches as they were walked, revisits too", () => {
		const { outline } = timelineOf(interview().frames);
		expect(outline.bands.map(({ part, from, to }) => [part, from / MINUTE, to / MINUTE])).toEqual([
			["lobby", 2, 5],
			["intro", 5, 7],
			["clarify", 7, 12],
			["frame", 12, 13],
			["clarify", 13, 20],
		]);
	});

	it("[P6] a session that never started plays from the first thing that somebody did", () => {
		const recorder = new Recorder();
		recorder.at = 4 * MINUTE;
		recorder.event({ type: "joined", by: "p-jonas" });
		recorder.at = 6 * MINUTE;
		recorder.put("p-jonas", geoShape("a", 1));
		const { outline } = timelineOf(recorder.frames);
		expect(outline).toMatchObject({ started: false, zero: 4 * MINUTE, begin: 4 * MINUTE, end: 6 * MINUTE });
		expect(outline.bands).toEqual([{ part: "lobby", from: 4 * MINUTE, to: 6 * MINUTE }]);
	});

	it("[P6] a session in which nobody did anything is empty", () => {
		expect(timelineOf(new Recorder().frames).outline.empty).toBe(true);
	});

	it("[P8] after the end only what is drawn or ticked prolongs a replay, not who looks in a day later", () => {
		const recorder = interview();
		recorder.at = 22 * MINUTE;
		recorder.put("p-jonas", geoShape("late", 1));
		recorder.at = 1_440 * MINUTE;
		recorder.event({ type: "joined", by: "p-jonas" });
		recorder.event({ type: "note-added", by: "p-priya", noteId: "n2", text: "a day later", kind: "note" });
		recorder.event({ type: "closed" });
		const timeline = timelineOf(recorder.frames);
		expect(timeline.outline.end).toBe(22 * MINUTE);
		// the end shows everything all the same
		expect(timeline.placeOf({ at: timeline.outline.end })).toEqual({ frame: timeline.frames, at: 22 * MINUTE });
		expect(timeline.stateAfter(timeline.frames).phase).toBe("ended");
		expect(timeline.outline.marks.at(-1)).toMatchObject({ kind: "note", noteId: "n2", at: 22 * MINUTE });
	});

	it("[P9] a time means all that had happened by then; a frame means exactly after it", () => {
		const recorder = interview();
		const timeline = timelineOf(recorder.frames);
		const twins = recorder.frames.filter((frame) => frame.at === 10 * MINUTE);
		expect(twins).toHaveLength(4);
		expect(timeline.placeOf({ at: 10 * MINUTE }).frame).toBe(twins.at(-1)?.no);
		expect(timeline.placeOf({ at: 10 * MINUTE - 1 }).frame).toBe((twins[0]?.no ?? 0) - 1);
		expect(timeline.placeOf({ frame: twins[1]?.no ?? 0 })).toEqual({ frame: twins[1]?.no, at: 10 * MINUTE });
		expect(timeline.placeOf({ frame: 1e9 }).frame).toBe(timeline.frames);
		expect(timeline.placeOf({ frame: -3 }).frame).toBe(0);
		expect(timeline.placeOf({ at: -1 }).frame).toBe(0);
	});

	it("[P10] the session at a place is the fold of its events up to there", () => {
		const recorder = interview();
		const timeline = timelineOf(recorder.frames);
		const started = recorder.frames.find((frame) => frame.at === 5 * MINUTE)?.no ?? 0;
		expect(timeline.stateAfter(started - 1).phase).toBe("lobby");
		expect(timeline.stateAfter(started)).toEqual(
			apply(
				apply(INITIAL_STATE, { type: "joined", by: "p-priya" }, 2 * MINUTE),
				{ type: "started", by: "p-priya", segment: "intro" },
				5 * MINUTE,
			),
		);
		expect(timeline.stateAfter(timeline.frames).notes).toHaveLength(1);
	});
});

describe("marks", () => {
	it("[P11] a reconnect within half a minute is no coming and going", () => {
		const recorder = new Recorder();
		recorder.event({ type: "joined", by: "p-jonas" });
		recorder.at = 10_000;
		recorder.event({ type: "left", by: "p-jonas" });
		recorder.at = 20_000;
		recorder.event({ type: "joined", by: "p-jonas" });
		recorder.at = 60_000;
		recorder.event({ type: "left", by: "p-jonas" });
		recorder.at = 120_000;
		recorder.event({ type: "joined", by: "p-jonas" });
		const { marks } = timelineOf(recorder.frames).outline;
		expect(marks.map(({ kind, at }) => [kind, at])).toEqual([
			["join", 0],
			["leave", 60_000],
			["join", 120_000],
		]);
	});

	it("[P11] an edited note stands at its first time with its last words", () => {
		const recorder = interview();
		recorder.event({ type: "note-edited", by: "p-priya", noteId: "n1", text: "asks for QPS", kind: "concern" });
		const note = timelineOf(recorder.frames).outline.marks.find((mark) => mark.kind === "note");
		expect(note).toMatchObject({ at: 10 * MINUTE, text: "asks for QPS", noteKind: "concern" });
	});

	it("[P11] a pause because nobody was there is marked where it began", () => {
		const recorder = new Recorder();
		recorder.event({ type: "started", by: "p-priya", segment: "intro" });
		recorder.at = 30 * MINUTE;
		recorder.event({ type: "paused-nobody-here", since: 3 * MINUTE });
		const { marks, pauses } = timelineOf(recorder.frames).outline;
		expect(marks.at(-1)).toMatchObject({ kind: "pause", reason: "nobody-here", at: 3 * MINUTE });
		expect(pauses).toEqual([{ from: 3 * MINUTE, to: 30 * MINUTE, reason: "nobody-here" }]);
	});
});

describe("cursors", () => {
	it("[P12] glide between near samples, rest for a while, and are gone afterwards", () => {
		const recorder = new Recorder();
		recorder.at = 1_000;
		recorder.cursor("p-jonas", 0, 0);
		recorder.at = 1_200;
		recorder.cursor("p-jonas", 100, 50);
		const timeline = timelineOf(recorder.frames);
		expect(timeline.cursorsAt(900)).toEqual([]);
		expect(timeline.cursorsAt(1_100)).toEqual([{ person: "p-jonas", restsMs: 0, x: 50, y: 25 }]);
		expect(timeline.cursorsAt(9_000)).toMatchObject([{ x: 100, y: 50, restsMs: 7_500 }]);
		expect(timeline.cursorsAt(60_000)).toEqual([]);
	});
});

describe("activity", () => {
	it("[P13] counts the updates of each person, and none for what changed nothing", () => {
		const recorder = interview();
		recorder.raw("update", Uint8Array.of(0, 0));
		const { activity } = timelineOf(recorder.frames).outline;
		const sum = (person: string) =>
			activity.filter((bin) => bin.person === person).reduce((total, bin) => total + bin.updates, 0);
		expect([sum("p-priya"), sum("p-jonas")]).toEqual([1, 2]);
	});
});

it("[P5] a record map that somebody filled with nonsense does not stop the replay", () => {
	const recorder = new Recorder();
	recorder.draw("p-jonas", (records) => {
		const map = createRecordMap({ id: "shape:x", typeName: "shape" });
		map.set("xy", new Y.Text("no place"));
		records.set("shape:x", map);
	});
	recorder.put("p-jonas", geoShape("a", 1));
	const timeline = timelineOf(recorder.frames);
	expect([...screenOf(timeline).seek(timeline.frames).keys()]).toEqual(["shape:a"]);
	expect(timeline.unreadableAfter(timeline.frames)).toBe(1);
});
