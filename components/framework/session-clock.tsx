// The clock of the session in the bar: active time of the planned time, and the phase in words. Informs, never alarms.
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { formatClock } from "#components/ui/time.ts";
import { type FrameworkProps, isCalm, sessionProgress } from "./progress.ts";
import "./framework.css";

export function SessionClock({ view, at, children }: Pick<FrameworkProps, "view" | "at"> & { children?: ReactNode }) {
	const { activeMs, budgetMs } = sessionProgress(view, at);
	return (
		<div className="clock">
			<PhaseTag view={view} at={at} />
			<span className="now mono" role="timer" aria-live="off" aria-label={`Session clock ${formatClock(activeMs)}`}>
				{formatClock(activeMs)}
			</span>
			<span className="of mono">/ {formatClock(budgetMs)}</span>
			{children}
		</div>
	);
}

function PhaseTag({ view, at }: Pick<FrameworkProps, "view" | "at">) {
	switch (view.phase) {
		case "lobby":
			return <span className="tag hide-sm">Not started</span>;
		case "running":
			if (view.deepDive !== null) {
				return (
					<span className="tag info hide-sm">
						<Icon name="eye" />
						Deep dive
					</span>
				);
			}
			// the candidate's bar is calm: a running clock says itself that it runs
			return isCalm(view) ? null : (
				<span className="tag ok hide-sm">
					<Icon name="record" />
					Running
				</span>
			);
		case "paused": {
			const since = formatClock(Math.max(0, at - (view.pausedSince ?? at)));
			return (
				<span className="tag warn paused">
					<Icon name="pause" />
					Paused <span className="mono">{since}</span>
				</span>
			);
		}
		case "debrief":
			return <span className="tag info hide-sm">Debrief</span>;
		case "ended":
			return <span className="tag hide-sm">Ended</span>;
	}
}
