// In solo practice: a step's guidance, which nobody is there to give. Offered plainly once the step's time is over, and before by a quiet
// button; both say what it costs. Driven by props.
import { Button } from "#components/ui/button.tsx";
import { type StepId, stepOf } from "#core/framework.ts";
import type { SessionView } from "#core/view.ts";
import { type FrameworkView, segmentProgress } from "./progress.ts";
import "./brief.css";

interface GuidanceOfferProps {
	view: FrameworkView & Pick<SessionView, "guidance">;
	at: number;
	step: StepId;
	onAsk(step: StepId): void;
}

export function GuidanceOffer({ view, at, step, onAsk }: GuidanceOfferProps) {
	const isGiven = view.guidance.some((shown) => shown.step === step);
	if (view.session.kind !== "solo" || view.role !== "candidate" || view.phase === "lobby" || isGiven) return null;
	const name = stepOf(step).short;
	const { activeMs, budgetMs } = segmentProgress(view, at, step);
	if (budgetMs > 0 && activeMs >= budgetMs) {
		return (
			<section className="sec offer due" aria-label="Guidance">
				<p>
					The time for {name.toLowerCase()} is over. You can read what this step looks for, its hints and its pitfalls.
					What you tick of it then counts as told.
				</p>
				<Button size="sm" onClick={() => onAsk(step)}>
					Show the guidance
				</Button>
			</section>
		);
	}
	return (
		<section className="sec offer" aria-label="Guidance">
			<Button size="sm" tone="quiet" icon="eye" onClick={() => onAsk(step)}>
				{`Show the guidance for ${name.toLowerCase()} (counts as told)`}
			</Button>
		</section>
	);
}
