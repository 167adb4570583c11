// What leads to the report once the clocks have stopped, for each role and at each stage.
import { expect, test } from "vitest";
import { reportNext } from "#components/session/report-next.tsx";
import { DIMENSION_IDS } from "#core/rubric.ts";
import type { SessionEvent } from "#core/session.ts";
import { IN_DATA, MINUTE, madeView, START } from "./made-view.ts";

const OVER: [SessionEvent, number][] = [
	...IN_DATA.map(([event, at]): [SessionEvent, number] => [event, at]),
	[{ type: "debrief-begun", by: "p1" }, START + 40 * MINUTE],
];
const after = (...events: SessionEvent[]) => [
	...OVER,
	...events.map((event): [SessionEvent, number] => [event, START + 41 * MINUTE]),
];
const scores = (by: string, self: boolean, count = 8): SessionEvent[] =>
	DIMENSION_IDS.slice(0, count).map((dimension) => ({ type: "scored", by, self, dimension, score: 3 }));

test("while the clock runs, and to observers, nothing is said of a report", () => {
	expect(reportNext(madeView({ events: IN_DATA }))).toBeNull();
	expect(reportNext(madeView({ events: OVER, role: "observer" }))).toBeNull();
});

test("an interviewer scores and publishes, then reads", () => {
	expect(reportNext(madeView({ events: OVER }))).toMatchObject({ words: "Next: score what you saw.", deed: "score" });
	expect(reportNext(madeView({ events: after(...scores("p1", false, 3)) }))?.words).toBe(
		"3 of 8 dimensions are scored.",
	);
	const submitted = after(...scores("p1", false), { type: "review-submitted", by: "p1" });
	expect(reportNext(madeView({ events: submitted }))).toMatchObject({
		words: "Your scores are submitted.",
		deed: "score",
	});
	const published = after(...scores("p1", false), { type: "published", by: "p1" });
	expect(reportNext(madeView({ events: published }))).toMatchObject({ deed: "read", label: "Read the report" });
});

test("a candidate scores herself first, waits, then reads", () => {
	const candidate = { role: "candidate" } as const;
	expect(reportNext(madeView({ ...candidate, events: OVER }))?.words).toMatch(/^Score yourself below/);
	const own = [...scores("p2", true), { type: "self-review-submitted", by: "p2" } as const];
	expect(reportNext(madeView({ ...candidate, events: after(...own) }))).toBeNull();
	const published = after(...own, ...scores("p1", false), { type: "published", by: "p1" });
	expect(reportNext(madeView({ ...candidate, events: published }))).toMatchObject({ deed: "read" });
	expect(reportNext(madeView({ ...candidate, kind: "solo", events: after(...own) }))).toMatchObject({ deed: "read" });
});
