// What is pasted or dropped onto the board from elsewhere. Files, addresses and embeds are refused in words: nothing is
// fetched from foreign pages and no picture lies in the document as data. Shapes copied from a board are let in when
// each could also be shown to the others.
import { defaultHandleExternalTldrawContent, type Editor, type TLContent } from "tldraw";
import { SHAPE_TYPES } from "#core/board-schema.ts";
import { richTextProblem } from "#core/rich-text.ts";

const NO_FILES = "Pictures and files cannot be put on the board yet.";
const NO_ADDRESSES = "Web addresses cannot be put on the board as previews. Write them into a label instead.";
const NO_FOREIGN_SHAPES = "This cannot be put on the board: it was copied from another program.";
const SOME_LEFT_OUT = "Some of what you pasted cannot be put on the board and was left out.";

/** What of a copy may lie on a board: known shapes with readable labels, no pictures. */
function allowedContent(content: TLContent): TLContent {
	const shapes = content.shapes.filter(
		(shape) =>
			SHAPE_TYPES.includes(shape.type) &&
			shape.type !== "image" &&
			!("richText" in shape.props && richTextProblem(shape.props.richText)),
	);
	const kept = new Set<string>(shapes.map((shape) => shape.id));
	return {
		...content,
		shapes,
		rootShapeIds: content.rootShapeIds.filter((id) => kept.has(id)),
		bindings: content.bindings?.filter((binding) => kept.has(binding.fromId) && kept.has(binding.toId)),
		assets: [],
	};
}

/** Takes tldraw's own handlers away. Call after tldraw has registered them. */
export function refuseForeignContent(editor: Editor, onNotice: (words: string) => void): void {
	const refuse = (words: string) => async () => onNotice(words);
	for (const type of ["files", "file-replace", "svg-text"] as const) {
		editor.registerExternalContentHandler(type, refuse(NO_FILES));
	}
	for (const type of ["url", "embed"] as const) {
		editor.registerExternalContentHandler(type, refuse(NO_ADDRESSES));
	}
	editor.registerExternalContentHandler("excalidraw", refuse(NO_FOREIGN_SHAPES));
	editor.registerExternalContentHandler("tldraw", async (pasted) => {
		const content = allowedContent(pasted.content);
		if (content.shapes.length < pasted.content.shapes.length) onNotice(SOME_LEFT_OUT);
		if (content.rootShapeIds.length === 0) return;
		try {
			await defaultHandleExternalTldrawContent(editor, { point: pasted.point, content });
		} catch (error) {
			// a clipboard from a later version of tldraw: its shapes cannot be brought to our schema
			console.error("pasted shapes were refused", error);
			onNotice(NO_FOREIGN_SHAPES);
		}
	});
	editor.registerExternalAssetHandler("file", () => Promise.reject(new Error(NO_FILES)));
	editor.registerExternalAssetHandler("url", () => Promise.reject(new Error(NO_ADDRESSES)));
}
