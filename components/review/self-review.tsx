"use client";
// What a candidate thinks of the interview, before reading what others think: eight scores, the best moment and one to redo. Driven by
// props: the room shows it once the clocks have stopped, the report's page as long as it is owed. Others' scores are not here; the
// server sends them to nobody who has not submitted this.
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import type { Level } from "#core/framework.ts";
import { MAX_SUMMARY_CHARS } from "#core/limits.ts";
import type { Pin } from "#core/notes.ts";
import type { CommandAnswer } from "#core/protocol.ts";
import type { Review, ReviewWrite } from "#core/review.ts";
import { gapsOf, placeOfWrite } from "#core/review-writing.ts";
import { DIMENSION_IDS, dimensionOf } from "#core/rubric.ts";
import { DraftText } from "./draft-text.tsx";
import { FeedbackItem } from "./feedback-item.tsx";
import { type MomentChoice, momentChoices } from "./moments.ts";
import { ScoreRow } from "./score-row.tsx";
import { type ReviewWriting, useReviewDrafts } from "./use-review-drafts.ts";
import { WritingState } from "./writing-state.tsx";
import "./review.css";

export interface SelfReviewProps {
	/** the candidate's own (`view.review`); a new object whenever a view came */
	review: Review;
	sessionLevel: Level;
	/** the candidate's own (`view.pins`) */
	pins: readonly Pin[];
	/** ms since the session was created; times of pins count from here */
	startedAt: number | null;
	/** names of those whose report it is; none in solo practice */
	interviewers: readonly string[];
	/** whether there is a report to read once this is submitted */
	published: boolean;
	/** the line to the server is down: what is written is kept and sent when it is back */
	offline: boolean;
	/** carries out a command; a refusal comes back with its words */
	onCommand(command: ReviewWrite | { type: "submit-review" } | { type: "withdraw-review" }): Promise<CommandAnswer>;
	/** what stands at its end once it is submitted, such as a link to the report */
	children?: ReactNode;
}

const PIN_SOURCE = "You pinned no moment. Pins are made while the interview runs, with P.";

export function SelfReview(props: SelfReviewProps) {
	const { review, sessionLevel, pins, startedAt, interviewers, published, offline, onCommand, children } = props;
	const writing = useReviewDrafts({ review, offline, ask: onCommand });
	const { busy, problem, run } = useDeed(onCommand, writing);
	const submitted = review.submittedAt !== null;
	const shown = { ...writing, review: submitted ? writing.settled : writing.review };
	const moments = momentChoices({ notes: [], pins, startedAt });
	return (
		<section className="review selfreview" aria-label="Your own scores">
			<header className="reviewhead">
				<h2>{submitted ? "You have scored yourself" : "Score yourself"}</h2>
				<WritingState writing={writing} offline={offline} />
			</header>
			<p className="t2">{selfReviewWords({ interviewers, published, submitted })}</p>
			{submitted && children}
			<ul className="scorerows" aria-label={`Scores against ${sessionLevel}`}>
				{DIMENSION_IDS.map((dimension) => (
					<ScoreRow
						key={dimension}
						dimension={dimension}
						level={sessionLevel}
						writing={shown}
						moments={null}
						source=""
						commentLabel="Why"
						readOnly={submitted}
					/>
				))}
			</ul>
			<Moments writing={shown} moments={moments} readOnly={submitted} />
			<footer className="reviewend">
				{problem && (
					<p role="alert" className="err">
						<Icon name="warning" />
						{problem}
					</p>
				)}
				{submitted ? (
					// what was thought before the report was read stays
					!published && (
						<Button
							size="sm"
							busy={busy === "withdraw-review"}
							busyLabel="Taking it back…"
							onClick={() => run({ type: "withdraw-review" })}
						>
							Take it back to change it
						</Button>
					)
				) : (
					<>
						<Unscored review={writing.review} />
						<Button
							tone="primary"
							busy={busy === "submit-review"}
							busyLabel="Submitting…"
							disabled={gapsOf(writing.review).unscored.length > 0}
							onClick={() => run({ type: "submit-review" })}
						>
							Submit my scores
						</Button>
					</>
				)}
			</footer>
		</section>
	);
}

/** Saves what was typed, then does it; what went wrong is said beside the button. */
function useDeed(onCommand: SelfReviewProps["onCommand"], writing: ReviewWriting) {
	const [busy, setBusy] = useState<"submit-review" | "withdraw-review" | null>(null);
	const [problem, setProblem] = useState<string | null>(null);
	const run = async (command: { type: "submit-review" } | { type: "withdraw-review" }) => {
		setBusy(command.type);
		setProblem(null);
		const saved = await writing.flush();
		const answer = saved ? await onCommand(command) : null;
		setBusy(null);
		if (!answer) setProblem("Not everything is saved yet. Try again in a moment.");
		else if ("refused" in answer) setProblem(answer.message);
	};
	return { busy, problem, run };
}

function Moments({
	writing,
	moments,
	readOnly,
}: {
	writing: ReviewWriting;
	moments: readonly MomentChoice[];
	readOnly: boolean;
}) {
	const item = { writing, moments, source: PIN_SOURCE, about: null, readOnly, no: 1 } as const;
	const summary = writing.review.summary;
	return (
		<div className="feedback">
			<FeedbackItem {...item} kind="best" title="Best moment" />
			<FeedbackItem {...item} kind="redo" title="Moment to redo" />
			<DraftText
				label="In your own words (optional)"
				value={summary}
				maxLength={MAX_SUMMARY_CHARS}
				readOnly={readOnly}
				refusal={writing.refusals[placeOfWrite({ type: "summarise", text: summary })]}
				onText={(text) => writing.write({ type: "summarise", text })}
				onLeave={() => void writing.flush()}
			/>
		</div>
	);
}

/** Which dimensions keep a review from being submitted. */
export function Unscored({ review }: { review: Review }) {
	const { unscored } = gapsOf(review);
	if (unscored.length === 0) return null;
	if (unscored.length === DIMENSION_IDS.length) {
		return <p className="muted">Score each dimension, or say that it was not observed.</p>;
	}
	return <p className="muted">Still open: {unscored.map((id) => dimensionOf(id).name).join(", ")}.</p>;
}

/** Whose scores stay hidden until when, and who reads these. Pure, so that a test can read it. */
export function selfReviewWords({
	interviewers,
	published,
	submitted,
}: {
	interviewers: readonly string[];
	published: boolean;
	submitted: boolean;
}): string {
	const [one, ...more] = interviewers;
	if (one === undefined) {
		return submitted
			? "Your report is made of these scores."
			: "Nobody else scores solo practice: your report is made of these scores.";
	}
	const names = [one, ...more].join(" and ");
	const [have, scores] = more.length > 0 ? ["have", "their scores"] : ["has", `${one}'s scores`];
	if (published) {
		return submitted
			? `${names} ${have} published the report.`
			: `${names} ${have} published the report. It opens once you have scored yourself.`;
	}
	return submitted
		? `${names} ${have} not published yet. The report appears here; ${names} will read your scores in it, too.`
		: `${names} ${have} not published yet. Score yourself meanwhile: ${scores} stay hidden until you have.`;
}
