// The load, in a process of its own: many people, each with a real document, each committing at a fixed pace. It is asked to bring
// them in, to draw, and what has come and gone so far.
import * as z from "zod/mini";
import { seeded } from "#tests/helpers/seeded.ts";
import { answer } from "./answers.ts";
import { Client, seatSchema } from "./client.ts";
import { Hand } from "./hand.ts";

/** Connections that are opened at once. */
const JOINING_AT_ONCE = 20;
const SEED = 5;

const joinSchema = z.object({
	seats: z.array(seatSchema),
	/** that each puts on the board on entering */
	boxes: z.optional(z.number()),
});
const drawSchema = z.object({
	perSecond: z.number(),
	/** pastes of that size in place of drawing */
	pasteBytes: z.optional(z.number()),
});

const people: { client: Client; hand: Hand }[] = [];
let timer: NodeJS.Timeout | null = null;

async function join(body: unknown): Promise<void> {
	const { seats, boxes = 0 } = joinSchema.parse(body);
	const random = seeded(SEED);
	const waiting = [...seats.entries()];
	const enter = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const [index, seat] = next;
			const client = new Client(seat);
			client.doc.clientID = Math.floor(random() * 2 ** 32);
			await client.opened;
			const hand = new Hand(client.doc, String(index), seeded(Math.floor(random() * 2 ** 32)));
			for (let box = 0; box < boxes; box++) hand.putBox();
			people.push({ client, hand });
		}
	};
	await Promise.all(Array.from({ length: JOINING_AT_ONCE }, enter));
}

/** Each at the same pace, all at different moments. */
function draw(body: unknown): void {
	const { perSecond, pasteBytes } = drawSchema.parse(body);
	const startedAt = performance.now();
	let acts = 0;
	timer = setInterval(() => {
		const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond * people.length);
		for (; acts < due; acts++) {
			const { hand } = people[acts % people.length] ?? {};
			if (pasteBytes === undefined) hand?.act();
			else hand?.paste(pasteBytes);
		}
	}, 1);
}

function tally(): { sent: number; received: number; bytes: number; closed: number[] } {
	const sum = (of: (client: Client) => number) => people.reduce((total, { client }) => total + of(client), 0);
	return {
		sent: sum((client) => client.sent),
		received: sum((client) => client.received),
		bytes: sum((client) => client.bytes),
		closed: people.flatMap(({ client }) => client.closedWith ?? []),
	};
}

answer({
	join,
	draw,
	rest: () => {
		if (timer) clearInterval(timer);
	},
	tally,
	leave: () => {
		if (timer) clearInterval(timer);
		for (const { client } of people.splice(0)) client.leave();
	},
});
