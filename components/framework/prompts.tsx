// The guiding questions of a step with shared ticks. Musts are always listed; the others fold away until asked for.
// A ticked one says who ticked it. Without `onTick` the rows are read-only, as in a replay or for observers. Closed book: the candidate
// does without them until the clocks have stopped.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { type Prompt, type StepId, stepOf } from "#core/framework.ts";
import type { Person } from "#core/view.ts";
import type { FrameworkProps } from "./progress.ts";
import "./framework.css";

export function Prompts({ view, step, onTick }: Pick<FrameworkProps, "view" | "onTick"> & { step: StepId }) {
	const [allOf, setAllOf] = useState<StepId | null>(null);
	if (isClosedBook(view)) {
		return (
			<section className="sec" aria-label="Prompts">
				<p className="t2">
					Closed book: the guiding questions are out of sight until the clocks have stopped. Say aloud what you look at.
				</p>
			</section>
		);
	}
	const all = allOf === step;
	const { prompts } = stepOf(step);
	const musts = prompts.filter((prompt) => prompt.must);
	const ticked = musts.filter((prompt) => prompt.id in view.ticks).length;
	// a ticked "should" stays in sight: it is part of what was covered
	const listed = prompts.filter((prompt) => all || prompt.must || prompt.id in view.ticks);
	const hidden = prompts.length - listed.length;
	return (
		<section className="sec" aria-label="Prompts">
			<div className="sech">
				Prompts{" "}
				<span className="muted">
					{ticked} of {musts.length} musts
				</span>
				<span className="grow" />
				{(all || hidden > 0) && (
					<Button size="sm" tone="quiet" aria-expanded={all} onClick={() => setAllOf(all ? null : step)}>
						{all ? "Fewer" : `${hidden} more`}
						<Icon name={all ? "chevron-up" : "chevron-down"} />
					</Button>
				)}
			</div>
			<ul>
				{listed.map((prompt) => (
					<li key={prompt.id}>
						<PromptRow prompt={prompt} by={tickedBy(view, prompt.id)} onTick={onTick} />
					</li>
				))}
			</ul>
		</section>
	);
}

function isClosedBook({ role, settings, phase }: FrameworkProps["view"]): boolean {
	return role === "candidate" && !settings.prompts && phase !== "debrief" && phase !== "ended";
}

function tickedBy(view: FrameworkProps["view"], promptId: string): Person | true | null {
	const id = view.ticks[promptId];
	if (id === undefined) return null;
	return view.people.find((person) => person.id === id) ?? true;
}

function PromptRow({
	prompt,
	by,
	onTick,
}: {
	prompt: Prompt;
	by: Person | true | null;
	onTick: FrameworkProps["onTick"];
}) {
	const done = by !== null;
	const who = by !== null && by !== true ? `Ticked by ${by.name}` : undefined;
	return (
		// biome-ignore lint/a11y/useSemanticElements: the whole row is the target, and it is read-only without being disabled
		<button
			type="button"
			role="checkbox"
			aria-checked={done}
			aria-disabled={onTick ? undefined : true}
			aria-description={who}
			title={who}
			className={done ? "prompt done" : "prompt"}
			onClick={() => onTick?.(prompt.id, !done)}
		>
			<span aria-hidden="true">{done && <Icon name="check" />}</span>
			<span className="words">
				{prompt.text}
				{!prompt.must && <span className="must"> · should</span>}
			</span>
		</button>
	);
}
