// One board socket and its limits: how often and how much a client may send, how much may wait for a slow one, whether it
// still lives. The room sees it as a Connection. It reads of a frame only its type.
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import {
	BYTES_PER_SECOND,
	CUT_CONSUMER_BYTES,
	DEAD_AFTER_MS,
	INITIAL_STATE_MS,
	MAX_FRAME_BYTES,
	PING_INTERVAL_MS,
	PRESENCE_PER_SECOND,
	UPDATE_BURST,
	UPDATES_PER_SECOND,
} from "#core/limits.ts";
import { CLOSE, type CloseReason, FRAME } from "#core/protocol.ts";
import type { Clock } from "#server/clock.ts";
import type { Logger } from "#server/log.ts";
import type { Metrics } from "#server/metrics.ts";
import type { Connection } from "#server/room.ts";
import { onTheLine, SIGN_OF_LIFE, SYNC } from "#server/sync-frames.ts";
import { TokenBucket } from "#server/token-bucket.ts";

/** Questions of a client (its SyncStep1, who is there) make the server encode the board: it asks once, or now and then. */
const QUESTIONS = { perSecond: 2, burst: 10 };
/** Frames that a slow line gathered come at once. */
const PRESENCE = { perSecond: PRESENCE_PER_SECOND, burst: 2 * PRESENCE_PER_SECOND };
/** A peer that does not answer our close in this time is cut. */
const CLOSE_TIMEOUT_MS = 5_000;

/** How often a silent peer is looked at: it is cut at most this much too late. */
const SILENCE_LOOK_MS = PING_INTERVAL_MS / 3;

/** Larger frames are handed on as they are: copying them would cost more than it saves. */
const SMALL_FRAME_BYTES = 1_024;

interface BoardSocketOptions {
	/** what `ws` itself writes to, uncompressed */
	readonly line: Duplex;
	readonly clock: Clock;
	/** says with every line whose socket this is */
	readonly log: Logger;
	readonly metrics: Metrics;
}

export class BoardSocket implements Connection {
	readonly #ws: WebSocket;
	readonly #line: Duplex;
	readonly #clock: Clock;
	readonly #log: Logger;
	readonly #metrics: Metrics;
	readonly #updates: TokenBucket;
	readonly #bytes: TokenBucket;
	readonly #questions: TokenBucket;
	readonly #presence: TokenBucket;
	/** bytes of the initial state that may still wait, until when */
	#allowance = { bytes: 0, untilMs: 0 };
	#lastSignMs: number;
	#lastBuffered = 0;
	#ending = false;

	constructor(ws: WebSocket, { line, clock, log, metrics }: BoardSocketOptions) {
		const now = clock.now();
		this.#ws = ws;
		this.#line = line;
		this.#clock = clock;
		this.#log = log;
		this.#metrics = metrics;
		this.#lastSignMs = now;
		this.#updates = new TokenBucket({ perSecond: UPDATES_PER_SECOND, burst: UPDATE_BURST }, now);
		this.#bytes = new TokenBucket({ perSecond: BYTES_PER_SECOND, burst: MAX_FRAME_BYTES }, now);
		this.#questions = new TokenBucket(QUESTIONS, now);
		this.#presence = new TokenBucket(PRESENCE, now);
	}

	get isEnding(): boolean {
		return this.#ending;
	}

	get bufferedAmount(): number {
		return this.#ws.bufferedAmount;
	}

	send(frame: Uint8Array, options?: { initial: boolean }): void {
		const ws = this.#ws;
		if (this.#ending || ws.readyState !== ws.OPEN) return;
		const now = this.#clock.now();
		if (options?.initial) {
			this.#allowance = { bytes: this.#allowance.bytes + frame.length, untilMs: now + INITIAL_STATE_MS };
		} else if (ws.bufferedAmount === 0 || now > this.#allowance.untilMs) {
			this.#allowance = { bytes: 0, untilMs: 0 };
		}
		// header and bytes in one piece: the library writes two, which makes an update 4 % dearer
		if (frame.length <= SMALL_FRAME_BYTES) this.#line.write(onTheLine(frame));
		else ws.send(frame);
		this.#metrics.sent(frame.length);
		if (ws.bufferedAmount <= CUT_CONSUMER_BYTES + this.#allowance.bytes) return;
		this.#log.info({ bufferedBytes: ws.bufferedAmount }, "a reader is too slow and is cut");
		this.#metrics.consumerCut();
		this.#cut();
	}

	close(reason: CloseReason): void {
		if (this.#ending) return;
		this.#ending = true;
		const { code, words } = CLOSE[reason];
		this.#log.info({ reason, code }, "a board socket is closed");
		this.#metrics.refused(reason);
		this.#ws.close(code, words);
		const cancel = this.#clock.after(CLOSE_TIMEOUT_MS, () => this.#ws.terminate());
		this.#ws.once("close", cancel);
	}

	/** Whether a frame is too much: its close reason, "drop" for presence, null when it may pass. */
	excessOf(frame: Uint8Array, { joined }: { joined: boolean }): CloseReason | "drop" | null {
		const now = this.#clock.now();
		this.#lastSignMs = now;
		this.#metrics.received(frame.length);
		// what is counted here by its first bytes must be what the room reads: a number may be spelt longer than it is
		if (isSpeltLong(frame[0]) || (frame[0] === FRAME.sync && isSpeltLong(frame[1]))) return "badFrame";
		if (frame[0] === FRAME.awareness) {
			if (this.#presence.take(1, now) && this.#bytes.take(frame.length, now)) return null;
			this.#metrics.presenceDropped();
			return "drop";
		}
		// only the answer to our own question may be a whole board; the rest comes again within the next connection's answer
		if (frame.length > MAX_FRAME_BYTES && (joined || frame[1] !== SYNC.step2)) return "resync";
		if (frame[0] !== FRAME.sync || frame[1] === SYNC.step1) return this.#questions.take(1, now) ? null : "tooMany";
		if (!this.#updates.take(1, now)) return "tooMany";
		return !joined || this.#bytes.take(frame.length, now) ? null : "tooMany";
	}

	/** Pings, says something, and cuts a peer that gives no sign of life. @returns its undo */
	watch(): () => void {
		const sign = () => {
			this.#lastSignMs = this.#clock.now();
		};
		this.#ws.on("pong", sign);
		this.#ws.on("ping", sign);
		let looks = 0;
		return this.#clock.every(SILENCE_LOOK_MS, () => {
			const now = this.#clock.now();
			const buffered = this.#ws.bufferedAmount;
			// our ping waits behind the initial state: while that moves, the peer lives
			if (buffered < this.#lastBuffered && now <= this.#allowance.untilMs) this.#lastSignMs = now;
			this.#lastBuffered = buffered;
			if (now - this.#lastSignMs >= DEAD_AFTER_MS) {
				this.#log.info({ silentMs: now - this.#lastSignMs }, "a peer gives no sign of life and is cut");
				this.#metrics.peerDied();
				return this.#cut();
			}
			looks++;
			if (looks % (PING_INTERVAL_MS / SILENCE_LOOK_MS) !== 0) return;
			if (this.#ws.readyState !== this.#ws.OPEN) return;
			this.#ws.ping(() => {});
			// who is alone in a room hears of nobody; whoever has much to read yet hears enough
			if (buffered === 0) this.send(SIGN_OF_LIFE);
		});
	}

	#cut(): void {
		this.#ending = true;
		this.#ws.terminate();
	}
}

/** Whether a number goes on in the next byte; types and kinds are all below 128. */
function isSpeltLong(byte: number | undefined): boolean {
	return byte !== undefined && byte > 0x7f;
}
