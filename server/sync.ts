// The endpoint /sync/<sessionId>: y-websocket clients on `ws`. Lets people in, hands their frames to the room, and keeps each
// socket within its limits: rates, sizes, slow and dead peers. A browser sees no status of a failed upgrade, so only what no
// client of ours runs into is answered by a status; everything else is upgraded and then closed with its code.
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import {
	JOIN_TIMEOUT_MS,
	MAX_JOIN_FRAME_BYTES,
	MAX_JOIN_MS,
	MIN_JOINING_BYTES,
	RECHECK_INTERVAL_MS,
} from "#core/limits.ts";
import { CLOSE, type CloseReason } from "#core/protocol.ts";
import { ADDRESS_FULL, AddressSockets } from "#server/address-sockets.ts";
import { admit, credentialsOf } from "#server/admission.ts";
import { BoardSocket } from "#server/board-socket.ts";
import { type Clock, systemClock } from "#server/clock.ts";
import type { Database } from "#server/db/client.ts";
import { refuseUpgrade } from "#server/http-answers.ts";
import type { Logger } from "#server/log.ts";
import { type Metrics, NO_METRICS } from "#server/metrics.ts";
import type { OpenRoom } from "#server/open-room.ts";
import type { Member } from "#server/room.ts";
import type { Rooms } from "#server/rooms.ts";

export interface SyncOptions {
	readonly rooms: Rooms;
	readonly db: Database;
	readonly log: Logger;
	readonly clock?: Clock;
	readonly metrics?: Metrics;
}

export interface Sync {
	/** Takes over an upgrade whose path begins with /sync/ and whose Origin was checked. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	/** From here on no frame is read: what comes now is not acknowledged, and heals from its sender's tab. */
	freeze(): void;
	/** Closes what is still open with "restart", and cuts who does not answer. */
	close(): Promise<void>;
}

/** A client that hears "restart" answers within its round trip. */
const GOODBYE_MS = 1_000;
const SESSION_PATH = /^\/sync\/([A-Za-z0-9_-]{1,64})$/;

export function createSync(options: SyncOptions): Sync {
	const { log, clock = systemClock, metrics = NO_METRICS } = options;
	let frozen = false;
	const server = new WebSocketServer({
		noServer: true,
		perMessageDeflate: false,
		maxPayload: MAX_JOIN_FRAME_BYTES,
		clientTracking: true,
	});
	server.on("error", (error) => log.error({ err: error }, "websocket server"));
	const addresses = new AddressSockets();

	async function answer(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const url = new URL(request.url ?? "/", "http://localhost");
		const sessionId = SESSION_PATH.exec(url.pathname)?.[1] ?? null;
		if (!addresses.take(request, socket)) {
			metrics.refused("addressFull");
			return refuseUpgrade(socket, ADDRESS_FULL.status, ADDRESS_FULL.words);
		}
		const credentials = credentialsOf(request.headers);
		const admission = sessionId === null ? null : await admitOrLater(credentials, sessionId);
		if (admission && "refused" in admission && admission.nobody) {
			metrics.refused("notSignedIn");
			return refuseUpgrade(socket, "401 Unauthorized", "Sign in first.");
		}
		if (socket.destroyed) return;
		server.handleUpgrade(request, socket, head, (ws) => {
			ws.on("error", (error) => log.debug({ err: error }, "board socket"));
			if (sessionId === null || admission === null) return end(ws, "gone");
			if ("refused" in admission) return end(ws, admission.refused);
			const acknowledges = url.searchParams.get("ack") === "1";
			const { participantId } = admission.member;
			const connectionLog = log.child({ connectionId: randomBytes(6).toString("base64url"), sessionId, participantId });
			const received = () => request.socket.bytesRead;
			const who = {
				...admission.member,
				sessionId,
				credentials,
				acknowledges,
				received,
				line: socket,
				log: connectionLog,
			};
			attach(ws, who).catch((error: unknown) => {
				if (frozen) return end(ws, "restart");
				connectionLog.error({ err: error }, "a board socket could not join");
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
		const board = new BoardSocket(ws, { line: who.line, clock, log: who.log, metrics });
		const member = room.join({ ...who, connection: board });
		if (!member) return end(ws, "later");
		serve(board, ws, room, member, who);
	}

	function serve(board: BoardSocket, ws: WebSocket, room: OpenRoom, member: Member, who: Joining): void {
		who.log.debug("a board socket joins");
		ws.on("message", (data: RawData, isBinary: boolean) => {
			if (board.isEnding || frozen) return;
			const frame = bytesOf(data);
			const excess = isBinary ? board.excessOf(frame, { joined: member.stage.name === "joined" }) : "badFrame";
			if (excess === "drop") return;
			if (excess) room.room.close(member, excess);
			else room.room.receive(member, frame);
		});
		const cancels = [
			board.watch(),
			endIfNotJoined(room, member, who),
			clock.every(RECHECK_INTERVAL_MS, () => void recheck(room, member, who)),
		];
		ws.once("close", (code: number) => {
			who.log.debug({ code }, "a board socket is gone");
			for (const cancel of cancels) cancel();
			room.leave(member);
		});
		// it may have gone while we were busy
		if (ws.readyState === ws.CLOSED) ws.emit("close", ABNORMAL);
	}

	/** Ends a connection that does not join in time; while its SyncStep2 arrives over a slow line, it has more. @returns its undo */
	function endIfNotJoined(room: OpenRoom, member: Member, { received }: Joining): () => void {
		const since = clock.now();
		let before = received();
		return clock.every(JOIN_TIMEOUT_MS, () => {
			// a busy server may have the frame in its hands: look again when that is read
			setImmediate(() => {
				if (member.stage.name === "joined" || member.left) return;
				const bytes = received() - before;
				before += bytes;
				if (bytes >= MIN_JOINING_BYTES && clock.now() - since < MAX_JOIN_MS) return;
				room.room.close(member, "resync");
			});
		});
	}

	async function recheck(room: OpenRoom, member: Member, who: Joining): Promise<void> {
		const admission = await admitOrLater(who.credentials, who.sessionId);
		if ("member" in admission || admission.refused === "later" || member.left) return;
		room.room.close(member, admission.refused);
	}

	function end(ws: WebSocket, reason: CloseReason): void {
		const { code, words } = CLOSE[reason];
		metrics.refused(reason);
		ws.resume();
		ws.close(code, words);
	}

	return {
		upgrade(request, socket, head) {
			socket.on("error", () => socket.destroy());
			answer(request, socket, head).catch((error: unknown) => {
				log.error({ err: error }, "an upgrade failed");
				socket.destroy();
			});
		},
		freeze() {
			frozen = true;
		},
		async close() {
			const goodbyes = [...server.clients].map((ws) => {
				if (ws.readyState === ws.OPEN) end(ws, "restart");
				return new Promise((done) => ws.once("close", done));
			});
			const cancel = clock.after(GOODBYE_MS, () => {
				for (const ws of server.clients) ws.terminate();
			});
			await Promise.all(goodbyes);
			cancel();
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
	readonly line: Duplex;
	/** bytes that came on this connection so far */
	received(): number;
	/** with the ids of connection, session and participant */
	readonly log: Logger;
}

/** What a socket says that ended without a goodbye. */
const ABNORMAL = 1006;

/** A copy: a slice would keep the whole chunk of the network in memory. */
function bytesOf(data: RawData): Uint8Array {
	if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
	return new Uint8Array(data);
}
