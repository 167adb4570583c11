// Exports draw each object by its own kind's code, and one that fails would take the whole picture with it. Here each kind of
// an editor is taught to leave out what it cannot draw; the screen has its own guard for that.
import { type Editor, ErrorBoundary, type ShapeUtil } from "tldraw";

const safe = new WeakSet<ShapeUtil>();

/** Once an editor; again does nothing. */
export function drawSafely(editor: Editor): void {
	const kinds = new Set(editor.getCurrentPageShapes().map((shape) => editor.getShapeUtil(shape)));
	for (const kind of kinds) {
		if (safe.has(kind)) continue;
		safe.add(kind);
		for (const draw of ["toSvg", "toBackgroundSvg"] as const) {
			const original = kind[draw];
			if (!original) continue;
			kind[draw] = async (...args) => {
				try {
					const drawn = await original.apply(kind, args);
					return drawn && <ErrorBoundary fallback={() => null}>{drawn}</ErrorBoundary>;
				} catch (error) {
					console.error("an object was left out of a picture", error);
					return null;
				}
			};
		}
	}
}
