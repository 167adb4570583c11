// What may be put on a board as a picture, judged by its bytes alone: what a browser or a file name says of it counts for nothing.
// The server asks before it stores, the page before it sends, so that both refuse the same things in the same words. In: the
// bytes of a whole file. Out: what the picture is, or why it is none. It decodes no pixels: a picture is as large as it says.
import { MAX_PICTURE_SIDE } from "./limits.ts";
import { type Measured, measureGif, measureJpeg, measurePng, measureWebp } from "./picture-formats.ts";

export type PictureType = "image/png" | "image/jpeg" | "image/webp" | "image/gif";

export interface Picture {
	readonly type: PictureType;
	/** pixels */
	readonly width: number;
	readonly height: number;
	readonly animated: boolean;
}

export type PictureRefusal = {
	readonly refused: "not-a-picture" | "svg" | "broken-picture" | "too-many-pixels";
	/** a sentence or two for the person */
	readonly words: string;
};

const WANTED = "Pictures up to 5 MB: PNG, JPEG, WebP or GIF.";

const MEASURES: Record<PictureType, (bytes: Uint8Array) => Measured | null> = {
	"image/png": measurePng,
	"image/jpeg": measureJpeg,
	"image/webp": measureWebp,
	"image/gif": measureGif,
};

/** Reads a whole file; never throws, whatever the bytes are. */
export function readPicture(bytes: Uint8Array): Picture | PictureRefusal {
	const type = pictureTypeOf(bytes);
	if (!type) return refuseForeign(bytes);
	const measured = MEASURES[type](bytes);
	if (!measured) {
		return { refused: "broken-picture", words: "This picture is damaged or cut off. Save it again and try once more." };
	}
	const { width, height, animated } = measured;
	if (width < 1 || height < 1) return { refused: "broken-picture", words: "This picture has no size: it is damaged." };
	if (width > MAX_PICTURE_SIDE || height > MAX_PICTURE_SIDE) {
		const most = MAX_PICTURE_SIDE.toLocaleString("en");
		return {
			refused: "too-many-pixels",
			words: `This picture is ${width.toLocaleString("en")} by ${height.toLocaleString("en")} pixels; a side may have ${most} at most.`,
		};
	}
	return { type, width, height, animated };
}

/** By the first bytes; null for anything that boards do not take. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
	if (startsWith(bytes, "\x89PNG\r\n\x1a\n")) return "image/png";
	if (startsWith(bytes, "\xff\xd8\xff")) return "image/jpeg";
	if (startsWith(bytes, "GIF87a") || startsWith(bytes, "GIF89a")) return "image/gif";
	if (startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8)) return "image/webp";
	return null;
}

/** Whether this is a drawing that a browser could turn into a picture. */
export function isSvg(bytes: Uint8Array): boolean {
	return /<(?:[\w-]+:)?svg[\s>]/i.test(textAtStart(bytes)) && !/<html[\s>]/i.test(textAtStart(bytes));
}

/** Why a file that is none of our four kinds is not taken, naming what it is as far as its first bytes tell. */
export function refuseForeign(bytes: Uint8Array): PictureRefusal {
	if (bytes.length === 0) return { refused: "not-a-picture", words: `This file is empty. ${WANTED}` };
	if (isSvg(bytes)) {
		return { refused: "svg", words: "This is an SVG drawing, which can hold scripts. Save it as PNG." };
	}
	const picture = FOREIGN_PICTURES.find(([, magic, at = 0]) => startsWith(bytes, magic, at));
	if (picture) {
		return { refused: "not-a-picture", words: `This is a ${picture[0]} picture. Save it as PNG or JPEG first.` };
	}
	const known = FOREIGN.find(([, magic, at = 0]) => startsWith(bytes, magic, at))?.[0];
	const what = known ?? (/<(!doctype html|html|head|body|script)[\s>]/i.test(textAtStart(bytes)) ? "a web page" : null);
	const words = what ? `This is ${what}, not a picture.` : "This file is not a picture.";
	return { refused: "not-a-picture", words: `${words} ${WANTED}` };
}

type Kind = readonly [what: string, magic: string, at?: number];

const FOREIGN_PICTURES: readonly Kind[] = [
	["HEIC", "ftyphei", 4],
	["HEIC", "ftypmif1", 4],
	["HEIC", "ftypmsf1", 4],
	["AVIF", "ftypavi", 4],
	["TIFF", "II*\0"],
	["TIFF", "MM\0*"],
	["BMP", "BM"],
	["Photoshop", "8BPS"],
	["JPEG XL", "\xff\x0a"],
	["JPEG XL", "JXL ", 4],
];

const FOREIGN: readonly Kind[] = [
	["a zip archive", "PK\x03\x04"],
	["a zip archive", "PK\x05\x06"],
	["a compressed archive", "\x1f\x8b"],
	["a compressed archive", "7z\xbc\xaf\x27\x1c"],
	["a compressed archive", "Rar!"],
	["a PDF document", "%PDF"],
	["an Office document", "\xd0\xcf\x11\xe0"],
	["a program", "MZ"],
	["a program", "\x7fELF"],
	["a script", "#!"],
	["a video", "ftyp", 4],
	["a video", "\x1a\x45\xdf\xa3"],
	["a video", "AVI ", 8],
	["a sound", "WAVE", 8],
	["a sound", "ID3"],
	["a sound", "OggS"],
	["an icon file", "\0\0\x01\0"],
];

function startsWith(bytes: Uint8Array, magic: string, at = 0): boolean {
	if (bytes.length < at + magic.length) return false;
	for (let i = 0; i < magic.length; i++) if (bytes[at + i] !== magic.charCodeAt(i)) return false;
	return true;
}

/** How far a program looks for the tag that says what a text is. */
const LOOK_BYTES = 4_096;

/** One character a byte; the zeros of UTF-16 are left out, so that its tags are found as well. */
function textAtStart(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes.subarray(0, LOOK_BYTES)) if (byte !== 0) text += String.fromCharCode(byte);
	return text;
}
