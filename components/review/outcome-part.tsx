// The outcome that the scores suggest, what it rests on, and another one with its reason. The neutral words are what the candidate will
// read; hire words, reasons and the mean stay with interviewers.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { LEVEL_WORDS } from "#components/ui/words.ts";
import { LEVELS } from "#core/framework.ts";
import { MAX_COMMENT_CHARS } from "#core/limits.ts";
import type { ReviewStanding } from "#core/review-standing.ts";
import { OUTCOMES, type Outcome } from "#core/rubric.ts";
import type { InterviewerView } from "#core/view.ts";
import { DraftText } from "./draft-text.tsx";
import { HireWords } from "./hire-words.tsx";
import { OUTCOME_SCALE, OUTCOME_WORDS } from "./score-words.ts";
import type { Scoring } from "./use-scoring.ts";
import "./review.css";

interface OutcomePartProps {
	view: InterviewerView;
	standing: ReviewStanding;
	scoring: Pick<Scoring, "outcome" | "setOutcome" | "ask">;
}

export function OutcomePart({ view, standing, scoring }: OutcomePartProps) {
	const { suggestion, stage, isOver } = standing;
	const chosen = view.override;
	const outcome = chosen?.outcome ?? suggestion.outcome;
	const isOpen = isOver && stage !== "published";
	return (
		<section className="outcome" aria-label="Outcome">
			<h3>{chosen ? "Outcome" : "Suggested outcome"}</h3>
			<p className="outcomeline">
				<b>{OUTCOME_WORDS[outcome]}</b>
				<HireWords outcome={outcome} />
			</p>
			<OutcomeScale outcome={outcome} />
			{chosen && (
				<p className="t2">
					{byWhom(view, chosen.by)} instead of {OUTCOME_WORDS[suggestion.outcome].toLowerCase()}: {chosen.reason}
				</p>
			)}
			<ul className="reasons">
				{suggestion.reasons.map((reason) => (
					<li key={reason}>{reason}</li>
				))}
				{standing.level && <li>{levelWords(view.session.level, standing.level)}</li>}
			</ul>
			<p className="muted">
				{suggestion.mean !== null && `Mean ${suggestion.mean.toFixed(2)} of 4, `}
				{Math.round(suggestion.observed * 100)} % of the weight observed
			</p>
			{isOpen && <Override view={view} suggested={suggestion.outcome} scoring={scoring} />}
		</section>
	);
}

export function OutcomeScale({ outcome }: { outcome: Outcome }) {
	const place = OUTCOME_SCALE.indexOf(outcome);
	if (place < 0) return null;
	const all = OUTCOME_SCALE.map((each) => OUTCOME_WORDS[each].toLowerCase()).join(", ");
	return (
		<div className="outcomescale" role="img" aria-label={`${place + 1} of ${OUTCOME_SCALE.length}: ${all}`}>
			{OUTCOME_SCALE.map((each, index) => (
				<i key={each} className={index <= place ? "on" : undefined} />
			))}
		</div>
	);
}

function byWhom(view: InterviewerView, by: string): string {
	if (by === view.you) return "You chose it";
	return `${view.people.find(({ id }) => id === by)?.name ?? "An interviewer"} chose it`;
}

function levelWords(level: InterviewerView["session"]["level"], read: "lower" | "higher"): string {
	const other = LEVELS[LEVELS.indexOf(level) + (read === "lower" ? -1 : 1)] ?? level;
	return read === "lower"
		? `Talk about ${LEVEL_WORDS[other].toLowerCase()}: close to ${LEVEL_WORDS[level].toLowerCase()}, and no gate failed.`
		: `Talk about ${LEVEL_WORDS[other].toLowerCase()}: ready for ${LEVEL_WORDS[level].toLowerCase()}, almost all of it unprompted.`;
}

interface OverrideProps {
	view: InterviewerView;
	suggested: Outcome;
	scoring: OutcomePartProps["scoring"];
}

function Override({ view, suggested, scoring }: OverrideProps) {
	const { outcome: draft, setOutcome, ask } = scoring;
	const [problem, setProblem] = useState<string | null>(null);
	const [busy, setBusy] = useState(false);
	const was = view.override?.outcome ?? null;
	const send = async (outcome: Outcome | null, reason: string) => {
		setBusy(true);
		setProblem(null);
		const answer = await ask({ type: "override", outcome, reason, was });
		setBusy(false);
		if ("refused" in answer) setProblem(answer.message);
		else setOutcome(null);
	};
	const said = problem && (
		<p role="alert" className="err">
			<Icon name="warning" />
			{problem}
		</p>
	);
	if (draft === null) {
		return (
			<div className="reviewend">
				{said}
				<Button size="sm" onClick={() => setOutcome({ outcome: was, reason: view.override?.reason ?? "" })}>
					Choose another outcome
				</Button>
				{was && (
					<Button size="sm" busy={busy} onClick={() => send(null, "")}>
						Back to the suggestion
					</Button>
				)}
			</div>
		);
	}
	const { outcome, reason } = draft;
	return (
		<fieldset className="override">
			<legend>Another outcome</legend>
			{OUTCOMES.filter((each) => each !== suggested).map((each) => (
				<label key={each}>
					<input
						type="radio"
						name="another-outcome"
						checked={outcome === each}
						onChange={() => setOutcome({ outcome: each, reason })}
					/>
					<span>{OUTCOME_WORDS[each]}</span>
					<HireWords outcome={each} />
				</label>
			))}
			<DraftText
				label="Why? Interviewers read it, the candidate does not."
				value={reason}
				maxLength={MAX_COMMENT_CHARS}
				readOnly={false}
				onText={(text) => setOutcome({ outcome, reason: text })}
				onLeave={() => {}}
			/>
			{said}
			<div className="reviewend">
				<Button
					size="sm"
					tone="primary"
					busy={busy}
					disabled={outcome === null || reason.trim() === ""}
					onClick={() => send(outcome, reason)}
				>
					Save this outcome
				</Button>
				<Button size="sm" onClick={() => setOutcome(null)}>
					Keep it as it is
				</Button>
			</div>
		</fieldset>
	);
}
