// Time as the server's parts see it: passed in, so that tests turn it by hand. The room's clock counts from the creation
// of its session and never runs backwards, whatever the node's clock does.

/** @returns its undo */
type Schedule = (ms: number, run: () => void) => () => void;

export interface Clock {
	/** ms since 1970 */
	now(): number;
	after: Schedule;
	every: Schedule;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	after(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	},
	every(ms, run) {
		const timer = setInterval(run, ms);
		return () => clearInterval(timer);
	},
};

/** ms since a session was created: the node's clock, but never below the largest time seen in the session. */
export class RoomClock {
	#largest: number;
	readonly #clock: Clock;
	readonly #createdAtMs: number;

	constructor(clock: Clock, createdAtMs: number, largestSeen: number) {
		this.#clock = clock;
		this.#createdAtMs = createdAtMs;
		this.#largest = largestSeen;
	}

	now(): number {
		this.observe(Math.floor(this.#clock.now() - this.#createdAtMs));
		return this.#largest;
	}

	/** Another writer's entry was seen. */
	observe(at: number): void {
		this.#largest = Math.max(this.#largest, at);
	}
}
