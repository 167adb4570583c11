// What the page says about saving, in words. Pure: what the board and the session connection know, and a moment.

import type { SyncState } from "#components/board/sync-connection.ts";
import { CLOSE } from "#core/protocol.ts";
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

export function saveLook(sync: SyncState, nowMs: number): SaveLook {
	switch (sync.state) {
		case "connecting":
			return { icon: "saving", words: "Connecting", tone: "plain" };
		case "saved":
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
		case "offline":
			return { icon: "saving", words: "Offline, kept here", tone: "off", more: offlineWords(nowMs - sync.sinceMs) };
		case "stopped":
			if (sync.reason === "ended") return { icon: "lock", words: "Read-only", tone: "plain", more: CLOSE.ended.words };
			if (sync.reason === "boardFull") {
				return { icon: "warning", words: "Board full", tone: "lost", more: CLOSE.boardFull.words };
			}
			return { icon: "warning", words: "Disconnected", tone: "lost", more: CLOSE[sync.reason].words };
	}
}

const seconds = (ms: number) => {
	const whole = Math.max(0, Math.floor(ms / 1000));
	return `${whole} ${whole === 1 ? "second" : "seconds"}`;
};

export function offlineWords(sinceMs: number): string {
	return `No connection for ${seconds(sinceMs)}. Keep drawing: your changes stay in this tab and join the board when you are back.`;
}

/** For somebody whose changes are not sent anyway. */
export function offlineReaderWords(sinceMs: number): string {
	return `No connection for ${seconds(sinceMs)}. The board goes on when you are back.`;
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
