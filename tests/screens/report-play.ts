// The end of the sample interview as two people leave it for a report: hints and a card shown, coverage marked, the chain judged, scores
// with their evidence, feedback, and what the candidate thinks of it herself.

import { artefactsOf } from "#core/coverage.ts";
import { STEPS } from "#core/framework.ts";
import { DIMENSION_IDS, type DimensionId } from "#core/rubric.ts";
import type { Command } from "#core/session.ts";
import type { CommandLine } from "#tests/e2e/command-line.ts";

const GIVEN = { ml_framing: 4, evaluation: 2, monitoring_ops: 2 } as const;
const OWN = { data_features: 4, evaluation: 3, serving_systems: 2, monitoring_ops: 1 } as const;

function scores(own: Partial<Record<DimensionId, 1 | 2 | 3 | 4>>): Command[] {
	return DIMENSION_IDS.map((dimension) => ({ type: "score", dimension, score: own[dimension] ?? 3 }));
}

/** While the clock runs: what is shown, marked and pinned; then the end. */
export async function playToTheEnd(interviewer: CommandLine, candidate: CommandLine): Promise<void> {
	await interviewer.do(
		{ type: "answer-clarification", no: 1 },
		{ type: "show-hint", step: "serve", level: 1 },
		{ type: "show-hint", step: "serve", level: 2 },
		{ type: "play-twist", no: 1 },
	);
	for (const { id, prompts } of STEPS) {
		const covered = Math.max(1, prompts.length - (id === "monitor" ? 6 : id === "serve" ? 4 : 2));
		for (const [index, prompt] of prompts.slice(0, covered).entries()) {
			const origin = id === "serve" && index > 2 ? "hint2" : index % 4 === 3 ? "probed" : "unprompted";
			await interviewer.do({ type: "mark", itemId: prompt.id, state: index % 5 === 4 ? 0.5 : 1, origin });
		}
		const [artefact] = artefactsOf(id);
		if (artefact) await interviewer.do({ type: "mark", itemId: artefact.id, state: 1, origin: "unprompted" });
	}
	const chain = [
		"ad revenue",
		"P(click)",
		"click within 24 h",
		"log loss",
		"normalised entropy",
		"revenue per 1,000",
		"drift, weekly",
	];
	for (const [index, cell] of (
		["goal", "objective", "label", "loss", "offline", "online", "alert"] as const
	).entries()) {
		await interviewer.do({ type: "write-thread", cell, text: chain[index] ?? "", was: "" });
	}
	for (const link of ["goal-objective", "objective-label", "label-loss", "loss-offline", "offline-online"] as const) {
		await interviewer.do({ type: "judge-link", link, state: "holds" });
	}
	await interviewer.do({ type: "judge-link", link: "online-alert", state: "broken" });
	await candidate.do({ type: "pin" });
	await interviewer.do({ type: "end" });
}

export async function writeReview(interviewer: CommandLine): Promise<void> {
	const { view } = interviewer;
	const notes = view.role === "interviewer" ? view.notes.map(({ id }) => id) : [];
	const some = (...places: number[]) => places.flatMap((place) => notes[place % notes.length] ?? []);
	await interviewer.do(
		...scores(GIVEN),
		{ type: "give-evidence", dimension: "problem_navigation", evidence: some(0, 1) },
		{ type: "give-evidence", dimension: "ml_framing", evidence: some(1, 2, 3) },
		{ type: "give-evidence", dimension: "data_features", evidence: some(3, 4) },
		{ type: "give-evidence", dimension: "modelling", evidence: some(5) },
		{ type: "give-evidence", dimension: "serving_systems", evidence: some(6, 7) },
		{ type: "give-evidence", dimension: "monitoring_ops", evidence: some(8) },
		{ type: "give-evidence", dimension: "communication", evidence: some(0, 5) },
		{
			type: "comment",
			dimension: "evaluation",
			text: "Knew the metrics when asked, named no unit and no duration of the test.",
		},
		{
			type: "summarise",
			text: "Derives calibration from the auction without a prompt and designs label delay well. Spent 14 minutes on data, so evaluation, serving and monitoring came late and stayed thin. Knows them when asked; practise reaching serving by minute 33.",
		},
		{ type: "be-confident", confidence: "high" },
		item(
			"keep",
			"You said why the number matters before you drew a model.",
			"“Price uses the level, so order is not enough.” It made every later choice easy to follow.",
			some(2),
		),
		item(
			"change",
			"At 17:32 you listed twelve features without a source.",
			"I could not tell which are available on request. Next time fill in the freshness column for the top five.",
			some(3, 4),
		),
		item(
			"drill",
			"Size an experiment aloud in three minutes.",
			"Unit, exposure, sample size, duration, what breaks when both arms share a campaign budget. Twice before next week.",
			some(7),
		),
	);
}

export async function writeSelfReview(candidate: CommandLine): Promise<void> {
	const { view } = candidate;
	const pin = view.role === "observer" ? undefined : view.pins[0]?.id;
	await candidate.do(
		...scores(OWN),
		{ type: "summarise", text: "The start went well. I lost the clock in data and rushed what came after." },
		item("best", "Calibration came to me before anybody asked.", "", []),
		item("redo", "Serving: I drew boxes without times.", "", pin ? [pin] : []),
		{ type: "submit-review" },
	);
}

function item(
	kind: "keep" | "change" | "drill" | "best" | "redo",
	text: string,
	more: string,
	evidence: string[],
): Command {
	return { type: "write-item", kind, no: 1, text, more, evidence };
}
