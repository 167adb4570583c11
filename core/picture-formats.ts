// How large a picture says it is, and whether its file is whole: walks the parts of a PNG, JPEG, WebP or GIF from its first byte
// to its last. A part that leads beyond the file, a missing end, or anything behind the end makes the file a broken one (null):
// nothing travels hidden in a picture. Bounded by the length of the file; decodes no pixels.

export interface Measured {
	readonly width: number;
	readonly height: number;
	readonly animated: boolean;
}

const u16 = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const u16le = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
const u24le = (bytes: Uint8Array, at: number) => u16le(bytes, at) | ((bytes[at + 2] ?? 0) << 16);
const u32 = (bytes: Uint8Array, at: number) => u16(bytes, at) * 0x10000 + u16(bytes, at + 2);
const u32le = (bytes: Uint8Array, at: number) => u16le(bytes, at) + u16le(bytes, at + 2) * 0x10000;
const word = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

/** Chunks of [length, name, data, checksum]; IHDR first, IEND last. */
export function measurePng(bytes: Uint8Array): Measured | null {
	const width = u32(bytes, 16);
	const height = u32(bytes, 20);
	let animated = false;
	let hasPixels = false;
	for (let at = 8; at + 12 <= bytes.length; ) {
		const length = u32(bytes, at);
		const name = word(bytes, at + 4);
		const next = at + 12 + length;
		if (next > bytes.length || (name === "IHDR") !== (at === 8) || (name === "IHDR" && length !== 13)) return null;
		if (name === "IDAT") hasPixels = true;
		if (name === "acTL") animated = true;
		// a frame of an animation lies inside of the picture
		if (name === "fcTL" && (u32(bytes, at + 12) > width || u32(bytes, at + 16) > height)) return null;
		if (name === "IEND") return hasPixels && next === bytes.length ? { width, height, animated } : null;
		at = next;
	}
	return null;
}

/** Segments of [0xFF, marker, length, data]; pixels follow each start of a scan, up to the next marker. */
export function measureJpeg(bytes: Uint8Array): Measured | null {
	let size: { width: number; height: number } | null = null;
	let at = 2;
	let inPixels = false;
	while (at + 2 <= bytes.length) {
		if (inPixels) {
			at = bytes.indexOf(0xff, at);
			if (at < 0) return null;
		}
		if (bytes[at] !== 0xff) return null;
		const marker = bytes[at + 1] ?? 0;
		if (marker === 0xff) {
			at += 1; // filling
		} else if (marker >= 0xd0 && marker <= 0xd7) {
			at += 2; // a restart within the pixels
		} else if (marker === 0x00) {
			if (!inPixels) return null;
			at += 2; // a pixel byte that looks like a marker
		} else if (marker === 0xd9) {
			return size && inPixels && at + 2 === bytes.length ? { ...size, animated: false } : null;
		} else {
			const length = u16(bytes, at + 2);
			if (length < 2 || at + 2 + length > bytes.length) return null;
			const opensFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
			if (opensFrame) {
				// a second one would say another size than the one that was checked
				if (size || length < 8) return null;
				size = { width: u16(bytes, at + 7), height: u16(bytes, at + 5) };
			}
			if (marker === 0xda && !size) return null;
			inPixels = marker === 0xda || (inPixels && !opensFrame);
			at += 2 + length;
		}
	}
	return null;
}

/** Chunks of [name, length, data] in one RIFF whose length is the file's. */
export function measureWebp(bytes: Uint8Array): Measured | null {
	if (bytes.length < 30 || u32le(bytes, 4) + 8 !== bytes.length) return null;
	const extended = word(bytes, 12) === "VP8X";
	const canvas = extended ? { width: u24le(bytes, 24) + 1, height: u24le(bytes, 27) + 1 } : null;
	const animated = extended && ((bytes[20] ?? 0) & 2) !== 0;
	let seen: { width: number; height: number } | null = null;
	for (let at = 12; at < bytes.length; ) {
		const name = word(bytes, at);
		const length = u32le(bytes, at + 4);
		const data = at + 8;
		const next = data + length + (length % 2);
		if (next > bytes.length) return null;
		if (name === "VP8 " || name === "VP8L") {
			const size = length < 10 && name === "VP8 " ? null : frameOfWebp(bytes, name, data);
			if (!size || seen) return null;
			if (canvas && (size.width !== canvas.width || size.height !== canvas.height)) return null;
			seen = size;
		}
		if (name === "ANMF") {
			const right = u24le(bytes, data) * 2 + u24le(bytes, data + 6) + 1;
			const bottom = u24le(bytes, data + 3) * 2 + u24le(bytes, data + 9) + 1;
			if (!animated || !canvas || length < 24 || right > canvas.width || bottom > canvas.height) return null;
			seen = canvas;
			if (!fitsFrameOfWebp(bytes, data, next)) return null;
		}
		at = next;
	}
	return seen && { ...(canvas ?? seen), animated };
}

/** The picture inside of an animation's frame is no larger than the frame. */
function fitsFrameOfWebp(bytes: Uint8Array, frame: number, end: number): boolean {
	const width = u24le(bytes, frame + 6) + 1;
	const height = u24le(bytes, frame + 9) + 1;
	for (let at = frame + 16; at + 8 <= end; ) {
		const name = word(bytes, at);
		const length = u32le(bytes, at + 4);
		if (at + 8 + length > end) return false;
		if (name === "VP8 " || name === "VP8L") {
			const size = frameOfWebp(bytes, name, at + 8);
			return size !== null && size.width === width && size.height === height;
		}
		at += 8 + length + (length % 2);
	}
	return false;
}

function frameOfWebp(bytes: Uint8Array, name: string, data: number): { width: number; height: number } | null {
	if (name === "VP8L") {
		if (bytes[data] !== 0x2f) return null;
		const width = (u16le(bytes, data + 1) & 0x3fff) + 1;
		const height = ((u32le(bytes, data + 1) >>> 14) & 0x3fff) + 1;
		return { width, height };
	}
	const isKeyFrame = ((bytes[data] ?? 1) & 1) === 0;
	if (!isKeyFrame || bytes[data + 3] !== 0x9d || bytes[data + 4] !== 0x01 || bytes[data + 5] !== 0x2a) return null;
	return { width: u16le(bytes, data + 6) & 0x3fff, height: u16le(bytes, data + 8) & 0x3fff };
}

/** One part of a GIF behind its head. `kept`: needed to show it (no comment, no place, no camera). */
interface GifPart {
	readonly start: number;
	readonly end: number;
	readonly kind: "frame" | "extension" | "end";
	readonly kept: boolean;
}

/** Where its first part begins: behind the screen's size and the common colours. */
function headOfGif(bytes: Uint8Array): number {
	const flags = bytes[10] ?? 0;
	return 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
}

/** The parts of a GIF up to its end; null when one leads beyond the file or the end is missing. */
function partsOfGif(bytes: Uint8Array): GifPart[] | null {
	const parts: GifPart[] = [];
	/** behind the blocks of [length, data] that start here, closed by an empty one */
	const behindBlocks = (from: number) => {
		let at = from;
		while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
		return at + 1;
	};
	for (let start = headOfGif(bytes); start < bytes.length; ) {
		const sign = bytes[start];
		if (sign === 0x3b) {
			parts.push({ start, end: start + 1, kind: "end", kept: true });
			return parts;
		}
		let end: number;
		if (sign === 0x2c) {
			const flags = bytes[start + 9] ?? 0;
			const colours = flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
			end = behindBlocks(start + 10 + colours + 1);
			parts.push({ start, end, kind: "frame", kept: true });
		} else if (sign === 0x21) {
			const label = bytes[start + 1];
			end = behindBlocks(start + 2);
			// how long a frame stays, and how often all of it runs
			const loops = label === 0xff && /^(NETSCAPE|ANIMEXTS)/.test(textOf(bytes, start + 3, 8));
			parts.push({ start, end, kind: "extension", kept: label === 0xf9 || loops });
		} else {
			return null;
		}
		if (end > bytes.length) return null;
		start = end;
	}
	return null;
}

function textOf(bytes: Uint8Array, at: number, length: number): string {
	return String.fromCharCode(...bytes.subarray(at, at + length));
}

export function measureGif(bytes: Uint8Array): Measured | null {
	const parts = partsOfGif(bytes);
	if (!parts || parts.at(-1)?.end !== bytes.length) return null;
	const frames = parts.filter(({ kind }) => kind === "frame");
	if (frames.length === 0) return null;
	// browsers widen the screen to a frame that reaches beyond it
	const right = frames.map(({ start }) => u16le(bytes, start + 1) + u16le(bytes, start + 5));
	const bottom = frames.map(({ start }) => u16le(bytes, start + 3) + u16le(bytes, start + 7));
	return {
		width: right.reduce((most, x) => Math.max(most, x), u16le(bytes, 6)),
		height: bottom.reduce((most, y) => Math.max(most, y), u16le(bytes, 8)),
		animated: frames.length > 1,
	};
}

/** The same GIF with nothing but what shows: comments, what programs noted, and whatever lies behind its end are left out. */
export function plainGif(bytes: Uint8Array): Uint8Array | null {
	const parts = partsOfGif(bytes);
	if (!parts) return null;
	const kept = [bytes.subarray(0, headOfGif(bytes))];
	for (const part of parts) if (part.kept) kept.push(bytes.subarray(part.start, part.end));
	const plain = new Uint8Array(kept.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of kept) {
		plain.set(part, at);
		at += part.length;
	}
	return plain;
}
