// A pen draws, fingers move the board, a palm does nothing. tldraw turns its pen mode on at the first touch of a pen, but lets a
// palm end a stroke or pinch together with the pen, and gives a single finger nothing to do. So while pen mode is on, no touch on
// the canvas reaches tldraw: a pan and a pinch are read here, and nothing at all while the pen is down or has just been.
import { type Editor, react, Vec } from "tldraw";

/** A hand that writes lifts its pen between letters and leaves its palm on the glass. */
const PALM_AFTER_PEN_MS = 500;
/** A finger is smaller than this, a palm larger. */
const PALM_PX = 60;
const PAN_FROM_PX = 6;

interface Finger {
	readonly startX: number;
	readonly startY: number;
	x: number;
	y: number;
	/** has left its place, so it pans */
	moved: boolean;
}

/** Moves the camera as two states of the same fingers say: by their middle, and by their distance. */
function moveBy(editor: Editor, before: readonly Vec[], after: readonly Vec[]): void {
	const middle = (points: readonly Vec[]) => Vec.Average([...points]);
	const spread = ([a, b]: readonly Vec[]) => (a && b ? Math.max(Vec.Dist(a, b), 1) : 1);
	const { x, y, z } = editor.getCamera();
	const zoomSteps = editor.getCameraOptions().zoomSteps;
	const wanted = z * (spread(after) / spread(before));
	const zoom = Math.min(Math.max(wanted, zoomSteps[0] ?? 0.1), zoomSteps.at(-1) ?? 8);
	const { x: left, y: top } = editor.getViewportScreenBounds();
	const [from, to] = [middle(before), middle(after)];
	// what lay under the middle lies under it again
	editor.setCamera(
		new Vec(x - (from.x - left) / z + (to.x - left) / zoom, y - (from.y - top) / z + (to.y - top) / zoom, zoom),
		{ immediate: true },
	);
}

/**
 * Keeps palms from the board while a pen draws, and lets fingers move it.
 * @param onNotice says once what has changed
 * @returns the undo
 */
export function guardPen(editor: Editor, onNotice: (words: string) => void): () => void {
	const container = editor.getContainer();
	const fingers = new Map<number, Finger>();
	/** touches that lie on the glass and are no fingers */
	const palms = new Set<number>();
	let penIsDown = false;
	let penAtMs = Number.NEGATIVE_INFINITY;
	let told = false;

	const isPenMode = () => editor.getInstanceState().isPenMode;
	const isOnCanvas = (target: EventTarget | null) => target instanceof Element && target.closest(".tl-canvas") !== null;
	const penIsNear = () => penIsDown || performance.now() - penAtMs < PALM_AFTER_PEN_MS;
	const places = () => [...fingers.values()].slice(0, 2).map(({ x, y }) => new Vec(x, y));

	/** Every event of a pen says whether it touches: one that was lifted over the panel is not forgotten on the glass. */
	const notePen = ({ buttons }: PointerEvent) => {
		if (buttons > 0 || penIsDown) penAtMs = performance.now();
		penIsDown = buttons > 0;
	};
	const down = (event: PointerEvent) => {
		if (event.pointerType === "pen") {
			notePen(event);
			// the hand that was there first belongs to the pen
			for (const id of fingers.keys()) palms.add(id);
			fingers.clear();
			return;
		}
		if (event.pointerType !== "touch" || !isPenMode() || !isOnCanvas(event.target)) return;
		event.stopPropagation();
		const isPalm = penIsNear() || Math.max(event.width, event.height) > PALM_PX;
		const { clientX: x, clientY: y } = event;
		if (isPalm) palms.add(event.pointerId);
		else fingers.set(event.pointerId, { startX: x, startY: y, x, y, moved: false });
	};
	const move = (event: PointerEvent) => {
		if (event.pointerType === "pen") notePen(event);
		if (event.pointerType !== "touch") return;
		const finger = fingers.get(event.pointerId);
		if (!finger) {
			if (palms.has(event.pointerId) || (isPenMode() && isOnCanvas(event.target))) event.stopPropagation();
			return;
		}
		event.stopPropagation();
		const before = places();
		finger.x = event.clientX;
		finger.y = event.clientY;
		finger.moved ||= fingers.size > 1 || Math.hypot(finger.x - finger.startX, finger.y - finger.startY) > PAN_FROM_PX;
		if (finger.moved) moveBy(editor, before, places());
	};
	const up = (event: PointerEvent) => {
		if (event.pointerType === "pen") notePen(event);
		if (event.pointerType !== "touch") return;
		const wasOurs = fingers.delete(event.pointerId) || palms.delete(event.pointerId);
		if (wasOurs) event.stopPropagation();
	};

	const stopTelling = react("pen mode is said", () => {
		if (!isPenMode() || told) return;
		told = true;
		onNotice("Pen mode: the pen draws, fingers move the board.");
	});
	container.addEventListener("pointerdown", down, true);
	container.addEventListener("pointermove", move, true);
	container.addEventListener("pointerup", up, true);
	container.addEventListener("pointercancel", up, true);
	return () => {
		stopTelling();
		container.removeEventListener("pointerdown", down, true);
		container.removeEventListener("pointermove", move, true);
		container.removeEventListener("pointerup", up, true);
		container.removeEventListener("pointercancel", up, true);
	};
}
