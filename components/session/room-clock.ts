// The room's clock on this page: server time plus what this page's own monotonic clock has counted since. Pure but for
// the clock that is passed in. A measurement says when it was asked and when the answer came; of the recent ones the
// quickest wins, because half of its way is the least that can be wrong.

export interface Measurement {
	/** the page's clock when the question left */
	askedMs: number;
	/** the page's clock when the answer came */
	answeredMs: number;
	/** the room's clock in the answer, ms since the session was created */
	roomAtMs: number;
}

/** Old measurements lose to drift: two clocks part by up to some ms in a minute. */
const KEPT = 5;

export class RoomClock {
	readonly #nowMs: () => number;
	#measurements: Measurement[] = [];
	#offsetMs: number | null = null;

	/** @param nowMs a monotonic clock, e.g. performance.now */
	constructor(nowMs: () => number) {
		this.#nowMs = nowMs;
	}

	/** A view came. It was made a moment before, so it sets the clock only until something better is known. */
	viewArrived(roomAtMs: number): void {
		const offset = roomAtMs - this.#nowMs();
		if (this.#measurements.length === 0) this.#offsetMs = offset;
		// the room cannot be earlier than what it has already said
		else if (this.#offsetMs !== null && offset > this.#offsetMs) this.#offsetMs = offset;
	}

	measured(measurement: Measurement): void {
		this.#measurements = [...this.#measurements, measurement].slice(-KEPT);
		const quickest = this.#measurements.reduce((best, each) =>
			each.answeredMs - each.askedMs < best.answeredMs - best.askedMs ? each : best,
		);
		this.#offsetMs = quickest.roomAtMs - (quickest.askedMs + quickest.answeredMs) / 2;
	}

	/** The page slept or reconnected: what was measured before may no longer hold. */
	forget(): void {
		this.#measurements = [];
	}

	/** ms since the session was created; 0 until anything is known */
	now(): number {
		return this.#offsetMs === null ? 0 : this.#nowMs() + this.#offsetMs;
	}
}
