// One page's line to a session: views come in over Socket.IO, commands go out and are answered. It knows no React: it is
// a store with `subscribe` and `snapshot`. Everything that comes in is read by a schema. A command keeps its id over a
// reconnect, so that the server carries it out once.
import { io, type Socket } from "socket.io-client";
import {
	CLOSE,
	type CloseReason,
	type CommandAnswer,
	commandAnswerSchema,
	SESSION_NAMESPACE,
	serverMessageSchema,
	timeAnswerSchema,
} from "#core/protocol.ts";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { newCommandId } from "./command-id.ts";
import { RoomClock } from "./room-clock.ts";

/** What the page knows of its session. `view` stays what it was while the line is down. */
export type SessionSnapshot =
	| { state: "connecting"; sinceMs: number }
	| { state: "live"; view: SessionView; lostSinceMs: number | null }
	| { state: "closed"; reason: CloseReason; view: SessionView | null }
	/** the server said something that this page cannot read: it is older than the server */
	| { state: "outdated" };

const ANSWER_MS = 8_000;
const TIME_EVERY_MS = 60_000;
const TIME_SAMPLES = 3;
const RETRY_MS = 1_000;

function closeReasonOf(text: unknown): CloseReason | null {
	return typeof text === "string" && Object.hasOwn(CLOSE, text) ? (text as CloseReason) : null;
}

export interface ConnectionOptions {
	sessionId: string;
	/** absent in a browser: the page's own origin */
	url?: string;
	nowMs?: () => number;
	/** for programs without a cookie jar */
	headers?: Record<string, string>;
}

export class SessionConnection {
	readonly clock: RoomClock;
	readonly #socket: Socket;
	readonly #nowMs: () => number;
	#snapshot: SessionSnapshot;
	#listeners = new Set<() => void>();
	#timers = new Set<ReturnType<typeof setTimeout>>();
	#said: CloseReason | null = null;

	constructor({ sessionId, url = "", nowMs = () => performance.now(), headers }: ConnectionOptions) {
		this.#nowMs = nowMs;
		this.clock = new RoomClock(nowMs);
		this.#snapshot = { state: "connecting", sinceMs: nowMs() };
		this.#socket = io(`${url}${SESSION_NAMESPACE}`, {
			auth: { sessionId },
			transports: ["websocket"],
			reconnectionDelay: 300,
			reconnectionDelayMax: 1_000,
			autoConnect: false,
			forceNew: true,
			...(headers ? { extraHeaders: headers } : {}),
		});
		this.#socket.on("connect", () => {
			this.#said = null;
			this.clock.forget();
			void this.measureTime();
		});
		this.#socket.on("message", (message: unknown) => this.#read(message));
		this.#socket.on("disconnect", () => this.#lost());
		this.#socket.on("connect_error", (error: Error & { data?: unknown }) => {
			const data = typeof error.data === "object" && error.data !== null ? Object.values(error.data) : [];
			const reason = [error.message, ...data].map(closeReasonOf).find((each) => each !== null);
			if (reason) this.#said = reason;
			this.#lost();
		});
	}

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	snapshot = (): SessionSnapshot => this.#snapshot;

	/** Connects, and keeps the clock right. Returns the undo. */
	open(): () => void {
		this.#socket.connect();
		const again = setInterval(() => void this.measureTime(), TIME_EVERY_MS);
		return () => {
			clearInterval(again);
			for (const timer of this.#timers) clearTimeout(timer);
			this.#timers.clear();
			this.#socket.disconnect();
		};
	}

	/** Carries out a command, over one lost line if need be. Never throws: what goes wrong is a refusal with words. */
	async send(command: Command): Promise<CommandAnswer> {
		const message = { commandId: newCommandId(), command };
		for (let attempt = 0; attempt < 2; attempt++) {
			// at once while the line is up: a page that is being left has no later moment
			if (!this.#socket.connected && !(await this.#connected(attempt === 0 ? 0 : ANSWER_MS))) break;
			try {
				const answer: unknown = await this.#socket.timeout(ANSWER_MS).emitWithAck("command", message);
				const read = commandAnswerSchema.safeParse(answer);
				if (read.success) return read.data;
				return { refused: "unavailable", message: "The server answered something this page cannot read. Reload it." };
			} catch {
				// no answer in time, or the line went: the same id is asked once more
			}
		}
		return { refused: "unavailable", message: "No connection. Try again when you are back." };
	}

	/** Asks for the room's time a few times; the quickest answer sets the clock. */
	async measureTime(): Promise<void> {
		for (let sample = 0; sample < TIME_SAMPLES && this.#socket.connected; sample++) {
			const askedMs = this.#nowMs();
			try {
				const answer: unknown = await this.#socket.timeout(ANSWER_MS).emitWithAck("time");
				const read = timeAnswerSchema.safeParse(answer);
				if (!read.success) return;
				this.clock.measured({ askedMs, answeredMs: this.#nowMs(), roomAtMs: read.data.at });
			} catch {
				// without an answer the clock goes on as it was; the next minute asks again
				return;
			}
		}
	}

	/** The page was asleep: its monotonic clock may have stood still. */
	woke(): void {
		this.clock.forget();
		void this.measureTime();
	}

	#read(raw: unknown): void {
		const read = serverMessageSchema.safeParse(raw);
		if (!read.success) {
			this.#set({ state: "outdated" });
			this.#socket.disconnect();
			return;
		}
		const message = read.data;
		if (message.type === "closing") {
			this.#said = message.reason;
			return;
		}
		this.clock.viewArrived(message.view.at);
		this.#set({ state: "live", view: message.view, lostSinceMs: null });
	}

	/** The line is down, or was refused: for good, or to be tried again. */
	#lost(): void {
		const before = this.#snapshot;
		if (before.state === "outdated" || before.state === "closed") return;
		const view = before.state === "live" ? before.view : null;
		if (this.#said && CLOSE[this.#said].next === "stop") {
			this.#set({ state: "closed", reason: this.#said, view });
			this.#socket.disconnect();
			return;
		}
		if (before.state === "live" && before.lostSinceMs === null) {
			this.#set({ ...before, lostSinceMs: this.#nowMs() });
		}
		// Socket.IO comes back by itself only when the network failed, not when the server closed or refused
		if (!this.#socket.active) this.#later(RETRY_MS, () => this.#socket.connect());
	}

	async #connected(withinMs: number): Promise<boolean> {
		if (this.#socket.connected || withinMs === 0) return this.#socket.connected;
		return new Promise((resolve) => {
			const done = (connected: boolean) => {
				this.#socket.off("connect", onConnect);
				clearTimeout(timer);
				this.#timers.delete(timer);
				resolve(connected);
			};
			const onConnect = () => done(true);
			const timer = this.#later(withinMs, () => done(false));
			this.#socket.once("connect", onConnect);
		});
	}

	#later(ms: number, then: () => void): ReturnType<typeof setTimeout> {
		const timer = setTimeout(() => {
			this.#timers.delete(timer);
			then();
		}, ms);
		this.#timers.add(timer);
		return timer;
	}

	#set(snapshot: SessionSnapshot): void {
		this.#snapshot = snapshot;
		for (const listener of this.#listeners) listener();
	}
}
