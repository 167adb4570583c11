// What a press on a coverage control records, and that it credits what the interviewer meant.
import { expect, test } from "vitest";
import { type CoverageEvidence, creditOf } from "#core/coverage.ts";
import { expectedOrigin, marksForOrigin, marksForState } from "#core/marking.ts";

const piece = (state: CoverageEvidence["state"], origin: CoverageEvidence["origin"] = "unprompted") => ({
	state,
	origin,
});

/** The evidence after a press. */
const after = (evidence: readonly CoverageEvidence[], marks: readonly CoverageEvidence[]) => [...evidence, ...marks];

test("evidence comes after the most direct hint of its own step, whatever was shown last or elsewhere", () => {
	const hints = [
		{ step: "data", level: 2 },
		{ step: "data", level: 1 },
		{ step: "model", level: 3 },
	] as const;
	expect(expectedOrigin(hints, "data")).toBe("hint2");
	expect(expectedOrigin(hints, "model")).toBe("hint3");
	expect(expectedOrigin(hints, "serve")).toBe("unprompted");
});

test("[W22] a higher state is one more piece of evidence: a hint that came in between lowers nothing", () => {
	const mentioned = [piece(0.5)];
	const marks = marksForState(mentioned, 1, "hint3");
	expect(marks).toEqual([piece(1, "hint3")]);
	expect(creditOf(after(mentioned, marks))).toMatchObject({ credit: 0.5, origin: "unprompted" });
	expect(creditOf(after(mentioned, marksForState(mentioned, 1, "hint2"))).credit).toBe(0.75);
});

test("[W22] a lower state is a correction: the credit falls to what is chosen", () => {
	const explained = [piece(0.5), piece(1, "hint1")];
	const marks = marksForState(explained, 0.5, "hint1");
	expect(creditOf(after(explained, marks))).toMatchObject({ credit: 0.5, origin: "unprompted" });
	expect(creditOf(after(explained, marksForState(explained, 0, "hint1")))).toMatchObject({ credit: 0, origin: null });
});

test("an item that is not applicable comes back with what is chosen then", () => {
	const away = after([piece(1)], marksForState([piece(1)], "n/a", "unprompted"));
	expect(creditOf(away).applicable).toBe(false);
	expect(creditOf(after(away, marksForState(away, 0.5, "unprompted")))).toMatchObject({
		credit: 0.5,
		applicable: true,
	});
	expect(creditOf(after(away, marksForState(away, 0, "unprompted")))).toMatchObject({ credit: 0, applicable: true });
});

test("what is chosen already sets nothing", () => {
	expect(marksForState([], 0, "unprompted")).toEqual([]);
	expect(marksForState([piece(1, "hint1")], 1, "hint3")).toEqual([]);
	expect(marksForOrigin([piece(1, "hint1")], "hint1")).toEqual([]);
	expect(marksForOrigin([], "hint1")).toEqual([]);
	expect(marksForOrigin([piece("n/a")], "hint1")).toEqual([]);
});

test("[W22] help is corrected in both directions, and what was mentioned before the hint stays", () => {
	const helped = [piece(0.5), piece(1, "hint2")];
	expect(creditOf(after(helped, marksForOrigin(helped, "probed")))).toMatchObject({ credit: 1, origin: "probed" });
	const revealed = after(helped, marksForOrigin(helped, "hint3"));
	expect(creditOf(revealed)).toMatchObject({ credit: 0.5, origin: "unprompted" });
	const alone = [piece(1)];
	expect(creditOf(after(alone, marksForOrigin(alone, "hint3")))).toMatchObject({ credit: 0.5, origin: "hint3" });
});
