// The words that a hiring committee uses for an outcome, beside the neutral one. For interviewers alone: nothing that a candidate loads
// imports this file.
import { Icon } from "#components/ui/icons.tsx";
import type { Outcome } from "#core/rubric.ts";

const HIRE_WORDS: Record<Outcome, string> = {
	ready: "strong hire",
	"ready-with-gaps": "hire",
	"not-yet": "no hire",
	"start-with-basics": "strong no hire",
	"not-enough-seen": "insufficient evidence",
};

export function HireWords({ outcome }: { outcome: Outcome }) {
	return (
		<span className="hirewords">
			<Icon name="lock" />
			<span className="vh">Interviewers only: </span>
			{HIRE_WORDS[outcome]}
		</span>
	);
}
