// The board takes the keyboard only while the focus is in it: tldraw alone would take single keys from the whole page,
// from a note that is being typed or a button of the panel.
import type { Editor } from "tldraw";

/** @returns the undo */
export function followFocus(editor: Editor): () => void {
	const container = editor.getContainer();
	const take = () => editor.focus({ focusContainer: false });
	const leave = (event: FocusEvent) => {
		const to = event.relatedTarget;
		if (to instanceof Node && container.contains(to)) return;
		// the window lost the focus, not the board
		if (to === null && !document.hasFocus()) return;
		editor.blur({ blurContainer: false });
	};
	const touch = () => {
		const active = document.activeElement;
		if (!(active instanceof Node && container.contains(active))) container.focus();
		take();
	};
	container.addEventListener("focusin", take);
	container.addEventListener("focusout", leave);
	container.addEventListener("pointerdown", touch, true);
	// a page that has just opened: its keys are the board's, unless somebody is typing already
	if (document.activeElement === document.body || document.activeElement === null) touch();
	return () => {
		container.removeEventListener("focusin", take);
		container.removeEventListener("focusout", leave);
		container.removeEventListener("pointerdown", touch, true);
	};
}
