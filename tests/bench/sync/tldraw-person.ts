// A person of the load who speaks tldraw's own sync protocol, for the comparison with its server: the same pace, the same shares of
// strokes, drags and letters, as the changes of records that its client would send. It keeps no store of its own.
import type { Socket } from "node:net";
import { createTLSchema } from "@tldraw/tlschema";
import WebSocket from "ws";
import * as z from "zod/mini";
import { PAGE_ID } from "#core/document.ts";
import type { Hooks, Seat } from "./client.ts";
import { chooseJob, JOBS, type Job } from "./hand.ts";

const PROTOCOL_VERSION = 7;
const LOOK = { color: "black", dash: "draw", fill: "none", scale: 1, size: "m" };
const BOX = {
	align: "middle",
	font: "draw",
	geo: "rectangle",
	growY: 0,
	labelColor: "black",
	url: "",
	verticalAlign: "middle",
};

const heardSchema = z.object({ type: z.string(), data: z.optional(z.array(z.object({ type: z.string() }))) });

export class TldrawPerson {
	readonly opened: Promise<void>;
	sent = 0;
	received = 0;
	/** it never says what is saved */
	readonly counted = 0;
	closedWith: number | null = null;
	readonly #ws: WebSocket;
	readonly #name: string;
	readonly #random: () => number;
	#socket: Socket | null = null;
	#job: Job = "stroke";
	#left = 0;
	#made = 0;
	#shape = "";
	#box = "";
	#letters = "";
	#points = 1;

	constructor(seat: Seat, name: string, random: () => number, hooks: Hooks = {}) {
		this.#name = name;
		this.#random = random;
		this.#ws = new WebSocket(seat.url, { headers: seat.headers, perMessageDeflate: false });
		this.#ws.on("upgrade", (response) => {
			this.#socket = response.socket;
		});
		this.#ws.on("close", (code) => {
			this.closedWith = code;
		});
		this.opened = new Promise((done, fail) => {
			this.#ws.on("error", fail);
			this.#ws.on("open", () => {
				const schema = createTLSchema().serialize();
				this.#say({
					type: "connect",
					connectRequestId: name,
					lastServerClock: 0,
					protocolVersion: PROTOCOL_VERSION,
					schema,
				});
			});
			this.#ws.on("message", (data: Buffer) => {
				const heard = heardSchema.parse(JSON.parse(data.toString()));
				if (heard.type === "connect") done();
				for (const { type } of heard.data ?? []) {
					if (type !== "patch") continue;
					this.received++;
					hooks.onUpdate?.();
				}
			});
		});
		this.opened.catch(() => {});
	}

	get synced(): Promise<void> {
		return this.opened;
	}

	get bytes(): number {
		return (this.#socket?.bytesRead ?? 0) + (this.#socket?.bytesWritten ?? 0);
	}

	act(): void {
		if (this.#left > 0) this.#push(this.#goOn());
		else this.#push(this.#begin());
	}

	putBox(): void {
		this.#push(this.#put("geo"));
	}

	paste(bytes: number): void {
		if (this.#box === "") this.putBox();
		else this.#push({ [this.#box]: ["patch", { meta: ["put", { pasted: "x".repeat(bytes) }] }] });
	}

	pause(): void {
		this.#socket?.pause();
	}

	resume(): void {
		this.#socket?.resume();
	}

	leave(): void {
		this.#ws.terminate();
	}

	#begin(): Record<string, unknown> {
		this.#job = chooseJob(this.#random());
		this.#left = JOBS[this.#job].commits;
		if (this.#job === "stroke") return this.#put("draw");
		if (this.#job === "label" || this.#box === "") return this.#put("geo");
		return this.#goOn();
	}

	#goOn(): Record<string, unknown> {
		this.#left--;
		const place = () => Math.floor(this.#random() * 2_000);
		if (this.#job === "drag") return { [this.#box]: ["patch", { x: ["put", place()], y: ["put", place()] }] };
		if (this.#job === "label") {
			this.#letters += "a";
			return { [this.#box]: ["patch", { props: ["patch", { richText: ["put", richText(this.#letters)] }] }] };
		}
		const points = [0, 1, 2].map((step) => ({ x: this.#points + step, y: place() / 10, z: 0.5 }));
		const append = ["append", points, this.#points];
		this.#points += points.length;
		return {
			[this.#shape]: ["patch", { props: ["patch", { segments: ["patch", { 0: ["patch", { points: append }] }] }] }],
		};
	}

	#put(type: "draw" | "geo"): Record<string, unknown> {
		const id = `shape:${this.#name}-${this.#made++}`;
		if (type === "geo") this.#box = id;
		else this.#shape = id;
		this.#letters = "";
		this.#points = 1;
		const segments = [{ type: "free", points: [{ x: 0, y: 0, z: 0.5 }] }];
		const props =
			type === "draw"
				? { ...LOOK, segments, isClosed: false, isComplete: false, isPen: false }
				: { ...LOOK, ...BOX, w: 160, h: 90, richText: richText("") };
		const place = { x: 0, y: 0, rotation: 0, index: "a1", parentId: PAGE_ID, isLocked: false, opacity: 1, meta: {} };
		return { [id]: ["put", { id, typeName: "shape", type, ...place, props }] };
	}

	#push(diff: Record<string, unknown>): void {
		this.sent++;
		this.#say({ type: "push", clientClock: this.sent, diff });
	}

	#say(message: unknown): void {
		if (this.#ws.readyState === WebSocket.OPEN) this.#ws.send(JSON.stringify(message));
	}
}

function richText(text: string): unknown {
	const content = text === "" ? {} : { content: [{ type: "text", text }] };
	return { type: "doc", content: [{ type: "paragraph", attrs: { dir: "auto" }, ...content }] };
}
