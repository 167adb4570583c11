// Brings the whole board into sight without blowing a small drawing up to the size of the screen.
import type { Editor } from "tldraw";

/** No larger than life: one box alone would fill the window. */
const LARGEST_ZOOM = 1;

export function fitBoard(editor: Editor): void {
	const bounds = editor.getCurrentPageBounds();
	if (bounds) editor.zoomToBounds(bounds, { immediate: true, targetZoom: LARGEST_ZOOM });
}
