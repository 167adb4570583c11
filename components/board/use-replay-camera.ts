// Who holds the camera of a replay: until the viewer takes it, it shows the whole board as that grows; it may follow a
// person's pointer; and any pan or zoom of the viewer's own sets it free. What the page wants comes in, what the viewer did
// goes out.
import { useEffect, useRef } from "react";
import { type Editor, react, unsafe__withoutCapture } from "tldraw";
import { fitBoard } from "./fit.ts";
import { followCursor } from "./follow-cursor.ts";

export interface CameraWish {
	/** another value shows the whole board again */
	readonly fitKey: number;
	/** whose pointer is followed; null: nobody's */
	readonly followed: string | null;
	/** where that pointer is now */
	pointer(): { readonly x: number; readonly y: number } | null;
	/** the viewer moved the camera */
	onTaken(): void;
}

export function useReplayCamera(editor: Editor | null, wish: CameraWish): void {
	const { fitKey, followed } = wish;
	const latest = useRef(wish);
	latest.current = wish;
	/** the whole board is kept in sight */
	const fits = useRef(true);
	const moving = useRef(false);
	const move = useRef((change: () => void) => {
		moving.current = true;
		change();
		moving.current = false;
	}).current;

	// biome-ignore lint/correctness/useExhaustiveDependencies: another fitKey asks for this
	useEffect(() => {
		if (!editor) return;
		fits.current = latest.current.followed === null;
		if (fits.current) move(() => fitBoard(editor));
	}, [editor, fitKey, move]);

	useEffect(() => {
		if (!editor || followed === null) return;
		fits.current = false;
		return followCursor(editor, () => latest.current.pointer(), move);
	}, [editor, followed, move]);

	useEffect(() => {
		if (!editor) return;
		// as the board grows it stays in sight
		const stopGrowing = editor.store.listen(
			() => {
				if (!fits.current) return;
				const bounds = editor.getCurrentPageBounds();
				if (bounds && !editor.getViewportPageBounds().contains(bounds)) move(() => fitBoard(editor));
			},
			{ source: "remote", scope: "document" },
		);
		// a turned phone, a folded panel: the same board in another window
		let screen = editor.getViewportScreenBounds();
		const stopTurning = react("fit the board into a window that changed", () => {
			const next = editor.getViewportScreenBounds();
			unsafe__withoutCapture(() => {
				if (fits.current) move(() => fitBoard(editor));
			});
			screen = next;
		});
		const stopWatching = editor.sideEffects.registerAfterChangeHandler("camera", () => {
			// a window that changes its size moves the camera, too: that was nobody's hand
			if (moving.current || !screen.equals(editor.getViewportScreenBounds())) return;
			fits.current = false;
			latest.current.onTaken();
		});
		return () => {
			stopGrowing();
			stopTurning();
			stopWatching();
		};
	}, [editor, move]);
}
