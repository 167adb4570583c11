// The seven steps: planned and real time as bars and numbers, what was covered, what took too long or got too little; and how the
// interview went through them, from the recording.
import { Icon, type IconName } from "#components/ui/icons.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { formatClock, spokenClock } from "#components/ui/time.ts";
import { isStepId, planOf, stepOf } from "#core/framework.ts";
import type { FullReport } from "#core/report.ts";
import { percent, timeWords } from "#core/report-words.ts";
import { plannedVisits, type Visit, visitsOf, visitWords } from "#core/visits.ts";
import type { FinalBoard } from "./use-final-board.ts";

const TIME_LOOKS = {
	overrun: { tone: "danger", icon: "clock" },
	over: { tone: "warn", icon: "warning" },
	starved: { tone: "warn", icon: "warning" },
} as const satisfies Record<string, { tone: "danger" | "warn"; icon: IconName }>;

export function StepsCard({ report, board }: { report: FullReport; board: FinalBoard }) {
	const longest = Math.max(1, ...report.steps.flatMap(({ plannedMs, activeMs }) => [plannedMs, activeMs]));
	return (
		<section className="card pad" aria-label="Steps">
			<h2>Steps</h2>
			<p className="keyl" aria-hidden="true">
				<span>
					<u className="pk" />
					planned
				</span>
				<span>
					<u className="rk" />
					real
				</span>
				<span>
					<u className="hk" />
					over budget
				</span>
			</p>
			<table className="times">
				<caption className="vh">Each step's time against its plan, and what of it was covered</caption>
				<thead>
					<tr>
						<th scope="col">Step</th>
						<td aria-hidden="true">Planned and real time</td>
						<th scope="col" className="num">
							Real / plan
						</th>
						<th scope="col">
							<span className="vh">Time</span>
						</th>
						<th scope="col">Coverage</th>
					</tr>
				</thead>
				<tbody>
					{report.steps.map((step) => (
						<StepRow key={step.step} step={step} longest={longest} />
					))}
				</tbody>
			</table>
			<Walked report={report} board={board} />
		</section>
	);
}

function StepRow({ step, longest }: { step: FullReport["steps"][number]; longest: number }) {
	const { step: id, plannedMs, activeMs, deepDiveMs, coverage, artefacts } = step;
	const { number, short, name } = stepOf(id);
	const share = (ms: number) => `${(100 * ms) / longest}%`;
	const over = Math.max(0, activeMs - plannedMs);
	const time = timeWords(step);
	return (
		<tr data-step={id}>
			<th scope="row" title={name}>
				<span className="row">
					<span className="chip">
						{number}
						<Icon name={`step-${id}`} />
					</span>
					{short}
				</span>
			</th>
			<td className="pl" aria-hidden="true">
				<span className="plan" style={{ width: share(plannedMs) }} />
				<span className="real" style={{ width: share(activeMs) }}>
					{over > 0 && <u style={{ width: `${(100 * over) / activeMs}%` }} />}
				</span>
			</td>
			<td className="num mono">
				<span className="vh">
					{spokenClock(activeMs)} of {spokenClock(plannedMs)}
				</span>
				<span aria-hidden="true">
					{formatClock(activeMs)} / {Math.round(plannedMs / 60_000)}
				</span>
				{deepDiveMs > 0 && <span className="muted dive">+{formatClock(deepDiveMs)} deep dive</span>}
			</td>
			<td>{time && <Tag {...TIME_LOOKS[time]}>{time}</Tag>}</td>
			<td className="cv" title={`${percent(artefacts)} of what belongs on the board`}>
				{coverage === null ? (
					<span className="muted">not marked</span>
				) : (
					<>
						<span className="cbar" aria-hidden="true">
							<u style={{ width: percent(coverage) }} />
						</span>
						{percent(coverage)}
					</>
				)}
			</td>
		</tr>
	);
}

function Walked({ report, board }: { report: FullReport; board: FinalBoard }) {
	if (board.state !== "ready") {
		return board.state === "loading" ? <p className="muted wh">Reading how the interview went…</p> : null;
	}
	const planned = plannedVisits(planOf(report.session.minutes));
	const visits = visitsOf(board.outline);
	const whole = Math.max(1, ...[...planned, ...visits].map(({ to }) => to));
	const words = visitWords(visits, planned);
	return (
		<>
			<h3 className="wh">How the walk went</h3>
			<div className="ww" role="img" aria-label={walkLabel(visits)}>
				<span className="muted">plan</span>
				<Track visits={planned} whole={whole} look="pl0" />
				<span className="muted">real</span>
				<Track visits={visits} whole={whole} />
			</div>
			<p className="t2">{words.length > 0 ? words.join(" ") : "Close to the plan throughout."}</p>
		</>
	);
}

function Track({ visits, whole, look }: { visits: readonly Visit[]; whole: number; look?: string }) {
	return (
		<span className="wt">
			{visits.map(({ segment, from, to }) => (
				<i
					key={`${segment} ${from}`}
					data-step={isStepId(segment) ? segment : undefined}
					className={isStepId(segment) ? look : "none"}
					style={{ left: `${(100 * from) / whole}%`, width: `calc(${(100 * (to - from)) / whole}% - 1px)` }}
				>
					{isStepId(segment) && (to - from) / whole > 0.03 ? stepOf(segment).number : ""}
				</i>
			))}
		</span>
	);
}

function walkLabel(visits: readonly Visit[]): string {
	const stays = visits.flatMap(({ segment, from, to }) =>
		isStepId(segment) ? [`${stepOf(segment).short} from ${formatClock(from)} to ${formatClock(to)}`] : [],
	);
	return stays.length === 0 ? "No step was opened" : stays.join(", ");
}
