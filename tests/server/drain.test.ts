// Asked to stop while people draw, with the real `node server/start.mjs`: readiness turns first, what waits is written and told, the
// sockets hear 1012, and whatever was acknowledged is in the database. The database is the tests' own, behind a proxy that stalls.
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { readEntries } from "#server/db/recordings.ts";
import { type Proxy as Line, startProxy } from "#tests/helpers/proxy.ts";
import { BareSocket, change, openBoard, type Seat, SessionClient, seatPeople } from "#tests/helpers/seats.ts";
import { startTestServer, TEST_SECRET, type TestServer } from "#tests/helpers/server.ts";
import { type SpawnedServer, spawnBoardwalk } from "#tests/helpers/spawned-server.ts";

// a whole start each, on a busy machine
vi.setConfig({ testTimeout: 120_000 });

/** What an operator's own limit usually is: after it a stop is a kill. */
const STOPPED_WITHIN_MS = 10_000;
const ROOMS = 5;

let home: TestServer;
let line: Line;
let server: SpawnedServer;
const leaving: { leave(): void }[] = [];

beforeAll(async () => {
	home = await startTestServer();
	const url = new URL(home.databaseUrl);
	line = await startProxy({ path: `${url.searchParams.get("host")}/.s.PGSQL.5432` });
});
afterEach(async () => {
	for (const one of leaving.splice(0)) one.leave();
	line.flow();
	await server.end("SIGKILL");
});
afterAll(async () => {
	await line?.close();
	await home?.stop();
});

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 10 });

function keep<T extends { leave(): void }>(one: T): T {
	leaving.push(one);
	return one;
}

function start(): Promise<SpawnedServer> {
	const databaseUrl = `postgresql://postgres@127.0.0.1:${line.port}${new URL(home.databaseUrl).pathname}`;
	return spawnBoardwalk({ env: { DATABASE_URL: databaseUrl, AUTH_SECRET: TEST_SECRET, LOG_LEVEL: "info" } });
}

interface Drawer {
	sessionId: string;
	interviewer: Seat;
	socket: BareSocket;
	/** how many updates */
	sent(): number;
	/** stops drawing */
	leave(): void;
}

/** Somebody who writes k1, k2, … 50 times a second, one update each, until she is told to stop, whatever the server does. */
async function drawing(): Promise<Drawer> {
	const { sessionId, interviewer, candidate } = await seatPeople(home.database);
	const socket = keep(new BareSocket(server.port, sessionId, candidate, { ack: true }));
	const doc = new Y.Doc();
	let count = 0;
	await socket.join();
	await until(() => expect(socket.acknowledged()).toBe(1));
	const timer = setInterval(() => {
		if (socket.ws.readyState === socket.ws.OPEN) socket.sync(2, change(doc, `k${++count}`, "1"));
	}, 20);
	return keep({ sessionId, interviewer, socket, sent: () => count, leave: () => clearInterval(timer) });
}

async function recorded(sessionId: string): Promise<Record<string, unknown>> {
	const doc = new Y.Doc();
	for (const { kind, data } of await readEntries(home.database, sessionId))
		if (kind === "update") Y.applyUpdate(doc, data);
	return doc.getMap("records").toJSON();
}

describe("asked to stop", () => {
	test("[O3] [R3] under load, it is gone in time, everybody hears 1012, and everything acknowledged is in the database", async () => {
		server = await start();
		const drawers = await Promise.all(Array.from({ length: ROOMS }, drawing));
		await until(() => {
			for (const { socket } of drawers) expect(socket.acknowledged()).toBeGreaterThan(20);
		});
		const begun = Date.now();
		const { code, output } = await server.end("SIGTERM");
		expect(Date.now() - begun).toBeLessThan(STOPPED_WITHIN_MS);
		expect([code, output]).toEqual([0, expect.not.stringMatching(/"level":[56]0/)]);
		for (const { sessionId, socket } of drawers) {
			expect((await socket.closed).code).toBe(1012);
			const kept = await recorded(sessionId);
			const saved = socket.acknowledged() - 1;
			for (let i = 1; i <= saved; i++) expect(kept[`k${i}`]).toBe("1");
			// whatever it wrote it said: nothing is in the database of which its author was not told
			expect(Object.keys(kept).length).toBe(saved);
		}
	});

	test("[O3] readiness turns first: while what waits is written, nobody new comes in and those who are here are told what is saved", async () => {
		server = await start();
		const drawer = await drawing();
		const { sessionId, interviewer } = drawer;
		const reader = keep(openBoard(server.port, sessionId, interviewer));
		const leader = keep(new SessionClient(server.port, sessionId, interviewer));
		await until(() => expect(reader.provider.synced && leader.view !== null).toBe(true));
		const ready = async () => {
			const answer = await fetch(`${server.url}/readyz`, { headers: { connection: "close" } });
			return [answer.status, (await answer.json()).reason];
		};
		expect(await ready()).toEqual([200, undefined]);
		line.stall();
		const closings: string[] = [];
		void drawer.socket.closed.then(() => closings.push("board"));
		leader.socket.once("disconnect", () => closings.push("session"));
		await until(async () => {
			const page = await (await fetch(`${server.url}/metrics`)).text();
			expect(Number(/^boardwalk_backlog_rows (\d+)$/m.exec(page)?.[1])).toBeGreaterThan(5);
		});
		const told = drawer.socket.acknowledged();
		const ended = server.end("SIGTERM");
		await until(async () => expect(await ready()).toEqual([503, "The server is stopping."]));
		// what comes from here on is not taken: nobody sees it but who drew it
		const seen = () => reader.doc.getMap("records").size;
		const [seenBefore, sentBefore] = [seen(), drawer.sent()];
		const late = keep(new BareSocket(server.port, sessionId, interviewer));
		const [alive, refused] = await Promise.all([
			fetch(`${server.url}/healthz`),
			leader.send({ type: "start" }),
			expect(late.opened).rejects.toThrow(/503/),
			until(() => expect(drawer.sent()).toBeGreaterThan(sentBefore + 25)),
		]);
		expect([alive.status, refused]).toEqual([200, expect.objectContaining({ refused: "unavailable" })]);
		expect(seen()).toBeLessThan(seenBefore + 12);
		// nothing was written yet, so nobody was told anything, and nobody was sent away
		expect([closings, drawer.socket.acknowledged()]).toEqual([[], told]);
		line.flow();
		expect((await drawer.socket.closed).code).toBe(1012);
		expect(drawer.socket.acknowledged()).toBeGreaterThan(told);
		expect(Object.keys(await recorded(drawer.sessionId)).length).toBe(drawer.socket.acknowledged() - 1);
		await until(() => expect(reader.closed).toContain(1012));
		expect((await ended).code).toBe(0);
	});

	test("[O3] with a database that does not come back it stops in time all the same, and says what it could not write", async () => {
		server = await start();
		const drawer = await drawing();
		line.stall();
		await until(async () => {
			const page = await (await fetch(`${server.url}/metrics`)).text();
			expect(Number(/^boardwalk_backlog_rows (\d+)$/m.exec(page)?.[1])).toBeGreaterThan(5);
		});
		const told = drawer.socket.acknowledged();
		const begun = Date.now();
		const { output } = await server.end("SIGTERM");
		expect(Date.now() - begun).toBeLessThan(STOPPED_WITHIN_MS + 5_000);
		expect(output).toContain("stopped with entries that the database did not take");
		expect((await drawer.socket.closed).code).toBe(1012);
		// what is not saved was never said to be
		expect(drawer.socket.acknowledged()).toBe(told);
	});
});
