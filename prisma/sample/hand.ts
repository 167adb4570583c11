// A person's hand at a board: boxes that are dragged open and labelled letter by letter, arrows that follow the pointer
// and bind, strokes of the pen. Each call takes its time on the hand's own clock, which runs on with it; pointer and
// board change together, so that a replay shows somebody at work.
import {
	createShapeId,
	DefaultColorStyle,
	DefaultSizeStyle,
	type Editor,
	getIndices,
	type TLArrowShape,
	type TLGeoShape,
	type TLRichText,
	type TLShapeId,
	toRichText,
} from "tldraw";
import type { Player, Studio } from "./studio.ts";

type Colour = TLGeoShape["props"]["color"];
type Point = readonly [x: number, y: number];

export interface BoxLook {
	readonly colour?: Colour;
	readonly fill?: TLGeoShape["props"]["fill"];
	readonly dash?: TLGeoShape["props"]["dash"];
	readonly align?: "start" | "middle";
	/** the first line is a heading */
	readonly heading?: boolean;
}

/** Milliseconds of a key press. */
const KEY_MS = 115;
const FRAME_MS = 100;

/** As typed in tldraw: a paragraph a line. */
export function label(text: string, heading = false): TLRichText {
	if (text === "") return toRichText("");
	const content = text.split("\n").map((line, index) => ({
		type: "paragraph",
		attrs: { dir: "auto" },
		...(line === ""
			? {}
			: { content: [{ type: "text", text: line, ...(heading && index === 0 ? { marks: [{ type: "bold" }] } : {}) }] }),
	}));
	return { type: "doc", content };
}

export class Hand {
	readonly #studio: Studio;
	readonly #player: Player;
	readonly #random: () => number;
	#now = 0;
	#place: Point = [600, 400];

	constructor(studio: Studio, player: Player, random: () => number) {
		this.#studio = studio;
		this.#player = player;
		this.#random = random;
	}

	get now(): number {
		return this.#now;
	}

	/** Goes on at this moment. A hand cannot do two things at once. */
	from(at: number): this {
		if (at < this.#now) throw new Error(`${this.#player.name} is busy until ${this.#now}, asked for ${at}`);
		this.#now = at;
		return this;
	}

	rest(seconds: number): this {
		this.#now += seconds * 1000;
		return this;
	}

	#draw(work: (editor: Editor) => void): void {
		this.#studio.draw(this.#now, this.#player, work);
	}

	/** Moves the pointer, slower at both ends, not quite straight. `during` sees each place on the way. */
	glide(to: Point, ms: number, during?: (at: Point) => void): this {
		const [x0, y0] = this.#place;
		const frames = Math.max(1, Math.round(ms / FRAME_MS));
		const sway = (this.#random() - 0.5) * Math.min(40, Math.hypot(to[0] - x0, to[1] - y0) / 6);
		for (let frame = 1; frame <= frames; frame++) {
			this.#now += ms / frames;
			const share = frame / frames;
			const eased = share * share * (3 - 2 * share);
			const off = during ? 0 : Math.sin(share * Math.PI) * sway;
			this.#place = [x0 + (to[0] - x0) * eased + off, y0 + (to[1] - y0) * eased + off];
			this.#studio.point(this.#now, this.#player, ...this.#place);
			during?.(this.#place);
		}
		return this;
	}

	/** Shows something while talking about it. */
	showAround([x, y]: Point, seconds: number): this {
		this.glide([x, y], 700);
		const until = this.#now + seconds * 1000;
		while (this.#now < until) {
			this.glide([x + (this.#random() - 0.5) * 90, y + (this.#random() - 0.5) * 40], 500 + this.#random() * 500);
			this.#now += this.#random() * 1200;
		}
		return this;
	}

	box(name: string, [x, y, w, h]: readonly [number, number, number, number], text: string, look: BoxLook = {}): this {
		const id = createShapeId(name);
		const { colour = "black", fill = "none", dash = "draw", align = "middle" } = look;
		this.#studio.place(name, x, y, w, h);
		this.glide([x, y], 650).rest(0.15);
		const props = { w: 1, h: 1, color: colour, fill, dash, size: "s", align, verticalAlign: align } as const;
		this.#draw((editor) => editor.createShape<TLGeoShape>({ id, type: "geo", x, y, props }));
		this.glide([x + w, y + h], 700, ([px, py]) => {
			const size = { w: Math.max(1, px - x), h: Math.max(1, py - y) };
			this.#draw((editor) => editor.updateShape<TLGeoShape>({ id, type: "geo", props: size }));
		});
		this.#draw((editor) => editor.updateShape<TLGeoShape>({ id, type: "geo", props: { w, h } }));
		return this.rest(0.3).write(name, text, look.heading);
	}

	/** Types into a box or text that is there; what it says already stays. */
	write(name: string, text: string, heading = false, said = ""): this {
		const id = createShapeId(name);
		for (let chars = 1; chars <= text.length; chars++) {
			const pause = text[chars - 1] === "\n" ? 4 : text[chars - 1] === " " ? 1.4 : 1;
			this.#now += KEY_MS * pause * (0.7 + this.#random() * 0.6);
			const richText = label(said + text.slice(0, chars), heading);
			this.#draw((editor) => {
				const shape = editor.getShape(id);
				if (shape) editor.updateShape({ id, type: shape.type, props: { richText } });
			});
		}
		return this;
	}

	text(
		name: string,
		[x, y]: Point,
		text: string,
		look: { colour?: Colour; size?: "s" | "m"; heading?: boolean } = {},
	): this {
		const id = createShapeId(name);
		this.#studio.place(name, x, y, text.length * 9, 24);
		this.glide([x - 6, y + 10], 600).rest(0.2);
		const props = { color: look.colour ?? "black", size: look.size ?? "s", richText: label("") } as const;
		this.#draw((editor) => editor.createShape({ id, type: "text", x, y, props }));
		return this.write(name, text, look.heading);
	}

	arrow(
		from: string,
		to: string,
		colour: Colour = "black",
		look: { dash?: "draw" | "dashed"; bend?: number } = {},
	): this {
		const [fromId, toId] = [createShapeId(from), createShapeId(to)];
		const id = createShapeId(`${from}-${to}`);
		const [start, end] = [this.#studio.centreOf(from), this.#studio.centreOf(to)];
		this.glide(start, 550).rest(0.1);
		const bind = (editor: Editor, terminal: "start" | "end", target: TLShapeId) =>
			editor.createBinding({
				type: "arrow",
				fromId: id,
				toId: target,
				props: { terminal, normalizedAnchor: { x: 0.5, y: 0.5 }, isExact: false, isPrecise: false, snap: "none" },
			});
		this.#draw((editor) => {
			const props = { color: colour, size: "s", dash: look.dash ?? "draw", bend: look.bend ?? 0 } as const;
			editor.createShape<TLArrowShape>({
				id,
				type: "arrow",
				x: start[0],
				y: start[1],
				props: { ...props, start: { x: 0, y: 0 }, end: { x: 2, y: 0 } },
			});
			bind(editor, "start", fromId);
		});
		this.glide(end, 600, ([x, y]) => {
			const tip = { x: x - start[0], y: y - start[1] };
			this.#draw((editor) => editor.updateShape<TLArrowShape>({ id, type: "arrow", props: { end: tip } }));
		});
		this.#draw((editor) => bind(editor, "end", toId));
		return this.rest(0.3);
	}

	/** A straight rule, as of a table. */
	rule(name: string, [x, y]: Point, [dx, dy]: Point): this {
		const id = createShapeId(name);
		this.glide([x, y], 450);
		const [a1, a2] = getIndices(2);
		if (!a1 || !a2) throw new Error("a line has two ends");
		const points = (tx: number, ty: number) => ({
			[a1]: { id: a1, index: a1, x: 0, y: 0 },
			[a2]: { id: a2, index: a2, x: tx, y: ty },
		});
		const props = { color: "grey", size: "s", dash: "solid" } as const;
		this.#draw((editor) => editor.createShape({ id, type: "line", x, y, props: { ...props, points: points(1, 1) } }));
		this.glide([x + dx, y + dy], 350, ([px, py]) => {
			this.#draw((editor) => editor.updateShape({ id, type: "line", props: { points: points(px - x, py - y) } }));
		});
		this.#draw((editor) => editor.updateShape({ id, type: "line", props: { points: points(dx, dy) } }));
		return this.rest(0.2);
	}

	/** Freehand, with tldraw's own pen. */
	stroke(path: readonly Point[], colour: Colour = "red", ms = 900): this {
		const [first, ...others] = path;
		if (!first) return this;
		this.glide(first, 500).rest(0.1);
		this.#draw((editor) => {
			editor.setCurrentTool("draw");
			editor.setStyleForNextShapes(DefaultColorStyle, colour);
			editor.setStyleForNextShapes(DefaultSizeStyle, "s");
			this.#pointer(editor, "pointer_down", first);
		});
		for (const [x, y] of others) {
			this.#now += ms / others.length;
			const at: Point = [x + (this.#random() - 0.5) * 1.6, y + (this.#random() - 0.5) * 1.6];
			this.#place = at;
			this.#studio.point(this.#now, this.#player, ...at);
			this.#draw((editor) => this.#pointer(editor, "pointer_move", at));
		}
		this.#now += 40;
		const last = this.#place;
		this.#draw((editor) => {
			this.#pointer(editor, "pointer_up", last);
			editor.setCurrentTool("select");
		});
		return this.rest(0.3);
	}

	#pointer(editor: Editor, name: "pointer_down" | "pointer_move" | "pointer_up", [x, y]: Point): void {
		const screen = editor.pageToScreen({ x, y });
		const keys = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, accelKey: false };
		const info = { type: "pointer", target: "canvas", pointerId: 1, button: 0, isPen: false, ...keys } as const;
		editor.dispatch({ ...info, name, point: { x: screen.x, y: screen.y, z: 0.5 } });
		editor.emit("tick", 16);
	}

	/** Drags things to another place. */
	move(names: readonly string[], [dx, dy]: Point): this {
		const ids = names.map((name) => createShapeId(name));
		const start = this.#studio.centreOf(names[0] ?? "");
		const origins = new Map<TLShapeId, Point>();
		this.glide(start, 600).rest(0.2);
		this.#draw((editor) => {
			editor.markHistoryStoppingPoint("move");
			for (const id of ids) {
				const shape = editor.getShape(id);
				if (shape) origins.set(id, [shape.x, shape.y]);
			}
		});
		const put = (editor: Editor, byX: number, byY: number) => {
			for (const [id, [x, y]] of origins) {
				const shape = editor.getShape(id);
				if (shape) editor.updateShape({ id, type: shape.type, x: x + byX, y: y + byY });
			}
		};
		this.glide([start[0] + dx, start[1] + dy], 900, ([x, y]) => {
			this.#draw((editor) => put(editor, x - start[0], y - start[1]));
		});
		this.#draw((editor) => put(editor, dx, dy));
		for (const name of names) this.#studio.movePlace(name, dx, dy);
		return this.rest(0.3);
	}

	recolour(name: string, colour: Colour): this {
		const id = createShapeId(name);
		this.glide(this.#studio.centreOf(name), 500).rest(0.6);
		this.#draw((editor) =>
			editor.updateShape<TLGeoShape>({ id, type: "geo", props: { color: colour, fill: "solid" } }),
		);
		return this;
	}

	erase(name: string): this {
		this.glide(this.#studio.centreOf(name), 500).rest(0.5);
		this.#draw((editor) => editor.deleteShapes([createShapeId(name)]));
		return this;
	}
}
