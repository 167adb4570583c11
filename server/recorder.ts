// Writes what a room records: entries get their number and their time here and wait in the node's queue for their commit. Whoever
// waits for a place in it is told once everything before it is committed. It knows entries, not what they mean.

import type { RoomClock } from "#server/clock.ts";
import { type CommitQueue, type RowOwner, weightOf } from "#server/commit-queue.ts";
import type { StoredEntry } from "#server/db/recordings.ts";

export interface RecorderOptions {
	readonly sessionId: string;
	readonly clock: RoomClock;
	/** highest number of this writer in this session */
	readonly lastSeq: number;
	/** An entry could not be stored: memory and recording differ from here on. */
	onLost(): void;
	/** The session was deleted. */
	onGone(): void;
}

/** One a room: numbers its entries and knows which are not committed yet. */
export class Recorder implements RowOwner {
	readonly #queue: CommitQueue;
	readonly #options: RecorderOptions;
	#seq: number;
	#uncommitted = 0;
	#gone = false;
	#idle: (() => void)[] = [];

	constructor(queue: CommitQueue, options: RecorderOptions) {
		this.#queue = queue;
		this.#options = options;
		this.#seq = options.lastSeq;
	}

	get isFull(): boolean {
		return this.#queue.isFull;
	}

	get isGone(): boolean {
		return this.#gone;
	}

	append(
		entry: { kind: "update" | "cursors"; author: string | null; heals?: boolean; data: Uint8Array },
		onCommitted: (() => void) | null,
	): void {
		if (this.#gone) return;
		this.#seq++;
		this.#uncommitted++;
		const row: StoredEntry = {
			sessionId: this.#options.sessionId,
			writer: this.#queue.writerId,
			seq: this.#seq,
			at: this.#options.clock.now(),
			audience: "all",
			eventNo: null,
			commandId: null,
			heals: false,
			...entry,
		};
		this.#queue.add({ recorder: this, row, bytes: weightOf(entry.data), onCommitted, sinceMs: performance.now() });
	}

	/** A place in the queue: `onCommitted` is called once everything appended so far is committed, at once if it is. */
	place(onCommitted: () => void): void {
		if (this.#gone) return;
		if (this.#uncommitted === 0) onCommitted();
		else this.#queue.add({ recorder: this, row: null, bytes: weightOf(null), onCommitted, sinceMs: performance.now() });
	}

	/** Resolves when nothing of this room waits any more. */
	settled(): Promise<void> {
		if (this.#uncommitted === 0) return Promise.resolve();
		return new Promise((done) => this.#idle.push(done));
	}

	/** The queue is done with one of this room's rows. */
	settle(isRow: boolean): void {
		if (isRow) this.#uncommitted--;
		if (this.#uncommitted > 0) return;
		for (const done of this.#idle.splice(0)) done();
	}

	lose(): void {
		this.#options.onLost();
	}

	end(): void {
		if (this.#gone) return;
		this.#gone = true;
		this.#options.onGone();
	}
}
