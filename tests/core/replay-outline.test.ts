// What the track of a replay shows without the board: where nothing happens, and how the walk stands against its plan.
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { planOf } from "#core/framework.ts";
import { Timeline } from "#core/replay.ts";
import { type Gap, gapAt, gapsOf } from "#core/replay-idle.ts";
import type { Outline } from "#core/replay-outline.ts";
import { bandTimes, plannedStretches } from "#core/replay-plan.ts";
import { geoShape, Recorder, SESSION_ID } from "./recordings.ts";

const SECOND = 1_000;
const MINUTE = 60_000;

function outlineOf(recorder: Recorder): Outline {
	const timeline = new Timeline(new Y.Doc(), SESSION_ID);
	timeline.append(recorder.frames);
	return timeline.outline;
}

/** A session that begins at second 0, in which `work` happens. */
function session(work: (recorder: Recorder) => void): Outline {
	const recorder = new Recorder();
	recorder.event({ type: "started", by: "p-priya", segment: "intro" });
	work(recorder);
	return outlineOf(recorder);
}

const inSeconds = (gaps: readonly Gap[]) => gaps.map(({ from, to, kind }) => [from / SECOND, to / SECOND, kind]);

describe("where nothing happens", () => {
	it("[P17] eight seconds without a change, an event or a moving pointer are idle, but for a second at each end", () => {
		const outline = session((recorder) => {
			recorder.at = 20 * SECOND;
			recorder.put("p-jonas", geoShape("a", 1));
			recorder.at = 27.9 * SECOND;
			recorder.put("p-jonas", geoShape("b", 1));
			recorder.at = 36 * SECOND;
			recorder.event({ type: "ticked", by: "p-jonas", promptId: "data.1", ticked: true });
		});
		expect(inSeconds(outline.idle)).toEqual([
			[1, 19, "idle"],
			[28.9, 35, "idle"],
		]);
	});

	it("[P17] a moving pointer is no idleness, whosever it is", () => {
		const outline = session((recorder) => {
			for (let second = 5; second < 60; second += 5) {
				recorder.at = second * SECOND;
				recorder.cursor(second % 2 === 0 ? "p-jonas" : "p-priya", second, second);
			}
			recorder.at = 90 * SECOND;
			recorder.put("p-jonas", geoShape("a", 1));
		});
		expect(inSeconds(outline.idle)).toEqual([[56, 89, "idle"]]);
	});

	it("[P17] a pause may be passed over, except where somebody draws in it; pointers may wander there", () => {
		const outline = session((recorder) => {
			recorder.at = 5 * SECOND;
			recorder.event({ type: "paused", by: "p-priya" });
			recorder.at = 20 * SECOND;
			recorder.cursor("p-jonas", 1, 1);
			recorder.at = 30 * SECOND;
			recorder.put("p-jonas", geoShape("a", 1));
			recorder.at = 32 * SECOND;
			recorder.put("p-jonas", geoShape("b", 1));
			recorder.at = 65 * SECOND;
			recorder.event({ type: "resumed", by: "p-priya" });
		});
		expect(inSeconds(outline.idle)).toEqual([
			[6, 29, "paused"],
			[33, 64, "paused"],
		]);
	});

	it("[P17] the time in which nobody was there is one gap, from where it began", () => {
		const outline = session((recorder) => {
			recorder.at = 30 * MINUTE;
			recorder.event({ type: "paused-nobody-here", since: 3 * SECOND });
			recorder.event({ type: "resumed", by: "p-priya" });
		});
		expect(inSeconds(outline.idle)).toEqual([[4, 1_799, "paused"]]);
	});

	it("[P17] gaps lie within the replay, in order, and never touch", () => {
		const gaps = gapsOf({
			happened: [-50_000, 100, 30_000, 30_000, 90_000, 500_000],
			moved: [12_000, 70_000, 11_000],
			pauses: [{ from: 40_000, to: 60_000 }],
			begin: 0,
			end: 100_000,
		});
		for (const [index, gap] of gaps.entries()) {
			expect(gap.from).toBeLessThan(gap.to);
			expect(gap.from).toBeGreaterThanOrEqual(gaps[index - 1]?.to ?? 0);
		}
		expect(inSeconds(gaps)).toEqual([
			[1.1, 10, "idle"],
			[13, 29, "idle"],
			[31, 39, "idle"],
			[41, 59, "paused"],
			[61, 69, "idle"],
			[71, 89, "idle"],
			[91, 99, "idle"],
		]);
	});

	it("a moment at the end of a gap belongs to what comes after it", () => {
		const gap: Gap = { from: 10, to: 20, kind: "idle" };
		expect([9, 10, 19, 20].map((at) => gapAt([gap], at))).toEqual([null, gap, gap, null]);
	});
});

describe("the walk against its plan", () => {
	// 45 minutes: intro 2, clarify 5, frame 4, data 8, …
	const plan = planOf(45);

	function walked(): Outline {
		return session((recorder) => {
			recorder.at = 2 * MINUTE;
			recorder.event({ type: "segment-entered", by: "p-priya", segment: "clarify" });
			recorder.at = 4 * MINUTE;
			recorder.event({ type: "paused", by: "p-priya" });
			recorder.at = 14 * MINUTE;
			recorder.event({ type: "resumed", by: "p-priya" });
			recorder.at = 19 * MINUTE;
			recorder.event({ type: "segment-entered", by: "p-priya", segment: "frame" });
			recorder.at = 23 * MINUTE;
			recorder.event({ type: "segment-entered", by: "p-priya", segment: "clarify" });
			recorder.at = 24 * MINUTE;
			recorder.event({ type: "debrief-begun", by: "p-priya" });
		});
	}
	const rowsOf = (outline: Outline) =>
		[...bandTimes(outline, plan)].map(([{ part }, { activeMs, overFrom, overMs }]) => [
			part,
			activeMs / MINUTE,
			overFrom === null ? null : overFrom / MINUTE,
			overMs / MINUTE,
		]);

	it("[P18] counts active time, revisits added up, and says from which moment a band ran over its budget", () => {
		expect(rowsOf(walked())).toEqual([
			["intro", 2, null, 0],
			// 2 minutes before the pause, the budget of 5 is used up 3 minutes after it
			["clarify", 7, 17, 2],
			["frame", 4, null, 0],
			// already over when it was visited again
			["clarify", 8, 23, 3],
		]);
	});

	it("[P18] a minute that was added belongs to the budget, and below 125 % nothing is over", () => {
		const outline = session((recorder) => {
			recorder.event({ type: "segment-entered", by: "p-priya", segment: "frame" });
			recorder.event({ type: "minute-added", by: "p-priya", segment: "frame" });
			recorder.at = 6.2 * MINUTE;
			recorder.event({ type: "debrief-begun", by: "p-priya" });
		});
		expect(outline.addedMinutes).toEqual({ frame: 1 });
		expect(rowsOf(outline)).toEqual([["frame", 6.2, null, 0]]);
		const stretches = plannedStretches(outline, plan).map(({ segment, from, to }) => [
			segment,
			from / MINUTE,
			to / MINUTE,
		]);
		expect(stretches.slice(0, 4)).toEqual([
			["intro", 0, 2],
			["clarify", 2, 7],
			["frame", 7, 12],
			["data", 12, 20],
		]);
	});

	it("[P18] the plan counts from second 0, not from the lobby", () => {
		const recorder = new Recorder();
		recorder.event({ type: "joined", by: "p-priya" });
		recorder.at = 3 * MINUTE;
		recorder.event({ type: "started", by: "p-priya", segment: "intro" });
		expect(plannedStretches(outlineOf(recorder), plan)[0]).toEqual({
			segment: "intro",
			from: 3 * MINUTE,
			to: 5 * MINUTE,
		});
	});
});
