// Who drew what, as the frames say it; laser trails; and that a version of a record crosses to the page once.
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Timeline } from "#core/replay.ts";
import { applyAuthors, applyDiff, Viewfinder } from "#core/replay-seek.ts";
import { arrowBinding, arrowShape, geoShape, Recorder, randomRecording, SESSION_ID } from "./recordings.ts";

type Records = ReturnType<typeof applyDiff>;
type Authors = ReturnType<typeof applyAuthors>;

function screenOf(recorder: Pick<Recorder, "frames">) {
	const timeline = new Timeline(new Y.Doc(), SESSION_ID);
	timeline.append(recorder.frames);
	const viewfinder = new Viewfinder(timeline.history, { remembers: true });
	const known = new Map();
	let [records, authors]: [Records, Authors] = [new Map(), new Map()];
	return {
		timeline,
		seek(frame: number) {
			const diff = viewfinder.seek(frame);
			records = applyDiff(records, diff, known);
			authors = applyAuthors(authors, diff);
			return { records, authors, diff };
		},
	};
}

describe("who drew what", () => {
	it("[P21] a shape keeps whoever made it, and is changed by whoever changed it last", () => {
		const recorder = new Recorder();
		recorder.at = 1_000;
		recorder.put("p-jonas", geoShape("a", 1));
		recorder.at = 2_000;
		recorder.draw("p-priya", (records) => records.get("shape:a")?.set("xy", [5, 5]));
		const screen = screenOf(recorder);
		const made = { madeBy: "p-jonas", madeAt: 1_000 };
		expect(screen.seek(3).authors.get("shape:a")).toEqual({ ...made, changedBy: "p-priya", changedAt: 2_000 });
		expect(screen.seek(2).authors.get("shape:a")).toEqual({ ...made, changedBy: "p-jonas", changedAt: 1_000 });
		expect(screen.seek(1).authors.size).toBe(0);
	});

	it("[P21] taking back a deletion draws nothing anew", () => {
		const recorder = new Recorder();
		recorder.put("p-jonas", geoShape("a", 1));
		recorder.draw("p-priya", (records) => records.delete("shape:a"));
		recorder.put("p-priya", geoShape("a", 1));
		expect(screenOf(recorder).seek(4).authors.get("shape:a")).toMatchObject({
			madeBy: "p-jonas",
			changedBy: "p-priya",
		});
	});

	it("[P21] what changes only because something else did keeps its author", () => {
		const recorder = new Recorder();
		recorder.put("p-jonas", geoShape("frame", 1, { type: "group", props: {} }));
		recorder.put("p-jonas", geoShape("inside", 1, { parentId: "shape:frame" }));
		recorder.put("p-jonas", arrowShape("arrow", 1));
		recorder.put("p-jonas", arrowBinding("x", "arrow", "inside"));
		recorder.draw("p-priya", (records) => records.delete("shape:frame"));
		const { authors, records } = screenOf(recorder).seek(6);
		expect(records.get("shape:inside")).toMatchObject({ parentId: "page:page" });
		expect(authors.get("shape:inside")).toMatchObject({ madeBy: "p-jonas", changedBy: "p-jonas" });
		expect(authors.has("shape:frame")).toBe(false);
	});

	it("[P21] every record on the board has its author, and nothing else has", () => {
		const screen = screenOf({ frames: randomRecording(11, 200) });
		for (const frame of [150, 3, 201, 90, 0, 120]) {
			const { records, authors } = screen.seek(frame);
			expect([...authors.keys()].sort()).toEqual([...records.keys()].sort());
		}
	});
});

describe("versions of records", () => {
	it("[P3] come to the page once; the second time their number is enough, and the record is the same one", () => {
		const recorder = new Recorder();
		recorder.put("p-jonas", geoShape("a", 1));
		recorder.draw("p-jonas", (records) => records.get("shape:a")?.set("xy", [5, 5]));
		const screen = screenOf(recorder);
		const first = screen.seek(2);
		expect(first.diff).toMatchObject({ afresh: true, put: [{ id: "shape:a", json: expect.any(String) }] });
		screen.seek(3);
		const again = screen.seek(2);
		expect(again.diff).toMatchObject({ afresh: false, put: [{ id: "shape:a", json: null }] });
		expect(again.records.get("shape:a")).toBe(first.records.get("shape:a"));
	});

	it("[P3] whoever keeps none gets each in full", () => {
		const recorder = new Recorder();
		recorder.put("p-jonas", geoShape("a", 1));
		const timeline = new Timeline(new Y.Doc(), SESSION_ID);
		timeline.append(recorder.frames);
		const viewfinder = new Viewfinder(timeline.history);
		for (const frame of [2, 0, 2]) {
			expect(viewfinder.seek(frame).put.every((record) => record.json !== null)).toBe(true);
		}
	});
});

describe("lasers", () => {
	function lasered() {
		const recorder = new Recorder();
		for (const [at, x, laser] of [
			[1_000, 0, true],
			[1_100, 10, true],
			[1_200, 20, false],
			[1_600, 50, true],
			[1_700, 60, true],
		] as const) {
			recorder.at = at;
			recorder.cursor("p-jonas", x, 0, laser);
		}
		return screenOf(recorder).timeline;
	}
	const places = (timeline: Timeline, at: number) =>
		timeline.lasersAt(at).map(({ points }) => points.map(({ x }) => Math.round(x)));

	it("[P22] leave a trail from where they are held to where they are let go, and to the pointer meanwhile", () => {
		expect(places(lasered(), 1_150)).toEqual([[0, 10, 15]]);
		expect(places(lasered(), 1_300)).toEqual([[0, 10, 20]]);
	});

	it("[P22] leave a trail for each time they are held, and none when it has faded", () => {
		expect(places(lasered(), 1_700)).toEqual([
			[0, 10, 20],
			[50, 60],
		]);
		expect(places(lasered(), 2_500)).toEqual([[50, 60]]);
		expect(places(lasered(), 9_000)).toEqual([]);
	});
});
