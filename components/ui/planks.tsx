// Seven planks in a row: how far something has come, and what stands in empty states. Every page loads it with its error page,
// so it knows the lengths of the steps by itself and not the guide with all its words.
import type { CSSProperties } from "react";

interface PlanksProps {
	/** "ghost": outlines for what is not there; "broken": the same with a loose first plank */
	look?: "ghost" | "broken";
	/** 0 to 1: how far something has come; then it is a progress bar and needs a label */
	progress?: number;
	label?: string;
}

/** The steps and their minutes in an interview of 45. */
export const PLANKS = [
	["clarify", 5],
	["frame", 4],
	["data", 8],
	["model", 9],
	["evaluate", 5],
	["serve", 6],
	["monitor", 3],
] as const;
const ALL_MINUTES = PLANKS.reduce((sum, [, minutes]) => sum + minutes, 0);

export function Planks({ look, progress, label }: PlanksProps) {
	let before = 0;
	const planks = PLANKS.map(([id, minutes], index) => {
		const done = (progress ?? 0) * ALL_MINUTES - before;
		before += minutes;
		const share = Math.min(1, Math.max(0, done / minutes));
		return (
			<i
				key={id}
				data-step={id}
				className={look === "broken" && index === 0 ? "loose" : undefined}
				style={plankStyle(minutes, look ? undefined : share)}
			/>
		);
	});
	if (look || progress === undefined)
		return (
			<div className="planks ghost" aria-hidden="true">
				{planks}
			</div>
		);
	return (
		<div
			className="planks"
			role="progressbar"
			aria-label={label}
			aria-valuemin={0}
			aria-valuemax={100}
			aria-valuenow={Math.round(progress * 100)}
		>
			{planks}
		</div>
	);
}

/** CSS variables of a plank: planned minutes and walked share. */
export function plankStyle(minutes: number, share?: number): CSSProperties {
	return { "--m": minutes, ...(share === undefined ? {} : { "--r": share }) } as CSSProperties;
}
