// Checkpoints: made from what the database holds, used when a session is opened, passed over when in doubt.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { buildCheckpoint } from "#server/build-checkpoint.ts";
import { CheckpointThread } from "#server/checkpoint-thread.ts";
import { CHECKPOINT_BYTES, CHECKPOINT_UPDATES } from "#server/checkpoints.ts";
import { systemClock } from "#server/clock.ts";
import { readRecording, storeCheckpoint } from "#server/db/checkpoints.ts";
import { randomId } from "#server/db/random-id.ts";
import { appendEntries, registerWriter, type StoredEntry } from "#server/db/recordings.ts";

import { foldDocument } from "#server/fold-document.ts";
import { foldStored } from "#server/fold-stored.ts";
import type { OpenRoom } from "#server/open-room.ts";
import { Rooms } from "#server/rooms.ts";
import { change, type Seats, seatPeople, syncFrame } from "#tests/helpers/seats.ts";
import { seeded } from "#tests/helpers/seeded.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

let server: TestServer;
let seats: Seats;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
	server = await startTestServer();
});
beforeEach(async () => {
	seats = await seatPeople(server.database);
	server.logged.length = 0;
});
afterEach(async () => {
	for (const close of closing.splice(0)) await close();
});
afterAll(() => server?.stop());

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });
const query = async (sql: string, values: unknown[] = []) => (await server.database.pool.query(sql, values)).rows;

/** Two people draw by turns, each on the own copy. @returns their updates, in order */
function drawn(count: number, seed: number): Uint8Array[] {
	const random = seeded(seed);
	const below = (end: number) => Math.floor(random() * end);
	const updates: Uint8Array[] = [];
	const docs = [new Y.Doc(), new Y.Doc()];
	for (const [index, doc] of docs.entries()) {
		doc.clientID = 1_000 * seed + index;
		doc.on("update", (update: Uint8Array, origin: unknown) => {
			if (origin === "other") return;
			updates.push(update);
			for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, "other");
		});
	}
	while (updates.length < count) {
		const doc = docs[below(2)] ?? new Y.Doc();
		const records = doc.getMap<Y.Map<unknown>>("records");
		const ids = [...records.keys()];
		const id = ids[below(ids.length)];
		const map = id === undefined ? undefined : records.get(id);
		const dice = random();
		if (!map || dice < 0.15) records.set(`shape${updates.length}`, new Y.Map([["pts", new Y.Text()]]));
		else if (dice < 0.5) (map.get("pts") as Y.Text).insert(0, "abcd");
		else if (dice < 0.95) map.set("xy", [below(100), below(100)]);
		else if (id !== undefined) records.delete(id);
	}
	return updates;
}

/** Appends updates under a writer, numbered from the one after its last. */
class Hand {
	readonly writer = randomId();
	#seq = 0;
	#at = 0;

	rows(updates: readonly Uint8Array[], { at }: { at?: number } = {}): StoredEntry[] {
		return updates.map((data) => {
			this.#seq++;
			this.#at = at ?? this.#at + 25;
			const author = this.#seq % 2 === 0 ? seats.candidate.participantId : seats.interviewer.participantId;
			return {
				...{ sessionId: seats.sessionId, writer: this.writer, seq: this.#seq, at: this.#at, author, data },
				...{ kind: "update", audience: "all", eventNo: null, commandId: null, heals: false },
			};
		});
	}

	async write(updates: readonly Uint8Array[], options: { at?: number } = {}): Promise<void> {
		await registerWriter(server.database, this.writer);
		await appendEntries(server.database, this.rows(updates, options));
	}
}

/** What a room opens with. */
async function opened() {
	const { stored, folded, rejected } = await foldStored(
		(passOver) => readRecording(server.database, seats.sessionId, [], passOver),
		foldDocument,
	);
	const { doc, owners, quarantined } = folded;
	return {
		from: stored.checkpoint?.no ?? null,
		tail: stored.tail.length,
		rejected: rejected.map(({ no }) => no),
		quarantined,
		shows: {
			records: doc.getMap("records").toJSON(),
			snapshot: Y.encodeSnapshot(Y.snapshot(doc)),
			owners: owners.toJSON(),
			at: stored.at,
			seqs: stored.seqs,
		},
	};
}

/** The same from the whole recording, as if there had never been a checkpoint. */
async function openedWithout() {
	const kept = await query("delete from checkpoint where session_id = $1 returning *", [seats.sessionId]);
	const without = await opened();
	expect(without.from).toBeNull();
	for (const row of kept) {
		await query(
			"insert into checkpoint (session_id, no, state, seqs, owners, at, updates, sha256) values ($1, $2, $3, $4, $5, $6, $7, $8)",
			[
				row.session_id,
				row.no,
				row.state,
				JSON.stringify(row.seqs),
				JSON.stringify(row.owners),
				row.at,
				row.updates,
				row.sha256,
			],
		);
	}
	return without.shows;
}

const numbers = async () =>
	(await query("select no from checkpoint where session_id = $1 order by no", [seats.sessionId])).map(({ no }) => no);

async function damage(sql: string): Promise<void> {
	await query(`update checkpoint set ${sql} where session_id = $1 and no = 2`, [seats.sessionId]);
}

/** As tests/server/rooms.test.ts: a room in this process, and connections that the test holds in its hands. */
function newRooms(): Rooms {
	const rooms = new Rooms({ db: server.database, log: server.log });
	closing.push(() => rooms.close());
	return rooms;
}

async function enter(room: OpenRoom | null) {
	if (!room) throw new Error("there is no such session");
	const connection = { send: () => {}, close() {}, bufferedAmount: 0 };
	const member = room.join({ connection, ...seats.candidate, acknowledges: false });
	if (!member) throw new Error("the room takes nobody");
	room.room.receive(member, syncFrame(1, new Uint8Array([0, 0])));
	return { member, draw: (update: Uint8Array) => room.room.receive(member, syncFrame(2, update)) };
}

describe("a checkpoint", () => {
	test.each([1, 2, 3])(
		"[R10] a session opens from a checkpoint with what its whole recording says: board, owners, time and numbers (seed %i)",
		async (seed) => {
			const updates = drawn(600, seed);
			const random = seeded(seed);
			const hands = [new Hand(), new Hand()];
			let from = 0;
			for (let round = 0; from < updates.length; round++) {
				const to = from + 1 + Math.floor(random() * 150);
				await hands[round % 2]?.write(updates.slice(from, to), { at: to * 20 });
				from = to;
				if (random() < 0.8) expect((await buildCheckpoint(server.database, seats.sessionId)).outcome).toBe("stored");
				const now = await opened();
				expect(now.shows).toEqual(await openedWithout());
			}
			expect((await opened()).from).toBeGreaterThan(2);
			const whole = new Y.Doc();
			for (const update of updates) Y.applyUpdate(whole, update);
			expect((await opened()).shows.records).toEqual(whole.getMap("records").toJSON());
		},
	);

	test("[R10] entries that become visible late, with earlier times and behind a gap, are not missed", async () => {
		const updates = drawn(60, 4);
		const [early, late] = [new Hand(), new Hand()];
		const rows = early.rows(updates.slice(0, 20));
		await registerWriter(server.database, early.writer);
		// another node's insert is not visible yet, and of ours the last but one
		const hidden = late.rows(updates.slice(20, 40), { at: 1 });
		await appendEntries(server.database, [...rows.slice(0, 18), ...rows.slice(19)]);
		expect((await buildCheckpoint(server.database, seats.sessionId)).outcome).toBe("stored");
		expect((await opened()).shows.seqs[early.writer]).toBe(18);
		await appendEntries(server.database, rows.slice(18, 19));
		await registerWriter(server.database, late.writer);
		await appendEntries(server.database, hidden);
		await late.write(updates.slice(40), { at: 2_000 });
		const now = await opened();
		expect(now.from).toBe(1);
		expect(now.tail).toBe(2 + 40);
		expect(now.shows).toEqual(await openedWithout());
		const whole = new Y.Doc();
		for (const update of updates) Y.applyUpdate(whole, update);
		expect(now.shows.records).toEqual(whole.getMap("records").toJSON());
	});

	test("[R10] an entry that heals gives its author no ids, before and after a checkpoint", async () => {
		const [first, second] = [new Y.Doc(), new Y.Doc()];
		const hand = new Hand();
		await registerWriter(server.database, hand.writer);
		const [healed] = hand.rows([change(first, "a", "1")]);
		const [own] = hand.rows([change(second, "b", "1")]);
		await appendEntries(server.database, [{ ...healed!, heals: true }, own!]);
		await buildCheckpoint(server.database, seats.sessionId);
		expect((await opened()).shows.owners).toEqual({ [second.clientID]: own!.author });
		// its owner comes back and goes on drawing
		await hand.write([change(first, "a", "2")]);
		const now = await opened();
		expect(now.from).toBe(1);
		expect(Object.keys(now.shows.owners).sort()).toEqual([`${first.clientID}`, `${second.clientID}`].sort());
		expect(now.shows).toEqual(await openedWithout());
	});

	test("[R12] the newest and the one that it was made from are kept, and go with their session", async () => {
		const hand = new Hand();
		for (const update of drawn(4, 5)) {
			await hand.write([update]);
			await buildCheckpoint(server.database, seats.sessionId);
		}
		expect(await numbers()).toEqual([3, 4]);
		expect((await buildCheckpoint(server.database, seats.sessionId)).outcome).toBe("nothing-new");
		await server.database.prisma.session.delete({ where: { id: seats.sessionId } });
		expect(await numbers()).toEqual([]);
		const made = { state: new Uint8Array([0, 0]), seqs: {}, owners: {}, at: 0, updates: 0 };
		expect(await storeCheckpoint(server.database, seats.sessionId, made, null)).toBe(false);
	});

	test("[R12] of two nodes that make one at once, one is stored", async () => {
		await new Hand().write(drawn(20, 6));
		const outcomes = await Promise.all([1, 2, 3].map(() => buildCheckpoint(server.database, seats.sessionId)));
		const stored = outcomes.filter(({ outcome }) => outcome === "stored");
		expect(stored.length).toBeGreaterThanOrEqual(1);
		expect((await opened()).shows).toEqual(await openedWithout());
	});
});

describe("a checkpoint that cannot be used", () => {
	beforeEach(async () => {
		const updates = drawn(90, 7);
		const hand = new Hand();
		for (const from of [0, 30]) {
			await hand.write(updates.slice(from, from + 30));
			await buildCheckpoint(server.database, seats.sessionId);
		}
		await hand.write(updates.slice(60));
		expect((await opened()).from).toBe(2);
	});

	test.each([
		[
			"a flipped bit in its state",
			"state = set_byte(state, length(state) / 2, get_byte(state, length(state) / 2) # 4)",
		],
		["a state that breaks off", "state = substring(state from 1 for length(state) / 2)"],
		["no state", "state = ''"],
		["a map that skips entries", "seqs = (select jsonb_object_agg(key, value::int + 5) from jsonb_each_text(seqs))"],
		["a map that is none", "seqs = '[1, 2]'"],
		["a map of words", `seqs = '{"a": "b"}'`],
		["other owners", `owners = '{"7": "somebody"}'`],
		["owners that are none", "owners = '7'"],
		["another time", "at = at + 1"],
		["another sum", "sha256 = ''"],
	])("[R11] with %s is passed over for the one before, with an error in the log", async (_what, sql) => {
		const meant = await openedWithout();
		await damage(sql);
		const now = await opened();
		expect(now).toMatchObject({ from: 1, rejected: [2], quarantined: 0 });
		expect(now.shows).toEqual(meant);
		const room = await newRooms().open(seats.sessionId);
		expect(room).not.toBeNull();
		expect(server.logged).toContainEqual(
			expect.objectContaining({ level: 50, msg: "checkpoints were passed over", sessionId: seats.sessionId }),
		);
		// the next one is made from the sound one, which stays, and the damaged one goes
		await buildCheckpoint(server.database, seats.sessionId);
		expect(await numbers()).toEqual([1, 3]);
		expect((await opened()).shows).toEqual(meant);
	});

	test("[R11] that was stored as it is but is no document is passed over as well", async () => {
		const meant = await openedWithout();
		const { seqs, at } = meant;
		const broken = { state: new Uint8Array([1, 2, 3, 4]), seqs, owners: {}, at, updates: 90 };
		await storeCheckpoint(server.database, seats.sessionId, broken, 2);
		const strange = { state: new Uint8Array([0, 0]), seqs, owners: { who: "x" }, at, updates: 90 };
		await storeCheckpoint(server.database, seats.sessionId, strange, 3);
		// the older two went when these were stored
		expect(await numbers()).toEqual([3, 4]);
		const now = await opened();
		expect(now).toMatchObject({ from: null, rejected: [4, 3] });
		expect(now.shows).toEqual(meant);
	});

	test("[R11] that holds what the recording does not is passed over: the recording is right", async () => {
		await query("delete from entry where session_id = $1 and seq > 40", [seats.sessionId]);
		const now = await opened();
		expect(now).toMatchObject({ from: 1, rejected: [2], tail: 10 });
		expect(now.shows).toEqual(await openedWithout());
	});

	test("[R11] with the one before damaged, too, leaves the whole recording", async () => {
		const meant = await openedWithout();
		await query("update checkpoint set at = at + 1 where session_id = $1", [seats.sessionId]);
		const now = await opened();
		expect(now).toMatchObject({ from: null, rejected: [2, 1] });
		expect(now.shows).toEqual(meant);
		await buildCheckpoint(server.database, seats.sessionId);
		expect(await numbers()).toEqual([3]);
	});

	test("[R7] an entry beyond it that cannot be applied is left out, the room opens, and the next checkpoint is made", async () => {
		const [spoilt] = await query(
			"select writer, seq from entry where session_id = $1 order by at desc, seq desc limit 1",
			[seats.sessionId],
		);
		await query("update entry set data = '\\x0102030405' where session_id = $1 and writer = $2 and seq = $3", [
			seats.sessionId,
			spoilt.writer,
			spoilt.seq,
		]);
		expect(await opened()).toMatchObject({ from: 2, quarantined: 1, rejected: [] });
		expect(await newRooms().open(seats.sessionId)).not.toBeNull();
		const meant = await openedWithout();
		expect((await buildCheckpoint(server.database, seats.sessionId)).quarantined).toBe(1);
		expect(await opened()).toMatchObject({ from: 3, quarantined: 0, tail: 0, shows: meant });
	});
});

describe("the worker thread", () => {
	const stored = (count: number) =>
		until(async () =>
			expect(await query("select 1 from checkpoint where session_id = $1", [seats.sessionId])).toHaveLength(count),
		);

	test("[R12] makes a checkpoint of an open session after so many updates, and one when the last person has left", async () => {
		const rooms = newRooms();
		const room = await rooms.open(seats.sessionId);
		const { member, draw } = await enter(room);
		const updates = drawn(CHECKPOINT_UPDATES + 9, 8);
		// entry 1 is the server's own
		for (const update of updates.slice(0, CHECKPOINT_UPDATES - 2)) draw(update);
		await until(async () =>
			expect(
				await query("select 1 from entry where session_id = $1 and kind = 'update'", [seats.sessionId]),
			).toHaveLength(CHECKPOINT_UPDATES - 1),
		);
		expect(await numbers()).toEqual([]);
		for (const update of updates.slice(CHECKPOINT_UPDATES - 2, CHECKPOINT_UPDATES)) draw(update);
		await stored(1);
		for (const update of updates.slice(CHECKPOINT_UPDATES)) draw(update);
		room?.leave(member);
		await stored(2);
		const now = await opened();
		expect(now.tail).toBe(0);
		expect(now.shows).toEqual(await openedWithout());
	});

	test("[R12] makes one after so many bytes", async () => {
		const { draw } = await enter(await newRooms().open(seats.sessionId));
		draw(change(new Y.Doc(), "large", "x".repeat(CHECKPOINT_BYTES)));
		await stored(1);
	});

	test("[R12] makes one of a long recording that has none, as soon as it is opened", async () => {
		await new Hand().write(drawn(CHECKPOINT_UPDATES, 9));
		await newRooms().open(seats.sessionId);
		await stored(1);
	});

	test("says what fails and goes on: a database that is away, a thread that died", async () => {
		await new Hand().write(drawn(20, 10));
		const away = new CheckpointThread({ databaseUrl: "postgresql://nobody@127.0.0.1:9/none" }, systemClock);
		closing.push(() => away.stop());
		expect(await away.build(seats.sessionId)).toMatchObject({ outcome: "failed" });
		const thread = new CheckpointThread({ databaseUrl: server.databaseUrl }, systemClock);
		closing.push(() => thread.stop());
		const [first, second] = [thread.build("no such session"), thread.build(seats.sessionId)];
		expect(await first).toMatchObject({ outcome: "nothing-new" });
		expect(await second).toMatchObject({ outcome: "stored" });
		await thread.stop();
		expect(await thread.build(seats.sessionId)).toMatchObject({ outcome: "failed" });
	});

	test("a thread that cannot even be started is a report, too, and the next session is asked for all the same", async () => {
		// what a thread is given must be copied into it: this cannot, and starting it throws as it does when the system has no thread left
		const data = { databaseUrl: server.databaseUrl, uncopied: () => {} };
		const thread = new CheckpointThread(data, systemClock);
		closing.push(() => thread.stop());
		const answers = await Promise.all([thread.build(seats.sessionId), thread.build(seats.sessionId)]);
		for (const answer of answers) {
			expect(answer).toMatchObject({ outcome: "failed", error: expect.stringContaining("could not be cloned") });
		}
	});

	test("a session that is asked for while a thread dies gets another thread", async () => {
		// without its data a thread ends with an error as soon as it has begun
		const thread = new CheckpointThread(JSON.parse("null"), systemClock);
		closing.push(() => thread.stop());
		const answers = await Promise.all([thread.build(seats.sessionId), thread.build(seats.sessionId)]);
		for (const answer of answers) {
			expect(answer).toMatchObject({ outcome: "failed", error: expect.stringContaining("Cannot destructure") });
		}
	});
});
