// Who drew what, over the shapes and beside them: an outline in the colour of whoever drew a shape, and at its corner the
// sign of whoever changed it last, when that was somebody else. The records stay as they are. What is known of a shape
// comes in by a context, because tldraw mounts this part itself.
import { createContext, memo, type ReactNode, useContext } from "react";
import { type Geometry2d, Group2d, type TLShapeId, useEditor, useValue } from "tldraw";
import type { Role } from "#core/session.ts";
import "./author-marks.css";

/** How a person's hand is told from others': colour and sign by role, and a dashed line for a second one of that role. */
export interface Hand {
	readonly role: Role | "nobody";
	readonly dashed: boolean;
}

export interface ShapeHands {
	readonly drawn: Hand;
	/** null: nobody else changed it */
	readonly changed: Hand | null;
}

/** By shape id; null: not wanted now. */
export type HandsOnBoard = ReadonlyMap<string, ShapeHands> | null;

export const HandsContext = createContext<HandsOnBoard>(null);

export function AuthorMarks(): ReactNode {
	const hands = useContext(HandsContext);
	const editor = useEditor();
	const ids = useValue("shapes", () => editor.getCurrentPageShapeIds(), [editor]);
	if (!hands) return null;
	return (
		<svg className="tl-overlays__item authormarks" aria-hidden="true">
			{[...ids].map((id) => {
				const known = hands.get(id);
				return known && <Mark key={id} id={id} drawn={known.drawn} changed={known.changed} />;
			})}
		</svg>
	);
}

interface MarkProps extends ShapeHands {
	readonly id: TLShapeId;
}

/** Watches its own shape: a change of one redraws one mark. */
const Mark = memo(function Mark({ id, drawn, changed }: MarkProps): ReactNode {
	const editor = useEditor();
	const line = useValue("outline", () => {
		const shape = editor.getShape(id);
		// what lies in a group has a mark of its own
		if (!shape || editor.isShapeOfType(shape, "group")) return null;
		return outlineOf(editor.getShapeGeometry(shape));
	}, [editor, id]);
	const place = useValue("place", () => editor.getShapePageTransform(id)?.toCssString(), [editor, id]);
	if (!line) return null;
	return (
		<g className={line.isOpen ? "authormark open" : "authormark"} style={{ transform: place }}>
			<path className={classOf("drawn", drawn)} d={line.path} />
			{changed && (
				<g style={{ transform: `translate(${line.corner.x}px, ${line.corner.y}px)` }}>
					{changed.role === "interviewer" ? (
						<rect className={classOf("changed", changed)} />
					) : (
						<circle className={classOf("changed", changed)} />
					)}
				</g>
			)}
		</g>
	);
});

function classOf(what: "drawn" | "changed", { role, dashed }: Hand): string {
	return dashed ? `${what} by-${role} dashed` : `${what} by-${role}`;
}

interface Outline {
	readonly path: string;
	/** a line rather than something with an inside */
	readonly isOpen: boolean;
	readonly corner: { readonly x: number; readonly y: number };
}

const outlines = new WeakMap<Geometry2d, Outline>();

/** A geometry is the same object as long as its shape looks the same. */
function outlineOf(geometry: Geometry2d): Outline {
	const known = outlines.get(geometry);
	if (known) return known;
	const parts = partsOf(geometry);
	const { maxX, minY } = geometry.bounds;
	const outline = {
		path: parts.map((part) => part.toSimpleSvgPath()).join(""),
		isOpen: parts.every((part) => !part.isClosed),
		corner: { x: maxX, y: minY },
	};
	outlines.set(geometry, outline);
	return outline;
}

/** Without the places of labels. */
function partsOf(geometry: Geometry2d): Geometry2d[] {
	if (!(geometry instanceof Group2d)) return [geometry];
	return geometry.children.filter((child) => !child.isLabel).flatMap(partsOf);
}
