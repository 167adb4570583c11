// What lists and pages say of a question, in one place.
import { DIFFICULTY_WORDS, familyWords, LEVEL_WORDS } from "#components/ui/words.ts";
import type { Level } from "#core/framework.ts";
import { LEVELS } from "#core/framework.ts";
import { DIFFICULTIES } from "#core/question.ts";
import type { FilterGroup } from "#core/question-filter.ts";

export const GROUP_WORDS: Record<FilterGroup, string> = {
	family: "Family",
	difficulty: "Difficulty",
	level: "Level",
	practised: "Practised by me",
};

export function choiceWords(group: FilterGroup, value: string): string {
	switch (group) {
		case "family":
			return familyWords(value);
		case "difficulty":
			return wordOf(DIFFICULTIES, DIFFICULTY_WORDS, value);
		case "level":
			return wordOf(LEVELS, LEVEL_WORDS, value);
		case "practised":
			return value === "yes" ? "Practised" : "Not yet";
	}
}

function wordOf<Value extends string>(values: readonly Value[], words: Record<Value, string>, value: string): string {
	const known = values.find((each) => each === value);
	return known === undefined ? value : words[known];
}

/** "Mid, senior, staff" */
export function levelsWords(levels: readonly Level[]): string {
	const words = LEVELS.filter((level) => levels.includes(level)).map((level) => LEVEL_WORDS[level].toLowerCase());
	const all = words.join(", ");
	return all.charAt(0).toUpperCase() + all.slice(1);
}

export function practisedWords(times: number): string {
	if (times === 0) return "Not practised yet";
	return times === 1 ? "Practised once" : `Practised ${times} times`;
}
