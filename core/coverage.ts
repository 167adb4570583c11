// What of a step was covered: its checklist (the framework's prompts, what the question's brief adds, what must stand
// on the board), what was credited for it and with how much help. In go an interviewer's marks; a candidate's own are
// kept apart and go in alone. Evidence may come from any phase of the session. Ids are stored and never renumbered.
import { STEP_IDS, type StepId, stepOf } from "./framework.ts";
import type { Brief } from "./question.ts";

/** Where a piece of evidence came from, least help first. */
export const ORIGINS = ["unprompted", "probed", "hint1", "hint2", "hint3"] as const;
export type Origin = (typeof ORIGINS)[number];

/** Not covered, mentioned, explained, not applicable today. */
export const COVERAGE_STATES = [0, 0.5, 1, "n/a"] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

export interface CoverageEvidence {
	readonly state: CoverageState;
	readonly origin: Origin;
}
/** Item id -> its evidence in the order in which it was marked. */
export type CoverageMarks = Readonly<Record<string, readonly CoverageEvidence[]>>;

export interface ChecklistItem {
	readonly id: string;
	readonly step: StepId;
	readonly text: string;
	/** Counts twice. */
	readonly must: boolean;
	readonly source: "prompt" | "look-for" | "artefact";
}

// ── checklists ──────────────────────────────────────────────────────────────────────────────────────────────────
/** Of what a brief looks for in a step, the first are musts. */
const LOOK_FOR_MUSTS = 2;

/** What can be covered in a step: the prompts that every question has, then what this question's brief looks for. */
export function checklistOf(questionId: string, steps: Brief["steps"], step: StepId): ChecklistItem[] {
	const prompts = stepOf(step).prompts.map(({ id, text, must }) => ({
		id,
		step,
		text,
		must,
		source: "prompt" as const,
	}));
	const lookFor = steps[step].look_for.map((text, index) => ({
		id: `${questionId}.${step}.look_for.${index + 1}`,
		step,
		text,
		must: index < LOOK_FOR_MUSTS,
		source: "look-for" as const,
	}));
	return [...prompts, ...lookFor];
}

const ARTEFACTS: Record<StepId, readonly string[]> = {
	clarify: ["Requirements list", "Numbers box"],
	frame: ["Input → model → output diagram"],
	data: ["Data schema", "Feature table", "Label rule"],
	model: ["Model diagram", "Options table"],
	evaluate: ["Metric table: offline, online, guardrails"],
	serve: ["Serving architecture with latency per hop"],
	monitor: ["Monitoring table", "Retraining loop"],
};

/** What must stand on the board at the end of a step, piece by piece. */
export function artefactsOf(step: StepId): ChecklistItem[] {
	return ARTEFACTS[step].map((text, index) => ({
		id: `${step}.artefact.${index + 1}`,
		step,
		text,
		must: true,
		source: "artefact",
	}));
}

/** Whether something can be marked under this id when this question is asked. */
export function isChecklistId(questionId: string, steps: Brief["steps"], id: string): boolean {
	return STEP_IDS.some((step) =>
		[...checklistOf(questionId, steps, step), ...artefactsOf(step)].some((item) => item.id === id),
	);
}

// ── credit ──────────────────────────────────────────────────────────────────────────────────────────────────────
/** Most credit by help. After a second hint a thought that the candidate completes earns more than one that stays a mention. */
const CAPS: Record<Origin, number> = { unprompted: 1, probed: 1, hint1: 1, hint2: 0.75, hint3: 0.5 };

export interface Credit {
	/** 0 to 1 */
	readonly credit: number;
	/** of the evidence that earned the credit; null when there is none */
	readonly origin: Origin | null;
	/** false: the item counts neither for nor against */
	readonly applicable: boolean;
}

/**
 * The framework's hint accounting: the most that any piece of evidence earns, so that a later hint never lowers what
 * was credited before; of equals the one with least help. A state of 0 takes back what came before it; "n/a" takes the
 * item out until another state follows.
 */
export function creditOf(evidence: readonly CoverageEvidence[]): Credit {
	let credit = 0;
	let origin: Origin | null = null;
	for (const piece of evidence) {
		if (piece.state === "n/a") continue;
		if (piece.state === 0) [credit, origin] = [0, null];
		const earned = Math.min(piece.state, CAPS[piece.origin]);
		const isLessHelped = origin !== null && ORIGINS.indexOf(piece.origin) < ORIGINS.indexOf(origin);
		if (earned > credit || (earned > 0 && earned === credit && isLessHelped)) [credit, origin] = [earned, piece.origin];
	}
	if (evidence.at(-1)?.state === "n/a") return { credit: 0, origin: null, applicable: false };
	return { credit, origin, applicable: true };
}

function weightOf(item: ChecklistItem): number {
	return item.must ? 2 : 1;
}

/** @returns sum(weight × credit) / sum(weight) over the applicable items, 0 to 1; null when none is applicable */
export function coverageOf(items: readonly ChecklistItem[], marks: CoverageMarks): number | null {
	let [credited, whole] = [0, 0];
	for (const item of items) {
		const { credit, applicable } = creditOf(marks[item.id] ?? []);
		if (!applicable) continue;
		credited += weightOf(item) * credit;
		whole += weightOf(item);
	}
	return whole === 0 ? null : credited / whole;
}

/** @returns the credited weight that came unprompted, as a share of all credited weight; null when nothing is credited */
export function unpromptedRatio(items: readonly ChecklistItem[], marks: CoverageMarks): number | null {
	let [unprompted, credited] = [0, 0];
	for (const item of items) {
		const { credit, origin } = creditOf(marks[item.id] ?? []);
		credited += weightOf(item) * credit;
		if (origin === "unprompted") unprompted += weightOf(item) * credit;
	}
	return credited === 0 ? null : unprompted / credited;
}

// ── steps and the whole ─────────────────────────────────────────────────────────────────────────────────────────
/** Without the caps of hints: what stands on the board stands there, whoever thought of it. Null when nothing is asked for. */
function presentShare(step: StepId, marks: CoverageMarks): number | null {
	const artefacts = artefactsOf(step).map(({ id }) =>
		creditOf((marks[id] ?? []).map(({ state }) => ({ state, origin: "unprompted" }))),
	);
	const required = artefacts.filter(({ applicable }) => applicable);
	const present = required.reduce((sum, { credit }) => sum + credit, 0);
	return required.length === 0 ? null : present / required.length;
}

/** @returns artefacts on the board / artefacts asked for, 0 to 1; one that stands there in part counts half. 1 when none is asked for */
export function artefactShare(step: StepId, marks: CoverageMarks): number {
	return presentShare(step, marks) ?? 1;
}

/**
 * 0.8 × coverage of the checklist + 0.2 × artefacts on the board, 0 to 1.
 * @param items the step's checklist
 * @returns null when nothing in the checklist is applicable; the coverage alone when no artefact is
 */
export function stepScore(items: readonly ChecklistItem[], step: StepId, marks: CoverageMarks): number | null {
	const coverage = coverageOf(items, marks);
	const present = presentShare(step, marks);
	if (coverage === null || present === null) return coverage;
	return 0.8 * coverage + 0.2 * present;
}

export interface ScoredStep {
	readonly plannedMinutes: number;
	/** of `stepScore`; a step of null counts neither for nor against */
	readonly score: number | null;
}

/** @returns the step scores' mean by planned minutes, 0 to 1; null when no step counts */
export function totalCoverage(steps: readonly ScoredStep[]): number | null {
	let [covered, planned] = [0, 0];
	for (const { plannedMinutes, score } of steps) {
		if (score === null) continue;
		covered += plannedMinutes * score;
		planned += plannedMinutes;
	}
	return planned === 0 ? null : covered / planned;
}

/** Words for a total, each with the percentage it begins at. 60 to 75 % with all musts is a strong 45 minutes; more is no aim. */
export const COVERAGE_BANDS = [
	{ from: 76, band: "widely covered" },
	{ from: 60, band: "well covered" },
	{ from: 35, band: "partly covered" },
	{ from: 0, band: "little covered" },
] as const;
export type CoverageBand = (typeof COVERAGE_BANDS)[number]["band"];

/** A total (0 to 1) in words instead of a mark; it is rounded to whole percent first, as people read it. */
export function bandOf(total: number): CoverageBand {
	const percent = Math.round(100 * total);
	return COVERAGE_BANDS.find(({ from }) => percent >= from)?.band ?? "little covered";
}
