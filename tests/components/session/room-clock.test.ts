// The room's clock on a page whose own clock is not the server's.
import { expect, test } from "vitest";
import { newCommandId } from "#components/session/command-id.ts";
import { RoomClock } from "#components/session/room-clock.ts";
import { commandMessageSchema } from "#core/protocol.ts";

function clockAt(start: number) {
	let nowMs = start;
	const clock = new RoomClock(() => nowMs);
	return { clock, pass: (ms: number) => (nowMs += ms) };
}

test("a view sets the clock, and time passes by the page's own clock", () => {
	const { clock, pass } = clockAt(1_000);
	expect(clock.now()).toBe(0);
	clock.viewArrived(60_000);
	pass(2_500);
	expect(clock.now()).toBe(62_500);
});

test("of several measurements the quickest wins, half its way taken off", () => {
	const { clock } = clockAt(1_000);
	clock.measured({ askedMs: 400, answeredMs: 800, roomAtMs: 90_000 });
	clock.measured({ askedMs: 900, answeredMs: 920, roomAtMs: 60_000 });
	clock.measured({ askedMs: 930, answeredMs: 1_000, roomAtMs: 70_000 });
	expect(clock.now()).toBe(60_000 + (1_000 - 910));
});

test("a late view does not put a measured clock back, a view from ahead of it does move it on", () => {
	const { clock } = clockAt(1_000);
	clock.measured({ askedMs: 1_000, answeredMs: 1_000, roomAtMs: 50_000 });
	clock.viewArrived(49_000);
	expect(clock.now()).toBe(50_000);
	clock.viewArrived(50_400);
	expect(clock.now()).toBe(50_400);
});

test("after a sleep the old measurements count no more", () => {
	const { clock } = clockAt(1_000);
	clock.measured({ askedMs: 999, answeredMs: 1_000, roomAtMs: 50_000 });
	clock.forget();
	clock.measured({ askedMs: 900, answeredMs: 1_000, roomAtMs: 80_050 });
	expect(clock.now()).toBe(80_100);
});

test("a command's id is made without a secure context, fits the wire and does not come twice", () => {
	const ids = Array.from({ length: 200 }, newCommandId);
	expect(new Set(ids).size).toBe(200);
	expect(commandMessageSchema.safeParse({ commandId: ids[0], command: { type: "start" } }).success).toBe(true);
});
