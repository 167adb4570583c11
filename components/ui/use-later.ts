// A part of the page that is fetched when it is first wanted. Out: the part once it is there. When it cannot be had (no line, or the
// server has other pages by now) whoever wanted it is told, and the next wish tries again.
import { useEffect, useRef, useState } from "react";

/** For the person, when it cannot be had. */
export const NOT_LOADED = "This could not be loaded. Check your connection and try again, or reload the page.";

/** What a deed fails with whose part of the page cannot be had. */
export class NotLoaded extends Error {}

/** @throws NotLoaded */
export async function orNotLoaded<Part>(coming: Promise<Part>): Promise<Part> {
	try {
		return await coming;
	} catch (cause) {
		throw new NotLoaded(NOT_LOADED, { cause });
	}
}

/** @param fetchPart the same function every time */
export function useLater<Part>(wanted: boolean, fetchPart: () => Promise<Part>, onFailed: () => void): Part | null {
	const [part, setPart] = useState<{ readonly value: Part } | null>(null);
	const failed = useRef(onFailed);
	failed.current = onFailed;
	useEffect(() => {
		if (!wanted || part) return;
		let gone = false;
		fetchPart().then(
			(value) => {
				if (!gone) setPart({ value });
			},
			(error: unknown) => {
				console.error("a part of the page could not be loaded", error);
				if (!gone) failed.current();
			},
		);
		return () => {
			gone = true;
		};
	}, [wanted, part, fetchPart]);
	return part?.value ?? null;
}
