"use client";
// One thing that a player says, watched: a component is drawn anew only when that thing is another. While a replay plays
// the snapshot changes with every picture; what a component needs of it seldom does.
import { useEffect, useRef, useSyncExternalStore } from "react";
import { secondOf } from "./place.ts";
import type { Player } from "./player.ts";
import type { PlayerSnapshot } from "./player-snapshot.ts";

/** @param select gives a plain value, or a part of the snapshot as it is: the same as long as it is the same */
export function usePlayer<Value>(player: Player, select: (snapshot: PlayerSnapshot) => Value): Value {
	const read = () => select(player.snapshot());
	return useSyncExternalStore(player.subscribe, read, read);
}

/** Whole seconds since the start, as the clock shows them. */
export function useSecond(player: Player, zero: number): number {
	return usePlayer(player, ({ at }) => secondOf(at, zero));
}

/** Runs with each snapshot, beside React: for what changes with every picture. */
export function useEachSnapshot(player: Player, run: (snapshot: PlayerSnapshot) => void): void {
	const latest = useRef(run);
	useEffect(() => {
		latest.current = run;
		run(player.snapshot());
	});
	useEffect(() => player.subscribe(() => latest.current(player.snapshot())), [player]);
}
