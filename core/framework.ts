// The interview guide: seven steps, their public prompts, and the time plans of 35, 45 and 60 minutes.
// Everything here may be shown to everybody. What only an interviewer sees of a question lies in its pack
// (core/question.ts), never here. The minutes of each plan add up to its length.

export const STEP_IDS = ["clarify", "frame", "data", "model", "evaluate", "serve", "monitor"] as const;
export type StepId = (typeof STEP_IDS)[number];

/** A timed stretch of a session. `intro` and `wrap` belong to no step. */
export const SEGMENT_IDS = ["intro", ...STEP_IDS, "wrap"] as const;
export type SegmentId = (typeof SEGMENT_IDS)[number];

export const MINUTES = [35, 45, 60] as const;
export type Minutes = (typeof MINUTES)[number];

export const LEVELS = ["mid", "senior", "staff"] as const;
export type Level = (typeof LEVELS)[number];

export interface Prompt {
	/** Stable: `<step>.<position counted from 1>`; stored in recordings, never reused. */
	readonly id: string;
	readonly text: string;
	readonly must: boolean;
}

export interface Step {
	readonly id: StepId;
	/** 1 to 7 */
	readonly number: number;
	readonly name: string;
	/** One word, for the rail and the bands of a replay. */
	readonly short: string;
	readonly question: string;
	readonly purpose: string;
	/** What must stand on the board at the end of the step. */
	readonly artefact: string;
	/** The artefact in two to four words. */
	readonly artefactShort: string;
	readonly prompts: readonly Prompt[];
}

function prompts(step: StepId, must: readonly string[], should: readonly string[]): Prompt[] {
	return [...must, ...should].map((text, index) => ({
		id: `${step}.${index + 1}`,
		text,
		must: index < must.length,
	}));
}

export const STEPS: readonly Step[] = [
	{
		id: "clarify",
		number: 1,
		name: "Clarifying requirements",
		short: "Clarify",
		question: "Why are we building this, for whom, under which limits?",
		purpose:
			"Turn a one-line prompt into goals, scope, constraints, scale and a measure of success that both people accept. Decide whether ML is needed at all.",
		artefact: "requirements list and numbers box",
		artefactShort: "Requirements and numbers box",
		prompts: prompts(
			"clarify",
			[
				"Who uses this, at which moment in the product, and what do they see or receive?",
				"Which business outcome should move, and which single metric stands for it (e.g. click-through now, or retention over 28 days)?",
				"What must not get worse (guardrails: complaints, latency, creator fairness, cost)?",
				"How many users, items, requests per second and events per day?",
				"What is the latency budget, and is prediction on request really needed, or would precomputed answers do?",
			],
			[
				"What data and labels exist today; what would have to be collected?",
				"How fresh must predictions be when behaviour or inventory changes?",
				"Which legal, privacy, safety or fairness limits apply?",
				"What is explicitly out of scope for today?",
				"What exists now (rules, an older model), and how good is it? Could a rule be enough?",
			],
		),
	},
	{
		id: "frame",
		number: 2,
		name: "Framing as an ML task",
		short: "Frame",
		question: "What exactly does a model predict, from what, and why does that serve the goal?",
		purpose:
			"Translate the agreed goal into an objective a model can optimise, with precise input, output, unit of prediction and task family, and show at least one rejected framing.",
		artefact: "input → model → output diagram",
		artefactShort: "Input, model, output",
		prompts: prompts(
			"frame",
			[
				"What is the ML objective in one sentence, and how does optimising it move the business metric?",
				"What is one example: which entity or pair, at which point in time?",
				"What goes in and what comes out (type, range, how it is used downstream)?",
				"Which task family: binary/multi-class/multi-label classification, regression, ranking, retrieval, detection, sequence generation, anomaly detection?",
				"One model or several stages? Where does each stage's responsibility stop?",
			],
			[
				"Which alternative framing did you consider and why is it worse?",
				"Where would the chosen objective and the real goal diverge, and how will you limit it?",
				"Is a calibrated probability needed, or only an order?",
			],
		),
	},
	{
		id: "data",
		number: 3,
		name: "Data preparation",
		short: "Data",
		question: "Where do examples, labels and features come from, and are they trustworthy at serving time?",
		purpose:
			"Specify sources, labels, sampling, features, storage and pipelines so that training data matches what the model will see when serving.",
		artefact: "data schema, feature table and label rule",
		artefactShort: "Schema, features, label rule",
		prompts: prompts(
			"data",
			[
				"Which sources produce entities, interactions and context, and where is each stored (log, relational, object store, stream)?",
				"Exactly when is a row positive, negative or dropped? Over which window do you wait for the label?",
				"How do you obtain negatives, and what bias does that bring?",
				"Which features describe the user, the item, the pair's history and the context?",
				"Which features are batch, near-real-time or computed on request, and can each be had within the latency budget?",
				"How do you join labels to features as they were at prediction time?",
			],
			[
				"How do you handle imbalance, missing values, outliers, high-cardinality ids, text, images?",
				"How is data split so that the future never leaks (time, user, near-duplicate groups)?",
				"What does a new user or item look like?",
				"Which biases and privacy limits affect this data?",
			],
		),
	},
	{
		id: "model",
		number: 4,
		name: "Model development",
		short: "Model",
		question: "Which baseline, which next model, which loss, how is it trained?",
		purpose:
			"Choose the simplest model that can meet the target, show the upgrade path, define loss and training procedure, and defend each added piece of complexity.",
		artefact: "model diagram and options table",
		artefactShort: "Baseline and options table",
		prompts: prompts(
			"model",
			[
				"What is the non-learned or simplest learned baseline and what do you expect from it?",
				"Which two or three model families fit, and what decides between them (data size, latency, interactions, interpretability, cost)?",
				"How are features represented on the way in (embeddings, crosses, normalisation, encoders)?",
				"Which loss, and how does it match the objective and the imbalance?",
				"How is it trained: data volume, from scratch or fine-tuned, hardware, duration, cadence?",
			],
			[
				"How do you handle cold start, sparsity, multi-task conflicts, position bias?",
				"Is the output calibrated where it must be?",
				"How do you debug it: ablations, learning curves, error slices, overfit-one-batch?",
				"What would make you stop adding complexity?",
			],
		),
	},
	{
		id: "evaluate",
		number: 5,
		name: "Evaluation",
		short: "Evaluate",
		question: "How do we know it works, before and after real users see it?",
		purpose:
			"Prove value with offline metrics that predict online effect, then an experiment that measures the real goal without breaking guardrails.",
		artefact: "offline, online and guardrail metric table",
		artefactShort: "Metric and guardrail table",
		prompts: prompts(
			"evaluate",
			[
				"Which offline metric matches the decision made with the score, and at which cut-off k or threshold?",
				"Compared with what (baseline, current production, human)?",
				"How is the holdout built (time-based, deduplicated, untouched sampling)?",
				"Which online metric represents the goal, and which guardrails can veto?",
				"How is the experiment run: unit of randomisation, exposure share, sample size, duration, interference?",
			],
			[
				"Which slices must not regress (new users, languages, small creators, devices)?",
				"What if offline and online disagree?",
				"How do you evaluate what the old policy never showed (counterfactual/off-policy, interleaving, exploration traffic)?",
				"For generative parts: which human or judge-model protocol, and how is the judge validated?",
			],
		),
	},
	{
		id: "serve",
		number: 6,
		name: "Deployment and serving",
		short: "Serve",
		question: "How does a request become a prediction in time and within cost?",
		purpose:
			"Show the request path and the update path as a system: components, data flow, latency per hop, scale-out, failure behaviour, rollout.",
		artefact: "serving architecture with latency per hop",
		artefactShort: "Architecture, ms per hop",
		prompts: prompts(
			"serve",
			[
				"Online, batch, streaming or hybrid prediction, and why, given freshness and cost?",
				"What happens hop by hop between the request and the response, with a latency figure each?",
				"Where do features come from at request time, and how is skew avoided?",
				"How does it scale to peak: replicas, sharding, caching, batching, accelerators?",
				"How does a new model reach users: registry, validation gate, shadow, canary, rollback?",
			],
			[
				"What is served when a dependency or the model is down?",
				"How is the model made cheaper: distillation, quantisation, pruning, early exits, smaller candidate set?",
				"What does it cost per thousand requests, and what dominates?",
				"On device, at the edge or in the cloud?",
			],
		),
	},
	{
		id: "monitor",
		number: 7,
		name: "Monitoring and infrastructure",
		short: "Monitor",
		question: "How do we notice decay, recover and keep improving?",
		purpose: "Keep the system correct after launch: observe, alert, diagnose, retrain, govern.",
		artefact: "monitoring table and retraining loop",
		artefactShort: "Alerts and retraining loop",
		prompts: prompts(
			"monitor",
			[
				"Which signals at four layers: service health, data quality, model behaviour, business outcome?",
				"For each: window, threshold, who is paged, first action?",
				"How do you see decay when labels arrive late (proxies, drift, prediction distribution, calibration by bucket)?",
				"When and how is the model retrained, and what gates a new version?",
			],
			[
				"Which feedback loops can the system create and how do you limit them (exploration, holdback)?",
				"How do you reproduce last Tuesday's prediction (lineage of data, code, model)?",
				"Which infrastructure is shared (feature platform, orchestration, experiment platform) and who owns it?",
				"How do you detect and answer abuse, bias incidents and privacy deletion requests?",
			],
		),
	},
];

/** One planned stretch: a segment of no minutes is left out of a plan. */
export interface PlannedSegment {
	readonly id: SegmentId;
	readonly minutes: number;
}

const STEP_MINUTES: Record<Minutes, readonly number[]> = {
	35: [4, 4, 7, 8, 4, 5, 3],
	45: [5, 4, 8, 9, 5, 6, 3],
	60: [6, 5, 10, 12, 7, 8, 4],
};
const END_MINUTES: Record<Minutes, { intro: number; wrap: number }> = {
	35: { intro: 0, wrap: 0 },
	45: { intro: 2, wrap: 3 },
	60: { intro: 3, wrap: 5 },
};

/** The time plan of a session of that length; the minutes add up to the length. */
export function planOf(minutes: Minutes): PlannedSegment[] {
	const ends = END_MINUTES[minutes];
	const steps = STEP_IDS.map((id, index) => ({ id, minutes: STEP_MINUTES[minutes][index] ?? 0 }));
	return [{ id: "intro" as const, minutes: ends.intro }, ...steps, { id: "wrap" as const, minutes: ends.wrap }].filter(
		(segment) => segment.minutes > 0,
	);
}

/** `book`: the steps one after the other. `metrics-first`: metrics and a rough sketch come before the data, as many interviews go. */
export const ORDERS = ["book", "metrics-first"] as const;
export type Order = (typeof ORDERS)[number];

/** Of an evaluation, and of a serving step, that come early: the rest of their minutes comes in its usual place. */
const EARLY_MINUTES = 2;

/**
 * The visits of a plan, one after the other: with metrics first `evaluate` and `serve` are visited twice, early for two minutes each.
 * The minutes of all visits of a segment add up to its minutes in the plan.
 */
export function visitsOf(plan: readonly PlannedSegment[], order: Order): PlannedSegment[] {
	if (order === "book") return [...plan];
	const early = plan.flatMap(({ id, minutes }) =>
		id === "evaluate" || id === "serve" ? [{ id, minutes: Math.min(EARLY_MINUTES, minutes) }] : [],
	);
	const late = plan.map(({ id, minutes }) => ({
		id,
		minutes: minutes - (early.find((visit) => visit.id === id)?.minutes ?? 0),
	}));
	const data = late.findIndex(({ id }) => id === "data");
	return [...late.slice(0, data), ...early, ...late.slice(data)].filter(({ minutes }) => minutes > 0);
}

export function isStepId(id: string): id is StepId {
	return (STEP_IDS as readonly string[]).includes(id);
}

/** @throws RangeError for an id that is no step */
export function stepOf(id: StepId): Step {
	const step = STEPS.find((candidate) => candidate.id === id);
	if (!step) throw new RangeError(`no step is called ${id}`);
	return step;
}

/** Long name of a segment for headings and screen readers. */
export function segmentName(id: SegmentId): string {
	if (id === "intro") return "Introduction";
	if (id === "wrap") return "Wrap-up";
	return stepOf(id).name;
}

export const PROMPT_IDS: ReadonlySet<string> = new Set(
	STEPS.flatMap((step) => step.prompts.map((prompt) => prompt.id)),
);

/** From here a step is softly marked as over its budget (share of the budget). */
export const SOFT_OVERRUN = 1.25;
/** From here it is strongly marked. Nothing ever locks. */
export const STRONG_OVERRUN = 1.5;
