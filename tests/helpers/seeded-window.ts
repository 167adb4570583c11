// For scripts that drive real editors outside a browser and must write the same bytes at every run: a jsdom window in place of a
// page, with seeded chance. Call `openWindow` before anything of tldraw is loaded; it looks for a window then.
import { JSDOM } from "jsdom";

/** A document and a window, and no chance but `random`. For the rest of the process. */
export function openWindow(random: () => number): void {
	const { window } = new JSDOM("<!doctype html><body></body>", { url: "http://localhost/", pretendToBeVisual: true });
	for (const name of Object.getOwnPropertyNames(window)) {
		if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
	}
	for (const [name, value] of Object.entries({ window, document: window.document, navigator: window.navigator })) {
		Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
	}
	Math.random = random;
	const getRandomValues = (array: Uint8Array) => {
		for (let i = 0; i < array.length; i++) array[i] = Math.floor(random() * 256);
		return array;
	};
	Object.defineProperty(globalThis, "crypto", { value: { getRandomValues, subtle: {} }, configurable: true });
}
