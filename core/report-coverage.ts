// The part of a report that is counted: each step's time against its plan and what of its checklist was covered, and the totals. In go
// the folded session and the plan; the sums themselves are core/coverage.ts and core/time-balance.ts.
import * as z from "zod/mini";
import {
	artefactShare,
	type CoverageEvidence,
	type CoverageMarks,
	checklistOf,
	coverageOf,
	stepScore,
	totalCoverage,
	unpromptedRatio,
} from "./coverage.ts";
import { isStepId, type PlannedSegment, PROMPT_IDS, STEP_IDS, type StepId } from "./framework.ts";
import type { Brief, PublicQuestion } from "./question.ts";
import type { Kind, Role, SessionState } from "./session.ts";
import { budgetMsOf } from "./session-clock.ts";
import { timeBalance } from "./time-balance.ts";

export const stepReportSchema = z.strictObject({
	step: z.enum(STEP_IDS),
	plannedMs: z.number(),
	activeMs: z.number(),
	deepDiveMs: z.number(),
	/** over 1.5 times its plan and by more than two minutes; or under half of it */
	time: z.nullable(z.enum(["overrun", "starved"])),
	/** 0 to 1; null when nothing of the step is applicable */
	coverage: z.nullable(z.number()),
	/** share of what must stand on the board */
	artefacts: z.number(),
});
export type StepReport = z.infer<typeof stepReportSchema>;

export interface CoverageSources {
	readonly question: Pick<PublicQuestion, "id">;
	readonly brief: Brief;
	readonly facts: { readonly kind: Kind };
	readonly state: SessionState;
	readonly people: readonly { readonly id: string; readonly role: Role }[];
	readonly plan: readonly PlannedSegment[];
}

/**
 * The evidence by item. An interviewer's tick of a prompt counts as mentioned, as long as she did not mark the prompt. A candidate's own
 * ticks count in solo practice alone; there a step whose guidance was asked for counts as told.
 */
export function marksOf({
	facts,
	state,
	people,
}: Pick<CoverageSources, "facts" | "people"> & {
	readonly state: {
		readonly marks: CoverageMarks;
		readonly ticks: SessionState["ticks"];
		readonly guidance: readonly { readonly step: StepId }[];
	};
}): CoverageMarks {
	const roles = new Map(people.map(({ id, role }) => [id, role]));
	const marks: Record<string, readonly CoverageEvidence[]> = { ...state.marks };
	for (const [promptId, by] of Object.entries(state.ticks)) {
		if (!PROMPT_IDS.has(promptId) || marks[promptId]) continue;
		const step = promptId.split(".")[0] ?? "";
		if (facts.kind === "solo") {
			const isTold = state.guidance.some((shown) => shown.step === step);
			marks[promptId] = [{ state: 1, origin: isTold ? "hint3" : "unprompted" }];
		} else if (roles.get(by) === "interviewer") {
			marks[promptId] = [{ state: 0.5, origin: "unprompted" }];
		}
	}
	return marks;
}

export function coverageReport(sources: CoverageSources): {
	steps: StepReport[];
	coverage: number | null;
	unprompted: number | null;
	balance: number | null;
	goalAt: number | null;
} {
	const { question, brief, state, plan } = sources;
	const marks = marksOf(sources);
	const isAnyMarked = Object.keys(marks).length > 0;
	const items = (step: StepId) => checklistOf(question.id, brief.steps, step);
	const planned = Object.fromEntries(
		plan.flatMap(({ id, minutes }) => (isStepId(id) ? [[id, minutes + (state.addedMinutes[id] ?? 0)]] : [])),
	);
	const { balance, overrun, starved } = timeBalance(state.activeMs, planned);
	const steps = STEP_IDS.map((step): StepReport => {
		const time = overrun.includes(step) ? "overrun" : starved.includes(step) ? "starved" : null;
		return {
			step,
			plannedMs: budgetMsOf(plan, { ...state, segment: null }, step),
			activeMs: state.activeMs[step] ?? 0,
			deepDiveMs: state.deepDiveMs[step] ?? 0,
			time,
			coverage: isAnyMarked ? coverageOf(items(step), marks) : null,
			artefacts: artefactShare(step, marks),
		};
	});
	const scored = STEP_IDS.map((step) => ({
		plannedMinutes: planned[step] ?? 0,
		score: stepScore(items(step), step, marks),
	}));
	return {
		steps,
		coverage: isAnyMarked ? totalCoverage(scored) : null,
		unprompted: unpromptedRatio(STEP_IDS.flatMap(items), marks),
		balance,
		goalAt: goalAtOf(state),
	};
}

/** The prompts about the outcome, its measure and what must not get worse. */
const GOAL_ITEMS = ["clarify.2", "clarify.3"];

function goalAtOf(state: SessionState): number | null {
	const times = GOAL_ITEMS.flatMap((id) => (state.marks[id] ?? []).filter(({ state: of }) => of !== 0 && of !== "n/a"));
	return times.length === 0 ? null : Math.min(...times.map(({ at }) => at));
}
