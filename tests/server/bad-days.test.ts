// Days when the network, the database and the server fail: a proxy that cuts and delays, a server that is killed. What was
// acknowledged is there, everybody comes back by himself, boards agree.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { openDatabase } from "#server/db/client.ts";
import { readEntries } from "#server/db/recordings.ts";
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
import { startTestServer, TEST_SECRET, type TestServer } from "#tests/helpers/server.ts";

const SERVER = fileURLToPath(new URL("../helpers/bare-server.ts", import.meta.url));
const TSX = import.meta.resolve("tsx");

let server: TestServer;
let seats: Seats;
const leaving: { leave(): void }[] = [];
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
	server = await startTestServer();
});
afterEach(async () => {
	for (const one of leaving.splice(0)) one.leave();
	for (const close of closing.splice(0).toReversed()) await close();
});
afterAll(() => server?.stop());

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 25_000, interval: 10 });

function keep<T extends { leave(): void }>(one: T): T {
	leaving.push(one);
	return one;
}

/** A TCP door to the tests' PostgreSQL, which listens on a unix socket. */
async function databaseProxy(): Promise<{ proxy: Line; url: string }> {
	const url = new URL(server.databaseUrl);
	const proxy = await startProxy({ path: `${url.searchParams.get("host")}/.s.PGSQL.5432` });
	closing.push(() => proxy.close());
	return { proxy, url: `postgresql://postgres@127.0.0.1:${proxy.port}${url.pathname}` };
}

/** A server whose database is that one; this process goes on using its own connections. */
async function serverOn(databaseUrl: string): Promise<TestServer> {
	const started = await startTestServer({ databaseUrl, seed: false });
	closing.push(async () => {
		await started.stop();
		globalThis.__boardwalkDatabase = server.database;
	});
	return started;
}

async function recorded(): Promise<Record<string, unknown>> {
	const doc = new Y.Doc();
	for (const { kind, data } of await readEntries(server.database, seats.sessionId))
		if (kind === "update") Y.applyUpdate(doc, data);
	expect(doc.store.pendingStructs).toBeNull();
	return doc.getMap("records").toJSON();
}

/** Draws 20 times a second until stopped. @returns how often it drew */
function drawing(board: Board): () => number {
	let count = 0;
	const timer = setInterval(() => {
		count++;
		const records = board.doc.getMap("records");
		records.set(`k${count % 40}`, count);
		if (count % 7 === 0) records.delete(`k${(count * 3) % 40}`);
	}, 50);
	leaving.push({ leave: () => clearInterval(timer) });
	return () => {
		clearInterval(timer);
		return count;
	};
}

describe("the network", () => {
	test("[Y1] [Y5] a stock client that draws at 20 Hz while it is cut ten times and the database answers late is never refused and converges", async () => {
		seats = await seatPeople(server.database);
		const database = await databaseProxy();
		const slow = await serverOn(database.url);
		const line = await startProxy({ port: slow.port, host: "127.0.0.1" });
		closing.push(() => line.close());
		const far = keep(openBoard(line.port, seats.sessionId, seats.candidate));
		const near = keep(openBoard(slow.port, seats.sessionId, seats.interviewer));
		await until(() => expect(far.provider.synced && near.provider.synced).toBe(true));
		database.proxy.delay(100);
		const stop = drawing(far);
		for (let i = 0; i < 10; i++) {
			line.cut();
			await until(() => expect(far.provider.synced).toBe(false));
			await until(() => expect(far.provider.synced).toBe(true));
		}
		expect(stop()).toBeGreaterThan(20);
		await until(() => expect(near.doc.getMap("records").toJSON()).toEqual(far.doc.getMap("records").toJSON()));
		await until(async () => expect(await recorded()).toEqual(far.doc.getMap("records").toJSON()));
		expect(far.closed.filter((code) => code >= 4_000)).toEqual([]);
		expect(near.closed).toEqual([]);
	}, 90_000);

	test("[Y7] no acknowledgement comes before another connection can read the row", async () => {
		seats = await seatPeople(server.database);
		const database = await databaseProxy();
		const slow = await serverOn(database.url);
		const socket = keep(new BareSocket(slow.port, seats.sessionId, seats.candidate, { ack: true }));
		await socket.join();
		await until(() => expect(socket.acknowledged()).toBe(1));
		database.proxy.delay(100);
		const other = openDatabase(server.databaseUrl, server.log);
		closing.push(async () => {
			await other.close();
			globalThis.__boardwalkDatabase = server.database;
		});
		const doc = new Y.Doc();
		for (let i = 1; i <= 5; i++) {
			const sent = Date.now();
			socket.sync(2, change(doc, `k${i}`, "1"));
			const counted = new Promise<number>((done) => {
				const look = async () => {
					if (socket.acknowledged() < i + 1) return;
					socket.ws.off("message", look);
					const { rows } = await other.pool.query(
						"select count(*)::int as count from entry where session_id = $1 and kind = 'update' and author is not null",
						[seats.sessionId],
					);
					done(rows[0].count);
				};
				socket.ws.on("message", look);
			});
			expect(await counted).toBeGreaterThanOrEqual(i);
			// it went to the database and came back, each way late
			expect(Date.now() - sent).toBeGreaterThanOrEqual(190);
		}
	});

	test("[Y13] changes of a session are heard again after the listening connection was lost", async () => {
		seats = await seatPeople(server.database);
		const database = await databaseProxy();
		const shaky = await serverOn(database.url);
		const socket = keep(new BareSocket(shaky.port, seats.sessionId, seats.candidate, { ack: true }));
		await socket.join();
		await until(() => expect(socket.acknowledged()).toBe(1));
		database.proxy.down();
		// nobody hears of this one
		await server.database.prisma.participant.update({
			where: { id: seats.candidate.participantId },
			data: { removedAt: new Date() },
		});
		await server.database.pool.query("select pg_notify('sessions', $1)", [seats.sessionId]);
		database.proxy.restore();
		expect((await socket.closed).code).toBe(4403);
	});
});

describe("the server", () => {
	const started = new Set<ChildProcess>();
	afterEach(() => {
		for (const child of started) child.kill("SIGKILL");
		started.clear();
	});

	/** In a process of its own, on the test's database. */
	async function spawned(port: number): Promise<{ child: ChildProcess; port: number }> {
		const child = spawn(process.execPath, ["--import", TSX, SERVER], {
			env: {
				PATH: process.env.PATH,
				HOME: process.env.HOME,
				NODE_ENV: "test",
				PORT: String(port),
				HOST: "127.0.0.1",
				AUTH_SECRET: TEST_SECRET,
				DATABASE_URL: server.databaseUrl,
			},
			stdio: ["ignore", "pipe", "inherit"],
		});
		started.add(child);
		const heard = await new Promise<number>((done, fail) => {
			let output = "";
			child.stdout?.on("data", (chunk) => {
				output += chunk;
				const found = /listening on (\d+)/.exec(output)?.[1];
				if (found) done(Number(found));
			});
			child.once("exit", () => fail(new Error(`the server ended: ${output}`)));
		});
		return { child, port: heard };
	}

	test("[R3] killed in mid-drawing and started again: everybody comes back, boards and clock agree, nothing saved is lost", async () => {
		seats = await seatPeople(server.database);
		const first = await spawned(0);
		const [a, b] = [
			keep(openBoard(first.port, seats.sessionId, seats.candidate)),
			keep(openBoard(first.port, seats.sessionId, seats.interviewer)),
		];
		const saver = keep(new BareSocket(first.port, seats.sessionId, seats.candidate, { ack: true }));
		const leader = keep(new SessionClient(first.port, seats.sessionId, seats.interviewer));
		await saver.join();
		await until(() => expect(a.provider.synced && b.provider.synced && leader.view !== null).toBe(true));
		await until(() => expect(saver.acknowledged()).toBe(1));
		expect(await leader.send({ type: "start" })).toEqual({ ok: true });
		expect(await leader.send({ type: "go-to", segment: "data" })).toEqual({ ok: true });
		const stop = drawing(a);
		const doc = new Y.Doc();
		for (let i = 0; i < 60; i++) saver.sync(2, change(doc, `saved ${i}`, "1"));
		await until(() => expect(saver.acknowledged()).toBeGreaterThan(20));
		const gone = new Promise((done) => first.child.once("exit", done));
		first.child.kill("SIGKILL");
		await gone;
		const acknowledged = saver.acknowledged();
		const kept = await recorded();
		// one of the count is the SyncStep2 of joining
		for (let i = 0; i < acknowledged - 1; i++) expect(kept[`saved ${i}`]).toBe("1");
		const view = leader.view;

		await until(() => expect(a.provider.wsconnected || b.provider.wsconnected).toBe(false));
		await spawned(first.port);
		await until(() => expect(a.provider.synced && b.provider.synced && leader.socket.connected).toBe(true));
		stop();
		await until(() => expect(b.doc.getMap("records").toJSON()).toEqual(a.doc.getMap("records").toJSON()));
		// what the two still had of the unsaved tail is healed into the recording
		await until(async () => expect(await recorded()).toEqual(a.doc.getMap("records").toJSON()));
		await until(() => expect(leader.messages.length).toBeGreaterThan(0));
		const { phase, startedAt, segment, runningSince, activeMs } = leader.view ?? {};
		expect({ phase, startedAt, segment, runningSince, activeMs }).toEqual({
			phase: "running",
			startedAt: view?.startedAt,
			segment: "data",
			runningSince: view?.runningSince,
			activeMs: view?.activeMs,
		});
		expect([...a.closed, ...b.closed].filter((code) => code >= 4_000)).toEqual([]);
	}, 90_000);

	test("asked to stop, it closes with 1012, writes what waits, and its clients come back to the next one", async () => {
		seats = await seatPeople(server.database);
		const first = await spawned(0);
		const a = keep(openBoard(first.port, seats.sessionId, seats.candidate));
		await until(() => expect(a.provider.synced).toBe(true));
		for (let i = 0; i < 50; i++) a.doc.getMap("records").set(`k${i}`, "1");
		const gone = new Promise((done) => first.child.once("exit", done));
		await until(async () => expect(Object.keys(await recorded()).length).toBeGreaterThan(0));
		first.child.kill("SIGTERM");
		expect(await gone).toBe(0);
		expect(a.closed).toContain(1012);
		expect(await recorded()).toEqual(a.doc.getMap("records").toJSON());
		await spawned(first.port);
		await until(() => expect(a.provider.synced).toBe(true));
	}, 60_000);
});
