// What to say when the present segment crosses 125 % or 150 % of its budget: each limit once, and none that was
// crossed before the page was opened. Calm viewers are told nothing.
import { useEffect, useRef, useState } from "react";
import { type FrameworkView, limitWords, segmentProgress } from "./progress.ts";

/** @returns the words of the last limit that was crossed while the page was open, or null */
export function useLimitWords(view: FrameworkView, at: number): string | null {
	const [words, setWords] = useState<string | null>(null);
	const said = useRef<Set<string> | null>(null);
	const progress = view.segment === null ? null : segmentProgress(view, at, view.segment);
	const key = progress && progress.overrun !== "none" ? `${progress.id}:${progress.overrun}` : null;
	const candidate = progress ? limitWords(progress) : null;

	useEffect(() => {
		if (said.current === null) {
			said.current = new Set(key ? [key] : []);
			return;
		}
		if (!key || said.current.has(key)) return;
		said.current.add(key);
		setWords(candidate);
	}, [key, candidate]);
	return words;
}
