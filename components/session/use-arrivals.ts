// Says who comes, who goes and who asks to be let in, in a toast, from one view to the next.
import { useEffect, useRef } from "react";
import { useToast } from "#components/ui/toast.tsx";
import type { SessionView } from "#core/view.ts";
import { seatRequestWords } from "./seat-requests.tsx";
import { arrivedNames } from "./title-badge.tsx";

/** @returns sentences about what changed between two views */
export function arrivalWords(before: SessionView, after: SessionView): { words: string; asks: boolean }[] {
	const here = (view: SessionView) => new Set(view.people.filter((person) => person.here).map((person) => person.id));
	const [wasHere, isHere] = [here(before), here(after)];
	const said: { words: string; asks: boolean }[] = [];
	for (const person of after.people) {
		if (person.id === after.you) continue;
		if (isHere.has(person.id) && !wasHere.has(person.id)) said.push({ words: `${person.name} is here.`, asks: false });
		if (!isHere.has(person.id) && wasHere.has(person.id)) said.push({ words: `${person.name} left.`, asks: false });
	}
	if (after.role === "interviewer" && before.role === "interviewer") {
		const known = new Set(before.seatRequests.map((request) => request.id));
		for (const request of after.seatRequests) {
			if (!known.has(request.id)) said.push({ words: seatRequestWords(request), asks: true });
		}
	}
	return said;
}

/**
 * @param onAsked shows where somebody who asks for a place is answered; null while that is in sight anyway
 * @param onJoin somebody has come
 */
export function useArrivals(view: SessionView, onAsked: (() => void) | null, onJoin: () => void): void {
	const say = useToast();
	const before = useRef(view);
	const asked = useRef(onAsked);
	asked.current = onAsked;
	const joined = useRef(onJoin);
	joined.current = onJoin;
	useEffect(() => {
		for (const { words, asks } of arrivalWords(before.current, view)) {
			if (!asks) say(words);
			else if (asked.current) {
				say(words, { action: { label: "Answer", onPress: () => asked.current?.() }, shownMs: 20_000 });
			}
		}
		if (arrivedNames(before.current, view).length > 0) joined.current();
		before.current = view;
	}, [view, say]);
}
