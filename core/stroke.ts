// Points of strokes as text that only grows: a stroke of 151 points is 700 characters, and drawing on appends a few.
// A point is two numbers, the steps from the point before in hundredths (tldraw rounds to them), each as digits of five
// bits, lowest first, in the base64 alphabet whose upper half says "more follow". Between points stand marks:
//   .  |    a segment begins, free or straight; a text begins with one of them
//   !       the next point takes the place of the last one (tldraw merges points that lie close together)
//   ^n      the pen's pressure changes by n hundredths; it begins at 0.5, where mice stay for ever
//   =n;     the pressure is this number; _ from here on points have none
// In go segments, out comes text, and back, exactly. What this cannot say exactly is null, and what is no such text too.
import { MAX_SEGMENT_POINTS } from "./limits.ts";

export interface StrokePoint {
	readonly x: number;
	readonly y: number;
	readonly z?: number;
}

export interface StrokeSegment {
	readonly type: "free" | "straight";
	readonly points: readonly StrokePoint[];
}

/** A text beyond this is no stroke that could be shown; one that has grown to half of it is written anew. */
export const MAX_STROKE_CHARS = 64 * 1024;
/** More than any reader shows; where reading stops. */
const MAX_POINTS = 4 * MAX_SEGMENT_POINTS + 1;

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));
/** 5 bits each: beyond the largest number, and exact. */
const MAX_DIGITS = 7;
/** Hundredths: no stroke that is shown leads farther. */
const MAX_STEPS = 1e7;
const SEGMENT_MARKS = { free: ".", straight: "|" } as const;

// ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────
function writeNumber(number: number): string {
	let rest = number < 0 ? -2 * number - 1 : 2 * number;
	let text = "";
	do {
		const more = rest >= 32;
		text += DIGITS[(rest % 32) + (more ? 32 : 0)];
		rest = Math.floor(rest / 32);
	} while (rest > 0);
	return text;
}

/** @returns hundredths, if the number is exactly some */
function hundredths(value: number): number | null {
	const steps = Math.round(value * 100);
	return Math.abs(steps) <= MAX_STEPS && steps / 100 === value ? steps : null;
}

// ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────
interface Reading {
	text: string;
	broken: boolean;
	readonly segments: { readonly type: StrokeSegment["type"]; readonly points: StrokePoint[] }[];
	count: number;
	/** hundredths */
	x: number;
	y: number;
	z: number | null;
}

function nothingRead(): Reading {
	return { text: "", broken: false, segments: [], count: 0, x: 0, y: 0, z: 0.5 };
}

const READ = new WeakSet<object>();

/**
 * Whether these segments were read from a text, and so are nothing but numbers, none far away. Who checks every record
 * that is read need not look at each point of a stroke again with each point that is added.
 */
export function wasReadFromText(segments: unknown): boolean {
	return typeof segments === "object" && segments !== null && READ.has(segments);
}

/** Reads a text from its beginning on, and goes on where it stopped when more has been appended. */
export class StrokeReader {
	#reading = nothingRead();
	#segments: readonly StrokeSegment[] | null = [];

	/** @returns the segments that the text says; null if it is no stroke. The same value as long as the text is the same. */
	read(text: string): readonly StrokeSegment[] | null {
		if (text === this.#reading.text) return this.#segments;
		// what was broken may be whole with what has come since: two readers must never differ by when they looked
		if (this.#reading.broken || !text.startsWith(this.#reading.text)) this.#reading = nothingRead();
		const reading = this.#reading;
		const from = reading.text.length;
		reading.text = text;
		reading.broken = text.length > MAX_STROKE_CHARS || !readOn(reading, from);
		this.#segments = reading.broken
			? null
			: reading.segments.map(({ type, points }) => ({ type, points: points.slice() }));
		if (this.#segments) READ.add(this.#segments);
		return this.#segments;
	}

	/** What must be appended to the text that was read last, so that it says `segments`; null if appending cannot do it. */
	appending(segments: readonly StrokeSegment[]): string | null {
		const { broken, segments: known, x, y, z } = this.#reading;
		if (broken || segments.length < known.length) return null;
		const pen: Pen = { x, y, z };
		let text = "";
		for (const [index, segment] of segments.entries()) {
			const before = known[index];
			const length = before?.points.length ?? 0;
			const same = before ? firstDifference(before.points, segment.points) : 0;
			if (!before) text += SEGMENT_MARKS[segment.type];
			else if (before.type !== segment.type) return null;
			else if (index < known.length - 1) {
				if (same < length || segment.points.length > length) return null;
			} else if (same < length) {
				if (same < length - 1 || segment.points.length < length) return null;
				text += "!";
			}
			const points = writePoints(segment.points, same, pen);
			if (points === null) return null;
			text += points;
		}
		return text;
	}
}

/** @returns whether what follows is a stroke's */
function readOn(reading: Reading, from: number): boolean {
	const { text, segments } = reading;
	let at = from;
	let replaces = false;
	const number = (): number | null => {
		let value = 0;
		for (let digits = 0, weight = 1; digits < MAX_DIGITS; digits++, weight *= 32) {
			const digit = VALUES.get(text.charCodeAt(at++));
			if (digit === undefined) return null;
			value += (digit % 32) * weight;
			if (digit < 32) return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
		}
		return null;
	};
	while (at < text.length) {
		const mark = text[at];
		const points = segments.at(-1)?.points;
		if (mark === "." || mark === "|") {
			if (replaces || segments.length >= MAX_POINTS) return false;
			segments.push({ type: mark === "." ? "free" : "straight", points: [] });
			at++;
		} else if (mark === "!") {
			if (replaces || !points || points.length === 0) return false;
			replaces = true;
			at++;
		} else if (mark === "^") {
			at++;
			const steps = number();
			if (steps === null || reading.z === null) return false;
			reading.z = (Math.round(reading.z * 100) + steps) / 100;
			if (Math.abs(reading.z) > MAX_STEPS / 100) return false;
		} else if (mark === "=") {
			const end = text.indexOf(";", at);
			const value = end > at + 1 ? Number(text.slice(at + 1, end)) : Number.NaN;
			if (!(Math.abs(value) <= MAX_STEPS / 100)) return false;
			reading.z = value;
			at = end + 1;
		} else if (mark === "_") {
			reading.z = null;
			at++;
		} else {
			const [dx, dy] = [number(), number()];
			if (dx === null || dy === null || !points) return false;
			reading.x += dx;
			reading.y += dy;
			if (Math.abs(reading.x) > MAX_STEPS || Math.abs(reading.y) > MAX_STEPS) return false;
			if (replaces) points.pop();
			else if (++reading.count > MAX_POINTS) return false;
			replaces = false;
			const place = { x: reading.x / 100, y: reading.y / 100 };
			points.push(reading.z === null ? place : { ...place, z: reading.z });
		}
	}
	return !replaces;
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────
interface Pen {
	x: number;
	y: number;
	z: number | null;
}

function firstDifference(a: readonly StrokePoint[], b: readonly StrokePoint[]): number {
	const index = a.findIndex((point, i) => {
		const other = b[i];
		return !other || point.x !== other.x || point.y !== other.y || point.z !== other.z;
	});
	return index < 0 ? a.length : index;
}

function writePressure(from: number | null, to: number | null): string | null {
	if (from === to) return "";
	if (to === null) return "_";
	if (Math.abs(to) > MAX_STEPS / 100) return null;
	const [before, after] = [from === null ? null : hundredths(from), hundredths(to)];
	return before === null || after === null ? `=${to};` : `^${writeNumber(after - before)}`;
}

function writePoints(points: readonly StrokePoint[], from: number, pen: Pen): string | null {
	let text = "";
	for (const point of points.slice(from)) {
		const [x, y] = [hundredths(point.x), hundredths(point.y)];
		if (x === null || y === null) return null;
		const z = point.z ?? null;
		const pressure = writePressure(pen.z, z);
		if (pressure === null) return null;
		text += pressure + writeNumber(x - pen.x) + writeNumber(y - pen.y);
		Object.assign(pen, { x, y, z });
	}
	return text;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPoint(value: unknown): boolean {
	if (!isFields(value)) return false;
	const { x, y, z, ...others } = value;
	const fine = typeof x === "number" && typeof y === "number" && (z === undefined || Number.isFinite(z));
	return fine && Object.keys(others).length === 0;
}

function isSegment(value: unknown): value is StrokeSegment {
	if (!isFields(value)) return false;
	const { type, points, ...others } = value;
	if ((type !== "free" && type !== "straight") || Object.keys(others).length > 0) return false;
	return Array.isArray(points) && points.every(isPoint);
}

/** @returns the segments, if they are such as a text can say (but for coordinates that are no hundredths) */
export function strokeSegments(value: unknown): readonly StrokeSegment[] | null {
	return Array.isArray(value) && value.every(isSegment) ? value : null;
}

/** @returns a text that says exactly these segments, or null */
export function writeStroke(segments: readonly StrokeSegment[]): string | null {
	return new StrokeReader().appending(segments);
}
