// The soft look at feedback: words about the person are marked, the same words about things are not.
import { describe, expect, test } from "vitest";
import { personalWords } from "#core/feedback-words.ts";

const marked = (text: string, names?: string[]) => personalWords(text, names).map(({ word }) => word);

describe("[W33] personality words", () => {
	test.each([
		["You were slow to name a metric.", ["slow"]],
		["You're very smart and a bit nervous", ["smart", "nervous"]],
		["She seemed nervous when asked about serving", ["nervous"]],
		["He’s a great communicator", ["great"]],
		["The candidate is weak in evaluation", ["weak"]],
		["A smart engineer.", ["smart"]],
		["Great candidate", ["Great"]],
		["weak at maths", ["weak"]],
		["Smart but slow", ["Smart", "slow"]],
		["Very nervous!", ["nervous"]],
		["You came across as arrogant", ["arrogant"]],
		["They were nervous", ["nervous"]],
		["Asked first. Then you were really good, and quick to revise", ["good"]],
	])("marks %j", (text, expected) => {
		expect(marked(text)).toEqual(expected);
	});

	test.each([
		"At 14:02 you listed twelve features without a source; I could not tell which are available on request.",
		"Weak labels and slow queries were named unprompted",
		"Weak candidate generation: two-tower recall was not argued",
		"The candidate generator was slow in your numbers",
		"They are slow to compute",
		"The labels are weak",
		"Your joiner is slow at peak",
		"You were the first to name a great number of guardrails",
		"You called the baseline strong",
		"Good: the label rule has a window",
		"you were drawing slow paths in red",
		"Names a strong baseline",
		"",
	])("leaves %j alone", (text) => {
		expect(marked(text)).toEqual([]);
	});

	test("knows people by their names, whole or first", () => {
		expect(marked("Jonas was slow")).toEqual([]);
		expect(marked("Jonas was slow, and Weber is shy", ["Jonas Weber"])).toEqual(["slow", "shy"]);
	});

	test("says where each word stands, in the case it was typed", () => {
		const text = "Keep it up.\nYou were GREAT at scoping";
		const [found] = personalWords(text);
		expect(found && text.slice(found.from, found.to)).toBe("GREAT");
	});

	test("reads the longest text in one pass, whatever it is made of", () => {
		for (const piece of ["you were and ", "slow, ", "é'a", "((((", "very "]) {
			expect(Array.isArray(personalWords(piece.repeat(800).slice(0, 4_000)))).toBe(true);
		}
	});
});
