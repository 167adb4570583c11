// Which shape of a board a pointer is at: while it hovers, and where it tapped. A drag is neither. Places are in pixels from
// the board's corner, so that whoever says something about the shape can say it there.
import { type Editor, Vec } from "tldraw";

export interface PointedShape {
	readonly id: string;
	readonly x: number;
	readonly y: number;
}

export interface PointerListener {
	/** null: over no shape, or away */
	onHover(shape: PointedShape | null): void;
	/** null: beside every shape */
	onTap(shape: PointedShape | null): void;
	onDrag(): void;
}

const DRAG_PX = 5;
/** A finger, and a line of two pixels, need some room. */
const REACH_PX = 8;

/** @returns the undo */
export function watchPointer(editor: Editor, { onHover, onTap, onDrag }: PointerListener): () => void {
	const container = editor.getContainer();
	let pressed: { x: number; y: number } | null = null;
	let frame: number | null = null;

	const isOnBoard = ({ target }: Event) => target instanceof Element && target.closest(".tl-canvas") !== null;
	const shapeAt = (event: PointerEvent): PointedShape | null => {
		const point = editor.screenToPage(new Vec(event.clientX, event.clientY));
		const margin = REACH_PX / editor.getZoomLevel();
		const shape = editor.getShapeAtPoint(point, { hitInside: true, hitLabels: true, margin });
		const corner = container.getBoundingClientRect();
		return shape ? { id: shape.id, x: event.clientX - corner.x, y: event.clientY - corner.y } : null;
	};
	const isMoved = (event: PointerEvent) =>
		pressed !== null && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > DRAG_PX;

	const move = (event: PointerEvent) => {
		if (isMoved(event)) {
			pressed = null;
			onDrag();
		}
		if (event.pointerType !== "mouse" || event.buttons !== 0 || frame !== null) return;
		frame = requestAnimationFrame(() => {
			frame = null;
			onHover(isOnBoard(event) ? shapeAt(event) : null);
		});
	};
	const press = (event: PointerEvent) => {
		pressed = isOnBoard(event) && event.isPrimary ? { x: event.clientX, y: event.clientY } : null;
	};
	const release = (event: PointerEvent) => {
		if (pressed && !isMoved(event)) onTap(shapeAt(event));
		pressed = null;
	};

	const stop = new AbortController();
	// tldraw keeps some of these for itself
	const options = { capture: true, signal: stop.signal };
	container.addEventListener("pointermove", move, options);
	container.addEventListener("pointerdown", press, options);
	container.addEventListener("pointerup", release, options);
	container.addEventListener("pointerleave", () => onHover(null), { signal: stop.signal });
	return () => {
		stop.abort();
		if (frame !== null) cancelAnimationFrame(frame);
	};
}
