// tldraw's slider of opacity has a title around it, but the thumb, which takes the focus and is what a screen reader reads, has
// no name (tldraw 3.15.6). The name is put there from the title. In: an element with sliders in it, now or later.

/** "Opacity — 50%" */
const NAME_ENDS = " — ";

/** Names each slider inside. @returns the undo */
export function nameSliders(inside: HTMLElement): () => void {
	const name = () => {
		for (const thumb of inside.querySelectorAll("[role=slider]:not([aria-label])")) {
			const title = thumb.closest("[title]")?.getAttribute("title");
			if (title) thumb.setAttribute("aria-label", title.split(NAME_ENDS, 1)[0] ?? title);
		}
	};
	name();
	const observer = new MutationObserver(name);
	observer.observe(inside, { childList: true, subtree: true });
	return () => observer.disconnect();
}
