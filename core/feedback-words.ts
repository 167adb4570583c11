// A soft look at feedback: words that judge the person instead of what was done ("you were slow", "weak at maths"). The same word
// about a thing is fine ("slow queries", "weak labels", "candidate generation"), so a word counts only where the sentence says it of
// somebody. It marks, it never blocks: what somebody sends is theirs. Pure.

export interface PersonalWord {
	readonly word: string;
	/** where it stands in the text */
	readonly from: number;
	readonly to: number;
}

const words = (list: string) => new Set(list.split(" "));

const PERSONAL = words(
	"smart clever brilliant gifted talented genius intelligent bright dumb stupid slow lazy nervous shy anxious timid insecure " +
		"confident arrogant weak strong great awesome amazing fantastic excellent good bad poor terrible awful passive aggressive " +
		"sloppy careless chaotic naive charming nice friendly likeable impressive",
);
/** They fit only people; the others are said of things, too, and "they" may be things. */
const OF_PEOPLE_ALONE = words("nervous shy anxious timid insecure arrogant stupid dumb gifted talented likeable");
const PERSONS = words("you she he candidate interviewee");
/** In this field a candidate is often a thing that is retrieved, so its next word decides. */
const PERSON_NOUNS = words(
	"candidate interviewee person engineer designer communicator listener thinker guy man woman",
);
const COPULAS = words(
	"are is was were be been being seem seems seemed look looks looked sound sounds sounded appear appears appeared felt " +
		"am isn't aren't wasn't weren't came across",
);
const CONTRACTIONS = words("you're she's he's");
/** Between "you were" and the word, and before a word that begins a sentence. */
const FILLERS = words(
	"very so too quite rather really a an the bit little not just always often sometimes also both as and or but , extremely pretty " +
		"clearly generally still somewhat across overall",
);
/** What may follow a word that is said of a person; any other word is the thing that it is said of. */
const AFTER = words(
	"at in with on under when and or but to because about while during here today for if until enough throughout as from ,",
);
const AFTER_FRAGMENT = words("at in with under");
const JOINS = words("and or but");

interface Token {
	readonly text: string;
	readonly from: number;
	readonly to: number;
}

function sentencesOf(text: string): Token[][] {
	const sentences: Token[][] = [[]];
	for (const match of text.matchAll(/\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|[.!?;:,\n]/gu)) {
		const token = match[0].toLowerCase().replace("’", "'");
		if (/^[.!?;\n]$/.test(token)) sentences.push([]);
		else sentences.at(-1)?.push({ text: token, from: match.index, to: match.index + match[0].length });
	}
	return sentences;
}

/**
 * @param text feedback as typed
 * @param names of the people it may be about, as they call themselves
 * @returns the words that judge a person, in the order in which they stand
 */
export function personalWords(text: string, names: readonly string[] = []): PersonalWord[] {
	const persons = new Set([...PERSONS, ...names.flatMap((name) => name.toLowerCase().split(/\s+/))].filter(Boolean));
	return sentencesOf(text).flatMap((sentence) =>
		sentence
			.filter(
				({ text: word }, index) =>
					PERSONAL.has(word) &&
					(isPredicate(sentence, index, persons) || isBeforePerson(sentence, index) || isFragment(sentence, index)),
			)
			.map(({ from, to }) => ({ word: text.slice(from, to), from, to })),
	);
}

/** "you were a bit slow", "Jonas is smart", "she's a great listener" */
function isPredicate(sentence: readonly Token[], index: number, persons: ReadonlySet<string>): boolean {
	const at = (place: number) => sentence[place]?.text ?? "";
	let place = index - 1;
	while (place >= 0 && (FILLERS.has(at(place)) || PERSONAL.has(at(place)))) place--;
	const isSaidOfPerson =
		CONTRACTIONS.has(at(place)) ||
		(at(place) === "they're" && OF_PEOPLE_ALONE.has(at(index))) ||
		(COPULAS.has(at(place)) &&
			(persons.has(subjectBefore(sentence, place)) ||
				(subjectBefore(sentence, place) === "they" && OF_PEOPLE_ALONE.has(at(index)))));
	return isSaidOfPerson && endsHere(sentence, index);
}

/** The word before "were", past "really" and the other parts of "came across". */
function subjectBefore(sentence: readonly Token[], copula: number): string {
	let place = copula - 1;
	while (place >= 0 && (FILLERS.has(sentence[place]?.text ?? "") || COPULAS.has(sentence[place]?.text ?? ""))) place--;
	return sentence[place]?.text ?? "";
}

function endsHere(sentence: readonly Token[], index: number): boolean {
	const next = sentence[index + 1]?.text;
	return next === undefined || AFTER.has(next) || PERSONAL.has(next) || isBeforePerson(sentence, index);
}

/** "a great engineer", "smart candidate", but not "weak candidate generation" */
function isBeforePerson(sentence: readonly Token[], index: number): boolean {
	const [next, after] = [sentence[index + 1]?.text, sentence[index + 2]?.text];
	if (next === undefined || !PERSON_NOUNS.has(next)) return false;
	return next !== "candidate" || after === undefined || AFTER.has(after) || COPULAS.has(after);
}

/** "Weak at maths", "Very nervous", "Smart but slow": nobody is named, so it is the person that is meant. */
function isFragment(sentence: readonly Token[], index: number): boolean {
	const before = sentence.slice(0, index).map(({ text }) => text);
	if (!before.every((word) => FILLERS.has(word) || PERSONAL.has(word))) return false;
	const [next, after] = [sentence[index + 1]?.text, sentence[index + 2]?.text];
	if (next === undefined || AFTER_FRAGMENT.has(next)) return true;
	return JOINS.has(next) && after !== undefined && PERSONAL.has(after) && endsFragment(sentence, index + 2);
}

function endsFragment(sentence: readonly Token[], index: number): boolean {
	const next = sentence[index + 1]?.text;
	return next === undefined || AFTER_FRAGMENT.has(next);
}
