// The walk: seven planks as long as their planned minutes. With `activeMs` it is a picture of what was walked; its label
// lists the minutes step by step, because the picture says them by length and colour alone. Its plain sister for progress
// and for empty states is planks.tsx.

import type { SegmentId } from "#core/framework.ts";
import { type Minutes, planOf, SOFT_OVERRUN, STEPS, STRONG_OVERRUN, type StepId } from "#core/framework.ts";
import { plankStyle } from "./planks.tsx";
import { formatClock } from "./time.ts";

export type ActiveMs = Partial<Record<SegmentId, number>>;

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
