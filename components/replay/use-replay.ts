"use client";
// Brings a player to a page: one worker while the page is mounted, one snapshot at a time, and the address that follows
// once a person has moved and the head rests.
import { useEffect, useState, useSyncExternalStore } from "react";
import { addressAt, readPlace, secondOf } from "./place.ts";
import { Player, type PlayerSnapshot } from "./player.ts";
import type { FromWorker, WorkerLine } from "./replay-protocol.ts";

/** Browsers allow about 200 changes of the address in half a minute. */
const ADDRESS_RESTS_MS = 300;

function connect(onMessage: (message: FromWorker) => void): WorkerLine {
	const worker = new Worker(new URL("./replay-worker.ts", import.meta.url), { type: "module" });
	worker.addEventListener("message", (event: MessageEvent<FromWorker>) => onMessage(event.data));
	worker.addEventListener("error", (event) => {
		// an error without words: the worker itself did not come
		onMessage({ type: "failed", reason: event.message ? "unreadable" : "offline" });
	});
	return { send: (message) => worker.postMessage(message), close: () => worker.terminate() };
}

function nextPicture(run: (nowMs: number) => void): () => void {
	const handle = requestAnimationFrame(run);
	return () => cancelAnimationFrame(handle);
}

export function useReplay(sessionId: string): { player: Player; snapshot: PlayerSnapshot } {
	const [player] = useState(() => new Player({ connect, nextPicture }));
	useEffect(() => {
		const url = new URL(`/api/sessions/${encodeURIComponent(sessionId)}/recording`, window.location.origin).href;
		return player.open({ url, first: readPlace(window.location.search) });
	}, [player, sessionId]);
	const snapshot = useSyncExternalStore(player.subscribe, player.snapshot, player.snapshot);
	useAddress(snapshot);
	return { player, snapshot };
}

function useAddress({ status, at, moved, playing, scrubbing }: PlayerSnapshot): void {
	const rests = status.state === "ready" && moved && !playing && !scrubbing;
	const second = status.state === "ready" ? secondOf(at, status.laid.outline.zero) : 0;
	useEffect(() => {
		if (!rests) return;
		const timer = setTimeout(() => {
			window.history.replaceState(window.history.state, "", addressAt(window.location.href, second));
		}, ADDRESS_RESTS_MS);
		return () => clearTimeout(timer);
	}, [rests, second]);
}
