// What people type, made safe to keep: control and bidirectional characters are taken out on entry, lengths are
// capped by the schemas. Text is shown as text everywhere; nothing here escapes for a target.
import * as z from "zod/mini";

// Controls but tab and newline, line and paragraph separators, bidirectional formatting, zero-width blanks, and halves of a
// pair (a text with one is no Unicode, and Postgres takes none into JSON). The joiner U+200D stays: emoji are made with it.
const CONTROL = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff]/gu;

/** Any text without what turns or hides it; the rest stays as it is. */
export function withoutControls(text: string): string {
	return text.replace(CONTROL, "");
}

/** One line: controls out, every run of white space one blank, trimmed. */
export function cleanLine(text: string): string {
	return withoutControls(text).replace(/\s+/g, " ").trim();
}

/** Several lines: controls out, line ends `\n`, trimmed. */
export function cleanText(text: string): string {
	return withoutControls(text.replace(/\r\n?/g, "\n")).trim();
}

/** A required line of at most `max` characters after cleaning. */
export function lineSchema(max: number, what: string) {
	return cleaned(cleanLine, max, what);
}

/** Required text of at most `max` characters after cleaning. */
export function textSchema(max: number, what: string) {
	return cleaned(cleanText, max, what);
}

function cleaned(clean: (text: string) => string, max: number, what: string) {
	const missing = `${what} is missing.`;
	return z
		.string({ error: missing })
		.check(
			z.overwrite(clean),
			z.minLength(1, missing),
			z.maxLength(max, `${what} may have at most ${max} characters.`),
		);
}
