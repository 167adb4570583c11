// What one person does to a board, one commit at a time, as a board writes it (core/document.ts): strokes that grow, shapes that
// are dragged, labels that are typed, in the shares that a measured interview has. Real edits of a real document, cheap to make:
// hundreds of hands fit into one process. Every hand works on its own shapes.
import * as Y from "yjs";
import { createRecordMap, PAGE_ID, recordsMap } from "#core/document.ts";

export type Job = "stroke" | "drag" | "label";

/** Commits that one of them takes, and how often one begins: 57 % of all commits grow a stroke, 33 % drag, 10 % type. */
export const JOBS: Record<Job, { commits: number; weight: number }> = {
	stroke: { commits: 50, weight: 0.315 },
	drag: { commits: 20, weight: 0.456 },
	label: { commits: 12, weight: 0.229 },
};
/** @param dice in [0, 1) */
export function chooseJob(dice: number): Job {
	if (dice < JOBS.stroke.weight) return "stroke";
	return dice < JOBS.stroke.weight + JOBS.drag.weight ? "drag" : "label";
}

/** Three points of a stroke, as its text holds them. */
const POINTS = ["Ag4IEgYK", "CgoMDgQSCA", "EAIaBhQMBA", "HhIYChoGDgI"];
const LETTERS = "model features latency ";

export class Hand {
	readonly #doc: Y.Doc;
	readonly #name: string;
	readonly #random: () => number;
	#job: Job = "stroke";
	#left = 0;
	#made = 0;
	#map: Y.Map<unknown> | null = null;
	#lastBox: Y.Map<unknown> | null = null;

	constructor(doc: Y.Doc, name: string, random: () => number) {
		this.#doc = doc;
		this.#name = name;
		this.#random = random;
	}

	/** One commit: one transaction, one update. */
	act(): void {
		this.#doc.transact(() => (this.#left > 0 ? this.#goOn() : this.#begin()));
	}

	/** A box; boards that only lie there are made of them. */
	putBox(): void {
		this.#doc.transact(() => this.#put("geo"));
	}

	/** One large commit; the next takes its place. */
	paste(bytes: number): void {
		this.#doc.transact(() => {
			this.#lastBox ??= this.#put("geo");
			this.#lastBox.set("m.pasted", "x".repeat(bytes));
		});
	}

	#begin(): void {
		this.#job = chooseJob(this.#random());
		this.#left = JOBS[this.#job].commits;
		if (this.#job === "stroke") this.#map = this.#put("draw");
		else if (this.#job === "label" || !this.#lastBox) this.#lastBox = this.#map = this.#put("geo");
		else this.#goOn();
	}

	#goOn(): void {
		this.#left--;
		const map = this.#job === "drag" ? this.#lastBox : this.#map;
		if (this.#job === "drag") map?.set("xy", [this.#place(2_000), this.#place(1_200)]);
		else if (this.#job === "stroke") append(map?.get("pts"), POINTS[this.#place(POINTS.length)] ?? "");
		else append(map?.get("rt"), LETTERS[this.#place(LETTERS.length)] ?? "");
	}

	#put(type: "draw" | "geo"): Y.Map<unknown> {
		const id = `shape:${this.#name}-${this.#made++}`;
		const map = createRecordMap({ id, typeName: "shape", ...this.#shape(type) });
		recordsMap(this.#doc).set(id, map);
		return map;
	}

	#shape(type: "draw" | "geo"): Record<string, unknown> {
		const common = { color: "black", dash: "draw", fill: "none", scale: 1, size: "m" };
		const box = { align: "middle", font: "draw", geo: "rectangle", growY: 0, labelColor: "black", url: "" };
		const label = { type: "doc", content: [{ type: "paragraph", attrs: { dir: "auto" } }] };
		return {
			type,
			x: this.#place(2_000),
			y: this.#place(1_200),
			rotation: 0,
			index: `a${this.#made}`,
			parentId: PAGE_ID,
			isLocked: false,
			opacity: 1,
			meta: {},
			props:
				type === "draw"
					? {
							...common,
							segments: [{ type: "free", points: [{ x: 0, y: 0, z: 0.5 }] }],
							isClosed: false,
							isComplete: false,
							isPen: false,
						}
					: { ...common, ...box, w: 160, h: 90, richText: label, verticalAlign: "middle" },
		};
	}

	#place(below: number): number {
		return Math.floor(this.#random() * below);
	}
}

function append(text: unknown, more: string): void {
	if (!(text instanceof Y.Text)) throw new Error("a shape has no text to write on");
	text.insert(text.length, more);
}
