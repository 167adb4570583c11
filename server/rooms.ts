// The open rooms of this node: loading, live, draining, gone, with one promise a room, so that nobody opens a session twice. A
// join while a room drains waits and loads anew; a load that fails refuses the room. Changes that routes make arrive here.
import { randomUUID } from "node:crypto";
import { Checkpoints } from "#server/checkpoints.ts";
import { type Clock, systemClock } from "#server/clock.ts";
import { CommitQueue } from "#server/commit-queue.ts";
import { listenForChanges } from "#server/db/changes.ts";
import { readRecording, type StoredRecording } from "#server/db/checkpoints.ts";
import type { Database } from "#server/db/client.ts";
import {
	appendEntries,
	appendEvent,
	failureOf,
	type Projection,
	readEventsAfter,
	registerWriter,
	type StoredEntry,
} from "#server/db/recordings.ts";
import { loadSession, openSeatRequests, type StoredSession } from "#server/db/sessions.ts";
import { foldStored } from "#server/fold-stored.ts";
import type { Logger } from "#server/log.ts";
import { type Census, type Metrics, NO_METRICS } from "#server/metrics.ts";
import { OpenRoom } from "#server/open-room.ts";
import { SharedDocument } from "#server/shared-document.ts";
import type { KnownSession } from "#server/watchers.ts";

type Slot =
	| { readonly state: "loading"; readonly room: Promise<OpenRoom | null> }
	| { readonly state: "live"; readonly room: OpenRoom }
	| { readonly state: "draining"; readonly done: Promise<void> };

/** Tries of one event after a failure of the database; then its command is answered with "unavailable". */
const EVENT_RETRY_DELAYS_MS = [50, 150, 400, 1_000] as const;
/** Pause before a changed session is read again after a failure. */
const REREAD_MS = 1_000;
/** How long a stop waits for the database to take what is not committed yet. */
const STOP_LIMIT_MS = 5_000;

export interface RoomsOptions {
	readonly db: Database;
	readonly log: Logger;
	readonly clock?: Clock;
	readonly metrics?: Metrics;
}

export class Rooms {
	readonly #db: Database;
	readonly #log: Logger;
	readonly #clock: Clock;
	readonly #metrics: Metrics;
	readonly #slots = new Map<string, Slot>();
	readonly #queue: CommitQueue;
	readonly #checkpoints: Checkpoints;
	readonly #eventWriterId = randomUUID();
	readonly #listening: ReturnType<typeof listenForChanges>;
	readonly #rereading = new Map<string, "once" | "again">();
	#registered: Promise<void> | null = null;
	#stopping = false;

	constructor({ db, log, clock = systemClock, metrics = NO_METRICS }: RoomsOptions) {
		this.#db = db;
		this.#log = log;
		this.#clock = clock;
		this.#metrics = metrics;
		this.#queue = new CommitQueue({
			writerId: randomUUID(),
			clock,
			log,
			insert: async (rows) => {
				await appendEntries(db, rows);
				this.#checkpoints.committed(rows);
			},
			failureOf,
			metrics,
		});
		const databaseUrl = db.pool.options.connectionString ?? "";
		this.#checkpoints = new Checkpoints({ databaseUrl, clock, log, metrics });
		this.#listening = listenForChanges({
			config: db.pool.options,
			clock,
			log,
			onChange: (sessionId) => void this.#readAgain(sessionId),
			onGap: () => {
				for (const sessionId of this.#slots.keys()) void this.#readAgain(sessionId);
			},
		});
	}

	/** No more joins and no more writes: the node stops. */
	get isStopping(): boolean {
		return this.#stopping;
	}

	/** What is there at this moment, counted. */
	census(): Census {
		const rooms = { loading: 0, live: 0, draining: 0 };
		const boards = { interviewer: 0, candidate: 0, observer: 0 };
		const sessions = { interviewer: 0, candidate: 0, observer: 0 };
		for (const slot of this.#slots.values()) {
			rooms[slot.state]++;
			if (slot.state !== "live") continue;
			const roles = slot.room.roles();
			for (const role of roles.boards) boards[role]++;
			for (const role of roles.sessions) sessions[role]++;
		}
		const { backlog, failingSince } = this.#queue;
		const databaseAwayMs = failingSince === null ? 0 : this.#clock.now() - failingSince;
		return { rooms, boards, sessions, backlogBytes: backlog.bytes, backlogRows: backlog.rows, databaseAwayMs };
	}

	/** Resolves when changes of sessions are heard. */
	get ready(): Promise<void> {
		return this.#listening.ready;
	}

	/**
	 * The room of a session, loaded if need be. Use it in the same turn: an unused one goes.
	 * @returns null when there is no such session, or none that takes sockets
	 * @throws Error when it cannot be loaded; the next call tries again
	 */
	async open(sessionId: string): Promise<OpenRoom | null> {
		for (;;) {
			if (this.#stopping) throw new Error("the server stops");
			const slot = this.#slots.get(sessionId);
			if (slot?.state === "live") return slot.room;
			if (slot?.state === "draining") {
				await slot.done;
				continue;
			}
			const room = slot?.room ?? this.#load(sessionId);
			if (!slot) this.#slots.set(sessionId, { state: "loading", room });
			return room;
		}
	}

	/** Takes no more, waits for the recording, and then ends every connection. Frames must not come in any more by now. */
	async close(): Promise<void> {
		this.#stopping = true;
		// neither is needed any more: a stop makes no checkpoints, the next opening folds what lies beyond the last one
		const still = [this.#listening.stop(), this.#checkpoints.stop()];
		const rooms = [...this.#slots.values()].flatMap((slot) => (slot.state === "live" ? [slot.room] : []));
		for (const room of rooms) room.end("unused");
		const left = await this.#queue.stop(STOP_LIMIT_MS);
		if (left > 0) this.#log.error({ entries: left }, "stopped with entries that the database did not take");
		// only now: who hears the goodbye has heard of everything that is saved
		for (const room of rooms) room.closeAll("restart");
		await Promise.all(still);
	}

	async #load(sessionId: string): Promise<OpenRoom | null> {
		const begunMs = performance.now();
		try {
			const room = await this.#fold(sessionId);
			if (room) this.#metrics.roomOpened(performance.now() - begunMs);
			if (room) this.#slots.set(sessionId, { state: "live", room });
			else this.#slots.delete(sessionId);
			return room;
		} catch (error) {
			this.#slots.delete(sessionId);
			this.#log.error({ err: error, sessionId }, "a room could not be loaded");
			throw error;
		}
	}

	async #fold(sessionId: string): Promise<OpenRoom | null> {
		await this.#registerWriters();
		const stored = await loadSession(this.#db, sessionId);
		if (!stored || stored.sample) return null;
		const [known, recording] = await Promise.all([this.#knownOf(stored), this.#foldRecording(sessionId)]);
		const { document, events, at, lastSeqs, tail } = recording;
		const [lastSeq = 0, lastEventSeq = 0] = lastSeqs;
		const log = this.#log.child({ sessionId });
		const room = await OpenRoom.load({
			known,
			createdAtMs: stored.createdAtMs,
			document,
			events,
			lastEntryAt: at,
			queue: this.#queue,
			lastSeq,
			lastEventSeq,
			eventWriterId: this.#eventWriterId,
			store: (row, projection) => this.#storeEvent(row, projection),
			eventsAfter: (eventNo) => readEventsAfter(this.#db, sessionId, eventNo),
			clock: this.#clock,
			log,
			onEnd: (why) => this.#drain(sessionId, why),
		});
		const tailBytes = tail.reduce((sum, { data }) => sum + data.length, 0);
		this.#checkpoints.opened(sessionId, { updates: tail.length, bytes: tailBytes });
		return room;
	}

	/** The document and what else the recording says. @throws Error when it cannot be folded: never an empty board instead */
	async #foldRecording(sessionId: string): Promise<StoredRecording & { document: SharedDocument }> {
		const writers = [this.#queue.writerId, this.#eventWriterId];
		const { stored, folded, rejected } = await foldStored(
			(passOver) => readRecording(this.#db, sessionId, writers, passOver),
			SharedDocument.fold,
		);
		const { document, quarantined } = folded;
		if (rejected.length > 0) this.#log.error({ sessionId, rejected }, "checkpoints were passed over");
		if (quarantined > 0) {
			this.#metrics.quarantined(quarantined);
			this.#log.error({ sessionId, quarantined }, "updates of the recording could not be applied");
		}
		return { ...stored, document };
	}

	/** Both writers of this node; a failure is tried again by the next load. */
	#registerWriters(): Promise<void> {
		this.#registered ??= Promise.all([
			registerWriter(this.#db, this.#queue.writerId),
			registerWriter(this.#db, this.#eventWriterId),
		]).then(
			() => {},
			(error: unknown) => {
				this.#registered = null;
				throw error;
			},
		);
		return this.#registered;
	}

	async #knownOf({ facts, title, pack, participants }: StoredSession): Promise<KnownSession> {
		return { facts, title, pack, participants, seatRequests: await openSeatRequests(this.#db, facts.id) };
	}

	async #storeEvent(
		row: StoredEntry,
		projection: Projection,
	): Promise<"appended" | "taken" | "unavailable" | { answered: true }> {
		for (const delayMs of [...EVENT_RETRY_DELAYS_MS, null]) {
			try {
				return await appendEvent(this.#db, row, projection);
			} catch (error) {
				const failure = failureOf(error);
				this.#log.warn({ err: error, sessionId: row.sessionId, failure }, "an event could not be stored");
				if (failure === "session-gone") this.#live(row.sessionId)?.end("gone");
				if (failure !== "database" || delayMs === null) return "unavailable";
				await new Promise<void>((done) => this.#clock.after(delayMs, done));
			}
		}
		return "unavailable";
	}

	#drain(sessionId: string, why: "unused" | "gone" | "lost"): void {
		const room = this.#live(sessionId);
		if (!room) return;
		this.#log.debug({ sessionId, why }, "a room is left");
		this.#metrics.roomEvicted(why);
		const done = (why === "gone" ? Promise.resolve() : room.drained()).then(() => {
			this.#slots.delete(sessionId);
			if (why === "gone") this.#checkpoints.forget(sessionId);
			else this.#checkpoints.left(sessionId);
		});
		this.#slots.set(sessionId, { state: "draining", done });
	}

	#live(sessionId: string): OpenRoom | null {
		const slot = this.#slots.get(sessionId);
		return slot?.state === "live" ? slot.room : null;
	}

	/** Reads a changed session, once more if it changes meanwhile: an older answer never overwrites a newer one. */
	async #readAgain(sessionId: string): Promise<void> {
		const slot = this.#slots.get(sessionId);
		if (!slot || slot.state === "draining" || this.#stopping) return;
		if (this.#rereading.has(sessionId)) {
			this.#rereading.set(sessionId, "again");
			return;
		}
		this.#rereading.set(sessionId, "once");
		try {
			const room = await slot.room;
			const stored = await loadSession(this.#db, sessionId);
			if (stored) room?.learn(await this.#knownOf(stored));
			else room?.end("gone");
		} catch (error) {
			this.#log.warn({ err: error, sessionId }, "a changed session could not be read, trying again");
			this.#clock.after(REREAD_MS, () => void this.#readAgain(sessionId));
		}
		const again = this.#rereading.get(sessionId) === "again";
		this.#rereading.delete(sessionId);
		if (again) await this.#readAgain(sessionId);
	}
}
