// The tab's title while the page lies behind another one.
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { minutesCrossed, TitleBadge } from "#components/session/title-badge.tsx";
import type { SessionView } from "#core/view.ts";
import { IN_DATA, JONAS, MINUTE, madeView, PRIYA, START } from "#tests/components/session/made-view.ts";

let visibility: DocumentVisibilityState = "hidden";
beforeEach(() => {
	visibility = "hidden";
	vi.useFakeTimers();
	vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
	document.title = "Interview";
});
afterEach(() => {
	cleanup();
	vi.restoreAllMocks();
	vi.useRealTimers();
});

function look(): void {
	visibility = "visible";
	act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

function show(view: SessionView, clock = { now: () => view.at }) {
	const { rerender } = render(<TitleBadge view={view} clock={clock} title="Interview" />);
	return (next: SessionView, title = "Interview") => rerender(<TitleBadge view={next} clock={clock} title={title} />);
}

const away = { ...JONAS, here: false };

test("who comes while the page is hidden stands in the title until the page is looked at", () => {
	const next = show(madeView({ people: [PRIYA, away] }));
	expect(document.title).toBe("Interview");
	next(madeView({ people: [PRIYA, JONAS] }));
	expect(document.title).toBe("(Jonas Weber here) Interview");
	look();
	expect(document.title).toBe("Interview");
});

test("a question that is named while the page is hidden stands in the title, and stays in it", () => {
	const next = show(madeView({ people: [PRIYA, away] }));
	next(madeView({ people: [PRIYA, JONAS] }), "Design an ad click predictor");
	expect(document.title).toBe("(Jonas Weber here) Design an ad click predictor");
	look();
	expect(document.title).toBe("Design an ad click predictor");
});

test("a page in sight keeps its title", () => {
	visibility = "visible";
	const next = show(madeView({ people: [PRIYA, away] }));
	next(madeView({ people: [PRIYA, JONAS] }));
	expect(document.title).toBe("Interview");
});

test("5 minutes and 1 minute before the end of a running session are told, each when it is crossed", () => {
	let at = START + 39 * MINUTE;
	show(madeView({ events: IN_DATA, at }), { now: () => at });
	const goTo = (minutes: number) => {
		at = START + minutes * MINUTE;
		act(() => void vi.advanceTimersByTime(300));
	};
	goTo(39.9);
	expect(document.title).toBe("Interview");
	goTo(40.1);
	expect(document.title).toBe("(5 min left) Interview");
	goTo(44.1);
	expect(document.title).toBe("(1 min left) Interview");
	look();
	expect(document.title).toBe("Interview");
	expect(minutesCrossed(61_000, 60_000)).toBe(1);
	expect(minutesCrossed(60_000, 59_000)).toBeNull();
	expect(minutesCrossed(301_000, 30_000)).toBe(1);
});
