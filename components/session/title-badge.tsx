// What the tab's title says while the page lies behind another one: who has come, and when 5 minutes and 1 minute are
// left. It is gone when the page is looked at again.
import { useEffect, useRef } from "react";
import { planOf } from "#core/framework.ts";
import { totalActiveMs, totalBudgetMs } from "#core/session-clock.ts";
import type { SessionView } from "#core/view.ts";
import type { RoomClock } from "./room-clock.ts";
import { useNow } from "./use-session.ts";

const MINUTES_SAID = [5, 1] as const;

/** The whole minutes to be told between two moments: 5 or 1 when that limit was crossed, else null. */
export function minutesCrossed(beforeMs: number, afterMs: number): (typeof MINUTES_SAID)[number] | null {
	return MINUTES_SAID.findLast((minutes) => beforeMs > minutes * 60_000 && afterMs <= minutes * 60_000) ?? null;
}

/** Names of those who have come from one view to the next. */
export function arrivedNames(before: SessionView, after: SessionView): string[] {
	const wasHere = new Set(before.people.filter((person) => person.here).map(({ id }) => id));
	return after.people.filter(({ id, here }) => here && id !== after.you && !wasHere.has(id)).map(({ name }) => name);
}

function remainingMs(view: SessionView, at: number): number {
	return totalBudgetMs(planOf(view.session.minutes), view) - totalActiveMs(view, at);
}

/** Renders nothing; only the title changes. */
export function TitleBadge({ view, clock }: { view: SessionView; clock: Pick<RoomClock, "now"> }): null {
	const at = useNow(clock);
	const before = useRef({ view, leftMs: remainingMs(view, at) });
	const title = useRef<string | null>(null);

	useEffect(() => {
		const last = before.current;
		const leftMs = remainingMs(view, at);
		before.current = { view, leftMs };
		if (document.visibilityState === "visible") return;
		const arrived = arrivedNames(last.view, view);
		const minutes = view.phase === "running" ? minutesCrossed(last.leftMs, leftMs) : null;
		const badge = minutes ? `${minutes} min left` : arrived.length > 0 ? `${arrived.join(", ")} here` : null;
		if (!badge) return;
		title.current ??= document.title;
		document.title = `(${badge}) ${title.current}`;
	}, [view, at]);

	useEffect(() => {
		const restore = () => {
			if (title.current !== null) document.title = title.current;
			title.current = null;
		};
		const looked = () => {
			if (document.visibilityState === "visible") restore();
		};
		document.addEventListener("visibilitychange", looked);
		return () => {
			document.removeEventListener("visibilitychange", looked);
			restore();
		};
	}, []);
	return null;
}
