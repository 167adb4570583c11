// What one connection may cost: rates and sizes on a clock in the test's hands, slow and dead readers on real sockets, and how many
// sockets a room and an address have.
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import {
	BYTES_PER_SECOND,
	CUT_CONSUMER_BYTES,
	DEAD_AFTER_MS,
	INITIAL_STATE_MS,
	MAX_ADDRESS_SOCKETS,
	MAX_FRAME_BYTES,
	MAX_JOIN_FRAME_BYTES,
	MAX_ROOM_SOCKETS,
	MAX_STATE_VECTOR_BYTES,
	PING_INTERVAL_MS,
	PRESENCE_PER_SECOND,
	UPDATE_BURST,
	UPDATES_PER_SECOND,
} from "#core/limits.ts";
import { CLOSE, FRAME } from "#core/protocol.ts";
import { BoardSocket } from "#server/board-socket.ts";
import { createLog } from "#server/log.ts";
import { NO_METRICS } from "#server/metrics.ts";
import { HandClock } from "#tests/helpers/hand-clock.ts";
import { join, openRoom } from "#tests/helpers/hand-room.ts";
import { startProxy } from "#tests/helpers/proxy.ts";
import { BareSocket, guest, seatPeople, socketOf, syncFrame } from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 });
const leaving: (() => void)[] = [];
afterEach(() => {
	for (const leave of leaving.splice(0)) leave();
});

/** A board socket with a real client at its other end. */
async function boardSocket(options: { autoPong?: boolean } = {}) {
	const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("no port");
	const accepted = once(server, "connection");
	const client = new WebSocket(`ws://127.0.0.1:${address.port}`, { perMessageDeflate: false, ...options });
	const [ws, { socket: line }] = (await accepted) as [WebSocket, IncomingMessage];
	await once(client, "open");
	ws.on("error", () => {});
	client.on("error", () => {});
	const clock = new HandClock(1_000_000);
	const board = new BoardSocket(ws, { line, clock, log: createLog("silent"), metrics: NO_METRICS });
	leaving.push(() => {
		client.terminate();
		server.close();
	});
	return { board, clock, client, ws };
}

/** A sync frame of exactly that size. */
function frameOf(kind: 0 | 1 | 2, bytes: number): Uint8Array {
	const frame = new Uint8Array(bytes);
	frame.set([0, kind]);
	return frame;
}

const presence = (bytes: number) => {
	const frame = new Uint8Array(bytes);
	frame[0] = 1;
	return frame;
};

describe("how much one connection may send", () => {
	test("[Y11] 200 updates at once, 60 a second in the long run", async () => {
		const { board, clock } = await boardSocket();
		const send = () => board.excessOf(frameOf(2, 50), { joined: true });
		for (let i = 0; i < UPDATE_BURST; i++) expect(send()).toBeNull();
		expect(send()).toBe("tooMany");
		clock.turn(1_000);
		for (let i = 0; i < UPDATES_PER_SECOND; i++) expect(send()).toBeNull();
		expect(send()).toBe("tooMany");
	});

	test("[Y11] 256 KB a second in the long run, presence counted", async () => {
		const { board, clock } = await boardSocket();
		const send = (bytes: number) => board.excessOf(frameOf(2, bytes), { joined: true });
		expect(send(MAX_FRAME_BYTES)).toBeNull();
		expect(send(100)).toBe("tooMany");
		clock.turn(1_000);
		expect(send(BYTES_PER_SECOND / 2)).toBeNull();
		expect(board.excessOf(presence(BYTES_PER_SECOND / 2), { joined: true })).toBeNull();
		expect(board.excessOf(presence(100), { joined: true })).toBe("drop");
		expect(send(100)).toBe("tooMany");
	});

	test("[Y16] 8 MB for the answer of a joining connection, 1 MB for everything else", async () => {
		const { board } = await boardSocket();
		expect(board.excessOf(frameOf(1, MAX_JOIN_FRAME_BYTES), { joined: false })).toBeNull();
		for (const kind of [0, 2] as const) {
			expect(board.excessOf(frameOf(kind, MAX_FRAME_BYTES + 1), { joined: false })).toBe("resync");
		}
		expect(board.excessOf(frameOf(1, MAX_FRAME_BYTES + 1), { joined: true })).toBe("resync");
		expect(board.excessOf(frameOf(2, MAX_FRAME_BYTES), { joined: true })).toBeNull();
	});

	test("[Y11] presence beyond 60 at once and 30 a second is dropped, and ends nothing", async () => {
		const { board, clock } = await boardSocket();
		const move = () => board.excessOf(presence(60), { joined: true });
		for (let i = 0; i < 2 * PRESENCE_PER_SECOND; i++) expect(move()).toBeNull();
		expect(move()).toBe("drop");
		clock.turn(1_000);
		for (let i = 0; i < PRESENCE_PER_SECOND; i++) expect(move()).toBeNull();
		expect(move()).toBe("drop");
		expect(board.isEnding).toBe(false);
	});

	test("[Y16] who asks for the board again and again is refused, and a question is no board", async () => {
		const { board } = await boardSocket();
		const ask = () => board.excessOf(syncFrame(0, new Uint8Array([0])), { joined: true });
		let asked = 0;
		while (asked < 100 && ask() === null) asked++;
		expect(asked).toBeLessThan(20);
		const { room } = await openRoom();
		const carl = join(room, "carl");
		room.receive(carl.member, syncFrame(0, new Uint8Array(MAX_STATE_VECTOR_BYTES + 1)));
		expect(carl.connection.closed).toBe("badFrame");
	});
});

describe("a slow reader", () => {
	test("[Y10] is cut at 4 MB beyond its initial state, not before", async () => {
		const { board, client, ws } = await boardSocket();
		client.pause();
		const state = new Uint8Array(12 * 1024 * 1024);
		board.send(state, { initial: true });
		const waiting = () => ws.bufferedAmount;
		await until(() => expect(waiting()).toBeGreaterThan(CUT_CONSUMER_BYTES));
		const chunk = new Uint8Array(256 * 1024);
		while (waiting() + chunk.length < state.length + CUT_CONSUMER_BYTES) {
			board.send(chunk);
			expect(ws.readyState).toBe(WebSocket.OPEN);
		}
		for (let i = 0; i < 3; i++) board.send(chunk);
		expect(board.isEnding).toBe(true);
		await until(() => expect(ws.readyState).toBe(WebSocket.CLOSED));
	});

	test("[Y10] the initial state has a minute", async () => {
		const { board, clock, client, ws } = await boardSocket();
		client.pause();
		board.send(new Uint8Array(20 * 1024 * 1024), { initial: true });
		await until(() => expect(ws.bufferedAmount).toBeGreaterThan(CUT_CONSUMER_BYTES));
		clock.turn(INITIAL_STATE_MS);
		board.send(new Uint8Array(10));
		expect(board.isEnding).toBe(false);
		clock.turn(1);
		board.send(new Uint8Array(10));
		expect(board.isEnding).toBe(true);
	});

	test("[Y10] asking for the board once more gives no more time", async () => {
		const { room } = await openRoom();
		const carl = join(room, "carl");
		const initial: boolean[] = [];
		carl.connection.send = (_frame: Uint8Array, options?: { initial: boolean }) => {
			initial.push(options?.initial ?? false);
		};
		room.receive(carl.member, syncFrame(0, new Uint8Array([0])));
		expect(initial).toEqual([false]);
	});

	test("[Y10] who reads is not cut, however much goes through", async () => {
		const { board, client, ws } = await boardSocket();
		let read = 0;
		client.on("message", (data: Buffer) => {
			read += data.length;
		});
		const chunk = new Uint8Array(1024 * 1024);
		for (let i = 1; i <= 20; i++) {
			board.send(chunk);
			await until(() => expect(read).toBe(i * chunk.length));
		}
		expect(ws.readyState).toBe(WebSocket.OPEN);
	});
});

describe("a peer that gives no sign of life", () => {
	test("[Y10] is asked after 15 seconds and cut after 30", async () => {
		const { board, clock, client, ws } = await boardSocket({ autoPong: false });
		let asked = 0;
		client.on("ping", () => asked++);
		leaving.push(board.watch());
		clock.turn(PING_INTERVAL_MS - 1);
		expect(ws.readyState).toBe(WebSocket.OPEN);
		clock.turn(1);
		await until(() => expect(asked).toBe(1));
		clock.turn(DEAD_AFTER_MS - PING_INTERVAL_MS - 1);
		expect(board.isEnding).toBe(false);
		clock.turn(1);
		expect(board.isEnding).toBe(true);
		await until(() => expect(client.readyState).toBe(WebSocket.CLOSED));
	});

	test("[Y10] one that answers, or says anything, stays", async () => {
		const { board, clock, ws } = await boardSocket();
		leaving.push(board.watch());
		for (let i = 0; i < 10; i++) {
			const answered = once(ws, "pong");
			clock.turn(PING_INTERVAL_MS);
			await answered;
		}
		const silent = await boardSocket({ autoPong: false });
		leaving.push(silent.board.watch());
		for (let i = 0; i < 10; i++) {
			silent.clock.turn(PING_INTERVAL_MS);
			silent.board.excessOf(presence(10), { joined: true });
		}
		expect([board.isEnding, silent.board.isEnding]).toEqual([false, false]);
	});

	test("[Y10] who is alone hears something all the same: a stock client leaves a line that is silent for 30 seconds", async () => {
		const { board, clock, client, ws } = await boardSocket();
		const doc = new Y.Doc();
		const socketless = { connect: false, WebSocketPolyfill: socketOf("") };
		const provider = new WebsocketProvider("ws://127.0.0.1:1", "nobody is there", doc, socketless);
		leaving.push(() => provider.destroy());
		const heard: Uint8Array[] = [];
		client.on("message", (data: Buffer) => heard.push(new Uint8Array(data)));
		leaving.push(board.watch());
		for (let times = 1; times <= 3; times++) {
			const answered = once(ws, "pong");
			clock.turn(PING_INTERVAL_MS);
			await answered;
			await until(() => expect(heard).toHaveLength(times));
		}
		// and it is told nothing by it
		const told: unknown[] = [];
		provider.awareness.on("update", (change: unknown) => told.push(change));
		for (const frame of heard) {
			const decoder = decoding.createDecoder(frame);
			const read = provider.messageHandlers[decoding.readVarUint(decoder)];
			if (!read) throw new Error("a stock client does not know this message");
			const answer = encoding.createEncoder();
			read(answer, decoder, provider, true, FRAME.awareness);
			expect(encoding.length(answer)).toBe(0);
		}
		expect(told).toEqual([]);
		expect([...provider.awareness.getStates().keys()]).toEqual([doc.clientID]);
	});

	test("[Y10] who has much to read is not told that on top of it", async () => {
		const { board, clock, client, ws } = await boardSocket();
		client.pause();
		board.send(new Uint8Array(12 * 1024 * 1024), { initial: true });
		await until(() => expect(ws.bufferedAmount).toBeGreaterThan(CUT_CONSUMER_BYTES));
		const waiting = ws.bufferedAmount;
		leaving.push(board.watch());
		clock.turn(PING_INTERVAL_MS);
		// the ping alone
		expect(ws.bufferedAmount - waiting).toBeLessThanOrEqual(2);
	});
});

describe("how many sockets", () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startTestServer();
	});
	afterAll(() => server?.stop());

	test("[Y12] a room has 20, and the next is told to come later", async () => {
		const { sessionId, candidate } = await seatPeople(server.database);
		const enter = () => {
			const socket = new BareSocket(server.port, sessionId, candidate, { ack: true });
			leaving.push(() => socket.leave());
			return socket;
		};
		const inside = Array.from({ length: MAX_ROOM_SOCKETS }, enter);
		for (const socket of inside) await socket.join();
		await until(() => expect(inside.every((socket) => socket.acknowledged() === 1)).toBe(true));
		expect((await enter().closed).code).toBe(CLOSE.later.code);
		inside[0]?.leave();
		await until(() => expect(inside[0]?.ws.readyState).toBe(WebSocket.CLOSED));
		const next = enter();
		await next.join();
		await until(() => expect(next.acknowledged()).toBe(1));
	});

	test("[Y5] who brings much over a slow line has more time to join, who brings next to nothing has not", async () => {
		const { sessionId, candidate } = await seatPeople(server.database);
		const line = await startProxy({ port: server.port, host: "127.0.0.1" });
		leaving.push(() => void line.close());
		const doc = new Y.Doc();
		doc.getMap("records").set("drawn offline", "x".repeat(150_000));
		const [much, little] = [line.port, server.port].map(
			(port) => new BareSocket(port, sessionId, candidate, { ack: true }),
		);
		if (!much || !little) throw new Error("no sockets");
		leaving.push(() => much.leave());
		await Promise.all([much.opened, little.opened]);
		// seven seconds in all
		line.drip(5_000, 230);
		much.sync(1, Y.encodeStateAsUpdate(doc));
		expect((await little.closed).code).toBe(CLOSE.resync.code);
		expect(much.acknowledged()).toBe(0);
		await until(() => expect(much.acknowledged()).toBe(1));
	});

	test.each([
		["board", "/sync/nowhere", 401],
		["session", "/socket.io/?EIO=4&transport=websocket", 101],
	])(
		"[Y12] of the kind “%s” an address has 200, and the next gets 429 before it is asked who it is",
		async (_kind, path, otherwise) => {
			const { token } = await guest();
			const sockets: Socket[] = [];
			/** Asks for an upgrade and never answers the close that follows: the socket stays. @returns the status */
			const knock = async (headers: string) => {
				const socket = connect(server.port, "127.0.0.1");
				socket.on("error", () => {});
				leaving.push(() => socket.destroy());
				const key = "dGhlIHNhbXBsZSBub25jZQ==";
				socket.write(
					`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${headers}\r\n`,
				);
				const [data] = await once(socket, "data");
				sockets.push(socket);
				return Number(String(data).split(" ")[1]);
			};
			const signedIn = `Authorization: Bearer ${token}\r\n`;
			const statuses = await Promise.all(Array.from({ length: MAX_ADDRESS_SOCKETS }, () => knock(signedIn)));
			expect(new Set(statuses)).toEqual(new Set([101]));
			expect(await knock("")).toBe(429);
			for (const socket of sockets.splice(0)) socket.destroy();
			// there is room again: nobody signed in is told so, by a board at once, by a session within its connection
			await vi.waitFor(async () => expect(await knock("")).toBe(otherwise), { timeout: 20_000, interval: 20 });
		},
	);
});
