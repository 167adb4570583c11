// The camera goes where somebody else looks: along with a viewport that moves, or once to where it is. What one does oneself
// comes first: a hand that draws or a label that is typed in is never moved under, and a camera that one moves is one's own.
import { Box, type Editor, Vec } from "tldraw";
import type { Viewport } from "./others.ts";

/** Time in which two thirds of the way are gone: it smooths 20 viewports a second into one movement. */
const EASE_MS = 90;
/** Nearer than this nobody sees a difference. */
const NEAR_PX = 0.5;
const GLIDE_MS = 450;

/** All of `theirs` in a window of this shape. */
export function windowAround(theirs: Viewport, screen: { readonly w: number; readonly h: number }): Box {
	const zoom = Math.min(screen.w / Math.max(theirs.w, 1), screen.h / Math.max(theirs.h, 1));
	const [w, h] = [screen.w / zoom, screen.h / zoom];
	return new Box(theirs.x + (theirs.w - w) / 2, theirs.y + (theirs.h - h) / 2, w, h);
}

/** Something is held or written: the board must not move under it. */
function isBusy(editor: Editor): boolean {
	return editor.inputs.isPointing || editor.inputs.isDragging || editor.getEditingShapeId() !== null;
}

function between(from: Box, to: Box, share: number): Box {
	const part = (a: number, b: number) => a + (b - a) * share;
	return new Box(part(from.x, to.x), part(from.y, to.y), part(from.w, to.w), part(from.h, to.h));
}

/**
 * Follows a viewport until stopped.
 * @param viewport where to look now; null: nowhere new
 * @param onTaken the camera was moved by somebody at this board
 * @returns the undo
 */
export function followViewport(editor: Editor, viewport: () => Viewport | null, onTaken: () => void): () => void {
	let moving = false;
	let screen = editor.getViewportScreenBounds();
	const tick = (elapsedMs: number) => {
		// a window that changed its size has moved the camera: that was nobody's hand
		screen = editor.getViewportScreenBounds();
		const theirs = viewport();
		if (!theirs || isBusy(editor)) return;
		const target = windowAround(theirs, screen);
		const now = editor.getViewportPageBounds();
		const zoom = editor.getZoomLevel();
		const far = Math.max(
			...[target.x - now.x, target.y - now.y, target.maxX - now.maxX, target.maxY - now.maxY].map(Math.abs),
		);
		if (far === 0) return;
		const jumps = far * zoom < NEAR_PX || editor.user.getAnimationSpeed() === 0;
		const next = jumps ? target : between(now, target, 1 - Math.exp(-elapsedMs / EASE_MS));
		moving = true;
		editor.setCamera(new Vec(-next.x, -next.y, screen.w / next.w), { immediate: true });
		moving = false;
	};
	editor.stopCameraAnimation();
	editor.on("tick", tick);
	const stopWatching = editor.sideEffects.registerAfterChangeHandler("camera", () => {
		if (!moving && screen.equals(editor.getViewportScreenBounds())) onTaken();
	});
	return () => {
		editor.off("tick", tick);
		stopWatching();
	};
}

/**
 * Moves the camera once, as soon as nothing is held or written.
 * @param onMoved `back` returns to where the camera was
 * @returns the undo of what has not happened yet
 */
export function glideTo(editor: Editor, viewport: Viewport, onMoved: (back: () => void) => void): () => void {
	const move = () => {
		if (isBusy(editor)) return;
		editor.off("tick", move);
		const before = editor.getCamera();
		const animation = { duration: GLIDE_MS };
		const target = windowAround(viewport, editor.getViewportScreenBounds());
		editor.zoomToBounds(target, { inset: 0, animation });
		onMoved(() => editor.setCamera(before, { animation }));
	};
	editor.on("tick", move);
	return () => editor.off("tick", move);
}
