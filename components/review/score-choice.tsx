// The choice of one score: 1 to 4, and "not observed" beside the scale, not on it. Arrows move and choose, the digits choose, n is not
// observed; a press on what is chosen, or Backspace, takes it back.
import { type KeyboardEvent, useId } from "react";
import { type GivenScore, NOT_OBSERVED } from "#core/review.ts";
import { SCORES } from "#core/rubric.ts";
import { SCORE_WORDS } from "./score-words.ts";
import "./review.css";

export const CHOICES: readonly GivenScore[] = [...SCORES, NOT_OBSERVED];

interface ScoreChoiceProps {
	/** the dimension */
	label: string;
	value: GivenScore | null;
	disabled?: boolean;
	/** a chosen score cannot be taken back, only changed */
	firm?: boolean;
	onChoose(score: GivenScore | null): void;
}

function choiceOfKey(key: string): GivenScore | undefined {
	if (key === "0" || key === "n" || key === "N") return NOT_OBSERVED;
	return SCORES.find((score) => String(score) === key);
}

export function ScoreChoice({ label, value, disabled, firm, onChoose }: ScoreChoiceProps) {
	const name = useId();

	function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
		if (disabled || event.ctrlKey || event.metaKey || event.altKey) return;
		const choice = choiceOfKey(event.key);
		const takesBack = !firm && (event.key === "Backspace" || event.key === "Delete");
		if (choice === undefined && !takesBack) return;
		event.preventDefault();
		event.stopPropagation();
		if (choice === undefined) return onChoose(null);
		onChoose(choice);
		event.currentTarget.querySelector<HTMLInputElement>(`input[value="${choice}"]`)?.focus();
	}

	return (
		<div className="scorechoice" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
			{CHOICES.map((choice) => (
				<label key={choice} title={SCORE_WORDS[choice]} className={choice === NOT_OBSERVED ? "apart" : undefined}>
					<input
						type="radio"
						name={name}
						value={choice}
						checked={value === choice}
						disabled={disabled}
						aria-label={choice === NOT_OBSERVED ? "n/o, not observed" : `${choice}, ${SCORE_WORDS[choice]}`}
						onChange={() => onChoose(choice)}
						onClick={() => {
							if (value === choice && !firm) onChoose(null);
						}}
					/>
					{choice === NOT_OBSERVED ? "n/o" : choice}
				</label>
			))}
		</div>
	);
}
