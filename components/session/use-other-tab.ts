// Whether this browser has the same room open in another tab: one person in two tabs is one person in every list, so
// somebody who is alone in both is told.
import { useEffect, useState } from "react";

type Hail = "hello" | "here" | "bye";

export function useOtherTab(sessionId: string): boolean {
	const [tabs, setTabs] = useState<ReadonlySet<string>>(new Set());
	useEffect(() => {
		if (typeof BroadcastChannel === "undefined") return;
		const channel = new BroadcastChannel(`boardwalk-room-${sessionId}`);
		const me = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16)).join("");
		const hail = (what: Hail) => channel.postMessage(`${what} ${me}`);
		channel.onmessage = (event: MessageEvent<unknown>) => {
			const [what, tab] = String(event.data).split(" ");
			if (!tab) return;
			if (what === "hello") hail("here");
			setTabs((known) => {
				const next = new Set(known);
				if (what === "bye") next.delete(tab);
				else next.add(tab);
				return next;
			});
		};
		const leave = () => hail("bye");
		window.addEventListener("pagehide", leave);
		hail("hello");
		return () => {
			window.removeEventListener("pagehide", leave);
			leave();
			channel.close();
		};
	}, [sessionId]);
	return tabs.size > 0;
}
