// The camera of a replay goes along with one person's pointer: it stays where it is while the pointer is well inside the
// window, and glides after it when it comes near an edge, so that a board does not sway with every movement of a hand.
// The zoom is the viewer's; a board too small to be read is enlarged once, when the following begins.
import { type Editor, Vec } from "tldraw";

interface Place {
	readonly x: number;
	readonly y: number;
}

/** The part of the window, from its middle, in which a pointer moves without moving the camera. */
const CALM_SHARE = 0.5;
/** Time in which two thirds of the way are gone. */
const EASE_MS = 160;
/** Farther away than so many windows, a glide would only blur. */
const JUMP_WINDOWS = 1.5;
const NEAR_PX = 0.5;
/** Below this nobody reads a label. */
const READABLE_ZOOM = 0.6;
/** As many page units lie side by side in a window after it was enlarged. */
const WINDOW_UNITS = 1_200;

/** How far the window must move, in page units, so that the place lies in its calm part. */
export function wayTo(place: Place, window: { x: number; y: number; w: number; h: number }): Place {
	const way = (at: number, from: number, length: number) => {
		const margin = (length * (1 - CALM_SHARE)) / 2;
		return Math.min(0, at - (from + margin)) + Math.max(0, at - (from + length - margin));
	};
	return { x: way(place.x, window.x, window.w), y: way(place.y, window.y, window.h) };
}

/**
 * Follows a pointer until stopped.
 * @param pointer where it is now; null while it rests or is gone: the camera waits
 * @param move runs what moves the camera
 * @returns the undo
 */
export function followCursor(
	editor: Editor,
	pointer: () => Place | null,
	move: (change: () => void) => void,
): () => void {
	let isFirst = true;
	const tick = (elapsedMs: number) => {
		const place = pointer();
		// a window without a size shows nothing yet
		const window = editor.getViewportPageBounds();
		if (!place || window.w < 1 || editor.inputs.isPointing) return;
		const zoom = editor.getZoomLevel();
		if (isFirst && zoom < READABLE_ZOOM) {
			const larger = Math.min(1, Math.max(READABLE_ZOOM, (window.w * zoom) / WINDOW_UNITS));
			const [w, h] = [(window.w * zoom) / larger, (window.h * zoom) / larger];
			move(() => editor.setCamera(new Vec(w / 2 - place.x, h / 2 - place.y, larger), { immediate: true }));
		}
		isFirst = false;
		const way = wayTo(place, editor.getViewportPageBounds());
		const px = Math.hypot(way.x, way.y) * editor.getZoomLevel();
		if (px < NEAR_PX) return;
		const isFar = Math.abs(way.x) > window.w * JUMP_WINDOWS || Math.abs(way.y) > window.h * JUMP_WINDOWS;
		const share = isFar || editor.user.getAnimationSpeed() === 0 ? 1 : 1 - Math.exp(-elapsedMs / EASE_MS);
		const { x, y, z } = editor.getCamera();
		move(() => editor.setCamera(new Vec(x - way.x * share, y - way.y * share, z), { immediate: true }));
	};
	editor.stopCameraAnimation();
	editor.on("tick", tick);
	return () => editor.off("tick", tick);
}
