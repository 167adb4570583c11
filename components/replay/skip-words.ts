// What of a recording is not shown as it was, in words. Counts in, sentences out; none when everything is shown.
import type { Skips } from "#core/replay.ts";

function entries(count: number): string {
	return count === 1 ? "1 entry" : `${count} entries`;
}

export function skipWords({ later, broken, foreign, nameless, laterDocument }: Skips): string[] {
	const words: string[] = [];
	if (laterDocument) words.push("This board was drawn with a later version. You see what this version understands.");
	if (later > 0) {
		words.push(`${entries(later)} ${later === 1 ? "is" : "are"} of a later version and ${wasSkipped(later)}.`);
	}
	if (broken > 0) {
		words.push(
			`${entries(broken)} could not be read and ${wasSkipped(broken)}. What builds on ${broken === 1 ? "it" : "them"} may be missing.`,
		);
	}
	if (foreign > 0) {
		words.push(
			`${entries(foreign)} ${foreign === 1 ? "belongs" : "belong"} to another board and ${wasSkipped(foreign)}.`,
		);
	}
	if (nameless > 0) {
		const what = nameless === 1 ? "It is" : "They are";
		words.push(
			`${entries(nameless)} ${nameless === 1 ? "comes" : "come"} from somebody this recording does not name. ${what} shown.`,
		);
	}
	return words;
}

function wasSkipped(count: number): string {
	return count === 1 ? "was skipped" : "were skipped";
}
