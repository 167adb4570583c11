// @vitest-environment node
// The connection of a board against a real socket: what "saved" means, what a cut does, what each close code leads to.
// The server here is small and acknowledges only when a test tells it to; the real one has tests of its own.
import { once } from "node:events";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket as NodeSocket, WebSocketServer } from "ws";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import { connectSync, type SyncConnection, type SyncState } from "#components/board/sync-connection.ts";
import { CLOSE, type CloseReason, FRAME } from "#core/protocol.ts";

let server: WebSocketServer;
let serverDoc: Y.Doc;
let sockets: NodeSocket[];
let received: number;
let doc: Y.Doc;
let states: SyncState[];
let readOnly: CloseReason[];
let flushes: string[];
let connection: SyncConnection;

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
	const encoder = encoding.createEncoder();
	write(encoder);
	return encoding.toUint8Array(encoder);
}

function acknowledge(count = received): void {
	sockets.at(-1)?.send(
		frame((encoder) => {
			encoding.writeVarUint(encoder, FRAME.acknowledged);
			encoding.writeVarUint(encoder, count);
		}),
	);
}

function sendUpdate(change: (from: Y.Doc) => void): void {
	const before = Y.encodeStateVector(serverDoc);
	change(serverDoc);
	const update = Y.encodeStateAsUpdate(serverDoc, before);
	sockets.at(-1)?.send(
		frame((encoder) => {
			encoding.writeVarUint(encoder, FRAME.sync);
			syncProtocol.writeUpdate(encoder, update);
		}),
	);
}

function serve(socket: NodeSocket): void {
	sockets.push(socket);
	received = 0;
	socket.on("message", (data: Buffer) => {
		const decoder = decoding.createDecoder(new Uint8Array(data));
		if (decoding.readVarUint(decoder) !== FRAME.sync) return;
		const answer = encoding.createEncoder();
		encoding.writeVarUint(answer, FRAME.sync);
		const kind = syncProtocol.readSyncMessage(decoder, answer, serverDoc, "client");
		if (kind !== syncProtocol.messageYjsSyncStep1) received += 1;
		else socket.send(encoding.toUint8Array(answer));
	});
	socket.send(
		frame((encoder) => {
			encoding.writeVarUint(encoder, FRAME.sync);
			syncProtocol.writeSyncStep1(encoder, serverDoc);
		}),
	);
}

const shown = () => states.at(-1)?.state;
const becomes = (state: SyncState["state"]) => vi.waitFor(() => expect(shown()).toBe(state), 5_000);

beforeEach(async () => {
	server = new WebSocketServer({ port: 0 });
	await once(server, "listening");
	server.on("connection", serve);
	[serverDoc, doc] = [new Y.Doc(), new Y.Doc()];
	[sockets, states, readOnly, flushes] = [[], [], [], []];
	received = 0;
	const address = server.address();
	if (typeof address !== "object" || !address) throw new Error("no port");
	connection = connect(address.port);
});

function connect(port: number, watchesOnly = false): SyncConnection {
	return connectSync({
		url: `ws://localhost:${port}/sync`,
		sessionId: "s1",
		doc,
		watchesOnly,
		flush: () => flushes.push(String(doc.getMap("records").get("theirs"))),
		onState: (state) => states.push(state),
		onReadOnly: (reason) => readOnly.push(reason),
		WebSocket: NodeSocket as unknown as typeof WebSocket,
	});
}

afterEach(async () => {
	connection.disconnect();
	for (const socket of sockets) socket.terminate();
	server.close();
	await once(server, "close");
});

test("nothing is called saved before the server has acknowledged our own state", async () => {
	expect(states).toEqual([{ state: "connecting" }]);
	await becomes("saving");
	await vi.waitFor(() => expect(received).toBe(1));
	expect(states.map(({ state }) => state)).toEqual(["connecting", "saving"]);
	acknowledge();
	await becomes("saved");
});

async function saved(): Promise<void> {
	await vi.waitFor(() => expect(received).toBeGreaterThan(0));
	acknowledge();
	await becomes("saved");
}

test("a change is saved when its frame is acknowledged, a deletion too", async () => {
	await saved();
	for (const change of [() => doc.getMap("records").set("mine", 1), () => doc.getMap("records").delete("mine")]) {
		const before = received;
		change();
		expect(shown()).toBe("saving");
		expect(connection.unsaved).toBe(true);
		await vi.waitFor(() => expect(received).toBe(before + 1));
		expect(shown()).toBe("saving");
		acknowledge();
		await becomes("saved");
		expect(connection.unsaved).toBe(false);
	}
});

test("of two changes, the acknowledgement of the first does not make it saved", async () => {
	await saved();
	doc.getMap("records").set("one", 1);
	doc.getMap("records").set("two", 2);
	await vi.waitFor(() => expect(received).toBe(3));
	acknowledge(2);
	sendUpdate((from) => from.getMap("records").set("theirs", 1));
	await vi.waitFor(() => expect(doc.getMap("records").get("theirs")).toBe(1));
	expect(shown()).toBe("saving");
	acknowledge(3);
	await becomes("saved");
});

test("what waits in the board is not saved", async () => {
	await saved();
	connection.setPending(true);
	expect(shown()).toBe("saving");
	connection.setPending(false);
	expect(shown()).toBe("saved");
});

test("the board flushes before a remote frame is read", async () => {
	await saved();
	const before = flushes.length;
	sendUpdate((from) => from.getMap("records").set("theirs", "there"));
	await vi.waitFor(() => expect(doc.getMap("records").get("theirs")).toBe("there"));
	expect(flushes.slice(before)).toEqual(["undefined"]);
});

test("after a cut, work goes on under a new client id, is counted, and is saved when the connection is back", async () => {
	await saved();
	const firstId = doc.clientID;
	connection.awareness.setLocalState({ cursor: null });
	sockets.at(-1)?.terminate();
	await becomes("offline");
	expect(doc.clientID).not.toBe(firstId);
	expect(connection.awareness.clientID).toBe(doc.clientID);
	expect(connection.awareness.getLocalState()).toEqual({ cursor: null });
	doc.getMap("records").set("offline", 1);
	doc.getMap("records").set("offline", 2);
	expect(states.at(-1)).toMatchObject({ state: "offline", pending: 2 });
	expect(connection.unsaved).toBe(true);
	await vi.waitFor(() => expect(sockets.length).toBe(2), 5_000);
	await vi.waitFor(() => expect(serverDoc.getMap("records").get("offline")).toBe(2), 5_000);
	expect(shown()).not.toBe("saved");
	acknowledge();
	await becomes("saved");
	expect(connection.unsaved).toBe(false);
});

test("a frame that was sent but not acknowledged before a cut is unsaved until the next connection has it", async () => {
	await saved();
	doc.getMap("records").set("late", 1);
	await vi.waitFor(() => expect(received).toBe(2));
	sockets.at(-1)?.terminate();
	await becomes("offline");
	expect(states.at(-1)).toMatchObject({ pending: 1 });
	await vi.waitFor(() => expect(sockets.length).toBe(2), 5_000);
	await saved();
});

for (const reason of ["signedOut", "notAllowed", "gone"] as const) {
	test(`close code ${CLOSE[reason].code} stops for good and says why`, async () => {
		await saved();
		sockets.at(-1)?.close(CLOSE[reason].code);
		await becomes("stopped");
		expect(states.at(-1)).toEqual({ state: "stopped", reason });
	});
}

for (const reason of ["resync", "restart", "later", "badFrame", "tooMany"] as const) {
	test(`close code ${CLOSE[reason].code} comes back by itself`, async () => {
		await saved();
		sockets.at(-1)?.close(CLOSE[reason].code);
		await vi.waitFor(() => expect(sockets.length).toBe(2), 5_000);
		await saved();
		expect(readOnly).toEqual([]);
	});
}

for (const reason of ["ended", "boardFull"] as const) {
	test(`close code ${CLOSE[reason].code} asks for a board that is only read`, async () => {
		await saved();
		sockets.at(-1)?.close(CLOSE[reason].code);
		await vi.waitFor(() => expect(readOnly).toEqual([reason]), 5_000);
		expect(sockets.length).toBe(1);
	});
}

test("[Y4] who only watches offers nothing, not even what the server lost", async () => {
	await vi.waitFor(() => expect(sockets).toHaveLength(1));
	connection.disconnect();
	doc.getMap("records").set("lost", "in a crash");
	const { port } = server.address() as { port: number };
	connection = connect(port, true);
	await vi.waitFor(() => expect(sockets).toHaveLength(2));
	await vi.waitFor(() => expect(received).toBe(1));
	acknowledge();
	await becomes("saved");
	expect(serverDoc.getMap("records").size).toBe(0);
	sendUpdate((from) => from.getMap("records").set("theirs", "seen"));
	await vi.waitFor(() => expect(doc.getMap("records").get("theirs")).toBe("seen"));
});
