// The step rail: seven planks as long as their budgets, intro and wrap as thin ends. Driven by props alone, in the room
// and in a replay. With `onGoTo` each plank is a button, without it a picture. Calm viewers see no overhang.
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { plankStyle } from "#components/ui/planks.tsx";
import { formatClock } from "#components/ui/time.ts";
import { isStepId, type SegmentId, type StepId, stepOf } from "#core/framework.ts";
import { type FrameworkProps, isCalm, overWords, progressOf, type SegmentProgress, segmentLabel } from "./progress.ts";
import "./framework.css";

type RailProps = Pick<FrameworkProps, "view" | "at" | "onGoTo"> & {
	/** a step that is looked at before the start or after the end */
	shown?: SegmentId | null;
};

export function Rail({ view, at, onGoTo, shown }: RailProps) {
	const calm = isCalm(view);
	return (
		<nav className={calm ? "rail calm" : "rail"} aria-label="Steps">
			<ol>
				{progressOf(view, at).map((progress) =>
					isStepId(progress.id) ? (
						<Plank
							key={progress.id}
							progress={progress}
							calm={calm}
							looked={shown === progress.id}
							ticks={view.ticks}
							onGoTo={onGoTo}
						/>
					) : (
						<End key={progress.id} progress={progress} calm={calm} onGoTo={onGoTo} />
					),
				)}
			</ol>
		</nav>
	);
}

export function plankClass(progress: SegmentProgress): string {
	const over = progress.overrun === "strong" ? " o2" : progress.overrun === "soft" ? " o1" : "";
	return `${progress.state}${over}`;
}

/** A button that goes to a segment, or a picture of its state where one may not. */
export function Face({
	id,
	onGoTo,
	label,
	now,
	className,
	step,
	children,
}: {
	id: SegmentId;
	onGoTo: FrameworkProps["onGoTo"];
	label: string;
	now: boolean;
	className?: string;
	/** gives it the colours of a step */
	step?: StepId;
	children: ReactNode;
}) {
	const shared = {
		"aria-label": label,
		"aria-current": now ? ("step" as const) : undefined,
		"data-step": step,
		children,
	};
	return onGoTo ? (
		<button type="button" {...shared} className={className} onClick={() => onGoTo(id)} />
	) : (
		<span {...shared} className={className ? `face ${className}` : "face"} role="img" />
	);
}

function Plank(props: {
	progress: SegmentProgress;
	calm: boolean;
	looked: boolean;
	ticks: Readonly<Record<string, string>>;
	onGoTo?: FrameworkProps["onGoTo"];
}) {
	const { progress, calm, ticks } = props;
	if (!isStepId(progress.id)) return null;
	const step = stepOf(progress.id);
	const over = overWords(progress);
	return (
		<li
			className={`plank ${plankClass(progress)}${props.looked && progress.state !== "now" ? " looked" : ""}`}
			data-step={step.id}
			style={plankStyle(progress.minutes, progress.share)}
		>
			<Face id={step.id} onGoTo={props.onGoTo} label={segmentLabel(progress, { calm })} now={progress.state === "now"}>
				<span className="l1">
					<b>{step.number}</b>
					{step.short}
				</span>
				<span className="l2">
					<Icon name={`step-${step.id}`} />
					<span className="mono">
						{progress.state === "ahead" ? `${progress.minutes} min` : formatClock(progress.activeMs)}
					</span>
				</span>
				{progress.diving && (
					<span className="bud">
						<Icon name="eye" />
						{formatClock(progress.deepDiveMs)}
					</span>
				)}
				{over && !progress.diving && (
					<span className="bud">
						<Icon name="clock" />+{formatClock(progress.activeMs - progress.budgetMs)}
					</span>
				)}
				<span className="nails" aria-hidden="true">
					{step.prompts
						.filter((prompt) => prompt.must)
						.map((prompt) => (
							<u key={prompt.id} className={prompt.id in ticks ? "in" : ""} />
						))}
				</span>
			</Face>
		</li>
	);
}

function End({
	progress,
	calm,
	onGoTo,
}: {
	progress: SegmentProgress;
	calm: boolean;
	onGoTo?: FrameworkProps["onGoTo"];
}) {
	return (
		<li className={`end ${progress.state}`}>
			<Face id={progress.id} onGoTo={onGoTo} label={segmentLabel(progress, { calm })} now={progress.state === "now"}>
				<span>{progress.id === "intro" ? "Intro" : "Wrap"}</span>
				<span className="mono">
					{progress.state === "ahead" ? `${progress.minutes} min` : formatClock(progress.activeMs)}
				</span>
			</Face>
		</li>
	);
}
