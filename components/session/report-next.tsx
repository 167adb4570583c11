// What leads to the report, once the clocks have stopped, in each role's words: score and publish, score yourself, read it. One line for
// the debrief and for the end.
import { Button, LinkButton } from "#components/ui/button.tsx";
import { scoredCount } from "#core/review-writing.ts";
import { DIMENSION_IDS } from "#core/rubric.ts";
import type { SessionView } from "#core/view.ts";

export interface ReportNextStep {
	readonly words: string;
	/** `score`: open the scores; `read`: open the report; null: nothing to press */
	readonly deed: "score" | "read" | null;
	readonly label: string;
}

/** Null for observers, while a candidate waits, and where nothing was interviewed. Pure, so that a test can read it. */
export function reportNext(view: SessionView): ReportNextStep | null {
	const isOver = view.phase === "debrief" || view.phase === "ended";
	if (view.role === "observer" || !isOver || view.startedAt === null) return null;
	const submitted = view.review.submittedAt !== null;
	const published = view.publishedAt !== null;
	if (view.role === "candidate") {
		const isSolo = view.session.kind === "solo";
		if (!submitted) {
			return { words: "Score yourself below; that opens the report.", deed: null, label: "" };
		}
		if (published || isSolo) return { words: "Your report is ready.", deed: "read", label: "Read the report" };
		// who is waited for is said beside the scores
		return null;
	}
	if (published) return { words: "The report is published.", deed: "read", label: "Read the report" };
	if (submitted) return { words: "Your scores are submitted.", deed: "score", label: "See where it stands" };
	const scored = scoredCount(view.review);
	return {
		words: scored === 0 ? "Next: score what you saw." : `${scored} of ${DIMENSION_IDS.length} dimensions are scored.`,
		deed: "score",
		label: "Score and publish",
	};
}

interface ReportDeedProps {
	view: SessionView;
	step: ReportNextStep;
	tone?: "primary" | "plain";
	onScore?: (() => void) | undefined;
}

export function ReportDeed({ view, step, tone = "plain", onScore }: ReportDeedProps) {
	if (step.deed === "read") {
		return (
			<LinkButton href={`/sessions/${view.session.id}/report`} tone={tone} icon="note">
				{step.label}
			</LinkButton>
		);
	}
	if (step.deed !== "score" || !onScore) return null;
	return (
		<Button tone={tone} onClick={onScore}>
			{step.label}
		</Button>
	);
}
