// Text of people and packs made harmless for where it is put: HTML (and SVG, which is read as HTML or as XML), and Markdown. Everything
// that leaves the page as a file goes through here. In go any strings, out comes text that can only be read as text: no tag, no
// link, no heading. Characters that turn or hide text are taken out first: what was typed has none, what a file brought may.
import { withoutControls } from "./text.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** For text between tags and for values of quoted attributes. */
export function escapeHtml(text: string): string {
	return withoutControls(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? "");
}

/** Characters that begin or end something inside of a line; `:`, `/` and `.` only where they make an address of words. */
const INLINE = /[\\`*_[\]<>|~&#$@^{}!]|:(?=\/\/)|\/(?=\/)|(?<=[\p{L}\d])\.(?=[\p{L}\d])/gu;
/** What a line may begin with that makes it a list, a heading, a quotation, a rule. A number with its point is a list as well. */
const BEGINNING = /^[-+=]|^(\d{1,9})(?=[.)])/;

/**
 * For one line of Markdown: a heading, an item, a cell, or a paragraph. Line ends become blanks.
 * @example escapeMarkdown("1. [x](javascript:y)") === "1\\. \\[x\\](javascript:y)"
 */
export function escapeMarkdown(text: string): string {
	const line = withoutControls(text).replace(/\s+/g, " ").trim();
	const escaped = line.replace(INLINE, "\\$&");
	return escaped.replace(BEGINNING, (begin, digits?: string) => (digits === undefined ? `\\${begin}` : `${digits}\\`));
}
