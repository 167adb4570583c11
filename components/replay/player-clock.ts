// The playback's sense of time: how far one step goes at a speed and over what it passes, how the pictures of a page
// become steps, and where the newest moment of a running session is between two looks at the server. No player in here.
import type { Gap } from "#core/replay-idle.ts";

/** A page that slept does not jump ahead when it wakes. */
const LONGEST_STEP_MS = 250;

/**
 * One step of the playback. A gap is passed over when the step comes to its beginning; who stands inside of one, because
 * that is where he wanted to be, plays on through it.
 * @param ms how far the step would go
 */
export function stepFrom(at: number, ms: number, gaps: readonly Gap[]): { at: number; passed: Gap | null } {
	const to = at + ms;
	const gap = gaps.find((candidate) => at < candidate.from && candidate.from <= to);
	return gap ? { at: gap.to, passed: gap } : { at: to, passed: null };
}

export type NextPicture = (run: (nowMs: number) => void) => () => void;

/** Runs before each picture of the page until told to stop, or until a step says that it was the last. */
export class PictureClock {
	readonly #nextPicture: NextPicture;
	readonly #step: (ms: number, nowMs: number) => boolean;
	#cancel: (() => void) | null = null;
	#lastMs: number | null = null;

	/** @param step gets the ms since the last picture; says whether to go on */
	constructor(nextPicture: NextPicture, step: (ms: number, nowMs: number) => boolean) {
		this.#nextPicture = nextPicture;
		this.#step = step;
	}

	start(): void {
		if (this.#cancel) return;
		this.#lastMs = null;
		this.#wait();
	}

	stop(): void {
		this.#cancel?.();
		this.#cancel = null;
	}

	#wait(): void {
		this.#cancel = this.#nextPicture((nowMs) => {
			this.#cancel = null;
			const ms = Math.min(LONGEST_STEP_MS, nowMs - (this.#lastMs ?? nowMs));
			this.#lastMs = nowMs;
			// a step may itself have started or stopped the clock
			if (this.#step(ms, nowMs) && !this.#cancel) this.#wait();
		});
	}
}

/**
 * So far the shown edge lies behind the server's clock: pointers are recorded every two seconds and looked for every two
 * seconds, and what is shown at the edge should be all there is.
 */
const EDGE_DELAY_MS = 4_000;
/** The newest entry is never further behind than this, whatever a clock says. */
const LONGEST_DELAY_MS = 8_000;

/** The newest moment of a running session, going on smoothly between looks at the server. */
export class LiveEdge {
	/** server's time of the session minus the page's time; the server says whole seconds, so the largest is the truest */
	#offset: number | null = null;
	#knownTo = 0;

	/** @param at the session's time at the server, when the page's clock said `nowMs` */
	hear(at: number, nowMs: number): void {
		this.#offset = Math.max(this.#offset ?? Number.NEGATIVE_INFINITY, at - nowMs);
		this.#knownTo = Math.max(this.#knownTo, at);
	}

	forget(): void {
		this.#offset = null;
		this.#knownTo = 0;
	}

	/**
	 * @param end of what is recorded so far
	 * @returns null while the server's time is not known. Stands still when nothing more is heard.
	 */
	at(nowMs: number, end: number): number | null {
		if (this.#offset === null) return null;
		const edge = Math.min(this.#offset + nowMs - EDGE_DELAY_MS, this.#knownTo);
		return Math.max(edge, end - LONGEST_DELAY_MS);
	}
}
