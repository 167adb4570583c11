"use client";
// Scores: a radar, a line for each dimension, and the numbers as a table, which is the text of both. Interviewers are a square and solid,
// self is a ring and dashed. Each score leads to its moments or says that it has none. The charts come after the page.
import { useState } from "react";
import { Tag } from "#components/ui/tag.tsx";
import { useLater } from "#components/ui/use-later.ts";
import { firstName } from "#components/ui/words.ts";
import type { FullReport } from "#core/report.ts";
import { listed, scoreWords } from "#core/report-words.ts";
import { dimensionOf, SCORES } from "#core/rubric.ts";
import { Evidence } from "./moment-links.tsx";

const fetchCharts = () => import("./score-charts.tsx");

export function ScoreCard({ report }: { report: FullReport }) {
	const { scores, interviewers, candidate, session } = report;
	const isSolo = session.kind === "solo";
	const given = isSolo ? null : listed(interviewers.map(({ name }) => firstName(name))) || "Interviewer";
	const hasSelf = report.self !== null;
	const self = firstName(candidate?.name ?? "Candidate");
	const isEmpty = scores.every((row) => row.score === null && row.self === null);
	const [failed, setFailed] = useState(false);
	const charts = useLater(!isEmpty, fetchCharts, () => setFailed(true));
	return (
		<section className="card pad" aria-label="Scores">
			<h2>Scores</h2>
			<p className="keyl">
				{given !== null && (
					<span>
						<u className="iv" />
						{given}
					</span>
				)}
				{hasSelf && (
					<span>
						<u className="se" />
						{self}
						{isSolo ? "" : ", before reading"}
					</span>
				)}
				<span className="muted">3 meets the level</span>
			</p>
			{isEmpty ? (
				<p className="t2">Nothing was scored yet.</p>
			) : (
				<div className="sc">
					{failed ? (
						<p className="muted">The charts could not be loaded. The numbers stand in the table.</p>
					) : (
						<div className="radar" role="img" aria-label="Radar of eight dimensions; the same numbers are in the table">
							{charts ? <charts.ScoreRadar rows={scores} /> : <p className="skeleton">Radar</p>}
						</div>
					)}
					<div className="dimsbox">
						<div className="lines" aria-hidden="true">
							{charts && <charts.ScoreLines rows={scores} />}
						</div>
						<table className="dims">
							<caption className="vh">Scores by dimension, 1 to 4</caption>
							<thead>
								<tr>
									<th scope="col">Dimension</th>
									<td className="scale" aria-hidden="true">
										<span>
											{SCORES.map((score) => (
												<i key={score}>{score}</i>
											))}
										</span>
									</td>
									{given !== null && (
										<th scope="col" className="num cut" title={given}>
											<u className="iv" />
											<span className="vh">{given}</span>
										</th>
									)}
									{hasSelf && (
										<th scope="col" className="num cut" title={self}>
											<u className="se" />
											<span className="vh">{self}, self</span>
										</th>
									)}
									{given !== null && <th scope="col">Evidence</th>}
								</tr>
							</thead>
							<tbody>
								{scores.map((row) => (
									<Row key={row.dimension} report={report} row={row} hasGiven={given !== null} hasSelf={hasSelf} />
								))}
							</tbody>
						</table>
					</div>
				</div>
			)}
			<Comments report={report} />
		</section>
	);
}

interface RowProps {
	report: FullReport;
	row: FullReport["scores"][number];
	hasGiven: boolean;
	hasSelf: boolean;
}

function Row({ report, row, hasGiven, hasSelf }: RowProps) {
	const { name, short } = dimensionOf(row.dimension);
	return (
		<tr>
			<th scope="row">
				<span className="hide-sm">{name}</span>
				<span className="phone">{short}</span> <span className="muted hide-sm">{Math.round(row.weight)}%</span>
			</th>
			<td aria-hidden="true" />
			{hasGiven && <Given score={row.score} />}
			{hasSelf && <Given score={row.self} />}
			{hasGiven && (
				<td>
					{row.evidence.length > 0 ? (
						<Evidence report={report} of={name} moments={row.evidence} />
					) : (
						typeof row.score === "number" && (
							<Tag tone="warn">
								<span className="hide-sm">No evidence</span>
								<span className="phone">None</span>
							</Tag>
						)
					)}
				</td>
			)}
		</tr>
	);
}

function Given({ score }: { score: FullReport["scores"][number]["score"] }) {
	return (
		<td className="num mono" title={score === "not-observed" ? "not observed" : undefined}>
			{scoreWords(score)}
		</td>
	);
}

function Comments({ report }: { report: FullReport }) {
	const said = report.scores.flatMap(({ dimension, comments }) =>
		comments.map((comment) => ({ dimension, ...comment })),
	);
	if (said.length === 0) return null;
	const many = report.interviewers.length > 1;
	return (
		<ul className="plainlist comments" aria-label="What was said to the scores">
			{said.map(({ dimension, by, text }) => (
				<li key={`${dimension} ${by}`}>
					<b>{dimensionOf(dimension).name}</b>
					{many && `, ${firstName(report.interviewers.find(({ id }) => id === by)?.name ?? "Interviewer")}`}:{" "}
					<span className="said">{text}</span>
				</li>
			))}
		</ul>
	);
}
