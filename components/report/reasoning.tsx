// How the outcome came about: for interviewers alone, on the private surface. What the rule suggests, on what it rests, what was
// overridden and why, and who scored what.
import { Icon } from "#components/ui/icons.tsx";
import type { FullReport } from "#core/report.ts";
import { OUTCOME_NAMES, percent, scoreWords } from "#core/report-words.ts";
import { DIMENSIONS } from "#core/rubric.ts";

type Reasons = NonNullable<FullReport["reasoning"]>;

const LEVEL_WORDS = {
	lower: "Talk about one level lower: the mean is near, and nothing is clearly below it.",
	higher: "Talk about one level higher: ready, and nearly all of it unprompted.",
};

export function Reasoning({ report, reasoning }: { report: FullReport; reasoning: Reasons }) {
	const { suggested, mean, observed, reasons, level, override, byInterviewer } = reasoning;
	const nameOf = (id: string) => report.interviewers.find((person) => person.id === id)?.name ?? "Interviewer";
	if (report.session.kind === "solo") return null;
	return (
		<section className="card pad private reasoning onscreen" aria-label="How the outcome came about">
			<p className="privnote">
				<Icon name="lock" /> Interviewers only, and in no download
			</p>
			<h2>How the outcome came about</h2>
			<p>
				The rubric suggests <b>{OUTCOME_NAMES[suggested]}</b>
				{mean !== null && `: the mean is ${mean.toFixed(2)}`}, {percent(observed)} of the weight was observed.
			</p>
			<ul className="plainlist">
				{reasons.map((reason) => (
					<li key={reason}>{reason}</li>
				))}
				{level !== null && <li>{LEVEL_WORDS[level]}</li>}
				{override && (
					<li>
						{nameOf(override.by)} chose another outcome: <span className="said">{override.reason}</span>
					</li>
				)}
			</ul>
			{byInterviewer.length > 1 && (
				<div className="widebox">
					<table className="times">
						<caption className="vh">Scores of each interviewer</caption>
						<thead>
							<tr>
								<th scope="col">Dimension</th>
								{byInterviewer.map(({ by }) => (
									<th key={by} scope="col">
										{nameOf(by)}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{DIMENSIONS.map(({ id, name }) => (
								<tr key={id}>
									<th scope="row">{name}</th>
									{byInterviewer.map(({ by, scores }) => (
										<td key={by} className="mono">
											{scoreWords(scores[id] ?? null)}
										</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
		</section>
	);
}
