// Figures in what people write: "200 ms", "1.5M", "2 billion", "20,000/s", "50 GB". Read so that two ways of writing
// one figure are equal; what counts is the number and whether it is a time, a size, a percentage or a plain count.

export interface Figure {
	/** as it was written */
	readonly text: string;
	/** times in ms, sizes in bytes, percentages in percent, counts as they are */
	readonly value: number;
	readonly measures: "time" | "size" | "percent" | null;
}

const SECOND = 1000;
const UNITS: Readonly<Record<string, readonly [factor: number, measures: Figure["measures"]]>> = {
	k: [1e3, null],
	thousand: [1e3, null],
	m: [1e6, null],
	mn: [1e6, null],
	million: [1e6, null],
	millions: [1e6, null],
	b: [1e9, null],
	bn: [1e9, null],
	billion: [1e9, null],
	billions: [1e9, null],
	t: [1e12, null],
	tn: [1e12, null],
	trillion: [1e12, null],
	"%": [1, "percent"],
	percent: [1, "percent"],
	ms: [1, "time"],
	msec: [1, "time"],
	s: [SECOND, "time"],
	sec: [SECOND, "time"],
	second: [SECOND, "time"],
	seconds: [SECOND, "time"],
	min: [60 * SECOND, "time"],
	mins: [60 * SECOND, "time"],
	minute: [60 * SECOND, "time"],
	minutes: [60 * SECOND, "time"],
	h: [3600 * SECOND, "time"],
	hour: [3600 * SECOND, "time"],
	hours: [3600 * SECOND, "time"],
	day: [86_400 * SECOND, "time"],
	days: [86_400 * SECOND, "time"],
	kb: [1e3, "size"],
	mb: [1e6, "size"],
	gb: [1e9, "size"],
	tb: [1e12, "size"],
	pb: [1e15, "size"],
	byte: [1, "size"],
	bytes: [1, "size"],
};

/** Not within a word ("p99", "ctr_7d") and not within another number; thousands may be parted by commas or thin blanks. */
const FIGURE =
	/(?<![\p{L}\p{N}_.,])(\d{1,3}(?:[,'’\u00a0\u202f]\d{3})+|\d+)(\.\d+)?(e\d{1,2})?(?:[ \u00a0\u202f]?(%|\p{L}+))?/giu;
/** "1. Goal": the number of a line. */
const LINE_NUMBER = /^[ \t]*\d{1,2}[.)][ \t]/gm;

/** The figures in a text, in its order. Line numbers, and digits within words, are none. */
export function figuresIn(text: string): Figure[] {
	return [...text.replace(LINE_NUMBER, "").matchAll(FIGURE)].map(([all, whole = "", part = "", power = "", word]) => {
		const [factor, measures] = (word && unitOf(word)) || [1, null];
		const known = word === undefined || unitOf(word) !== null;
		const number = Number(whole.replace(/[^\d]/g, "") + part + power);
		return { text: known ? all : all.slice(0, -word.length).trim(), value: number * factor, measures };
	});
}

function unitOf(word: string): readonly [number, Figure["measures"]] | null {
	const name = word.toLowerCase();
	return Object.hasOwn(UNITS, name) ? (UNITS[name] ?? null) : null;
}

/** Whether two figures say the same; a count without a unit may stand for a time or a size. */
export function isSameFigure(one: Figure, other: Figure): boolean {
	if (one.measures !== other.measures && one.measures !== null && other.measures !== null) return false;
	return Math.abs(one.value - other.value) <= 1e-9 * Math.max(one.value, other.value);
}
