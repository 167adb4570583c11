// The sync endpoint with real sockets, a real server and a real Postgres. Every refusal is seen on one connection while two
// other people draw on undisturbed.
import * as encoding from "lib0/encoding";
import { io } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import WebSocket from "ws";
import * as awareness from "y-protocols/awareness";
import * as Y from "yjs";
import { MAX_JOIN_FRAME_BYTES, MAX_PRESENCE_BYTES, UPDATE_BURST } from "#core/limits.ts";
import { CLOSE } from "#core/protocol.ts";
import { notifyRoom } from "#server/db/notify.ts";
import {
	BareSocket,
	type Board,
	change,
	guest,
	openBoard,
	type Seat,
	type Seats,
	SessionClient,
	seat,
	seatPeople,
	syncFrame,
} from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

let server: TestServer;
let seats: Seats;
const leaving: { leave(): void }[] = [];

beforeAll(async () => {
	server = await startTestServer();
});
afterEach(() => {
	for (const one of leaving.splice(0)) one.leave();
});
afterAll(() => server?.stop());

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

function keep<T extends { leave(): void }>(one: T): T {
	leaving.push(one);
	return one;
}

async function synced(who: Seat, doc?: Y.Doc): Promise<Board> {
	const board = keep(openBoard(server.port, seats.sessionId, who, doc));
	await until(() => expect(board.provider.synced).toBe(true));
	return board;
}

function bare(
	who: Pick<Seat, "token"> | null,
	options?: { ack?: boolean; headers?: Record<string, string> },
): BareSocket {
	return keep(new BareSocket(server.port, seats.sessionId, who, options));
}

async function joined(who: Seat): Promise<BareSocket> {
	const socket = bare(who, { ack: true });
	await socket.join();
	await until(() => expect(socket.acknowledged()).toBe(1));
	return socket;
}

async function storedUpdates(): Promise<number> {
	const { rows } = await server.database.pool.query(
		"select count(*)::int as count from entry where session_id = $1 and kind = 'update'",
		[seats.sessionId],
	);
	return rows[0].count;
}

/** Runs `act` while two others are connected, and proves that they never noticed. */
async function undisturbed(act: () => Promise<void>): Promise<void> {
	const [a, b] = [
		await synced(seats.interviewer),
		await synced(await seat(server.database, seats.sessionId, "candidate", "Cleo")),
	];
	await act();
	const key = `after ${Math.random()}`;
	a.doc.getMap("records").set(key, "seen");
	await until(() => expect(b.doc.getMap("records").get(key)).toBe("seen"));
	expect([...a.closed, ...b.closed]).toEqual([]);
}

describe("a stock client", () => {
	beforeAll(async () => {
		seats = await seatPeople(server.database);
	});

	test("[Y1] two of them converge, and a third who comes later sees the same", async () => {
		const [a, b] = [await synced(seats.interviewer), await synced(seats.candidate)];
		a.doc.getMap("records").set("one", "1");
		b.doc.getMap("records").set("two", "2");
		await until(() => expect(a.doc.getMap("records").get("two")).toBe("2"));
		await until(() => expect(b.doc.getMap("records").get("one")).toBe("1"));
		const c = await synced(seats.observer);
		expect(c.doc.getMap("records").toJSON()).toEqual(a.doc.getMap("records").toJSON());
		expect(c.doc.getMap("meta").size).toBeGreaterThan(0);
	});

	test("[Y1] what two people drew while they were away merges when they come back", async () => {
		const [a, b] = [await synced(seats.interviewer), await synced(seats.candidate)];
		a.provider.disconnect();
		b.provider.disconnect();
		a.doc.getMap("records").set("a offline", "1");
		b.doc.getMap("records").set("b offline", "2");
		a.provider.connect();
		b.provider.connect();
		await until(() => {
			expect(a.doc.getMap("records").get("b offline")).toBe("2");
			expect(b.doc.getMap("records").get("a offline")).toBe("1");
		});
	});

	test("[R7] everybody leaves; who comes back finds the board as it was", async () => {
		const a = await synced(seats.interviewer);
		a.doc.getMap("records").set("stays", "yes");
		const before = await storedUpdates();
		await until(async () => expect(await storedUpdates()).toBeGreaterThanOrEqual(before));
		const seen = await synced(seats.observer);
		const json = seen.doc.getMap("records").toJSON();
		a.leave();
		seen.leave();
		// the room goes when the people are recorded as left
		await until(() =>
			expect(server.logged.some((line) => line.msg === "a room is left" && line.sessionId === seats.sessionId)).toBe(
				true,
			),
		);
		expect((await synced(seats.observer)).doc.getMap("records").toJSON()).toEqual(json);
	});
});

describe("refused on its own connection", () => {
	beforeAll(async () => {
		seats = await seatPeople(server.database);
	});

	const varint = (...numbers: number[]) => {
		const encoder = encoding.createEncoder();
		for (const number of numbers) encoding.writeVarUint(encoder, number);
		return encoding.toUint8Array(encoder);
	};
	const broken: [what: string, frame: Uint8Array | string][] = [
		["nothing at all", new Uint8Array()],
		["text", "hello"],
		["an unknown type", new Uint8Array([77, 1, 2])],
		["an unknown sync type", new Uint8Array([0, 9, 1, 0])],
		["a length that lies", new Uint8Array([0, 2, 255, 255, 255, 15])],
		["six bytes that killed another server", new Uint8Array([0, 0, 255, 255, 255, 255])],
		["bytes behind the end", new Uint8Array([0, 2, 2, 0, 0, 9])],
		["a state vector that lies", syncFrame(0, varint(1000, 1))],
		["an update that is noise", syncFrame(2, new Uint8Array([5, 3, 200, 1, 9, 9, 9]))],
		["an update cut short", syncFrame(2, change(new Y.Doc(), "cut", "short").subarray(0, 9))],
		["presence that is noise", new Uint8Array([1, 3, 9, 9, 9])],
		["presence of too many", new Uint8Array([1, 3, ...varint(5000), 1])],
	];
	test.each(broken)("[Y2] %s", async (_what, frame) => {
		await undisturbed(async () => {
			const socket = await joined(seats.candidate);
			const before = await storedUpdates();
			socket.send(frame);
			expect(await socket.closed).toMatchObject({ code: CLOSE.badFrame.code, reason: CLOSE.badFrame.words });
			expect(await storedUpdates()).toBe(before);
		});
	});

	test("[Y5] an update with a gap after joining closes with 4500", async () => {
		await undisturbed(async () => {
			const socket = await joined(seats.candidate);
			const doc = new Y.Doc();
			change(doc, "never sent", "1");
			socket.sync(2, change(doc, "gap", "2"));
			expect((await socket.closed).code).toBe(CLOSE.resync.code);
		});
	});

	test("[Y5] updates that come before one's SyncStep2 wait for it, gap or not", async () => {
		const socket = bare(seats.candidate, { ack: true });
		await socket.opened;
		const doc = new Y.Doc();
		const first = change(doc, "offline", "1");
		const second = change(doc, "while joining", "2");
		socket.sync(0, Y.encodeStateVector(new Y.Doc()));
		socket.sync(2, second);
		socket.sync(1, first);
		await until(() => expect(socket.acknowledged()).toBe(2));
		const reader = await synced(seats.observer);
		expect(reader.doc.getMap("records").toJSON()).toMatchObject({ offline: "1", "while joining": "2" });
	});

	test("[Y5] more than 256 waiting updates, or nobody's SyncStep2 in time, ends the joining", async () => {
		const many = bare(seats.candidate);
		await many.opened;
		const doc = new Y.Doc();
		// under the burst of the rate, over and over, until the joining stage is full
		const frame = syncFrame(2, change(doc, "x", "y".repeat(20_000)));
		for (let i = 0; i < 60; i++) many.send(frame);
		expect((await many.closed).code).toBe(CLOSE.resync.code);
		const silent = bare(seats.candidate);
		expect((await silent.closed).code).toBe(CLOSE.resync.code);
	});

	test("[Y2] a frame over 8 MB ends its connection; one over 1 MB after joining comes again with the next", async () => {
		await undisturbed(async () => {
			const large = await joined(seats.candidate);
			const update = change(new Y.Doc(), "large", "x".repeat(1_100_000));
			large.sync(2, update);
			expect((await large.closed).code).toBe(CLOSE.resync.code);
			const again = bare(seats.candidate, { ack: true });
			await again.opened;
			again.sync(1, update);
			await until(() => expect(again.acknowledged()).toBe(1));
			const huge = await joined(seats.candidate);
			huge.send(new Uint8Array(MAX_JOIN_FRAME_BYTES + 1));
			expect((await huge.closed).code).toBe(1009);
		});
	});

	test("[Y11] a flood of updates closes with 4429, a flood of presence is dropped", async () => {
		await undisturbed(async () => {
			const flood = await joined(seats.candidate);
			const frame = syncFrame(2, new Uint8Array([0, 0]));
			for (let i = 0; i < UPDATE_BURST * 2; i++) flood.send(frame);
			expect((await flood.closed).code).toBe(CLOSE.tooMany.code);
			const pointer = await joined(seats.candidate);
			const state = presence(99, 1, { cursor: { x: 1, y: 1 } });
			for (let i = 0; i < 1_000; i++) pointer.send(state);
			pointer.sync(2, new Uint8Array([0, 0]));
			await until(() => expect(pointer.acknowledged()).toBe(2));
		});
	});
});

function presence(id: number, clock: number, state: unknown): Uint8Array {
	const update = encoding.createEncoder();
	encoding.writeVarUint(update, 1);
	encoding.writeVarUint(update, id);
	encoding.writeVarUint(update, clock);
	encoding.writeVarString(update, JSON.stringify(state));
	const frame = encoding.createEncoder();
	encoding.writeVarUint(frame, 1);
	encoding.writeVarUint8Array(frame, encoding.toUint8Array(update));
	return encoding.toUint8Array(frame);
}

describe("who may come in", () => {
	beforeAll(async () => {
		seats = await seatPeople(server.database);
	});

	function statusOf(path: string, headers: Record<string, string>): Promise<number> {
		const ws = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
		return new Promise((done, fail) => {
			ws.on("unexpected-response", (_request, response) => {
				done(response.statusCode ?? 0);
				ws.terminate();
			});
			ws.on("open", () => fail(new Error("it was let in")));
			ws.on("error", () => {});
		});
	}

	test("[Y12] nobody at all gets 401, a foreign page 403, and no upgrade", async () => {
		const { token } = seats.candidate;
		expect(await statusOf(`/sync/${seats.sessionId}`, {})).toBe(401);
		const authorization = `Bearer ${token}`;
		expect(await statusOf(`/sync/${seats.sessionId}`, { authorization, origin: "http://evil.example" })).toBe(403);
		expect(await statusOf("/elsewhere", { authorization })).toBe(404);
	});

	test("[Y12] a forged or outdated sign-in is told so after the upgrade", async () => {
		expect((await bare({ token: "forged.token" }).closed).code).toBe(CLOSE.signedOut.code);
	});

	test("[Y12] an unknown session and a session of others look the same", async () => {
		const stranger = await guest();
		expect(await bare(stranger).closed).toEqual({ code: CLOSE.gone.code, reason: CLOSE.gone.words });
		const unknown = keep(new BareSocket(server.port, "no-such-session", stranger));
		expect(await unknown.closed).toEqual({ code: CLOSE.gone.code, reason: CLOSE.gone.words });
		const odd = keep(new BareSocket(server.port, "../../etc", stranger));
		await expect(odd.opened).rejects.toThrow();
	});

	test("[Y13] a removed person's sockets end with 4403 at once and are not let in again", async () => {
		const cleo = await seat(server.database, seats.sessionId, "candidate", "Cleo");
		await undisturbed(async () => {
			const socket = await joined(cleo);
			await server.database.prisma.$transaction(async (transaction) => {
				await transaction.participant.update({ where: { id: cleo.participantId }, data: { removedAt: new Date() } });
				await notifyRoom(transaction, seats.sessionId);
			});
			expect((await socket.closed).code).toBe(CLOSE.notAllowed.code);
			expect((await bare(cleo).closed).code).toBe(CLOSE.notAllowed.code);
		});
	});

	test("[Y13] when a seat moves, the old holder's sockets end", async () => {
		const cleo = await seat(server.database, seats.sessionId, "candidate", "Cleo");
		const socket = await joined(cleo);
		const { userId } = await guest();
		await server.database.prisma.$transaction(async (transaction) => {
			await transaction.participant.update({ where: { id: cleo.participantId }, data: { userId } });
			await notifyRoom(transaction, seats.sessionId);
		});
		expect((await socket.closed).code).toBe(CLOSE.notAllowed.code);
	});

	test("[Y13] a deleted session closes every socket with 4404, and what was under way is dropped with it", async () => {
		const socket = await joined(seats.candidate);
		const watcher = keep(new SessionClient(server.port, seats.sessionId, seats.interviewer));
		await until(() => expect(watcher.view).not.toBeNull());
		await server.database.prisma.$transaction(async (transaction) => {
			await transaction.session.delete({ where: { id: seats.sessionId } });
			await notifyRoom(transaction, seats.sessionId);
		});
		socket.sync(2, change(new Y.Doc(), "too late", "1"));
		expect((await socket.closed).code).toBe(CLOSE.gone.code);
		await until(() => expect(watcher.messages.at(-1)).toEqual({ type: "closing", reason: "gone" }));
	});
});

describe("who may write", () => {
	beforeAll(async () => {
		seats = await seatPeople(server.database);
	});

	test("[Y4] an observer's update, and an observer's SyncStep2 that adds, are refused and reach nobody", async () => {
		await undisturbed(async () => {
			const before = await storedUpdates();
			const update = change(new Y.Doc(), "observed", "1");
			const drawing = await joined(seats.observer);
			drawing.sync(2, update);
			expect((await drawing.closed).code).toBe(CLOSE.notAllowed.code);
			const joining = bare(seats.observer);
			await joining.opened;
			joining.sync(1, update);
			expect((await joining.closed).code).toBe(CLOSE.notAllowed.code);
			expect(await storedUpdates()).toBe(before);
		});
		const reader = await synced(seats.candidate);
		expect(reader.doc.getMap("records").has("observed")).toBe(false);
	});

	test("[Y4] an observer stays on a board with deletions, reloads and reconnects", async () => {
		const author = await synced(seats.candidate);
		for (let i = 0; i < 30; i++) author.doc.getMap("records").set(`k${i % 5}`, i);
		author.doc.getMap("records").delete("k1");
		const observer = await synced(seats.observer);
		await until(() => expect(observer.doc.getMap("records").get("k4")).toBe(29));
		author.doc.getMap("records").delete("k2");
		await until(() => expect(observer.doc.getMap("records").has("k2")).toBe(false));
		for (let i = 0; i < 3; i++) {
			observer.provider.disconnect();
			author.doc.getMap("records").delete(`k${i}`);
			author.doc.getMap("records").set(`again ${i}`, "1");
			observer.provider.connect();
			await until(() => expect(observer.doc.getMap("records").get(`again ${i}`)).toBe("1"));
			await until(() => expect(observer.provider.synced).toBe(true));
		}
		const reloaded = await synced(seats.observer);
		expect(reloaded.doc.getMap("records").toJSON()).toEqual(author.doc.getMap("records").toJSON());
		expect([...observer.closed, ...reloaded.closed]).toEqual([]);
	});

	test("[Y6] the others receive the original bytes, the sender nothing", async () => {
		const [from, to] = [await joined(seats.candidate), await joined(seats.observer)];
		const update = change(new Y.Doc(), "bytes", "as they came");
		const heard = from.heard(2).length;
		from.sync(2, update);
		await until(() => expect(to.heard(2).at(-1)).toEqual(update));
		await until(() => expect(from.acknowledged()).toBe(2));
		expect(from.heard(2).length).toBe(heard);
	});

	test("[Y7] only who asks is acknowledged, and what adds nothing counts too", async () => {
		const quiet = bare(seats.candidate);
		await quiet.join();
		const asking = await joined(seats.candidate);
		const update = change(new Y.Doc(), "twice", "1");
		asking.sync(2, update);
		asking.sync(2, update);
		asking.sync(0, new Uint8Array([0]));
		await until(() => expect(asking.acknowledged()).toBe(3));
		await until(() => expect(quiet.heard(2)).toContainEqual(update));
		expect(quiet.acknowledged()).toBe(0);
	});

	test("[Y4] after the end a write closes with 4423, and who only reads stays", async () => {
		const leader = keep(new SessionClient(server.port, seats.sessionId, seats.interviewer));
		const [writer, reader] = [await joined(seats.candidate), await synced(seats.candidate)];
		for (const type of ["start", "end", "close"] as const) expect(await leader.send({ type })).toEqual({ ok: true });
		writer.sync(2, change(new Y.Doc(), "after the end", "1"));
		expect((await writer.closed).code).toBe(CLOSE.ended.code);
		expect((await synced(seats.interviewer)).closed).toEqual([]);
		expect(reader.closed).toEqual([]);
		expect(await leader.send({ type: "reopen" })).toEqual({ ok: true });
		reader.doc.getMap("records").set("reopened", "1");
		const late = await synced(seats.observer);
		await until(() => expect(late.doc.getMap("records").get("reopened")).toBe("1"));
	});
});

describe("presence", () => {
	beforeAll(async () => {
		seats = await seatPeople(server.database);
	});

	const user = ({ participantId: id, name, role }: Seat) => ({ id, name, role });

	test("[Y9] the server writes who it is, whatever a client claims", async () => {
		const [a, b] = [await synced(seats.candidate), await synced(seats.observer)];
		a.provider.awareness.setLocalState({
			cursor: { x: 3, y: 4 },
			user: { id: "x", name: "Ines", role: "interviewer" },
			extra: "1",
		});
		await until(() =>
			expect(b.provider.awareness.getStates().get(a.doc.clientID)).toEqual({
				cursor: { x: 3, y: 4 },
				user: user(seats.candidate),
			}),
		);
	});

	test("[Y9] nobody moves or ends somebody else's presence, and resending everybody's changes nothing", async () => {
		const [a, b] = [await synced(seats.candidate), await synced(seats.interviewer)];
		a.provider.awareness.setLocalState({ cursor: { x: 1, y: 1 } });
		b.provider.awareness.setLocalState({ cursor: { x: 2, y: 2 } });
		await until(() => expect(b.provider.awareness.getStates().get(a.doc.clientID)?.cursor).toEqual({ x: 1, y: 1 }));
		const forger = await joined(seats.observer);
		forger.send(presence(555, 1, { cursor: null }));
		forger.send(presence(a.doc.clientID, 1e12, { cursor: { x: 9, y: 9 } }));
		forger.send(presence(a.doc.clientID, 1e12, null));
		const all = awareness.encodeAwarenessUpdate(b.provider.awareness, [...b.provider.awareness.getStates().keys()]);
		const frame = encoding.createEncoder();
		encoding.writeVarUint(frame, 1);
		encoding.writeVarUint8Array(frame, all);
		forger.send(encoding.toUint8Array(frame));
		await until(() => expect(b.provider.awareness.getStates().get(555)?.user).toEqual(user(seats.observer)));
		b.provider.ws?.send(encoding.toUint8Array(frame));
		a.provider.awareness.setLocalState({ cursor: { x: 7, y: 7 } });
		await until(() =>
			expect(b.provider.awareness.getStates().get(a.doc.clientID)).toMatchObject({ cursor: { x: 7, y: 7 } }),
		);
		forger.leave();
		await until(() => expect(b.provider.awareness.getStates().has(555)).toBe(false));
		expect(a.closed).toEqual([]);
	});

	test("[Y14] a person is brought along over the wire, an observer's wish goes nowhere, and nobody is stamped as another", async () => {
		const [carl, ines, olga] = [
			await synced(seats.candidate),
			await synced(seats.interviewer),
			await synced(seats.observer),
		];
		const seen: { at: string; by: unknown; to: unknown }[] = [];
		for (const [at, { provider }] of Object.entries({ carl, ines, olga })) {
			provider.awareness.setLocalState({ cursor: null });
			provider.awareness.on("change", ({ added, updated }: { added: number[]; updated: number[] }) => {
				for (const id of [...added, ...updated]) {
					const state = provider.awareness.getStates().get(id);
					if (id !== provider.awareness.clientID && state?.bring) {
						seen.push({ at, by: state.user.id, to: state.bring.to });
					}
				}
			});
		}
		for (const { provider } of [carl, ines, olga]) {
			await until(() => expect(provider.awareness.getStates().size).toBe(3));
		}
		const viewport = { x: 0, y: 0, w: 100, h: 100 };
		const brings = ({ provider }: typeof carl, to: Seat) => {
			provider.awareness.setLocalState({ cursor: null, viewport, bring: { to: to.participantId } });
			provider.awareness.setLocalState({ cursor: null, viewport, user: user(seats.interviewer) });
		};
		brings(olga, seats.candidate);
		brings(carl, seats.observer);
		await until(() =>
			expect(seen).toEqual([{ at: "olga", by: seats.candidate.participantId, to: seats.observer.participantId }]),
		);
		// what came after by the same ways has come
		const stateOf = (at: typeof carl, of: typeof carl) => at.provider.awareness.getStates().get(of.doc.clientID);
		await until(() => expect(stateOf(carl, olga)).toEqual({ cursor: null, viewport, user: user(seats.observer) }));
		await until(() => expect(stateOf(ines, carl)).toEqual({ cursor: null, viewport, user: user(seats.candidate) }));
		expect(seen).toHaveLength(1);
	});

	test("[Y9] a state beyond 16 KB is dropped, whatever it is made of", async () => {
		const [a, b] = [await joined(seats.candidate), await synced(seats.interviewer)];
		a.send(presence(801, 1, { cursor: { x: 1, y: 1 } }));
		a.send(presence(801, 2, { cursor: { x: 2, y: 2 }, scribbles: "x".repeat(MAX_PRESENCE_BYTES) }));
		a.send(presence(801, 3, { cursor: { x: 3, y: 3 } }));
		const places: unknown[] = [];
		b.provider.awareness.on("change", () => places.push(b.provider.awareness.getStates().get(801)?.cursor?.x));
		await until(() => expect(b.provider.awareness.getStates().get(801)?.cursor).toEqual({ x: 3, y: 3 }));
		expect(places).not.toContain(2);
		a.leave();
	});

	test("[Y9] it ends with the connection, and is there again after a reconnect", async () => {
		const [a, b] = [await synced(seats.candidate), await synced(seats.observer)];
		a.provider.awareness.setLocalState({ cursor: { x: 1, y: 2 } });
		await until(() => expect(b.provider.awareness.getStates().has(a.doc.clientID)).toBe(true));
		a.provider.disconnect();
		await until(() => expect(b.provider.awareness.getStates().has(a.doc.clientID)).toBe(false));
		a.provider.connect();
		await until(() => expect(b.provider.awareness.getStates().get(a.doc.clientID)?.cursor).toEqual({ x: 1, y: 2 }));
	});

	test("[R9] pointers are recorded, packed, as the person who moved them", async () => {
		const a = await synced(seats.candidate);
		for (let x = 0; x < 10; x++) a.provider.awareness.setLocalState({ cursor: { x, y: x } });
		await until(async () => {
			const { rows } = await server.database.pool.query(
				"select data, at from entry where session_id = $1 and kind = 'cursors'",
				[seats.sessionId],
			);
			const { decodeCursors } = await import("#core/recording.ts");
			const samples = rows.flatMap((row) => decodeCursors(row.data, Number(row.at)) ?? []);
			expect(samples.some(({ person }) => person === seats.candidate.participantId)).toBe(true);
		});
	});
});

test("[Y12] a session socket needs the same", async () => {
	seats = await seatPeople(server.database);
	for (const [who, reason] of [
		[null, "signedOut"],
		[await guest(), "gone"],
	] as const) {
		const client = keep(new SessionClient(server.port, seats.sessionId, who));
		await until(() => expect(client.refused).toBe(reason));
		expect(client.messages).toEqual([]);
	}
	const foreign = io(`http://127.0.0.1:${server.port}/session`, {
		transports: ["websocket"],
		forceNew: true,
		auth: { sessionId: seats.sessionId },
		extraHeaders: { authorization: `Bearer ${seats.candidate.token}`, origin: "http://evil.example" },
	});
	const refused = new Promise((done) => foreign.once("connect_error", done));
	await expect(refused).resolves.toBeInstanceOf(Error);
	foreign.disconnect();
});
