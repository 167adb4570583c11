// When an open session gets a checkpoint: after so many updates, after so many bytes, and when the last person has left. Made by
// a worker thread, never in the way of drawing. One that fails is said in the log and tried again after as many updates: without
// it the session opens slower, nothing else.
import { CheckpointThread } from "#server/checkpoint-thread.ts";
import type { CheckpointAnswer } from "#server/checkpoint-worker.ts";
import type { Clock } from "#server/clock.ts";
import type { StoredEntry } from "#server/db/recordings.ts";
import type { Logger } from "#server/log.ts";
import type { Metrics } from "#server/metrics.ts";

export interface CheckpointsOptions {
	readonly databaseUrl: string;
	readonly clock: Clock;
	readonly log: Logger;
	readonly metrics: Metrics;
}

/**
 * What lies beyond the newest checkpoint: folded in some twenty milliseconds up to here when the session is opened. Half an hour has
 * fourteen thousand updates; more checkpoints than these cost the node as much as the drawing does.
 */
export const CHECKPOINT_UPDATES = 4_000;
export const CHECKPOINT_BYTES = 1024 * 1024;
/** The server's own first entry alone is not worth one. */
const WORTH_KEEPING_UPDATES = 2;

interface Tail {
	readonly updates: number;
	readonly bytes: number;
}

const NO_TAIL: Tail = { updates: 0, bytes: 0 };

/** One a node. */
export class Checkpoints {
	readonly #options: CheckpointsOptions;
	readonly #thread: CheckpointThread;
	/** of each open session, what is committed beyond the checkpoint that was asked for last */
	readonly #tails = new Map<string, Tail>();
	/** sessions whose checkpoint is not made yet; true: more came meanwhile, so that another one is due */
	readonly #asked = new Map<string, boolean>();
	#stopped = false;

	constructor(options: CheckpointsOptions) {
		this.#options = options;
		this.#thread = new CheckpointThread({ databaseUrl: options.databaseUrl }, options.clock);
	}

	/** A session was loaded, with that much beyond its checkpoint. */
	opened(sessionId: string, tail: Tail): void {
		this.#extend(sessionId, tail);
	}

	/** Entries of any session were committed. */
	committed(rows: readonly StoredEntry[]): void {
		for (const { sessionId, kind, data } of rows) {
			const tail = kind === "update" ? this.#tails.get(sessionId) : undefined;
			if (tail) this.#extend(sessionId, { updates: tail.updates + 1, bytes: tail.bytes + data.length });
		}
	}

	/** The last person has left, and everything is committed. */
	left(sessionId: string): void {
		const tail = this.#tails.get(sessionId);
		this.#tails.delete(sessionId);
		if (tail && tail.updates >= WORTH_KEEPING_UPDATES) this.#ask(sessionId);
	}

	/** The session was deleted. */
	forget(sessionId: string): void {
		this.#tails.delete(sessionId);
	}

	/** What is not done by now is done when the session is opened again. */
	async stop(): Promise<void> {
		this.#stopped = true;
		this.#tails.clear();
		await this.#thread.stop();
	}

	#extend(sessionId: string, tail: Tail): void {
		const isLong = tail.updates >= CHECKPOINT_UPDATES || tail.bytes >= CHECKPOINT_BYTES;
		this.#tails.set(sessionId, isLong ? NO_TAIL : tail);
		if (isLong) this.#ask(sessionId);
	}

	/** However slow the thread is, a session waits in its queue once. */
	#ask(sessionId: string): void {
		if (this.#stopped) return;
		const isWaiting = this.#asked.has(sessionId);
		this.#asked.set(sessionId, isWaiting);
		if (!isWaiting) void this.#make(sessionId);
	}

	async #make(sessionId: string): Promise<void> {
		const sinceMs = performance.now();
		const answer = await this.#thread.build(sessionId);
		const isDueAgain = this.#asked.get(sessionId) === true;
		this.#asked.delete(sessionId);
		if (this.#stopped) return;
		this.#report(sessionId, answer, performance.now() - sinceMs);
		if (isDueAgain) this.#ask(sessionId);
	}

	#report(sessionId: string, answer: CheckpointAnswer, ms: number): void {
		const { log, metrics } = this.#options;
		if (answer.outcome === "failed") {
			metrics.checkpointFailed();
			log.error({ sessionId, reason: answer.error }, "a checkpoint could not be made");
			return;
		}
		metrics.checkpointed(ms);
		const { rejected, quarantined, outcome, bytes } = answer;
		if (rejected.length > 0) log.error({ sessionId, rejected }, "checkpoints were passed over");
		log.debug({ sessionId, outcome, bytes, quarantined, ms: Math.round(ms) }, "a checkpoint was made");
	}
}
