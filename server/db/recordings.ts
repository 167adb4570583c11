// The recording in Postgres: writers, entries, and the projection of a session's events that lists show. Entries go in and come
// out as core/recording.ts knows them. It decides nothing: what is appended and when is said by recorder and session machine.
import type pg from "pg";
import type { SegmentId } from "#core/framework.ts";
import { ENTRY_KINDS, type Entry, type EntryKind } from "#core/recording.ts";
import { AUDIENCES, type Audience, type Phase } from "#core/session.ts";
import type { Database } from "#server/db/client.ts";

export type StoredEntry = Entry & { readonly sessionId: string };

/** What lists show of a session; written in the statement that appends an event. */
export interface Projection {
	readonly phase: Phase;
	readonly startedAt: number | null;
	readonly endedAt: number | null;
	readonly walk: Readonly<Partial<Record<SegmentId, number>>>;
	readonly replayShared: boolean;
	readonly published: boolean;
}

/** Longer than any insert takes; after it the same rows are sent again, which is harmless. */
const QUERY_TIMEOUT_MS = 15_000;
/** Largest value of a Postgres integer. */
export const MAX_INT = 2_147_483_647;

export async function registerWriter(db: Pick<Database, "pool">, writerId: string): Promise<void> {
	await db.pool.query("insert into writer (id) values ($1) on conflict do nothing", [writerId]);
}

const APPEND = `
	insert into entry (session_id, writer, seq, at, kind, author, audience, event_no, command_id, heals, data)
	select * from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::int[],
		$9::text[], $10::boolean[], $11::bytea[])
	on conflict (session_id, writer, seq) do nothing`;

/**
 * Appends entries in one statement; those that are already there (a retry) are left alone.
 * @throws Error when a row that is there under the same key holds something else
 */
export async function appendEntries(db: Pick<Database, "pool">, rows: readonly StoredEntry[]): Promise<void> {
	if (rows.length === 0) return;
	const result = await db.pool.query(
		limited(APPEND, [
			rows.map((row) => row.sessionId),
			rows.map((row) => row.writer),
			rows.map((row) => row.seq),
			rows.map((row) => row.at),
			rows.map((row) => row.kind),
			rows.map((row) => row.author),
			rows.map((row) => row.audience),
			rows.map((row) => row.eventNo),
			rows.map((row) => row.commandId),
			rows.map((row) => row.heals),
			rows.map((row) => row.data),
		]),
	);
	if (result.rowCount !== rows.length) await compareWithStored(db, rows);
}

async function compareWithStored(db: Pick<Database, "pool">, rows: readonly StoredEntry[]): Promise<void> {
	const stored = await db.pool.query<EntryRow>(
		limited(
			`select e.* from entry e join unnest($1::text[], $2::text[], $3::int[]) as k(session_id, writer, seq) using (session_id, writer, seq)`,
			[rows.map((row) => row.sessionId), rows.map((row) => row.writer), rows.map((row) => row.seq)],
		),
	);
	const byKey = new Map(stored.rows.map((row) => [`${row.session_id} ${row.writer} ${row.seq}`, row]));
	for (const row of rows) {
		const there = byKey.get(`${row.sessionId} ${row.writer} ${row.seq}`);
		if (!there?.data.equals(row.data)) {
			throw new Error(`entry ${row.seq} of writer ${row.writer} is already there and holds something else`);
		}
	}
}

const APPEND_EVENT = `
	with appended as (
		insert into entry (session_id, writer, seq, at, kind, author, audience, event_no, command_id, data)
		values ($1, $2, $3, $4, 'event', $5, $6, $7, $8, $9)
		on conflict do nothing
		returning session_id
	)
	update session set phase = $10, started_at = $11, ended_at = $12, walk = $13, replay_shared = $14,
		published = $15
	from appended where session.id = appended.session_id`;

/**
 * Appends one event with its projection, in one statement.
 * @returns "taken" when another event has this number, `answered` when this command is already in the recording
 */
export async function appendEvent(
	db: Pick<Database, "pool">,
	row: StoredEntry,
	projection: Projection,
): Promise<"appended" | "taken" | { answered: true }> {
	const capped = (ms: number | null) => (ms === null ? null : Math.min(Math.round(ms), MAX_INT));
	const result = await db.pool.query(
		limited(APPEND_EVENT, [
			row.sessionId,
			row.writer,
			row.seq,
			row.at,
			row.author,
			row.audience,
			row.eventNo,
			row.commandId,
			row.data,
			projection.phase,
			capped(projection.startedAt),
			capped(projection.endedAt),
			JSON.stringify(projection.walk),
			projection.replayShared,
			projection.published,
		]),
	);
	if (result.rowCount === 1) return "appended";
	const there = await db.pool.query<EntryRow>(
		limited(
			"select * from entry where session_id = $1 and ((writer = $2 and seq = $3) or event_no = $4 or command_id = $5)",
			[row.sessionId, row.writer, row.seq, row.eventNo, row.commandId],
		),
	);
	// a retry whose first try went through without our hearing of it
	const own = there.rows.find((stored) => stored.writer === row.writer && stored.seq === row.seq);
	if (own && own.event_no === row.eventNo && own.data.equals(row.data)) return "appended";
	if (row.commandId !== null && there.rows.some((stored) => stored.command_id === row.commandId)) {
		return { answered: true };
	}
	return "taken";
}

/** All entries of a session in the order of a replay. */
export async function readEntries(db: Pick<Database, "pool">, sessionId: string): Promise<Entry[]> {
	const result = await db.pool.query<EntryRow>(
		`select * from entry where session_id = $1 order by at, writer collate "C", seq`,
		[sessionId],
	);
	return result.rows.flatMap(toEntry);
}

/** The events that came after `eventNo`, in their order. */
export async function readEventsAfter(
	db: Pick<Database, "pool">,
	sessionId: string,
	eventNo: number,
): Promise<Entry[]> {
	const result = await db.pool.query<EntryRow>(
		limited("select * from entry where session_id = $1 and event_no > $2 order by event_no", [sessionId, eventNo]),
	);
	return result.rows.flatMap(toEntry);
}

export async function highestSeq(
	connection: pg.Pool | pg.PoolClient,
	sessionId: string,
	writer: string,
): Promise<number> {
	const result = await connection.query<{ seq: number }>(
		"select coalesce(max(seq), 0)::int as seq from entry where session_id = $1 and writer = $2",
		[sessionId, writer],
	);
	return result.rows[0]?.seq ?? 0;
}

/** What a failed insert means: the database is away or busy, a row is not acceptable, or the session was deleted. */
export function failureOf(error: unknown): "database" | "row" | "session-gone" {
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	// a missing writer is no fault of the row: somebody emptied the table
	if (code === "23503") return constraintOf(error).includes("session") ? "session-gone" : "database";
	// data exceptions, broken constraints, limits of a row
	if (/^(21|22|23|54)/.test(code)) return "row";
	if (error instanceof Error && /holds something else$/.test(error.message)) return "row";
	return "database";
}

function constraintOf(error: unknown): string {
	return error instanceof Error && "constraint" in error ? String(error.constraint) : "";
}

export interface EntryRow {
	session_id: string;
	writer: string;
	seq: number;
	/** bigint: pg gives a string */
	at: string;
	kind: string;
	author: string | null;
	audience: string;
	event_no: number | null;
	command_id: string | null;
	heals: boolean;
	data: Buffer;
}

/** A kind or an audience of a later version is skipped: nobody could read it. */
export function toEntry(row: EntryRow): Entry[] {
	const kind: EntryKind | undefined = ENTRY_KINDS.find((known) => known === row.kind);
	const audience: Audience | undefined = AUDIENCES.find((known) => known === row.audience);
	if (!kind || !audience) return [];
	return [
		{
			writer: row.writer,
			seq: row.seq,
			at: Number(row.at),
			kind,
			author: row.author,
			audience,
			eventNo: row.event_no,
			commandId: row.command_id,
			heals: row.heals,
			data: row.data,
		},
	];
}

/** A query that gives up instead of waiting for a database that no longer answers. */
export function limited(text: string, values: unknown[]): pg.QueryConfig & { query_timeout: number } {
	return { text, values, query_timeout: QUERY_TIMEOUT_MS };
}
