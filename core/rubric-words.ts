// The words of the rubric: what each dimension is called, which steps its evidence comes from, and what each point of
// the four-point scale looks like at the senior level. How the points read at other levels, the weights and the rule
// are in core/rubric.ts.
import type { StepId } from "./framework.ts";

/** From 1 (clearly below the level) over 2 (partly, needs help) and 3 (meets it) to 4 (exceeds it). */
export type Anchors = readonly [string, string, string, string];

export interface DimensionWords {
	readonly name: string;
	/** One word, for a radar. */
	readonly short: string;
	/** Steps that its evidence comes from; empty = all of them. */
	readonly steps: readonly StepId[];
	/** What 1, 2, 3 and 4 look like at the senior level; for another level see `anchorsOf`. */
	readonly anchors: Anchors;
}

export const DIMENSION_WORDS = {
	problem_navigation: {
		name: "Problem navigation",
		short: "Navigation",
		steps: [],
		anchors: [
			"Designs before asking; waits to be told what is next; misses the goal",
			"Asks standard questions, does little with the answers; needs steering between steps; runs out of time before serving",
			"Goal, metric, scale, constraints agreed in a few minutes; covers all areas; says why it deepens one",
			"Re-shapes the prompt, cuts scope with reasons, foresees the interviewer's concerns, manages time aloud",
		],
	},
	ml_framing: {
		name: "ML framing",
		short: "Framing",
		steps: ["frame"],
		anchors: [
			"Wrong task or output unusable by the product",
			"Right task after a hint; no alternative; proxy risk unseen",
			"Precise unit, input, output; compares two framings; states proxy gap",
			"Ties several objectives to the business goal, quantifies or bounds the proxy gap, knows when ML is not worth it",
		],
	},
	data_features: {
		name: "Data and features",
		short: "Data",
		steps: ["data"],
		anchors: [
			"Assumes a clean labelled table; leaks",
			"Lists plausible features; vague on labels, negatives, freshness",
			"Label rule with window, negatives, point-in-time join, features with source and freshness",
			"Designs data collection as a product: bias, delay, cost, privacy, cold start; picks the few features that carry most value",
		],
	},
	modelling: {
		name: "Modelling",
		short: "Modelling",
		steps: ["model"],
		anchors: [
			"Names a model, cannot justify; no baseline",
			"One defensible model; trade-offs generic; loss only roughly right",
			"Baseline, then a candidate with the criterion that decides; correct loss, training plan, size estimate",
			"Anticipates failure of the choice, handles bias, multi-task and calibration rigorously, stops adding complexity on purpose",
		],
	},
	evaluation: {
		name: "Evaluation and experimentation",
		short: "Evaluation",
		steps: ["evaluate"],
		anchors: [
			"Accuracy or “A/B test” only",
			"Fitting metrics, no cut-off, no guardrail or test design",
			"Metric per decision, time split, guardrails, unit, size and duration of test, slices",
			"Explains offline/online gaps, counterfactual evaluation, interference, long-term effects, decision rule in advance",
		],
	},
	serving_systems: {
		name: "Serving and systems",
		short: "Serving",
		steps: ["serve"],
		anchors: [
			"“Deploy as API”",
			"Correct boxes, no numbers, no failure mode",
			"Latency budget adds up, scaling and caching argued, rollout and fallback",
			"Identifies the real bottleneck and cost driver, degrades gracefully, designs version and migration paths",
		],
	},
	monitoring_ops: {
		name: "Monitoring and lifecycle",
		short: "Monitoring",
		steps: ["monitor"],
		anchors: [
			"Given time or asked, offers nothing concrete",
			"“Watch drift, retrain weekly”",
			"Four layers with thresholds and actions, retraining gate, rollback",
			"Feedback loops, late labels, ownership, reproducibility, incident walk-through",
		],
	},
	communication: {
		name: "Communication and collaboration",
		short: "Communication",
		steps: [],
		anchors: [
			"Hard to follow; board unreadable; defends instead of listening",
			"Understandable but unstructured; board lags behind speech",
			"Structured, board mirrors the talk, takes hints, checks in",
			"Makes complex choices simple, invites challenge, revises openly, summary could be sent to a team",
		],
	},
} satisfies Record<string, DimensionWords>;
