// Metrics first and deep dives against the plan: which step comes next, what the pace says, what the clocks count.
import { describe, expect, test } from "vitest";
import {
	limitWords,
	paceOf,
	progressOf,
	segmentBeside,
	segmentLabel,
	segmentProgress,
	sessionProgress,
} from "#components/framework/progress.ts";
import type { SegmentId } from "#core/framework.ts";
import type { SessionEvent } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { MINUTE, madeView, START } from "#tests/components/session/made-view.ts";

const paceWords = (view: SessionView, at: number) => paceOf(view, at)?.words ?? null;
type Timed = readonly [SessionEvent, number];
const METRICS_FIRST: Timed = [
	{ type: "settings-set", by: "p1", settings: { focus: null, order: "metrics-first", prompts: true } },
	START - 1,
];
const minute = (of: number) => START + of * MINUTE;
const enters = (segment: SegmentId, at: number): Timed => [{ type: "segment-entered", by: "p1", segment }, minute(at)];

/** Metrics first, as planned: intro 2, clarify 5, frame 4, evaluate 2, serve 2, data 8, model 9, evaluate 3, serve 4, … */
const STARTED: Timed[] = [METRICS_FIRST, [{ type: "started", by: "p1", segment: "intro" }, START]];
const VISITS: Timed[] = [
	enters("clarify", 2),
	enters("frame", 7),
	enters("evaluate", 11),
	enters("serve", 13),
	enters("data", 15),
	enters("model", 23),
	enters("evaluate", 32),
	enters("serve", 35),
	enters("monitor", 39),
	enters("wrap", 42),
];
const walked = (visits: number, at?: number) =>
	madeView({ events: [...STARTED, ...VISITS.slice(0, visits)], ...(at === undefined ? {} : { at: minute(at) }) });

describe("with metrics first", () => {
	test("the next step is that of the visits, forth and back, and the wrap-up is the last", () => {
		const next = Array.from({ length: VISITS.length + 1 }, (_, visits) => segmentBeside(walked(visits), 1));
		expect(next).toEqual([
			"clarify",
			"frame",
			"evaluate",
			"serve",
			"data",
			"model",
			"evaluate",
			"serve",
			"monitor",
			"wrap",
			null,
		]);
		const before = Array.from({ length: VISITS.length + 1 }, (_, visits) => segmentBeside(walked(visits), -1));
		expect(before).toEqual([
			null,
			"intro",
			"clarify",
			"frame",
			"evaluate",
			"serve",
			"data",
			"model",
			"evaluate",
			"serve",
			"monitor",
		]);
	});

	test("the book's order goes on in its own", () => {
		const view = madeView({
			events: [[{ type: "started", by: "p1", segment: "intro" }, START], enters("clarify", 2), enters("frame", 7)],
		});
		expect(segmentBeside(view, 1)).toBe("data");
	});

	test("walking as planned says nothing of the pace, from the first visit to the last", () => {
		for (let visits = 0; visits <= VISITS.length; visits++) {
			const at = visits === 0 ? 1 : (VISITS[visits - 1]?.[1] ?? START) / MINUTE - START / MINUTE + 1;
			expect(paceWords(walked(visits, at), minute(at)), `visit ${visits} at minute ${at}`).toBeNull();
		}
	});

	test("lingering in an early visit is said with what the plan has next", () => {
		expect(paceWords(walked(3), minute(16))).toBe("Minute 16, still in evaluate. The plan says data.");
		expect(paceWords(walked(5), minute(20))).toBeNull();
		expect(paceWords(walked(5), minute(26))).toBe("Minute 26, still in data. The plan says model.");
	});

	test("going to the data early is said, too", () => {
		const early = madeView({ events: [...STARTED, ...VISITS.slice(0, 2), enters("data", 8)] });
		expect(paceWords(early, minute(9))).toBe("Minute 9, already in data. The plan says frame.");
	});

	test("the rail keeps the seven steps in their places: two visits of a step are one budget", () => {
		const view = walked(7, 33);
		const rail = progressOf(view, minute(33));
		expect(rail.map(({ id }) => id)).toEqual([
			"intro",
			"clarify",
			"frame",
			"data",
			"model",
			"evaluate",
			"serve",
			"monitor",
			"wrap",
		]);
		const label = (id: SegmentId) => segmentLabel(segmentProgress(view, minute(33), id), { calm: false });
		// two minutes early, one of now, of five together
		expect(label("evaluate")).toBe("Step 5, Evaluation: 3:00 of 5 minutes");
		expect(label("serve")).toBe("Step 6, Deployment and serving: 2:00 of 6 minutes");
		expect(segmentProgress(view, minute(33), "evaluate").state).toBe("now");
		expect(rail.every(({ overrun }) => overrun === "none")).toBe(true);
	});
});

describe("a deep dive", () => {
	const inData: Timed[] = [
		[{ type: "started", by: "p1", segment: "intro" }, START],
		enters("clarify", 2),
		enters("frame", 7),
		enters("data", 11),
	];
	const begins: Timed = [{ type: "deep-dive-begun", by: "p1", segment: "data" }, minute(18)];
	const ends: Timed = [{ type: "deep-dive-ended", by: "p1" }, minute(28)];

	test("counts for the session and not for the step: no overrun, no limit to say, no word about the pace", () => {
		const view = madeView({ events: [...inData, begins] });
		const at = minute(28);
		const data = segmentProgress(view, at, "data");
		expect(data).toMatchObject({ activeMs: 7 * MINUTE, deepDiveMs: 10 * MINUTE, diving: true, overrun: "none" });
		expect(limitWords(data)).toBeNull();
		expect(paceWords(view, at)).toBeNull();
		expect(sessionProgress(view, at).activeMs).toBe(28 * MINUTE);
		expect(segmentLabel(data, { calm: false })).toBe("Step 3, Data preparation: 7:00 of 8 minutes, deep dive 10:00");
	});

	test("once it is over the step goes on where it stood, and the pace is that of the plan without it", () => {
		const view = madeView({ events: [...inData, begins, ends] });
		expect(segmentProgress(view, minute(29), "data")).toMatchObject({
			...{ activeMs: 8 * MINUTE, deepDiveMs: 10 * MINUTE, diving: false, overrun: "none" },
		});
		expect(paceWords(view, minute(29))).toBeNull();
		expect(paceWords(view, minute(33))).toBe("Minute 33, still in data. The plan says model.");
	});

	test("stands still with the clock, and ends with its step", () => {
		const paused: Timed = [{ type: "paused", by: "p1" }, minute(20)];
		const still = madeView({ events: [...inData, begins, paused] });
		expect(segmentProgress(still, minute(40), "data")).toMatchObject({ deepDiveMs: 2 * MINUTE, diving: true });
		const left = madeView({ events: [...inData, begins, enters("model", 22)] });
		expect(segmentProgress(left, minute(30), "data")).toMatchObject({ deepDiveMs: 4 * MINUTE, diving: false });
		expect(segmentProgress(left, minute(30), "model")).toMatchObject({ activeMs: 8 * MINUTE, deepDiveMs: 0 });
	});
});
