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
import type { Keeper, Keeping, Unsent } from "#components/board/kept-edits.ts";
import {
	connectSync,
	type SyncConnection,
	type SyncOptions,
	type SyncState,
} from "#components/board/sync-connection.ts";
import { CLOSE, type CloseReason, FRAME } from "#core/protocol.ts";

let server: WebSocketServer;
let serverDoc: Y.Doc;
let sockets: NodeSocket[];
let received: number;
let doc: Y.Doc;
let states: SyncState[];
let refused: { reason: CloseReason; unsent: Unsent }[];
let keeper: FakeKeeper | null;
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
	[sockets, states, refused, flushes] = [[], [], [], []];
	[received, keeper] = [0, null];
	const address = server.address();
	if (typeof address !== "object" || !address) throw new Error("no port");
	connection = connect(address.port);
});

/** A browser's storage that does what a test says. */
class FakeKeeper implements Keeper {
	keeping: Keeping = "not-kept";
	readonly did: string[] = [];
	#opens: (found: Unsent | null) => void = () => {};

	constructor(readonly changed: () => void) {}

	start(): Promise<Unsent | null> {
		this.did.push("start");
		return new Promise((resolve) => {
			this.#opens = resolve;
		});
	}
	opens(found: Unsent | null): void {
		this.#opens(found);
	}
	becomes(keeping: Keeping): void {
		this.keeping = keeping;
		this.changed();
	}
	setUnsaved(changes: number): void {
		this.did.push(`${changes} unsaved`);
	}
	async forget(): Promise<void> {
		this.did.push("forget");
		this.keeping = "not-kept";
	}
	stop(): void {
		this.did.push("stop");
	}
}

/** Connects anew with a storage. */
async function connectKeeping(options: Partial<SyncOptions> = {}): Promise<FakeKeeper> {
	await vi.waitFor(() => expect(sockets).toHaveLength(1));
	connection.disconnect();
	[doc, states] = [new Y.Doc(), []];
	const { port } = server.address() as { port: number };
	connection = connect(port, {
		keep: (_doc, onChange) => {
			keeper = new FakeKeeper(onChange);
			return keeper;
		},
		...options,
	});
	if (!keeper) throw new Error("no storage was asked for");
	return keeper;
}

/** What another page of this browser had drawn, under its own client id. */
function leftBehind(changes: number): Unsent {
	const other = new Y.Doc();
	for (let change = 0; change < changes; change++) other.getMap("records").set(`kept${change}`, change);
	return { state: Y.encodeStateAsUpdate(other), changes };
}

function connect(port: number, options: Partial<SyncOptions> = {}): SyncConnection {
	return connectSync({
		url: `ws://localhost:${port}/sync`,
		sessionId: "s1",
		doc,
		flush: () => flushes.push(String(doc.getMap("records").get("theirs"))),
		onState: (state) => states.push(state),
		onRefused: (reason, unsent) => refused.push({ reason, unsent }),
		WebSocket: NodeSocket as unknown as typeof WebSocket,
		...options,
	});
}

afterEach(async () => {
	connection.disconnect();
	for (const socket of sockets) socket.terminate();
	server.close();
	await once(server, "close");
});

test("nothing is called saved before the server has acknowledged our own state", async () => {
	expect(states).toEqual([{ state: "connecting", pending: 0 }]);
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
		expect(refused).toEqual([]);
	});
}

for (const reason of ["ended", "boardFull"] as const) {
	test(`close code ${CLOSE[reason].code} asks for a fresh board, and says what was not taken`, async () => {
		await saved();
		doc.getMap("records").set("late", 1);
		doc.getMap("records").set("later", 2);
		sockets.at(-1)?.close(CLOSE[reason].code);
		await vi.waitFor(() => expect(refused).toMatchObject([{ reason, unsent: { changes: 2 } }]), 5_000);
		expect(sockets.length).toBe(1);
		const left = new Y.Doc();
		Y.applyUpdate(left, refused[0]?.unsent.state ?? new Uint8Array());
		expect(left.getMap("records").toJSON()).toEqual({ late: 1, later: 2 });
		// it is no line that went
		expect(states.map(({ state }) => state)).not.toContain("offline");
	});
}

test("[Y4] who only watches offers nothing, not even what the server lost", async () => {
	await vi.waitFor(() => expect(sockets).toHaveLength(1));
	connection.disconnect();
	doc.getMap("records").set("lost", "in a crash");
	const { port } = server.address() as { port: number };
	connection = connect(port, { watchesOnly: true });
	await vi.waitFor(() => expect(sockets).toHaveLength(2));
	await vi.waitFor(() => expect(received).toBe(1));
	acknowledge();
	await becomes("saved");
	expect(serverDoc.getMap("records").size).toBe(0);
	sendUpdate((from) => from.getMap("records").set("theirs", "seen"));
	await vi.waitFor(() => expect(doc.getMap("records").get("theirs")).toBe("seen"));
});

// ── kept in the browser ─────────────────────────────────────────────────────────────────────────────────────────
/** The connection with the storage has reached the server and is saved. */
async function savedWith(sockets_: number): Promise<void> {
	await vi.waitFor(() => expect(sockets).toHaveLength(sockets_), 5_000);
	await saved();
}

test("[K1] what this browser kept is there before the connection, and heals as a part of one's own state", async () => {
	const storage = await connectKeeping();
	expect(storage.did).toEqual(["start"]);
	// a storage takes its time; nothing connects meanwhile
	for (let turn = 0; turn < 50; turn++) await new Promise((done) => setImmediate(done));
	expect(sockets).toHaveLength(1);
	const frames: number[] = [];
	server.once("connection", (socket) =>
		socket.on("message", (data: Buffer) => frames.push((data[0] ?? 0) * 10 + (data[1] ?? 0))),
	);
	storage.opens(leftBehind(3));
	await vi.waitFor(() => expect(states).toContainEqual({ state: "connecting", pending: 3 }));
	expect(doc.getMap("records").size).toBe(3);
	await savedWith(2);
	expect(serverDoc.getMap("records").toJSON()).toEqual({ kept0: 0, kept1: 1, kept2: 2 });
	// SyncStep1 and SyncStep2, no update frame: what was kept may hold anybody's work, and an update frame would claim it
	expect(frames).not.toContain(2);
	expect(storage.did.at(-1)).toBe("0 unsaved");
});

test("[K4] what an earlier connection of this page could not bring home goes along with a new one", async () => {
	await saved();
	connection.bring(leftBehind(2));
	await vi.waitFor(() => expect(states).toContainEqual(expect.objectContaining({ state: "offline", pending: 2 })));
	await savedWith(2);
	expect(serverDoc.getMap("records").toJSON()).toEqual({ kept0: 0, kept1: 1 });
});

test("[K2] offline, kept is said only while all of it lies in this browser", async () => {
	const storage = await connectKeeping();
	storage.opens(null);
	await savedWith(2);
	storage.becomes("kept");
	sockets.at(-1)?.terminate();
	await becomes("offline");
	expect(states.at(-1)).toMatchObject({ keeping: "kept" });
	connection.setPending(true);
	expect(states.at(-1)).toMatchObject({ keeping: "keeping", pending: 1 });
	connection.setPending(false);
	storage.becomes("keeping");
	expect(states.at(-1)).toMatchObject({ keeping: "keeping" });
	storage.becomes("not-kept");
	expect(states.at(-1)).toMatchObject({ keeping: "not-kept" });
});

test("[K2] without a storage nothing is called kept", async () => {
	await saved();
	sockets.at(-1)?.terminate();
	await becomes("offline");
	expect(states.at(-1)).toMatchObject({ keeping: "not-kept" });
});

test("the number of unsaved changes is remembered while offline, and forgotten when they are saved", async () => {
	const storage = await connectKeeping();
	storage.opens(null);
	await savedWith(2);
	sockets.at(-1)?.terminate();
	await becomes("offline");
	doc.getMap("records").set("one", 1);
	doc.getMap("records").set("two", 2);
	expect(storage.did.at(-1)).toBe("2 unsaved");
	await savedWith(3);
	expect(storage.did.at(-1)).toBe("0 unsaved");
});

for (const reason of ["signedOut", "notAllowed", "gone", "ended", "boardFull"] as const) {
	test(`[K3] close code ${CLOSE[reason].code} empties what this browser keeps`, async () => {
		const storage = await connectKeeping();
		storage.opens(leftBehind(1));
		await savedWith(2);
		expect(storage.did).not.toContain("forget");
		sockets.at(-1)?.close(CLOSE[reason].code);
		await vi.waitFor(() => expect(storage.did).toContain("forget"), 5_000);
	});
}

for (const reason of ["resync", "restart", "later", "tooMany"] as const) {
	test(`[K3] close code ${CLOSE[reason].code} leaves what this browser keeps`, async () => {
		const storage = await connectKeeping();
		storage.opens(leftBehind(1));
		await savedWith(2);
		sockets.at(-1)?.close(CLOSE[reason].code);
		await savedWith(3);
		expect(storage.did).not.toContain("forget");
	});
}

test("[K3] a board that is only read is kept until it is saved, and again when it may be drawn on", async () => {
	const storage = await connectKeeping();
	connection.setMayDraw(false);
	storage.opens(leftBehind(1));
	await vi.waitFor(() => expect(received).toBe(1));
	expect(storage.did).not.toContain("forget");
	await savedWith(2);
	expect(storage.did).toContain("forget");
	connection.setMayDraw(true);
	expect(storage.did.filter((deed) => deed === "start")).toHaveLength(2);
});

test("who was sent away is offline until something is taken again, and hears why", async () => {
	await saved();
	sockets.at(-1)?.close(CLOSE.later.code);
	await becomes("offline");
	await vi.waitFor(() => expect(sockets).toHaveLength(2), 5_000);
	await vi.waitFor(() => expect(received).toBe(1));
	expect(states.at(-1)).toMatchObject({ state: "offline", why: "later" });
	acknowledge();
	await becomes("saved");
});

test("a state that the server can never read is given up after five tries in a row, and not before", async () => {
	server.on("connection", (socket) => socket.close(CLOSE.badFrame.code));
	await vi.waitFor(() => expect(sockets).toHaveLength(1));
	doc.getMap("records").set("odd", 1);
	sockets.at(-1)?.close(CLOSE.badFrame.code);
	await vi.waitFor(() => expect(refused).toMatchObject([{ reason: "badFrame", unsent: { changes: 1 } }]), 15_000);
	expect(sockets).toHaveLength(5);
}, 20_000);

test("[K4] what is refused on the way back was offline only until then", async () => {
	await saved();
	sockets.at(-1)?.terminate();
	await becomes("offline");
	doc.getMap("records").set("alone", 1);
	server.once("connection", (socket) => socket.once("message", () => socket.close(CLOSE.ended.code)));
	await vi.waitFor(() => expect(refused).toMatchObject([{ reason: "ended", unsent: { changes: 1 } }]), 5_000);
	// neither "you are sent away" nor "you are offline because it ended": the next board says it
	expect(states.filter((state) => state.state === "stopped" || (state.state === "offline" && state.why))).toEqual([]);
});

test("[K4] what is drawn while the storage is being emptied is not lost: it is a part of what was refused", async () => {
	const storage = await connectKeeping();
	storage.opens(null);
	await savedWith(2);
	let emptied = () => {};
	storage.forget = () =>
		new Promise((done) => {
			emptied = done;
		});
	doc.getMap("records").set("refused", 1);
	sockets.at(-1)?.close(CLOSE.boardFull.code);
	await vi.waitFor(() => expect(connection.unsaved).toBe(false), 5_000);
	await new Promise((done) => setImmediate(done));
	doc.getMap("records").set("meanwhile", 2);
	emptied();
	await vi.waitFor(() => expect(refused).toMatchObject([{ reason: "boardFull", unsent: { changes: 2 } }]), 5_000);
	const left = new Y.Doc();
	Y.applyUpdate(left, refused[0]?.unsent.state ?? new Uint8Array());
	expect(left.getMap("records").toJSON()).toEqual({ refused: 1, meanwhile: 2 });
});

test("a frame that is larger than any board is refused like a full board", async () => {
	await saved();
	sockets.at(-1)?.close(1009);
	await vi.waitFor(() => expect(refused).toMatchObject([{ reason: "boardFull" }]), 5_000);
});
