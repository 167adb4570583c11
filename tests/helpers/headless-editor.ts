// A whole tldraw editor without a browser: jsdom plus the few things it lacks. Used by the tests of the board and by the
// script that makes the sample interview. Text is measured by counting characters, which is close enough to lay out.
import {
	Box,
	defaultAddFontsFromNode,
	defaultBindingUtils,
	defaultShapeTools,
	defaultShapeUtils,
	defaultTools,
	Editor,
	registerDefaultSideEffects,
	type TLStore,
	tipTapDefaultExtensions,
} from "tldraw";
import { createBoardStore } from "#components/board/board-store.ts";
import { SHAPE_TYPES } from "#core/board-schema.ts";

const CHAR_WIDTH = 0.53;

function sizeOf(
	text: string,
	options: { fontSize: number; lineHeight: number; maxWidth: number | null; padding: string },
) {
	const padding = Number.parseFloat(options.padding) || 0;
	const width = Math.max(1, (options.maxWidth ?? Number.POSITIVE_INFINITY) - 2 * padding);
	const lines = text.split("\n").map((line) => line.length * options.fontSize * CHAR_WIDTH);
	const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line / width)), 0);
	const widest = Math.min(width, Math.max(...lines, 1));
	return {
		x: 0,
		y: 0,
		w: widest + 2 * padding,
		h: rows * options.fontSize * options.lineHeight + 2 * padding,
		scrollWidth: widest,
	};
}

/** What jsdom lacks and an editor asks for when it is made. */
function fillGaps(): void {
	const gaps: Record<string, unknown> = {
		matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {} }),
		requestAnimationFrame: (callback: (time: number) => void) => setTimeout(() => callback(0), 16),
		cancelAnimationFrame: (handle: number) => clearTimeout(handle),
		FontFace: class {
			load() {
				return Promise.resolve(this);
			}
		},
	};
	for (const [name, value] of Object.entries(gaps)) {
		for (const place of new Set<object>([window, globalThis])) {
			if (typeof Reflect.get(place, name) !== "function") Object.assign(place, { [name]: value });
		}
	}
	if (!("fonts" in document)) Object.assign(document, { fonts: new Set() });
}

export interface HeadlessEditor {
	readonly editor: Editor;
	readonly store: TLStore;
	dispose(): void;
}

/** An editor of 1,200 by 900 px, with the parts that our boards have. */
export function createHeadlessEditor(): HeadlessEditor {
	fillGaps();
	const store = createBoardStore();
	const container = document.createElement("div");
	document.body.append(container);
	const editor = new Editor({
		store,
		shapeUtils: defaultShapeUtils.filter((util) => SHAPE_TYPES.includes(util.type)),
		bindingUtils: defaultBindingUtils,
		tools: [...defaultTools, ...defaultShapeTools],
		getContainer: () => container,
		initialState: "select",
		textOptions: { addFontsFromNode: defaultAddFontsFromNode, tipTapConfig: { extensions: tipTapDefaultExtensions } },
		options: { maxPages: 1 },
	});
	const stopEffects = registerDefaultSideEffects(editor);
	editor.textMeasure.measureText = (text, measure) => sizeOf(text, measure);
	editor.textMeasure.measureHtml = (html, measure) =>
		sizeOf(
			html
				.replace(/<\/p>/g, "\n")
				.replace(/<[^>]+>/g, "")
				.trimEnd(),
			measure,
		);
	editor.textMeasure.measureTextSpans = (text, measure) => {
		const { w, h } = sizeOf(text, { ...measure, maxWidth: null, padding: "0px" });
		return [{ text, box: { x: 0, y: 0, w, h } }];
	};
	editor.updateViewportScreenBounds(new Box(0, 0, 1200, 900));
	return {
		editor,
		store,
		dispose() {
			stopEffects();
			editor.dispose();
			container.remove();
		},
	};
}
