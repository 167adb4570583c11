// The replay worker: a desk in a thread of its own, so that laying out a long recording never holds up the page.
import { ReplayDesk } from "./replay-desk.ts";
import type { ToWorker } from "./replay-protocol.ts";

const desk = new ReplayDesk({
	post: (message) => self.postMessage(message),
	fetch: (url) => fetch(url, { credentials: "same-origin", cache: "no-store" }),
	later: (run, ms) => {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	},
});

self.addEventListener("message", (event: MessageEvent<ToWorker>) => desk.receive(event.data));
