// The rubric: eight dimensions with anchors for a four-point scale, their weights by level and focus, and the rule that
// suggests an outcome. Scores are relative to the target level of the session. "Not observed" is no 1: it leaves the
// mean. All sums are of whole numbers, so that no rounding of binary fractions decides about a person.
import type { Level } from "./framework.ts";
import { type Anchors, DIMENSION_WORDS, type DimensionWords } from "./rubric-words.ts";

export const DIMENSION_IDS = [
	"problem_navigation",
	"ml_framing",
	"data_features",
	"modelling",
	"evaluation",
	"serving_systems",
	"monitoring_ops",
	"communication",
] as const;
export type DimensionId = (typeof DIMENSION_IDS)[number];

export interface Dimension extends DimensionWords {
	readonly id: DimensionId;
}

export const DIMENSIONS: readonly Dimension[] = DIMENSION_IDS.map((id) => ({ id, ...DIMENSION_WORDS[id] }));

/** @throws RangeError for an id that is no dimension */
export function dimensionOf(id: DimensionId): Dimension {
	const found = DIMENSIONS.find((candidate) => candidate.id === id);
	if (!found) throw new RangeError(`no dimension is called ${id}`);
	return found;
}

/** At the staff level a senior's best is what is expected in these. */
const SHIFTED_AT_STAFF: readonly DimensionId[] = ["problem_navigation", "serving_systems", "monitoring_ops"];

function within(sentence: string): string {
	return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** What 1, 2, 3 and 4 look like at a level, in words that can stand alone. */
export function anchorsOf(id: DimensionId, level: Level): Anchors {
	const senior = dimensionOf(id).anchors;
	const [below, partly, meets, exceeds] = senior;
	if (level === "mid") return [below, partly, `With light prompting: ${within(meets)}`, exceeds];
	if (level === "staff" && SHIFTED_AT_STAFF.includes(id)) {
		return [
			`No more than this: ${within(partly)}`,
			meets,
			exceeds,
			`Unprompted, and with effects beyond one team: ${within(exceeds)}`,
		];
	}
	return senior;
}

// ── weights ─────────────────────────────────────────────────────────────────────────────────────────────────────
export const FOCUSES = ["modelling", "systems", "product", "genai"] as const;
export type Focus = (typeof FOCUSES)[number];

/** What a recommendation depends on besides the scores. */
export interface Aim {
	readonly level: Level;
	readonly focus: Focus | null;
}

const WEIGHTS: Record<DimensionId, Record<Level, number>> = {
	problem_navigation: { mid: 15, senior: 14, staff: 15 },
	ml_framing: { mid: 12, senior: 12, staff: 12 },
	data_features: { mid: 18, senior: 17, staff: 15 },
	modelling: { mid: 20, senior: 18, staff: 15 },
	evaluation: { mid: 12, senior: 13, staff: 13 },
	serving_systems: { mid: 10, senior: 13, staff: 15 },
	monitoring_ops: { mid: 5, senior: 6, staff: 8 },
	communication: { mid: 8, senior: 7, staff: 7 },
};

/** How much more a focus makes some dimensions count, in tenths. */
const EMPHASIS: Record<Focus, { readonly tenths: number; readonly on: readonly DimensionId[] }> = {
	modelling: { tenths: 13, on: ["modelling", "data_features"] },
	systems: { tenths: 15, on: ["serving_systems", "monitoring_ops"] },
	product: { tenths: 13, on: ["problem_navigation", "evaluation"] },
	genai: { tenths: 13, on: ["evaluation", "serving_systems"] },
};

/** The weight before it is renormalised, in tenths: a whole number. */
function tenthsOf(id: DimensionId, { level, focus }: Aim): number {
	const emphasis = focus && EMPHASIS[focus];
	return WEIGHTS[id][level] * (emphasis?.on.includes(id) ? emphasis.tenths : 10);
}

/** Weights in percent: they add up to 100, but for the rounding of their last binary digit. */
export function weightsOf(level: Level, focus: Focus | null): Record<DimensionId, number> {
	const tenths = (id: DimensionId) => tenthsOf(id, { level, focus });
	const sum = DIMENSION_IDS.reduce((total, id) => total + tenths(id), 0);
	const weight = (id: DimensionId) => (100 * tenths(id)) / sum;
	return {
		problem_navigation: weight("problem_navigation"),
		ml_framing: weight("ml_framing"),
		data_features: weight("data_features"),
		modelling: weight("modelling"),
		evaluation: weight("evaluation"),
		serving_systems: weight("serving_systems"),
		monitoring_ops: weight("monitoring_ops"),
		communication: weight("communication"),
	};
}

// ── the suggested outcome ───────────────────────────────────────────────────────────────────────────────────────
export const SCORES = [1, 2, 3, 4] as const;
export type Score = (typeof SCORES)[number];
/** What was decided about a dimension. One that nobody has decided about yet is absent. */
export type Scores = Readonly<Partial<Record<DimensionId, Score | "not-observed">>>;

/** From best to worst; the last stands beside the others: it says nothing about the candidate. */
export const OUTCOMES = ["ready", "ready-with-gaps", "not-yet", "start-with-basics", "not-enough-seen"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** In the order of DIMENSIONS: without them nobody is called ready. */
export function coreDimensions(level: Level, focus: Focus | null): DimensionId[] {
	const isServingCore = level === "staff" || focus === "systems";
	return [
		"ml_framing",
		"data_features",
		"modelling",
		"evaluation",
		...(isServingCore ? (["serving_systems"] as const) : []),
	];
}

/** Core and the two that everybody works with: a 1 in one of them cannot be made up for elsewhere. */
export function gateDimensions(level: Level, focus: Focus | null): DimensionId[] {
	return ["problem_navigation", ...coreDimensions(level, focus), "communication"];
}

/** `part / whole` in hundredths, half up. Whole numbers in and out: exact. */
function hundredths(part: number, whole: number): number {
	return Math.floor((200 * part + whole) / (2 * whole));
}

function namesOf(ids: readonly DimensionId[]): string {
	return ids.map((id) => dimensionOf(id).name).join(", ");
}

export interface Recommendation {
	readonly outcome: Outcome;
	/** of the observed scores by weight, 1 to 4 with two decimals; null when nothing was observed */
	readonly mean: number | null;
	/** share of the weight that was observed, 0 to 1 with two decimals */
	readonly observed: number;
	/** what the outcome rests on, as sentences that name dimensions */
	readonly reasons: string[];
}

/**
 * The outcome that the framework's rubric suggests; an interviewer may override it with a reason. Its words stand for
 * strong hire, hire, no hire, strong no hire and insufficient evidence. Conditions are tried from the top; mean and
 * observed share are rounded to two decimals, half up, before they are compared.
 */
export function recommend(scores: Scores, aim: Aim): Recommendation {
	const core = coreDimensions(aim.level, aim.focus);
	const unseen = DIMENSION_IDS.filter((id) => typeof scores[id] !== "number");
	const at = (score: Score, among: readonly DimensionId[]) => among.filter((id) => scores[id] === score);
	let [whole, seen, points] = [0, 0, 0];
	for (const id of DIMENSION_IDS) {
		const [tenths, score] = [tenthsOf(id, aim), scores[id]];
		whole += tenths;
		if (typeof score !== "number") continue;
		seen += tenths;
		points += tenths * score;
	}
	const observed = hundredths(seen, whole);
	const mean = seen === 0 ? 0 : hundredths(points, seen);
	const said = `The mean is ${(mean / 100).toFixed(2)}`;
	const suggest = (outcome: Outcome, ...reasons: (string | false)[]): Recommendation => ({
		outcome,
		mean: seen === 0 ? null : mean / 100,
		observed: observed / 100,
		reasons: reasons.filter((reason) => reason !== false),
	});

	if (observed < 70) {
		const names = namesOf(unseen);
		return suggest(
			"not-enough-seen",
			`Only ${observed} % of the weight was observed, 70 % is needed. Not observed: ${names}.`,
		);
	}
	const below = at(1, DIMENSION_IDS);
	const coreBelow = at(1, core);
	const isBasic = coreBelow.length >= 2;
	if (isBasic || mean < 180) {
		return suggest(
			"start-with-basics",
			isBasic && `Clearly below the level in more than one core dimension: ${namesOf(coreBelow)}.`,
			mean < 180 && `${said}, below 1.80.`,
		);
	}
	const gateBelow = at(1, gateDimensions(aim.level, aim.focus));
	const corePartly = at(2, core);
	const gaps = [
		mean < 280 && `${said}, 2.80 is needed.`,
		gateBelow.length > 0 && `Clearly below the level where nothing else makes up for it: ${namesOf(gateBelow)}.`,
		below.length >= 2 && `Clearly below the level in more than one dimension: ${namesOf(below)}.`,
		corePartly.length >= 2 && `Only partly at the level in more than one core dimension: ${namesOf(corePartly)}.`,
	];
	if (gaps.some((gap) => gap !== false)) return suggest("not-yet", ...gaps);
	const coreUnseen = core.filter((id) => unseen.includes(id));
	if (coreUnseen.length > 0) {
		return suggest(
			"not-enough-seen",
			`Nobody is called ready on a core dimension that was not observed: ${namesOf(coreUnseen)}.`,
		);
	}
	const partly = DIMENSION_IDS.filter((id) => scores[id] === 1 || scores[id] === 2);
	if (mean >= 350 && partly.length === 0)
		return suggest("ready", `${said}, and every observed dimension meets the level.`);
	return suggest(
		"ready-with-gaps",
		mean < 350 ? `${said}; to be ready, 3.50 is needed.` : `${said}.`,
		partly.length > 0 && `Below the level in one or more dimensions: ${namesOf(partly)}.`,
	);
}

/**
 * Whether to discuss another level than the one aimed at, as the framework's rubric suggests. It decides nothing:
 * scores are relative to the level and are never computed anew for another one.
 * @param unprompted the session's unprompted ratio (core/coverage.ts), null when nothing was credited
 */
export function levelRead(scores: Scores, aim: Aim, unprompted: number | null): "lower" | "higher" | null {
	const { outcome, mean } = recommend(scores, aim);
	const hasGateBelow = gateDimensions(aim.level, aim.focus).some((id) => scores[id] === 1);
	if (outcome === "not-yet" && aim.level !== "mid" && mean !== null && mean >= 2.3 && !hasGateBelow) return "lower";
	if (outcome === "ready" && aim.level !== "staff" && unprompted !== null && unprompted >= 0.85) return "higher";
	return null;
}
