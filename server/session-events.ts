// The Socket.IO namespace /session: commands come in and are answered, views go out. It lets people in, checks every message
// by its schema and its rate, and hands it to the room; it decides nothing and keeps nothing.
import { randomBytes } from "node:crypto";
import type { Server, ServerOptions, Socket } from "socket.io";
import { COMMANDS_PER_SECOND, MAX_ROOM_SOCKETS, RECHECK_INTERVAL_MS } from "#core/limits.ts";
import {
	CLOSE,
	type CloseReason,
	type CommandAnswer,
	commandMessageSchema,
	handshakeSchema,
	SESSION_NAMESPACE,
	type ServerMessage,
} from "#core/protocol.ts";
import { admit, credentialsOf } from "#server/admission.ts";
import { type Clock, systemClock } from "#server/clock.ts";
import type { Database } from "#server/db/client.ts";
import type { Logger } from "#server/log.ts";
import { type Metrics, NO_METRICS } from "#server/metrics.ts";
import type { OpenRoom } from "#server/open-room.ts";
import type { Rooms } from "#server/rooms.ts";
import { TokenBucket } from "#server/token-bucket.ts";

export interface SessionEventsOptions {
	readonly rooms: Rooms;
	readonly db: Database;
	readonly log: Logger;
	readonly clock?: Clock;
	readonly metrics?: Metrics;
}

/** A note of 4,000 characters in any script, and room for the rest of its message. */
const MAX_MESSAGE_BYTES = 32 * 1024;

/** How the Socket.IO server must be made. */
export const SESSION_SERVER_OPTIONS: Partial<ServerOptions> = {
	transports: ["websocket"],
	serveClient: false,
	destroyUpgrade: false,
	maxHttpBufferSize: MAX_MESSAGE_BYTES,
	perMessageDeflate: false,
	pingInterval: 15_000,
	pingTimeout: 15_000,
	connectTimeout: 10_000,
};

/** A handshake that is refused: the client's `connect_error` has the reason as its message. */
class Refused extends Error {
	readonly data: { reason: CloseReason; words: string };
	constructor(reason: CloseReason) {
		super(reason);
		this.data = { reason, words: CLOSE[reason].words };
	}
}

interface Visitor {
	readonly sessionId: string;
	readonly participantId: string;
	readonly userId: string;
	readonly credentials: Headers;
	/** with the ids of connection, session and participant */
	readonly log: Logger;
}

export function attachSessionEvents(io: Server, options: SessionEventsOptions): void {
	const { rooms, db, clock = systemClock, metrics = NO_METRICS } = options;
	const namespace = io.of(SESSION_NAMESPACE);
	const visitors = new WeakMap<Socket, Visitor>();

	namespace.use((socket, next) => {
		letIn(socket).then(
			(visitor) => {
				visitors.set(socket, visitor);
				next();
			},
			(error: unknown) => {
				if (!(error instanceof Refused)) options.log.warn({ err: error }, "a session socket could not join");
				const refusal = error instanceof Refused ? error : new Refused("later");
				metrics.refused(refusal.data.reason);
				next(refusal);
			},
		);
	});

	async function letIn(socket: Socket): Promise<Visitor> {
		const handshake = handshakeSchema.safeParse(socket.handshake.auth);
		if (!handshake.success) throw new Refused("gone");
		const { sessionId } = handshake.data;
		const credentials = credentialsOf(socket.handshake.headers);
		const admission = await admit(db, credentials, sessionId);
		if ("refused" in admission) throw new Refused(admission.refused);
		if (!(await rooms.open(sessionId))) throw new Refused("gone");
		const connectionId = randomBytes(6).toString("base64url");
		const { participantId } = admission.member;
		const log = options.log.child({ connectionId, sessionId, participantId });
		return { ...admission.member, sessionId, credentials, log };
	}

	namespace.on("connection", (socket) => {
		const visitor = visitors.get(socket);
		if (!visitor) return void socket.disconnect(true);
		const { log } = visitor;
		socket.on("error", (error) => log.debug({ err: error }, "session socket"));
		socket.once("disconnect", (reason) => log.debug({ reason }, "a session socket is gone"));
		log.debug("a session socket joins");
		serve(socket, visitor).catch((error: unknown) => {
			log.warn({ err: error }, "a session socket could not be served");
			close(socket, visitor, "later");
		});
	});

	async function serve(socket: Socket, visitor: Visitor): Promise<void> {
		const commands = new TokenBucket({ perSecond: COMMANDS_PER_SECOND, burst: COMMANDS_PER_SECOND }, clock.now());
		const questions = new TokenBucket({ perSecond: COMMANDS_PER_SECOND, burst: COMMANDS_PER_SECOND }, clock.now());
		// the room is open, but it may have been left meanwhile
		const opening = rooms.open(visitor.sessionId);
		socket.on("command", async (message: unknown, answer: unknown) => {
			if (typeof answer !== "function") return;
			if (!commands.take(1, clock.now())) return void answer(TOO_MANY);
			if (rooms.isStopping) return void answer(UNAVAILABLE);
			try {
				const room = await opening;
				answer(room ? await commandOf(room, visitor, message) : GONE);
			} catch (error) {
				visitor.log.error({ err: error }, "a command failed");
				answer(UNAVAILABLE);
			}
		});
		socket.on("time", async (answer: unknown) => {
			if (typeof answer !== "function" || !questions.take(1, clock.now())) return;
			const room = await opening.catch(() => null);
			if (room) answer({ at: room.now() });
		});

		const room = await opening;
		if (!room) return close(socket, visitor, "gone");
		const { participantId, userId } = visitor;
		const send = (message: ServerMessage) => socket.emit("message", message);
		const unwatch = room.watch(
			{ participantId, userId, send, close: (reason) => close(socket, visitor, reason) },
			MAX_ROOM_SOCKETS,
		);
		if (!unwatch) return close(socket, visitor, "later");
		const cancelRecheck = clock.every(RECHECK_INTERVAL_MS, () => void recheck(socket, visitor));
		const undo = () => {
			cancelRecheck();
			unwatch();
		};
		if (socket.disconnected) undo();
		else socket.once("disconnect", undo);
	}

	async function recheck(socket: Socket, visitor: Visitor): Promise<void> {
		try {
			const admission = await admit(db, visitor.credentials, visitor.sessionId);
			if ("refused" in admission) close(socket, visitor, admission.refused);
		} catch (error) {
			visitor.log.warn({ err: error }, "a session socket could not be checked again");
		}
	}

	function close(socket: Socket, { log }: Visitor, reason: CloseReason): void {
		log.info({ reason }, "a session socket is closed");
		metrics.refused(reason);
		const message: ServerMessage = { type: "closing", reason };
		socket.emit("message", message);
		socket.disconnect(true);
	}
}

const INVALID: CommandAnswer = { refused: "invalid", message: "That is not a command this server knows." };
const TOO_MANY: CommandAnswer = { refused: "too-many", message: "That was too fast. Try again in a moment." };
const UNAVAILABLE: CommandAnswer = { refused: "unavailable", message: "That could not be saved just now. Try again." };
const GONE: CommandAnswer = { refused: "unavailable", message: CLOSE.gone.words };

async function commandOf(room: OpenRoom, visitor: Visitor, message: unknown): Promise<CommandAnswer> {
	const parsed = commandMessageSchema.safeParse(message);
	if (!parsed.success) {
		// the schema's own words name what a person typed ("The note may have at most …")
		const words = parsed.error.issues.find(({ path }) => path.at(-1) === "text")?.message;
		return words ? { refused: "invalid", message: words } : INVALID;
	}
	return room.command(visitor.participantId, parsed.data);
}
