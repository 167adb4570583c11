// The rail on a phone: seven targets of 44 pixels. The present step is wide and opens the sheet.
import type { ComponentProps } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { isStepId, type SegmentId, STEP_IDS, stepOf } from "#core/framework.ts";
import { type FrameworkProps, isCalm, progressOf, segmentLabel, shortName } from "./progress.ts";
import { Face, plankClass } from "./rail.tsx";
import "./framework.css";

type StripProps = Pick<FrameworkProps, "view" | "at" | "onGoTo"> & {
	open: boolean;
	onToggle(): void;
	/** the step whose sheet opens while no clock runs */
	shown: SegmentId;
	/** what came while the panel was out of sight */
	fresh?: number;
};

export function Strip({ view, at, onGoTo, open, onToggle, shown, fresh = 0 }: StripProps) {
	const calm = isCalm(view);
	const all = progressOf(view, at);
	const present = all.find((progress) => progress.state === "now")?.id ?? shown;
	const end = all.find((progress) => progress.id === present && !isStepId(progress.id));
	const sheet = (label: string) => ({
		type: "button" as const,
		"aria-expanded": open,
		"aria-label": `${label}, ${open ? "close" : "open"} the panel${fresh > 0 ? `, ${fresh} new` : ""}`,
		onClick: onToggle,
	});
	return (
		<nav className={calm ? "walkstrip calm" : "walkstrip"} aria-label="Steps">
			{end?.id === "intro" && <EndButton id={end.id} fresh={fresh} {...sheet(segmentLabel(end, { calm }))} />}
			{STEP_IDS.map((id) => {
				const progress = all.find((candidate) => candidate.id === id);
				if (!progress) return null;
				const step = stepOf(id);
				const label = segmentLabel(progress, { calm });
				if (id === present) {
					return (
						<button
							key={id}
							{...sheet(label)}
							className={`now ${progress.overrun === "none" ? "" : "o1"}`}
							data-step={id}
							aria-current={progress.state === "now" ? "step" : undefined}
						>
							{step.number}
							<Icon name={`step-${id}`} />
							<span className="name">{step.short}</span>
							{fresh > 0 && <span className="count new">{fresh}</span>}
							<Icon name={open ? "chevron-down" : "chevron-up"} />
						</button>
					);
				}
				return (
					<Face key={id} id={id} onGoTo={onGoTo} label={label} now={false} className={plankClass(progress)} step={id}>
						{step.number}
						<Icon name={`step-${id}`} />
					</Face>
				);
			})}
			{end?.id === "wrap" && <EndButton id={end.id} fresh={fresh} {...sheet(segmentLabel(end, { calm }))} />}
		</nav>
	);
}

function EndButton({ id, fresh, ...button }: { id: SegmentId; fresh: number } & ComponentProps<"button">) {
	return (
		<button {...button} className="now" data-step="none" aria-current="step">
			<span className="name">{shortName(id)}</span>
			{fresh > 0 && <span className="count new">{fresh}</span>}
			<Icon name={button["aria-expanded"] ? "chevron-down" : "chevron-up"} />
		</button>
	);
}
