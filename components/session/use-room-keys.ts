// Listens for the room's keys before tldraw does, and keeps those that are ours from it.
import { useEffect, useRef } from "react";
import { type RoomKey, roomKeyOf } from "./room-keys.ts";

/** @param onKey returns true when the key did something; other keys go on to whoever wants them */
export function useRoomKeys(onKey: (key: RoomKey) => boolean): void {
	const latest = useRef(onKey);
	latest.current = onKey;
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (document.querySelector("[role='dialog'], [role='alertdialog'], [role='menu']")) return;
			const key = roomKeyOf(event);
			if (key === null || !latest.current(key)) return;
			event.preventDefault();
			event.stopPropagation();
		};
		window.addEventListener("keydown", onKeyDown, { capture: true });
		return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
	}, []);
}

const REGIONS = ["bar", "board", "panel"] as const;

/** Moves the focus to the next region of the room (marked with data-region), in the order bar, board, panel. */
export function focusRegion(root: ParentNode, step: 1 | -1): void {
	const regions = REGIONS.map((name) => root.querySelector<HTMLElement>(`[data-region="${name}"]`)).filter(
		(region): region is HTMLElement => region !== null && region.offsetParent !== null,
	);
	const here = regions.findIndex((region) => region.contains(document.activeElement));
	const next = regions.at((here + step + regions.length) % regions.length);
	if (!next) return;
	const board = next.querySelector<HTMLElement>(".tl-container");
	(board ?? next).focus({ preventScroll: true });
}
