// The interview that is measured: two people, a fixed number of boxes, arrows, drags and strokes spread over its minutes, at
// the pace of real hands, and a session led through its seven steps with notes and ticks. Chance is seeded, so that every run
// measures the same. Boxes lie in cells of their own and strokes below them: nothing is hit by mistake.
import { Box } from "tldraw";
import { STEP_IDS, STEPS } from "#core/framework.ts";
import type { Player, Studio } from "#prisma/sample/studio.ts";
import { type Point, PointerHand } from "./pointer-hand.ts";

export interface Amount {
	readonly minutes: number;
	readonly boxes: number;
	readonly arrows: number;
	readonly drags: number;
	readonly strokes: number;
	/** of a stroke, after its first */
	readonly points: number;
}

export const AMOUNTS = {
	half: { minutes: 30, boxes: 70, arrows: 50, drags: 220, strokes: 150, points: 150 },
	long: { minutes: 120, boxes: 280, arrows: 200, drags: 880, strokes: 600, points: 150 },
	/** the smallest thing that can be measured */
	stroke: { minutes: 0, boxes: 0, arrows: 0, drags: 0, strokes: 1, points: 150 },
	/** for the test of this interview */
	small: { minutes: 3, boxes: 6, arrows: 4, drags: 8, strokes: 3, points: 40 },
} as const satisfies Record<string, Amount>;

export const INGRID: Player = { participantId: "bench-ingrid", role: "interviewer", name: "Ingrid" };
export const CARL: Player = { participantId: "bench-carl", role: "candidate", name: "Carl" };

/** A wheel leaves a zoom like this one; whole pixels are then crooked places on the page. */
const ZOOM = 0.83;
/** Everything is in sight: at the edge of a window tldraw scrolls. */
const WINDOW = 20_000;
const MARGIN = 200;
const COLUMNS = 10;
const CELL = [340, 230] as const;
const STROKE_COLUMNS = 15;
const STROKE_CELL = [230, 190] as const;
const DRAG_FRAMES = 60;
const LOBBY_MS = 60_000;
/** Made before anything happens to boxes. */
const FIRST_BOXES = 4;

const LABELS = [
	"Feature store",
	"Ranking",
	"Ad requests",
	"Click log",
	"Label join",
	"Training set",
	"Two towers",
	"Candidate retrieval",
	"Calibration",
	"Model registry",
	"Shadow traffic",
	"A/B test",
	"Drift alarm",
	"Auction",
	"Budget pacing",
] as const;

type Deed = "box" | "arrow" | "drag" | "stroke";

interface Placed {
	readonly name: string;
	/** its cell's corner */
	readonly corner: Point;
	readonly size: Point;
	at: Point;
	/** somebody works on it until then */
	busyUntil: number;
}

/** Plans everything on the studio; INGRID and CARL must have entered. */
export function planInterview(studio: Studio, random: () => number, amount: Amount): void {
	for (const player of [INGRID, CARL]) {
		studio.draw(0, player, (editor) => {
			editor.updateViewportScreenBounds(new Box(0, 0, WINDOW, WINDOW));
			editor.setCamera({ x: 0, y: 0, z: ZOOM });
		});
	}
	const endMs = amount.minutes > 0 ? lead(studio, amount) : LOBBY_MS;
	new Plan(studio, random, amount).draw(endMs);
}

/** Clock, steps, ticks and notes. @returns when it ends, ms since the session was created */
function lead(studio: Studio, { minutes }: Amount): number {
	const lengthMs = minutes * 60_000;
	const at = (share: number) => Math.round(LOBBY_MS + share * lengthMs);
	studio.event(2_000, { type: "joined", by: INGRID.participantId });
	studio.event(20_000, { type: "joined", by: CARL.participantId });
	studio.command(LOBBY_MS, INGRID, { type: "start" });
	STEP_IDS.forEach((segment, index) => {
		studio.command(at(0.03 + index * 0.13), INGRID, { type: "go-to", segment });
		for (const [n, { id }] of (STEPS[index]?.prompts ?? []).slice(0, 4).entries()) {
			const share = 0.05 + index * 0.13 + n * 0.02;
			studio.command(at(share), n % 2 === 0 ? CARL : INGRID, { type: "tick", promptId: id, ticked: true });
		}
	});
	const notes = Math.round(minutes / 3);
	for (let note = 0; note < notes; note++) {
		const text = `Note ${note + 1}: names the trade-off between freshness and cost before being asked.`;
		studio.command(at(0.04 + (0.9 * note) / notes), INGRID, { type: "add-note", kind: "strength", text });
	}
	studio.command(at(0.96), INGRID, { type: "go-to", segment: "wrap" });
	studio.command(at(1), INGRID, { type: "end" });
	studio.command(at(1) + 60_000, INGRID, { type: "close" });
	return at(1);
}

class Plan {
	readonly #random: () => number;
	readonly #amount: Amount;
	readonly #hands: readonly PointerHand[];
	readonly #boxes: Placed[] = [];
	#strokes = 0;

	constructor(studio: Studio, random: () => number, amount: Amount) {
		this.#random = random;
		this.#amount = amount;
		const [ingrid, carl] = [new PointerHand(studio, INGRID, random), new PointerHand(studio, CARL, random)];
		carl.shareNames(ingrid);
		this.#hands = [ingrid, carl];
	}

	draw(endMs: number): void {
		const { boxes, arrows, drags, strokes } = this.#amount;
		const left: Record<Deed, number> = { box: boxes, arrow: arrows, drag: drags, stroke: strokes };
		const total = boxes + arrows + drags + strokes;
		for (const hand of this.#hands) hand.now = LOBBY_MS;
		for (let done = 0; done < total; done++) {
			const hand = this.#hands[(this.#hands[0]?.now ?? 0) <= (this.#hands[1]?.now ?? 0) ? 0 : 1];
			if (!hand) return;
			const deed = this.#choose(left);
			left[deed] -= 1;
			this.#do(deed, hand);
			// both have half of the time for half of the work
			const dueMs = LOBBY_MS + ((done + 1) / total) * (endMs - LOBBY_MS - 20_000);
			const spare = dueMs - hand.now;
			if (spare > 1_000) {
				const [x, y] = this.#boxes.at(-1)?.at ?? [MARGIN, MARGIN];
				hand.wander([x + 60, y + 30], Math.min(4, spare / 2_000));
			}
			hand.now = Math.max(hand.now, dueMs);
		}
	}

	/** By what is left; there are boxes before anything happens to them. */
	#choose(left: Record<Deed, number>): Deed {
		if (left.box > 0 && this.#boxes.length < FIRST_BOXES) return "box";
		let pick = this.#random() * (left.box + left.arrow + left.drag + left.stroke);
		for (const deed of ["box", "arrow", "drag", "stroke"] as const) {
			pick -= left[deed];
			if (pick < 0) return deed;
		}
		return left.stroke > 0 ? "stroke" : left.drag > 0 ? "drag" : left.arrow > 0 ? "arrow" : "box";
	}

	#do(deed: Deed, hand: PointerHand): void {
		if (deed === "box") this.#box(hand);
		else if (deed === "arrow") this.#arrow(hand);
		else if (deed === "drag") this.#drag(hand);
		else this.#stroke(hand);
	}

	#box(hand: PointerHand): void {
		const no = this.#boxes.length;
		const corner: Point = [MARGIN + (no % COLUMNS) * CELL[0], MARGIN + Math.floor(no / COLUMNS) * CELL[1]];
		const size: Point = [130 + Math.floor(this.#random() * 40), 60 + Math.floor(this.#random() * 30)];
		const box: Placed = { name: `box ${no}`, corner, size, at: [corner[0] + 20, corner[1] + 20], busyUntil: 0 };
		hand.box(box.name, box.at, size, LABELS[no % LABELS.length] ?? "");
		box.busyUntil = hand.now;
		this.#boxes.push(box);
	}

	#arrow(hand: PointerHand): void {
		const from = this.#free(hand);
		const to = this.#free(hand, from);
		hand.arrow(middleOf(from), middleOf(to));
		from.busyUntil = hand.now;
		to.busyUntil = hand.now;
	}

	#drag(hand: PointerHand): void {
		const box = this.#free(hand);
		const to: Point = [
			box.corner[0] + 5 + this.#random() * (CELL[0] - box.size[0] - 40),
			box.corner[1] + 5 + this.#random() * (CELL[1] - box.size[1] - 60),
		];
		const middle = middleOf(box);
		hand.drag(box.name, middle, [middle[0] + to[0] - box.at[0], middle[1] + to[1] - box.at[1]], DRAG_FRAMES);
		box.at = to;
		box.busyUntil = hand.now;
	}

	#stroke(hand: PointerHand): void {
		const { boxes, points } = this.#amount;
		const top = MARGIN + Math.ceil(boxes / COLUMNS) * CELL[1] + 100;
		const no = this.#strokes++;
		const corner: Point = [
			MARGIN + (no % STROKE_COLUMNS) * STROKE_CELL[0],
			top + Math.floor(no / STROKE_COLUMNS) * STROKE_CELL[1],
		];
		hand.stroke(scribble(corner, points, this.#random));
	}

	/** A box that nobody holds at this hand's time. */
	#free(hand: PointerHand, but?: Placed): Placed {
		const free = this.#boxes.filter((box) => box !== but && box.busyUntil <= hand.now);
		const box = free[Math.floor(this.#random() * free.length)];
		if (!box) throw new Error("every box is held by somebody");
		return box;
	}
}

function middleOf({ at, size }: Placed): Point {
	return [at[0] + size[0] / 2, at[1] + size[1] / 2];
}

/** As handwriting goes: loops that drift to the right, never two points in one place. */
function scribble([x, y]: Point, points: number, random: () => number): Point[] {
	const [speed, reach] = [0.22 + random() * 0.1, 22 + random() * 18];
	return Array.from({ length: points + 1 }, (_, i) => [
		x + 45 + i * 0.9 + Math.cos(i * speed) * reach + random(),
		y + 70 + Math.sin(i * speed) * reach * 1.2 + random(),
	]);
}
