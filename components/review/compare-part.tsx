// Two interviewers' scores side by side once both are submitted. Where they differ they agree on one; a choice that was made on
// something older than what the other has just chosen is refused, said in place, and both choices stay in sight.
import { Fragment, useState } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { firstName } from "#components/ui/words.ts";
import type { CommandAnswer } from "#core/protocol.ts";
import { type GivenScore, NOT_OBSERVED, type Review } from "#core/review.ts";
import type { ReviewStanding } from "#core/review-standing.ts";
import { DIMENSION_IDS, type DimensionId, dimensionOf } from "#core/rubric.ts";
import type { Command } from "#core/session.ts";
import type { InterviewerView } from "#core/view.ts";
import { MomentList } from "./moment-chooser.tsx";
import type { MomentChoice } from "./moments.ts";
import { ScoreChoice } from "./score-choice.tsx";
import { Anchors } from "./score-row.tsx";
import { scoreSign } from "./score-words.ts";
import "./review.css";

interface ComparePartProps {
	view: InterviewerView;
	own: Review;
	standing: ReviewStanding;
	moments: readonly MomentChoice[];
	readOnly: boolean;
	ask(command: Command): Promise<CommandAnswer>;
}

interface Column {
	readonly id: string;
	readonly name: string;
	readonly review: Review;
}

/** Oneself first. */
function columnsOf({ own, standing }: Pick<ComparePartProps, "own" | "standing">, you: string): Column[] {
	const others = standing.others.flatMap(({ id, name, review }) =>
		review ? [{ id, name: firstName(name), review }] : [],
	);
	return [{ id: you, name: "You", review: own }, ...others];
}

export function ComparePart(props: ComparePartProps) {
	const { view, standing, readOnly } = props;
	const columns = columnsOf(props, view.you);
	const { open } = standing;
	return (
		<>
			{!readOnly && (
				<p role="status" className="t2">
					{open.length === 0
						? "There is one score for each dimension."
						: `Agree on one score in ${open.length} ${open.length === 1 ? "dimension" : "dimensions"}: talk first, then either of you chooses.`}
				</p>
			)}
			<table className="compare">
				<caption className="vh">Scores side by side</caption>
				<thead>
					<tr>
						<th scope="col">Dimension</th>
						{columns.map(({ id, name }) => (
							<th key={id} scope="col" className="cut" title={name}>
								{name}
							</th>
						))}
						<th scope="col">One score</th>
					</tr>
				</thead>
				<tbody>
					{DIMENSION_IDS.map((dimension) => (
						<CompareRow key={dimension} {...props} dimension={dimension} columns={columns} />
					))}
				</tbody>
			</table>
		</>
	);
}

function CompareRow(props: ComparePartProps & { dimension: DimensionId; columns: readonly Column[] }) {
	const { dimension, columns, view, standing, readOnly, ask } = props;
	const [open, setOpen] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const { name } = dimensionOf(dimension);
	const given = columns.map(({ review }) => review.scores[dimension]);
	const differs = given.some((score) => score !== given[0]);
	const agreed = view.agreed[dimension] ?? null;
	const width = columns.length + 2;

	async function agree(score: GivenScore | null) {
		if (score === null) return;
		setProblem(null);
		const answer = await ask({ type: "agree", dimension, score, was: agreed });
		if ("refused" in answer) setProblem(`${answer.message} You had chosen ${scoreSign(score)}.`);
	}

	return (
		<Fragment>
			<tr className={differs && agreed === null ? "differs" : undefined}>
				<th scope="row">
					<button type="button" className="scoretoggle" aria-expanded={open} onClick={() => setOpen(!open)}>
						<span>{name}</span>
						<Icon name={open ? "chevron-up" : "chevron-down"} />
						<span className="vh">: comments and moments</span>
					</button>
				</th>
				{columns.map(({ id, review }) => (
					<td key={id} className="mono">
						{scoreSign(review.scores[dimension])}
						{review.scores[dimension] === NOT_OBSERVED && <span className="vh"> (not observed)</span>}
					</td>
				))}
				<td className="mono">
					<b>{scoreSign(standing.scores[dimension])}</b>
				</td>
			</tr>
			{differs && !readOnly && (
				<tr className="agreerow">
					<td colSpan={width}>
						<div className="agree">
							<span className="t2">{agreed === null ? "Agree on" : "Agreed on"}</span>
							<ScoreChoice
								label={`One score for ${name}`}
								value={agreed}
								firm
								onChoose={(score) => void agree(score)}
							/>
						</div>
						{problem && (
							<p role="alert" className="err">
								<Icon name="warning" />
								{problem}
							</p>
						)}
					</td>
				</tr>
			)}
			{open && (
				<tr className="agreerow">
					<td colSpan={width}>
						<Reasons {...props} />
					</td>
				</tr>
			)}
		</Fragment>
	);
}

/** What each of them wrote and points to, and what the scores mean. */
function Reasons({
	dimension,
	columns,
	view,
	standing,
	moments,
}: ComparePartProps & { dimension: DimensionId; columns: readonly Column[] }) {
	return (
		<div className="scorebody">
			<Anchors dimension={dimension} level={view.session.level} score={standing.scores[dimension] ?? null} />
			{columns.map(({ id, name, review }) => (
				<section key={id} aria-label={`${name}: ${dimensionOf(dimension).name}`}>
					<h4>
						{name}: <span className="mono">{scoreSign(review.scores[dimension])}</span>
					</h4>
					<p className="notetext">{review.comments[dimension] ?? "No comment."}</p>
					<MomentList moments={moments} chosen={review.evidence[dimension] ?? []} />
				</section>
			))}
		</div>
	);
}
