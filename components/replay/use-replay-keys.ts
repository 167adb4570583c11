"use client";
// The keys of a replay caught on the page before the board sees them. Never while typing, never
// with Ctrl, Cmd or Alt; a key that means something to the focused control stays with it.
import { useEffect, useRef } from "react";

export type ReplayKey =
	| { readonly do: "toggle" | "skip-idle" | "copy" }
	| { readonly do: "help" }
	| { readonly do: "panel" }
	| { readonly do: "board"; readonly what: "follow" | "hands" | "fit" }
	| { readonly do: "region"; readonly by: 1 | -1 }
	| { readonly do: "seek-by"; readonly ms: number }
	| { readonly do: "mark"; readonly by: 1 | -1 }
	| { readonly do: "step"; readonly number: number }
	| { readonly do: "step-beside"; readonly by: 1 | -1 }
	| { readonly do: "speed"; readonly by: 1 | -1 }
	| { readonly do: "edge"; readonly edge: "from" | "to" };

const TYPING = "input:not([type=radio],[type=checkbox]), textarea, select, [contenteditable=true]";
const PRESSABLE = "a, button, summary, [role=tab], [role=checkbox], input";
const MOVES_BY_ARROWS = "[role=tablist], [role=radiogroup], fieldset, input[type=radio]";

/** What a key asks for; null when it is not ours. */
export function replayKeyOf(
	event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "target">,
) {
	if (event.ctrlKey || event.metaKey || event.altKey) return null;
	const target = event.target instanceof Element ? event.target : null;
	if (target?.closest(TYPING)) return null;
	return keyOf(event.key, event.shiftKey, target);
}

function keyOf(key: string, shift: boolean, target: Element | null): ReplayKey | null {
	const onSlider = target?.closest("[role=slider]") != null;
	switch (key) {
		case " ":
			return target?.closest(PRESSABLE) ? null : { do: "toggle" };
		case "ArrowLeft":
		case "ArrowRight": {
			if (target?.closest(MOVES_BY_ARROWS)) return null;
			return { do: "seek-by", ms: (key === "ArrowLeft" ? -1 : 1) * (shift ? 30_000 : 5_000) };
		}
		case "ArrowDown":
		case "ArrowUp":
			return onSlider ? { do: "seek-by", ms: key === "ArrowDown" ? -5_000 : 5_000 } : null;
		case "PageDown":
		case "PageUp":
			return onSlider ? { do: "seek-by", ms: key === "PageDown" ? -60_000 : 60_000 } : null;
		case "Home":
		case "End":
			if (target?.closest(MOVES_BY_ARROWS)) return null;
			return { do: "edge", edge: key === "Home" ? "from" : "to" };
		case ",":
			return { do: "mark", by: -1 };
		case ".":
			return { do: "mark", by: 1 };
		case "<":
			return { do: "speed", by: -1 };
		case ">":
			return { do: "speed", by: 1 };
		case "n":
		case "N":
			return shift ? { do: "step-beside", by: 1 } : null;
		case "b":
		case "B":
			return shift ? { do: "step-beside", by: -1 } : null;
		case "i":
		case "I":
			return { do: "skip-idle" };
		case "f":
		case "F":
			return { do: "board", what: "follow" };
		case "w":
		case "W":
			return { do: "board", what: "hands" };
		case "0":
			return { do: "board", what: "fit" };
		case "c":
		case "C":
			return { do: "copy" };
		case "\\":
			return { do: "panel" };
		case "?":
			return { do: "help" };
		case "F6":
			return { do: "region", by: shift ? -1 : 1 };
		default:
			return /^[1-7]$/.test(key) ? { do: "step", number: Number(key) } : null;
	}
}

export function useReplayKeys(onKey: (key: ReplayKey) => void): void {
	const latest = useRef(onKey);
	useEffect(() => {
		latest.current = onKey;
	}, [onKey]);
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (document.querySelector("[role=dialog], [role=alertdialog], [role=menu]")) return;
			const key = replayKeyOf(event);
			if (!key) return;
			event.preventDefault();
			event.stopPropagation();
			latest.current(key);
		};
		window.addEventListener("keydown", onKeyDown, { capture: true });
		return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
	}, []);
}
