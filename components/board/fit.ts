// Brings the whole board into sight without blowing a small drawing up to the size of the screen.
import type { Editor } from "tldraw";

/** No larger than life: one box alone would fill the window. */
const LARGEST_ZOOM = 1;

/** @param glides moves there, for somebody who asked for it */
export function fitBoard(editor: Editor, { glides = false } = {}): void {
	const bounds = editor.getCurrentPageBounds();
	if (bounds)
		editor.zoomToBounds(bounds, {
			...(glides ? { animation: { duration: 320 } } : { immediate: true }),
			targetZoom: LARGEST_ZOOM,
		});
}
