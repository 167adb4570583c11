// What lies on the track: who drew when, the steps as planks in the minutes they really took, under them the same steps as
// they were planned, gaps and pauses hatched, a scale. Drawn anew only when the recording grows or the range changes.
import { memo } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { formatClock } from "#components/ui/time.ts";
import { isStepId, stepOf } from "#core/framework.ts";
import type { RecordingHeader } from "#core/recording.ts";
import type { Band, Outline } from "#core/replay-outline.ts";
import type { BandTime, PlannedStretch } from "#core/replay-plan.ts";
import { scaleOf } from "./timeline-words.ts";
import { percent, type Range, shareOf, stretch } from "./track-place.ts";

export interface PlanksProps {
	outline: Outline;
	people: RecordingHeader["people"];
	range: Range;
	planned: readonly PlannedStretch[];
	times: ReadonlyMap<Band, BandTime>;
	skipIdle: boolean;
}

export const TrackPlanks = memo(function TrackPlanks(props: PlanksProps) {
	const { outline, people, range, planned, times, skipIdle } = props;
	return (
		<>
			<ActivityBars outline={outline} people={people} range={range} />
			<span className="gaps">
				{outline.idle
					.filter((gap) => gap.to > range.from)
					.map((gap) => (
						<span key={gap.from} className="gap" style={stretch(range, gap.from, gap.to)}>
							<em>
								{formatClock(gap.to - gap.from)} {skipIdle ? "skipped" : gap.kind}
							</em>
						</span>
					))}
			</span>
			<span className="bands">
				{outline.bands
					.filter((band) => band.to > range.from)
					.map((band) => (
						<BandPlank key={band.from} band={band} time={times.get(band) ?? null} range={range} />
					))}
				{outline.dives
					.filter((dive) => dive.to > range.from)
					.map((dive) => (
						<span key={`dive ${dive.from}`} className="dive" style={stretch(range, dive.from, dive.to)}>
							<em>deep dive {formatClock(dive.to - dive.from)}</em>
						</span>
					))}
				{outline.pauses
					.filter((pause) => pause.to > range.from)
					.map((pause) => (
						<span key={pause.from} className="pause" style={stretch(range, pause.from, pause.to)} />
					))}
			</span>
			<span className="plan">
				{planned
					.filter((one) => one.to > range.from && one.from < range.to)
					.map((one) => (
						<PlannedPlank key={one.segment} planned={one} range={range} />
					))}
			</span>
			<span className="scale" aria-hidden="true">
				{scaleOf(range, outline.zero).map((moment) => (
					<span
						key={moment}
						className={shareOf(range, moment) > 0.97 ? "mono last" : "mono"}
						style={{ left: percent(shareOf(range, moment)) }}
					>
						{formatClock(moment - outline.zero)}
					</span>
				))}
			</span>
		</>
	);
});

function BandPlank({ band, time, range }: { band: Band; time: BandTime | null; range: Range }) {
	const place = stretch(range, band.from, band.to);
	if (!isStepId(band.part)) return <span className="pre" style={place} />;
	const step = stepOf(band.part);
	return (
		<span className="band" data-step={step.id} style={place}>
			{time?.overFrom != null && (
				<span className="overrun" style={stretch(band, Math.max(time.overFrom, range.from), band.to)} />
			)}
			<span className="bi">
				<b>{step.number}</b>
				<Icon name={`step-${step.id}`} />
				<em>{step.short}</em>
				{time && time.overMs > 0 && <i className="mono">{formatClock(time.overMs)} over</i>}
			</span>
		</span>
	);
}

function PlannedPlank({ planned, range }: { planned: PlannedStretch; range: Range }) {
	const place = stretch(range, planned.from, planned.to);
	const minutes = Math.round((planned.to - planned.from) / 60_000);
	if (!isStepId(planned.segment)) return <span className="plan-end" style={place} />;
	const step = stepOf(planned.segment);
	return (
		<span className="planned" data-step={step.id} style={place}>
			<span>
				<b>{step.number}</b> <em>plan {minutes} min</em>
			</span>
		</span>
	);
}

const ACTIVITY_HEIGHT = 24;
/** A replay in which hardly anything is drawn has low bars. */
const LEAST_FULL_BIN = 20;

function ActivityBars({ outline, people, range }: Pick<PlanksProps, "outline" | "people" | "range">) {
	const length = Math.max(1, range.to - range.from);
	const isInterviewer = (id: string | null) =>
		people.some((person) => person.id === id && person.role === "interviewer");
	const bins = new Map<number, { candidate: number; interviewer: number }>();
	for (const { at, person, updates } of outline.activity) {
		const bin = bins.get(at) ?? { candidate: 0, interviewer: 0 };
		if (isInterviewer(person)) bin.interviewer += updates;
		else bin.candidate += updates;
		bins.set(at, bin);
	}
	const most = Math.max(LEAST_FULL_BIN, ...[...bins.values()].map((bin) => bin.candidate + bin.interviewer));
	// a bin of few updates is still to be seen beside one of many
	const height = (updates: number) => ACTIVITY_HEIGHT * (updates / most) ** 0.7;
	return (
		<svg
			className="activity"
			viewBox={`0 0 ${length} ${ACTIVITY_HEIGHT}`}
			preserveAspectRatio="none"
			aria-hidden="true"
		>
			{[...bins]
				.filter(([at]) => at + outline.activityBinMs > range.from)
				.map(([at, { candidate, interviewer }]) => {
					const all = height(candidate + interviewer);
					const own = all * (candidate / (candidate + interviewer));
					const shared = { x: at - range.from, width: outline.activityBinMs * 0.72 };
					return (
						<g key={at}>
							<rect {...shared} className="by-candidate" y={ACTIVITY_HEIGHT - own} height={own} />
							<rect {...shared} className="by-interviewer" y={ACTIVITY_HEIGHT - all} height={Math.max(0, all - own)} />
						</g>
					);
				})}
		</svg>
	);
}
