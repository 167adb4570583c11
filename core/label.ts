// Labels as text that two people can type in at once. A label is plain when it is paragraphs and nothing else; then
// its document holds the text alone, paragraphs joined by line breaks, and every reader builds the same tree from it.
// Trees that differ only in what has no effect are one label: whether empty text or its paragraphs name a direction,
// whether an address is marked as a link. Here also: what must be changed in a text, and how a change is carried over
// another one that came first, so that nobody's typing is lost. Knows no Yjs, no editor.

type Fields = Record<string, unknown>;

/** Characters `remove` at `at` are replaced by `insert`. Never splits a surrogate pair. */
export interface Splice {
	readonly at: number;
	readonly remove: number;
	readonly insert: string;
}

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasOnly(fields: Fields, keys: readonly string[]): boolean {
	return Object.keys(fields).every((key) => keys.includes(key));
}

// ── plain labels ────────────────────────────────────────────────────────────────────────────────────────────────
/** tldraw marks addresses as links while one types; such a mark says nothing that the text does not. */
function isOwnAddress(mark: unknown, text: string): boolean {
	if (!isFields(mark) || mark.type !== "link" || !isFields(mark.attrs)) return false;
	const { href } = mark.attrs;
	return ["", "http://", "https://", "mailto:"].some((scheme) => href === scheme + text);
}

function textOfNode(node: unknown): string | null {
	if (!isFields(node) || node.type !== "text" || !hasOnly(node, ["type", "text", "marks"])) return null;
	const { text, marks } = node;
	if (typeof text !== "string" || text === "" || text.includes("\n")) return null;
	if (marks === undefined) return text;
	return Array.isArray(marks) && marks.every((mark) => isOwnAddress(mark, text)) ? text : null;
}

function textOfParagraph(node: unknown): string | null {
	if (!isFields(node) || node.type !== "paragraph" || !hasOnly(node, ["type", "attrs", "content"])) return null;
	const { attrs, content } = node;
	if (attrs !== undefined && !(isFields(attrs) && attrs.dir === "auto" && hasOnly(attrs, ["dir"]))) return null;
	if (content === undefined) return "";
	if (!Array.isArray(content)) return null;
	const texts = content.map(textOfNode);
	return texts.includes(null) ? null : texts.join("");
}

/** @returns the text of a plain label, its paragraphs joined by "\n"; null if the label is not plain */
export function plainTextOf(richText: unknown): string | null {
	if (!isFields(richText) || richText.type !== "doc" || !hasOnly(richText, ["type", "content"])) return null;
	const { content } = richText;
	if (!Array.isArray(content) || content.length === 0) return null;
	const texts = content.map(textOfParagraph);
	return texts.includes(null) ? null : texts.join("\n");
}

/** An address that has been typed to its end: something follows. Punctuation at its end is not part of it. */
const ADDRESS = /https?:\/\/[^\s]*[^\s.,:;!?'")\]}](?=[.,:;!?'")\]}]*\s)/gi;

function paragraphOf(line: string, isLast: boolean): Fields {
	const attrs = { dir: "auto" };
	if (line === "") return { type: "paragraph", attrs };
	const content: Fields[] = [];
	let end = 0;
	for (const { 0: href, index } of (isLast ? line : `${line}\n`).matchAll(ADDRESS)) {
		if (index > end) content.push({ type: "text", text: line.slice(end, index) });
		const link = { href, target: "_blank", rel: "noopener noreferrer nofollow", class: null };
		content.push({ type: "text", marks: [{ type: "link", attrs: link }], text: href });
		end = index + href.length;
	}
	if (end < line.length) content.push({ type: "text", text: line.slice(end) });
	return { type: "paragraph", attrs, content };
}

/** The tree of a plain label. Every paragraph but that of an empty label names its direction, as tldraw's editor does. */
export function richTextOf(text: string): { type: "doc"; content: Record<string, unknown>[] } {
	if (text === "") return { type: "doc", content: [{ type: "paragraph" }] };
	const lines = text.split("\n");
	return { type: "doc", content: lines.map((line, index) => paragraphOf(line, index === lines.length - 1)) };
}

// ── changes of a text ───────────────────────────────────────────────────────────────────────────────────────────
function splitsPair(text: string, at: number): boolean {
	const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
	return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

/** @returns the smallest splice that makes `to` of `from`; null if they are equal */
export function spliceBetween(from: string, to: string): Splice | null {
	if (from === to) return null;
	const most = Math.min(from.length, to.length);
	let at = 0;
	while (at < most && from[at] === to[at]) at++;
	if (splitsPair(from, at) || splitsPair(to, at)) at--;
	let same = 0;
	while (same < most - at && from[from.length - 1 - same] === to[to.length - 1 - same]) same++;
	if (splitsPair(from, from.length - same) || splitsPair(to, to.length - same)) same--;
	return { at, remove: from.length - same - at, insert: to.slice(at, to.length - same) };
}

export function applySplice(text: string, { at, remove, insert }: Splice): string {
	return text.slice(0, at) + insert + text.slice(at + remove);
}

/**
 * Carries a splice over another of the same text that happened first. Both insertions survive; where both are at one
 * place, what came first stands first.
 * @returns the splice for the text after `over`
 */
export function rebase(splice: Splice, over: Splice): Splice {
	const { at, remove, insert } = splice;
	const end = at + remove;
	const overEnd = over.at + over.remove;
	const grown = over.insert.length - over.remove;
	if (at >= overEnd) return { at: at + grown, remove, insert };
	if (end <= over.at) return splice;
	const rest = Math.max(0, end - overEnd);
	if (at >= over.at) return { at: over.at + over.insert.length, remove: rest, insert };
	if (end <= overEnd) return { at, remove: over.at - at, insert };
	// theirs lies inside what is removed here: it is put back behind ours
	return { at, remove: over.at - at + over.insert.length + rest, insert: insert + over.insert };
}
