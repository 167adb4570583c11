// The fading trail of a laser: a pointer's places while it was held, each forgotten after a moment, so that the line eats
// itself up from its tail. Places and times go in, strokes come out; who draws them, live or replayed, is elsewhere.
import type { TLScribble } from "tldraw";

export interface Place {
	readonly x: number;
	readonly y: number;
}

/** One press of the laser, oldest place first. */
export type Stroke = readonly Place[];

/** How long a place of a trail is seen; about what tldraw leaves of one's own laser. */
export const TRAIL_MS = 1_200;
/** A press that lasts minutes without a pause is still cut here: a trail is no drawing. */
const MAX_PLACES = 120;

interface Timed extends Place {
	readonly atMs: number;
	readonly press: number;
}

/** The trail of one pointer. */
export class LaserTrail {
	#places: Timed[] = [];
	#press = 0;
	#held = false;

	/** The pointer is at `place` (null: it is not on the board), with or without the laser. */
	note(place: Place | null, { laser }: { laser: boolean }, nowMs: number): void {
		const held = laser && place !== null;
		// the place of the release ends the line
		if (place && (held || this.#held)) {
			if (held && !this.#held) this.#press += 1;
			this.#places = [...this.#places, { x: place.x, y: place.y, atMs: nowMs, press: this.#press }].slice(-MAX_PLACES);
		}
		this.#held = held;
	}

	/** What is still seen of it; a laser that is held still keeps its last place. */
	strokes(nowMs: number): Stroke[] {
		const head = this.#places.at(-1);
		this.#places = this.#places.filter((place) => nowMs - place.atMs < TRAIL_MS || (this.#held && place === head));
		const strokes = new Map<number, Place[]>();
		for (const { x, y, press } of this.#places) strokes.set(press, [...(strokes.get(press) ?? []), { x, y }]);
		return [...strokes.values()];
	}
}

/** Strokes as tldraw draws them; the colour is that of the person's record. */
export function scribblesOf(strokes: readonly Stroke[]): TLScribble[] {
	return strokes
		.filter((places) => places.length > 0)
		.map((places, index) => ({
			id: `laser-${index}`,
			points: places.map(({ x, y }) => ({ x, y, z: 0.5 })),
			size: 5,
			color: "laser",
			opacity: 0.7,
			state: "active",
			delay: 0,
			shrink: 0.05,
			taper: true,
		}));
}
