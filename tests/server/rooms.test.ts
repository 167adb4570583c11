// Rooms over time: a clock that the test turns, a real Postgres, connections that the test holds in its hands.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { CLOSE_AFTER_MS, NOBODY_HERE_MS } from "#core/limits.ts";
import type { ServerMessage } from "#core/protocol.ts";
import { decodeEvent } from "#core/recording.ts";
import type { Command } from "#core/session.ts";
import { totalActiveMs } from "#core/session-clock.ts";
import { LEAVE_AFTER_MS, RETURN_AFTER_MS } from "#server/attendance.ts";
import type { Database } from "#server/db/client.ts";
import { randomId } from "#server/db/random-id.ts";
import { appendEntries, readEntries, registerWriter } from "#server/db/recordings.ts";
import type { OpenRoom } from "#server/open-room.ts";
import { Rooms } from "#server/rooms.ts";
import { HandClock } from "#tests/helpers/hand-clock.ts";
import { change, type Seat, type Seats, seatPeople, syncFrame } from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

const MINUTE = 60_000;

let server: TestServer;
let seats: Seats;
let clock: HandClock;
const closing: Rooms[] = [];

beforeAll(async () => {
	server = await startTestServer();
});
beforeEach(async () => {
	seats = await seatPeople(server.database);
	clock = new HandClock(Date.now());
});
afterEach(async () => {
	for (const rooms of closing.splice(0)) await rooms.close();
});
afterAll(() => server?.stop());

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 5 });

function newRooms(db: Database = server.database): Rooms {
	const rooms = new Rooms({ db, log: server.log, clock });
	closing.push(rooms);
	return rooms;
}

async function opened(rooms: Rooms): Promise<OpenRoom> {
	const room = await rooms.open(seats.sessionId);
	if (!room) throw new Error("there is no such session");
	return room;
}

function enter(room: OpenRoom, { participantId, userId }: Seat) {
	const messages: ServerMessage[] = [];
	const leave = room.watch(
		{ participantId, userId, send: (message) => messages.push(message), close: () => leave?.() },
		20,
	);
	if (!leave) throw new Error("the room takes nobody");
	return {
		leave,
		view() {
			const last = messages.at(-1);
			if (last?.type !== "view") throw new Error("no view came last");
			return last.view;
		},
		async send(command: Command) {
			expect(await room.command(participantId, { commandId: randomId(), command })).toEqual({ ok: true });
		},
	};
}

async function events() {
	const entries = (await readEntries(server.database, seats.sessionId)).filter(({ kind }) => kind === "event");
	return entries
		.sort((a, b) => (a.eventNo ?? 0) - (b.eventNo ?? 0))
		.flatMap((entry) => {
			const event = decodeEvent(entry.data);
			return event ? [{ ...event, at: entry.at }] : [];
		});
}

const types = async () => (await events()).map(({ type }) => type);

/** Turns the clock in steps, so that what is due has its turn with the database in between. */
async function pass(ms: number, isDone: () => Promise<boolean>): Promise<void> {
	for (let passed = 0; passed < ms; passed += 1_000) clock.turn(1_000);
	await until(async () => {
		if (await isDone()) return;
		clock.turn(1_000);
		throw new Error("not yet");
	});
}

describe("nobody here", () => {
	test("[S7] two minutes with observers only pause the clock as of the moment when the last of the others went", async () => {
		const room = await opened(newRooms());
		const [ines, olga] = [enter(room, seats.interviewer), enter(room, seats.observer)];
		await ines.send({ type: "start" });
		clock.turn(5 * MINUTE);
		const wentAt = room.now();
		ines.leave();
		clock.turn(NOBODY_HERE_MS - 1_000);
		await until(async () => expect(await types()).toContain("left"));
		expect(await types()).not.toContain("paused-nobody-here");
		await pass(1_000, async () => (await types()).includes("paused-nobody-here"));
		expect((await events()).find(({ type }) => type === "paused-nobody-here")).toMatchObject({ since: wentAt });
		await until(() => expect(olga.view().phase).toBe("paused"));
		expect(olga.view()).toMatchObject({
			phase: "paused",
			pauseReason: "nobody-here",
			pausedSince: wentAt,
			activeMs: { intro: 5 * MINUTE },
		});
		olga.leave();
	});

	test("[S7] a candidate alone keeps the clock running", async () => {
		const room = await opened(newRooms());
		const [ines, carl] = [enter(room, seats.interviewer), enter(room, seats.candidate)];
		await ines.send({ type: "start" });
		ines.leave();
		await pass(10 * MINUTE, async () => (await types()).includes("left"));
		expect(carl.view().phase).toBe("running");
		expect(await types()).not.toContain("paused-nobody-here");
		carl.leave();
	});

	test("[S7] a room that opens again after a long gap stands where people were last seen, before anybody is in", async () => {
		const before = await opened(newRooms());
		const ines = enter(before, seats.interviewer);
		await ines.send({ type: "start" });
		clock.turn(3 * MINUTE);
		await until(async () => {
			const last = (await readEntries(server.database, seats.sessionId)).at(-1);
			expect(last?.at).toBeGreaterThan(2 * MINUTE);
		});
		const lastAt = (await readEntries(server.database, seats.sessionId)).at(-1)?.at ?? 0;
		// the node is gone, as by kill -9: nothing of it is told to stop
		clock.set(clock.now() + 30 * MINUTE);
		const room = await opened(newRooms());
		const back = enter(room, seats.interviewer);
		expect(back.view()).toMatchObject({ phase: "paused", pauseReason: "nobody-here", pausedSince: lastAt });
		expect(totalActiveMs(back.view(), room.now())).toBeLessThanOrEqual(3 * MINUTE);
		await back.send({ type: "resume" });
		expect(back.view().phase).toBe("running");
		back.leave();
	});

	test("[S7] after a short gap the clock has run on", async () => {
		const ines = enter(await opened(newRooms()), seats.interviewer);
		await ines.send({ type: "start" });
		const startedAt = ines.view().startedAt ?? 0;
		clock.set(clock.now() + NOBODY_HERE_MS - 5_000);
		const room = await opened(newRooms());
		const back = enter(room, seats.interviewer);
		expect(back.view().phase).toBe("running");
		expect(totalActiveMs(back.view(), room.now())).toBe(room.now() - startedAt);
		back.leave();
	});

	test("[S8] paused or in debrief for a day, a session closes itself", async () => {
		const first = enter(await opened(newRooms()), seats.interviewer);
		await first.send({ type: "start" });
		await first.send({ type: "pause" });
		clock.set(clock.now() + CLOSE_AFTER_MS - 1_000);
		const room = await opened(newRooms());
		const back = enter(room, seats.interviewer);
		expect(back.view().phase).toBe("paused");
		await pass(2_000, async () => (await types()).includes("closed"));
		await until(() => expect(back.view().phase).toBe("ended"));
		expect((await server.database.prisma.session.findUniqueOrThrow({ where: { id: seats.sessionId } })).phase).toBe(
			"ended",
		);
		back.leave();
	});

	test("[S12] after a crash, who does not come back is recorded as left; who does, is not", async () => {
		const before = await opened(newRooms());
		enter(before, seats.interviewer);
		enter(before, seats.candidate);
		await until(async () => expect(await types()).toEqual(["joined", "joined"]));
		const room = await opened(newRooms());
		const back = enter(room, seats.interviewer);
		clock.turn(RETURN_AFTER_MS - 1_000);
		expect(await types()).toEqual(["joined", "joined"]);
		await pass(1_000, async () => (await types()).includes("left"));
		expect((await events()).at(-1)).toMatchObject({ type: "left", by: seats.candidate.participantId });
		expect(back.view().people.find(({ id }) => id === seats.interviewer.participantId)?.here).toBe(true);
		back.leave();
	});

	test("[S12] a reload is no leaving", async () => {
		const room = await opened(newRooms());
		const one = enter(room, seats.candidate);
		await until(async () => expect(await types()).toEqual(["joined"]));
		one.leave();
		clock.turn(LEAVE_AFTER_MS - 1_000);
		const two = enter(room, seats.candidate);
		clock.turn(2 * LEAVE_AFTER_MS);
		await room.review();
		expect(await types()).toEqual(["joined"]);
		two.leave();
	});
});

describe("opening", () => {
	test("two who come at once find one room; when it is left it goes, and the next finds it folded", async () => {
		const rooms = newRooms();
		const [one, two] = await Promise.all([opened(rooms), opened(rooms)]);
		expect(one).toBe(two);
		const ines = enter(one, seats.interviewer);
		await until(async () => expect(await types()).toEqual(["joined"]));
		await ines.send({ type: "start" });
		await ines.send({ type: "end" });
		ines.leave();
		await pass(LEAVE_AFTER_MS, async () => (await opened(rooms)) !== one);
		const again = enter(await opened(rooms), seats.interviewer);
		expect(again.view()).toMatchObject({ phase: "debrief" });
		again.leave();
	});

	test("a join while the room drains waits until everything is committed", async () => {
		let release = () => {};
		const held = new Promise<void>((done) => {
			release = done;
		});
		const { pool } = server.database;
		const slow = new Proxy(pool, {
			get(target, key) {
				if (key !== "query") return Reflect.get(target, key, target);
				return async (query: { text?: string }, ...rest: never[]) => {
					if (query.text?.includes("unnest")) await held;
					return target.query(query as never, ...rest);
				};
			},
		});
		const rooms = newRooms({ ...server.database, pool: slow });
		const room = await opened(rooms);
		const sent: Uint8Array[] = [];
		const connection = { send: (frame: Uint8Array) => void sent.push(frame), close() {}, bufferedAmount: 0 };
		const member = room.join({ connection, ...seats.candidate, acknowledges: true });
		if (!member) throw new Error("the room takes nobody");
		room.room.receive(member, syncFrame(1, new Uint8Array([0, 0])));
		room.room.receive(member, syncFrame(2, change(new Y.Doc(), "drawn", "1")));
		await until(async () => expect(await types()).toEqual(["joined"]));
		room.leave(member);
		await pass(LEAVE_AFTER_MS, async () => (await types()).includes("left"));
		await room.review();
		let isOpen = false;
		const next = opened(rooms).then((fresh) => {
			isOpen = true;
			return fresh;
		});
		await server.database.pool.query("select 1");
		expect(isOpen).toBe(false);
		release();
		const fresh = await next;
		expect(fresh).not.toBe(room);
		const kept = (await readEntries(server.database, seats.sessionId)).filter(
			({ author, kind }) => kind === "update" && author !== null,
		);
		expect(kept.length).toBe(1);
	});

	test("[R7] a broken update and an unreadable event in the recording are skipped, the room opens", async () => {
		const writer = randomId();
		await registerWriter(server.database, writer);
		const entry = {
			sessionId: seats.sessionId,
			writer,
			at: 5,
			author: null,
			audience: "all" as const,
			commandId: null,
			heals: false,
		};
		const good = change(new Y.Doc(), "good", "1");
		await appendEntries(server.database, [
			{ ...entry, seq: 1, kind: "update", eventNo: null, data: new Uint8Array([1, 2, 3]) },
			{ ...entry, seq: 2, kind: "update", eventNo: null, data: good },
			{ ...entry, seq: 3, kind: "event", eventNo: 1, data: new Uint8Array([9]) },
			{ ...entry, seq: 4, kind: "cursors", eventNo: null, data: new Uint8Array([255]) },
		]);
		const room = await opened(newRooms());
		const ines = enter(room, seats.interviewer);
		await ines.send({ type: "start" });
		expect(ines.view().phase).toBe("running");
		const sent: Uint8Array[] = [];
		const connection = { send: (frame: Uint8Array) => void sent.push(frame), close() {}, bufferedAmount: 0 };
		const member = room.join({ connection, ...seats.candidate, acknowledges: false });
		if (!member) throw new Error("the room takes nobody");
		room.room.receive(member, syncFrame(0, new Uint8Array([0])));
		expect(Buffer.from(sent.at(-1) ?? []).includes("good")).toBe(true);
		room.leave(member);
		ines.leave();
	});

	test("[R7] a room that cannot be loaded is refused; the next who comes gets it", async () => {
		let fails = true;
		const { pool } = server.database;
		const failing = new Proxy(pool, {
			get(target, key) {
				if (key !== "connect") return Reflect.get(target, key, target);
				// single queries pass a function: the session itself is found
				return (whoGetsIt?: never) => {
					if (whoGetsIt) return target.connect(whoGetsIt);
					return fails ? Promise.reject(new Error("no database")) : target.connect();
				};
			},
		});
		const rooms = newRooms({ ...server.database, pool: failing });
		await expect(rooms.open(seats.sessionId)).rejects.toThrow("no database");
		fails = false;
		const ines = enter(await opened(rooms), seats.interviewer);
		expect(ines.view().phase).toBe("lobby");
		ines.leave();
	});

	test("an unknown session and a sample have no room", async () => {
		const rooms = newRooms();
		expect(await rooms.open("no-such-session")).toBeNull();
		await server.database.prisma.session.update({ where: { id: seats.sessionId }, data: { sample: true } });
		expect(await rooms.open(seats.sessionId)).toBeNull();
	});
});
