// Whether the window is as narrow as a phone: the panel is a sheet then, and the rail a strip.
import { useSyncExternalStore } from "react";

const NARROW = "(max-width: 700px)";

function subscribe(onChange: () => void): () => void {
	const query = window.matchMedia(NARROW);
	query.addEventListener("change", onChange);
	return () => query.removeEventListener("change", onChange);
}

export function useNarrow(): boolean {
	return useSyncExternalStore(
		subscribe,
		() => window.matchMedia(NARROW).matches,
		() => false,
	);
}
