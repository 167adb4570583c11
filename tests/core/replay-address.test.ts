// Addresses of a replay: what is made is read again, and what somebody made up is nothing.
import { describe, expect, test } from "vitest";
import { MAX_NOTE_SHAPES } from "#core/limits.ts";
import { replayAddress, shapesInAddress } from "#core/replay-address.ts";

const readBack = (address: string) => {
	const query = new URL(address, "http://localhost").searchParams;
	return { t: query.get("t"), shapes: shapesInAddress(query.get("shapes")) };
};

describe("the address of a moment", () => {
	test("names the session, the second and the shapes, and nothing that is not given", () => {
		expect(replayAddress("abc", { second: 842, shapes: ["shape:a", "shape:b-1_Z"] })).toBe(
			"/sessions/abc/replay?t=842&shapes=shape:a,shape:b-1_Z",
		);
		expect(replayAddress("abc", { second: 0 })).toBe("/sessions/abc/replay?t=0");
		expect(replayAddress("abc", { shapes: ["shape:a"] })).toBe("/sessions/abc/replay?shapes=shape:a");
		expect(replayAddress("abc", { second: 5, shapes: [] })).toBe("/sessions/abc/replay?t=5");
		expect(replayAddress("abc")).toBe("/sessions/abc/replay");
	});

	test("a second is a whole one, in the lobby a negative one", () => {
		expect(replayAddress("abc", { second: 12.9 })).toBe("/sessions/abc/replay?t=12");
		expect(replayAddress("abc", { second: -75 })).toBe("/sessions/abc/replay?t=-75");
		expect(replayAddress("abc", { second: Number.NaN })).toBe("/sessions/abc/replay");
		expect(replayAddress("abc", { second: -0.5 })).toBe("/sessions/abc/replay?t=0");
	});

	test("is read as what it was made of", () => {
		const shapes = ["shape:one", "shape:two", "shape:x-_9"];
		expect(readBack(replayAddress("abc", { second: 7, shapes }))).toEqual({ t: "7", shapes });
	});

	test("ids that are none, repeated ones and more than a note may have are left out", () => {
		const many = Array.from({ length: MAX_NOTE_SHAPES + 5 }, (_, index) => `shape:s${index}`);
		expect(readBack(replayAddress("abc", { shapes: many })).shapes).toEqual(many.slice(0, MAX_NOTE_SHAPES));
		const odd = ["shape:a", "shape:a", "binding:b", "shape:", "shape:a b", "shape:a&t=9", `shape:${"x".repeat(65)}`];
		expect(replayAddress("abc", { shapes: odd })).toBe("/sessions/abc/replay?shapes=shape:a");
	});

	test("an id of a session that is none cannot lead elsewhere", () => {
		expect(replayAddress("../x?y#z", { second: 1 })).toBe("/sessions/..%2Fx%3Fy%23z/replay?t=1");
	});
});

describe("shapes of an address", () => {
	test.each([
		["shape:a,shape:b", ["shape:a", "shape:b"]],
		["shape:a", ["shape:a"]],
		["shape:a,,shape:a,nonsense,shape:b c,shape:<b>", ["shape:a"]],
		["", []],
		[",,,", []],
		["shape:", []],
		["asset:1", []],
		["\u202eshape:a", []],
	])("%s", (text, shapes) => {
		expect(shapesInAddress(text)).toEqual(shapes);
	});

	test("none are none, and a very long list is cut", () => {
		expect(shapesInAddress(null)).toEqual([]);
		const long = Array.from({ length: 100_000 }, (_, index) => `shape:s${index}`).join(",");
		expect(shapesInAddress(long)).toHaveLength(MAX_NOTE_SHAPES);
	});
});
