// So many of something in a stretch of time for each key, such as requests of an address: a window that starts with the first
// one. Bounded in memory; time comes in.

/** More keys than a real crowd has; beyond it the oldest are forgotten. */
const MAX_KEYS = 10_000;

export class Allowance {
	private readonly windows = new Map<string, { since: number; used: number }>();

	constructor(
		private readonly allowed: number,
		private readonly windowMs: number,
	) {}

	/** Takes one, or several for what costs more; false when none is left in this window. */
	take(key: string, nowMs: number, count = 1): boolean {
		const window = this.windows.get(key);
		if (window && nowMs - window.since < this.windowMs) {
			window.used += count;
			return window.used <= this.allowed;
		}
		// set anew, so that the map stays in the order of its windows' starts
		this.windows.delete(key);
		this.windows.set(key, { since: nowMs, used: count });
		for (const [oldest, { since }] of this.windows) {
			if (this.windows.size <= MAX_KEYS && nowMs - since < this.windowMs) break;
			this.windows.delete(oldest);
		}
		return count <= this.allowed;
	}
}
