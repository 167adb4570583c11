// The one queue of a node between its rooms and the database: one insert in flight, the next takes what gathered meanwhile. It
// tries again while the database is away and drops nothing; a row that can never be stored is cut out by halving and replaced
// by an empty one. It knows rows and who waits for them, not what they mean.
import { setTimeout as pause } from "node:timers/promises";
import { MAX_BACKLOG_BYTES } from "#core/limits.ts";
import { type EntryKind, encodeCursors } from "#core/recording.ts";
import type { Clock } from "#server/clock.ts";
import type { StoredEntry } from "#server/db/recordings.ts";
import type { Logger } from "#server/log.ts";
import { type Metrics, NO_METRICS } from "#server/metrics.ts";

/** Larger groups gain nothing and hold up the first of them. */
const MAX_GROUP_ROWS = 2_000;
const MAX_GROUP_BYTES = 8 * 1024 * 1024;
/**
 * Two inserts begin at least this long apart. One costs the node as much as twenty rows do: a database that answers in half a
 * millisecond would be handed row after row. Who draws alone never waits for it.
 */
const INSERT_INTERVAL_MS = 4;
/** What a row weighs in memory besides its data. */
const ROW_BYTES = 300;
/** Pauses between tries while the database is away; the last one repeats. */
export const RETRY_DELAYS_MS = [20, 50, 100, 250, 500, 1_000] as const;
/** From this try on the failure is an error in the log, before it a warning. */
const LOUD_AFTER_TRIES = 5;

/** What weighs on the queue's memory for that much data. */
export function weightOf(data: Uint8Array | null): number {
	return (data?.length ?? 0) + ROW_BYTES;
}

/** Whose rows they are: the recorder of a room. */
export interface RowOwner {
	/** its session was deleted: its rows are let go */
	readonly isGone: boolean;
	/** the queue is done with one of its rows or places */
	settle(isRow: boolean): void;
	/** one of its rows could not be stored */
	lose(): void;
	/** its session was deleted */
	end(): void;
}

export interface Waiting {
	readonly recorder: RowOwner;
	/** null: only a place in the queue */
	readonly row: StoredEntry | null;
	readonly bytes: number;
	readonly onCommitted: (() => void) | null;
	/** when it took its place, by the process's own steady clock */
	readonly sinceMs: number;
}

export interface CommitQueueOptions {
	readonly writerId: string;
	readonly clock: Clock;
	readonly log: Logger;
	insert(rows: readonly StoredEntry[]): Promise<void>;
	failureOf(error: unknown): "database" | "row" | "session-gone";
	readonly metrics?: Metrics;
}

/** One a node. */
export class CommitQueue {
	readonly writerId: string;
	readonly #options: CommitQueueOptions;
	readonly #metrics: Metrics;
	#waiting: Waiting[] = [];
	#inFlight: readonly Waiting[] = [];
	#writing: Promise<void> | null = null;
	#backlogBytes = 0;
	#failingSince: number | null = null;
	/** when the last insert began */
	#beganMs = Number.NEGATIVE_INFINITY;
	#stopped = false;
	#wake: (() => void) | null = null;

	constructor(options: CommitQueueOptions) {
		this.#options = options;
		this.#metrics = options.metrics ?? NO_METRICS;
		this.writerId = options.writerId;
	}

	/** No more may be taken on: what waits for the database has reached its bound. */
	get isFull(): boolean {
		return this.#backlogBytes >= MAX_BACKLOG_BYTES;
	}

	/** Half of it: people are told now. */
	get isHalfFull(): boolean {
		return this.#backlogBytes >= MAX_BACKLOG_BYTES / 2;
	}

	/** What waits for the database, the group in flight included. */
	get backlog(): { bytes: number; rows: number } {
		return { bytes: this.#backlogBytes, rows: rowsIn(this.#inFlight) + rowsIn(this.#waiting) };
	}

	/** Node time since which no insert has gone through; null while all is well. */
	get failingSince(): number | null {
		return this.#failingSince;
	}

	add(waiting: Waiting): void {
		this.#waiting.push(waiting);
		this.#backlogBytes += waiting.bytes;
		if (waiting.row?.kind === "update") this.#metrics.updateAccepted(waiting.row.data.length);
		this.#writing ??= this.#writeAll();
	}

	/** Waits for the queue to empty, at most `limitMs`; afterwards nothing is tried again. @returns rows left behind */
	async stop(limitMs: number): Promise<number> {
		let cancel = () => {};
		const timeIsUp = new Promise<void>((done) => {
			cancel = this.#options.clock.after(limitMs, done);
		});
		await Promise.race([this.#writing, timeIsUp]);
		cancel();
		this.#stopped = true;
		this.#wake?.();
		return this.backlog.rows;
	}

	async #writeAll(): Promise<void> {
		// what is added in this turn of the event loop belongs to one group
		await Promise.resolve();
		while (this.#waiting.length > 0 && !this.#stopped) {
			await this.#gather();
			const group = this.#nextGroup();
			this.#inFlight = group;
			const lost = new Set<Waiting>();
			await this.#insert(
				group.filter((waiting) => waiting.row !== null),
				lost,
			);
			if (this.#stopped && this.#failingSince !== null) break;
			this.#inFlight = [];
			const nowMs = performance.now();
			for (const waiting of group) {
				this.#backlogBytes -= waiting.bytes;
				waiting.recorder.settle(waiting.row !== null);
				if (lost.has(waiting) || waiting.recorder.isGone || !waiting.onCommitted) continue;
				waiting.onCommitted();
				this.#metrics.acknowledged(nowMs - waiting.sinceMs);
			}
		}
		this.#writing = null;
	}

	/** Waits until the last insert began long enough ago; in real time, whatever clock the rooms have. */
	async #gather(): Promise<void> {
		const restMs = this.#beganMs + INSERT_INTERVAL_MS - performance.now();
		if (restMs > 0) await pause(restMs);
		this.#beganMs = performance.now();
	}

	#nextGroup(): Waiting[] {
		let bytes = 0;
		let count = 0;
		for (const waiting of this.#waiting) {
			if (count > 0 && (count >= MAX_GROUP_ROWS || bytes + waiting.bytes > MAX_GROUP_BYTES)) break;
			bytes += waiting.bytes;
			count++;
		}
		return this.#waiting.splice(0, count);
	}

	/** Tries until the rows are in; a row that can never be is cut out by halving and replaced by an empty one. */
	async #insert(group: readonly Waiting[], lost: Set<Waiting>): Promise<void> {
		const { insert, failureOf, log } = this.#options;
		for (let tries = 1; ; tries++) {
			const rows = group.flatMap(({ recorder, row }) => (row && !recorder.isGone ? [row] : []));
			if (rows.length === 0) return;
			const begunMs = performance.now();
			try {
				await insert(rows);
				this.#metrics.committed(rows.length, performance.now() - begunMs);
				if (this.#failingSince !== null) log.info({ rows: rows.length }, "the database takes entries again");
				this.#failingSince = null;
				return;
			} catch (error) {
				const failure = failureOf(error);
				this.#metrics.commitFailed(failure);
				if (failure === "database") {
					this.#failingSince ??= this.#options.clock.now();
					const line = { err: error, tries, backlogBytes: this.#backlogBytes };
					if (tries >= LOUD_AFTER_TRIES) log.error(line, "entries cannot be written, trying on");
					else log.warn(line, "entries could not be written, trying again");
					await this.#pause(RETRY_DELAYS_MS[Math.min(tries, RETRY_DELAYS_MS.length) - 1] ?? 0);
					if (this.#stopped) return;
					continue;
				}
				if (group.length > 1) {
					const middle = group.length >> 1;
					await this.#insert(group.slice(0, middle), lost);
					await this.#insert(group.slice(middle), lost);
					return;
				}
				for (const waiting of group) await this.#giveUp(waiting, failure, error, lost);
				return;
			}
		}
	}

	async #giveUp(waiting: Waiting, failure: "row" | "session-gone", error: unknown, lost: Set<Waiting>): Promise<void> {
		const { row, recorder } = waiting;
		if (!row) return;
		lost.add(waiting);
		if (failure === "session-gone") return recorder.end();
		const { log } = this.#options;
		const ids = { sessionId: row.sessionId, writer: row.writer, seq: row.seq, bytes: row.data.length };
		log.error({ err: error, ...ids }, "an entry cannot be stored; an empty one takes its place");
		this.#metrics.quarantined(1);
		if (isEmpty(row)) return recorder.lose();
		// numbers must stay without gaps
		await this.#insert([{ ...waiting, row: { ...row, commandId: null, data: emptyData(row.kind) } }], lost);
		recorder.lose();
	}

	#pause(ms: number): Promise<void> {
		if (this.#stopped) return Promise.resolve();
		return new Promise((done) => {
			const cancel = this.#options.clock.after(ms, () => this.#wake?.());
			this.#wake = () => {
				cancel();
				this.#wake = null;
				done();
			};
		});
	}
}

/** A Yjs update of no structs and no deletions. */
const EMPTY_UPDATE = new Uint8Array([0, 0]);

function emptyData(kind: EntryKind): Uint8Array {
	return kind === "cursors" ? encodeCursors([], 0) : EMPTY_UPDATE;
}

function rowsIn(group: readonly Waiting[]): number {
	return group.reduce((rows, { row }) => rows + (row === null ? 0 : 1), 0);
}

function isEmpty(row: StoredEntry): boolean {
	return row.data.length <= EMPTY_UPDATE.length;
}
