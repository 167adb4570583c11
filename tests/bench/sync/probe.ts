// A pair of people in a room of their own, in a process of its own: one draws, and it is measured when the other receives it and when
// the server says that it is saved. Both clocks are this process's.
import * as z from "zod/mini";
import { seeded } from "#tests/helpers/seeded.ts";
import { answer } from "./answers.ts";
import { seatSchema } from "./client.ts";
import { enter, type Person } from "./person.ts";

const joinSchema = z.object({ seats: z.tuple([seatSchema, seatSchema]) });
/** Not in step with anybody's timer. */
const PAUSE_MS = { least: 30, more: 40 };

const HANDSHAKE_MS = 3_000;

let left: Person | null = null;
let right: Person | null = null;
let timer: NodeJS.Timeout | undefined;
let fanOut: number[] = [];
let saved: number[] = [];
/** when each update was sent that the other has not received yet, and each that is not acknowledged yet, with its number */
const onTheWay: number[] = [];
const unsaved: { no: number; at: number }[] = [];

async function join(body: unknown): Promise<void> {
	const [first, second] = joinSchema.parse(body).seats;
	const onUpdate = () => {
		const at = onTheWay.shift();
		if (at !== undefined) fanOut.push(performance.now() - at);
	};
	right = enter({ seat: second, name: "right", random: seeded(8), hooks: { onUpdate } });
	await right.opened;
	const onAcknowledged = (count: number) => {
		const now = performance.now();
		while (unsaved[0] && unsaved[0].no <= count) saved.push(now - (unsaved.shift()?.at ?? now));
	};
	left = enter({ seat: first, name: "left", random: seeded(9), hooks: { onAcknowledged } });
	await left.opened;
	// an edit that came with the first state would never come as an update; a relay has nobody to ask for the first of the two
	const patience = new Promise((done) => setTimeout(done, HANDSHAKE_MS));
	await Promise.race([Promise.all([left.synced, right.synced]), patience]);
}

function draw(): void {
	const random = seeded(10);
	const act = () => {
		const at = performance.now();
		onTheWay.push(at);
		if (left) unsaved.push({ no: left.counted + 1, at });
		left?.act();
		timer = setTimeout(act, PAUSE_MS.least + random() * PAUSE_MS.more);
	};
	act();
}

answer({
	join,
	draw,
	/** What was measured since the last call. */
	take() {
		const taken = { fanOut, saved };
		[fanOut, saved] = [[], []];
		return taken;
	},
	leave() {
		clearTimeout(timer);
		left?.leave();
		right?.leave();
	},
});
