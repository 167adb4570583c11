// The room with connections that a test holds in its hands: what goes to whom, and who is slowed by whom.
import * as decoding from "lib0/decoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { BRING_INTERVAL_MS, MAX_DOCUMENT_BYTES, MAX_ROOM_SOCKETS, SLOW_CONSUMER_BYTES } from "#core/limits.ts";
import type { CloseReason } from "#core/protocol.ts";
import { decodeCursors } from "#core/recording.ts";
import { HandClock } from "#tests/helpers/hand-clock.ts";
import { FakeConnection, join, openRoom, presenceOf } from "#tests/helpers/hand-room.ts";
import { change, syncFrame } from "#tests/helpers/seats.ts";

const VIEW = { x: 10, y: 20, w: 800, h: 600 };

const pointer = (id: number, x: number) => presenceOf(id, { cursor: { x, y: 0 } });

/** The states in what was sent, those of one frame after the other. */
function statesOf(frames: readonly Uint8Array[]): object[] {
	return frames.flatMap((frame) => {
		const decoder = decoding.createDecoder(frame);
		if (decoding.readVarUint(decoder) !== 1) return [];
		const update = decoding.createDecoder(decoding.readVarUint8Array(decoder));
		return Array.from({ length: decoding.readVarUint(update) }, () => {
			decoding.readVarUint(update);
			decoding.readVarUint(update);
			return Object(JSON.parse(decoding.readVarString(update)));
		});
	});
}

describe("a room", () => {
	test("[Y8] a full document takes no more structs, still takes deletions, and people who only read stay", async () => {
		const clock = new HandClock(1_000);
		const { room } = await openRoom({ clock });
		const author = new Y.Doc();
		const writer = join(room, "carl");
		const reader = join(room, "olga");
		let refused: CloseReason | null = null;
		for (let i = 0; i < 12 && refused === null; i++) {
			room.receive(writer.member, syncFrame(2, change(author, `k${i}`, "x".repeat(900_000))));
			refused = writer.connection.closed;
		}
		expect(refused).toBe("boardFull");
		expect(reader.connection.closed).toBeNull();
		const again = join(room, "carl");
		const known = new Y.Doc();
		room.receive(again.member, syncFrame(0, new Uint8Array([0])));
		const state = decoding.createDecoder(again.connection.sent[0] ?? new Uint8Array());
		decoding.readVarUint(state);
		decoding.readVarUint(state);
		const bytes = decoding.readVarUint8Array(state);
		expect(bytes.length).toBeLessThanOrEqual(MAX_DOCUMENT_BYTES);
		Y.applyUpdate(known, bytes);
		let deletion = new Uint8Array();
		known.on("update", (update: Uint8Array) => {
			deletion = new Uint8Array(update);
		});
		known.getMap("records").delete("k0");
		room.receive(again.member, syncFrame(2, deletion));
		expect(again.connection.closed).toBeNull();
		clock.turn(1_000);
		room.receive(again.member, syncFrame(2, change(known, "fits again", "y".repeat(500_000))));
		expect(again.connection.closed).toBeNull();
	});

	test("[Y10] presence is the first to go for a slow reader; updates still reach it, and the others all", async () => {
		const { room } = await openRoom();
		const [from, slow, fast] = [join(room, "carl"), join(room, "olga"), join(room, "otto")];
		slow.connection.bufferedAmount = SLOW_CONSUMER_BYTES + 1;
		room.receive(from.member, pointer(5, 1));
		room.receive(from.member, syncFrame(2, change(new Y.Doc(), "a", "1")));
		expect(slow.connection.typesSent()).toEqual([0]);
		expect(fast.connection.typesSent()).toEqual([1, 0]);
	});

	test("[Y9] two connections of one person have a presence each; a dead one gives its id to the next", async () => {
		const { room } = await openRoom();
		const reader = join(room, "olga");
		const [one, two, again] = [join(room, "carl"), join(room, "carl"), join(room, "carl")];
		room.receive(one.member, pointer(5, 1));
		room.receive(two.member, pointer(6, 1));
		// the same id on a new socket, before the server has noticed that the old one is dead
		room.receive(again.member, pointer(5, 2));
		expect(reader.connection.sent.length).toBe(3);
		room.leave(one.member);
		expect(reader.connection.sent.length).toBe(3);
		room.leave(again.member);
		room.leave(two.member);
		expect(reader.connection.sent.length).toBe(5);
	});

	test("[Y14] who may draw brings one person along: by the tab in which she last did something, and nobody else", async () => {
		const { room } = await openRoom();
		const carl = join(room, "carl");
		const [early, late, other] = [join(room, "olga"), join(room, "olga"), join(room, "otto")];
		for (const [index, { member }] of [early, late, other].entries()) room.receive(member, presenceOf(20 + index, {}));
		// her first tab is the one she has turned to; the second only repeats itself, as stock clients do
		room.receive(early.member, presenceOf(20, { cursor: { x: 1, y: 1 } }));
		room.receive(late.member, presenceOf(21, {}));
		const from = [carl, early, late, other].map(({ connection }) => connection.sent.length);
		room.receive(carl.member, presenceOf(5, { viewport: VIEW, bring: { to: "olga" } }));
		const news = [carl, early, late, other].map(({ connection }, index) =>
			statesOf(connection.sent.slice(from[index])),
		);
		const state = { cursor: null, viewport: VIEW, user: { id: "carl", name: "carl", role: "candidate" } };
		expect(news).toEqual([[], [{ ...state, bring: { to: "olga" } }, state], [state], [state]]);
		// who comes later learns nothing of it
		const latest = join(room, "ivan");
		expect(JSON.stringify(statesOf(latest.connection.sent))).not.toContain("bring");
	});

	test("[Y14] an observer brings nobody, nor anybody after the end, nor oneself, nor more often than every 3 seconds", async () => {
		const clock = new HandClock(1_000);
		const { room, state } = await openRoom({ clock });
		const [carl, again, ivan, olga] = [join(room, "carl"), join(room, "carl"), join(room, "ivan"), join(room, "olga")];
		for (const [index, { member }] of [carl, again, ivan, olga].entries())
			room.receive(member, presenceOf(5 + index, {}));
		let step = 0;
		const brings = (by: typeof carl, id: number, to: string) => {
			const everybody = [carl, again, ivan, olga];
			const from = everybody.map(({ connection }) => connection.sent.length);
			step += 1;
			room.receive(by.member, presenceOf(id, { viewport: { ...VIEW, x: step }, bring: { to } }));
			return everybody.flatMap(({ connection }, index) =>
				statesOf(connection.sent.slice(from[index])).filter((told) => "bring" in told),
			).length;
		};
		expect(brings(olga, 8, "carl")).toBe(0);
		expect(brings(carl, 5, "carl")).toBe(0);
		expect(brings(carl, 5, "nobody")).toBe(0);
		expect(brings(carl, 5, "olga")).toBe(1);
		expect(brings(carl, 5, "ivan")).toBe(0);
		// a second tab is the same person
		expect(brings(again, 6, "ivan")).toBe(0);
		expect(brings(ivan, 7, "olga")).toBe(1);
		clock.turn(BRING_INTERVAL_MS);
		expect(brings(again, 6, "ivan")).toBe(1);
		clock.turn(BRING_INTERVAL_MS);
		state.phase = "ended";
		expect(brings(carl, 5, "olga")).toBe(0);
		expect(carl.connection.closed ?? olga.connection.closed).toBeNull();
	});

	test("[R9] a laser is recorded up to 15 times a second, with where it was let go; another tab does not let it go", async () => {
		const clock = new HandClock(1_000);
		const { room, stored, recorder } = await openRoom({ clock });
		const [olga, tab] = [join(room, "olga"), join(room, "olga")];
		room.receive(tab.member, presenceOf(6, {}));
		const move = (state: object) => {
			room.receive(olga.member, presenceOf(5, state));
			clock.turn(10);
		};
		for (let x = 0; x < 100; x++) {
			move({ cursor: { x, y: 0 }, laser: true });
			if (x === 50) room.receive(tab.member, presenceOf(6, { following: "carl" }));
		}
		move({ cursor: { x: 100, y: 0 } });
		for (let x = 101; x < 151; x++) move({ cursor: { x, y: 0 } });
		// up again, and gone from the board while it is held
		move({ cursor: { x: 0, y: 9 }, laser: true });
		room.leave(olga.member);
		room.recordCursors({ alive: false });
		await recorder.settled();
		const [entry] = stored.filter(({ kind }) => kind === "cursors");
		const samples = decodeCursors(entry?.data ?? new Uint8Array(), entry?.at ?? 0) ?? [];
		const held = samples.filter(({ laser, y }) => laser && y === 0);
		expect(held.length).toBeGreaterThan(12);
		expect(held.length).toBeLessThanOrEqual(15);
		expect(samples.slice(0, held.length).every(({ laser, person }) => laser && person === "olga")).toBe(true);
		const after = samples.slice(held.length);
		expect(after[0]).toMatchObject({ x: 100, laser: false });
		// 200 ms apart again
		expect(after.filter(({ y, laser }) => y === 0 && !laser).length).toBeLessThanOrEqual(4);
		expect(after.slice(-2)).toMatchObject([
			{ x: 0, y: 9, laser: true },
			{ x: 0, y: 9, laser: false },
		]);
	});

	test("a full room takes nobody more", async () => {
		const { room } = await openRoom();
		for (let i = 0; i < MAX_ROOM_SOCKETS; i++) join(room, `c${i}`);
		expect(
			room.join({ connection: new FakeConnection(), participantId: "late", userId: "late", acknowledges: false }),
		).toBeNull();
	});

	test("[R4] [Y7] while the database is away people draw on and nothing is acknowledged; then everything is, once", async () => {
		let isUp = false;
		const { room, recorder, stored } = await openRoom({
			insert: async () => {
				if (!isUp) throw new Error("no database");
			},
		});
		const [from, to] = [join(room, "carl", { ack: true }), join(room, "olga")];
		const doc = new Y.Doc();
		for (let i = 0; i < 50; i++) room.receive(from.member, syncFrame(2, change(doc, `k${i}`, "1")));
		expect(to.connection.sent.length).toBe(50);
		await new Promise((done) => setImmediate(done));
		// the SyncStep2 of joining, and nothing else
		expect(from.connection.acknowledged()).toBe(1);
		isUp = true;
		await recorder.settled();
		await Promise.resolve();
		await Promise.resolve();
		// 50 updates and the SyncStep2 of joining
		expect([...(from.connection.sent.at(-1) ?? [])]).toEqual([100, 51]);
		expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
	});

	test("[Y4] who lost the right to draw is refused from the next write on", async () => {
		const { room, state } = await openRoom();
		const { connection, member } = join(room, "carl");
		const doc = new Y.Doc();
		const first = change(doc, "a", "1");
		room.receive(member, syncFrame(2, first));
		state.phase = "ended";
		// a repeat adds nothing and is no write
		room.receive(member, syncFrame(2, first));
		expect(connection.closed).toBeNull();
		room.receive(member, syncFrame(2, change(doc, "b", "2")));
		expect(connection.closed).toBe("ended");
	});
});
