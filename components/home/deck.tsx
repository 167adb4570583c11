// The boardwalk of a session: seven planks, each as long as its planned minutes. Changes with the chosen length.

import type { CSSProperties } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { plankStyle } from "#components/ui/planks.tsx";
import { formatMinutes } from "#components/ui/time.ts";
import { type Minutes, planOf, STEPS } from "#core/framework.ts";

/** How far each plank lies to the right, px: the gentle S of the walk. */
const SHIFTS = [0, 26, 42, 40, 22, 4, -2];

export function Deck({ minutes }: { minutes: Minutes }) {
	const plan = planOf(minutes);
	const minutesOf = (id: string) => plan.find((segment) => segment.id === id)?.minutes ?? 0;
	const [intro, wrap] = [minutesOf("intro"), minutesOf("wrap")];
	return (
		<figure className="deck" aria-label={`The seven steps and their minutes in a session of ${minutes} minutes`}>
			<p className="cap">{intro > 0 ? `${formatMinutes(intro)} to greet and read the question` : "Straight to work"}</p>
			<ol>
				{STEPS.map((step, index) => (
					<li
						key={step.id}
						className="slat"
						data-step={step.id}
						style={{ ...plankStyle(minutesOf(step.id)), "--sh": `${SHIFTS[index] ?? 0}px` } as CSSProperties}
					>
						<b>{step.number}</b>
						<Icon name={`step-${step.id}`} />
						<span>
							<span className="n">{step.name}</span>
							<span className="a">{step.artefactShort}</span>
						</span>
						<span className="min mono">{formatMinutes(minutesOf(step.id))}</span>
					</li>
				))}
			</ol>
			<p className="cap end">
				<span>{wrap > 0 ? `${formatMinutes(wrap)} to sum up` : "Sum up as you go"}</span>
				<span className="mono">{formatMinutes(minutes)}</span>
			</p>
		</figure>
	);
}
