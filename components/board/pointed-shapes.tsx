// Shapes that a link or a note means, softly outlined over the board of a replay. What is not on the board at this moment is passed
// over. Which shapes are meant comes in by a context, because tldraw mounts this part itself.
import { createContext, memo, type ReactNode, useContext } from "react";
import { Box, type Editor, isShapeId, type TLShapeId, useEditor, useValue } from "tldraw";
import "./pointed-shapes.css";

export const PointedContext = createContext<readonly string[]>([]);

/** What the shapes that are there lie in, null where none is. */
export function pointedBounds(editor: Editor, ids: readonly string[]): Box | null {
	const boxes = ids.filter(isShapeId).flatMap((id) => editor.getShapePageBounds(id) ?? []);
	return boxes.length === 0 ? null : Box.Common(boxes);
}

export function PointedShapes(): ReactNode {
	const pointed = useContext(PointedContext);
	if (pointed.length === 0) return null;
	return (
		<svg className="tl-overlays__item pointedshapes" aria-hidden="true">
			{pointed.filter(isShapeId).map((id) => (
				<Outline key={id} id={id} />
			))}
		</svg>
	);
}

/** Space between a shape and its outline, page units. */
const ROOM = 8;

/** Watches its own shape. */
const Outline = memo(function Outline({ id }: { id: TLShapeId }): ReactNode {
	const editor = useEditor();
	const box = useValue("bounds", () => editor.getShapePageBounds(id), [editor, id]);
	if (!box) return null;
	const { x, y, w, h } = box.clone().expandBy(ROOM);
	return <rect x={x} y={y} width={w} height={h} rx={ROOM} />;
});
