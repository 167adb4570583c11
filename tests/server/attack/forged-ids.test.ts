// Client ids forged in every way that there is: whose id it is decides, never who comes first with the bytes. After each attempt the
// owner draws on under the id, and both owner and witness see that.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { CLOSE } from "#core/protocol.ts";
import { readEntries } from "#server/db/recordings.ts";
import { BareSocket, type Board, openBoard, type Seat, type Seats, seatPeople } from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";
import { type Node, startNode } from "./node.ts";
import { presenceFrame } from "./update-bytes.ts";

let server: TestServer;
let node: Node;
let seats: Seats;
const leaving: { leave(): void }[] = [];

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server?.stop());
beforeEach(async () => {
	seats = await seatPeople(server.database);
	node = await startNode(server.databaseUrl);
});
afterEach(async () => {
	for (const one of leaving.splice(0)) one.leave();
	await node.stop();
});

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 5 });

function keep<T extends { leave(): void }>(one: T): T {
	leaving.push(one);
	return one;
}

async function board(who: Seat, doc?: Y.Doc): Promise<Board> {
	const opened = keep(openBoard(node.port, seats.sessionId, who, doc));
	await until(() => expect(opened.provider.synced).toBe(true));
	return opened;
}

async function bare(who: Seat): Promise<BareSocket> {
	const socket = keep(new BareSocket(node.port, seats.sessionId, who, { ack: true }));
	await socket.join();
	await until(() => expect(socket.acknowledged()).toBe(1));
	return socket;
}

/** What `doc` would send next under this client id, without being that client. */
function forged(doc: Y.Doc, clientID: number): { update: Uint8Array; state: Uint8Array } {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	copy.clientID = clientID;
	const before = Y.encodeStateVector(copy);
	copy.getMap("records").set("forged", "by somebody else");
	return { update: Y.encodeStateAsUpdate(copy, before), state: Y.encodeStateAsUpdate(copy) };
}

async function recorded(): Promise<Y.Doc> {
	const doc = new Y.Doc();
	for (const { kind, data } of await readEntries(server.database, seats.sessionId)) {
		if (kind === "update") Y.applyUpdate(doc, data);
	}
	return doc;
}

/** The owner's next edit under the id is everywhere, and nothing forged is anywhere. */
async function drawsOn(owner: Board, witness: Board): Promise<void> {
	owner.doc.getMap("records").set("drawn on", owner.doc.clientID);
	await until(async () => {
		for (const doc of [witness.doc, await recorded()]) {
			expect(doc.getMap("records").toJSON()).toEqual(owner.doc.getMap("records").toJSON());
			expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(owner.doc))).toBe(true);
			expect(doc.getMap("records").has("forged")).toBe(false);
			expect(doc.getMap("records").get("drawn on")).toBe(owner.doc.clientID);
		}
	});
	expect(owner.closed.filter((code) => code >= 4_000)).toEqual([]);
}

async function ownerAndWitness(): Promise<{ owner: Board; witness: Board }> {
	const [owner, witness] = [await board(seats.candidate), await board(seats.observer)];
	owner.doc.getMap("records").set("mine", 1);
	await until(() => expect(witness.doc.getMap("records").get("mine")).toBe(1));
	return { owner, witness };
}

test("an update under the id of somebody who is here is refused", async () => {
	const { owner, witness } = await ownerAndWitness();
	const forger = await bare(seats.interviewer);
	forger.sync(2, forged(owner.doc, owner.doc.clientID).update);
	expect((await forger.closed).code).toBe(CLOSE.notAllowed.code);
	await drawsOn(owner, witness);
});

test("an update under the id of somebody who was here is refused, also by a server that was started since", async () => {
	const { owner, witness } = await ownerAndWitness();
	owner.provider.disconnect();
	const forger = await bare(seats.interviewer);
	forger.sync(2, forged(owner.doc, owner.doc.clientID).update);
	expect((await forger.closed).code).toBe(CLOSE.notAllowed.code);
	witness.leave();
	await until(() => {
		node.clock.skip(5_000);
		expect(node.rooms()).toBe(0);
	});
	const again = await bare(seats.interviewer);
	again.sync(2, forged(owner.doc, owner.doc.clientID).update);
	expect((await again.closed).code).toBe(CLOSE.notAllowed.code);
	owner.provider.connect();
	await drawsOn(owner, await board(seats.observer));
});

test("an update under an id that is only seen in somebody's presence is refused", async () => {
	const [owner, witness] = [await board(seats.candidate), await board(seats.observer)];
	owner.provider.awareness.setLocalState({ cursor: null });
	await until(() => expect(witness.provider.awareness.getStates().has(owner.doc.clientID)).toBe(true));
	const forger = await bare(seats.interviewer);
	forger.sync(2, forged(owner.doc, owner.doc.clientID).update);
	expect((await forger.closed).code).toBe(CLOSE.notAllowed.code);
	await drawsOn(owner, witness);
});

test("a SyncStep2 with more of an id than its owner, who is here, has drawn is refused", async () => {
	const { owner, witness } = await ownerAndWitness();
	const forger = keep(new BareSocket(node.port, seats.sessionId, seats.interviewer, { ack: true }));
	await forger.opened;
	forger.sync(1, forged(owner.doc, owner.doc.clientID).state);
	expect((await forger.closed).code).toBe(CLOSE.notAllowed.code);
	const joined = await bare(seats.interviewer);
	joined.sync(1, forged(owner.doc, owner.doc.clientID).state);
	expect((await joined.closed).code).toBe(CLOSE.notAllowed.code);
	await drawsOn(owner, witness);
});

test("a SyncStep2 that brings back what the server lost of an absent owner is taken and makes nobody else its owner", async () => {
	const { owner, witness } = await ownerAndWitness();
	await until(async () => expect((await recorded()).getMap("records").has("mine")).toBe(true));
	// seen by the witness, and lost with the server
	node.database.down();
	owner.doc.getMap("records").set("lost", "and found");
	await until(() => expect(witness.doc.getMap("records").get("lost")).toBe("and found"));
	owner.provider.disconnect();
	witness.leave();
	const kept = witness.doc;
	await node.crash();
	node = await startNode(server.databaseUrl);
	expect((await recorded()).getMap("records").has("lost")).toBe(false);

	const healer = keep(new BareSocket(node.port, seats.sessionId, seats.interviewer, { ack: true }));
	await healer.opened;
	healer.sync(0, new Uint8Array([0]));
	healer.sync(1, Y.encodeStateAsUpdate(kept));
	await until(() => expect(healer.acknowledged()).toBe(1));
	expect((await recorded()).getMap("records").get("lost")).toBe("and found");
	// having healed it gives no right to go on under it
	healer.sync(2, forged(kept, owner.doc.clientID).update);
	expect((await healer.closed).code).toBe(CLOSE.notAllowed.code);
	const back = await board(seats.candidate, owner.doc);
	await drawsOn(back, await board(seats.observer));
	expect(back.doc.getMap("records").get("lost")).toBe("and found");
});

test("somebody else's awareness id is nobody's to use", async () => {
	const { owner, witness } = await ownerAndWitness();
	owner.provider.awareness.setLocalState({ cursor: { x: 1, y: 2 } });
	const id = owner.doc.clientID;
	await until(() => expect(witness.provider.awareness.getStates().get(id)?.cursor).toEqual({ x: 1, y: 2 }));
	const forger = await bare(seats.interviewer);
	forger.send(presenceFrame([[id, 2 ** 40, '{"cursor":{"x":666,"y":666}}']]));
	forger.send(presenceFrame([[id, 2 ** 40, "null"]]));
	forger.sync(2, new Uint8Array([0, 0]));
	await until(() => expect(forger.acknowledged()).toBe(2));
	owner.provider.awareness.setLocalState({ cursor: { x: 3, y: 4 } });
	await until(() => expect(witness.provider.awareness.getStates().get(id)?.cursor).toEqual({ x: 3, y: 4 }));
	expect(witness.provider.awareness.getStates().get(id)?.user).toMatchObject({ name: "Carl", role: "candidate" });
});
