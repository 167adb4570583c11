// What a replay shows at a moment, as values: the stretch before and after, the panel's moment, a session that still runs.
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { NOTHING_SHOWN, type PlayerSnapshot } from "#components/replay/player-snapshot.ts";
import { bandBeside, markBeside, panelMoment, reaching } from "#components/replay/replay-view.ts";
import { Timeline } from "#core/replay.ts";
import { Recorder, SESSION_ID } from "#tests/core/recordings.ts";

function outlineOf(work: (recorder: Recorder) => void) {
	const recorder = new Recorder();
	recorder.event({ type: "started", by: "p-priya", segment: "intro" });
	work(recorder);
	const timeline = new Timeline(new Y.Doc(), SESSION_ID);
	timeline.append(recorder.frames);
	return timeline.outline;
}

describe("the stretch and the mark beside a moment", () => {
	const outline = outlineOf((recorder) => {
		for (const [at, segment] of [
			[10_000, "clarify"],
			[20_000, "frame"],
		] as const) {
			recorder.at = at;
			recorder.event({ type: "segment-entered", by: "p-priya", segment });
		}
		recorder.at = 30_000;
		recorder.event({ type: "debrief-begun", by: "p-priya" });
	});
	const previous = (at: number, speed: number) => bandBeside(outline.bands, at, -1, speed)?.from;

	test("back leads to the beginning of this stretch, and from there to the one before", () => {
		expect([previous(25_000, 1), previous(20_000, 1), previous(20_500, 1)]).toEqual([20_000, 10_000, 10_000]);
		expect(bandBeside(outline.bands, 20_000, 1, 1)).toBeNull();
	});

	test("at 16 times, pressing back again leads on: what passed a moment ago is where the head stands", () => {
		expect(previous(25_000, 16)).toBe(10_000);
		expect(markBeside(outline.marks, 25_000, -1, 16)?.at).toBe(10_000);
		expect(markBeside(outline.marks, 25_000, -1, 1)?.at).toBe(20_000);
	});
});

describe("the panel's moment", () => {
	const moment = (change: Partial<PlayerSnapshot>) => panelMoment({ ...NOTHING_SHOWN, at: 107_900, ...change }, 900);
	test("is the very second at rest and while the head is held, and coarser the faster it plays", () => {
		expect(moment({})).toBe(107_900);
		expect(moment({ at: 107_899 })).toBe(106_900);
		expect(moment({ playing: true, speed: 4 })).toBe(107_900);
		expect(moment({ playing: true, speed: 32 })).toBe(104_900);
		expect(moment({ playing: true, speed: 32, scrubbing: true })).toBe(107_900);
	});
});

describe("the outline of a session that still runs", () => {
	test("goes on in the stretch and the pause in which people stand", () => {
		const outline = outlineOf((recorder) => {
			recorder.at = 10_000;
			recorder.event({ type: "paused", by: "p-priya" });
			recorder.at = 12_000;
			recorder.cursor("p-priya", 1, 1);
		});
		const reached = reaching(outline, 40_000);
		expect(reached.bands.at(-1)).toMatchObject({ part: "intro", from: 0, to: 40_000 });
		expect(reached.pauses).toMatchObject([{ from: 10_000, to: 40_000 }]);
	});

	test("goes on in a deep dive in which people stand, and not in one that was ended or left by another step", () => {
		const dived = (work: (recorder: Recorder) => void) =>
			outlineOf((recorder) => {
				recorder.at = 5_000;
				recorder.event({ type: "segment-entered", by: "p-priya", segment: "data" });
				recorder.at = 10_000;
				recorder.event({ type: "deep-dive-begun", by: "p-priya", segment: "data" });
				recorder.at = 20_000;
				work(recorder);
			});
		const stands = dived((recorder) => recorder.cursor("p-priya", 1, 1));
		expect(reaching(stands, 40_000).dives).toEqual([{ from: 10_000, to: 40_000 }]);
		const ended = dived((recorder) => recorder.event({ type: "deep-dive-ended", by: "p-priya" }));
		expect(reaching(ended, 40_000).dives).toEqual([{ from: 10_000, to: 20_000 }]);
		const left = dived((recorder) => recorder.event({ type: "segment-entered", by: "p-priya", segment: "model" }));
		expect(reaching(left, 40_000).dives).toEqual([{ from: 10_000, to: 20_000 }]);
	});

	test("has no pause that goes on once it was resumed, and ends where the interview ended", () => {
		const resumed = outlineOf((recorder) => {
			recorder.event({ type: "paused", by: "p-priya" });
			recorder.at = 10_000;
			recorder.event({ type: "resumed", by: "p-priya" });
		});
		expect(reaching(resumed, 40_000).pauses).toMatchObject([{ from: 0, to: 10_000 }]);
		const over = outlineOf((recorder) => {
			recorder.at = 10_000;
			recorder.event({ type: "debrief-begun", by: "p-priya" });
		});
		expect(reaching(over, 40_000)).toBe(over);
	});
});
