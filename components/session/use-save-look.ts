// The board's connection as words, and what to say when it comes back. Counts the seconds only while they are shown.
import { useCallback, useEffect, useRef, useState } from "react";
import type { SyncState } from "#components/board/sync-connection.ts";
import type { Refusal } from "#components/board/use-lives.ts";
import { useToast } from "#components/ui/toast.tsx";
import { CLOSE } from "#core/protocol.ts";
import { backWords, OFFLINE_NOTICE_MS, offlineWords, type SaveLook, saveLook } from "./save-words.ts";

/** While somebody draws, each stroke is on its way for a moment; the words wait until all of it is kept for this long. */
const KEPT_AFTER_MS = 400;

export interface SaveState {
	look: SaveLook;
	/** words over the board while the line is down for a while, or down for good */
	notice: string | null;
	/** what the server did not take, until that is over or was read */
	refusal: Refusal | null;
	readRefusal(): void;
	/** hand these to the board */
	onSync(state: SyncState): void;
	onRefused(refusal: Refusal | null): void;
}

/** @param lostSinceMs since when the session's own line is down (performance.now()), null while it is up */
export function useSaveLook(lostSinceMs: number | null, mayDraw: boolean): SaveState {
	const [given, setGiven] = useState<SyncState>({ state: "connecting", pending: 0 });
	const [nowMs, setNowMs] = useState(() => performance.now());
	const [refusal, setRefusal] = useState<Refusal | null>(null);
	const [read, setRead] = useState<Refusal | null>(null);
	const sync = useSteady(given);
	const say = useToast();
	const away = useRef<{ pending: number; sinceMs: number } | null>(null);

	const onSync = useCallback(
		(state: SyncState) => {
			setGiven(state);
			setNowMs(performance.now());
			if (state.state === "offline") {
				away.current = { pending: state.pending, sinceMs: state.sinceMs };
			} else if (state.state === "connecting") {
				// another life of the board, or one that brings along what was kept
				away.current = state.pending > 0 ? { pending: state.pending, sinceMs: performance.now() } : null;
			} else if (state.state === "saved" && away.current) {
				const { pending, sinceMs } = away.current;
				away.current = null;
				if (pending > 0 || performance.now() - sinceMs > OFFLINE_NOTICE_MS) say(backWords(pending));
			}
		},
		[say],
	);

	const counts = sync.state === "saving" || sync.state === "offline" || lostSinceMs !== null;
	useEffect(() => {
		if (!counts) return;
		const timer = setInterval(() => setNowMs(performance.now()), 1_000);
		return () => clearInterval(timer);
	}, [counts]);

	return {
		look: saveLook(sync, nowMs, { mayDraw, refusal }),
		notice: noticeOf(sync, nowMs, { lostSinceMs, mayDraw }),
		refusal: refusal === read ? null : refusal,
		readRefusal: () => setRead(refusal),
		onSync,
		onRefused: setRefusal,
	};
}

interface NoticeOptions {
	lostSinceMs: number | null;
	mayDraw: boolean;
}

function noticeOf(sync: SyncState, nowMs: number, { lostSinceMs, mayDraw }: NoticeOptions): string | null {
	if (sync.state === "stopped") return CLOSE[sync.reason].words;
	const offline = sync.state === "offline" ? sync : null;
	const sinceMs = offline?.sinceMs ?? lostSinceMs;
	if (sinceMs === null || nowMs - sinceMs < OFFLINE_NOTICE_MS) return null;
	// the board's own line is up: what is drawn arrives
	const { keeping, why } = offline ?? { keeping: "kept", why: null };
	return offlineWords(nowMs - sinceMs, { keeping, why, mayDraw });
}

/** The same, but that "kept" is said only when it stays so. */
function useSteady(sync: SyncState): SyncState {
	const keeping = sync.state === "offline" ? sync.keeping : null;
	const [shown, setShown] = useState(keeping);
	useEffect(() => {
		if (keeping !== "kept") return setShown(keeping);
		const timer = setTimeout(() => setShown("kept"), KEPT_AFTER_MS);
		return () => clearTimeout(timer);
	}, [keeping]);
	if (sync.state !== "offline" || sync.keeping !== "kept") return sync;
	// whoever has just lost the line has lost nothing
	return shown === "keeping" ? { ...sync, keeping: shown } : sync;
}
