// Addresses of a replay, its words, its keys.
import { describe, expect, test } from "vitest";
import { addressAt, readPlace, readShapes, secondOf } from "#components/replay/place.ts";
import { placeWords, scaleOf } from "#components/replay/timeline-words.ts";
import { replayKeyOf } from "#components/replay/use-replay-keys.ts";
import type { Band } from "#core/replay-outline.ts";

describe("?t= and ?frame=", () => {
	test.each([
		["?t=1902", { t: 1902 }],
		["?t=0", { t: 0 }],
		["?t=-75", { t: -75 }],
		["t=5&x=1", { t: 5 }],
		["?frame=12", { frame: 12 }],
		["?t=7&frame=12", { frame: 12 }],
		["?t=7&frame=x", { t: 7 }],
	])("%s is a place", (search, place) => {
		expect(readPlace(search)).toEqual(place);
	});

	test.each(["", "?t=", "?t=abc", "?t=1e9", "?t=12.5", "?t=NaN", "?t=--5", "?t=99999999999999", "?t=%00", "?frame=-1"])(
		"%s is none",
		(search) => {
			expect(readPlace(search)).toBeNull();
		},
	);

	test("a link to a moment is read as that moment, in the lobby too, and keeps what else the address says", () => {
		for (const second of [0, 1, 1902, -40]) {
			const address = addressAt("http://192.168.0.7:3000/sessions/abc/replay?frame=9&theme=dark#x", second);
			expect(readPlace(new URL(address).search)).toEqual({ t: second });
			expect(address).toContain("theme=dark");
			expect(address).not.toContain("#");
		}
	});

	test("a link to shapes is read as those shapes, at most once each; nonsense is none", () => {
		const shapes = ["shape:a", "shape:b-1"];
		const address = addressAt("http://192.168.0.7:3000/sessions/abc/replay?shapes=shape:old&theme=dark", 5, shapes);
		expect(address).toBe("http://192.168.0.7:3000/sessions/abc/replay?theme=dark&t=5&shapes=shape:a,shape:b-1");
		expect(readShapes(new URL(address).search)).toEqual(shapes);
		expect(readShapes(`?shapes=${encodeURIComponent("shape:a,shape:a,<b>,asset:c")}`)).toEqual(["shape:a"]);
		expect(readShapes("?t=5")).toEqual([]);
		// another moment is another place
		expect(addressAt(address, 9)).toBe("http://192.168.0.7:3000/sessions/abc/replay?theme=dark&t=9");
	});

	test("a second is the one that the clock shows", () => {
		expect([9_999, 10_000, 10_999, 11_000, 9_000].map((at) => secondOf(at, 10_000))).toEqual([0, 0, 0, 1, -1]);
		expect(Object.is(secondOf(9_999, 10_000), 0)).toBe(true);
	});
});

describe("words of a place", () => {
	const bands: Band[] = [
		{ part: "lobby", from: 0, to: 60_000 },
		{ part: "intro", from: 60_000, to: 120_000 },
		{ part: "model", from: 120_000, to: 3_000_000 },
		{ part: "debrief", from: 3_000_000, to: 3_100_000 },
	];
	test.each([
		[60_000 + 1_902_000, "31 minutes 42 seconds, step 4, model"],
		[60_000, "0 seconds, introduction"],
		[20_000, "40 seconds before the start"],
		[3_060_000, "50 minutes, after the end"],
	])("at %i", (at, words) => {
		expect(placeWords(at, 60_000, bands)).toBe(words);
	});

	test("the scale has a few whole steps, counted from second 0", () => {
		expect(scaleOf({ from: 0, to: 46.5 * 60_000 }, 0)).toHaveLength(10);
		expect(scaleOf({ from: 0, to: 60_000 }, 30_000)).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
		expect(scaleOf({ from: 0, to: 0 }, 0)).toEqual([0]);
		expect(scaleOf({ from: 0, to: 400 * 86_400_000 }, 0).length).toBeLessThan(100);
	});
});

describe("keys", () => {
	const press = (key: string, more: Partial<KeyboardEvent> = {}, html = "<div></div>") => {
		document.body.innerHTML = html;
		const target = document.body.querySelector("[data-target]") ?? document.body.firstElementChild;
		return replayKeyOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, target, ...more });
	};

	test.each([
		[" ", { do: "toggle" }],
		["ArrowLeft", { do: "seek-by", ms: -5_000 }],
		[",", { do: "mark", by: -1 }],
		[".", { do: "mark", by: 1 }],
		["7", { do: "step", number: 7 }],
		["<", { do: "speed", by: -1 }],
		[">", { do: "speed", by: 1 }],
		["c", { do: "copy" }],
		["i", { do: "skip-idle" }],
		["?", { do: "help" }],
		["8", null],
		["v", null],
	])("%j", (key, asked) => {
		expect(press(key)).toEqual(asked);
	});

	test("Shift makes a step of half a minute, and leads from step to step as in the room", () => {
		expect(press("ArrowRight", { shiftKey: true })).toEqual({ do: "seek-by", ms: 30_000 });
		expect(press("N", { shiftKey: true })).toEqual({ do: "step-beside", by: 1 });
		expect(press("B", { shiftKey: true })).toEqual({ do: "step-beside", by: -1 });
		expect(press("n")).toBeNull();
	});

	test("with Ctrl, Cmd or Alt, and while typing, keys are not ours", () => {
		expect(press("c", { ctrlKey: true })).toBeNull();
		expect(press("c", { metaKey: true })).toBeNull();
		expect(press("ArrowLeft", { altKey: true })).toBeNull();
		expect(press("c", {}, "<textarea></textarea>")).toBeNull();
		expect(press(" ", {}, '<div contenteditable="true"><p data-target></p></div>')).toBeNull();
	});

	test("Space presses the focused button; arrows, Home and End move in tabs; Up and Down belong to the slider", () => {
		expect(press(" ", {}, "<button></button>")).toBeNull();
		expect(press("ArrowRight", {}, '<div role="tablist"><b data-target></b></div>')).toBeNull();
		expect(press("Home", {}, '<div role="tablist"><b data-target></b></div>')).toBeNull();
		expect(press("Home")).toEqual({ do: "edge", edge: "from" });
		expect(press("End")).toEqual({ do: "edge", edge: "to" });
		expect(press("ArrowDown")).toBeNull();
		expect(press("ArrowDown", {}, '<div role="slider"></div>')).toEqual({ do: "seek-by", ms: -5_000 });
	});
});
