// The player: what is shown, where it stands, whether it runs. Holds the line to the worker and the clock of the
// playback; has one snapshot at a time and tells its listeners when there is a new one. All times are ms since the
// session was created; what people read counts from the outline's `zero`. Knows nothing of React.
import type { TLRecord } from "@tldraw/tlschema";
import type { CursorSample } from "#core/recording.ts";
import type { Target } from "#core/replay.ts";
import { applyDiff } from "#core/replay-seek.ts";
import { INITIAL_STATE, type SessionState } from "#core/session.ts";
import type { FailureReason, FromWorker, Laid, Shown, WorkerLine } from "./replay-protocol.ts";

export const SPEEDS = [1, 2, 4, 8, 16] as const;
export type Speed = (typeof SPEEDS)[number];

export type PlayerStatus =
	| { readonly state: "loading"; readonly minutes: number; readonly share: number }
	| { readonly state: "failed"; readonly reason: FailureReason }
	| { readonly state: "ready"; readonly laid: Laid };

export interface PlayerSnapshot {
	readonly status: PlayerStatus;
	readonly at: number;
	/** frames that the shown board holds; null until a board is shown */
	readonly frame: number | null;
	readonly records: ReadonlyMap<string, TLRecord>;
	readonly state: SessionState;
	readonly cursors: readonly CursorSample[];
	readonly unreadable: number;
	readonly playing: boolean;
	/** the head is held by a pointer; the playback waits */
	readonly scrubbing: boolean;
	readonly speed: Speed;
	/** the lobby before second 0 belongs to the track */
	readonly lobby: boolean;
	/** a person has moved: the address follows from now on */
	readonly moved: boolean;
	/** stays at the newest moment of a running session */
	readonly following: boolean;
	readonly connected: boolean;
}

/** Where a visit begins. `t` is whole seconds since the start. */
export type FirstPlace = { readonly t: number } | { readonly frame: number } | null;

export interface Visit {
	/** of the recording, absolute */
	readonly url: string;
	readonly first: FirstPlace;
}

export interface PlayerOptions {
	connect(onMessage: (message: FromWorker) => void): WorkerLine;
	/** runs something before the next picture of the page; returns how to take it back */
	nextPicture(run: (nowMs: number) => void): () => void;
}

/** A page that slept does not jump ahead when it wakes. */
const LONGEST_STEP_MS = 250;
/** Behind the newest moment by more than this, a player that follows catches up. */
const LAG_MS = 4_000;

const NOTHING_SHOWN: PlayerSnapshot = {
	status: { state: "loading", minutes: 0, share: 0 },
	at: 0,
	frame: null,
	records: new Map(),
	state: INITIAL_STATE,
	cursors: [],
	unreadable: 0,
	playing: false,
	scrubbing: false,
	speed: 1,
	lobby: false,
	moved: false,
	following: false,
	connected: true,
};

export class Player {
	readonly #options: PlayerOptions;
	readonly #listeners = new Set<() => void>();
	#snapshot = NOTHING_SHOWN;
	#line: WorkerLine | null = null;
	#visit: Visit = { url: "", first: null };
	#cancelPicture: (() => void) | null = null;
	#lastPictureMs: number | null = null;
	#asked = false;
	#waiting: Target | null = null;

	constructor(options: PlayerOptions) {
		this.#options = options;
	}

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};
	readonly snapshot = (): PlayerSnapshot => this.#snapshot;

	/** Starts a worker and asks for the recording. @returns its undo */
	open(visit: Visit): () => void {
		this.#visit = visit;
		this.retry();
		return () => {
			this.#stopClock();
			this.#hangUp();
		};
	}

	/** Asks for the recording anew, through a new worker: the old one may be what failed. The place is kept. */
	retry(): void {
		this.#stopClock();
		this.#hangUp();
		this.#asked = false;
		this.#waiting = null;
		this.#set({ status: NOTHING_SHOWN.status, playing: false, scrubbing: false, connected: true });
		const line = this.#options.connect((message) => {
			if (this.#line === line) this.#receive(message);
		});
		this.#line = line;
		line.send({ type: "open", url: this.#visit.url });
	}

	#hangUp(): void {
		this.#line?.close();
		this.#line = null;
	}

	/** First and last moment of the track. */
	get range(): { from: number; to: number } {
		const { status, lobby } = this.#snapshot;
		if (status.state !== "ready") return { from: 0, to: 0 };
		const { outline } = status.laid;
		return { from: lobby ? outline.begin : outline.zero, to: outline.end };
	}

	seek(at: number): void {
		const { status } = this.#snapshot;
		if (status.state !== "ready") return;
		const { outline, header } = status.laid;
		const to = Math.min(Math.max(at, outline.begin), outline.end);
		const following = header.live && to >= outline.end;
		this.#set({ at: to, moved: true, following, lobby: this.#snapshot.lobby || to < outline.zero });
		this.#ask({ at: to });
		if (this.#snapshot.playing) this.#startClock();
	}

	/** The head is dragged to a moment; `release` ends it. */
	scrub(at: number): void {
		this.#set({ scrubbing: true });
		this.seek(at);
	}

	release(): void {
		this.#set({ scrubbing: false });
	}

	seekBy(ms: number): void {
		const { from } = this.range;
		this.seek(Math.max(from, this.#snapshot.at + ms));
	}

	play(): void {
		const { from, to } = this.range;
		const { status } = this.#snapshot;
		if (status.state !== "ready" || this.#snapshot.playing) return;
		// at the end there is only the beginning to play, unless more is to come
		if (this.#snapshot.at >= to && !status.laid.header.live) this.seek(from);
		this.#set({ playing: true, moved: true });
		this.#startClock();
	}

	pause(): void {
		this.#stopClock();
		this.#set({ playing: false, following: false, moved: true });
	}

	toggle(): void {
		if (this.#snapshot.playing) this.pause();
		else this.play();
	}

	setSpeed(speed: Speed): void {
		this.#set({ speed });
	}

	/** `1`: the next faster one, `-1`: the next slower one. */
	changeSpeed(by: 1 | -1): void {
		const speed = SPEEDS[SPEEDS.indexOf(this.#snapshot.speed) + by];
		if (speed) this.setSpeed(speed);
	}

	showLobby(lobby: boolean): void {
		this.#set({ lobby });
		const { from } = this.range;
		if (this.#snapshot.at < from) this.seek(from);
	}

	/** Goes to the newest moment of a running session and stays there. */
	goLive(): void {
		this.seek(Number.POSITIVE_INFINITY);
		this.#set({ following: true, playing: true });
		this.#startClock();
	}

	#receive(message: FromWorker): void {
		switch (message.type) {
			case "progress":
				this.#set({ status: { state: "loading", minutes: message.minutes, share: message.share } });
				break;
			case "failed":
				this.#stopClock();
				this.#set({ status: { state: "failed", reason: message.reason }, playing: false });
				break;
			case "laid":
				this.#lay(message.laid);
				break;
			case "shown":
				this.#show(message.shown);
				break;
			case "connected":
				if (message.connected !== this.#snapshot.connected) this.#set({ connected: message.connected });
				break;
		}
	}

	#lay(laid: Laid): void {
		const before = this.#snapshot;
		const { outline, header } = laid;
		this.#set({ status: { state: "ready", laid } });
		if (before.status.state === "ready") {
			const lag = outline.end - before.at;
			if (!header.live) this.#set({ following: false });
			if (before.following && (lag > LAG_MS * before.speed || !before.playing)) this.#move(outline.end);
			// the clock rests at the edge; what has come gives it a way to go
			if (this.#snapshot.playing) this.#startClock();
			return;
		}
		if (before.frame !== null) this.#move(Math.min(before.at, outline.end));
		else this.#begin(laid);
	}

	#begin({ outline, header }: Laid): void {
		const { first } = this.#visit;
		if (first && "frame" in first) {
			this.#ask({ frame: first.frame });
		} else if (first) {
			const at = Math.min(Math.max(outline.zero + first.t * 1_000, outline.begin), outline.end);
			this.#set({ lobby: at < outline.zero });
			this.#move(at);
		} else if (header.live) {
			this.#set({ following: true, playing: true });
			this.#move(outline.end);
			this.#startClock();
		} else this.#move(outline.zero);
	}

	#move(at: number): void {
		this.#set({ at });
		this.#ask({ at });
	}

	/** One question at a time; of what is asked meanwhile only the last counts. */
	#ask(target: Target): void {
		if (this.#asked) {
			this.#waiting = target;
			return;
		}
		this.#asked = true;
		this.#line?.send({ type: "seek", target });
	}

	#show(shown: Shown): void {
		const before = this.#snapshot;
		const isFirst = before.frame === null;
		this.#set({
			// at a time asked for, the head may have moved on meanwhile; a frame asked for says its own time
			...(isFirst && { at: shown.place.at }),
			frame: shown.place.frame,
			records: applyDiff(shown.whole ? new Map() : before.records, shown.diff),
			state: shown.state ?? before.state,
			cursors: sameCursors(before.cursors, shown.cursors) ? before.cursors : shown.cursors,
			unreadable: shown.unreadable,
		});
		if (isFirst) this.#openLobbyIfThere(shown.place.at);
		this.#asked = false;
		const waiting = this.#waiting;
		this.#waiting = null;
		if (waiting) this.#ask(waiting);
	}

	#openLobbyIfThere(at: number): void {
		const { status } = this.#snapshot;
		if (status.state === "ready" && at < status.laid.outline.zero) this.#set({ lobby: true });
	}

	#startClock(): void {
		if (this.#cancelPicture) return;
		this.#lastPictureMs = null;
		this.#schedule();
	}

	#stopClock(): void {
		this.#cancelPicture?.();
		this.#cancelPicture = null;
	}

	#schedule(): void {
		this.#cancelPicture = this.#options.nextPicture((nowMs) => {
			this.#cancelPicture = null;
			this.#tick(nowMs);
		});
	}

	#tick(nowMs: number): void {
		const { status, at, speed, playing, scrubbing } = this.#snapshot;
		if (scrubbing) {
			this.#lastPictureMs = nowMs;
			this.#schedule();
			return;
		}
		if (!playing || status.state !== "ready") return;
		const stepMs = Math.min(LONGEST_STEP_MS, nowMs - (this.#lastPictureMs ?? nowMs));
		this.#lastPictureMs = nowMs;
		const { end } = status.laid.outline;
		const next = Math.min(end, at + stepMs * speed);
		if (next !== at) this.#move(next);
		if (next < end) this.#schedule();
		else if (status.laid.header.live) this.#set({ following: true });
		else this.#set({ playing: false });
	}

	#set(change: Partial<PlayerSnapshot>): void {
		this.#snapshot = { ...this.#snapshot, ...change };
		for (const listener of this.#listeners) listener();
	}
}

function sameCursors(a: readonly CursorSample[], b: readonly CursorSample[]): boolean {
	return (
		a.length === b.length &&
		a.every((one, index) => one.person === b[index]?.person && one.x === b[index].x && one.y === b[index].y)
	);
}
