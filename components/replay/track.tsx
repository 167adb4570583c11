// The track: steps as planks in the minutes they really took, the activity above, marks on top, a scale below, and the
// head. The slider is moved by pointer here and by keys on the page. Moments are ms since the session was created.
import { memo, type PointerEvent, useRef } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { formatClock } from "#components/ui/time.ts";
import { isStepId, stepOf } from "#core/framework.ts";
import type { RecordingHeader } from "#core/recording.ts";
import type { Band, Mark, Outline } from "#core/replay-outline.ts";
import { markLook } from "./mark-look.ts";
import { placeWords, scaleOf } from "./timeline-words.ts";

export interface Range {
	readonly from: number;
	readonly to: number;
}

interface TrackProps {
	outline: Outline;
	people: RecordingHeader["people"];
	range: Range;
	at: number;
	current: Mark | null;
	onScrub(at: number): void;
	onRelease(): void;
	onMark(mark: Mark): void;
}

export function shareOf(range: Range, at: number): number {
	const length = range.to - range.from;
	return length > 0 ? Math.min(1, Math.max(0, (at - range.from) / length)) : 0;
}

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

function stretch(range: Range, from: number, to: number) {
	const left = shareOf(range, from);
	return { left: percent(left), width: percent(shareOf(range, to) - left) };
}

export function Track({ outline, people, range, at, current, onScrub, onRelease, onMark }: TrackProps) {
	const slider = useRef<HTMLDivElement>(null);
	const seconds = (moment: number) => Math.round((moment - outline.zero) / 1_000);

	const momentOf = (event: PointerEvent) => {
		const box = slider.current?.getBoundingClientRect();
		if (!box || box.width === 0) return range.from;
		const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
		return range.from + share * (range.to - range.from);
	};
	const begin = (event: PointerEvent<HTMLDivElement>) => {
		if (event.button !== 0) return;
		event.currentTarget.setPointerCapture?.(event.pointerId);
		event.currentTarget.focus({ preventScroll: true });
		onScrub(momentOf(event));
	};
	const move = (event: PointerEvent<HTMLDivElement>) => {
		if (event.currentTarget.hasPointerCapture?.(event.pointerId)) onScrub(momentOf(event));
	};

	return (
		<div className="track">
			<Marks outline={outline} people={people} range={range} current={current} onMark={onMark} />
			<div
				ref={slider}
				className="slide"
				role="slider"
				tabIndex={0}
				aria-label="Time"
				aria-valuemin={seconds(range.from)}
				aria-valuemax={seconds(range.to)}
				aria-valuenow={seconds(at)}
				aria-valuetext={placeWords(at, outline.zero, outline.bands)}
				onPointerDown={begin}
				onPointerMove={move}
				onPointerUp={onRelease}
				onPointerCancel={onRelease}
			>
				<Planks outline={outline} people={people} range={range} />
				<span className="head" style={{ left: percent(shareOf(range, at)) }} />
			</div>
		</div>
	);
}

const Marks = memo(function Marks({
	outline,
	people,
	range,
	current,
	onMark,
}: Pick<TrackProps, "outline" | "people" | "range" | "current" | "onMark">) {
	return (
		<div className="marks">
			{outline.marks
				.filter((mark) => mark.at >= range.from && mark.kind !== "step" && mark.kind !== "start" && mark.kind !== "end")
				.map((mark) => {
					const look = markLook(mark, people);
					const label = `${look.label} at ${formatClock(mark.at - outline.zero)}`;
					return (
						<button
							key={`${mark.frame} ${mark.kind}`}
							type="button"
							// reached by the keys for marks and by the list of moments; dozens of stops on the way would be in the way
							tabIndex={-1}
							className={`${mark.kind === "tick" ? "tick" : `mark-${look.tone ?? "plain"}`}${mark === current ? " current" : ""}`}
							style={{ left: percent(shareOf(range, mark.at)) }}
							aria-label={label}
							title={label}
							onClick={() => onMark(mark)}
						>
							{mark.kind !== "tick" && <Icon name={look.icon} />}
						</button>
					);
				})}
		</div>
	);
});

const ACTIVITY_HEIGHT = 24;
/** A replay in which hardly anything is drawn has low bars. */
const LEAST_FULL_BIN = 20;

const Planks = memo(function Planks({ outline, people, range }: Pick<TrackProps, "outline" | "people" | "range">) {
	return (
		<>
			<ActivityBars outline={outline} people={people} range={range} />
			<span className="bands">
				{outline.bands
					.filter((band) => band.to > range.from)
					.map((band) => (
						<BandPlank key={band.from} band={band} range={range} />
					))}
				{outline.pauses
					.filter((pause) => pause.to > range.from)
					.map((pause) => (
						<span key={pause.from} className="pause" style={stretch(range, pause.from, pause.to)} />
					))}
			</span>
			<span className="scale" aria-hidden="true">
				{scaleOf(range, outline.zero).map((moment) => (
					<span key={moment} className="mono" style={{ left: percent(shareOf(range, moment)) }}>
						{formatClock(moment - outline.zero)}
					</span>
				))}
			</span>
		</>
	);
});

function BandPlank({ band, range }: { band: Band; range: Range }) {
	const place = stretch(range, band.from, band.to);
	if (!isStepId(band.part)) return <span className="pre" style={place} />;
	const step = stepOf(band.part);
	return (
		<span className="band" data-step={step.id} style={place}>
			<span className="bi">
				<b>{step.number}</b>
				<Icon name={`step-${step.id}`} />
				<em>{step.short}</em>
			</span>
		</span>
	);
}

function ActivityBars({ outline, people, range }: Pick<TrackProps, "outline" | "people" | "range">) {
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
