// Stretches of a replay in which nothing happens, so that a player may pass over them. In go the moments at which
// something did happen (changes of the board, events), those at which a pointer moved, and the pauses; out come gaps in
// order, none touching another. All times are ms since the session was created. Knows nothing of playing.

/** A stretch that a player may pass over. */
export interface Gap {
	readonly from: number;
	readonly to: number;
	readonly kind: "idle" | "paused";
}

export interface IdleSources {
	/** changes of the board and events, in any order */
	readonly happened: readonly number[];
	/** movements of pointers, in any order */
	readonly moved: readonly number[];
	readonly pauses: readonly { readonly from: number; readonly to: number }[];
	readonly begin: number;
	readonly end: number;
}

/** So long nobody did anything before it counts as idle. */
const IDLE_MS = 8_000;
/** What is seen of such a stretch at each of its ends: one sees that it rests, and sees the next thing coming. */
const IDLE_LEAD_MS = 1_000;
/** A stretch of a pause in which nothing happens; pointers may wander in a pause. */
const QUIET_PAUSE_MS = 3_000;

export function gapsOf({ happened, moved, pauses, begin, end }: IdleSources): Gap[] {
	const inPause = (from: number, to: number) => pauses.some((pause) => from >= pause.from && to <= pause.to);
	const within = (at: number) => at >= begin && at <= end;
	const borders = [begin, end, ...pauses.flatMap(({ from, to }) => [from, to])];
	const gaps: Gap[] = [];
	const add = (from: number, to: number, kind: Gap["kind"]) => {
		gaps.push({ from: from + IDLE_LEAD_MS, to: to - IDLE_LEAD_MS, kind });
	};
	for (const [from, to] of neighbours([...happened, ...moved, ...borders].filter(within))) {
		if (to - from >= IDLE_MS && !inPause(from, to)) add(from, to, "idle");
	}
	for (const [from, to] of neighbours([...happened, ...borders].filter(within))) {
		if (to - from >= QUIET_PAUSE_MS && inPause(from, to)) add(from, to, "paused");
	}
	return gaps.sort((a, b) => a.from - b.from);
}

/** Each moment with the one after it. */
function* neighbours(moments: readonly number[]): Generator<readonly [number, number]> {
	const sorted = Float64Array.from(moments).sort();
	let before = sorted[0] ?? 0;
	for (const moment of sorted) {
		yield [before, moment];
		before = moment;
	}
}

/** The gap that holds a moment; its end belongs to what comes after it. */
export function gapAt(gaps: readonly Gap[], at: number): Gap | null {
	return gaps.find((gap) => gap.from <= at && at < gap.to) ?? null;
}
