// What the page says about saving, in words. Pure: what the board and the session connection know, and a moment.

import type { Keeping } from "#components/board/kept-edits.ts";
import type { SyncState } from "#components/board/sync-connection.ts";
import type { Refusal } from "#components/board/use-lives.ts";
import { CLOSE, type CloseReason } from "#core/protocol.ts";
import type { RoomWarning } from "#core/view.ts";

export interface SaveLook {
	icon: "saved" | "saving" | "warning" | "lock";
	words: string;
	/** "plain": text alone; the others are filled chips */
	tone: "plain" | "off" | "lost";
	/** what to do about it, for people who point at it */
	more?: string;
}

/** Saving that takes this long is worth a warning: the database does not answer. */
export const LONG_SAVING_MS = 10_000;
/** A line that is down this long gets a notice over the board; shorter gaps heal unseen. */
export const OFFLINE_NOTICE_MS = 2_000;

export interface SaveLookOptions {
	/** who only watches has nothing that could be lost */
	readonly mayDraw: boolean;
	readonly refusal: Refusal | null;
}

export function saveLook(sync: SyncState, nowMs: number, { mayDraw, refusal }: SaveLookOptions): SaveLook {
	switch (sync.state) {
		case "connecting":
			return { icon: "saving", words: "Connecting", tone: "plain" };
		case "saved":
			if (refusal?.reason === "boardFull") {
				return { icon: "warning", words: "Board full", tone: "lost", more: refusalWords(refusal) };
			}
			return { icon: "saved", words: "Saved", tone: "plain" };
		case "saving":
			return nowMs - sync.sinceMs > LONG_SAVING_MS
				? {
						icon: "warning",
						words: "Not saved",
						tone: "lost",
						more: "Not saved: the server cannot store changes now. Keep this tab open; they are stored as soon as it can.",
					}
				: { icon: "saving", words: "Saving", tone: "plain" };
		case "offline": {
			const more = offlineWords(nowMs - sync.sinceMs, { ...sync, mayDraw });
			return mayDraw
				? { ...OFFLINE_LOOK[sync.keeping], more }
				: { icon: "saving", words: "Offline", tone: "off", more };
		}
		case "stopped":
			return { icon: "warning", words: "Disconnected", tone: "lost", more: CLOSE[sync.reason].words };
	}
}

const OFFLINE_LOOK: Record<Keeping, Omit<SaveLook, "more">> = {
	kept: { icon: "saving", words: "Offline, kept here", tone: "off" },
	keeping: { icon: "saving", words: "Offline, keeping here", tone: "off" },
	"not-kept": { icon: "warning", words: "Offline, not kept here", tone: "lost" },
};

const seconds = (ms: number) => {
	const whole = Math.max(0, Math.floor(ms / 1000));
	return `${whole} ${whole === 1 ? "second" : "seconds"}`;
};

export interface OfflineOptions {
	readonly keeping: Keeping;
	/** what the server said last when it closed */
	readonly why: CloseReason | null;
	readonly mayDraw: boolean;
}

export function offlineWords(goneMs: number, { keeping, why, mayDraw }: OfflineOptions): string {
	const what = why ? CLOSE[why].words : `No connection for ${seconds(goneMs)}.`;
	if (!mayDraw) return `${what} The board goes on when you are back.`;
	return keeping === "not-kept"
		? `${what} Keep this tab open: this browser keeps nothing over a reload. Your changes join the board when you are back.`
		: `${what} Keep drawing: your changes stay in this tab and join the board when you are back.`;
}

/** What the server did not take, and what happens next. */
export function refusalWords({ reason, changes }: Pick<Refusal, "reason" | "changes">): string {
	const one = changes === 1;
	const yours = one ? "your last change" : changes === 0 ? "your last changes" : `your last ${changes} changes`;
	const Yours = `Y${yours.slice(1)}`;
	switch (reason) {
		case "ended":
			return `${CLOSE.ended.words} ${Yours} came too late and ${one ? "is" : "are"} not on it. If it is reopened while this tab is open, ${one ? "it joins" : "they join"} the board.`;
		case "boardFull":
			return `${CLOSE.boardFull.words} ${Yours} ${one ? "is" : "are"} not on it. Delete what is no longer needed: ${one ? "it joins" : "they join"} once there is room, while this tab is open.`;
		default:
			return `The server could not read ${yours}. The board is here without ${one ? "it" : "them"}.`;
	}
}

export function backWords(changes: number): string {
	if (changes === 0) return "Back again.";
	return `Back again. ${changes} ${changes === 1 ? "change" : "changes"} joined the board.`;
}

export function quarantineWords(count: number): string {
	return `${count} ${count === 1 ? "object" : "objects"} could not be shown. Everything else is here.`;
}

/** What the server warns everybody of before it hurts. */
export const WARNING_WORDS: Record<RoomWarning, string> = {
	"board-nearly-full":
		"The board is nearly full. Delete what is no longer needed: once it is full, nothing more can be drawn.",
	"not-stored": "The server cannot store changes now. Keep this tab open; they are stored as soon as it can.",
};

/** For somebody who is alone in two tabs and may take one of them for a partner. */
export const OTHER_TAB_WORDS =
	"You are alone here, in two tabs. To try the other side yourself, open its link in a private window.";
