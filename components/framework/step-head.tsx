// Head of the pane: which step, its clock against its budget, and the way on. An interviewer reads "4:40 over"; a calm
// viewer reads the step's purpose and "of about 8 min". The announcement of a crossed limit is made here, once.
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { formatClock } from "#components/ui/time.ts";
import { isStepId, type SegmentId, segmentName, stepOf } from "#core/framework.ts";
import {
	type FrameworkProps,
	isCalm,
	overWords,
	type SegmentProgress,
	segmentBeside,
	segmentProgress,
	shortName,
} from "./progress.ts";
import { useLimitWords } from "./use-limit-words.ts";
import "./framework.css";
import "./deep-dive.css";

type StepHeadProps = Pick<FrameworkProps, "view" | "at" | "onGoTo"> & {
	/** what is shown; the present segment unless somebody looks ahead */
	shown: SegmentId;
	onAddMinute?(segment: SegmentId): void;
	/** the way on from the last segment */
	onEnd?(): void;
	onPin?(): void;
	/** begins a closer look at the present step, or ends it */
	onDeepDive?(begin: boolean): void;
};

export function StepHead({ view, at, shown, onGoTo, onAddMinute, onEnd, onPin, onDeepDive }: StepHeadProps) {
	const calm = isCalm(view);
	const progress = segmentProgress(view, at, shown);
	const limit = useLimitWords(view, at);
	const next = progress.state === "now" ? segmentBeside(view, 1) : null;
	const step = isStepId(shown) ? stepOf(shown) : null;
	return (
		<div className="stephead" data-step={step?.id ?? "none"}>
			<h2>
				<span className="chip" aria-hidden="true">
					{step ? (
						<>
							{step.number} <Icon name={`step-${step.id}`} />
						</>
					) : (
						<Icon name="note" />
					)}
				</span>
				<span className="grow">{segmentName(shown)}</span>
				{next && onGoTo && (
					// while paused the main thing is to go on
					<Button
						size="sm"
						tone={view.phase === "paused" ? "plain" : "primary"}
						onClick={() => onGoTo(next)}
						label={`Next step: ${segmentName(next)}`}
						aria-keyshortcuts="Shift+N"
					>
						{shortName(next)} <Icon name="chevron-right" />
					</Button>
				)}
				{progress.state === "now" && !next && onEnd && (
					<Button size="sm" tone={view.phase === "paused" ? "plain" : "primary"} onClick={onEnd}>
						End
					</Button>
				)}
			</h2>
			{calm && step && <p className="t2 purpose">{step.purpose}</p>}
			<div className="row clockrow">
				<StepClock view={view} at={at} shown={shown} />
				<span className="grow" />
				{onDeepDive && step && progress.state === "now" && !progress.diving && (
					<Button size="sm" onClick={() => onDeepDive(true)} title="A closer look that does not count against the step">
						Deep dive
					</Button>
				)}
				{onAddMinute && progress.state === "now" && (
					<Button
						size="sm"
						onClick={() => onAddMinute(shown)}
						label={`Add one minute to ${shortName(shown).toLowerCase()}`}
					>
						+1<span className="lbl"> min</span>
					</Button>
				)}
				{onPin && (
					<Button size="sm" icon="pin" label="Pin this moment" aria-keyshortcuts="P" onClick={onPin}>
						Pin<span className="lbl"> this moment</span>
					</Button>
				)}
			</div>
			<DeepDive progress={progress} onEnd={onDeepDive && (() => onDeepDive(false))} />
			<span className="vh" role="status">
				{limit}
			</span>
		</div>
	);
}

/** The clock of a closer look while it runs, and afterwards how long it took. */
function DeepDive({ progress, onEnd }: { progress: SegmentProgress; onEnd?(): void }) {
	const { deepDiveMs, diving } = progress;
	if (!diving && deepDiveMs === 0) return null;
	return (
		<div className={diving ? "row deepdive now" : "row deepdive"}>
			<Icon name="eye" />
			<span className="grow" role={diving ? "timer" : undefined} aria-live={diving ? "off" : undefined}>
				Deep dive <b className="mono">{formatClock(deepDiveMs)}</b>
				{diving ? ", does not count against the step" : ", not counted"}
			</span>
			{diving && onEnd && (
				<Button size="sm" onClick={onEnd} label="End deep dive">
					End<span className="lbl"> deep dive</span>
				</Button>
			)}
		</div>
	);
}

function StepClock({ view, at, shown }: { view: FrameworkProps["view"]; at: number; shown: SegmentId }) {
	const progress = segmentProgress(view, at, shown);
	const over = overWords(progress);
	if (progress.state === "ahead") {
		return (
			<span className="stepclock">
				<span className="muted">About {progress.minutes} min</span>
			</span>
		);
	}
	return (
		<span className="stepclock" role="timer" aria-live="off">
			<span className="now mono">{formatClock(progress.activeMs)}</span>
			{isCalm(view) ? (
				<span className="muted">of about {progress.minutes} min</span>
			) : (
				<span className="mono muted">/ {formatClock(progress.budgetMs)}</span>
			)}
			{over && (
				<span className={`tag ${progress.overrun === "strong" ? "danger" : "warn"}`}>
					<Icon name="clock" />
					{over}
				</span>
			)}
		</span>
	);
}
