// What the server's parts say of themselves while they work, in narrow verbs, and what an operator may count of it. Whoever
// works is handed a Metrics and knows nothing of how it is counted (server/prometheus.ts); NO_METRICS counts nothing. No session,
// no person and no address is ever told here: only sizes, durations and reasons from fixed lists.
import { CLOSE, type CloseReason } from "#core/protocol.ts";
import type { Role } from "#core/session.ts";

/** Answers to an upgrade that is refused before there is a socket to close. */
const STATUSES = ["notSignedIn", "addressFull", "wrongOrigin", "stopping"] as const;
/** Why somebody got a no: such an answer, or a close code. */
export type RefusalReason = CloseReason | (typeof STATUSES)[number];
export const REFUSAL_REASONS: readonly RefusalReason[] = [...(Object.keys(CLOSE) as CloseReason[]), ...STATUSES];

/** Why a room left the memory: nobody needs it, its session was deleted, or memory and recording differ. */
export const EVICTION_REASONS = ["unused", "gone", "lost"] as const;
type EvictionReason = (typeof EVICTION_REASONS)[number];

/** Why an insert failed: the database is away or busy, a row is not acceptable, or the session was deleted. */
export const FAILURES = ["database", "row", "session-gone"] as const;
type Failure = (typeof FAILURES)[number];

export interface Metrics {
	/** A frame of a board socket came. */
	received(bytes: number): void;
	/** A frame went to one board socket. */
	sent(bytes: number): void;
	/** An update was applied and waits for its commit. */
	updateAccepted(bytes: number): void;
	refused(reason: RefusalReason): void;
	/** Presence was not passed on, because it came too often. */
	presenceDropped(): void;
	/** A group of entries is in the database. */
	committed(rows: number, ms: number): void;
	/** An insert did not go through; "database" is tried again. */
	commitFailed(failure: Failure): void;
	/** A sync frame's place is committed, that long after the frame took it. */
	acknowledged(ms: number): void;
	/** A reader that was too slow was cut. */
	consumerCut(): void;
	/** A peer that gave no sign of life was cut. */
	peerDied(): void;
	roomOpened(ms: number): void;
	roomEvicted(why: EvictionReason): void;
	/** An update of a recording could not be applied, or an entry not stored. */
	quarantined(entries: number): void;
	/** A checkpoint was built and verified. */
	checkpointed(ms: number): void;
	/** A checkpoint could not be built, or did not verify. */
	checkpointFailed(): void;
}

/** What is counted by looking, at the moment somebody asks. */
export interface Census {
	readonly rooms: Readonly<Record<"loading" | "live" | "draining", number>>;
	/** sockets by the role of who holds them */
	readonly boards: Readonly<Record<Role, number>>;
	readonly sessions: Readonly<Record<Role, number>>;
	/** what waits for the database */
	readonly backlogBytes: number;
	readonly backlogRows: number;
	/** how long no insert has gone through; 0 while all is well */
	readonly databaseAwayMs: number;
}

const nothing = () => {};

export const NO_METRICS: Metrics = {
	received: nothing,
	sent: nothing,
	updateAccepted: nothing,
	refused: nothing,
	presenceDropped: nothing,
	committed: nothing,
	commitFailed: nothing,
	acknowledged: nothing,
	consumerCut: nothing,
	peerDied: nothing,
	roomOpened: nothing,
	roomEvicted: nothing,
	quarantined: nothing,
	checkpointed: nothing,
	checkpointFailed: nothing,
};
