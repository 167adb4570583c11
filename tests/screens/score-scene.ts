// The scores, from the first to the published report: one interviewer and two, empty, half and full; and the candidate's own.
import { CommandLine } from "#tests/e2e/command-line.ts";
import type { Someone } from "#tests/e2e/people.ts";
import { expect } from "#tests/e2e/test.ts";
import { playToTheEnd, writeReview, writeSelfReview } from "./report-play.ts";
import { openSheet, seeded, tab } from "./scene-parts.ts";
import type { Stage } from "./stage.ts";

const MINUTE = 60_000;
const IN_DATA = 27 * MINUTE;
const SAMPLE_END = 47 * MINUTE;
const LONG_NAME = "Wilhelmina-Alexandrine Featherstonehaugh-Cholmondeley of Ely";

/** The tab, with that part of it in sight. */
const scoresAt = (name: RegExp | null) => async (person: Someone) => {
	await tab(/^Score/)(person);
	const { page } = person;
	await expect(page.getByRole("region", { name: "Scores and feedback" })).toBeVisible();
	const part = name === null ? page.getByRole("tablist", { name: "Panel" }) : page.getByRole("region", { name });
	// the pane alone scrolls: the page around it never does
	await part.evaluate((element) => {
		const pane = element.closest(".scroll");
		if (pane) pane.scrollTop += element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
	});
};

export async function scores(stage: Stage): Promise<void> {
	const [priya, jonas] = [await stage.come("Priya Raman"), await stage.come("Jonas Weber")];
	const made = await seeded(stage, priya, jonas, { until: IN_DATA });
	const leads = await CommandLine.of(priya, made.id);
	await priya.enter(made.id);
	await stage.shoot("score-empty", priya, { settle: scoresAt(null) });
	await leads.do(
		{ type: "score", dimension: "problem_navigation", score: 3 },
		{ type: "score", dimension: "ml_framing", score: 4 },
		{ type: "score", dimension: "monitoring_ops", score: "not-observed" },
		{ type: "give-evidence", dimension: "ml_framing", evidence: noteIds(leads).slice(0, 2) },
		{ type: "comment", dimension: "ml_framing", text: "Derived calibration from the auction, unprompted." },
	);
	await scoresAt(null)(priya);
	await priya.page.getByRole("button", { name: /^ML framing/ }).click();
	await stage.shoot("score-half", priya, { settle: scoresAt(null) });
	await priya.page.getByRole("button", { name: /for ML framing$/ }).click();
	await expect(priya.page.getByRole("dialog", { name: "Moments for ML framing" })).toBeVisible();
	await stage.shoot("score-moments", priya);
	leads.close();
}

function noteIds({ view }: CommandLine): string[] {
	return view.role === "interviewer" ? view.notes.map(({ id }) => id) : [];
}

export async function publishing(stage: Stage): Promise<void> {
	const [priya, jonas] = [await stage.come("Priya Raman"), await stage.come("Jonas Weber")];
	const made = await seeded(stage, priya, jonas, { until: SAMPLE_END });
	const [leads, follows] = [await CommandLine.of(priya, made.id), await CommandLine.of(jonas, made.id)];
	await playToTheEnd(leads, follows);
	await priya.enter(made.id);
	await stage.shoot("debrief-interviewer", priya);
	await jonas.enter(made.id);
	await stage.shoot("self-review-empty", jonas, { settle: openSheet });
	await writeReview(leads);
	const clumsy = { text: "You were slow and a bit nervous.", more: "Say what you drop.", evidence: [] };
	await leads.do({ type: "write-item", kind: "change", no: 2, ...clumsy });
	await stage.shoot("score-full", priya, { settle: scoresAt(null) });
	await stage.shoot("score-outcome", priya, { settle: scoresAt(/^Outcome$/) });
	await stage.shoot("score-feedback", priya, { settle: scoresAt(/^Feedback$/) });
	await priya.page.getByRole("button", { name: "Publish report" }).click();
	await expect(priya.page.getByRole("alertdialog")).toBeVisible();
	await stage.shoot("score-publish", priya);
	await priya.page.getByRole("button", { name: "Not yet" }).click();
	await writeSelfReview(follows);
	await expect(jonas.page.getByRole("heading", { name: "You have scored yourself" })).toBeVisible();
	await stage.shoot("self-review-submitted", jonas, { settle: openSheet });
	await leads.do({ type: "publish" });
	await stage.shoot("score-published", priya, { settle: scoresAt(null) });
	await stage.shoot("debrief-published", jonas, { settle: openSheet });
	leads.close();
	follows.close();
}

export async function agreeing(stage: Stage): Promise<void> {
	const [priya, jonas, mei] = [
		await stage.come("Priya Raman"),
		await stage.come("Jonas Weber"),
		await stage.come(LONG_NAME),
	];
	const made = await seeded(stage, priya, jonas, { until: SAMPLE_END });
	await mei.accept(made.invites.interviewer);
	const [leads, follows] = [await CommandLine.of(priya, made.id), await CommandLine.of(jonas, made.id)];
	const joins = await CommandLine.of(mei, made.id);
	await playToTheEnd(leads, follows);
	await writeReview(leads);
	await writeReview(joins);
	await joins.do(
		{ type: "score", dimension: "modelling", score: 2 },
		{ type: "score", dimension: "communication", score: 4 },
	);
	await leads.do({ type: "submit-review" });
	await priya.enter(made.id);
	await stage.shoot("score-waiting", priya, { settle: scoresAt(null) });
	await joins.do({ type: "submit-review" });
	await expect(priya.page.getByRole("table", { name: "Scores side by side" })).toBeVisible();
	await stage.shoot("score-together", priya, { settle: scoresAt(null) });
	for (const line of [leads, follows, joins]) line.close();
}
