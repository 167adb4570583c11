// One connection of the load: a socket and a real document that speak the y-websocket protocol, as thin as can be, so that
// hundreds fit into one process. What it sends and receives is what a stock client would.
import type { Socket } from "node:net";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";
import * as z from "zod/mini";

export const seatSchema = z.object({
	/** of the socket, with the session */
	url: z.string(),
	headers: z.record(z.string(), z.string()),
	/** Hocuspocus writes the document's name before every message, and wants a token first. */
	prefix: z.optional(z.string()),
	/** else the y-websocket protocol */
	speaks: z.optional(z.literal("tldraw")),
});
export type Seat = z.infer<typeof seatSchema>;

export interface Hooks {
	/** an update of somebody else has come; before it is applied */
	onUpdate?(): void;
	/** so many of this socket's sync frames are committed */
	onAcknowledged?(count: number): void;
}

const SYNC = 0;
const AUTH = 2;
const TOKEN = 0;
const ACKNOWLEDGED = 100;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

export class Client {
	readonly doc = new Y.Doc();
	readonly ws: WebSocket;
	readonly opened: Promise<void>;
	/** what the other end has is here: from now on its changes come one by one */
	readonly synced: Promise<void>;
	#onSynced = () => {};
	/** updates made here, and updates of others */
	sent = 0;
	received = 0;
	/** sync frames that the server counts */
	counted = 0;
	closedWith: number | null = null;
	readonly #seat: Seat;
	#socket: Socket | null = null;

	constructor(seat: Seat, hooks: Hooks = {}) {
		this.#seat = seat;
		this.ws = new WebSocket(seat.url, { headers: seat.headers, perMessageDeflate: false });
		this.ws.binaryType = "nodebuffer";
		let settle = { done: () => {}, fail: (_error: Error) => {} };
		this.opened = new Promise((done, fail) => {
			settle = { done, fail };
		});
		this.opened.catch(() => {});
		this.synced = new Promise((done) => {
			this.#onSynced = done;
		});
		this.ws.on("upgrade", (response) => {
			this.#socket = response.socket;
		});
		this.ws.on("open", () => {
			if (seat.prefix !== undefined) this.#showToken(seat.prefix);
			this.#sync(STEP_1, Y.encodeStateVector(this.doc));
			settle.done();
		});
		this.ws.on("message", (data: Buffer) => this.#read(data, hooks));
		this.ws.on("error", (error) => settle.fail(error));
		this.ws.once("close", (code) => {
			this.closedWith = code;
			settle.fail(new Error(`closed with ${code}`));
		});
		this.doc.on("update", (update: Uint8Array, origin: unknown) => {
			if (origin === this) return;
			this.sent++;
			this.#sync(UPDATE, update);
		});
	}

	/** of the socket, both ways */
	get bytes(): number {
		return (this.#socket?.bytesRead ?? 0) + (this.#socket?.bytesWritten ?? 0);
	}

	pause(): void {
		this.#socket?.pause();
	}

	resume(): void {
		this.#socket?.resume();
	}

	leave(): void {
		this.ws.terminate();
		this.doc.destroy();
	}

	#showToken(prefix: string): void {
		const encoder = encoding.createEncoder();
		encoding.writeVarString(encoder, prefix);
		encoding.writeVarUint(encoder, AUTH);
		encoding.writeVarUint(encoder, TOKEN);
		encoding.writeVarString(encoder, "nobody");
		this.ws.send(encoding.toUint8Array(encoder));
	}

	#sync(type: number, payload: Uint8Array): void {
		if (this.ws.readyState !== WebSocket.OPEN) return;
		if (type !== STEP_1) this.counted++;
		const encoder = encoding.createEncoder();
		if (this.#seat.prefix !== undefined) encoding.writeVarString(encoder, this.#seat.prefix);
		encoding.writeVarUint(encoder, SYNC);
		encoding.writeVarUint(encoder, type);
		encoding.writeVarUint8Array(encoder, payload);
		this.ws.send(encoding.toUint8Array(encoder));
	}

	#read(data: Buffer, hooks: Hooks): void {
		const decoder = decoding.createDecoder(data);
		if (this.#seat.prefix !== undefined) decoding.readVarString(decoder);
		const type = decoding.readVarUint(decoder);
		if (type === ACKNOWLEDGED) hooks.onAcknowledged?.(decoding.readVarUint(decoder));
		else if (type === SYNC) this.#readSync(decoder, hooks);
	}

	#readSync(decoder: decoding.Decoder, hooks: Hooks): void {
		const kind = decoding.readVarUint(decoder);
		const payload = decoding.readVarUint8Array(decoder);
		if (kind === STEP_1) {
			this.#sync(STEP_2, Y.encodeStateAsUpdate(this.doc, payload));
			return;
		}
		if (kind === UPDATE) {
			this.received++;
			hooks.onUpdate?.();
		}
		Y.applyUpdate(this.doc, payload, this);
		if (kind === STEP_2) this.#onSynced();
	}
}
