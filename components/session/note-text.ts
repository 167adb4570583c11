// What is typed into the note field, as a note. Quick keys at its start, in any order, say what kind of note it is: + strength,
// - concern, ? open question, " quote, "t " time warning, "p " probed, "h1 " to "h3 " after a hint. A space where a quick key could
// stand ends them: " t bone" is a word, and so is "+  t bone" after its sign. Strings in, values out.
import type { Origin } from "#core/coverage.ts";
import type { Note, NoteKind, NoteSign } from "#core/notes.ts";

/** What a note says of itself. */
export interface TypedNote {
	readonly kind: NoteKind;
	readonly sign: NoteSign;
	readonly origin: Origin;
	readonly text: string;
}

/** The most characters that quick keys take, each with a space, and one that ends them: "h3 + t " and a space. */
export const QUICK_KEY_CHARS = 8;

type Sign = "plus" | "minus";
type Kind = "question" | "timing" | "quote";

const SIGNS: Record<string, Sign> = { "+": "plus", "-": "minus", "−": "minus", "–": "minus" };
const ORIGIN_WORDS: Record<string, Origin> = { p: "probed", h1: "hint1", h2: "hint2", h3: "hint3" };
const QUOTES = '"“”„«»';
const WORD = /^(t|p|h[123])\s/i;
/** "-5 ms", "+.5 points", "+/- 5 %": a number, not a judgement. */
const NUMBER = /^[+\-−–](\.?\d|\/)/;

interface Found {
	sign: Sign | null;
	kind: Kind | null;
	origin: Origin | null;
}

/** "p + asks first" -> a strength, probed, that reads "asks first". */
export function parseNote(typed: string): TypedNote {
	const found: Found = { sign: null, kind: null, origin: null };
	let rest = typed;
	for (let next = afterKey(rest, found); next !== null; next = afterKey(rest, found)) rest = next;
	return { ...meaningOf(found), text: rest.trim() };
}

function meaningOf({ sign, kind, origin }: Found): Omit<TypedNote, "text"> {
	const alone = sign === null ? "note" : sign === "plus" ? "strength" : "concern";
	return { kind: kind ?? alone, sign: sign ?? "neutral", origin: origin ?? "unprompted" };
}

/** What follows the quick key at the start, which is written down in `found`; null where there is none that was not there before. */
function afterKey(rest: string, found: Found): string | null {
	const first = rest.charAt(0);
	const without = (length: number) => rest.slice(length).replace(/^\s/, "");
	const sign = SIGNS[first];
	if (sign) {
		if (found.sign !== null || NUMBER.test(rest)) return null;
		found.sign = sign;
		return without(1);
	}
	if (first === "?" && found.kind === null) {
		found.kind = "question";
		return without(1);
	}
	if (first !== "" && QUOTES.includes(first) && found.kind === null) {
		found.kind = "quote";
		// what is quoted and closed keeps its marks, so that what is said beside it is told from it
		return isClosedQuote(rest) ? null : without(1);
	}
	const word = WORD.exec(rest)?.[1]?.toLowerCase();
	if (word === "t" && found.kind === null) {
		found.kind = "timing";
		return rest.slice(2);
	}
	const origin = word === undefined ? undefined : ORIGIN_WORDS[word];
	if (word === undefined || !origin || found.origin !== null) return null;
	found.origin = origin;
	return rest.slice(word.length + 1);
}

function isClosedQuote(text: string): boolean {
	return /^\S\S/.test(text) && [...text.slice(1)].some((char) => QUOTES.includes(char));
}

const SIGN_KEYS: Record<NoteSign, string> = { plus: "+ ", minus: "- ", neutral: "" };
const KIND_KEYS: Record<NoteKind, string> = {
	note: "",
	strength: "",
	concern: "",
	question: "? ",
	timing: "t ",
	quote: '" ',
};
const ORIGIN_KEYS: Record<Origin, string> = { unprompted: "", probed: "p ", hint1: "h1 ", hint2: "h2 ", hint3: "h3 " };

/** What an author finds in the field when editing; typed as it stands it makes the same note again. */
export function noteAsTyped({ kind, sign, origin, text }: Pick<Note, "kind" | "sign" | "origin" | "text">): string {
	const meant: NoteSign =
		kind === "strength" ? "plus" : kind === "concern" ? "minus" : kind === "note" ? "neutral" : sign;
	const before = `${ORIGIN_KEYS[origin]}${SIGN_KEYS[meant]}`;
	// a quote that has its marks needs no key for it; a word that looks like a key is told by a space
	const ways = [`${before}${text}`, `${before}${KIND_KEYS[kind]}${text}`, `${before}${KIND_KEYS[kind]} ${text}`];
	const isSame = (typed: string) => {
		const again = parseNote(typed);
		return again.kind === kind && again.sign === meant && again.origin === origin && again.text === text;
	};
	return ways.find(isSame) ?? text;
}
