// Points of strokes as text: exactly what went in comes out, growing appends, and what is no stroke is nothing.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
	MAX_STROKE_CHARS,
	StrokeReader,
	type StrokeSegment,
	strokeSegments,
	wasReadFromText,
	writeStroke,
} from "#core/stroke.ts";

const step = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 100);
const pressure = fc.oneof(
	fc.constant(0.5),
	fc.integer({ min: 0, max: 125 }).map((value) => value / 100),
	fc.double({ min: 0, max: 2, noNaN: true }).map((value) => value + 0),
);
const place = fc.record({ x: step, y: step });
const point = fc.oneof(
	{ weight: 3, arbitrary: place.map(({ x, y }) => ({ x, y, z: 0.5 })) },
	{ weight: 2, arbitrary: fc.record({ x: step, y: step, z: pressure }) },
	{ weight: 1, arbitrary: place },
);
const segment: fc.Arbitrary<StrokeSegment> = fc.record({
	type: fc.constantFrom("free" as const, "straight" as const),
	points: fc.array(point, { maxLength: 12 }),
});
const stroke = fc.array(segment, { maxLength: 6 });

/** -0 is 0: JSON does not know it either */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("[D10] any stroke of hundredths comes back exactly: mice, pens, points without pressure, many segments", () => {
	fc.assert(
		fc.property(stroke, (segments) => {
			const text = writeStroke(segments);
			expect(text).not.toBeNull();
			expect(plain(new StrokeReader().read(text ?? ""))).toEqual(plain(segments));
		}),
	);
});

test("[D10] drawing on appends: whoever read the beginning reads on, and sees what a new reader sees", () => {
	const growth = fc.record({
		begin: stroke,
		steps: fc.array(
			fc.oneof(
				fc.record({ add: fc.array(point, { minLength: 1, maxLength: 4 }) }),
				fc.record({ replace: point, add: fc.array(point, { maxLength: 2 }) }),
				fc.record({ segment }),
			),
			{ maxLength: 8 },
		),
	});
	fc.assert(
		fc.property(growth, ({ begin, steps }) => {
			const reader = new StrokeReader();
			let text = writeStroke(begin) ?? "";
			let segments: readonly StrokeSegment[] = begin;
			reader.read(text);
			for (const change of steps) {
				const last = segments.at(-1);
				if ("segment" in change) segments = [...segments, change.segment];
				else if (!last) continue;
				else {
					const isReplaced = "replace" in change && last.points.length > 0;
					const kept = isReplaced ? [...last.points.slice(0, -1), change.replace] : last.points;
					segments = [...segments.slice(0, -1), { ...last, points: [...kept, ...change.add] }];
				}
				const more = reader.appending(segments);
				expect(more).not.toBeNull();
				text += more;
				const read = reader.read(text);
				expect(plain(read)).toEqual(plain(segments));
				expect(new StrokeReader().read(text)).toEqual(read);
			}
		}),
	);
});

const at = (...places: [x: number, y: number][]): StrokeSegment => ({
	type: "free",
	points: places.map(([x, y]) => ({ x, y, z: 0.5 })),
});

test("[D10] a point in the middle, an earlier segment, its kind or fewer points are not appended", () => {
	const reader = new StrokeReader();
	reader.read(writeStroke([at([0, 0], [1, 1], [2, 2]), at([2, 2], [3, 3])]) ?? "");
	const last = at([2, 2], [3, 3]);
	for (const changed of [
		[at([0, 0], [1, 5], [2, 2]), last],
		[at([0, 0], [1, 1], [2, 5]), last],
		[at([0, 0], [1, 1], [2, 2], [9, 9]), last],
		[at([0, 0], [1, 1], [2, 2])],
		[at([0, 0], [1, 1], [2, 2]), at([2, 2])],
		[at([0, 0], [1, 1], [2, 2]), at([5, 5], [3, 3])],
		[at([0, 0], [1, 1], [2, 2]), { ...last, type: "straight" as const }],
		[],
	]) {
		expect(reader.appending(changed)).toBeNull();
	}
	expect(reader.appending([at([0, 0], [1, 1], [2, 2]), last])).toBe("");
	expect(reader.appending([at([0, 0], [1, 1], [2, 2]), at([2, 2], [3, 4])])).toBe("!AoG");
});

test("[D10] the alphabet stays what it is: a text of an old recording says the same for ever", () => {
	expect(new StrokeReader().read(".AAgPnD4DojE!CE|^aBD=0.123456;5ppE/mD._i3oE3S")).toEqual([
		at([0, 0], [2.4, -0.52], [3.01, 20.5]),
		{
			type: "straight",
			points: [
				{ x: 3, y: 20.48, z: 0.63 },
				{ x: -700.01, y: 4, z: 0.123456 },
			],
		},
		{ type: "free", points: [{ x: 0, y: 1 }] },
	]);
});

test("[D10] a mouse's point of a few steps costs four characters", () => {
	const points = Array.from(
		{ length: 100 },
		(_, i) => [Math.round(i * 437) / 100, Math.round(i * -320) / 100] as [number, number],
	);
	expect(writeStroke([at(...points)])?.length).toBe(1 + 2 + 99 * 4);
});

test("what no text can say exactly is not written", () => {
	const odd: unknown[] = [
		[{ type: "free", points: [{ x: 1 / 3, y: 0, z: 0.5 }] }],
		[{ type: "free", points: [{ x: 1e9, y: 0, z: 0.5 }] }],
		[{ type: "free", points: [{ x: 0, y: 0, z: 1e9 }] }],
		[{ type: "free", points: [{ x: Number.NaN, y: 0 }] }],
		[{ type: "free", points: [{ x: 0, y: 0, z: 0.5, w: 1 }] }],
		[{ type: "free", points: [{ x: 0, y: 0, z: null }] }],
		[{ type: "curly", points: [] }],
		[{ type: "free", points: [], id: 1 }],
		[{ type: "free" }],
		[null],
		"points",
		undefined,
	];
	for (const value of odd) {
		const segments = strokeSegments(value);
		expect(segments && writeStroke(segments)).toBeNull();
	}
});

test("[D7] no text makes a reader throw; what it reads are finite numbers, whatever it has read before", () => {
	const garbled = fc.string({ unit: fc.constantFrom(...".|!^=_;ABQfghx09+/-~ é"), maxLength: 40 });
	fc.assert(
		fc.property(garbled, fc.nat(40), garbled, (text, cut, other) => {
			const whole = new StrokeReader().read(text);
			const reader = new StrokeReader();
			// a beginning that ends within a number says nothing, and then what follows makes it whole
			for (const before of [text.slice(0, cut), other, `.AACC${text}`, ".AACC"]) {
				reader.read(before);
				expect(reader.read(text)).toEqual(whole);
			}
			for (const { points } of whole ?? []) {
				for (const { x, y, z = 0 } of points) expect([x, y, z].every(Number.isFinite)).toBe(true);
			}
		}),
		{ numRuns: 1_000 },
	);
	const reader = new StrokeReader();
	expect(reader.read(".AACC")).toEqual([at([0, 0], [0.01, 0.01])]);
	expect(reader.read(".CCCCEE")).toEqual([at([0.01, 0.01], [0.02, 0.02], [0.04, 0.04])]);
	expect(reader.read(".CCCCEEf")).toBeNull();
	expect(reader.read(".CCCCEEfBA")).toEqual(new StrokeReader().read(".CCCCEEfBA"));
});

test("[D7] a text that is far too long, has too many points or leads too far says nothing", () => {
	for (const text of [
		`.${"AA".repeat(MAX_STROKE_CHARS)}`,
		`.${"AA".repeat(2_500)}`,
		`${".".repeat(2_500)}`,
		`.${"////////A".repeat(2)}`,
		`.${"gggggggggggA".repeat(2)}`,
		"AA",
		"!AA",
		".!AA",
		".AA!",
		".A",
		".=;AA",
		".=NaN;AA",
		".=1e300;AA",
		"._^CAA",
	]) {
		expect(new StrokeReader().read(text)).toBeNull();
	}
});

test("segments that were read are known to be numbers; anybody else's are not", () => {
	const read = new StrokeReader().read(".AACC");
	expect(wasReadFromText(read)).toBe(true);
	expect(wasReadFromText(structuredClone(read))).toBe(false);
	expect(wasReadFromText(null)).toBe(false);
	expect(new StrokeReader().read(".AACC")).not.toBe(read);
});
