// How the objects of a board are drawn in pictures. Each is drawn by its own kind's code, and one that fails would take the
// whole picture with it: here each kind of an editor is taught to leave out what it cannot draw (the screen has its own guard
// for that). Titles of areas have one size on the screen at any zoom; in a picture they grow with their area.
import type { ReactElement } from "react";
import {
	type Editor,
	ErrorBoundary,
	getDefaultColorTheme,
	type ShapeUtil,
	type SvgExportContext,
	type TLShape,
} from "tldraw";

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
			kind[draw] = async (shape, context) => {
				try {
					const drawn =
						draw === "toSvg" && editor.isShapeOfType(shape, "frame")
							? drawFrame(editor, shape, context)
							: await original.call(kind, shape, context);
					return drawn ? <ErrorBoundary fallback={() => null}>{drawn}</ErrorBoundary> : null;
				} catch (error) {
					console.error("an object was left out of a picture", error);
					return null;
				}
			};
		}
	}
}

/** Room above an area for its title. */
export const TITLE_HEIGHT = 48;
const LARGEST_TITLE = 28;
const SMALLEST_TITLE = 12;

function drawFrame(editor: Editor, shape: TLShape, { isDarkMode }: SvgExportContext): ReactElement | null {
	if (!("w" in shape.props && "h" in shape.props && "name" in shape.props)) return null;
	const { w, h, name } = shape.props;
	const theme = getDefaultColorTheme({ isDarkMode });
	const fontSize = Math.min(LARGEST_TITLE, Math.max(SMALLEST_TITLE, w / 16));
	const spans = editor.textMeasure.measureTextSpans(name, {
		...{ fontSize, fontFamily: FONT, fontWeight: "bold", fontStyle: "normal", lineHeight: 1, padding: 0 },
		...{ width: w, height: TITLE_HEIGHT, textAlign: "start", overflow: "truncate-ellipsis" },
	});
	return (
		<>
			<rect width={w} height={h} fill={theme.black.frame.fill} stroke={theme.black.frame.stroke} strokeWidth={1} />
			<text x={0} y={-fontSize / 2} fontSize={fontSize} fontFamily={FONT} fontWeight="bold" fill={theme.text}>
				{spans.map(({ text }) => text).join("")}
			</text>
		</>
	);
}

/** What every machine that opens a picture has. */
const FONT = "Arial, Helvetica, sans-serif";
