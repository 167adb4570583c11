// The player: what is shown, where it stands, whether it runs. Holds the line to the worker and the clock of the
// playback; has one snapshot at a time and tells its listeners when there is a new one. All times are ms since the
// session was created; what people read counts from the outline's `zero`. Knows nothing of React.

import type { TLRecord } from "@tldraw/tlschema";
import { sameValue } from "#core/document.ts";
import { gapAt } from "#core/replay-idle.ts";
import { applyAuthors, applyDiff } from "#core/replay-seek.ts";
import { LiveEdge, type NextPicture, PictureClock, stepFrom } from "./player-clock.ts";
import { type FirstPlace, NOTHING_SHOWN, type PlayerSnapshot, SPEEDS, type Speed } from "./player-snapshot.ts";
import type { FromWorker, Laid, Shown } from "./replay-protocol.ts";
import { type Connect, SeekLine } from "./seek-line.ts";

export interface Visit {
	/** of the recording, absolute */
	readonly url: string;
	readonly first: FirstPlace;
}

export interface PlayerOptions {
	readonly connect: Connect;
	/** runs something before the next picture of the page; returns how to take it back */
	readonly nextPicture: NextPicture;
	/** the page's clock, the same that pictures are told */
	now(): number;
}

/** Behind the newest moment by more than this, a player that follows catches up. */
const LAG_MS = 10_000;
/** The track of a running session grows by so much at a time, not with every picture. */
const TRACK_GROWS_MS = 10_000;
/** At least so much lies on the track beyond its newest moment: the head goes on between two looks at the server. */
const TRACK_BEYOND_MS = 3_000;

export class Player {
	readonly #options: PlayerOptions;
	readonly #listeners = new Set<() => void>();
	readonly #clock: PictureClock;
	readonly #edge = new LiveEdge();
	readonly #line: SeekLine;
	#snapshot = NOTHING_SHOWN;
	/** records that the worker has sent, by the numbers of their versions */
	readonly #known = new Map<number, TLRecord>();
	#visit: Visit = { url: "", first: null };

	constructor(options: PlayerOptions) {
		this.#options = options;
		this.#line = new SeekLine(options.connect, (message) => this.#receive(message));
		this.#clock = new PictureClock(options.nextPicture, (ms, nowMs) => this.#step(ms, nowMs));
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
			this.#clock.stop();
			this.#line.hangUp();
		};
	}

	/** Asks for the recording anew, through a new worker: the old one may be what failed. The place is kept. */
	retry(): void {
		this.#clock.stop();
		this.#edge.forget();
		this.#set({ status: NOTHING_SHOWN.status, playing: false, scrubbing: false, connected: true });
		this.#line.open(this.#visit.url);
	}

	/** First and last moment of the track. */
	get range(): { from: number; to: number } {
		const { status, lobby, trackEnd } = this.#snapshot;
		if (status.state !== "ready") return { from: 0, to: 0 };
		const { outline } = status.laid;
		return { from: lobby ? outline.begin : outline.zero, to: trackEnd };
	}

	seek(at: number): void {
		const { status, lobby } = this.#snapshot;
		if (status.state !== "ready") return;
		const { outline, header } = status.laid;
		const last = this.#last(status.laid);
		const to = Math.min(Math.max(at, outline.begin), last);
		const following = header.live && to >= last;
		this.#set({ at: to, moved: true, following, ended: false, lobby: lobby || to < outline.zero });
		this.#line.ask({ at: to });
		if (this.#snapshot.playing) this.#clock.start();
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
		const { status, playing, at } = this.#snapshot;
		if (status.state !== "ready" || playing) return;
		// at the end there is only the beginning to play, unless more is to come
		if (at >= status.laid.outline.end && !status.laid.header.live) this.seek(this.range.from);
		this.#set({ playing: true, moved: true, ended: false });
		this.#clock.start();
	}

	pause(): void {
		this.#clock.stop();
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

	/** Passes over what is idle from now on; who switches it on in the middle of a gap wants to be out of it. */
	setSkipIdle(skipIdle: boolean): void {
		this.#set({ skipIdle });
		const { status, playing, following, at } = this.#snapshot;
		if (!skipIdle || !playing || following || status.state !== "ready") return;
		const gap = gapAt(status.laid.outline.idle, at);
		if (gap) this.#move(gap.to, { passed: gap });
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
		this.#clock.start();
	}

	#receive(message: FromWorker): void {
		switch (message.type) {
			case "progress":
				this.#set({ status: { state: "loading", minutes: message.minutes, share: message.share } });
				break;
			case "failed":
				this.#clock.stop();
				this.#set({ status: { state: "failed", reason: message.reason }, playing: false });
				break;
			case "laid":
				this.#lay(message.laid);
				break;
			case "shown":
				this.#show(message.shown);
				break;
			case "clock":
				this.#edge.hear(message.at, this.#options.now());
				this.#growTrack();
				if (this.#snapshot.playing) this.#clock.start();
				break;
			case "connected":
				if (message.connected !== this.#snapshot.connected) this.#set({ connected: message.connected });
				break;
		}
	}

	/** The newest moment of a session whose time goes on; null for one that is over, and while its clock is not known. */
	#newest({ header, outline }: Laid, nowMs = this.#options.now()): number | null {
		const edge = header.live && !outline.over ? this.#edge.at(nowMs, outline.end) : null;
		return edge === null ? null : Math.max(edge, outline.begin);
	}

	/** The last moment that can be shown. */
	#last(laid: Laid): number {
		return this.#newest(laid) ?? laid.outline.end;
	}

	#growTrack(): void {
		const { status, trackEnd } = this.#snapshot;
		if (status.state !== "ready") return;
		const { outline } = status.laid;
		const edge = this.#newest(status.laid);
		const newest = Math.max(outline.end, edge ?? 0);
		const grown = Math.ceil((newest + TRACK_BEYOND_MS - outline.zero) / TRACK_GROWS_MS) * TRACK_GROWS_MS;
		this.#set({ newest, trackEnd: edge === null ? outline.end : Math.max(trackEnd, outline.zero + grown) });
	}

	#lay(laid: Laid): void {
		const before = this.#snapshot;
		const { header } = laid;
		this.#set({ status: { state: "ready", laid } });
		this.#growTrack();
		if (before.status.state === "ready") {
			const last = this.#last(laid);
			if (!header.live) this.#set({ following: false });
			if (before.following && (last - before.at > LAG_MS * before.speed || !before.playing)) this.#move(last);
			// the clock rests at the edge; what has come gives it a way to go
			if (this.#snapshot.playing) this.#clock.start();
			return;
		}
		if (before.frame !== null) this.#move(Math.min(before.at, laid.outline.end));
		else this.#begin(laid);
	}

	#begin(laid: Laid): void {
		const { outline, header } = laid;
		const { first } = this.#visit;
		if (first && "frame" in first) {
			this.#line.ask({ frame: first.frame });
		} else if (first) {
			const at = Math.min(Math.max(outline.zero + first.t * 1_000, outline.begin), outline.end);
			this.#set({ lobby: at < outline.zero });
			this.#move(at);
		} else if (header.live) {
			this.#set({ following: true, playing: true });
			this.#move(this.#last(laid));
			this.#clock.start();
		} else this.#move(outline.zero);
	}

	#move(at: number, more: Partial<PlayerSnapshot> = {}): void {
		this.#set({ ...more, at });
		this.#line.ask({ at });
	}

	#show(shown: Shown): void {
		const before = this.#snapshot;
		const isFirst = before.frame === null;
		this.#set({
			// at a time asked for, the head may have moved on meanwhile; a frame asked for says its own time
			...(isFirst && this.#isAskedForFrame && { at: shown.place.at }),
			frame: shown.place.frame,
			records: applyDiff(shown.whole ? new Map() : before.records, shown.diff, this.#known),
			authors: applyAuthors(shown.whole ? new Map() : before.authors, shown.diff),
			state: shown.state ?? before.state,
			lasers: shown.lasers.length + before.lasers.length > 0 ? shown.lasers : before.lasers,
			cursors: sameValue(before.cursors, shown.cursors) ? before.cursors : shown.cursors,
			unreadable: shown.unreadable,
		});
		if (isFirst) this.#openLobbyIfThere(shown.place.at);
		this.#line.answered();
	}

	get #isAskedForFrame(): boolean {
		const { first } = this.#visit;
		return first !== null && "frame" in first && !this.#snapshot.moved;
	}

	#openLobbyIfThere(at: number): void {
		const { status } = this.#snapshot;
		if (status.state === "ready" && at < status.laid.outline.zero) this.#set({ lobby: true });
	}

	/** @returns whether the clock goes on */
	#step(ms: number, nowMs: number): boolean {
		const { status, at, speed, playing, scrubbing, skipIdle, following } = this.#snapshot;
		if (!playing || status.state !== "ready") return false;
		if (scrubbing) return true;
		const { header, outline } = status.laid;
		const newest = this.#newest(status.laid, nowMs);
		if (following && newest !== null) {
			// at the edge of a running session its own clock says how time goes
			if (newest > at) this.#move(newest);
			return true;
		}
		const last = newest ?? outline.end;
		const step = stepFrom(at, ms * speed, skipIdle ? outline.idle : []);
		const next = Math.min(last, step.at);
		if (next > at) this.#move(next, step.passed ? { passed: step.passed } : {});
		if (next < last) return true;
		if (header.live) this.#set({ following: true });
		else this.#set({ playing: false, ended: true });
		return newest !== null;
	}

	#set(change: Partial<PlayerSnapshot>): void {
		this.#snapshot = { ...this.#snapshot, ...change };
		for (const listener of this.#listeners) listener();
	}
}
