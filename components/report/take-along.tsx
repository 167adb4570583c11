"use client";
import { Segmented } from "#components/ui/field.tsx";
// What to take along: at most two things to keep, two to change and one drill, each with its moments. The candidate says to each whether
// she takes it; interviewers read her answer.
import { Icon, type IconName } from "#components/ui/icons.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { firstName } from "#components/ui/words.ts";
import type { FullReport, ReportItem } from "#core/report.ts";
import { ANSWER_NAMES, ITEM_NAMES } from "#core/report-words.ts";
import { ANSWERS, type ItemKind } from "#core/review.ts";
import { MomentButton } from "./moment-links.tsx";
import { type AnswerItems, keyOf, useAnswers } from "./use-answers.ts";

const ITEM_ICONS: Record<ItemKind, IconName> = {
	keep: "check",
	change: "twist",
	drill: "clock",
	best: "check",
	redo: "again",
};

export function TakeAlong({ report }: { report: FullReport }) {
	const { items, reader, stage, interviewers, session } = report;
	const answers = useAnswers(session.id, items);
	if (items.length === 0) {
		if (session.kind === "solo") return null;
		return (
			<section aria-labelledby="take-along">
				<h2 id="take-along">What to take along</h2>
				<p className="t2">Nothing was written to keep, to change or to practise.</p>
			</section>
		);
	}
	return (
		<section aria-labelledby="take-along">
			<h2 id="take-along">What to take along</h2>
			<div className="fbs">
				{items.map((item) => (
					<Item
						key={keyOf(item)}
						report={report}
						item={item}
						author={interviewers.length > 1 ? (interviewers.find(({ id }) => id === item.author)?.name ?? null) : null}
					>
						{reader === "candidate" && <AnswerChoice item={item} answers={answers} />}
						{reader === "interviewer" && stage === "published" && (
							<Tag tone={item.answer === "accept" ? "ok" : item.answer === null ? "line" : "info"}>
								{item.answer === null ? "Not answered yet" : `Answered: ${ANSWER_NAMES[item.answer].toLowerCase()}`}
							</Tag>
						)}
					</Item>
				))}
			</div>
		</section>
	);
}

interface ItemProps {
	report: FullReport;
	item: ReportItem;
	/** said where several wrote */
	author: string | null;
	children?: React.ReactNode;
}

export function Item({ report, item, author, children }: ItemProps) {
	return (
		<article className="fb">
			<p className="kind">
				<Icon name={ITEM_ICONS[item.kind]} />
				{ITEM_NAMES[item.kind]}
				{author !== null && <span className="muted">{firstName(author)}</span>}
			</p>
			<h3 className="h said">{item.text}</h3>
			{item.more !== "" && <p className="t2 said">{item.more}</p>}
			<div className="lk">
				{item.evidence.map((moment) => (
					<MomentButton key={moment.id} report={report} moment={moment} />
				))}
				<span className="grow" />
				{children}
			</div>
		</article>
	);
}

function AnswerChoice({ item, answers }: { item: ReportItem; answers: AnswerItems }) {
	return (
		<Segmented
			legend={`Your answer to: ${item.text}`}
			hideLegend
			size="sm"
			className="acc"
			value={answers.of(item) ?? ""}
			onChange={(answer) => {
				const chosen = ANSWERS.find((each) => each === answer);
				if (chosen) answers.give(item, chosen);
			}}
			options={ANSWERS.map((answer): { value: string; label: string } => ({
				value: answer,
				label: ANSWER_NAMES[answer],
			}))}
		/>
	);
}
