"use client";
// Brings a player to a page: one worker while the page is mounted, the address that follows once a person has moved, and
// the choices that a browser keeps.
import { useEffect, useState } from "react";
import { addressAt, readPlace, secondOf } from "./place.ts";
import { Player } from "./player.ts";
import type { FromWorker, WorkerLine } from "./replay-protocol.ts";

/** Browsers allow about a hundred changes of the address in half a minute. */
const ADDRESS_RESTS_MS = 400;
/** While it plays the address comes along slowly: a page that is loaded anew is near to where it was. */
const ADDRESS_PLAYS_MS = 3_000;

/** A worker of this page that reads a recording. */
export function connectWorker(onMessage: (message: FromWorker) => void): WorkerLine {
	const worker = new Worker(new URL("./replay-worker.ts", import.meta.url), { type: "module" });
	worker.addEventListener("message", (event: MessageEvent<FromWorker>) => onMessage(event.data));
	worker.addEventListener("error", (event) => {
		// an error without words: the worker itself did not come
		onMessage({ type: "failed", reason: event.message ? "unreadable" : "offline" });
	});
	return { send: (message) => worker.postMessage(message), close: () => worker.terminate() };
}

export function nextPicture(run: (nowMs: number) => void): () => void {
	const handle = requestAnimationFrame(run);
	return () => cancelAnimationFrame(handle);
}

export function useReplay(sessionId: string): Player {
	const [player] = useState(() => new Player({ connect: connectWorker, nextPicture, now: () => performance.now() }));
	useEffect(() => {
		const url = new URL(`/api/sessions/${encodeURIComponent(sessionId)}/recording`, window.location.origin).href;
		return player.open({ url, first: readPlace(window.location.search) });
	}, [player, sessionId]);
	useEffect(() => followByAddress(player), [player]);
	useEffect(() => {
		player.setSkipIdle(keptSkipIdle());
	}, [player]);
	return player;
}

/** Puts the second at which the player stands into the address. @returns its undo */
function followByAddress(player: Player): () => void {
	let timer: ReturnType<typeof setTimeout> | null = null;
	let dueMs = 0;
	let written: number | null = null;
	const write = () => {
		timer = null;
		const { status, at, scrubbing, following } = player.snapshot();
		if (status.state !== "ready" || scrubbing || following) return;
		written = secondOf(at, status.laid.outline.zero);
		window.history.replaceState(window.history.state, "", addressAt(window.location.href, written));
	};
	const look = () => {
		const { status, at, moved, playing, scrubbing, following } = player.snapshot();
		// the newest moment of a running session has no address: whoever comes back comes to the newest one
		if (status.state !== "ready" || !moved || scrubbing || following) return;
		if (secondOf(at, status.laid.outline.zero) === written) return;
		const waitMs = playing ? ADDRESS_PLAYS_MS : ADDRESS_RESTS_MS;
		if (timer && dueMs <= performance.now() + waitMs) return;
		if (timer) clearTimeout(timer);
		dueMs = performance.now() + waitMs;
		timer = setTimeout(write, waitMs);
	};
	const stop = player.subscribe(look);
	return () => {
		stop();
		if (timer) clearTimeout(timer);
	};
}

const SKIP_IDLE_KEY = "boardwalk-skip-idle";

function keptSkipIdle(): boolean {
	try {
		return localStorage.getItem(SKIP_IDLE_KEY) === "on";
	} catch {
		return false;
	}
}

/** Switches skipping on or off, for the next visit too. */
export function chooseSkipIdle(player: Player, on: boolean): void {
	player.setSkipIdle(on);
	try {
		localStorage.setItem(SKIP_IDLE_KEY, on ? "on" : "off");
	} catch {
		// a browser that keeps nothing asks again next time
	}
}
