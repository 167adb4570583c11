// What makes one text of a label of another (core/label-text.ts), in the smallest pieces, so that what two people change at
// once is merged letter by letter: a word that becomes bold and lines that become a list touch nobody's letters, also when
// something was typed in the same moment.
import { applySplice, type Splice, spliceBetween } from "./label.ts";
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

/** Among equal letters it cannot be seen which are new; who typed them knows: those before the caret. */
function endingAt(splice: Splice | null, from: string, to: string, caret: number | undefined): Splice | null {
	if (!splice || splice.remove > 0 || caret === undefined) return splice;
	const at = caret - splice.insert.length;
	if (at < 0 || at >= splice.at) return splice;
	const typed = { at, remove: 0, insert: to.slice(at, caret) };
	return applySplice(from, typed) === to ? typed : splice;
}

/**
 * What makes `to` of `from`, in order from the end, so that each can be done without regard to the others: one splice of
 * letters, and one wherever the tokens between two letters that stay differ.
 * @param caret where in `to` its writer's caret stands, if that is known
 */
export function changesBetween(from: string, to: string, caret?: number): readonly Splice[] {
	if (!LABEL_TOKENS.test(from) && !LABEL_TOKENS.test(to)) {
		const splice = endingAt(spliceBetween(from, to), from, to, caret);
		return splice ? [splice] : [];
	}
	const [before, after] = [lettersOf(from), lettersOf(to)];
	const letterCaret = caret === undefined ? undefined : lettersOf(to.slice(0, caret)).length;
	const splice = endingAt(spliceBetween(before, after), before, after, letterCaret);
	const { at, remove, insert } = splice ?? { at: before.length, remove: 0, insert: "" };
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
