// One server node that a test may stop, crash and start again: the real rooms and the real sync endpoint on a real port, with a
// database connection of its own and a clock on which time can be skipped. A crash here is what a kill leaves behind: sockets are
// reset, what was not committed is gone, an insert on its way may or may not have arrived.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { pino } from "pino";
import type { Clock } from "#server/clock.ts";
import { openDatabase } from "#server/db/client.ts";
import type { OpenRoom } from "#server/open-room.ts";
import { settleAddress } from "#server/origin.ts";
import { Rooms } from "#server/rooms.ts";
import { createSync } from "#server/sync.ts";
import { type Proxy as Line, startProxy } from "#tests/helpers/proxy.ts";

/** The system's clock, on which time can also be skipped: what was due in between happens at once. */
export class SkippingClock implements Clock {
	skippedMs: number;
	readonly #timers = new Set<{ dueMs: number; everyMs: number | null; run(): void; handle: NodeJS.Timeout }>();

	constructor(skippedMs = 0) {
		this.skippedMs = skippedMs;
	}

	now(): number {
		return Date.now() + this.skippedMs;
	}

	after(ms: number, run: () => void): () => void {
		return this.#add(ms, null, run);
	}

	every(ms: number, run: () => void): () => void {
		return this.#add(ms, ms, run);
	}

	skip(ms: number): void {
		this.skippedMs += ms;
		for (const timer of [...this.#timers]) {
			if (timer.dueMs > this.now() || !this.#timers.has(timer)) continue;
			clearTimeout(timer.handle);
			this.#ring(timer);
		}
	}

	stop(): void {
		for (const { handle } of this.#timers) clearTimeout(handle);
		this.#timers.clear();
	}

	#add(ms: number, everyMs: number | null, run: () => void): () => void {
		const timer = { dueMs: this.now() + ms, everyMs, run, handle: setTimeout(() => {}, 0) };
		clearTimeout(timer.handle);
		timer.handle = setTimeout(() => this.#ring(timer), ms);
		this.#timers.add(timer);
		return () => {
			clearTimeout(timer.handle);
			this.#timers.delete(timer);
		};
	}

	#ring(timer: { dueMs: number; everyMs: number | null; run(): void; handle: NodeJS.Timeout }): void {
		if (timer.everyMs === null) this.#timers.delete(timer);
		else {
			timer.dueMs = this.now() + timer.everyMs;
			timer.handle = setTimeout(() => this.#ring(timer), timer.everyMs);
		}
		timer.run();
	}
}

export interface Node {
	readonly port: number;
	readonly clock: SkippingClock;
	/** between this node and its database */
	readonly database: Line;
	/** every line that it logged, parsed */
	readonly logged: Record<string, unknown>[];
	room(sessionId: string): Promise<OpenRoom>;
	/** rooms that are not gone */
	rooms(): number;
	/** asked to: everybody is told, everything is written */
	stop(): Promise<void>;
	/** without a word, and without what was not committed */
	crash(): Promise<void>;
}

/** @param databaseUrl of the embedded PostgreSQL, on its unix socket; @param skippedMs on the clock of the node before */
export async function startNode(databaseUrl: string, skippedMs = 0): Promise<Node> {
	const direct = new URL(databaseUrl);
	const line = await startProxy({ path: `${direct.searchParams.get("host")}/.s.PGSQL.5432` });
	const clock = new SkippingClock(skippedMs);
	const logged: Record<string, unknown>[] = [];
	const log = pino({ level: "debug", base: null }, { write: (text: string) => void logged.push(JSON.parse(text)) });
	// sign-in goes on using the test's own door
	const before = globalThis.__boardwalkDatabase;
	const database = openDatabase(`postgresql://postgres@127.0.0.1:${line.port}${direct.pathname}`, log);
	globalThis.__boardwalkDatabase = before;
	const rooms = new Rooms({ db: database, log, clock });
	const sync = createSync({ rooms, db: database, log, clock });
	await rooms.ready;

	const server = createServer();
	const sockets = new Set<Duplex>();
	server.on("upgrade", (request, socket, head) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket));
		socket.on("error", () => socket.destroy());
		settleAddress(request, { trustProxy: false });
		sync.upgrade(request, socket, head);
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const { port } = server.address() as AddressInfo;

	async function end(): Promise<void> {
		sync.close();
		for (const socket of sockets) socket.destroy();
		const closed = new Promise((done) => server.close(done));
		// half a request may have come through a bad line
		server.closeAllConnections();
		await inTime("the port", closed);
		await inTime("the database", database.close());
		await line.close();
		clock.stop();
	}

	return {
		port,
		clock,
		database: line,
		logged,
		async room(sessionId) {
			const room = await rooms.open(sessionId);
			if (!room) throw new Error("there is no such session");
			return room;
		},
		rooms() {
			const { loading, live, draining } = rooms.census().rooms;
			return loading + live + draining;
		},
		async stop() {
			line.restore();
			await inTime("the rooms", rooms.close());
			await end();
		},
		async crash() {
			line.down();
			for (const socket of sockets) socket.destroy();
			// nobody waits for a dead process
			const hurry = setInterval(() => clock.skip(60_000), 1);
			await inTime("the rooms", rooms.close());
			clearInterval(hurry);
			await end();
		},
	};
}

/** Far beyond what a stop may take. */
const STOPPED_WITHIN_MS = 20_000;

async function inTime<T>(what: string, closing: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_done, fail) => {
		timer = setTimeout(() => fail(new Error(`${what} did not close in time`)), STOPPED_WITHIN_MS);
	});
	return Promise.race([closing, late]).finally(() => clearTimeout(timer));
}
