// A picture of the board or of one area, made by tldraw's own export and complete in itself: fonts and images lie in it,
// the background is painted, nothing is fetched when it is looked at. An object that cannot be drawn is left out.
// Comes into the page with the first picture that is asked for.
import { Box, type Editor, getSvgAsImage, type TLShapeId } from "tldraw";
import type { PictureWish } from "./board-handle.ts";
import { drawSafely, TITLE_HEIGHT } from "./safe-drawing.tsx";

const PADDING = 40;
const SHARPNESS = 2;
/** What the canvas of a phone can hold. */
const MOST_PIXELS = 4096 * 4096;
const LONGEST_SIDE = 8192;

/**
 * @returns null when there is nothing to show
 * @throws Error when the browser could not make it, e.g. because objects lie too far apart
 */
export async function pictureOf(editor: Editor, wish: PictureWish): Promise<Blob | null> {
	const part = wish.areaId === undefined ? wholeBoard(editor) : area(editor, wish.areaId);
	if (!part) return null;
	drawSafely(editor);
	const darkMode = wish.theme === "dark";
	const made = await editor.getSvgElement(part.ids, {
		...{ bounds: part.bounds, padding: PADDING, darkMode, background: true },
		// images for the screen they are made for, or as they are
		...(wish.format === "png" ? { pixelRatio: SHARPNESS } : {}),
	});
	if (!made) return null;
	const { svg, width, height } = made;
	paintBackground(svg);
	const text = withoutControls(new XMLSerializer().serializeToString(svg));
	if (wish.format === "svg") return new Blob([text], { type: "image/svg+xml" });
	const png = await getSvgAsImage(text, { type: "png", width, height, pixelRatio: pixelRatioOf(width, height) });
	if (!png) throw new Error(`a picture of ${Math.round(width)} by ${Math.round(height)} could not be painted`);
	return png;
}

function wholeBoard(editor: Editor): { ids: TLShapeId[]; bounds: Box } | null {
	const ids = [...editor.getCurrentPageShapeIds()];
	const boxes = ids.flatMap((id) => {
		const box = editor.getShapeMaskedPageBounds(id);
		const shape = editor.getShape(id);
		if (!box || !shape) return [];
		return [editor.isShapeOfType(shape, "frame") ? withTitle(box) : box];
	});
	return boxes.length > 0 ? { ids, bounds: Box.Common(boxes) } : null;
}

function area(editor: Editor, id: string): { ids: TLShapeId[]; bounds: Box } | null {
	const shape = editor.getCurrentPageShapes().find((each) => each.id === id && each.type === "frame");
	const box = shape && editor.getShapePageBounds(shape);
	if (!shape || !box || editor.getSortedChildIdsForParent(shape).length === 0) return null;
	// named with what is in it, the frame itself is drawn, with its title
	return { ids: [shape.id, ...editor.getShapeAndDescendantIds([shape.id])], bounds: withTitle(box) };
}

function withTitle(box: Box): Box {
	return new Box(box.x, box.y - TITLE_HEIGHT + PADDING, box.w, box.h + TITLE_HEIGHT - PADDING);
}

/** A colour of the root alone is lost in programs that draw. */
function paintBackground(svg: SVGSVGElement): void {
	const { x, y, width, height } = svg.viewBox.baseVal;
	const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
	const sizes = { x, y, width, height };
	for (const [name, size] of Object.entries(sizes)) paper.setAttribute(name, String(size));
	paper.setAttribute("fill", svg.style.backgroundColor);
	svg.prepend(paper);
}

/** One control character in a label, and no XML parser reads the picture. */
function withoutControls(xml: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	return xml.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}

function pixelRatioOf(width: number, height: number): number {
	return Math.min(SHARPNESS, Math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / Math.max(width, height));
}
