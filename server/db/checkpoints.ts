// Checkpoints in Postgres, and what opening a session reads: the newest checkpoint that holds what it says, and the tail, which is
// every entry beyond the checkpoint's map of writers, whenever it became visible. All of it is read in one snapshot. Nothing here
// knows what an update means; a checkpoint is a cache of the recording and is thrown away at the first doubt.
import { createHash } from "node:crypto";
import type pg from "pg";
import * as z from "zod/mini";
import type { Entry } from "#core/recording.ts";
import type { Database } from "./client.ts";
import { type EntryRow, failureOf, highestSeq, limited, MAX_INT, toEntry } from "./recordings.ts";

export interface Checkpoint {
	readonly no: number;
	/** one Yjs update */
	readonly state: Uint8Array;
	/** writer -> highest number folded into the state; whoever is not in it has nothing in the state */
	readonly seqs: Readonly<Record<string, number>>;
	/** client id -> id of the participant who may extend it */
	readonly owners: Readonly<Record<string, string>>;
	/** the largest time among the entries folded, ms since the session was created */
	readonly at: number;
	/** how many updates were folded, from the first on */
	readonly updates: number;
}

/** A document as it is stored: fold the tail onto the checkpoint. */
export interface StoredDocument {
	/** null: the tail is the whole recording */
	readonly checkpoint: Checkpoint | null;
	/** the updates that are not in the checkpoint, in the order of a replay */
	readonly tail: readonly Pick<Entry, "author" | "heals" | "data">[];
	/** writer -> highest number read; a number after a gap is not read */
	readonly seqs: Readonly<Record<string, number>>;
	/** the largest time of all entries */
	readonly at: number;
	/** checkpoints that were passed over, and why */
	readonly rejected: readonly { readonly no: number; readonly reason: string }[];
}

export interface StoredRecording extends StoredDocument {
	/** in the order of their numbers */
	readonly events: readonly Entry[];
	/** highest numbers of the writers that were asked for, in their order; 0 for none */
	readonly lastSeqs: readonly number[];
}

/** What a room opens with. `passOver`: checkpoints that could not be used although they looked sound. */
export async function readRecording(
	db: Pick<Database, "pool">,
	sessionId: string,
	writers: readonly string[],
	passOver: ReadonlySet<number>,
): Promise<StoredRecording> {
	return inSnapshot(db.pool, async (client) => {
		const document = await readDocument(client, sessionId, passOver);
		const events = await client.query<EntryRow>(
			limited("select * from entry where session_id = $1 and event_no is not null order by event_no", [sessionId]),
		);
		const lastSeqs: number[] = [];
		for (const writer of writers) lastSeqs.push(await highestSeq(client, sessionId, writer));
		return { ...document, events: events.rows.flatMap(toEntry), lastSeqs };
	});
}

/** What a new checkpoint is made from. */
export async function readStoredDocument(
	db: Pick<Database, "pool">,
	sessionId: string,
	passOver: ReadonlySet<number>,
): Promise<StoredDocument> {
	return inSnapshot(db.pool, (client) => readDocument(client, sessionId, passOver));
}

/**
 * Stores a checkpoint and lets go of all but the one that it was made from (`base`, null: from the recording alone).
 * @returns false when another node was faster, or the session was deleted
 */
export async function storeCheckpoint(
	db: Pick<Database, "pool">,
	sessionId: string,
	made: Omit<Checkpoint, "no">,
	base: number | null,
): Promise<boolean> {
	const newest = await db.pool.query<{ no: number }>(
		limited("select coalesce(max(no), 0)::int as no from checkpoint where session_id = $1", [sessionId]),
	);
	const checkpoint = { ...made, no: (newest.rows[0]?.no ?? 0) + 1 };
	const { no, state, seqs, owners, at, updates } = checkpoint;
	const values = [sessionId, no, state, JSON.stringify(seqs), JSON.stringify(owners), at, updates];
	try {
		const sum = sumOf(sessionId, checkpoint);
		const stored = await db.pool.query(limited(STORE, [...values, sum, base]));
		return stored.rowCount === 1;
	} catch (error) {
		if (failureOf(error) === "session-gone") return false;
		throw error;
	}
}

// ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────
async function inSnapshot<T>(pool: Pick<pg.Pool, "connect">, read: (client: pg.PoolClient) => Promise<T>): Promise<T> {
	const client = await pool.connect();
	try {
		await client.query("begin isolation level repeatable read read only");
		const result = await read(client);
		await client.query("commit");
		client.release();
		return result;
	} catch (error) {
		// a connection in an unknown state is not used again
		client.release(true);
		throw error;
	}
}

async function readDocument(
	client: pg.PoolClient,
	sessionId: string,
	passOver: ReadonlySet<number>,
): Promise<StoredDocument> {
	const { checkpoint, rejected } = await newestSound(client, sessionId, passOver);
	const seqs = checkpoint?.seqs ?? {};
	const { rows } = await client.query<BeyondRow>(limited(BEYOND, [sessionId, JSON.stringify(seqs)]));
	return {
		checkpoint,
		tail: rows.flatMap(({ author, heals, data }) => (data ? [{ author, heals, data }] : [])),
		seqs: extended(seqs, rows),
		at: rows.reduce((largest, { at }) => Math.max(largest, Number(at)), checkpoint?.at ?? 0),
		rejected,
	};
}

/** The map with what was read beyond it, for each writer up to the first number that is missing. */
function extended(seqs: Checkpoint["seqs"], rows: readonly BeyondRow[]): Record<string, number> {
	const numbers = new Map<string, number[]>();
	for (const { writer, seq } of rows) {
		const own = numbers.get(writer);
		if (own) own.push(seq);
		else numbers.set(writer, [seq]);
	}
	const result: Record<string, number> = { ...seqs };
	for (const [writer, own] of numbers) {
		let highest = result[writer] ?? 0;
		for (const seq of own.sort((a, b) => a - b)) {
			if (seq !== highest + 1) break;
			highest = seq;
		}
		result[writer] = highest;
	}
	return result;
}

/** Newest first, the first that is what was stored and speaks of entries that are there. */
async function newestSound(
	client: pg.PoolClient,
	sessionId: string,
	passOver: ReadonlySet<number>,
): Promise<Pick<StoredDocument, "checkpoint" | "rejected">> {
	const rejected: { no: number; reason: string }[] = [];
	for (let below = MAX_INT; ; ) {
		const { rows } = await client.query<CheckpointRow>(limited(NEWEST, [sessionId, below, [...passOver]]));
		const [row] = rows;
		if (!row) return { checkpoint: null, rejected };
		const read = readCheckpoint(sessionId, row);
		const reason = typeof read === "string" ? read : await whatIsMissing(client, sessionId, read);
		if (typeof read !== "string" && reason === null) return { checkpoint: read, rejected };
		rejected.push({ no: row.no, reason: reason ?? "it cannot be read" });
		below = row.no;
	}
}

/** @returns what is wrong with it when it is not what was stored */
function readCheckpoint(sessionId: string, row: CheckpointRow): Checkpoint | string {
	const maps = mapsSchema.safeParse({ seqs: row.seqs, owners: row.owners });
	if (!maps.success) return "its maps cannot be read";
	const { no, state, updates } = row;
	const checkpoint = { no, state, ...maps.data, at: Number(row.at), updates };
	return row.sha256.equals(sumOf(sessionId, checkpoint)) ? checkpoint : "it was damaged";
}

/** A recording that was restored from an older copy than its checkpoints: the recording is right. */
async function whatIsMissing(client: pg.PoolClient, sessionId: string, { seqs }: Checkpoint): Promise<string | null> {
	const { rows } = await client.query<{ writer: string }>(limited(MISSING, [sessionId, JSON.stringify(seqs)]));
	return rows[0] ? `it holds entries of writer ${rows[0].writer} that the recording does not` : null;
}

/** Over everything a checkpoint holds; Postgres does not keep the order of JSON keys. */
function sumOf(sessionId: string, { no, state, seqs, owners, at, updates }: Checkpoint): Buffer {
	const sorted = (map: Readonly<Record<string, unknown>>) => Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash("sha256")
		.update(JSON.stringify([sessionId, no, sorted(seqs), sorted(owners), at, updates]))
		.update(state)
		.digest();
}

const mapsSchema = z.object({
	seqs: z.record(z.string(), z.int()),
	owners: z.record(z.string(), z.string()),
});

interface CheckpointRow {
	no: number;
	state: Buffer;
	seqs: unknown;
	owners: unknown;
	at: string;
	updates: number;
	sha256: Buffer;
}

interface BeyondRow {
	writer: string;
	seq: number;
	at: string;
	author: string | null;
	heals: boolean;
	/** null for what is no update */
	data: Buffer | null;
}

/** With $9, the one before, two are kept. */
const STORE = `
	with stored as (
		insert into checkpoint (session_id, no, state, seqs, owners, at, updates, sha256)
		values ($1, $2, $3, $4, $5, $6, $7, $8)
		on conflict do nothing returning no
	), gone as (
		delete from checkpoint using stored
		where session_id = $1 and checkpoint.no < stored.no and checkpoint.no is distinct from $9
	)
	select no from stored`;

const NEWEST = `
	select no, state, seqs, owners, at, updates, sha256 from checkpoint
	where session_id = $1 and no < $2 and no <> all ($3::int[]) order by no desc limit 1`;

const MISSING = `
	select known.key as writer from jsonb_each_text($2::jsonb) known
	where not exists (
		select from entry where session_id = $1 and writer = known.key and seq = known.value::int
	) limit 1`;

/** One look at the index for each writer, whatever the length of the recording: "offset 0" keeps the planner from reading all of it. */
const BEYOND = `
	with recursive seen(writer) as (
		(select writer from entry where session_id = $1 order by writer limit 1)
		union all
		select (select e.writer from entry e where e.session_id = $1 and e.writer > seen.writer order by e.writer limit 1)
		from seen where seen.writer is not null
	)
	select e.writer, e.seq, e.at, e.author, e.heals, case e.kind when 'update' then e.data end as data
	from seen
	left join jsonb_each_text($2::jsonb) known on known.key = seen.writer
	cross join lateral (
		select * from entry where session_id = $1 and writer = seen.writer and seq > coalesce(known.value::int, 0) offset 0
	) e
	order by e.at, e.writer collate "C", e.seq`;
