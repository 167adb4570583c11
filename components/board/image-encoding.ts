// Makes a picture ready to be sent: whatever the browser can show is drawn anew, which drops the place where it was taken and all
// else that a camera notes, and made smaller where it is larger than a board needs. A drawing (SVG) becomes a picture here: inside of
// an <img> none of its scripts run and nothing is fetched. In: a file. Out: bytes to send, or why not, in words.
import { MAX_PICTURE_BYTES, MAX_PICTURE_SIDE } from "#core/limits.ts";
import { isSvg, type Picture, type PictureType, pictureTypeOf, readPicture, refuseForeign } from "#core/picture.ts";
import { plainGif } from "#core/picture-formats.ts";

export interface ReadyImage {
	readonly blob: Blob;
	/** how large it is meant to be seen; a drawing has more pixels than that */
	readonly width: number;
	readonly height: number;
}
export type Refused = { readonly refused: string };

interface Size {
	readonly width: number;
	readonly height: number;
}
export interface Encoding extends Size {
	readonly type: PictureType;
	/** 0 to 1, for kinds that lose something */
	readonly quality?: number;
}

/** A photograph of today's phones; what is larger only costs time to read. */
const MAX_SOURCE_BYTES = 40 * 1024 * 1024;
/** The small print of a screenshot of a 4K screen stays legible; canvases of tablets end here, too. */
const SCREENSHOT_SIDES = [4_096, 2_560, 1_600] as const;
const PHOTO_SIDES = [2_560, 1_600] as const;
/** A drawing is drawn with this many pixels for one of its own, to stay sharp when it is zoomed. */
const DRAWING_SHARPNESS = 2;
/** What browsers take for a drawing that does not say how large it is. */
const DRAWING_SIZE: Size = { width: 300, height: 150 };

const TOO_LARGE = "This picture stays too large however it is saved. Pictures may have 5 MB at most.";

/** How to save a picture, best first; the next one is for when the result is too large to send. */
export function encodingsFor(from: PictureType | "drawing" | "other", size: Size): Encoding[] {
	const sides = from === "image/jpeg" ? PHOTO_SIDES : SCREENSHOT_SIDES;
	const saved: Pick<Encoding, "type" | "quality"> =
		from === "image/jpeg"
			? { type: "image/jpeg", quality: 0.85 }
			: from === "image/webp" || from === "other"
				? { type: "image/webp", quality: 0.9 }
				: { type: "image/png" };
	const sizes = sides.map((side) => fitInto(size, side));
	return sizes
		.filter(({ width }, index) => index === 0 || width < (sizes[index - 1]?.width ?? 0))
		.map((smaller) => ({ ...saved, ...smaller }));
}

function fitInto({ width, height }: Size, side: number): Size {
	const scale = Math.min(1, side / width, side / height);
	return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

export async function makeReady(file: Blob): Promise<ReadyImage | Refused> {
	if (file.size > MAX_SOURCE_BYTES) return { refused: TOO_LARGE };
	const bytes = new Uint8Array(await file.arrayBuffer());
	if (isSvg(bytes) && !pictureTypeOf(bytes)) return await drawDrawing(bytes);
	const type = pictureTypeOf(bytes);
	const picture = type === null ? null : readPicture(bytes);
	if (type === "image/gif" && picture && !("refused" in picture) && picture.animated) return asItIs(bytes, picture);
	// programs leave all sorts of things behind a picture; drawn anew it has none of them
	const tolerable = picture === null || !("refused" in picture) || picture.refused === "broken-picture";
	if (!tolerable) return { refused: picture.words };
	const decoded = await decode(new Blob([bytes], { type: type ?? file.type }));
	if (!decoded) return { refused: picture && "refused" in picture ? picture.words : refuseForeign(bytes).words };
	try {
		const size = { width: decoded.width, height: decoded.height };
		if (Math.max(size.width, size.height) > MAX_PICTURE_SIDE) {
			return { refused: `A side of a picture may have ${MAX_PICTURE_SIDE.toLocaleString("en")} pixels at most.` };
		}
		const blob = await draw(decoded, encodingsFor(type ?? "other", size));
		return blob ? { blob, ...fitInto(size, SCREENSHOT_SIDES[0]) } : { refused: TOO_LARGE };
	} finally {
		decoded.close();
	}
}

/** An animated GIF would stand still if it were drawn anew; its comments and notes go. It has no other place for a place. */
function asItIs(bytes: Uint8Array, { type, width, height }: Picture): ReadyImage | Refused {
	const plain = plainGif(bytes);
	if (!plain || plain.length > MAX_PICTURE_BYTES) return { refused: TOO_LARGE };
	return { blob: new Blob([new Uint8Array(plain)], { type }), width, height };
}

async function decode(blob: Blob): Promise<ImageBitmap | null> {
	try {
		return await createImageBitmap(blob, { imageOrientation: "from-image" });
	} catch {
		// what cannot be shown is said by the caller, who knows the bytes
		return null;
	}
}

async function drawDrawing(bytes: Uint8Array): Promise<ReadyImage | Refused> {
	const unreadable = { refused: "This SVG drawing cannot be read. Save it as PNG." };
	const image = new Image();
	// a data address: some browsers give no pixels back of a drawing that came from anywhere else
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new TextDecoder().decode(bytes))}`;
	try {
		await image.decode();
	} catch {
		return unreadable;
	}
	const own = { width: image.naturalWidth, height: image.naturalHeight };
	const size = fitInto(own.width > 0 && own.height > 0 ? own : DRAWING_SIZE, MAX_PICTURE_SIDE);
	const sharp = { width: size.width * DRAWING_SHARPNESS, height: size.height * DRAWING_SHARPNESS };
	const blob = await draw(image, encodingsFor("drawing", sharp));
	return blob ? { blob, ...size } : { refused: TOO_LARGE };
}

/** The first encoding whose result may be sent. */
async function draw(source: CanvasImageSource, encodings: readonly Encoding[]): Promise<Blob | null> {
	for (const { type, quality, width, height } of encodings) {
		const canvas = document.createElement("canvas");
		canvas.width = width;
		canvas.height = height;
		const context = canvas.getContext("2d");
		if (!context) return null;
		context.imageSmoothingQuality = "high";
		context.drawImage(source, 0, 0, width, height);
		// a browser that cannot save this kind saves a PNG
		const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality));
		if (blob && blob.size <= MAX_PICTURE_BYTES) return blob;
	}
	return null;
}
