// How the time of a session was spread over the steps, against its plan: one number for the whole, and the steps that
// took far more or got far less than planned. Active time only; deep dives are the caller's to leave out.
import { STEP_IDS, type StepId } from "./framework.ts";

/** A step that is not named has 0. */
export type StepAmounts = Readonly<Partial<Record<StepId, number>>>;

const MINUTE_MS = 60_000;
/** A step that took more than this share of its plan was overrun, if it was more than a little in minutes too. */
const OVERRUN_SHARE = 1.5;
const OVERRUN_LEAST_MS = 2 * MINUTE_MS;
const STARVED_SHARE = 0.5;

export interface TimeBalance {
	/** 1: time was spread as planned; 0: no step that got time was planned. Null when nothing was spent or planned. */
	readonly balance: number | null;
	/** in the order of the framework */
	readonly overrun: StepId[];
	readonly starved: StepId[];
}

/**
 * The framework's balance: 1 - ½ × sum over steps of |share of the time spent - share of the time planned|.
 * @param activeMsByStep ms in each step; revisits add up
 */
export function timeBalance(activeMsByStep: StepAmounts, plannedMinutesByStep: StepAmounts): TimeBalance {
	const steps = STEP_IDS.map((id) => ({
		id,
		activeMs: activeMsByStep[id] ?? 0,
		plannedMs: (plannedMinutesByStep[id] ?? 0) * MINUTE_MS,
	}));
	const spent = steps.reduce((sum, { activeMs }) => sum + activeMs, 0);
	const planned = steps.reduce((sum, { plannedMs }) => sum + plannedMs, 0);
	const differences = steps.reduce(
		(sum, { activeMs, plannedMs }) => sum + Math.abs(activeMs / spent - plannedMs / planned),
		0,
	);
	const isOverrun = (step: (typeof steps)[number]) =>
		step.activeMs > OVERRUN_SHARE * step.plannedMs && step.activeMs - step.plannedMs > OVERRUN_LEAST_MS;
	return {
		balance: spent === 0 || planned === 0 ? null : 1 - differences / 2,
		overrun: steps.filter(isOverrun).map(({ id }) => id),
		starved: steps.filter(({ activeMs, plannedMs }) => activeMs < STARVED_SHARE * plannedMs).map(({ id }) => id),
	};
}
