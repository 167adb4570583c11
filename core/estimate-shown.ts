// Quantities of estimates as people say them: 23148.1 a second is "23k/s", 51.2e9 bytes are "51 GB". In: an exact value and
// its unit. Out: words, rounded to a few figures; nothing else in an estimate rounds. A GB is 10^9 bytes here, never 2^30.

/** Two for a result; what went in keeps four, so that a sum can be followed. */
const RESULT_FIGURES = 2;
const INPUT_FIGURES = 4;

type Shown = (value: number, figures: number) => string;
/** A name that is used from `from` on, and how much one of it is. */
type Step = readonly [from: number, size: number, name: string];

const SHORT: readonly Step[] = [
	[0, 1, ""],
	[1e4, 1e3, "k"],
	[1e6, 1e6, "M"],
	[1e9, 1e9, "B"],
	[1e12, 1e12, "T"],
];
const BYTES: readonly Step[] = [
	[0, 1, " B"],
	[1e3, 1e3, " KB"],
	[1e6, 1e6, " MB"],
	[1e9, 1e9, " GB"],
	[1e12, 1e12, " TB"],
	[1e15, 1e15, " PB"],
	[1e18, 1e18, " EB"],
];
const FLOPS: readonly Step[] = [
	[0, 1, " FLOP"],
	[1e6, 1e6, " MFLOP"],
	[1e9, 1e9, " GFLOP"],
	[1e12, 1e12, " TFLOP"],
];
const FLOP_RATES: readonly Step[] = [...FLOPS, [1e15, 1e15, " PFLOP"], [1e18, 1e18, " EFLOP"]];
/** From seconds. 75 minutes are said as such, 90 are 1.5 hours. */
const TIMES: readonly Step[] = [
	[0, 1e-9, " ns"],
	[1e-6, 1e-6, " µs"],
	[1e-3, 1e-3, " ms"],
	[1, 1, " s"],
	[120, 60, " min"],
	[5400, 3600, " h"],
	[172_800, 86_400, " days"],
];

const SHOWN = {
	"1/s": (value, figures) => `${short(value, figures)}/s`,
	"1/day": (value, figures) => `${short(value, figures)}/day`,
	B: bytes,
	"B/day": (value, figures) => `${bytes(value, figures)}/day`,
	"B/s": (value, figures) => `${bytes(value, figures)}/s`,
	"B/token": (value, figures) => `${bytes(value, figures)}/token`,
	FLOP: (value, figures) =>
		Math.abs(value) < 1e15 ? stepped(rounded(value, figures), figures, FLOPS) : `${powered(value, figures)} FLOP`,
	"FLOP/s": (value, figures) => `${stepped(rounded(value, figures), figures, FLOP_RATES)}/s`,
	s: time,
	"s/token": (value, figures) => `${time(value, figures)}/token`,
	// hops are whole milliseconds that people wrote down: their sum must read as it does on paper
	ms: (value, figures) =>
		(Number.isInteger(value) && Math.abs(value) < 1e4) || value === 0
			? `${grouped(value)} ms`
			: time(value / 1000, figures),
	h: (value, figures) => `${short(value, figures)} h`,
	days: (value, figures) => (value === 1 ? "1 day" : `${counted(value, figures)} days`),
	share: percent,
	probability: short,
	ratio: short,
	factor: short,
	index: short,
	number: short,
	count: counted,
	requests: (value, figures) => `${short(value, figures)} requests`,
	rows: (value, figures) => `${short(value, figures)} rows`,
	"units per arm": (value, figures) => `${short(value, figures)} units per arm`,
	currency: short,
	"currency/h": (value, figures) => `${short(value, figures)}/h`,
	"currency per 1,000": (value, figures) => `${short(value, figures)} per 1,000`,
} as const satisfies Readonly<Record<string, Shown>>;

/** Units of inputs and results. "1/s" is a rate of whatever is counted; "number" has the unit of what went in. */
export type Unit = keyof typeof SHOWN;

/**
 * A quantity as one says it, with its unit: two significant figures, but whole counts below a million, whole days and whole
 * milliseconds keep all digits. Currency has no sign, for a pack does not say whose money it is.
 */
export function shownQuantity(value: number, unit: Unit): string {
	return shownAs(unit, value, RESULT_FIGURES);
}

/** A quantity inside a sum: like shownQuantity, with four figures. */
export function shownInput(value: number, unit: Unit): string {
	return shownAs(unit, value, INPUT_FIGURES);
}

function shownAs(unit: Unit, value: number, figures: number): string {
	const shown: Shown = SHOWN[unit];
	return shown(value, figures);
}

function rounded(value: number, figures: number): number {
	return Number(value.toPrecision(figures));
}

function stepped(value: number, figures: number, steps: readonly Step[]): string {
	const [, size, name] = steps.findLast(([from]) => Math.abs(value) >= from) ?? [0, 1, ""];
	return `${grouped(rounded(value / size, figures))}${name}`;
}

/** Rounded before its step is chosen: 999,999 is "1M", never "1,000k". */
function short(value: number, figures: number): string {
	return Math.abs(value) < 1e15 ? stepped(rounded(value, figures), figures, SHORT) : powered(value, figures);
}

function bytes(value: number, figures: number): string {
	return stepped(rounded(value, figures), figures, BYTES);
}

/** Not rounded before its step is chosen, because an hour is no power of ten seconds. */
function time(seconds: number, figures: number): string {
	return seconds === 0 ? "0 s" : stepped(seconds, figures, TIMES);
}

function counted(value: number, figures: number): string {
	return Number.isInteger(value) && Math.abs(value) < 1e6 ? grouped(value) : short(value, figures);
}

/** "7e17" */
function powered(value: number, figures: number): string {
	const [mantissa, exponent] = value.toExponential(figures - 1).split("e");
	return `${Number(mantissa)}e${Number(exponent)}`;
}

/** "3,300", "0.0019" */
function grouped(value: number): string {
	return Math.abs(value) < 1000 ? String(value) : value.toLocaleString("en");
}

/** What is not all never reads as "100%": 0.99995 is "99.995%". */
function percent(share: number, figures: number): string {
	const percents = rounded(share * 100, figures);
	if (percents !== 100 || share >= 1) return `${grouped(percents)}%`;
	const lacking = rounded((1 - share) * 100, 1);
	return `${(100 - lacking).toFixed(Math.max(0, -Math.floor(Math.log10(lacking))))}%`;
}
