// The database is away while people draw: they see each other's edits, are told nothing false, are warned before memory is used up,
// and once it is back everything is there, each entry once. BOARDWALK_OUTAGE_SECONDS makes the outage longer than a test's patience.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { MAX_BACKLOG_BYTES } from "#core/limits.ts";
import { RoomClock, systemClock } from "#server/clock.ts";
import { CommitQueue } from "#server/commit-queue.ts";
import { openDatabase } from "#server/db/client.ts";
import { appendEntries, failureOf, readEntries, registerWriter } from "#server/db/recordings.ts";
import { createLog } from "#server/log.ts";
import { Recorder } from "#server/recorder.ts";
import { Rooms } from "#server/rooms.ts";
import { type Proxy as Line, startProxy } from "#tests/helpers/proxy.ts";
import {
	BareSocket,
	type Board,
	change,
	openBoard,
	type Seats,
	SessionClient,
	seatPeople,
} from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

/** Longer than the 5 seconds after which people are told. */
const OUTAGE_MS = 1_000 * Number(process.env.BOARDWALK_OUTAGE_SECONDS ?? 7);
const ROOMS = 4;
const EVERY_MS = 50;

vi.setConfig({ testTimeout: OUTAGE_MS + 120_000 });

let home: TestServer;
let line: Line;
let server: TestServer;
/** the same database, by the line */
let throughLine: string;
const leaving: { leave(): void }[] = [];

beforeAll(async () => {
	home = await startTestServer();
	const url = new URL(home.databaseUrl);
	line = await startProxy({ path: `${url.searchParams.get("host")}/.s.PGSQL.5432` });
	throughLine = `postgresql://postgres@127.0.0.1:${line.port}${url.pathname}`;
	server = await startTestServer({ databaseUrl: throughLine, seed: false });
});
afterEach(() => {
	line.restore();
	for (const one of leaving.splice(0)) one.leave();
});
afterAll(async () => {
	await server?.stop();
	globalThis.__boardwalkDatabase = home.database;
	await line?.close();
	await home?.stop();
});

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: OUTAGE_MS + 30_000, interval: 20 });

function keep<T extends { leave(): void }>(one: T): T {
	leaving.push(one);
	return one;
}

async function number(name: string): Promise<number> {
	const page = await (await fetch(`${server.url}/metrics`)).text();
	return Number(
		page
			.split("\n")
			.find((line) => line.startsWith(`boardwalk_${name} `))
			?.split(" ")[1],
	);
}

async function recorded(sessionId: string): Promise<Record<string, unknown>> {
	const doc = new Y.Doc();
	for (const { kind, data } of await readEntries(home.database, sessionId))
		if (kind === "update") Y.applyUpdate(doc, data);
	expect(doc.store.pendingStructs).toBeNull();
	return doc.getMap("records").toJSON();
}

/** Postgres answers, and whoever writes an entry waits. @returns its undo, which the end of a test calls, too */
async function lockEntries(): Promise<() => Promise<void>> {
	const client = new Client({ connectionString: home.databaseUrl });
	await client.connect();
	await client.query("begin; lock table entry in exclusive mode");
	let unlocked: Promise<void> | null = null;
	const unlock = () => {
		unlocked ??= client.end();
		return unlocked;
	};
	keep({ leave: () => void unlock() });
	return unlock;
}

interface Room {
	seats: Seats;
	drawer: BareSocket;
	reader: Board;
	watcher: SessionClient;
	/** how many updates were sent */
	sent(): number;
	leave(): void;
}

/** A room in which one person draws 20 times a second, another one sees it, and a third only watches. */
async function drawnIn(): Promise<Room> {
	const seats = await seatPeople(home.database);
	const drawer = keep(new BareSocket(server.port, seats.sessionId, seats.candidate, { ack: true }));
	const reader = keep(openBoard(server.port, seats.sessionId, seats.interviewer));
	const watcher = keep(new SessionClient(server.port, seats.sessionId, seats.observer));
	await drawer.join();
	await until(() =>
		expect([drawer.acknowledged(), reader.provider.synced, watcher.view?.warnings]).toEqual([1, true, []]),
	);
	const doc = new Y.Doc();
	let count = 0;
	const timer = setInterval(() => drawer.sync(2, change(doc, `k${++count}`, "1")), EVERY_MS);
	return keep({ seats, drawer, reader, watcher, sent: () => count, leave: () => clearInterval(timer) });
}

describe("the database is away under load", () => {
	test(`[R4] [R8] for ${OUTAGE_MS / 1_000} s: people draw on and are told that nothing is saved; then all of it is, each entry once`, async () => {
		const rooms = await Promise.all(Array.from({ length: ROOMS }, drawnIn));
		await until(() => {
			for (const { drawer } of rooms) expect(drawer.acknowledged()).toBeGreaterThan(10);
		});
		line.down();
		const awaySince = Date.now();
		await until(async () => expect(await number("database_away_seconds")).toBeGreaterThan(0));
		const told = rooms.map(({ drawer }) => drawer.acknowledged());
		const drawn = rooms.map(({ reader }) => reader.doc.getMap("records").size);
		await until(() => {
			for (const { watcher } of rooms) expect(watcher.view?.warnings).toEqual(["not-stored"]);
		});
		await until(() => expect(Date.now() - awaySince).toBeGreaterThan(OUTAGE_MS));
		// they went on and saw each other, and nobody was told that anything is saved
		rooms.forEach(({ reader, drawer }, i) => {
			expect(reader.doc.getMap("records").size).toBeGreaterThan((drawn[i] ?? 0) + 20);
			expect(drawer.acknowledged()).toBe(told[i]);
			expect(drawer.ws.readyState).toBe(drawer.ws.OPEN);
		});
		expect(await number("backlog_rows")).toBeGreaterThan(ROOMS * 20);
		expect(await number("backlog_bytes")).toBeLessThan(MAX_BACKLOG_BYTES);
		line.restore();
		await until(() => {
			for (const { drawer, watcher, sent, leave } of rooms) {
				leave();
				expect([drawer.acknowledged(), watcher.view?.warnings]).toEqual([sent() + 1, []]);
			}
		});
		expect([await number("backlog_rows"), await number("backlog_bytes")]).toEqual([0, 0]);
		for (const { seats, reader, sent } of rooms) {
			const own = (await readEntries(home.database, seats.sessionId)).filter(
				({ kind, author }) => kind === "update" && author === seats.candidate.participantId,
			);
			expect(own.length).toBe(sent());
			const kept = await recorded(seats.sessionId);
			expect(Object.keys(kept).length).toBe(sent());
			await until(() => expect(reader.doc.getMap("records").toJSON()).toEqual(kept));
		}
	});

	test("[R8] people are told when half of the memory for it is used, at its end a write is refused with “later”, and what was taken is written once", async () => {
		const size = 7.5 * 1024 * 1024;
		const half = Math.ceil(MAX_BACKLOG_BYTES / 2 / size);
		const whole = Math.ceil(MAX_BACKLOG_BYTES / size);
		const seats: Seats[] = [];
		for (let i = 0; i <= whole; i++) seats.push(await seatPeople(home.database));
		const looking = await seatPeople(home.database);
		const watcher = keep(new SessionClient(server.port, looking.sessionId, looking.interviewer));
		await until(() => expect(watcher.view?.warnings).toEqual([]));
		// a database that answers and lets nobody write: it is half of the memory that people are told of, not the seconds
		const unlock = await lockEntries();
		/** a client comes with what it drew while it was away, in its SyncStep2 */
		const heal = async ({ sessionId, candidate }: Seats) => {
			const socket = keep(new BareSocket(server.port, sessionId, candidate, { ack: true }));
			await socket.opened;
			socket.sync(0, new Uint8Array([0]));
			socket.sync(1, change(new Y.Doc(), "large", "x".repeat(size)));
			return socket;
		};
		const backlog = (atLeast: number) =>
			until(async () => expect(await number("backlog_bytes")).toBeGreaterThanOrEqual(atLeast));
		const sockets: BareSocket[] = [];
		for (const seat of seats.slice(0, half)) sockets.push(await heal(seat));
		await backlog(MAX_BACKLOG_BYTES / 2);
		await until(() => expect(watcher.view?.warnings).toEqual(["not-stored"]));
		expect(await number("database_away_seconds")).toBeLessThan(5);
		for (const seat of seats.slice(half, whole)) sockets.push(await heal(seat));
		await backlog(MAX_BACKLOG_BYTES);
		const late = await heal(seats[whole] ?? looking);
		expect((await late.closed).code).toBe(1013);
		for (const socket of sockets) expect([socket.acknowledged(), socket.ws.readyState]).toEqual([0, socket.ws.OPEN]);
		// what adds nothing would wait, too, and has no end
		const [restless, ...others] = sockets;
		restless?.sync(2, new Uint8Array([0, 0]));
		expect((await restless?.closed)?.code).toBe(1013);
		await unlock();
		await until(() => {
			for (const socket of others) expect(socket.acknowledged()).toBe(1);
		});
		for (const [i, { sessionId }] of seats.entries()) {
			const kept = await recorded(sessionId);
			expect(String(kept.large ?? "").length).toBe(i < whole ? size : 0);
		}
		await until(() => expect(watcher.view?.warnings).toEqual([]));
	});
});

describe("a database that takes questions and answers none", () => {
	test("[R8] holds up nobody for ever: whoever waits for a board is told to come later, and comes in when it answers", async () => {
		const { sessionId } = await seatPeople(home.database);
		const database = openDatabase(throughLine, home.log, { answersWithinMs: 500 });
		const rooms = new Rooms({ db: database, log: home.log });
		try {
			// connections that stand already, as in a server that serves
			await Promise.all(Array.from({ length: 8 }, () => database.pool.query("select pg_sleep(0.1)")));
			line.stall();
			await expect(rooms.open(sessionId)).rejects.toThrow();
			expect(rooms.census().rooms).toEqual({ loading: 0, live: 0, draining: 0 });
			line.flow();
			await until(async () => expect(await rooms.open(sessionId)).not.toBeNull());
		} finally {
			line.flow();
			await rooms.close();
			await database.close();
			globalThis.__boardwalkDatabase = server.database;
		}
	});
});

describe("an entry that Postgres itself refuses", () => {
	test("[R6] amid a group of several rooms: it is cut out, an empty one has its number, and all others are stored and told", async () => {
		const poison = "decafbad";
		await home.database.pool.query(
			`alter table entry add constraint no_poison check (position('\\x${poison}'::bytea in data) = 0) not valid`,
		);
		try {
			const writerId = randomUUID();
			await registerWriter(home.database, writerId);
			let release = () => {};
			const held = new Promise<void>((done) => {
				release = done;
			});
			const queue = new CommitQueue({
				writerId,
				clock: systemClock,
				log: createLog("silent"),
				failureOf,
				// the first group waits, so that the second one holds everything
				insert: async (rows) => {
					await held;
					await appendEntries(home.database, rows);
				},
			});
			const sessions = await Promise.all([0, 1, 2].map(async () => (await seatPeople(home.database)).sessionId));
			const told: string[] = [];
			const lost: number[] = [];
			const recorders = sessions.map(
				(sessionId, room) =>
					new Recorder(queue, {
						sessionId,
						clock: new RoomClock(systemClock, Date.now() - 1_000, 0),
						lastSeq: 0,
						onLost: () => lost.push(room),
						onGone: () => {},
					}),
			);
			for (let i = 0; i < 40; i++) {
				recorders.forEach((recorder, room) => {
					const data = room === 1 && i === 17 ? Buffer.from(`0000${poison}`, "hex") : new Uint8Array([0, 0, i]);
					recorder.append({ kind: "update", author: "p", heals: false, data }, () => told.push(`${room} ${i}`));
				});
			}
			release();
			await Promise.all(recorders.map((recorder) => recorder.settled()));
			expect(told.length).toBe(3 * 40 - 1);
			expect(told).not.toContain("1 17");
			expect(lost).toEqual([1]);
			for (const [room, sessionId] of sessions.entries()) {
				const own = (await readEntries(home.database, sessionId)).filter(({ writer }) => writer === writerId);
				expect(own.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
				const empty = own.filter(({ data }) => data.length === 2).map(({ seq }) => seq);
				expect(empty).toEqual(room === 1 ? [18] : []);
			}
			await queue.stop(5_000);
		} finally {
			await home.database.pool.query("alter table entry drop constraint no_poison");
		}
	});
});
