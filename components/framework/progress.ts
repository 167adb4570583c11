// Where an interview stands against its plan: what each stretch took, what it was meant to take, how far over it is.
// Pure: a view and a moment on the room's clock go in, plain values and words come out. The rail, the heads, the
// clocks and the announcements all read these; none of them counts for itself. Overrun is only for those who may see
// it: `calm` viewers (everybody but interviewers) never get one.

import { formatClock } from "#components/ui/time.ts";
import {
	isStepId,
	type PlannedSegment,
	planOf,
	SEGMENT_IDS,
	type SegmentId,
	SOFT_OVERRUN,
	STRONG_OVERRUN,
	segmentName,
	stepOf,
	visitsOf,
} from "#core/framework.ts";
import { activeMsOf, budgetMsOf, deepDiveMsOf, totalActiveMs, totalBudgetMs } from "#core/session-clock.ts";
import type { SessionView } from "#core/view.ts";
import { moveOnWords, timeLeftWords } from "./bridge.ts";

/** What the panel needs of a session; the room and a replay both have it. */
export type FrameworkView = Pick<
	SessionView,
	| "role"
	| "session"
	| "question"
	| "phase"
	| "startedAt"
	| "segment"
	| "activeMs"
	| "deepDive"
	| "deepDiveMs"
	| "settings"
	| "runningSince"
	| "pausedSince"
	| "pauseReason"
	| "addedMinutes"
	| "ticks"
	| "people"
	| "mayLead"
>;

export interface FrameworkProps {
	view: FrameworkView;
	/** the moment that is shown, ms since the session was created, on the room's clock */
	at: number;
	/** absent: the steps are text */
	onGoTo?(segment: SegmentId): void;
	/** absent: the prompts are read-only */
	onTick?(promptId: string, ticked: boolean): void;
}

export type Overrun = "none" | "soft" | "strong";

export interface SegmentProgress {
	readonly id: SegmentId;
	/** planned, with the minutes that were added */
	readonly minutes: number;
	readonly budgetMs: number;
	readonly activeMs: number;
	/** closer looks at the step: not part of its time */
	readonly deepDiveMs: number;
	readonly diving: boolean;
	readonly state: "ahead" | "walked" | "now";
	readonly overrun: Overrun;
	/** 0 to 1: how much of the budget is used */
	readonly share: number;
}

/** Only interviewers are shown that time ran over. */
export function isCalm(view: Pick<FrameworkView, "role">): boolean {
	return view.role !== "interviewer";
}

function overrunOf(activeMs: number, budgetMs: number): Overrun {
	if (budgetMs <= 0) return "none";
	if (activeMs >= budgetMs * STRONG_OVERRUN) return "strong";
	return activeMs >= budgetMs * SOFT_OVERRUN ? "soft" : "none";
}

/** One segment of the plan at a moment. */
export function segmentProgress(view: FrameworkView, at: number, id: SegmentId): SegmentProgress {
	const budgetMs = budgetMsOf(planOf(view.session.minutes), view, id);
	const activeMs = activeMsOf(view, id, at);
	const clockIsOn = view.phase === "running" || view.phase === "paused";
	const now = clockIsOn && view.segment === id;
	return {
		id,
		minutes: Math.round(budgetMs / 60_000),
		budgetMs,
		activeMs,
		deepDiveMs: deepDiveMsOf(view, id, at),
		diving: now && view.deepDive === id,
		state: now ? "now" : activeMs > 0 ? "walked" : "ahead",
		overrun: isCalm(view) ? "none" : overrunOf(activeMs, budgetMs),
		share: budgetMs > 0 ? Math.min(1, activeMs / budgetMs) : 0,
	};
}

/** Every segment of the plan, in its order. */
export function progressOf(view: FrameworkView, at: number): SegmentProgress[] {
	return planOf(view.session.minutes).map((segment) => segmentProgress(view, at, segment.id));
}

export function sessionProgress(view: FrameworkView, at: number): { activeMs: number; budgetMs: number } {
	return { activeMs: totalActiveMs(view, at), budgetMs: totalBudgetMs(planOf(view.session.minutes), view) };
}

/** "4:40 over", or null while the segment is within 125 % or the viewer is calm. */
export function overWords(progress: SegmentProgress): string | null {
	return progress.overrun === "none" ? null : `${formatClock(progress.activeMs - progress.budgetMs)} over`;
}

const minutesWords = (minutes: number) => `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;

/** "Data" on a rail; the long name elsewhere comes from core. */
export function shortName(id: SegmentId): string {
	if (isStepId(id)) return stepOf(id).short;
	return id === "intro" ? "Intro" : "Wrap-up";
}

/** How a screen reader names a segment: "Step 3, Data preparation: 12:40 of 8 minutes, 4:40 over". */
export function segmentLabel(progress: SegmentProgress, options: { calm: boolean }): string {
	const { id, minutes } = progress;
	const name = isStepId(id) ? `Step ${stepOf(id).number}, ${stepOf(id).name}` : segmentName(id);
	if (progress.state === "ahead") return `${name}: ${minutesWords(minutes)} planned`;
	const of = options.calm ? `of about ${minutesWords(minutes)}` : `of ${minutesWords(minutes)}`;
	const over = overWords(progress);
	const dive = progress.deepDiveMs > 0 ? `, deep dive ${formatClock(progress.deepDiveMs)}` : "";
	return `${name}: ${formatClock(progress.activeMs)} ${of}${over ? `, ${over}` : ""}${dive}`;
}

/** The visits that are planned, one after the other: with metrics first two steps are visited twice. */
function visits(view: FrameworkView): PlannedSegment[] {
	return visitsOf(planOf(view.session.minutes), view.settings.order);
}

/**
 * Which of the planned visits the interview is at: of a segment that is visited twice the last one before which everything else of
 * the plan was walked. -1 before the start.
 */
function presentVisit(view: FrameworkView): number {
	const all = visits(view);
	const isWalked = ({ id }: PlannedSegment) => id === view.segment || (view.activeMs[id] ?? 0) > 0;
	const isHere = ({ id }: PlannedSegment) => id === view.segment;
	const last = all.findLastIndex((visit, index) => isHere(visit) && all.slice(0, index).every(isWalked));
	return last >= 0 ? last : all.findIndex(isHere);
}

/** The segment after the present one in the plan, null at the end or before the start. */
export function segmentBeside(view: FrameworkView, offset: 1 | -1): SegmentId | null {
	const index = presentVisit(view);
	return index < 0 ? null : (visits(view)[index + offset]?.id ?? null);
}

const PACE_SLACK_MS = 2 * 60_000;

export interface Pace {
	/** "Minute 25, still in data. The plan says model." */
	readonly words: string;
	/** to say aloud */
	readonly bridge: string;
}

/** For interviewers, when plan and step differ by more than two minutes; null otherwise. */
export function paceOf(view: FrameworkView, at: number): Pace | null {
	if (isCalm(view) || view.segment === null || (view.phase !== "running" && view.phase !== "paused")) return null;
	const plan = visits(view);
	const present = presentVisit(view);
	// what a deep dive takes is not planned, so the plan waits meanwhile
	const totalMs = SEGMENT_IDS.reduce((sum, id) => sum + activeMsOf(view, id, at), 0);
	let beginMs = 0;
	let planned: SegmentId | null = null;
	let here: { beginMs: number; endMs: number } | null = null;
	for (const [index, segment] of plan.entries()) {
		const isLastVisit = !plan.slice(index + 1).some(({ id }) => id === segment.id);
		const added = isLastVisit ? (view.addedMinutes[segment.id] ?? 0) : 0;
		const endMs = beginMs + (segment.minutes + added) * 60_000;
		if (index === present) here = { beginMs, endMs };
		if (planned === null && totalMs < endMs) planned = segment.id;
		beginMs = endMs;
	}
	if (!here || planned === view.segment) return null;
	const minute = Math.floor(totalActiveMs(view, at) / 60_000);
	const place = shortName(view.segment).toLowerCase();
	const says = planned ? `The plan says ${shortName(planned).toLowerCase()}.` : "The planned time is over.";
	if (totalMs > here.endMs + PACE_SLACK_MS) {
		// when all of the planned time is over there is only the summary left
		const next = planned ?? (view.segment === "wrap" ? null : "wrap");
		return { words: `Minute ${minute}, still in ${place}. ${says}`, bridge: moveOnWords(view.segment, next) };
	}
	if (planned !== null && totalMs < here.beginMs - PACE_SLACK_MS) {
		return { words: `Minute ${minute}, already in ${place}. ${says}`, bridge: timeLeftWords(planned) };
	}
	return null;
}

/** What is said once, politely, when the present segment crosses a limit; null while it has not or for calm viewers. */
export function limitWords(progress: SegmentProgress): string | null {
	if (progress.overrun === "none") return null;
	const share = progress.overrun === "strong" ? "half as long again as" : "a quarter longer than";
	return `${segmentName(progress.id)} takes ${share} its ${minutesWords(progress.minutes)}.`;
}
