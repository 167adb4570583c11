// Who holds the camera of a replay: until the viewer takes it, it shows the whole board as that grows, or the shapes that are pointed
// out; it may follow a person's pointer; and any pan or zoom of the viewer's own sets it free. What the page wants comes in, what
// the viewer did goes out.
import { useEffect, useRef } from "react";
import { type Editor, react, unsafe__withoutCapture } from "tldraw";
import { fitBoard, fitInSight } from "./fit.ts";
import { followCursor } from "./follow-cursor.ts";
import { pointedBounds } from "./pointed-shapes.tsx";

export interface CameraWish {
	/** another value shows the whole board again */
	readonly fitKey: number;
	/** shapes to look at, as far as they are on the board; none: all of it */
	readonly pointed: readonly string[];
	/** whose pointer is followed; null: nobody's */
	readonly followed: string | null;
	/** where that pointer is now */
	pointer(): { readonly x: number; readonly y: number } | null;
	/** the viewer moved the camera */
	onTaken(): void;
}

/** `whole`: all of the board is kept in sight. `pointed`: so are the shapes that are pointed out. */
type Holder = "whole" | "pointed" | "pointer" | "viewer";

export function useReplayCamera(editor: Editor | null, wish: CameraWish): void {
	const { fitKey, followed, pointed } = wish;
	const latest = useRef(wish);
	latest.current = wish;
	const holder = useRef<Holder>("whole");
	const moving = useRef(false);
	const move = useRef((change: () => void) => {
		moving.current = true;
		change();
		moving.current = false;
	}).current;

	// biome-ignore lint/correctness/useExhaustiveDependencies: another fitKey asks for this
	useEffect(() => {
		if (!editor) return;
		holder.current = latest.current.followed === null ? "whole" : "pointer";
		if (holder.current === "whole") move(() => fitBoard(editor));
	}, [editor, fitKey, move]);

	useEffect(() => {
		if (!editor || followed === null) return;
		holder.current = "pointer";
		return followCursor(editor, () => latest.current.pointer(), move);
	}, [editor, followed, move]);

	useEffect(() => {
		if (!editor) return;
		if (pointed.length > 0) holder.current = "pointed";
		else if (holder.current === "pointed") holder.current = "whole";
		else return;
		move(() => show(editor, pointed));
	}, [editor, pointed, move]);

	useEffect(() => {
		if (!editor) return;
		const isHeld = () => holder.current === "whole" || holder.current === "pointed";
		// as the board grows, or comes, what is looked at stays in sight
		const stopGrowing = editor.store.listen(
			() => {
				if (!isHeld()) return;
				const bounds = boundsOf(editor, latest.current.pointed);
				if (bounds && !editor.getViewportPageBounds().contains(bounds)) {
					move(() => show(editor, latest.current.pointed));
				}
			},
			{ source: "remote", scope: "document" },
		);
		// a turned phone, a folded panel: the same board in another window
		let screen = editor.getViewportScreenBounds();
		const stopTurning = react("fit the board into a window that changed", () => {
			const next = editor.getViewportScreenBounds();
			unsafe__withoutCapture(() => {
				if (isHeld()) move(() => show(editor, latest.current.pointed));
			});
			screen = next;
		});
		const stopWatching = editor.sideEffects.registerAfterChangeHandler("camera", () => {
			// a window that changes its size moves the camera, too: that was nobody's hand
			if (moving.current || !screen.equals(editor.getViewportScreenBounds())) return;
			holder.current = "viewer";
			latest.current.onTaken();
		});
		return () => {
			stopGrowing();
			stopTurning();
			stopWatching();
		};
	}, [editor, move]);
}

function boundsOf(editor: Editor, pointed: readonly string[]) {
	return pointedBounds(editor, pointed) ?? editor.getCurrentPageBounds() ?? null;
}

/** Brings the shapes that are pointed out into sight with what lies around them; where none is on the board, all of it. */
function show(editor: Editor, pointed: readonly string[]): void {
	const bounds = pointedBounds(editor, pointed);
	if (bounds) fitInSight(editor, bounds.clone().expandBy(AROUND));
	else fitBoard(editor);
}

/** Page units about what is pointed out: a place is known by what stands beside it. */
const AROUND = 120;
