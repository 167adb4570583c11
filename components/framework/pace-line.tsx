// For interviewers when the plan and the present step differ by more than two minutes: where one stands, and a sentence to say aloud.
import { Icon } from "#components/ui/icons.tsx";
import { type FrameworkProps, paceOf } from "./progress.ts";
import "./brief.css";

export function PaceLine({ view, at }: Pick<FrameworkProps, "view" | "at">) {
	const pace = paceOf(view, at);
	// the status region stays in the tree, so that a screen reader hears a line that appears
	return (
		<div role="status" aria-label="Pace">
			{pace && (
				<div className="pace">
					<Icon name="warning" />
					<p>
						{pace.words} <span className="bridge">Say: “{pace.bridge}”</span>
					</p>
				</div>
			)}
		</div>
	);
}
