// The load, in a process of its own: many people, each with a real document, each committing at a fixed pace. It is asked to bring
// them in, to draw, and what has come and gone so far.
import * as z from "zod/mini";
import { seeded } from "#tests/helpers/seeded.ts";
import { answer } from "./answers.ts";
import { seatSchema } from "./client.ts";
import { enter, type Person } from "./person.ts";

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

const people: Person[] = [];
let timer: NodeJS.Timeout | null = null;

async function join(body: unknown): Promise<void> {
	const { seats, boxes = 0 } = joinSchema.parse(body);
	const random = seeded(SEED);
	const waiting = [...seats.entries()];
	const bringIn = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const [index, seat] = next;
			const person = enter({ seat, name: String(index), random: seeded(Math.floor(random() * 2 ** 32)) });
			await person.opened;
			for (let box = 0; box < boxes; box++) person.putBox();
			people.push(person);
		}
	};
	await Promise.all(Array.from({ length: JOINING_AT_ONCE }, bringIn));
}

/** Each at the same pace, all at different moments. */
function draw(body: unknown): void {
	const { perSecond, pasteBytes } = drawSchema.parse(body);
	const startedAt = performance.now();
	let acts = 0;
	timer = setInterval(() => {
		const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond * people.length);
		// who was held up draws on, and does not catch up
		acts = Math.max(acts, due - people.length);
		for (; acts < due; acts++) {
			const person = people[acts % people.length];
			if (pasteBytes === undefined) person?.act();
			else person?.paste(pasteBytes);
		}
	}, 1);
}

function tally(): { sent: number; received: number; bytes: number; closed: number[] } {
	const sum = (of: (person: Person) => number) => people.reduce((total, person) => total + of(person), 0);
	return {
		sent: sum((person) => person.sent),
		received: sum((person) => person.received),
		bytes: sum((person) => person.bytes),
		closed: people.flatMap(({ closedWith }) => closedWith ?? []),
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
		for (const person of people.splice(0)) person.leave();
	},
});
