// The line to a worker, asked one thing at a time: of what is asked while an answer is on its way only the last counts, so
// that a held key or a dragged head never piles up questions. A line that was hung up says nothing any more.
import type { Target } from "#core/replay.ts";
import type { FromWorker, WorkerLine } from "./replay-protocol.ts";

export type Connect = (onMessage: (message: FromWorker) => void) => WorkerLine;

export class SeekLine {
	readonly #connect: Connect;
	readonly #onMessage: (message: FromWorker) => void;
	#line: WorkerLine | null = null;
	#asked = false;
	#waiting: Target | null = null;

	constructor(connect: Connect, onMessage: (message: FromWorker) => void) {
		this.#connect = connect;
		this.#onMessage = onMessage;
	}

	/** Asks for a recording through a new worker: the old one may be what failed. */
	open(url: string): void {
		this.hangUp();
		this.#asked = false;
		this.#waiting = null;
		const line = this.#connect((message) => {
			if (this.#line === line) this.#onMessage(message);
		});
		this.#line = line;
		line.send({ type: "open", url });
	}

	hangUp(): void {
		this.#line?.close();
		this.#line = null;
	}

	ask(target: Target): void {
		if (this.#asked) {
			this.#waiting = target;
			return;
		}
		this.#asked = true;
		this.#line?.send({ type: "seek", target });
	}

	/** The answer to what was asked has been shown. */
	answered(): void {
		this.#asked = false;
		const waiting = this.#waiting;
		this.#waiting = null;
		if (waiting) this.ask(waiting);
	}
}
