// What makes one text of a label of another (core/label-text.ts), in the smallest pieces, so that what two people change at
// once is merged letter by letter: a word that becomes bold and lines that become a list touch nobody's letters, also when
// something was typed in the same moment.
import { type Splice, spliceBetween } from "./label.ts";
import { LABEL_TOKENS } from "./label-text.ts";

/** What stands in a text and is not shown: tokens, and the address of a link between its tokens; not a line break. */
const NOT_SHOWN = /\ue151[^\ue152\n]*\ue152?|[\ue100-\ue14f\ue151-\ue17f]/gy;

/** Where the next letter stands. */
function nextLetter(text: string, at: number): number {
	let end = at;
	for (;;) {
		NOT_SHOWN.lastIndex = end;
		const tokens = NOT_SHOWN.exec(text)?.[0];
		if (tokens === undefined) return end;
		end += tokens.length;
	}
}

function afterLetters(text: string, at: number, count: number): number {
	let end = at;
	for (let left = count; left > 0; left--) end = nextLetter(text, end) + 1;
	return end;
}

function lettersOf(text: string): string {
	let letters = "";
	for (let at = nextLetter(text, 0); at < text.length; at = nextLetter(text, at + 1)) letters += text.charAt(at);
	return letters;
}

/**
 * What makes `to` of `from`, in order from the end, so that each can be done without regard to the others: one splice of
 * letters, and one wherever the tokens between two letters that stay differ.
 */
export function changesBetween(from: string, to: string): readonly Splice[] {
	if (!LABEL_TOKENS.test(from) && !LABEL_TOKENS.test(to)) {
		const splice = spliceBetween(from, to);
		return splice ? [splice] : [];
	}
	const [before, after] = [lettersOf(from), lettersOf(to)];
	const { at, remove, insert } = spliceBetween(before, after) ?? { at: before.length, remove: 0, insert: "" };
	const changes: Splice[] = [];
	let [a, b] = [0, 0];
	const goTo = (nextA: number, nextB: number) => {
		const inserted = to.slice(b, nextB);
		if (from.slice(a, nextA) !== inserted) changes.unshift({ at: a, remove: nextA - a, insert: inserted });
		[a, b] = [nextA, nextB];
	};
	const passTokens = () => goTo(nextLetter(from, a), nextLetter(to, b));
	const passLetters = (count: number) => {
		for (let left = count; left > 0; left--) {
			passTokens();
			[a, b] = [a + 1, b + 1];
		}
		passTokens();
	};
	passLetters(at);
	goTo(afterLetters(from, a, remove), afterLetters(to, b, insert.length));
	passLetters(before.length - at - remove);
	return changes;
}
