"use client";
// The name a person goes by, kept in this browser, so that it is typed once. Empty on the server and until the page is
// alive, so that both draw the same.
import { useCallback, useState, useSyncExternalStore } from "react";

const KEY = "boardwalk-name";

function kept(): string {
	try {
		return localStorage.getItem(KEY) ?? "";
	} catch {
		return "";
	}
}

function subscribe(onChange: () => void): () => void {
	window.addEventListener("storage", onChange);
	return () => window.removeEventListener("storage", onChange);
}

/** The kept name, or "" when there is none. */
export function useKeptName(): string {
	return useSyncExternalStore(subscribe, kept, () => "");
}

/** A name field's value: the kept name until something is typed; `keep` stores it for the next time. */
export function useDisplayName(): { name: string; setName(name: string): void; keep(): void } {
	const remembered = useKeptName();
	const [typed, setTyped] = useState<string | null>(null);
	const name = typed ?? remembered;
	const keep = useCallback(() => {
		try {
			localStorage.setItem(KEY, name.trim());
		} catch {
			// A browser that keeps nothing asks again next time.
		}
	}, [name]);
	return { name, setName: setTyped, keep };
}
