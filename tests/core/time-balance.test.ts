// How time was spread against the plan: the worked example, and the borders of "overrun" and "starved".
import { describe, expect, test } from "vitest";
import { planOf, STEP_IDS, type StepId } from "#core/framework.ts";
import { timeBalance } from "#core/time-balance.ts";

const MINUTE = 60_000;
const PLAN = Object.fromEntries(planOf(45).map(({ id, minutes }) => [id, minutes])) as Record<StepId, number>;
const spent = (...minutes: number[]) => Object.fromEntries(STEP_IDS.map((id, n) => [id, (minutes[n] ?? 0) * MINUTE]));

describe("[V13] time balance", () => {
	test("of 10/3/9/10/4/3/1 minutes against a plan of 5/4/8/9/5/6/3 is 0.825; clarify overrun, monitor starved, serve not", () => {
		expect(STEP_IDS.map((id) => PLAN[id])).toEqual([5, 4, 8, 9, 5, 6, 3]);
		const { balance, overrun, starved } = timeBalance(spent(10, 3, 9, 10, 4, 3, 1), PLAN);
		expect(balance).toBeCloseTo(0.825, 12);
		expect(overrun).toEqual(["clarify"]);
		expect(starved).toEqual(["monitor"]);
	});

	test("is 1 when time was spread as planned, however much it was", () => {
		const { balance } = timeBalance(spent(2.5, 2, 4, 4.5, 2.5, 3, 1.5), PLAN);
		expect(balance).toBeCloseTo(1, 12);
	});

	test("is 0 when all time went to what was not planned", () => {
		expect(timeBalance({ monitor: MINUTE }, { clarify: 5 }).balance).toBe(0);
	});

	test("is none when no time was spent or planned", () => {
		expect(timeBalance({}, PLAN)).toEqual({ balance: null, overrun: [], starved: [...STEP_IDS] });
		expect(timeBalance({ data: MINUTE }, {}).balance).toBeNull();
	});

	test("a step is overrun beyond half as much again and beyond two minutes more", () => {
		const overrun = (ms: number, minutes: number) => timeBalance({ data: ms }, { data: minutes }).overrun.length > 0;
		expect(overrun(12 * MINUTE, 8)).toBe(false);
		expect(overrun(12 * MINUTE + 1, 8)).toBe(true);
		// more than half as much again, and still no more than two minutes
		expect(overrun(5 * MINUTE, 3)).toBe(false);
		expect(overrun(5 * MINUTE + 1, 3)).toBe(true);
	});

	test("a step is starved below half of its plan", () => {
		const starved = (ms: number) => timeBalance({ data: ms }, { data: 8 }).starved.length > 0;
		expect(starved(4 * MINUTE)).toBe(false);
		expect(starved(4 * MINUTE - 1)).toBe(true);
	});
});
