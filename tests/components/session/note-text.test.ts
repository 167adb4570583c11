// What is typed into the note field: quick keys in any order, words that only look like them, and the way back for editing.
import { describe, expect, test } from "vitest";
import { noteAsTyped, parseNote, QUICK_KEY_CHARS, type TypedNote } from "#components/session/note-text.ts";
import { ORIGINS } from "#core/coverage.ts";
import { NOTE_KINDS, NOTE_SIGNS } from "#core/notes.ts";

const plain: TypedNote = { kind: "note", sign: "neutral", origin: "unprompted", text: "" };

describe("quick keys at the start of a note", () => {
	test.each<[string, Partial<TypedNote>]>([
		["asks first", { text: "asks first" }],
		["+ asks first", { kind: "strength", sign: "plus", text: "asks first" }],
		["+asks first", { kind: "strength", sign: "plus", text: "asks first" }],
		["- no units", { kind: "concern", sign: "minus", text: "no units" }],
		["− no units", { kind: "concern", sign: "minus", text: "no units" }],
		["– no units", { kind: "concern", sign: "minus", text: "no units" }],
		["? row key with placement", { kind: "question", text: "row key with placement" }],
		["t ten minutes in", { kind: "timing", text: "ten minutes in" }],
		["T ten minutes in", { kind: "timing", text: "ten minutes in" }],
		['" price uses the level', { kind: "quote", text: "price uses the level" }],
		['"price uses the level', { kind: "quote", text: "price uses the level" }],
		["“price uses the level", { kind: "quote", text: "price uses the level" }],
		['"price uses the level", unprompted', { kind: "quote", text: '"price uses the level", unprompted' }],
		["“order is enough” she says", { kind: "quote", text: "“order is enough” she says" }],
		["p freshness", { origin: "probed", text: "freshness" }],
		["h1 draws the row", { origin: "hint1", text: "draws the row" }],
		["H2 draws the row", { origin: "hint2", text: "draws the row" }],
		["h3 draws the row", { origin: "hint3", text: "draws the row" }],
	])("%s", (typed, note) => {
		expect(parseNote(typed)).toEqual({ ...plain, ...note });
	});

	test.each<[string, Partial<TypedNote>]>([
		["p + freshness", { kind: "strength", sign: "plus", origin: "probed", text: "freshness" }],
		["+ p freshness", { kind: "strength", sign: "plus", origin: "probed", text: "freshness" }],
		["+p freshness", { kind: "strength", sign: "plus", origin: "probed", text: "freshness" }],
		["h2 - t too long", { kind: "timing", sign: "minus", origin: "hint2", text: "too long" }],
		["t - h2 too long", { kind: "timing", sign: "minus", origin: "hint2", text: "too long" }],
		['+ "I start with a baseline', { kind: "quote", sign: "plus", text: "I start with a baseline" }],
		['"+ I start with a baseline', { kind: "quote", sign: "plus", text: "I start with a baseline" }],
		["? - p placement", { kind: "question", sign: "minus", origin: "probed", text: "placement" }],
	])("in any order: %s", (typed, note) => {
		expect(parseNote(typed)).toEqual({ ...plain, ...note });
	});

	test.each<[string, Partial<TypedNote>]>([
		["-5 ms at p99", { text: "-5 ms at p99" }],
		["+3 points of recall", { text: "+3 points of recall" }],
		["-.5 logloss", { text: "-.5 logloss" }],
		["+/- 5 percent", { text: "+/- 5 percent" }],
		["p -5 ms", { origin: "probed", text: "-5 ms" }],
		["p99 is 100 ms", { text: "p99 is 100 ms" }],
		["tenfold", { text: "tenfold" }],
		["h4 x", { text: "h4 x" }],
		["h1", { text: "h1" }],
		["t", { text: "t" }],
		["a + b", { text: "a + b" }],
	])("numbers and words stay what they are: %s", (typed, note) => {
		expect(parseNote(typed)).toEqual({ ...plain, ...note });
	});

	test.each<[string, Partial<TypedNote>]>([
		[" t bone", { text: "t bone" }],
		[" + b", { text: "+ b" }],
		[' "x" y', { text: '"x" y' }],
		["\tp value", { text: "p value" }],
		["+  p value below 0.05", { kind: "strength", sign: "plus", text: "p value below 0.05" }],
		["t  h1 first", { kind: "timing", text: "h1 first" }],
	])("a space writes such a word as a word: %j", (typed, note) => {
		expect(parseNote(typed)).toEqual({ ...plain, ...note });
	});

	test.each<[string, Partial<TypedNote>]>([
		["+ - x", { kind: "strength", sign: "plus", text: "- x" }],
		["p h1 x", { origin: "probed", text: "h1 x" }],
		["? t x", { kind: "question", text: "t x" }],
		["? ? x", { kind: "question", text: "? x" }],
	])("a second key of the same sort belongs to the words: %s", (typed, note) => {
		expect(parseNote(typed)).toEqual({ ...plain, ...note });
	});

	test.each(["", "   ", "+", "+ ", "p ", "h1 + ? ", '"', '" '])("%j is not yet a note", (typed) => {
		expect(parseNote(typed).text).toBe("");
	});
});

describe("a note in the field again", () => {
	const texts = [
		"asks first",
		"t bone",
		"T bone",
		"p value",
		"h1 tag",
		"+ b",
		"- b",
		"-5 ms",
		"? why",
		'"price" he says',
		'"price he says',
		'price "x" he says',
		"“a” and «b»",
		'"',
		'" x',
		"+-",
		"h2",
		"-",
		"two\nlines",
		"🙂 ok",
	];
	const signsOf = (kind: TypedNote["kind"]) =>
		kind === "strength" ? ["plus"] : kind === "concern" ? ["minus"] : kind === "note" ? ["neutral"] : NOTE_SIGNS;

	test("makes the same note again, whatever its words, kind, sign and origin", () => {
		let tried = 0;
		for (const text of texts)
			for (const kind of NOTE_KINDS)
				for (const sign of NOTE_SIGNS.filter((one) => signsOf(kind).includes(one)))
					for (const origin of ORIGINS) {
						const note = { kind, sign, origin, text };
						const typed = noteAsTyped(note);
						expect({ typed, ...parseNote(typed) }).toEqual({ typed, ...note });
						expect(typed.length - text.length).toBeLessThanOrEqual(QUICK_KEY_CHARS);
						tried += 1;
					}
		expect(tried).toBe(texts.length * 12 * ORIGINS.length);
	});

	test("reads as one would type it", () => {
		const typed = (note: Partial<TypedNote>) => noteAsTyped({ ...plain, text: "x", ...note });
		expect(typed({})).toBe("x");
		expect(typed({ kind: "strength", sign: "plus", origin: "hint1" })).toBe("h1 + x");
		expect(typed({ kind: "quote" })).toBe('" x');
		expect(typed({ kind: "quote", text: '"x" y' })).toBe('"x" y');
		expect(typed({ text: "p value" })).toBe(" p value");
	});
});
