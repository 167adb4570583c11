// Finding questions: by words, by what they are, and how many there are of each.
import { describe, expect, it } from "vitest";
import type { ListedQuestion } from "#core/protocol.ts";
import {
	choicesOf,
	FILTER_GROUPS,
	findQuestions,
	isFiltered,
	NO_FILTER,
	type QuestionFilter,
} from "#core/question-filter.ts";

function question(id: string, more: Partial<ListedQuestion> = {}): ListedQuestion {
	return {
		id,
		title: `Design ${id}`,
		family: "ads",
		difficulty: "medium",
		levels: ["mid", "senior"],
		recommendedMinutes: 45,
		prompt: `Somebody wants\n  ${id}.`,
		own: null,
		practised: 0,
		...more,
	};
}

const CLICKS = question("clicks", { difficulty: "hard", levels: ["senior", "staff"], practised: 2 });
const VIDEO = question("video", { family: "recommendation", title: "Vidéos (C++ & [x]*)" });
const FRAUD = question("fraud", { family: "risk", levels: ["staff"] });
const ALL = [CLICKS, VIDEO, FRAUD];

const found = (filter: Partial<QuestionFilter>) => findQuestions(ALL, { ...NO_FILTER, ...filter }).map(({ id }) => id);

describe("[Q5] finding questions", () => {
	it("nothing wished for is everything, in the order that came", () => {
		expect(found({})).toEqual(["clicks", "video", "fraud"]);
		expect(found({ text: "  " })).toEqual(["clicks", "video", "fraud"]);
		expect([isFiltered(NO_FILTER), isFiltered({ ...NO_FILTER, text: " " })]).toEqual([false, false]);
	});

	it("words are looked for in title and prompt, whatever their case, line breaks and blanks", () => {
		expect(found({ text: "CLICK" })).toEqual(["clicks"]);
		expect(found({ text: "wants fraud" })).toEqual(["fraud"]);
		expect(found({ text: "  wants \t fraud " })).toEqual(["fraud"]);
		expect(found({ text: "vide\u0301os" })).toEqual(["video"]);
		expect(found({ text: "nothing like it" })).toEqual([]);
	});

	it("signs of search languages are only signs", () => {
		for (const text of [".*", "%", "_", "\\", "^D", "a|b", "$&"]) expect([text, found({ text })]).toEqual([text, []]);
		expect(found({ text: "c++" })).toEqual(["video"]);
		expect(found({ text: "[x]*" })).toEqual(["video"]);
		expect(found({ text: "." })).toEqual(["clicks", "video", "fraud"]);
	});

	it("within a group any choice will do, between groups all must", () => {
		expect(found({ family: ["ads", "risk"] })).toEqual(["clicks", "fraud"]);
		expect(found({ family: ["ads", "risk"], difficulty: ["medium"] })).toEqual(["fraud"]);
		expect(found({ level: ["mid"] })).toEqual(["video"]);
		expect(found({ level: ["mid", "staff"] })).toEqual(["clicks", "video", "fraud"]);
		expect(found({ practised: ["yes"] })).toEqual(["clicks"]);
		expect(found({ practised: ["no"] })).toEqual(["video", "fraud"]);
		expect(found({ practised: ["no", "yes"] })).toEqual(["clicks", "video", "fraud"]);
		expect(found({ text: "wants", level: ["staff"], practised: ["no"] })).toEqual(["fraud"]);
	});
});

describe("[Q6] the counts beside the choices", () => {
	const counts = (group: (typeof FILTER_GROUPS)[number], filter: Partial<QuestionFilter> = {}) =>
		Object.fromEntries(choicesOf(ALL, { ...NO_FILTER, ...filter }, group).map(({ value, count }) => [value, count]));

	it("say how many each would show, with everything else that is wished for", () => {
		expect(counts("family")).toEqual({ ads: 1, recommendation: 1, risk: 1 });
		expect(counts("level")).toEqual({ mid: 1, senior: 2, staff: 2 });
		expect(counts("practised", { level: ["staff"] })).toEqual({ no: 1, yes: 1 });
		expect(counts("difficulty", { text: "wants" })).toEqual({ easy: 0, medium: 2, hard: 1 });
	});

	it("a choice of one's own group changes no count of it", () => {
		expect(counts("family", { family: ["ads"] })).toEqual({ ads: 1, recommendation: 1, risk: 1 });
	});

	it("what was chosen stays among the choices when nothing is like it", () => {
		expect(choicesOf(ALL, { ...NO_FILTER, family: ["gone"] }, "family")).toContainEqual({
			value: "gone",
			count: 0,
			chosen: true,
		});
	});

	it("each count is what choosing it alone would show, for any wishes", () => {
		const wishes: Partial<QuestionFilter>[] = [
			{},
			{ text: "a" },
			{ level: ["mid"] },
			{ practised: ["no"], family: ["ads", "risk"] },
		];
		for (const wish of wishes) {
			for (const group of FILTER_GROUPS) {
				for (const { value, count } of choicesOf(ALL, { ...NO_FILTER, ...wish }, group)) {
					expect(found({ ...wish, [group]: [value] })).toHaveLength(count);
				}
			}
		}
	});

	it("three hundred questions are counted and found in no time", () => {
		const many = Array.from({ length: 300 }, (_, index) =>
			question(`q${index}`, { family: `family-${index % 15}`, prompt: "A long prompt. ".repeat(40) }),
		);
		expect(findQuestions(many, { ...NO_FILTER, text: "design q29" })).toHaveLength(11);
		expect(choicesOf(many, NO_FILTER, "family").map(({ count }) => count)).toEqual(Array(15).fill(20));
	});
});
