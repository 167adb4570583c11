// What was given to the candidate while her panel was out of sight, as a number for the button that opens it, and the newest in words
// for a screen reader. What stood there when the page was opened is not new. Interviewers gave it and are told nothing.
import { useEffect, useRef, useState } from "react";
import { type GivenView, givenOf, givenWords } from "#components/framework/given.ts";

export function useGiven(view: GivenView, panelOpen: boolean): { fresh: number; said: string | null } {
	const items = givenOf(view);
	const count = items.length;
	const [seen, setSeen] = useState(count);
	if (panelOpen && seen !== count) setSeen(count);

	const [said, setSaid] = useState<string | null>(null);
	const heard = useRef(count);
	const newest = items[0];
	useEffect(() => {
		if (newest && count > heard.current) setSaid(givenWords(newest));
		heard.current = count;
	}, [count, newest]);

	if (view.role === "interviewer") return { fresh: 0, said: null };
	return { fresh: panelOpen ? 0 : Math.max(0, count - seen), said };
}
