// The walk: seven planks as long as their planned minutes. With `activeMs` it is a picture of what was walked; its label
// lists the minutes step by step, because the picture says them by length and colour alone. `Planks` is its plain sister
// for progress and for empty states.

import type { CSSProperties } from "react";
import type { SegmentId } from "#core/framework.ts";
import { type Minutes, planOf, SOFT_OVERRUN, STEP_IDS, STEPS, STRONG_OVERRUN, type StepId } from "#core/framework.ts";
import { formatClock } from "./time.ts";

export type ActiveMs = Partial<Record<SegmentId, number>>;

/** CSS variables of a plank: planned minutes and walked share. */
export function plankStyle(minutes: number, share?: number): CSSProperties {
	return { "--m": minutes, ...(share === undefined ? {} : { "--r": share }) } as CSSProperties;
}

function plannedSteps(minutes: Minutes): { id: StepId; short: string; minutes: number }[] {
	const plan = planOf(minutes);
	return STEPS.map(({ id, short }) => ({
		id,
		short,
		minutes: plan.find((segment) => segment.id === id)?.minutes ?? 1,
	}));
}

/** "Clarify 6:20 of 5 min, …", or the plan alone: "Clarify 5 min, …" */
export function walkLabel(minutes: Minutes, activeMs?: ActiveMs | null): string {
	return plannedSteps(minutes)
		.map((step) =>
			activeMs
				? `${step.short} ${formatClock(activeMs[step.id] ?? 0)} of ${step.minutes} min`
				: `${step.short} ${step.minutes} min`,
		)
		.join(", ");
}

export function overrunClass(share: number): string | undefined {
	if (share >= STRONG_OVERRUN) return "o2";
	return share >= SOFT_OVERRUN ? "o1" : undefined;
}

export interface WalkProps {
	minutes: Minutes;
	/** active ms by segment; without it the plan is shown */
	activeMs?: ActiveMs | null;
	/** the step people stand on */
	now?: StepId | null;
	/** a candidate's walk shows no overhang */
	calm?: boolean;
}

export function Walk({ minutes, activeMs, now, calm = false }: WalkProps) {
	return (
		<span className="walk" role="img" aria-label={walkLabel(minutes, activeMs)}>
			{plannedSteps(minutes).map((step) => {
				const share = (activeMs?.[step.id] ?? 0) / (step.minutes * 60_000);
				const classes = [calm ? undefined : overrunClass(share), step.id === now ? "now" : undefined];
				return (
					<i
						key={step.id}
						data-step={step.id}
						className={classes.filter(Boolean).join(" ") || undefined}
						style={plankStyle(step.minutes, activeMs ? Math.min(1, share) : 1)}
					/>
				);
			})}
		</span>
	);
}

export interface PlanksProps {
	/** "ghost": outlines for what is not there; "broken": the same with a loose first plank */
	look?: "ghost" | "broken";
	/** 0 to 1: how far something has come; then it is a progress bar and needs a label */
	progress?: number;
	label?: string;
}

const PLANK_MINUTES = plannedSteps(45);
const ALL_MINUTES = PLANK_MINUTES.reduce((sum, step) => sum + step.minutes, 0);

export function Planks({ look, progress, label }: PlanksProps) {
	let before = 0;
	const planks = STEP_IDS.map((id, index) => {
		const minutes = PLANK_MINUTES[index]?.minutes ?? 1;
		const done = (progress ?? 0) * ALL_MINUTES - before;
		before += minutes;
		const share = Math.min(1, Math.max(0, done / minutes));
		return (
			<i
				key={id}
				data-step={id}
				className={look === "broken" && index === 0 ? "loose" : undefined}
				style={plankStyle(minutes, look ? undefined : share)}
			/>
		);
	});
	if (look || progress === undefined)
		return (
			<div className="planks ghost" aria-hidden="true">
				{planks}
			</div>
		);
	return (
		<div
			className="planks"
			role="progressbar"
			aria-label={label}
			aria-valuemin={0}
			aria-valuemax={100}
			aria-valuenow={Math.round(progress * 100)}
		>
			{planks}
		</div>
	);
}
