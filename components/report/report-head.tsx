"use client";
// The head of a report: whose it is, when, what was asked, how ready in neutral words, what interviewers say in their own, and the
// figures, each with what it means.
import type { ReactNode } from "react";
import { LinkButton } from "#components/ui/button.tsx";
import { Person } from "#components/ui/person.tsx";
import { measureBoard } from "#core/final-board.ts";
import { replayAddress } from "#core/replay-address.ts";
import type { FullReport } from "#core/report.ts";
import { aimWords, CONFIDENCE_WORDS, figuresOf, listed, OUTCOME_NAMES, OUTCOME_SCALE } from "#core/report-words.ts";
import type { Outcome } from "#core/rubric.ts";
import { DownloadMenu } from "./download-menu.tsx";
import type { BoardPictures } from "./use-board-pictures.tsx";
import type { FinalBoard } from "./use-final-board.ts";
import { whenOf } from "./when.ts";

interface ReportHeadProps {
	report: FullReport;
	board: FinalBoard;
	pictures: BoardPictures;
}

export function ReportHead({ report, board, pictures }: ReportHeadProps) {
	const { candidate, interviewers, session, title, question } = report;
	const name = candidate?.name ?? "A candidate";
	const by =
		session.kind === "solo"
			? "on their own"
			: `interviewed by ${listed(interviewers.map((each) => each.name)) || "nobody"}`;
	const outside = board.state === "ready" ? measureBoard(board.records, board.madeAt, report).outside : null;
	return (
		<>
			<header className="rh">
				<div className="grow">
					<p className="t2 row">
						<Person name={name} role="candidate" named />
						<span>
							{name}, {by}, {whenOf(report)}
						</span>
					</p>
					<h1>{title ?? question.title}</h1>
				</div>
				<div className="row acts onscreen">
					<DownloadMenu report={report} board={board} pictures={pictures} />
					<LinkButton tone="primary" icon="play" href={replayAddress(session.id)}>
						Replay
					</LinkButton>
				</div>
			</header>
			<section className="top" aria-label="Outcome">
				<Verdict report={report} />
				<dl className="kpi">
					{figuresOf(report, outside).map(({ name: term, value, words }) => (
						<Figure key={term} term={term} value={value} words={words} />
					))}
					{board.state === "loading" && <Figure term="Outside the model" value="…" words="reading the board" />}
				</dl>
			</section>
		</>
	);
}

function Figure({ term, value, words }: { term: string; value: string; words: string }) {
	return (
		<div>
			<dt>{term}</dt>
			<dd>
				{value} <span className="muted">{words}</span>
			</dd>
		</div>
	);
}

function Verdict({ report }: { report: FullReport }) {
	const { outcome, summaries, interviewers, self, session } = report;
	return (
		<div className="verdict">
			<p className="t2">{aimWords(report)}</p>
			{outcome === null ? (
				<p className="v">{session.kind === "solo" ? "Your own review" : "No outcome"}</p>
			) : (
				<>
					<p className="v">{OUTCOME_NAMES[outcome]}</p>
					<OutcomeScale outcome={outcome} />
				</>
			)}
			{summaries.map(({ by, text, confidence }) => {
				const who = interviewers.find(({ id }) => id === by)?.name ?? "An interviewer";
				return (
					<Summary key={by} author={interviewers.length > 1 ? who : null} text={text}>
						{confidence !== null && ` ${who} is ${CONFIDENCE_WORDS[confidence]}.`}
					</Summary>
				);
			})}
			{summaries.length === 0 && session.kind !== "solo" && <p className="muted">Nothing was summed up in words.</p>}
			{session.kind === "solo" && self?.summary && <Summary author={null} text={self.summary} />}
		</div>
	);
}

function Summary({ author, text, children }: { author: string | null; text: string; children?: ReactNode }) {
	return (
		<div className="sumup">
			<p className="said">
				{author !== null && <b>{author}: </b>}
				{text}
			</p>
			{children && <p className="muted">{children}</p>}
		</div>
	);
}

function OutcomeScale({ outcome }: { outcome: Outcome }) {
	if (outcome === "not-enough-seen") {
		return <p className="t2">Too little was observed to say how ready. That says nothing about the candidate.</p>;
	}
	const reached = OUTCOME_SCALE.indexOf(outcome);
	const names = OUTCOME_SCALE.map((each) => OUTCOME_NAMES[each].toLowerCase()).join(", ");
	return (
		<div
			className="vscale"
			role="img"
			aria-label={`${["First", "Second", "Third", "Last"][reached]} of four: ${names}`}
		>
			{OUTCOME_SCALE.map((each, index) => (
				<i key={each} className={index <= reached ? "on" : undefined} />
			))}
		</div>
	);
}
