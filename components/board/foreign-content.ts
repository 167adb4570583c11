// What is pasted or dropped onto the board from elsewhere. Pictures are sent and then lie on the board (images.ts); addresses and
// embeds are refused in words: nothing is fetched from foreign pages and no picture lies in the document as data. Shapes copied from
// a board are let in when each could also be shown to the others; pictures among them come along, sent anew where they are new here.
import { defaultHandleExternalTldrawContent, type Editor, type TLContent, type TLImageAsset } from "tldraw";
import { SHAPE_TYPES } from "#core/board-schema.ts";
import { richTextProblem } from "#core/rich-text.ts";
import type { Images } from "./images.ts";

const NO_FILES = "Nothing can be put on the board here.";
const NO_ADDRESSES = "Web addresses cannot be put on the board as previews. Write them into a label instead.";
const NO_FOREIGN_SHAPES = "This cannot be put on the board: it was copied from another program.";
const SOME_LEFT_OUT = "Some of what you pasted cannot be put on the board and was left out.";

interface Doors {
	/** null where nothing is drawn */
	readonly images: Images | null;
	onNotice(words: string): void;
}

/** Takes tldraw's own handlers away. Call after tldraw has registered them. @returns the undo */
export function takeForeignContent(editor: Editor, { images, onNotice }: Doors): () => void {
	const refuse = (words: string) => async () => onNotice(words);
	const put = async (files: readonly File[], point?: { x: number; y: number }) =>
		images ? images.put(files, point) : onNotice(NO_FILES);
	editor.registerExternalContentHandler("files", ({ files, point }) => put(files, point));
	editor.registerExternalContentHandler("svg-text", ({ text, point }) =>
		put([new File([text], "drawing.svg", { type: "image/svg+xml" })], point),
	);
	editor.registerExternalContentHandler("file-replace", async ({ file, shapeId }) =>
		images ? images.replace(file, shapeId) : onNotice(NO_FILES),
	);
	for (const type of ["url", "embed"] as const) {
		editor.registerExternalContentHandler(type, refuse(NO_ADDRESSES));
	}
	editor.registerExternalContentHandler("excalidraw", refuse(NO_FOREIGN_SHAPES));
	editor.registerExternalContentHandler("tldraw", async (pasted) => {
		const content = await allowedContent(editor, pasted.content, images);
		if (content.shapes.length < pasted.content.shapes.length) onNotice(SOME_LEFT_OUT);
		if (content.rootShapeIds.length === 0 || editor.isDisposed) return;
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
	return images ? keepMissedDrops() : () => {};
}

/** What of a copy may lie on a board: known shapes with readable labels, pictures that are in this session or come into it. */
async function allowedContent(editor: Editor, content: TLContent, images: Images | null): Promise<TLContent> {
	const wanted = new Set(
		content.shapes.flatMap((shape) =>
			shape.type === "image" && "assetId" in shape.props ? [shape.props.assetId] : [],
		),
	);
	/** id in the copy -> the asset as it lies, or may lie, here */
	const assets = new Map<unknown, TLImageAsset>();
	await Promise.all(
		content.assets.map(async (asset) => {
			if (asset.type !== "image" || !wanted.has(asset.id)) return;
			const own = await assetHere(editor, asset, images);
			if (own) assets.set(asset.id, own);
		}),
	);
	const shapes = content.shapes.flatMap((shape) => {
		if (!SHAPE_TYPES.includes(shape.type)) return [];
		if ("richText" in shape.props && richTextProblem(shape.props.richText)) return [];
		if (shape.type !== "image") return [shape];
		const asset = "assetId" in shape.props ? assets.get(shape.props.assetId) : undefined;
		return asset ? [{ ...shape, props: { ...shape.props, assetId: asset.id } }] : [];
	});
	const kept = new Set<string>(shapes.map((shape) => shape.id));
	return {
		...content,
		shapes,
		rootShapeIds: content.rootShapeIds.filter((id) => kept.has(id)),
		bindings: content.bindings?.filter((binding) => kept.has(binding.fromId) && kept.has(binding.toId)),
		assets: [...new Map([...assets.values()].map((asset) => [asset.id, asset])).values()],
	};
}

/** A copy carries its pictures as data; what it says of an address is not believed. */
async function assetHere(editor: Editor, copied: TLImageAsset, images: Images | null): Promise<TLImageAsset | null> {
	const present = editor.getAsset(copied.id);
	if (present) return present.type === "image" ? present : null;
	const file = images && fileOf(copied);
	if (!file) return null;
	const sent = await images.send(file);
	return "refused" in sent ? null : sent.asset;
}

/** The bytes of a `data:` address. */
function fileOf({ props }: TLImageAsset): File | null {
	const encoded = /^data:image\/[\w.+-]+;base64,([\w+/=]+)$/.exec(props.src ?? "")?.[1];
	if (encoded === undefined) return null;
	try {
		return new File([Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))], props.name);
	} catch {
		return null;
	}
}

/** A file that is dropped beside the board must not take the place of the page. @returns the undo */
function keepMissedDrops(): () => void {
	const keep = (event: DragEvent) => {
		if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
		event.preventDefault();
		event.dataTransfer.dropEffect = "none";
	};
	window.addEventListener("dragover", keep);
	window.addEventListener("drop", keep);
	return () => {
		window.removeEventListener("dragover", keep);
		window.removeEventListener("drop", keep);
	};
}
