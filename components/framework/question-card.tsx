// What the candidate is asked, as text. Folds to one line, so that the prompts have the room later on.

import { Icon } from "#components/ui/icons.tsx";
import type { FrameworkProps } from "./progress.ts";
import "./framework.css";

/** Text from a pack: lines are broken anew to the width of the page, blank lines stay paragraphs. */
export function Paragraphs({ text }: { text: string }) {
	return text
		.trim()
		.split(/\n\s*\n/)
		.map((paragraph) => <p key={paragraph}>{paragraph.replace(/\s*\n\s*/g, " ")}</p>);
}

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
			<Paragraphs text={question.prompt} />
		</details>
	);
}
