// A session with people in it, made at the database's own door (no pages needed), and their sockets: stock y-websocket
// clients, bare sockets that may say anything, and Socket.IO clients of the namespace /session.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { io, type Socket } from "socket.io-client";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { CommandAnswer, ServerMessage } from "#core/protocol.ts";
import type { Command, Role } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { getAuth } from "#server/auth.ts";
import type { Database } from "#server/db/client.ts";
import { createSession } from "#server/db/create-session.ts";
import { randomId } from "#server/db/random-id.ts";

export interface Seat {
	participantId: string;
	userId: string;
	/** for `Authorization: Bearer` */
	token: string;
	role: Role;
	name: string;
}

export interface Seats {
	sessionId: string;
	interviewer: Seat;
	candidate: Seat;
	observer: Seat;
}

export async function guest(): Promise<{ userId: string; token: string }> {
	const signedIn = await getAuth().api.signInAnonymous({ headers: new Headers() });
	if (!signedIn) throw new Error("nobody was signed in");
	return { userId: signedIn.user.id, token: signedIn.token };
}

export async function seatPeople(database: Database, wishes: { kind?: "led" | "solo" } = {}): Promise<Seats> {
	const kind = wishes.kind ?? "led";
	const creator = await guest();
	const name = "Ines";
	const created = await createSession(
		database,
		{ kind, questionId: "ad-click-prediction", minutes: 45, level: "senior", name },
		creator.userId,
	);
	if ("refused" in created) throw new Error(`no session: ${created.refused}`);
	const { id: sessionId, participantId } = created;
	const role = kind === "solo" ? ("candidate" as const) : ("interviewer" as const);
	const interviewer = { participantId, ...creator, role, name };
	const candidate = await seat(database, sessionId, "candidate", "Carl");
	const observer = await seat(database, sessionId, "observer", "Olga");
	return { sessionId, interviewer, candidate, observer };
}

export async function seat(database: Database, sessionId: string, role: Role, name: string): Promise<Seat> {
	const { userId, token } = await guest();
	const participantId = randomId();
	await database.prisma.participant.create({ data: { id: participantId, sessionId, userId, role, name } });
	return { participantId, userId, token, role, name };
}

// ── board ───────────────────────────────────────────────────────────────────────────────────────────────────────
export interface Board {
	doc: Y.Doc;
	provider: WebsocketProvider;
	/** close codes of its sockets, in order */
	closed: number[];
	leave(): void;
}

/** A stock provider; everything it does is y-websocket's own. */
export function openBoard(port: number, sessionId: string, { token }: Pick<Seat, "token">, doc = new Y.Doc()): Board {
	const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, sessionId, doc, {
		WebSocketPolyfill: socketOf(token),
		disableBc: true,
		maxBackoffTime: 200,
	});
	const closed: number[] = [];
	provider.on("connection-close", (event) => {
		if (event) closed.push(event.code);
	});
	return {
		doc,
		provider,
		closed,
		leave() {
			provider.destroy();
			doc.destroy();
		},
	};
}

/** A WebSocket class that shows this token; browsers would send their cookie. */
export function socketOf(token: string): typeof globalThis.WebSocket {
	class SignedIn extends WebSocket {
		constructor(url: string) {
			super(url, { headers: { authorization: `Bearer ${token}` } });
		}
	}
	return SignedIn as unknown as typeof globalThis.WebSocket;
}

/** A socket that says what a test wants, and remembers what it hears. */
export class BareSocket {
	readonly ws: WebSocket;
	readonly frames: Uint8Array[] = [];
	readonly closed: Promise<{ code: number; reason: string }>;
	readonly opened: Promise<void>;

	constructor(
		port: number,
		sessionId: string,
		seat: Pick<Seat, "token"> | null,
		options: { ack?: boolean; headers?: Record<string, string> } = {},
	) {
		const headers = { ...(seat ? { authorization: `Bearer ${seat.token}` } : {}), ...options.headers };
		this.ws = new WebSocket(`ws://127.0.0.1:${port}/sync/${sessionId}${options.ack ? "?ack=1" : ""}`, { headers });
		this.ws.binaryType = "nodebuffer";
		this.ws.on("message", (data: Buffer) => this.frames.push(new Uint8Array(data)));
		this.closed = new Promise((done) => {
			this.ws.once("close", (code, reason) => done({ code, reason: reason.toString() }));
		});
		this.opened = new Promise((done, fail) => {
			this.ws.once("open", () => done());
			this.ws.once("error", fail);
		});
		this.opened.catch(() => {});
		this.ws.on("error", () => {});
	}

	send(bytes: Uint8Array | string): void {
		this.ws.send(bytes);
	}

	sync(type: 0 | 1 | 2, payload: Uint8Array): void {
		this.send(syncFrame(type, payload));
	}

	/** Says what a client says that knows nothing and has nothing. */
	async join(): Promise<void> {
		await this.opened;
		this.sync(0, new Uint8Array([0]));
		this.sync(1, new Uint8Array([0, 0]));
	}

	/** the last count of message 100, 0 before the first */
	acknowledged(): number {
		const counts = this.frames.filter((frame) => frame[0] === 100);
		const last = counts.at(-1);
		if (!last) return 0;
		const decoder = decoding.createDecoder(last);
		decoding.readVarUint(decoder);
		return decoding.readVarUint(decoder);
	}

	/** payloads of sync frames of that type that came so far */
	heard(type: 0 | 1 | 2): Uint8Array[] {
		return this.frames.flatMap((frame) => {
			const decoder = decoding.createDecoder(frame);
			if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) !== type) return [];
			return [decoding.readVarUint8Array(decoder)];
		});
	}

	leave(): void {
		this.ws.terminate();
	}
}

export function syncFrame(type: number, payload: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 0);
	encoding.writeVarUint(encoder, type);
	encoding.writeVarUint8Array(encoder, payload);
	return encoding.toUint8Array(encoder);
}

/** One update that sets a key of the board's records. */
export function change(doc: Y.Doc, key: string, value: string): Uint8Array {
	let update: Uint8Array | null = null;
	const keep = (made: Uint8Array) => {
		update = made;
	};
	doc.on("update", keep);
	doc.getMap("records").set(key, value);
	doc.off("update", keep);
	if (!update) throw new Error("nothing changed");
	return update;
}

// ── session ─────────────────────────────────────────────────────────────────────────────────────────────────────
export class SessionClient {
	readonly socket: Socket;
	readonly messages: ServerMessage[] = [];
	/** the reason of a refused handshake */
	refused: string | null = null;
	#commands = 0;

	constructor(port: number, sessionId: string, seat: Pick<Seat, "token"> | null) {
		this.socket = io(`http://127.0.0.1:${port}/session`, {
			transports: ["websocket"],
			forceNew: true,
			reconnectionDelay: 50,
			reconnectionDelayMax: 200,
			auth: { sessionId },
			extraHeaders: seat ? { authorization: `Bearer ${seat.token}` } : {},
		});
		this.socket.on("message", (message: ServerMessage) => this.messages.push(message));
		this.socket.on("connect_error", (error) => {
			this.refused = error.message;
		});
	}

	/** the newest view, null before the first */
	get view(): SessionView | null {
		const last = this.messages.findLast((message) => message.type === "view");
		return last?.type === "view" ? last.view : null;
	}

	send(command: Command, commandId = `command-${++this.#commands}-${randomId()}`): Promise<CommandAnswer> {
		return this.raw({ commandId, command });
	}

	raw(message: unknown): Promise<CommandAnswer> {
		return this.socket.timeout(10_000).emitWithAck("command", message);
	}

	time(): Promise<{ at: number }> {
		return this.socket.timeout(10_000).emitWithAck("time");
	}

	leave(): void {
		this.socket.disconnect();
	}
}
