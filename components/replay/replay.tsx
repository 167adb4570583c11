"use client";
// A replay: board, panel and clock as in the room, driven by a recording. Here the player meets what is seen; while
// there is nothing to see, a page says why.
import { ReplayStage } from "./replay-stage.tsx";
import { ReplayEmpty, ReplayFailed, ReplayLoading } from "./replay-states.tsx";
import { usePlayer } from "./use-player.ts";
import { useReplay } from "./use-replay.ts";
import "./replay.css";

interface ReplayProps {
	sessionId: string;
	licenseKey: string | null;
}

export function Replay({ sessionId, licenseKey }: ReplayProps) {
	const player = useReplay(sessionId);
	const status = usePlayer(player, (snapshot) => snapshot.status);
	if (status.state === "failed") return <ReplayFailed reason={status.reason} onRetry={() => player.retry()} />;
	if (status.state === "loading") return <ReplayLoading minutes={status.minutes} share={status.share} />;
	if (status.laid.outline.empty) return <ReplayEmpty sessionId={sessionId} live={status.laid.header.live} />;
	return <ReplayStage licenseKey={licenseKey} player={player} laid={status.laid} />;
}
