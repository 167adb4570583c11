// Where an interview stands against its plan, in values and words.
import { expect, test } from "vitest";
import {
	limitWords,
	overWords,
	paceOf,
	progressOf,
	segmentBeside,
	segmentLabel,
	segmentProgress,
} from "#components/framework/progress.ts";
import { IN_DATA, MINUTE, madeView, START } from "#tests/components/session/made-view.ts";

const inData = (minutes: number) => START + (11 + minutes) * MINUTE;

test("a step is softly over from 125 % of its budget and strongly from 150 %", () => {
	const view = madeView({ events: IN_DATA });
	const overrun = (minutes: number) => segmentProgress(view, inData(minutes), "data").overrun;
	expect(overrun(9.99)).toBe("none");
	expect(overrun(10)).toBe("soft");
	expect(overrun(11.99)).toBe("soft");
	expect(overrun(12)).toBe("strong");
});

test("an added minute belongs to the budget", () => {
	const view = madeView({ events: [...IN_DATA, [{ type: "minute-added", by: "p1", segment: "data" }, inData(1)]] });
	const data = segmentProgress(view, inData(10), "data");
	expect(data.minutes).toBe(9);
	expect(data.overrun).toBe("none");
});

test("a screen reader hears the step, its time, its budget and what is over", () => {
	const view = madeView({ events: IN_DATA });
	const label = (id: "clarify" | "data" | "model", at: number) =>
		segmentLabel(segmentProgress(view, at, id), { calm: false });
	expect(label("data", inData(12) + 40_000)).toBe("Step 3, Data preparation: 12:40 of 8 minutes, 4:40 over");
	expect(label("clarify", inData(1))).toBe("Step 1, Clarifying requirements: 5:00 of 5 minutes");
	expect(label("model", inData(1))).toBe("Step 4, Model development: 9 minutes planned");
});

test("nobody but an interviewer is told that time ran over", () => {
	for (const role of ["candidate", "observer"] as const) {
		const view = madeView({ role, events: IN_DATA });
		const at = inData(30);
		for (const progress of progressOf(view, at)) {
			expect(progress.overrun).toBe("none");
			expect(overWords(progress)).toBeNull();
			expect(limitWords(progress)).toBeNull();
			expect(segmentLabel(progress, { calm: true })).not.toMatch(/over/);
		}
		expect(paceOf(view, at)).toBeNull();
	}
});

test("the pace is said only from two minutes of difference on", () => {
	const view = madeView({ events: IN_DATA });
	expect(paceOf(view, inData(9.9))).toBeNull();
	expect(paceOf(view, inData(14) + 10_000)).toEqual({
		words: "Minute 25, still in data. The plan says model.",
		bridge: "Let us take the label rule as settled and look at the model.",
	});
	expect(paceOf(view, inData(60))?.bridge).toMatch(/and sum up what stands on the board\.$/);
	const ahead = madeView({
		events: [...IN_DATA, [{ type: "segment-entered", by: "p1", segment: "model" }, inData(1)]],
	});
	expect(paceOf(ahead, inData(2))).toEqual({
		words: "Minute 13, already in model. The plan says data.",
		bridge: "We have time: is there anything that you would add to the data?",
	});
});

test("the clock of a pause does not run", () => {
	const view = madeView({ events: [...IN_DATA, [{ type: "paused", by: "p1" }, inData(3)]] });
	expect(segmentProgress(view, inData(60), "data").activeMs).toBe(3 * MINUTE);
});

test("before the start every step is ahead, after the end none is now", () => {
	const states = (view: ReturnType<typeof madeView>) => new Set(progressOf(view, inData(5)).map((each) => each.state));
	expect(states(madeView())).toEqual(new Set(["ahead"]));
	const over = madeView({ events: [...IN_DATA, [{ type: "debrief-begun", by: "p1" }, inData(5)]] });
	expect(states(over)).toEqual(new Set(["walked", "ahead"]));
});

test("the segments beside the present one follow the plan and end with it", () => {
	const view = madeView({ events: IN_DATA });
	expect([segmentBeside(view, 1), segmentBeside(view, -1)]).toEqual(["model", "frame"]);
	expect(segmentBeside(madeView(), 1)).toBeNull();
	const wrap = madeView({ events: [...IN_DATA, [{ type: "segment-entered", by: "p1", segment: "wrap" }, inData(5)]] });
	expect(segmentBeside(wrap, 1)).toBeNull();
});
