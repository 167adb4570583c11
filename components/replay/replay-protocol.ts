// What the page and its replay worker say to each other. The worker fetches, decodes and folds; the page shows. Both
// ends are built together, so the types are all there is to it.
import type { RecordingHeader } from "#core/recording.ts";
import type { LaserTrail, Place, ShownCursor, Skips, Target } from "#core/replay.ts";
import type { Outline } from "#core/replay-outline.ts";
import type { RecordDiff } from "#core/replay-seek.ts";
import type { SessionState } from "#core/session.ts";

export type ToWorker =
	/** begin, or begin again; `url` is absolute, because a worker may live under another address than its page */
	{ readonly type: "open"; readonly url: string } | { readonly type: "seek"; readonly target: Target };

export type FailureReason = "offline" | "signed-out" | "not-allowed" | "unknown" | "unreadable" | "server";

/** What is known of a recording as a whole; sent again whenever a live one has grown. */
export interface Laid {
	readonly header: RecordingHeader;
	readonly outline: Outline;
	/** entries that are not shown as they were, and from when on nothing could be read (ms since the session was created) */
	readonly skips: Skips;
	readonly brokenAt: number | null;
}

/** The answer to a seek. */
export interface Shown {
	readonly place: Place;
	/** against what was shown before; against an empty board when `whole` */
	readonly diff: RecordDiff;
	readonly whole: boolean;
	/** null: as before */
	readonly state: SessionState | null;
	readonly cursors: readonly ShownCursor[];
	readonly lasers: readonly LaserTrail[];
	/** objects of this board that cannot be shown */
	readonly unreadable: number;
}

export type FromWorker =
	| { readonly type: "progress"; readonly minutes: number; readonly share: number }
	| { readonly type: "laid"; readonly laid: Laid }
	| { readonly type: "shown"; readonly shown: Shown }
	| { readonly type: "failed"; readonly reason: FailureReason }
	/** of a live session: its time at the server just now, ms since it was created, whole seconds */
	| { readonly type: "clock"; readonly at: number }
	/** whether the last look for more of a live session succeeded */
	| { readonly type: "connected"; readonly connected: boolean };

/** One end of the line to a worker, as the page holds it. */
export interface WorkerLine {
	send(message: ToWorker): void;
	close(): void;
}
