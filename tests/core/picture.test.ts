// What a file is, by its bytes alone: real pictures of each kind, files that lie, damaged ones, and any bytes at all.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPicture } from "#core/picture.ts";
import { plainGif } from "#core/picture-formats.ts";
import { brokenPictures, gif, jpeg, LIES, png, riff, webp } from "#tests/helpers/pictures.ts";

const frame = (x: number, y: number, width: number, height: number) => {
	const u24 = (value: number) => [value & 255, (value >> 8) & 255, value >> 16];
	const head = [...u24(x / 2), ...u24(y / 2), ...u24(width - 1), ...u24(height - 1), 0, 0, 0, 0];
	return Buffer.concat([Buffer.from(head), webp(width, height).subarray(12)]);
};
const animatedCanvas = Buffer.of(2, 0, 0, 0, 9, 0, 0, 9, 0, 0);

describe("[I1] what a picture is, its bytes say", () => {
	it.each([
		["image/png", png({ width: 12, height: 7 }), 12, 7, false],
		["image/jpeg", jpeg([640, 480]), 640, 480, false],
		["image/webp", webp(300, 200), 300, 200, false],
		[
			"image/webp",
			riff([
				["VP8X", animatedCanvas],
				["ANMF", frame(0, 0, 10, 10)],
			]),
			10,
			10,
			true,
		],
		["image/gif", gif([30, 20]), 30, 20, false],
		[
			"image/gif",
			gif(
				[4, 3],
				[
					[0, 0, 4, 3],
					[1, 1, 2, 2],
				],
			),
			4,
			3,
			true,
		],
	])("%s", (type, bytes, width, height, animated) => {
		expect(readPicture(bytes)).toEqual({ type, width, height, animated });
	});

	it("the size of a GIF is that of its farthest frame, as browsers see it", () => {
		expect(readPicture(gif([4, 3], [[10, 20, 500, 400]]))).toMatchObject({ width: 510, height: 420 });
	});

	it.each(LIES)("%s", (words, bytes) => {
		const read = readPicture(bytes);
		expect(read).toHaveProperty("words", expect.stringMatching(words));
	});

	it("a damaged file, or one with something behind its end, is refused", () => {
		for (const bytes of brokenPictures()) {
			expect([readPicture(bytes), bytes.toString("latin1")]).toEqual([
				expect.objectContaining({ refused: "broken-picture" }),
				expect.anything(),
			]);
		}
	});

	it("a frame of an animation that is larger than its picture is refused", () => {
		const lying = riff([
			["VP8X", animatedCanvas],
			["ANMF", frame(0, 0, 9_000, 9_000)],
		]);
		expect(readPicture(lying)).toMatchObject({ refused: "broken-picture" });
	});

	it.each([
		["image/png", png({ claimed: [60_000, 60_000] })],
		["image/png", png({ claimed: [2 ** 32 - 1, 1] })],
		["image/jpeg", jpeg([65_535, 65_535])],
		["image/webp", webp(16_384, 1)],
		["image/gif", gif([8_193, 1])],
		["image/gif", gif([4, 3], [[0, 0, 65_535, 65_535]])],
	])("more than 8,192 pixels a side are refused: %s", (_type, bytes) => {
		expect(readPicture(bytes)).toMatchObject({ refused: "too-many-pixels" });
	});

	it("8,192 pixels are not too many", () => {
		expect(readPicture(webp(8_192, 8_192))).toMatchObject({ width: 8_192, height: 8_192 });
	});

	it("any bytes behind any head are read to an end, and cut or changed pictures never throw", () => {
		const heads = [png(), jpeg([5, 5]), webp(), gif(), riff([["VP8X", animatedCanvas]]), Buffer.alloc(0)];
		fc.assert(
			fc.property(fc.constantFrom(...heads), fc.nat(400), fc.uint8Array({ maxLength: 300 }), (head, cut, tail) => {
				const bytes = Buffer.concat([head.subarray(0, cut), tail]);
				expect(readPicture(bytes)).toEqual(expect.any(Object));
				plainGif(bytes);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe("[I2] a GIF goes out with nothing but what shows", () => {
	it("comments and what lies behind the end are gone, frames and their times stay", () => {
		const frames: [number, number, number, number][] = [
			[0, 0, 4, 3],
			[0, 0, 2, 2],
		];
		const noted = Buffer.concat([gif([4, 3], frames, { comment: "taken at 48.85 N 2.35 E" }), Buffer.from("behind")]);
		expect(Buffer.from(plainGif(noted) ?? [])).toEqual(gif([4, 3], frames));
	});

	it("a broken one is none", () => {
		expect(plainGif(gif().subarray(0, -1))).toBeNull();
	});
});
