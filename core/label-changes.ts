// What makes one text of a label of another (core/label-text.ts), in the smallest pieces, so that what two people change at
// once is merged letter by letter: a word that becomes bold and lines that become a list touch nobody's letters.
import { type Splice, spliceBetween } from "./label.ts";
import { LABEL_TOKENS } from "./label-text.ts";

/** What stands in a text and is not shown: tokens, and the address of a link between its tokens; not a line break. */
const NOT_SHOWN = /\ue151[^\ue152\n]*\ue152?|[\ue100-\ue14f\ue151-\ue17f]/y;

/** Length of what stands here and is no letter: a token, or a link's whole address. */
function tokenAt(text: string, at: number): number {
	NOT_SHOWN.lastIndex = at;
	return NOT_SHOWN.exec(text)?.[0].length ?? 0;
}

/**
 * Where two texts differ only in tokens (a word became bold, lines became a list), what to remove and insert, in order
 * from the end so that each can be done without regard to the others: nobody's letters are touched.
 * @returns null when letters differ too
 */
function tokenChanges(from: string, to: string): Splice[] | null {
	const changes: Splice[] = [];
	let a = 0;
	let b = 0;
	while (a < from.length || b < to.length) {
		const [startA, startB] = [a, b];
		for (let length = tokenAt(from, a); length > 0; length = tokenAt(from, a)) a += length;
		for (let length = tokenAt(to, b); length > 0; length = tokenAt(to, b)) b += length;
		const insert = to.slice(startB, b);
		if (from.slice(startA, a) !== insert) changes.unshift({ at: startA, remove: a - startA, insert });
		if (a === from.length && b === to.length) break;
		if (from[a] !== to[b]) return null;
		a += 1;
		b += 1;
	}
	return changes;
}

/**
 * What makes `to` of `from`, in order from the end, so that each can be done without regard to the others. A word that
 * became bold and lines that became a list change tokens alone and touch nobody's letters; anything else is one splice.
 */
export function changesBetween(from: string, to: string): readonly Splice[] {
	const changes = LABEL_TOKENS.test(from) || LABEL_TOKENS.test(to) ? tokenChanges(from, to) : null;
	if (changes) return changes;
	const splice = spliceBetween(from, to);
	return splice ? [splice] : [];
}
