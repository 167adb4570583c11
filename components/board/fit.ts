// Brings the whole board into sight without blowing a small drawing up to the size of the screen.
import type { Box, Editor } from "tldraw";

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

/** What tldraw's own tools cover of the window; the panel of styles only where the board is wide. */
const TOOLS = { top: 56, bottom: 76, side: 20, styles: 172, stylesFrom: 640 };

/** Brings a part of the board into sight that nothing of the interface covers. */
export function fitBetweenTools(editor: Editor, part: Box): void {
	const window = editor.getViewportScreenBounds();
	const right = window.w >= TOOLS.stylesFrom && !editor.getIsReadonly() ? TOOLS.styles : TOOLS.side;
	const free = {
		w: Math.max(window.w - TOOLS.side - right, window.w / 2),
		h: Math.max(window.h - TOOLS.top - TOOLS.bottom, window.h / 2),
	};
	const zoom = Math.min(free.w / part.w, free.h / part.h, LARGEST_ZOOM);
	editor.setCamera(
		{
			x: (TOOLS.side + (free.w - part.w * zoom) / 2) / zoom - part.x,
			y: (TOOLS.top + (free.h - part.h * zoom) / 2) / zoom - part.y,
			z: zoom,
		},
		{ immediate: true },
	);
}
