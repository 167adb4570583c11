"use client";
// Light or dark: the system's until the person chooses; then it is kept in this browser. `data-theme` on <html> is the
// one truth; `themeScript` puts the kept choice there before anything is painted, so nothing flashes.
import { useCallback, useSyncExternalStore } from "react";
import { Button } from "./button.tsx";
import { THEME_KEY } from "./theme-script.ts";

export type Theme = "light" | "dark";

const CHANGED = "boardwalk-theme";
const DARK = "(prefers-color-scheme: dark)";

function subscribe(onChange: () => void): () => void {
	const system = window.matchMedia(DARK);
	system.addEventListener("change", onChange);
	window.addEventListener(CHANGED, onChange);
	return () => {
		system.removeEventListener("change", onChange);
		window.removeEventListener(CHANGED, onChange);
	};
}

function currentTheme(): Theme {
	const chosen = document.documentElement.dataset.theme;
	if (chosen === "dark" || chosen === "light") return chosen;
	return window.matchMedia(DARK).matches ? "dark" : "light";
}

export function useTheme(): { theme: Theme; toggle(): void } {
	const theme = useSyncExternalStore(subscribe, currentTheme, () => "light" as const);
	const toggle = useCallback(() => {
		const next: Theme = currentTheme() === "dark" ? "light" : "dark";
		document.documentElement.dataset.theme = next;
		try {
			localStorage.setItem(THEME_KEY, next);
		} catch {
			// A browser that keeps nothing still switches for this page.
		}
		window.dispatchEvent(new Event(CHANGED));
	}, []);
	return { theme, toggle };
}

export function ThemeToggle({ className }: { className?: string }) {
	const { theme, toggle } = useTheme();
	const label = theme === "dark" ? "Switch to light" : "Switch to dark";
	return <Button className={className} tone="quiet" icon="sun" label={label} onClick={toggle} />;
}
