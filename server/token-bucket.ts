// A rate limit: so many a second in the long run, so many at once. Time comes in.
export class TokenBucket {
	readonly #perSecond: number;
	readonly #burst: number;
	#tokens: number;
	#filledAtMs: number;

	constructor(limit: { perSecond: number; burst: number }, nowMs: number) {
		this.#perSecond = limit.perSecond;
		this.#burst = limit.burst;
		this.#tokens = limit.burst;
		this.#filledAtMs = nowMs;
	}

	/** @returns false when there are not that many: then none is taken */
	take(count: number, nowMs: number): boolean {
		this.#tokens = Math.min(
			this.#burst,
			this.#tokens + (Math.max(0, nowMs - this.#filledAtMs) / 1_000) * this.#perSecond,
		);
		this.#filledAtMs = nowMs;
		if (this.#tokens < count) return false;
		this.#tokens -= count;
		return true;
	}
}
