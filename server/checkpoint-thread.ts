// The worker thread that makes checkpoints, as those see it who want one. Whatever happens to it, the answer is a report or "failed".
import { AskedThread } from "#server/asked-thread.ts";
import type { CheckpointAnswer, CheckpointWorkerData } from "#server/checkpoint-worker.ts";
import type { Clock } from "#server/clock.ts";

/** The largest document takes seconds; a database that is away is given up after 15 s. */
const HANGS_AFTER_MS = 60_000;
/** A document that needs more than this to be folded is not worth the process. */
const MAX_HEAP_MB = 512;

export class CheckpointThread {
	readonly #thread: AskedThread<string, CheckpointAnswer>;

	constructor(data: CheckpointWorkerData, clock: Clock) {
		const limits = { hangsAfterMs: HANGS_AFTER_MS, maxHeapMb: MAX_HEAP_MB };
		this.#thread = new AskedThread({ entry: "checkpoint-worker", data, ...limits }, clock);
	}

	/** Makes a checkpoint of that session, after those that were asked for before. Never throws. */
	async build(sessionId: string): Promise<CheckpointAnswer> {
		const told = await this.#thread.ask(sessionId);
		return "answer" in told ? told.answer : { outcome: "failed", error: told.words };
	}

	/** What is under way is broken off: nothing of it is stored then. */
	stop(): Promise<void> {
		return this.#thread.stop();
	}
}
