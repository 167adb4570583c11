// How long things stay in memory: a document at rest, a room that nobody needs. LEAK_ROOMS=10000 opens and closes that many.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { LEAVE_AFTER_MS } from "#server/attendance.ts";
import type { OpenRoom } from "#server/open-room.ts";
import { Rooms } from "#server/rooms.ts";
import { RESTS_AFTER_MS, SharedDocument } from "#server/shared-document.ts";
import { HandClock } from "#tests/helpers/hand-clock.ts";
import { change, type Seats, seatPeople, syncFrame } from "#tests/helpers/seats.ts";
import { seeded } from "#tests/helpers/seeded.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

/** Opened and closed after those that warm everything up. */
const ROOMS = Number(process.env.LEAK_ROOMS ?? 300);
const WARM_UP_ROOMS = 60;
const AT_ONCE = 20;
const TIME_LIMIT_MS = 60_000 + 200 * ROOMS;
/** What a room holds is a hundred times as much. */
const TOLERATED_BYTES_A_ROOM = 2_000;
/** Caches of the runtime and of the database's client, whatever the number of rooms. */
const TOLERATED_BYTES = 2_000_000;

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

let server: TestServer;
let seats: Seats;
beforeAll(async () => {
	server = await startTestServer();
	seats = await seatPeople(server.database);
});
afterAll(() => server?.stop());

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 5 });

describe("a document that nobody changes", () => {
	test.each([1, 2, 3])("[R13] rests, and is the same when it wakes (seed %i)", async (seed) => {
		const random = seeded(seed);
		let now = 0;
		const { document } = await SharedDocument.fold([], null, () => now);
		const client = new Y.Doc();
		for (let step = 0; step < 300; step++) {
			const key = `key${Math.floor(random() * 20)}`;
			const update = change(client, key, `${step}`);
			expect(document.judge(update).kind).toBe("adds");
			if (random() < 0.9) expect(document.apply(update)).toBe("applied");
			else {
				// refused for another reason: the client comes back and brings everything
				expect(document.apply(Y.encodeStateAsUpdate(client))).toBe("applied");
			}
			now += random() < 0.2 ? RESTS_AFTER_MS : 10;
			document.restIfIdle();
			if (random() < 0.2) expect(document.judge(new Uint8Array([5, 5, 5])).kind).toBe("broken");
			// what cannot be placed leaves nothing behind
			if (random() < 0.2) expect(document.apply(gapped())).toBe("gap");
			expect(document.stateVector()).toEqual(Y.encodeStateVector(client));
			const joiner = new Y.Doc();
			for (const frame of document.answerTo(new Uint8Array([0]))) Y.applyUpdate(joiner, payloadOf(frame));
			expect(joiner.getMap("records").toJSON()).toEqual(client.getMap("records").toJSON());
		}
	});

	test("[R13] goes on resting while people come and look, and wakes for whoever draws", async () => {
		let now = 0;
		const source = new Y.Doc();
		const updates = ["a", "b"].map((key) => ({ data: change(source, key, "1"), author: null, heals: false }));
		const { document } = await SharedDocument.fold(updates, null, () => now);
		document.restIfIdle();
		expect(document.isResting).toBe(false);
		now += RESTS_AFTER_MS;
		document.restIfIdle();
		expect(document.isResting).toBe(true);
		document.stateVector();
		document.answerTo(new Uint8Array([0]));
		expect(document.judge(new Uint8Array([0, 0]))).toEqual({ kind: "nothing" });
		expect(document.isResting).toBe(true);
		expect(document.apply(change(source, "c", "1"))).toBe("applied");
		expect(document.isResting).toBe(false);
	});
});

describe("rooms that nobody needs", () => {
	test(
		`[R13] ${ROOMS} rooms that were opened, drawn in and left are gone, with all they held`,
		async () => {
			const clock = new HandClock(Date.now());
			const rooms = new Rooms({ db: server.database, log: pino({ level: "silent" }), clock });
			const sessions = await copies(AT_ONCE);
			const opened: WeakRef<OpenRoom>[] = [];
			const round = async () => {
				const leaving = await Promise.all(sessions.map((id) => visit(rooms, id, opened)));
				for (const leave of leaving) leave();
				clock.turn(LEAVE_AFTER_MS + 1_000);
				await until(() => {
					clock.turn(1_000);
					expect(rooms.census().rooms).toEqual({ loading: 0, live: 0, draining: 0 });
				});
			};
			while (opened.length < WARM_UP_ROOMS) await round();
			const before = await measure();
			const { timers } = clock;
			const warm = opened.length;
			while (opened.length < warm + ROOMS) await round();
			const after = await measure();
			expect(opened.filter((room) => room.deref() !== undefined)).toHaveLength(0);
			expect(after.bytes - before.bytes).toBeLessThan(TOLERATED_BYTES + ROOMS * TOLERATED_BYTES_A_ROOM);
			expect(after.listeners).toBe(before.listeners);
			if (process.env.LEAK_ROOMS) console.info({ rooms: ROOMS, grownBytes: after.bytes - before.bytes });
			expect(clock.timers).toBe(timers);
			await rooms.close();
		},
		TIME_LIMIT_MS,
	);
});

/** Somebody comes, draws and is ready to leave. */
async function visit(rooms: Rooms, sessionId: string, opened: WeakRef<OpenRoom>[]): Promise<() => void> {
	const room = await rooms.open(sessionId);
	if (!room) throw new Error("there is no such session");
	opened.push(new WeakRef(room));
	const connection = { send() {}, close() {}, bufferedAmount: 0 };
	const { userId } = seats.candidate;
	const participantId = `${sessionId} ${seats.candidate.participantId}`;
	const member = room.join({ connection, participantId, userId, acknowledges: true });
	const unwatch = room.watch({ participantId, userId, send() {}, close() {} }, 20);
	if (!member || !unwatch) throw new Error("the room takes nobody");
	room.room.receive(member, syncFrame(0, new Uint8Array([0])));
	room.room.receive(member, syncFrame(1, new Uint8Array([0, 0])));
	for (const key of ["a", "b", "c"]) room.room.receive(member, syncFrame(2, change(new Y.Doc(), key, sessionId)));
	return () => {
		unwatch();
		room.leave(member);
	};
}

/** Sessions like the one that was made properly. */
async function copies(count: number): Promise<string[]> {
	const ids = Array.from({ length: count }, (_, index) => `copy${index}`);
	const { pool } = server.database;
	for (const [table, idOf] of [
		["session", "jsonb_build_object('id', $2::text)"],
		["participant", "jsonb_build_object('session_id', $2::text, 'id', $2::text || ' ' || (row->>'id'))"],
		["entry", "jsonb_build_object('session_id', $2::text)"],
	]) {
		const key = table === "session" ? "id" : "session_id";
		for (const id of ids) {
			await pool.query(
				`insert into ${table} select (jsonb_populate_record(null::${table}, row || ${idOf})).*
				from (select to_jsonb(t) as row from ${table} t where ${key} = $1) as rows`,
				[seats.sessionId, id],
			);
		}
	}
	return ids;
}

/** An update that builds on one that nobody has. */
function gapped(): Uint8Array {
	const doc = new Y.Doc();
	change(doc, "lost", "1");
	return change(doc, "lost", "2");
}

async function measure(): Promise<{ bytes: number; listeners: number }> {
	const { pool } = server.database;
	// what was let go in this turn is collected in the next
	for (let turn = 0; turn < 4; turn++) {
		await new Promise((done) => setImmediate(done));
		collect();
	}
	const { heapUsed, external } = process.memoryUsage();
	const count = (emitter: NodeJS.EventEmitter) =>
		emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
	return { bytes: heapUsed + external, listeners: count(process) + count(pool) };
}

function payloadOf(frame: Uint8Array): Uint8Array {
	let at = 2;
	while ((frame[at++] ?? 0) > 127);
	return frame.subarray(at);
}
