// What the candidate is asked, as text. Folds to one line, so that the prompts have the room later on.

import { Icon } from "#components/ui/icons.tsx";
import type { FrameworkProps } from "./progress.ts";
import "./framework.css";

export function QuestionCard({
	question,
	open,
}: {
	question: NonNullable<FrameworkProps["view"]["question"]>;
	open: boolean;
}) {
	return (
		// `key` re-opens or folds it when the interview moves on, and leaves it to the reader in between
		<details className="questioncard" open={open} key={String(open)}>
			<summary>
				<Icon name="note" />
				<span className="grow">The question</span>
				<Icon name="chevron-down" className="chev" />
			</summary>
			<h3>{question.title}</h3>
			<p>{question.prompt}</p>
		</details>
	);
}
