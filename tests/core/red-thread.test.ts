// The line from goal to alert: seven cells, six links between neighbours.
import { expect, test } from "vitest";
import { redThread, THREAD_CELLS, THREAD_LINK_IDS, type ThreadLinks } from "#core/red-thread.ts";

test("[V14] every link joins two neighbours of the seven cells", () => {
	expect(THREAD_CELLS.map(({ id }) => id)).toEqual([
		"goal",
		"objective",
		"label",
		"loss",
		"offline",
		"online",
		"alert",
	]);
	expect(THREAD_LINK_IDS).toEqual(THREAD_CELLS.slice(1).map(({ id }, n) => `${THREAD_CELLS[n]?.id}-${id}`));
});

test("[V14] the share is of all six links; what was not judged does not hold", () => {
	const links: ThreadLinks = { "goal-objective": "holds", "objective-label": "broken", "label-loss": "holds" };
	expect(redThread(links)).toEqual({ holds: 2, judged: 3, share: 2 / 6 });
	const whole: ThreadLinks = Object.fromEntries(THREAD_LINK_IDS.map((id) => [id, "holds"]));
	expect(redThread(whole)).toEqual({ holds: 6, judged: 6, share: 1 });
});

test("[V14] nothing is said of a thread of which nothing was judged", () => {
	expect(redThread({})).toEqual({ holds: 0, judged: 0, share: null });
});
