// What the tab's title says while the page lies behind another one: who has come, and when 5 minutes and 1 minute are
// left. It is gone when the page is looked at again.
import { useEffect, useRef, useState } from "react";
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

interface TitleBadgeProps {
	readonly view: SessionView;
	readonly clock: Pick<RoomClock, "now">;
	/** what the tab says without a badge */
	readonly title: string;
}

/** Renders nothing; only the title changes. */
export function TitleBadge({ view, clock, title }: TitleBadgeProps): null {
	const at = useNow(clock);
	const before = useRef({ view, leftMs: remainingMs(view, at) });
	const [badge, setBadge] = useState<string | null>(null);

	useEffect(() => {
		const last = before.current;
		const leftMs = remainingMs(view, at);
		before.current = { view, leftMs };
		if (document.visibilityState === "visible") return;
		const arrived = arrivedNames(last.view, view);
		const minutes = view.phase === "running" ? minutesCrossed(last.leftMs, leftMs) : null;
		if (minutes) setBadge(`${minutes} min left`);
		else if (arrived.length > 0) setBadge(`${arrived.join(", ")} here`);
	}, [view, at]);

	useEffect(() => {
		document.title = badge ? `(${badge}) ${title}` : title;
	}, [badge, title]);

	useEffect(() => {
		const looked = () => {
			if (document.visibilityState === "visible") setBadge(null);
		};
		document.addEventListener("visibilitychange", looked);
		return () => document.removeEventListener("visibilitychange", looked);
	}, []);
	return null;
}
