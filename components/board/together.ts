// Who looks where, as the page sees it: whom this person's camera follows, who follows it, and what may be asked. The board
// gives one while it is there. Without the editor and without tldraw, so that the page loads neither.
import { useSyncExternalStore } from "react";

export interface TogetherState {
	/** participant id of the person whose viewport this camera follows */
	readonly following: string | null;
	/** participant ids of those whose cameras follow this one */
	readonly followers: readonly string[];
	/** participant ids of the others whose boards are open */
	readonly onBoard: readonly string[];
}

export interface Together {
	/** the same object until something changes */
	state(): TogetherState;
	/** @returns the undo */
	subscribe(listener: () => void): () => void;
	/** The camera goes along with that person's until one moves it oneself. */
	follow(personId: string): void;
	stopFollowing(): void;
	/** Moves that person's camera here, once. */
	bring(personId: string): void;
}

export const ALONE: TogetherState = { following: null, followers: [], onBoard: [] };

const nothing = () => () => {};

export function useTogetherState(together: Together | null): TogetherState {
	return useSyncExternalStore(
		together?.subscribe ?? nothing,
		() => together?.state() ?? ALONE,
		() => ALONE,
	);
}

/**
 * Two who follow each other would run away from each other's windows. Of a ring of followers the one with the smallest id lets
 * go, wherever this is worked out.
 * @returns whether `me`, who follows `first`, must let go
 */
export function mustLetGo(me: string, first: string, followedBy: (personId: string) => readonly string[]): boolean {
	// each walk holds the people from me on
	const walks: string[][] = [[me, first]];
	const seen = new Set([first]);
	for (const walk of walks) {
		for (const next of followedBy(walk.at(-1) ?? first)) {
			if (next === me) return walk.every((id) => me <= id);
			if (seen.has(next)) continue;
			seen.add(next);
			walks.push([...walk, next]);
		}
	}
	return false;
}
