// What people type, made safe to keep: control and bidirectional characters are taken out on entry, lengths are
// capped by the schemas. Text is shown as text everywhere; nothing here escapes for a target.
import { z } from "zod";

// Controls but tab and newline, line and paragraph separators, bidirectional formatting, zero-width blanks. The joiner
// U+200D stays: emoji are made with it.
const CONTROL = /(?![\t\n\r])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff]/gu;

/** One line: controls out, every run of white space one blank, trimmed. */
export function cleanLine(text: string): string {
	return text.replace(CONTROL, "").replace(/\s+/g, " ").trim();
}

/** Several lines: controls out, line ends `\n`, trimmed. */
export function cleanText(text: string): string {
	return text.replace(/\r\n?/g, "\n").replace(CONTROL, "").trim();
}

/** A required line of at most `max` characters after cleaning. */
export function lineSchema(max: number, what: string) {
	return z
		.string({ error: `${what} is missing.` })
		.transform(cleanLine)
		.pipe(z.string().min(1, `${what} is missing.`).max(max, `${what} may have at most ${max} characters.`));
}

/** Required text of at most `max` characters after cleaning. */
export function textSchema(max: number, what: string) {
	return z
		.string({ error: `${what} is missing.` })
		.transform(cleanText)
		.pipe(z.string().min(1, `${what} is missing.`).max(max, `${what} may have at most ${max} characters.`));
}
