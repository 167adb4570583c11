// What an interviewer's press on a coverage control means. Credit is the most that any piece of evidence earned, so a higher
// state is one more piece of evidence, while a lower one, or more help than was said, is a correction: it takes back what stood
// there and sets it anew. In go the evidence so far and the choice; out come the marks to set, in their order. Pure.
import type { HintLevel } from "./aids.ts";
import { type CoverageEvidence, type CoverageState, ORIGINS, type Origin } from "./coverage.ts";
import type { StepId } from "./framework.ts";

const ORIGIN_OF_HINT: Record<HintLevel, Origin> = { 1: "hint1", 2: "hint2", 3: "hint3" };

/** Where evidence comes from unless the interviewer says otherwise: after the most direct hint that the step got so far. */
export function expectedOrigin(hints: readonly { readonly step: StepId; readonly level: HintLevel }[], step: StepId) {
	const levels = hints.filter((hint) => hint.step === step).map(({ level }) => level);
	const most = levels.toSorted((a, b) => b - a)[0];
	return most === undefined ? "unprompted" : ORIGIN_OF_HINT[most];
}

const help = (origin: Origin) => ORIGINS.indexOf(origin);

/** What still counts: everything since the item was last taken back, without "not applicable". */
function standing(evidence: readonly CoverageEvidence[]): CoverageEvidence[] {
	const since = evidence.findLastIndex(({ state }) => state === 0) + 1;
	return evidence.slice(since).filter(({ state }) => state !== "n/a");
}

const TAKEN_BACK: CoverageEvidence = { state: 0, origin: "unprompted" };

/**
 * The marks that choosing a state sets.
 * @param expected the origin of a piece of evidence that comes now
 */
export function marksForState(
	evidence: readonly CoverageEvidence[],
	state: CoverageState,
	expected: Origin,
): CoverageEvidence[] {
	const last = evidence.at(-1);
	if ((last?.state ?? 0) === state) return [];
	if (state === 0) return [TAKEN_BACK];
	if (state === "n/a") return [{ state, origin: "unprompted" }];
	const stands = standing(evidence);
	const isCorrection = stands.some((piece) => piece.state !== "n/a" && piece.state > state);
	if (!isCorrection) return [{ state, origin: expected }];
	const least = stands.map(({ origin }) => origin).toSorted((a, b) => help(a) - help(b))[0];
	return [TAKEN_BACK, { state, origin: least ?? expected }];
}

/** The marks that say of the last piece of evidence how much help it took. None where nothing is marked. */
export function marksForOrigin(evidence: readonly CoverageEvidence[], origin: Origin): CoverageEvidence[] {
	const last = evidence.at(-1);
	if (!last || last.state === 0 || last.state === "n/a" || last.origin === origin) return [];
	const piece = { state: last.state, origin };
	if (help(origin) < help(last.origin)) return [piece];
	const earlier = standing(evidence).filter(({ state }) => state !== last.state);
	return [TAKEN_BACK, ...earlier, piece];
}
