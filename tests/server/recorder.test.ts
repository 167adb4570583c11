// The recorder against a real Postgres, and against one that fails in ways that are hard to make on purpose.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { MAX_BACKLOG_BYTES } from "#core/limits.ts";
import { RoomClock, systemClock } from "#server/clock.ts";
import { CommitQueue } from "#server/commit-queue.ts";
import type { Database } from "#server/db/client.ts";
import {
	appendEntries,
	appendEvent,
	failureOf,
	highestSeq,
	readEntries,
	registerWriter,
	type StoredEntry,
} from "#server/db/recordings.ts";
import { createLog } from "#server/log.ts";
import { Recorder } from "#server/recorder.ts";
import { HandClock } from "#tests/helpers/hand-clock.ts";
import { seatPeople } from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

let server: TestServer;
let database: Database;
const stopping: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
	server = await startTestServer();
	database = server.database;
});
afterEach(async () => {
	for (const stop of stopping.splice(0)) await stop();
});
afterAll(() => server?.stop());

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 5 });
const bytes = (...values: number[]) => new Uint8Array([0, 0, ...values]);

async function newSession(): Promise<string> {
	return (await seatPeople(database)).sessionId;
}

async function newQueue(
	insert: (rows: readonly StoredEntry[]) => Promise<void> = (rows) => appendEntries(database, rows),
) {
	const writerId = randomUUID();
	await registerWriter(database, writerId);
	const queue = new CommitQueue({ writerId, clock: systemClock, log: createLog("silent"), insert, failureOf });
	stopping.push(() => queue.stop(5_000));
	return queue;
}

function newRecorder(queue: CommitQueue, sessionId: string, on: { lost?(): void; gone?(): void } = {}): Recorder {
	const clock = new RoomClock(systemClock, Date.now() - 1_000, 0);
	return new Recorder(queue, {
		sessionId,
		clock,
		lastSeq: 0,
		onLost: on.lost ?? (() => {}),
		onGone: on.gone ?? (() => {}),
	});
}

async function ownEntries(queue: CommitQueue, sessionId: string) {
	return (await readEntries(database, sessionId)).filter(({ writer }) => writer === queue.writerId);
}

describe("the recorder", () => {
	test("[R1] numbers entries from 1 without gaps, in the order in which they came", async () => {
		const [queue, sessionId] = [await newQueue(), await newSession()];
		const recorder = newRecorder(queue, sessionId);
		for (let i = 0; i < 500; i++) recorder.append({ kind: "update", author: "p", data: bytes(i % 256, i >> 8) }, null);
		await recorder.settled();
		const entries = await ownEntries(queue, sessionId);
		expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
		expect(entries.map(({ data }) => (data[2] ?? 0) + 256 * (data[3] ?? 0))).toEqual(
			Array.from({ length: 500 }, (_, i) => i),
		);
		expect(await highestSeq(database.pool, sessionId, queue.writerId)).toBe(500);
	});

	test("[R5] one insert is in flight a node, and the next takes what gathered of all rooms meanwhile", async () => {
		let inFlight = 0;
		const groups: number[] = [];
		let release = () => {};
		const queue = await newQueue(async (rows) => {
			expect(++inFlight).toBe(1);
			groups.push(rows.length);
			if (groups.length === 1) await new Promise<void>((done) => (release = done));
			await appendEntries(database, rows);
			inFlight--;
		});
		const [one, two] = [newRecorder(queue, await newSession()), newRecorder(queue, await newSession())];
		one.append({ kind: "update", author: "p", data: bytes() }, null);
		await until(() => expect(groups).toEqual([1]));
		for (let i = 0; i < 10; i++) {
			one.append({ kind: "update", author: "p", data: bytes() }, null);
			two.append({ kind: "update", author: "p", data: bytes() }, null);
		}
		release();
		await Promise.all([one.settled(), two.settled()]);
		expect(groups).toEqual([1, 20]);
	});

	test("[R5] a database that answers at once is not handed row after row: what comes within 4 ms of an insert gathers", async () => {
		const begun: number[] = [];
		const queue = await newQueue(async () => {
			begun.push(performance.now());
		});
		const recorder = newRecorder(queue, await newSession());
		const add = () => recorder.append({ kind: "update", author: "p", data: bytes() }, null);
		for (let i = 0; i < 400; i++) {
			add();
			await new Promise((done) => setImmediate(done));
		}
		await recorder.settled();
		const pauses = begun.slice(1).map((at, index) => at - (begun[index] ?? 0));
		// a timer of Node may be a millisecond early
		expect(Math.min(...pauses)).toBeGreaterThanOrEqual(2.5);
	});

	test("[R4] a database that fails, loses the answer or comes back gets every row once", async () => {
		let tries = 0;
		const queue = await newQueue(async (rows) => {
			tries++;
			if (tries <= 2) throw Object.assign(new Error("connection refused"), { code: "ECONNREFUSED" });
			await appendEntries(database, rows);
			if (tries === 3) throw new Error("Connection terminated unexpectedly");
		});
		const sessionId = await newSession();
		const recorder = newRecorder(queue, sessionId);
		const committed: number[] = [];
		for (let i = 0; i < 5; i++)
			recorder.append({ kind: "update", author: "p", data: bytes(i) }, () => committed.push(i));
		let placeAt = -1;
		recorder.place(() => {
			placeAt = committed.length;
		});
		expect(committed).toEqual([]);
		await until(() => expect(committed).toEqual([0, 1, 2, 3, 4]));
		expect(placeAt).toBe(5);
		expect(tries).toBe(4);
		expect((await ownEntries(queue, sessionId)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
		recorder.place(() => {
			placeAt = 99;
		});
		expect(placeAt).toBe(99);
	});

	test("[R6] a row that can never be stored leaves an empty one, is not acknowledged, and its neighbours are stored", async () => {
		const queue = await newQueue(async (rows) => {
			const poisoned = rows.some(({ data }) => data.at(-1) === 66);
			if (poisoned) throw Object.assign(new Error("invalid byte sequence"), { code: "22021" });
			await appendEntries(database, rows);
		});
		const sessionId = await newSession();
		let lost = 0;
		const recorder = newRecorder(queue, sessionId, { lost: () => lost++ });
		const committed: number[] = [];
		for (const value of [1, 2, 66, 4, 5])
			recorder.append({ kind: "update", author: "p", data: bytes(value) }, () => committed.push(value));
		await recorder.settled();
		expect(committed).toEqual([1, 2, 4, 5]);
		expect(lost).toBe(1);
		const entries = await ownEntries(queue, sessionId);
		expect(entries.map(({ seq, data }) => [seq, data.at(-1)])).toEqual([
			[1, 1],
			[2, 2],
			[3, 0],
			[4, 4],
			[5, 5],
		]);
	});

	test("entries of a deleted session end its room and hold up no other", async () => {
		const queue = await newQueue();
		const [dead, alive] = [await newSession(), await newSession()];
		let gone = 0;
		const [ended, other] = [newRecorder(queue, dead, { gone: () => gone++ }), newRecorder(queue, alive)];
		await database.prisma.session.delete({ where: { id: dead } });
		const committed: string[] = [];
		for (let i = 0; i < 4; i++) {
			ended.append({ kind: "update", author: "p", data: bytes() }, () => committed.push("dead"));
			other.append({ kind: "update", author: "p", data: bytes() }, () => committed.push("alive"));
		}
		await Promise.all([ended.settled(), other.settled()]);
		expect(gone).toBe(1);
		expect(committed).toEqual(["alive", "alive", "alive", "alive"]);
	});

	test("[R8] what waits is counted, and beyond its bound the queue says that it is full", async () => {
		let isUp = false;
		const queue = await newQueue(async () => {
			if (!isUp) throw new Error("no database");
		});
		const recorder = newRecorder(queue, "s");
		const large = new Uint8Array(8 * 1024 * 1024);
		for (let i = 0; i < MAX_BACKLOG_BYTES / large.length; i++) {
			expect(recorder.isFull).toBe(false);
			recorder.append({ kind: "update", author: "p", data: large }, null);
		}
		expect(recorder.isFull).toBe(true);
		await until(() => expect(queue.failingSince).not.toBeNull());
		isUp = true;
		await recorder.settled();
		expect(recorder.isFull).toBe(false);
		expect(queue.failingSince).toBeNull();
	});

	test("a stop waits for the database as long as it may, and says what is left", async () => {
		const queue = await newQueue(async () => {
			throw new Error("no database");
		});
		const recorder = newRecorder(queue, "s");
		recorder.append({ kind: "update", author: "p", data: bytes() }, null);
		expect(await queue.stop(100)).toBe(1);
	});

	test("[R2] time never runs backwards, whatever the node's clock does or another writer has seen", () => {
		const node = new HandClock(10_000);
		const clock = new RoomClock(node, 4_000, 0);
		expect(clock.now()).toBe(6_000);
		node.set(2_000);
		expect(clock.now()).toBe(6_000);
		clock.observe(9_000);
		expect(clock.now()).toBe(9_000);
		node.set(20_000);
		expect(clock.now()).toBe(16_000);
	});
});

describe("entries in Postgres", () => {
	const row = (sessionId: string, writer: string, seq: number, data: Uint8Array): StoredEntry => ({
		sessionId,
		writer,
		seq,
		at: seq,
		kind: "update",
		author: null,
		audience: "all",
		eventNo: null,
		commandId: null,
		heals: false,
		data,
	});

	test("a retry of the same rows is fine; other bytes under the same number are an error", async () => {
		const [sessionId, writer] = [await newSession(), randomUUID()];
		await registerWriter(database, writer);
		await appendEntries(database, [row(sessionId, writer, 1, bytes(1))]);
		await appendEntries(database, [row(sessionId, writer, 1, bytes(1)), row(sessionId, writer, 2, bytes(2))]);
		await expect(appendEntries(database, [row(sessionId, writer, 2, bytes(3))])).rejects.toThrow(
			/holds something else/,
		);
		expect(
			(await readEntries(database, sessionId)).filter((entry) => entry.writer === writer).map(({ seq }) => seq),
		).toEqual([1, 2]);
	});

	test("[S9] [S10] an event number is taken once, a command is known again, and a retry is no second event", async () => {
		const [sessionId, a, b] = [await newSession(), randomUUID(), randomUUID()];
		await registerWriter(database, a);
		await registerWriter(database, b);
		const projection = {
			phase: "running" as const,
			startedAt: 5,
			endedAt: null,
			walk: { intro: 7 },
			replayShared: true,
			published: false,
		};
		const event = (writer: string, seq: number, eventNo: number, commandId: string): StoredEntry => ({
			...row(sessionId, writer, seq, bytes(eventNo)),
			kind: "event",
			eventNo,
			commandId,
		});
		expect(await appendEvent(database, event(a, 1, 1, "one"), projection)).toBe("appended");
		expect(await appendEvent(database, event(a, 1, 1, "one"), projection)).toBe("appended");
		expect(await appendEvent(database, event(b, 1, 1, "two"), { ...projection, phase: "ended" })).toBe("taken");
		expect(await appendEvent(database, event(b, 1, 2, "one"), { ...projection, phase: "ended" })).toEqual({
			answered: true,
		});
		const stored = await database.prisma.session.findUnique({ where: { id: sessionId } });
		expect(stored).toMatchObject(projection);
	});
});
