// The endpoint /sync/<sessionId>: y-websocket clients on `ws`. Lets people in, hands their frames to the room, and keeps each
// socket within its limits: rates, sizes, slow and dead peers. A browser sees no status of a failed upgrade, so only what no
// client of ours runs into is answered by a status; everything else is upgraded and then closed with its code.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { JOIN_TIMEOUT_MS, MAX_ADDRESS_SOCKETS, MAX_JOIN_FRAME_BYTES, RECHECK_INTERVAL_MS } from "#core/limits.ts";
import { CLOSE, type CloseReason } from "#core/protocol.ts";
import { admit, credentialsOf } from "#server/admission.ts";
import { BoardSocket } from "#server/board-socket.ts";
import { type Clock, systemClock } from "#server/clock.ts";
import type { Database } from "#server/db/client.ts";
import type { Logger } from "#server/log.ts";
import type { OpenRoom } from "#server/open-room.ts";
import { clientAddress } from "#server/origin.ts";
import type { Member } from "#server/room.ts";
import type { Rooms } from "#server/rooms.ts";

export interface SyncOptions {
	readonly rooms: Rooms;
	readonly db: Database;
	readonly log: Logger;
	readonly clock?: Clock;
}

export interface Sync {
	/** Takes over an upgrade whose path begins with /sync/ and whose Origin was checked. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	close(): void;
}

const SESSION_PATH = /^\/sync\/([A-Za-z0-9_-]{1,64})$/;

export function createSync(options: SyncOptions): Sync {
	const { log, clock = systemClock } = options;
	const server = new WebSocketServer({
		noServer: true,
		perMessageDeflate: false,
		maxPayload: MAX_JOIN_FRAME_BYTES,
		clientTracking: true,
	});
	server.on("error", (error) => log.error({ err: error }, "websocket server"));
	const socketsOf = new Map<string, number>();

	async function answer(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const url = new URL(request.url ?? "/", "http://localhost");
		const sessionId = SESSION_PATH.exec(url.pathname)?.[1] ?? null;
		const address = clientAddress(request);
		const sockets = socketsOf.get(address) ?? 0;
		if (sockets >= MAX_ADDRESS_SOCKETS)
			return refuse(socket, "429 Too Many Requests", "Too many connections from this address.");
		socketsOf.set(address, sockets + 1);
		socket.once("close", () => {
			const rest = (socketsOf.get(address) ?? 1) - 1;
			if (rest > 0) socketsOf.set(address, rest);
			else socketsOf.delete(address);
		});

		const credentials = credentialsOf(request.headers);
		const admission = sessionId === null ? null : await admitOrLater(credentials, sessionId);
		if (admission && "refused" in admission && admission.nobody) {
			return refuse(socket, "401 Unauthorized", "Sign in first.");
		}
		if (socket.destroyed) return;
		server.handleUpgrade(request, socket, head, (ws) => {
			ws.on("error", (error) => log.debug({ err: error }, "board socket"));
			if (sessionId === null || admission === null) return end(ws, "gone");
			if ("refused" in admission) return end(ws, admission.refused);
			const acknowledges = url.searchParams.get("ack") === "1";
			attach(ws, { ...admission.member, sessionId, credentials, acknowledges }).catch((error: unknown) => {
				log.error({ err: error, sessionId }, "a board socket could not join");
				end(ws, "later");
			});
		});
	}

	async function admitOrLater(credentials: Headers, sessionId: string) {
		try {
			return await admit(options.db, credentials, sessionId);
		} catch (error) {
			log.warn({ err: error, sessionId }, "nobody can be let in just now");
			return { refused: "later" as const, nobody: false };
		}
	}

	async function attach(ws: WebSocket, who: Joining): Promise<void> {
		// frames that come while the room loads wait in the socket
		ws.pause();
		const room = await options.rooms.open(who.sessionId);
		if (ws.readyState !== ws.OPEN) return;
		ws.resume();
		if (!room) return end(ws, "gone");
		const board = new BoardSocket(ws, clock);
		const member = room.join({ ...who, connection: board });
		if (!member) return end(ws, "later");
		serve(board, ws, room, member, who);
	}

	function serve(board: BoardSocket, ws: WebSocket, room: OpenRoom, member: Member, who: Joining): void {
		ws.on("message", (data: RawData, isBinary: boolean) => {
			if (board.isEnding) return;
			const frame = bytesOf(data);
			const excess = isBinary ? board.excessOf(frame, { joined: member.stage.name === "joined" }) : "badFrame";
			if (excess === "drop") return;
			if (excess) room.room.close(member, excess);
			else room.room.receive(member, frame);
		});
		const cancels = [
			board.watch(),
			clock.after(JOIN_TIMEOUT_MS, () => {
				// a busy server may have the frame in its hands: look again when that is read
				setImmediate(() => {
					if (member.stage.name === "joining" && !member.left) room.room.close(member, "resync");
				});
			}),
			clock.every(RECHECK_INTERVAL_MS, () => void recheck(room, member, who)),
		];
		ws.once("close", () => {
			for (const cancel of cancels) cancel();
			room.leave(member);
		});
		// it may have gone while we were busy
		if (ws.readyState === ws.CLOSED) ws.emit("close");
	}

	async function recheck(room: OpenRoom, member: Member, who: Joining): Promise<void> {
		const admission = await admitOrLater(who.credentials, who.sessionId);
		if ("member" in admission || admission.refused === "later" || member.left) return;
		room.room.close(member, admission.refused);
	}

	return {
		upgrade(request, socket, head) {
			socket.on("error", () => socket.destroy());
			answer(request, socket, head).catch((error: unknown) => {
				log.error({ err: error }, "an upgrade failed");
				socket.destroy();
			});
		},
		close() {
			for (const ws of server.clients) ws.terminate();
			server.close();
		},
	};
}

interface Joining {
	readonly sessionId: string;
	readonly participantId: string;
	readonly userId: string;
	readonly credentials: Headers;
	readonly acknowledges: boolean;
}

/** A copy: a slice would keep the whole chunk of the network in memory. */
function bytesOf(data: RawData): Uint8Array {
	if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
	return new Uint8Array(data);
}

function end(ws: WebSocket, reason: CloseReason): void {
	const { code, words } = CLOSE[reason];
	ws.resume();
	ws.close(code, words);
}

function refuse(socket: Duplex, status: string, message: string): void {
	const body = JSON.stringify({ error: { code: "refused", message } });
	socket.end(
		`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
	);
}
