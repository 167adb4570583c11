// A clock that a test turns by hand.
import type { Clock } from "#server/clock.ts";

interface Timer {
	dueMs: number;
	everyMs: number | null;
	run(): void;
}

export class HandClock implements Clock {
	#nowMs: number;
	#timers: Timer[] = [];

	constructor(nowMs: number) {
		this.#nowMs = nowMs;
	}

	now(): number {
		return this.#nowMs;
	}

	after(ms: number, run: () => void): () => void {
		return this.#add({ dueMs: this.#nowMs + ms, everyMs: null, run });
	}

	every(ms: number, run: () => void): () => void {
		return this.#add({ dueMs: this.#nowMs + ms, everyMs: ms, run });
	}

	/** how many wait */
	get timers(): number {
		return this.#timers.length;
	}

	/** The node's clock is set; no timer runs for it. */
	set(nowMs: number): void {
		this.#nowMs = nowMs;
	}

	/** Time passes: timers run in their order. */
	turn(ms: number): void {
		const end = this.#nowMs + ms;
		for (;;) {
			const next = this.#timers.filter(({ dueMs }) => dueMs <= end).sort((a, b) => a.dueMs - b.dueMs)[0];
			if (!next) break;
			this.#nowMs = Math.max(this.#nowMs, next.dueMs);
			if (next.everyMs === null) this.#timers.splice(this.#timers.indexOf(next), 1);
			else next.dueMs += next.everyMs;
			next.run();
		}
		this.#nowMs = end;
	}

	#add(timer: Timer): () => void {
		this.#timers.push(timer);
		return () => {
			const index = this.#timers.indexOf(timer);
			if (index >= 0) this.#timers.splice(index, 1);
		};
	}
}
