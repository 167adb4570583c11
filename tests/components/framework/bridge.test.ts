// What an interviewer can say to move on: one sentence for every way between two parts.
import { expect, test } from "vitest";
import { moveOnWords, timeLeftWords } from "#components/framework/bridge.ts";
import { SEGMENT_IDS } from "#core/framework.ts";

test("the bridge takes what stands as settled and opens what comes", () => {
	expect(moveOnWords("data", "model")).toBe("Let us take the label rule as settled and look at the model.");
	expect(moveOnWords("monitor", "wrap")).toBe(
		"Let us say that these alerts are in place and sum up what stands on the board.",
	);
	expect(moveOnWords("wrap", null)).toBe("Thank you, that is a good place to stop.");
});

test("each part has words of its own, and none of them judges", () => {
	const leaving = SEGMENT_IDS.map((id) => moveOnWords(id, null));
	const opening = SEGMENT_IDS.map((id) => moveOnWords("data", id));
	const staying = SEGMENT_IDS.map(timeLeftWords);
	for (const all of [leaving, opening, staying]) {
		expect(new Set(all).size).toBe(SEGMENT_IDS.length);
		expect(
			all.filter((words) => !/^[A-Z].*[.?]$/.test(words) || /wrong|missing|late|slow|behind/i.test(words)),
		).toEqual([]);
	}
});
