"use client";
// Search and the four groups of choices, each choice with the number of questions that it would show. On a phone the groups
// fold behind a button that says how many are chosen.
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, Input } from "#components/ui/field.tsx";
import type { ListedQuestion } from "#core/protocol.ts";
import {
	choicesOf,
	FILTER_GROUPS,
	type FilterGroup,
	findQuestions,
	type QuestionFilter,
} from "#core/question-filter.ts";
import { MAX_SEARCH_CHARS } from "./filter-address.ts";
import { choiceWords, GROUP_WORDS } from "./question-words.ts";

export interface QuestionFiltersProps {
	questions: readonly ListedQuestion[];
	filter: QuestionFilter;
	onFilter(filter: QuestionFilter): void;
}

export function QuestionFilters({ questions, filter, onFilter }: QuestionFiltersProps) {
	const [open, setOpen] = useState(false);
	const groupsId = useId();
	const chosen = FILTER_GROUPS.reduce((sum, group) => sum + filter[group].length, 0);
	return (
		<form className="qfilters" aria-label="Search and filters" onSubmit={(event) => event.preventDefault()}>
			<Field label="Search title and prompt">
				{(control) => (
					<Input
						{...control}
						type="search"
						name="q"
						autoComplete="off"
						maxLength={MAX_SEARCH_CHARS}
						value={filter.text}
						onText={(text) => onFilter({ ...filter, text })}
					/>
				)}
			</Field>
			<Button
				className="qfold"
				wide
				icon={open ? "chevron-up" : "chevron-down"}
				aria-expanded={open}
				aria-controls={groupsId}
				onClick={() => setOpen(!open)}
			>
				{chosen === 0 ? "Filters" : `Filters, ${chosen} chosen`}
			</Button>
			<div id={groupsId} className={open ? "qgroups open" : "qgroups"}>
				{FILTER_GROUPS.map((group) => (
					<Group
						key={group}
						group={group}
						choices={choicesOf(questions, filter, group)}
						onToggle={(value) => onFilter(toggled(filter, group, value))}
					/>
				))}
				<Button className="qfold" wide onClick={() => setOpen(false)}>
					{shownWords(findQuestions(questions, filter).length)}
				</Button>
			</div>
		</form>
	);
}

function shownWords(found: number): string {
	if (found === 0) return "No question fits";
	return found === 1 ? "Show 1 question" : `Show ${found} questions`;
}

function Group({
	group,
	choices,
	onToggle,
}: {
	group: FilterGroup;
	choices: ReturnType<typeof choicesOf>;
	onToggle(value: string): void;
}) {
	return (
		<fieldset>
			<legend className="legend">{GROUP_WORDS[group]}</legend>
			{choices.map(({ value, count, chosen }) => (
				<label key={value} className={count === 0 && !chosen ? "choice none" : "choice"}>
					<input type="checkbox" name={group} value={value} checked={chosen} onChange={() => onToggle(value)} />
					<span className="grow">{choiceWords(group, value)}</span>
					<span className="mono">
						{count}
						<span className="vh"> {count === 1 ? "question" : "questions"}</span>
					</span>
				</label>
			))}
		</fieldset>
	);
}

function toggled(filter: QuestionFilter, group: FilterGroup, value: string): QuestionFilter {
	const before: readonly string[] = filter[group];
	const after = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
	return { ...filter, [group]: after };
}
