// The worker thread that makes checkpoints, seen from the thread that serves: started when there is something to do, asked for one
// session at a time, ended when it idles, hangs or dies. Whatever happens to it, the answer is a report or "failed".
import { Worker } from "node:worker_threads";
import type { CheckpointAnswer, CheckpointWorkerData } from "#server/checkpoint-worker.ts";
import type { Clock } from "#server/clock.ts";

/** A thread without work gives its memory back. */
const IDLE_MS = 30_000;
/** The largest document takes seconds; a database that is away is given up after 15 s. */
const HANGS_AFTER_MS = 60_000;
/** A document that needs more than this to be folded is not worth the process. */
const MAX_HEAP_MB = 512;

/** Beside the bundle; for whoever runs the sources it is built there (bundleWorker of prepare.mjs). */
const FILE = new URL(
	import.meta.url.endsWith(".ts") ? "../dist/sources/checkpoint-worker.mjs" : "checkpoint-worker.mjs",
	import.meta.url,
);

export class CheckpointThread {
	readonly #data: CheckpointWorkerData;
	readonly #clock: Clock;
	#worker: Worker | null = null;
	#last: Promise<unknown> = Promise.resolve();
	#waiting = 0;
	#cancelIdle = () => {};
	#stopped = false;

	constructor(data: CheckpointWorkerData, clock: Clock) {
		this.#data = data;
		this.#clock = clock;
	}

	/** Makes a checkpoint of that session, after those that were asked for before. Never throws. */
	build(sessionId: string): Promise<CheckpointAnswer> {
		this.#waiting++;
		this.#cancelIdle();
		const answer = this.#last.then(() => this.#ask(sessionId));
		this.#last = answer.then(() => {
			this.#waiting--;
			if (this.#waiting === 0) this.#cancelIdle = this.#clock.after(IDLE_MS, () => void this.#end());
		});
		return answer;
	}

	/** What is under way is broken off: nothing of it is stored then. */
	async stop(): Promise<void> {
		this.#stopped = true;
		this.#cancelIdle();
		await this.#end();
	}

	#ask(sessionId: string): Promise<CheckpointAnswer> {
		return new Promise((done) => {
			if (this.#stopped) return done(failed("the server stops"));
			const worker = this.#running();
			if (worker instanceof Error) return done(failed(`there is no thread: ${worker.message}`));
			let reason = "the thread ended";
			const settle = (answer: CheckpointAnswer) => {
				cancel();
				worker.off("message", settle).off("error", fail).off("exit", end);
				done(answer);
			};
			// of memory, mostly; "exit" follows, and before it nobody else may be asked for
			const fail = (error: Error) => {
				reason = `the thread failed: ${error.message}`;
			};
			const end = () => settle(failed(reason));
			const cancel = this.#clock.after(HANGS_AFTER_MS, () => {
				settle(failed("the thread did not answer"));
				void this.#end();
			});
			worker.on("message", settle).on("error", fail).on("exit", end);
			worker.postMessage(sessionId);
		});
	}

	/** The thread, started if need be; the error when the system gives us none. */
	#running(): Worker | Error {
		try {
			this.#worker ??= this.#start();
			return this.#worker;
		} catch (error) {
			return error instanceof Error ? error : new Error(String(error));
		}
	}

	#start(): Worker {
		const worker = new Worker(FILE, {
			workerData: this.#data,
			resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
		});
		// whoever waits for an answer hears of it, too
		worker.on("error", () => {});
		worker.once("exit", () => {
			if (this.#worker === worker) this.#worker = null;
		});
		// a process that has nothing else to do may end
		worker.unref();
		return worker;
	}

	async #end(): Promise<void> {
		const worker = this.#worker;
		this.#worker = null;
		await worker?.terminate();
	}
}

function failed(error: string): CheckpointAnswer {
	return { outcome: "failed", error };
}
