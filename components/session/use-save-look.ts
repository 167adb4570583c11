// The board's connection as words, and what to say when it comes back. Counts the seconds only while they are shown.
import { useCallback, useEffect, useRef, useState } from "react";
import type { SyncState } from "#components/board/sync-connection.ts";
import { useToast } from "#components/ui/toast.tsx";
import {
	backWords,
	OFFLINE_NOTICE_MS,
	offlineReaderWords,
	offlineWords,
	type SaveLook,
	saveLook,
} from "./save-words.ts";

export interface SaveState {
	look: SaveLook;
	/** words over the board while the line is down for a while */
	notice: string | null;
	/** hand this to the board */
	onSync(state: SyncState): void;
}

/** @param lostSinceMs since when the session's own line is down (performance.now()), null while it is up */
export function useSaveLook(lostSinceMs: number | null, mayDraw: boolean): SaveState {
	const [sync, setSync] = useState<SyncState>({ state: "connecting" });
	const [nowMs, setNowMs] = useState(() => performance.now());
	const say = useToast();
	const away = useRef<{ pending: number; sinceMs: number } | null>(null);

	const onSync = useCallback(
		(state: SyncState) => {
			setSync(state);
			setNowMs(performance.now());
			if (state.state === "offline") {
				away.current = { pending: state.pending, sinceMs: state.sinceMs };
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

	const offlineSince = sync.state === "offline" ? sync.sinceMs : lostSinceMs;
	const goneMs = offlineSince === null ? 0 : nowMs - offlineSince;
	const words = mayDraw ? offlineWords(goneMs) : offlineReaderWords(goneMs);
	return {
		look: saveLook(sync, nowMs),
		notice: offlineSince !== null && goneMs >= OFFLINE_NOTICE_MS && sync.state !== "stopped" ? words : null,
		onSync,
	};
}
