// Brings the whole board into sight without blowing a small drawing up to the size of the screen, and where it can be drawn on,
// beside the tools: what lies under the panel of styles is not in sight.
import { Box, type Editor, type TLCameraMoveOptions } from "tldraw";

/** No larger than life: one box alone would fill the window. */
const LARGEST_ZOOM = 1;

/** What tldraw's own tools cover of the window; the panel of styles only where the board is wide. */
const TOOLS = { top: 56, bottom: 76, side: 20, styles: 172, stylesFrom: 640 };
/** A viewer's window is free but for its edge. */
const MARGIN = 48;

/** @param glides moves there, for somebody who asked for it */
export function fitBoard(editor: Editor, { glides = false } = {}): void {
	const bounds = editor.getCurrentPageBounds();
	if (bounds) fitInSight(editor, bounds, glides ? { animation: { duration: 320 } } : { immediate: true });
}

/** Brings a part of the board into sight, all of it. */
export function fitInSight(editor: Editor, part: Box, move: TLCameraMoveOptions = { immediate: true }): void {
	const free = freeWindow(editor);
	const zoom = Math.min(free.w / part.w, free.h / part.h, LARGEST_ZOOM);
	const x = (free.x + (free.w - part.w * zoom) / 2) / zoom - part.x;
	const y = (free.y + (free.h - part.h * zoom) / 2) / zoom - part.y;
	editor.setCamera({ x, y, z: zoom }, move);
}

/** The part of the window, in its own pixels, that nothing covers; half of it at least. */
function freeWindow(editor: Editor): Box {
	const { w, h } = editor.getViewportScreenBounds();
	if (editor.getIsReadonly())
		return new Box(MARGIN, MARGIN, Math.max(w - 2 * MARGIN, w / 2), Math.max(h - 2 * MARGIN, h / 2));
	const right = w >= TOOLS.stylesFrom ? TOOLS.styles : TOOLS.side;
	return new Box(
		TOOLS.side,
		TOOLS.top,
		Math.max(w - TOOLS.side - right, w / 2),
		Math.max(h - TOOLS.top - TOOLS.bottom, h / 2),
	);
}
