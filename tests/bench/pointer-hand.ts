// A hand that works as people do, with tldraw's own tools: pointer events sixty times a second, on whole pixels of a zoomed
// screen, labels letter by letter. It has a clock of its own, which each movement moves on; what it does is planned on the
// studio, which runs the plans of all hands in the order of their times.
import { createShapeId, type Editor, type TLShapeId, toRichText } from "tldraw";
import type { Player, Studio } from "#prisma/sample/studio.ts";

export type Point = readonly [x: number, y: number];

const FRAME_MS = 1000 / 60;
const TRAVEL_FRAMES = 36;
const KEY_MS = 140;

type Move = "pointer_down" | "pointer_move" | "pointer_up";

export class PointerHand {
	/** ms since the session was created */
	now = 0;
	readonly #studio: Studio;
	readonly player: Player;
	readonly #random: () => number;
	#place: Point = [600, 400];

	constructor(studio: Studio, player: Player, random: () => number) {
		this.#studio = studio;
		this.player = player;
		this.#random = random;
	}

	/** Drags a box open; it gets this id, because tldraw's own is known only afterwards. */
	box(name: string, [x, y]: Point, [w, h]: Point, text: string): void {
		this.#travel([x, y]);
		let made: TLShapeId | null = null;
		this.#do((editor) => {
			editor.setCurrentTool("geo");
			this.#send(editor, "pointer_down", [x, y]);
		});
		this.#glide([x + w, y + h], 24);
		this.#do((editor) => {
			this.#send(editor, "pointer_up", [x + w, y + h]);
			made = editor.getOnlySelectedShapeId();
			if (!made) throw new Error(`box ${name} was not made`);
			this.#ids.set(name, made);
			editor.updateShape({ id: made, type: "geo", props: { fill: "solid" } });
		});
		for (let chars = 1; chars <= text.length; chars++) {
			this.now += KEY_MS * (0.6 + this.#random() * 0.8);
			const richText = toRichText(text.slice(0, chars));
			this.#do((editor) => editor.updateShape({ id: this.#id(name), type: "geo", props: { richText } }));
		}
		this.now += 200;
		this.#do((editor) => editor.selectNone());
	}

	/** From the middle of one box to the middle of another. */
	arrow(from: Point, to: Point): void {
		this.#travel(from);
		this.#do((editor) => {
			editor.setCurrentTool("arrow");
			this.#send(editor, "pointer_down", from);
		});
		this.#glide(to, 40);
		this.#do((editor) => {
			this.#send(editor, "pointer_up", to);
			editor.setCurrentTool("select").selectNone();
		});
	}

	/** Drags a box, held at its middle, in so many frames. */
	drag(name: string, from: Point, to: Point, frames: number): void {
		this.#travel(from);
		this.#do((editor) => {
			editor.setCurrentTool("select");
			this.#send(editor, "pointer_down", from, this.#id(name));
		});
		this.#glide(to, frames);
		this.#do((editor) => {
			this.#send(editor, "pointer_up", to);
			editor.selectNone();
		});
	}

	/** Freehand, a pointer event a frame. */
	stroke(path: readonly Point[]): void {
		const [first, ...rest] = path;
		if (!first) return;
		this.#travel(first);
		this.#do((editor) => {
			editor.setCurrentTool("draw");
			this.#send(editor, "pointer_down", first);
		});
		for (const at of rest) this.#step(at);
		this.now += FRAME_MS;
		const last = this.#place;
		this.#do((editor) => {
			this.#send(editor, "pointer_up", last);
			editor.setCurrentTool("select");
		});
	}

	/** Points at what is being talked about. */
	wander([x, y]: Point, seconds: number): void {
		const until = this.now + seconds * 1000;
		while (this.now < until) {
			this.#travel([x + (this.#random() - 0.5) * 120, y + (this.#random() - 0.5) * 60]);
			this.now += this.#random() * 600;
		}
	}

	/** Ids by name, known once the plan runs. Hands of one room share it. */
	#ids = new Map<string, TLShapeId>();

	shareNames(other: PointerHand): void {
		this.#ids = other.#ids;
	}

	#id(name: string): TLShapeId {
		return this.#ids.get(name) ?? createShapeId(name);
	}

	#do(work: (editor: Editor) => void): void {
		this.#studio.draw(this.now, this.player, work);
	}

	/** To another place, without a button pressed. */
	#travel(to: Point): void {
		const [x0, y0] = this.#place;
		for (let frame = 1; frame <= TRAVEL_FRAMES; frame++) {
			this.now += FRAME_MS;
			this.#place = eased([x0, y0], to, frame / TRAVEL_FRAMES);
			this.#studio.point(this.now, this.player, ...this.#place);
		}
	}

	/** To another place with the button pressed: the editor sees every frame. */
	#glide(to: Point, frames: number): void {
		const from = this.#place;
		for (let frame = 1; frame <= frames; frame++) this.#step(eased(from, to, frame / frames));
	}

	#step(at: Point): void {
		this.now += FRAME_MS;
		this.#place = at;
		this.#studio.point(this.now, this.player, ...at);
		this.#do((editor) => this.#send(editor, "pointer_move", at));
	}

	#send(editor: Editor, name: Move, [x, y]: Point, on?: TLShapeId): void {
		const screen = editor.pageToScreen({ x, y });
		const point = { x: Math.round(screen.x), y: Math.round(screen.y), z: 0.5 };
		const keys = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, accelKey: false };
		const info = { type: "pointer", name, point, pointerId: 1, button: 0, isPen: false, ...keys } as const;
		const shape = on && editor.getShape(on);
		editor.dispatch(shape ? { ...info, target: "shape", shape } : { ...info, target: "canvas" });
		editor.emit("tick", FRAME_MS);
	}
}

/** Slower at both ends. */
function eased([x0, y0]: Point, [x1, y1]: Point, share: number): Point {
	const done = share * share * (3 - 2 * share);
	return [x0 + (x1 - x0) * done, y0 + (y1 - y0) * done];
}
