"use client";
import Link from "next/link";
import { Select } from "radix-ui";
import { useId } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { familyWords } from "#components/ui/words.ts";
// Chooses a question of the bank: title, and under it family and difficulty. Never tags: they name parts of the answer.
import type { PublicQuestion } from "#core/question.ts";

export interface QuestionSelectProps {
	questions: readonly PublicQuestion[];
	value: string;
	onChange(id: string): void;
}

function factsOf(question: PublicQuestion): string {
	return `${familyWords(question.family)}, ${question.difficulty}. Made for ${question.recommendedMinutes} minutes`;
}

export function QuestionSelect({ questions, value, onChange }: QuestionSelectProps) {
	const labelId = useId();
	const chosen = questions.find((question) => question.id === value);
	return (
		<div className="field">
			<div className="row">
				<span className="legend grow" id={labelId} style={{ margin: 0 }}>
					Question
				</span>
				<Link href="/questions" prefetch={false}>
					Look through all
				</Link>
			</div>
			<Select.Root value={value} onValueChange={onChange}>
				<Select.Trigger className="input qsel" aria-labelledby={labelId}>
					<span className="grow">
						<span className="m">
							<Select.Value>{chosen?.title}</Select.Value>
						</span>
						<span className="muted">{chosen && factsOf(chosen)}</span>
					</span>
					<Icon name="chevron-down" />
				</Select.Trigger>
				<Select.Portal>
					<Select.Content className="qlist" position="popper" sideOffset={4}>
						<Select.Viewport>
							{questions.map((question) => (
								<Select.Item key={question.id} value={question.id} className="qitem">
									<span className="tick">
										<Select.ItemIndicator>
											<Icon name="check" />
										</Select.ItemIndicator>
									</span>
									<span className="grow">
										<Select.ItemText>{question.title}</Select.ItemText>
										<span className="muted">{factsOf(question)}</span>
									</span>
								</Select.Item>
							))}
						</Select.Viewport>
					</Select.Content>
				</Select.Portal>
			</Select.Root>
		</div>
	);
}
