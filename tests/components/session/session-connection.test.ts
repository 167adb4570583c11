// @vitest-environment node
// One page's line to a session, against a real Socket.IO server: what comes in is checked, a command is carried out once
// over a lost line, and only a permanent reason closes it.
import { createServer, type Server as HttpServer } from "node:http";
import { type Namespace, Server, type Socket } from "socket.io";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SessionConnection } from "#components/session/session-connection.ts";
import { SESSION_NAMESPACE } from "#core/protocol.ts";
import { madeView } from "#tests/components/session/made-view.ts";

let http: HttpServer;
let io: Server;
let namespace: Namespace;
let url: string;
let close: (() => void) | null = null;

beforeEach(async () => {
	http = createServer();
	io = new Server(http, { transports: ["websocket"] });
	namespace = io.of(SESSION_NAMESPACE);
	await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
	const address = http.address();
	if (typeof address !== "object" || !address) throw new Error("the test's server has no port");
	url = `http://127.0.0.1:${address.port}`;
});

afterEach(async () => {
	close?.();
	close = null;
	await io.close();
});

function connect(): SessionConnection {
	const connection = new SessionConnection({ sessionId: "s1", url });
	close = connection.open();
	return connection;
}

function onConnection(serve: (socket: Socket) => void) {
	namespace.on("connection", (socket) => {
		socket.on("time", (answer: (value: unknown) => void) => answer({ at: 90_000 }));
		serve(socket);
	});
}

const view = madeView();
const sendView = (socket: Socket) => socket.emit("message", { type: "view", view });

test("a view makes the room live and sets its clock by measured round trips", async () => {
	onConnection(sendView);
	const connection = connect();
	await vi.waitFor(() => expect(connection.snapshot()).toMatchObject({ state: "live", view, lostSinceMs: null }));
	// the view's own time comes first and is later
	await vi.waitFor(() => expect(connection.clock.now()).toBeLessThan(100_000));
	expect(connection.clock.now()).toBeGreaterThanOrEqual(90_000);
});

test("the handshake carries the session's id", async () => {
	const auth = new Promise<unknown>((resolve) => onConnection((socket) => resolve(socket.handshake.auth)));
	connect();
	expect(await auth).toEqual({ sessionId: "s1" });
});

test("a command is answered: carried out, or refused in words", async () => {
	onConnection((socket) => {
		sendView(socket);
		socket.on("command", (message: { command: { type: string } }, answer: (value: unknown) => void) =>
			answer(message.command.type === "start" ? { ok: true } : { refused: "wrong-phase", message: "Not now." }),
		);
	});
	const connection = connect();
	await vi.waitFor(() => expect(connection.snapshot().state).toBe("live"));
	expect(await connection.send({ type: "start" })).toEqual({ ok: true });
	expect(await connection.send({ type: "pause" })).toEqual({ refused: "wrong-phase", message: "Not now." });
});

test("a command whose answer was lost with the line is asked again under the same id", async () => {
	const asked: string[] = [];
	onConnection((socket) => {
		sendView(socket);
		socket.on("command", (message: { commandId: string }, answer: (value: unknown) => void) => {
			asked.push(message.commandId);
			if (asked.length === 1) socket.conn.close();
			else answer({ ok: true });
		});
	});
	const connection = connect();
	await vi.waitFor(() => expect(connection.snapshot().state).toBe("live"));
	expect(await connection.send({ type: "add-note", kind: "note", text: "kept" })).toEqual({ ok: true });
	expect(asked).toHaveLength(2);
	expect(new Set(asked).size).toBe(1);
}, 20_000);

test("without a line a command is refused at once instead of waiting to surprise somebody later", async () => {
	const connection = new SessionConnection({ sessionId: "s1", url: "http://127.0.0.1:1" });
	close = connection.open();
	expect(await connection.send({ type: "pause" })).toMatchObject({ refused: "unavailable" });
});

test("a closing line with a reason to come back comes back by itself and keeps the view meanwhile", async () => {
	let connections = 0;
	onConnection((socket) => {
		connections++;
		sendView(socket);
		if (connections > 1) return;
		socket.emit("message", { type: "closing", reason: "restart" });
		socket.disconnect(true);
	});
	const connection = connect();
	const lost: unknown[] = [];
	connection.subscribe(() => {
		const snapshot = connection.snapshot();
		if (snapshot.state === "live" && snapshot.lostSinceMs !== null) lost.push(snapshot.view);
	});
	await vi.waitFor(() => expect(connections).toBe(2), { timeout: 5_000 });
	await vi.waitFor(() => expect(connection.snapshot()).toMatchObject({ state: "live", lostSinceMs: null }));
	expect(lost[0]).toEqual(view);
});

test("somebody who was removed is told so and does not come back", async () => {
	let connections = 0;
	onConnection((socket) => {
		connections++;
		sendView(socket);
		socket.emit("message", { type: "closing", reason: "notAllowed" });
		socket.disconnect(true);
	});
	const connection = connect();
	await vi.waitFor(() => expect(connection.snapshot()).toMatchObject({ state: "closed", reason: "notAllowed" }));
	expect(connection.snapshot()).toMatchObject({ view });
	expect(connections).toBe(1);
});

test("a refused handshake closes the page for the reason that the server gave", async () => {
	namespace.use((_, next) => next(new Error("gone")));
	const connection = connect();
	await vi.waitFor(() => expect(connection.snapshot()).toEqual({ state: "closed", reason: "gone", view: null }));
});

test("a handshake refused for now is tried again", async () => {
	let tries = 0;
	namespace.use((_, next) => {
		tries++;
		next(tries === 1 ? new Error("later") : undefined);
	});
	onConnection(sendView);
	const connection = connect();
	await vi.waitFor(() => expect(connection.snapshot().state).toBe("live"), { timeout: 5_000 });
	expect(tries).toBe(2);
});

test("a message that this page cannot read asks for a reload and is not half used", async () => {
	onConnection((socket) => socket.emit("message", { type: "view", view: { ...view, surprise: true } }));
	const connection = connect();
	await vi.waitFor(() => expect(connection.snapshot()).toEqual({ state: "outdated" }));
});
