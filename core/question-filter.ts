// Finding a question: what somebody looks for, which questions fit, and how many would fit each choice. In: questions as the
// page lists them. It knows no address and no page.
import { LEVELS, type Level } from "./framework.ts";
import type { ListedQuestion } from "./protocol.ts";
import { DIFFICULTIES } from "./question.ts";

export const PRACTISED = ["no", "yes"] as const;

/** Within a group any of the chosen ones will do, and nothing chosen means all; between groups all must fit. */
export interface QuestionFilter {
	/** as it was typed */
	readonly text: string;
	readonly family: readonly string[];
	readonly difficulty: readonly (typeof DIFFICULTIES)[number][];
	readonly level: readonly Level[];
	readonly practised: readonly (typeof PRACTISED)[number][];
}
export const FILTER_GROUPS = ["family", "difficulty", "level", "practised"] as const;
export type FilterGroup = (typeof FILTER_GROUPS)[number];

export const NO_FILTER: QuestionFilter = { text: "", family: [], difficulty: [], level: [], practised: [] };

export function isFiltered(filter: QuestionFilter): boolean {
	return searched(filter.text) !== "" || FILTER_GROUPS.some((group) => filter[group].length > 0);
}

/** What a question is, in a group: of several levels it may be all. */
function valuesOf(question: ListedQuestion, group: FilterGroup): readonly string[] {
	switch (group) {
		case "family":
			return [question.family];
		case "difficulty":
			return [question.difficulty];
		case "level":
			return question.levels;
		case "practised":
			return [question.practised > 0 ? "yes" : "no"];
	}
}

/** Case, forms of the same letter and kinds of blanks make no difference. */
function searched(text: string): string {
	return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

function fitsGroup(question: ListedQuestion, filter: QuestionFilter, group: FilterGroup): boolean {
	const wanted: readonly string[] = filter[group];
	return wanted.length === 0 || valuesOf(question, group).some((value) => wanted.includes(value));
}

/** [Q5] The questions that fit, in the order in which they came. */
export function findQuestions(questions: readonly ListedQuestion[], filter: QuestionFilter): ListedQuestion[] {
	const fitsText = textFinder(filter);
	return questions.filter(
		(question) => fitsText(question) && FILTER_GROUPS.every((group) => fitsGroup(question, filter, group)),
	);
}

function textFinder({ text }: QuestionFilter): (question: ListedQuestion) => boolean {
	const wanted = searched(text);
	return ({ title, prompt }) => searched(title).includes(wanted) || searched(prompt).includes(wanted);
}

export interface Choice {
	readonly value: string;
	/** questions that fit everything else and this */
	readonly count: number;
	readonly chosen: boolean;
}

/**
 * [Q6] The choices of a group, each with the number of questions that it would show. Families are those that there are, and any
 * that was chosen; the other groups are always whole.
 */
export function choicesOf(questions: readonly ListedQuestion[], filter: QuestionFilter, group: FilterGroup): Choice[] {
	const others = findQuestions(questions, { ...filter, [group]: [] });
	const chosen: readonly string[] = filter[group];
	return everyValue(questions, group, chosen).map((value) => ({
		value,
		count: others.filter((question) => valuesOf(question, group).includes(value)).length,
		chosen: chosen.includes(value),
	}));
}

function everyValue(
	questions: readonly ListedQuestion[],
	group: FilterGroup,
	chosen: readonly string[],
): readonly string[] {
	switch (group) {
		case "family":
			return [...new Set([...questions.map(({ family }) => family), ...chosen])].sort();
		case "difficulty":
			return DIFFICULTIES;
		case "level":
			return LEVELS;
		case "practised":
			return PRACTISED;
	}
}
