// One line for interviewers when the plan and the present step differ by more than two minutes.
import { Icon } from "#components/ui/icons.tsx";
import { type FrameworkProps, paceWords } from "./progress.ts";

export function PaceLine({ view, at }: Pick<FrameworkProps, "view" | "at">) {
	const words = paceWords(view, at);
	// the status region stays in the tree, so that a screen reader hears a line that appears
	return (
		<div role="status" aria-label="Pace">
			{words && (
				<p className="pace">
					<Icon name="warning" />
					<span>{words}</span>
				</p>
			)}
		</div>
	);
}
