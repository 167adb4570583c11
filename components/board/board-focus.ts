// The board takes the keyboard only while the focus is in it: tldraw alone would take single keys from the whole page,
// from a note that is being typed or a button of the panel.
import type { Editor } from "tldraw";

/** @returns the undo */
export function followFocus(editor: Editor): () => void {
	const container = editor.getContainer();
	const isInside = (target: unknown) => target instanceof Node && container.contains(target);
	const take = () => editor.focus({ focusContainer: false });
	const leave = () => editor.blur({ blurContainer: false });
	const touch = () => {
		if (!isInside(document.activeElement)) container.focus({ preventScroll: true });
		take();
	};

	const focusOut = (event: FocusEvent) => {
		if (event.relatedTarget !== null) {
			if (!isInside(event.relatedTarget)) leave();
			return;
		}
		// the window lost the focus, or what had it was taken away (a label's editor): the board keeps its keys
		setTimeout(() => {
			if (editor.getIsFocused() && document.activeElement === document.body) container.focus({ preventScroll: true });
		});
	};
	const pressElsewhere = (event: PointerEvent) => {
		if (!isInside(event.target)) leave();
	};
	const stopWheel = followWheel(editor);
	container.addEventListener("focusin", take);
	container.addEventListener("focusout", focusOut);
	container.addEventListener("pointerdown", touch, true);
	document.addEventListener("pointerdown", pressElsewhere, true);
	// a page that has just opened: its keys are the board's, unless somebody is typing already
	if (document.activeElement === document.body || document.activeElement === null) touch();
	return () => {
		stopWheel();
		container.removeEventListener("focusin", take);
		container.removeEventListener("focusout", focusOut);
		container.removeEventListener("pointerdown", touch, true);
		document.removeEventListener("pointerdown", pressElsewhere, true);
	};
}

/**
 * A wheel over a board whose focus is elsewhere, in a note or on a button, turns the board and leaves the focus there. All that a
 * board needs which one only looks at. @returns the undo
 */
export function followWheel(editor: Editor): () => void {
	const container = editor.getContainer();
	const wheel = () => {
		if (editor.getIsFocused()) return;
		editor.focus({ focusContainer: false });
		setTimeout(() => {
			if (!container.contains(document.activeElement)) editor.blur({ blurContainer: false });
		});
	};
	container.addEventListener("wheel", wheel, { capture: true, passive: true });
	return () => container.removeEventListener("wheel", wheel, { capture: true });
}
