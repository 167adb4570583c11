// A worker thread seen from the thread that serves: started when there is something to do, asked for one thing at a time, ended
// when it idles, hangs or dies. Whatever happens to it, each question has an answer: the thread's, or why there is none.
import { Worker } from "node:worker_threads";
import type { Clock } from "#server/clock.ts";

export interface ThreadOptions {
	/** an entry of the bundle (prepare.mjs), by its name without an ending */
	readonly entry: string;
	/** what it is given when it starts */
	readonly data?: unknown;
	/** a question that takes longer is given up, and the thread with it */
	readonly hangsAfterMs: number;
	/** a question that needs more memory ends the thread, and nothing else */
	readonly maxHeapMb: number;
}

export type Told<Answer> =
	| { readonly answer: Answer }
	| { readonly failed: "stopped" | "no-thread" | "hung" | "died"; readonly words: string };

/** A thread without work gives its memory back. */
const IDLE_MS = 30_000;

export class AskedThread<Question, Answer> {
	readonly #options: ThreadOptions;
	readonly #file: URL;
	readonly #clock: Clock;
	#worker: Worker | null = null;
	#last: Promise<unknown> = Promise.resolve();
	#waiting = 0;
	#cancelIdle = () => {};
	#stopped = false;

	constructor(options: ThreadOptions, clock: Clock) {
		this.#options = options;
		// beside the bundle; for whoever runs the sources it is built there (bundleWorkers of prepare.mjs)
		const folder = import.meta.url.endsWith(".ts") ? "../dist/sources/" : "";
		this.#file = new URL(`${folder}${options.entry}.mjs`, import.meta.url);
		this.#clock = clock;
	}

	/** How many questions are not answered yet. */
	get waiting(): number {
		return this.#waiting;
	}

	/** Asks after what was asked before. Never throws. */
	ask(question: Question): Promise<Told<Answer>> {
		this.#waiting++;
		this.#cancelIdle();
		const told = this.#last.then(() => this.#tell(question));
		this.#last = told.then(() => {
			this.#waiting--;
			if (this.#waiting === 0) this.#cancelIdle = this.#clock.after(IDLE_MS, () => void this.#end());
		});
		return told;
	}

	/** What is under way is broken off. */
	async stop(): Promise<void> {
		this.#stopped = true;
		this.#cancelIdle();
		await this.#end();
	}

	#tell(question: Question): Promise<Told<Answer>> {
		return new Promise((done) => {
			if (this.#stopped) return done({ failed: "stopped", words: "the server stops" });
			const worker = this.#running();
			if (worker instanceof Error) return done({ failed: "no-thread", words: `there is no thread: ${worker.message}` });
			let words = "the thread ended";
			const settle = (told: Told<Answer>) => {
				cancel();
				worker.off("message", hear).off("error", fail).off("exit", end);
				done(told);
			};
			const hear = (answer: Answer) => settle({ answer });
			// of memory, mostly; "exit" follows, and before it nobody else may be asked for
			const fail = (error: Error) => {
				words = `the thread failed: ${error.message}`;
			};
			const end = () => settle({ failed: this.#stopped ? "stopped" : "died", words });
			const cancel = this.#clock.after(this.#options.hangsAfterMs, () => {
				settle({ failed: "hung", words: "the thread did not answer" });
				void this.#end();
			});
			worker.on("message", hear).on("error", fail).on("exit", end);
			worker.postMessage(question);
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
		const worker = new Worker(this.#file, {
			workerData: this.#options.data,
			resourceLimits: { maxOldGenerationSizeMb: this.#options.maxHeapMb },
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
