// Files for tests of pictures: real ones of each kind, made here byte by byte, of any stated size, and files that are none.
import { randomBytes } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

const ascii = (text: string) => Buffer.from(text, "latin1");

function u32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

export function pngChunk(name: string, data: Uint8Array): Buffer {
	const named = Buffer.concat([ascii(name), data]);
	return Buffer.concat([u32(data.length), named, u32(crc32(named))]);
}

const PNG_HEAD = ascii("\x89PNG\r\n\x1a\n");

/** One colour, seen by every decoder; `claimed` writes another size into its head, `padding` makes the file longer. */
export function png(
	options: {
		width?: number;
		height?: number;
		colour?: readonly [number, number, number];
		claimed?: [number, number];
		padding?: number;
	} = {},
): Buffer {
	const { width = 8, height = 6, colour = [200, 40, 40], claimed = [width, height], padding = 0 } = options;
	const row = Buffer.concat([Buffer.of(0), Buffer.alloc(width * 3, Buffer.from(colour))]);
	const pixels = deflateSync(Buffer.alloc(row.length * height, row));
	return Buffer.concat([
		PNG_HEAD,
		pngChunk("IHDR", Buffer.concat([u32(claimed[0]), u32(claimed[1]), Buffer.of(8, 2, 0, 0, 0)])),
		...(padding > 0 ? [pngChunk("tEXt", Buffer.concat([ascii("Comment\0"), randomBytes(padding)]))] : []),
		pngChunk("IDAT", pixels),
		pngChunk("IEND", Buffer.alloc(0)),
	]);
}

/** A PNG of exactly so many bytes; no two are alike. */
export function pngOfBytes(size: number): Buffer {
	const least = png({ padding: 1 }).length - 1;
	const made = png({ padding: size - least });
	if (made.length !== size) throw new Error(`made ${made.length} bytes instead of ${size}`);
	return made;
}

/** The parts of a JPEG as decoders walk them; `frames` starts of a frame, each with a size. */
export function jpeg(...frames: [width: number, height: number][]): Buffer {
	const segment = (marker: number, data: Uint8Array) => {
		const head = Buffer.of(0xff, marker, 0, 0);
		head.writeUInt16BE(data.length + 2, 2);
		return Buffer.concat([head, data]);
	};
	const sizes = frames.map(([width, height]) => {
		const data = Buffer.of(8, 0, 0, 0, 0, 1, 1, 0x11, 0);
		data.writeUInt16BE(height, 1);
		data.writeUInt16BE(width, 3);
		return segment(0xc0, data);
	});
	return Buffer.concat([
		Buffer.of(0xff, 0xd8),
		segment(0xe1, ascii("Exif\0\0 \xff\xd9 a small picture of its own")),
		...sizes,
		segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
		Buffer.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd3, 0x56),
		Buffer.of(0xff, 0xd9),
	]);
}

/** Lossless, of one picture. */
export function webp(width = 5, height = 4): Buffer {
	const data = Buffer.alloc(12);
	data[0] = 0x2f;
	data.writeUInt32LE((width - 1) | ((height - 1) << 14), 1);
	return riff([["VP8L", data]]);
}

export function riff(chunks: readonly (readonly [name: string, data: Uint8Array])[]): Buffer {
	const parts = chunks.map(([name, data]) => {
		const head = Buffer.concat([ascii(name), Buffer.alloc(4)]);
		head.writeUInt32LE(data.length, 4);
		return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
	});
	const body = Buffer.concat([ascii("WEBP"), ...parts]);
	const head = Buffer.concat([ascii("RIFF"), Buffer.alloc(4)]);
	head.writeUInt32LE(body.length, 4);
	return Buffer.concat([head, body]);
}

/** A GIF of one pixel's colours; each frame lies at [x, y] and is [width, height] large. */
export function gif(
	screen: [width: number, height: number] = [4, 3],
	frames: [x: number, y: number, width: number, height: number][] = [[0, 0, 4, 3]],
	{ comment = "" } = {},
): Buffer {
	const u16 = (...values: number[]) => Buffer.from(values.flatMap((value) => [value & 255, value >> 8]));
	return Buffer.concat([
		ascii("GIF89a"),
		u16(...screen),
		Buffer.of(0x80, 0, 0, 0, 0, 0, 255, 255, 255),
		...(frames.length > 1 ? [Buffer.of(0x21, 0xff, 11), ascii("NETSCAPE2.0"), Buffer.of(3, 1, 0, 0, 0)] : []),
		...(comment === "" ? [] : [Buffer.of(0x21, 0xfe, comment.length), ascii(comment), Buffer.of(0)]),
		...frames.flatMap(([x, y, width, height]) => [
			Buffer.of(0x21, 0xf9, 4, 0, 10, 0, 0, 0),
			Buffer.of(0x2c),
			u16(x, y, width, height),
			// lzw: clear, one pixel of colour 1, end
			Buffer.of(0, 2, 2, 0x4c, 0x01, 0),
		]),
		Buffer.of(0x3b),
	]);
}

/** Files that say they are a picture, and what they are. */
export const LIES: readonly (readonly [what: RegExp, file: Buffer])[] = [
	[/This is a zip archive, not a picture/, Buffer.concat([ascii("PK\x03\x04"), randomBytes(200)])],
	[/This is a web page, not a picture/, ascii("<!DOCTYPE html><html><script>alert(1)</script></html>")],
	[/This is a web page, not a picture/, ascii("<html><svg><script>alert(1)</script></svg></html>")],
	[/This is an SVG drawing/, ascii("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")],
	[/This is an SVG drawing/, ascii("<?xml version='1.0'?><!-- a --><svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>")],
	[
		/This is an SVG drawing/,
		Buffer.from("\ufeff<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "utf16le"),
	],
	[/This is a PDF document, not a picture/, ascii("%PDF-1.7\n")],
	[/This is a program, not a picture/, ascii("MZ\x90\0")],
	[/This is a video, not a picture/, ascii("\0\0\0\x18ftypmp42")],
	[/This is a HEIC picture\. Save it as PNG or JPEG first/, ascii("\0\0\0\x18ftypheic")],
	[/This is a compressed archive, not a picture/, ascii("\x1f\x8b\x08")],
	[/This file is empty/, Buffer.alloc(0)],
	[/This file is not a picture\. Pictures up to 5 MB: PNG, JPEG, WebP or GIF/, ascii("only words")],
];

/** Whole in their first bytes, broken behind: each must be refused as damaged. */
export function brokenPictures(): Buffer[] {
	const whole = png();
	const photo = jpeg([7, 5]);
	return [
		whole.subarray(0, 8),
		whole.subarray(0, -12),
		whole.subarray(0, -1),
		Buffer.concat([whole, ascii("PK\x03\x04 behind the end")]),
		Buffer.concat([PNG_HEAD, pngChunk("IHDR", Buffer.alloc(13, 1)), pngChunk("IEND", Buffer.alloc(0))]),
		Buffer.concat([PNG_HEAD, pngChunk("IDAT", Buffer.alloc(4)), pngChunk("IEND", Buffer.alloc(0))]),
		Buffer.concat([PNG_HEAD, Buffer.of(0xff, 0xff, 0xff, 0xff), ascii("IHDR")]),
		photo.subarray(0, 3),
		photo.subarray(0, -2),
		photo.subarray(0, -1),
		Buffer.concat([photo, ascii("<script>")]),
		jpeg(),
		jpeg([7, 5], [60_000, 60_000]),
		webp().subarray(0, -2),
		Buffer.concat([webp(), ascii("more")]),
		riff([["VP8X", Buffer.of(0, 0, 0, 0, 4, 0, 0, 3, 0, 0)]]),
		riff([
			["VP8X", Buffer.of(0, 0, 0, 0, 4, 0, 0, 3, 0, 0)],
			["VP8L", webp(9, 9).subarray(20)],
		]),
		gif().subarray(0, -1),
		gif([4, 3], []),
		Buffer.concat([gif(), ascii("<script>")]),
		gif().subarray(0, 20),
	];
}
