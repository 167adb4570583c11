// What a player shows at one moment, as a value, and the words for what a visit begins with. All times are ms since the
// session was created; what people read counts from the outline's `zero`.
import type { TLRecord } from "@tldraw/tlschema";
import type { LaserTrail, ShownCursor } from "#core/replay.ts";
import type { Gap } from "#core/replay-idle.ts";
import type { Authorship } from "#core/replay-seek.ts";
import { INITIAL_STATE, type SessionState } from "#core/session.ts";
import type { FailureReason, Laid } from "./replay-protocol.ts";

export const SPEEDS = [0.5, 1, 2, 4, 8, 16, 32] as const;
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
	/** who drew and who last changed each of the records */
	readonly authors: ReadonlyMap<string, Authorship>;
	readonly state: SessionState;
	readonly cursors: readonly ShownCursor[];
	readonly lasers: readonly LaserTrail[];
	readonly unreadable: number;
	readonly playing: boolean;
	/** the head is held by a pointer; the playback waits */
	readonly scrubbing: boolean;
	readonly speed: Speed;
	/** the playback passes over stretches in which nothing happens */
	readonly skipIdle: boolean;
	/** the gap that was passed over last; another one each time */
	readonly passed: Gap | null;
	/** the lobby before second 0 belongs to the track */
	readonly lobby: boolean;
	/** a person has moved: the address follows from now on */
	readonly moved: boolean;
	/** stays at the newest moment of a running session */
	readonly following: boolean;
	/** the playback has come to the end of a session that is over */
	readonly ended: boolean;
	readonly connected: boolean;
	/** the newest moment that is known: the end, or of a running session what the server's clock said last */
	readonly newest: number;
	/** the last moment of the track: the end, or a little beyond the newest moment of a running session */
	readonly trackEnd: number;
}

/** Where a visit begins. `t` is whole seconds since the start. */
export type FirstPlace = { readonly t: number } | { readonly frame: number } | null;

export const NOTHING_SHOWN: PlayerSnapshot = {
	status: { state: "loading", minutes: 0, share: 0 },
	at: 0,
	frame: null,
	records: new Map(),
	authors: new Map(),
	state: INITIAL_STATE,
	cursors: [],
	lasers: [],
	unreadable: 0,
	playing: false,
	scrubbing: false,
	speed: 1,
	skipIdle: false,
	passed: null,
	lobby: false,
	moved: false,
	following: false,
	ended: false,
	connected: true,
	newest: 0,
	trackEnd: 0,
};

export type LiveState = "edge" | "behind" | "lost" | null;

/** Where a player stands in a session that still runs; null once it has ended. */
export function liveStateOf({ status, connected, following }: PlayerSnapshot): LiveState {
	if (status.state !== "ready" || !status.laid.header.live) return null;
	if (!connected) return "lost";
	return following ? "edge" : "behind";
}
