// What was shown during the interview: hints, answers to what the candidate asked, twists. All of it was seen by everybody then; each
// leads to its moment.
import type { ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icons.tsx";
import { stepOf } from "#core/framework.ts";
import type { FullReport } from "#core/report.ts";
import { HINT_NAMES } from "#core/report-words.ts";
import { MomentButton } from "./moment-links.tsx";

interface Shown {
	readonly at: number;
	readonly icon: IconName;
	readonly what: string;
	readonly words: ReactNode;
}

export function OnRecord({ report }: { report: FullReport }) {
	const { hints, clarified, twists } = report;
	const shown: Shown[] = [
		...hints.map(
			({ at, step, level, text }): Shown => ({
				...{ at, icon: "hint", words: text },
				what: `${HINT_NAMES[level - 1] ?? "Hint"}, ${stepOf(step).short.toLowerCase()}`,
			}),
		),
		...clarified.map(({ at, q, a }): Shown => ({ at, icon: "note", what: q, words: a })),
		...twists.map(({ at, text }): Shown => ({ at, icon: "twist", what: "Twist", words: text })),
	].sort((a, b) => a.at - b.at);
	if (shown.length === 0) return null;
	return (
		<section className="card pad" aria-label="Shown during the interview">
			<h2>Shown during the interview</h2>
			<ul className="shown">
				{shown.map(({ at, icon, what, words }) => (
					<li key={`${at} ${what}`}>
						<MomentButton report={report} moment={{ at, shapes: [] }} />
						<Icon name={icon} />
						<p>
							<b>{what}</b> <span className="t2 said">{words}</span>
						</p>
					</li>
				))}
			</ul>
		</section>
	);
}
