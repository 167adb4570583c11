// A label as one string, so that two people can write in it at once: letters as they are, lines joined by "\n", and
// what core/label.ts does not call plain (list items, headings, bold, links …) as single characters of Unicode's private
// use area that stand where it begins or ends. What is merged letter by letter is then merged whole, in lists too. Any
// string can be read, also one that a merge or a stranger has garbled; whether a label may be shown is core/rich-text.ts's.
import type { TLRichText } from "@tldraw/tlschema";
import { plainTextOf, richTextOf } from "./label.ts";
import { isSafeLink } from "./rich-text.ts";

export interface LabelText {
	readonly text: string;
	/** For each offset in the text, its end too: the position in the document of tldraw's text editor (ProseMirror's). */
	readonly places: readonly number[];
}

type Fields = Record<string, unknown>;
type ListType = "bulletList" | "orderedList";

/** At the beginning of a line, the depth (from 1) added: an item of a list, or one more line of such an item. */
const ITEM: Record<ListType, number> = { bulletList: 0xe110, orderedList: 0xe120 };
const MORE_OF_ITEM = 0xe130;
const MAX_LIST_DEPTH = 9;
/** At the beginning of a line, after that; the level added. */
const HEADING = 0xe140;
const MAX_HEADING = 6;
const HARD_BREAK = "\ue150";
/** The address of a link stands between the first two, the words that lead there between the last two. */
const LINK_BEGINS = "\ue151";
const ADDRESS_ENDS = "\ue152";
const LINK_ENDS = "\ue153";
/** Begins with this token and ends with the next one, or with its line; in the order in which the text editor has them. */
const MARKS: readonly (readonly [name: string, token: number])[] = [
	["highlight", 0xe160],
	["bold", 0xe162],
	["code", 0xe164],
	["italic", 0xe166],
	["strike", 0xe168],
];
export const LABEL_TOKENS = /[\ue100-\ue17f]/;

/** tldraw's text editor gives these to each. */
const PARAGRAPH = { dir: "auto" };
const ORDERED_LIST = { start: 1, type: null };
const LINK = { target: "_blank", rel: "noopener noreferrer nofollow", class: null };

interface Line {
	/** what stands before the words */
	readonly tokens: string;
	readonly inline: readonly Fields[];
	/** position of the first letter in the text editor */
	readonly place: number;
}

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function childrenOf(node: Fields): Fields[] {
	return Array.isArray(node.content) ? node.content.filter(isFields) : [];
}

function token(code: number): string {
	return String.fromCharCode(code);
}

// ── from a label to its text ────────────────────────────────────────────────────────────────────────────────────
function sizeOf(node: Fields): number {
	if (node.type === "text") return typeof node.text === "string" ? node.text.length : 0;
	if (node.type === "hardBreak") return 1;
	return childrenOf(node).reduce((size, child) => size + sizeOf(child), 2);
}

function linesOf(blocks: readonly Fields[], start: number, list: { type: ListType; depth: number } | null): Line[] {
	let place = start;
	return blocks.flatMap((block, index) => {
		const from = place;
		place += sizeOf(block);
		const { type } = block;
		if (type === "bulletList" || type === "orderedList") {
			let itemPlace = from + 1;
			return childrenOf(block).flatMap((item) => {
				const lines = linesOf(childrenOf(item), itemPlace + 1, { type, depth: (list?.depth ?? 0) + 1 });
				itemPlace += sizeOf(item);
				return lines;
			});
		}
		const level = type === "heading" && isFields(block.attrs) ? Number(block.attrs.level) : 0;
		const inList = list ? token((index === 0 ? ITEM[list.type] : MORE_OF_ITEM) + list.depth) : "";
		return [{ tokens: inList + (level ? token(HEADING + level) : ""), inline: childrenOf(block), place: from + 1 }];
	});
}

interface Style {
	readonly marks: readonly string[];
	readonly address: string;
}
const NO_STYLE: Style = { marks: [], address: "" };

function styleOf(node: Fields): Style {
	const marks = Array.isArray(node.marks) ? node.marks.filter(isFields) : [];
	const link = marks.find(({ type }) => type === "link");
	const address = isFields(link?.attrs) ? link.attrs.href : "";
	return { marks: marks.map(({ type }) => String(type)), address: typeof address === "string" ? address : "" };
}

/** Tokens between two pieces of one line. */
function change(from: Style, to: Style): string {
	const leaves = from.address !== "" && from.address !== to.address;
	const enters = to.address !== "" && from.address !== to.address;
	const marks = MARKS.map(([name, begins]) => {
		const [before, after] = [from.marks.includes(name), to.marks.includes(name)];
		return before === after ? "" : token(after ? begins : begins + 1);
	});
	return (leaves ? LINK_ENDS : "") + marks.join("") + (enters ? LINK_BEGINS + to.address + ADDRESS_ENDS : "");
}

/** A tree in one notation, whatever the order of its keys, to compare by. */
function notation(node: Fields): unknown {
	const own = isFields(node.attrs) ? node.attrs : node.type === "paragraph" ? PARAGRAPH : {};
	const attributes = Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1));
	const marks = Array.isArray(node.marks) ? node.marks.filter(isFields).map(notation) : [];
	return [node.type, attributes, marks, node.text, childrenOf(node).map(notation)];
}

/**
 * Writes a label as text.
 * @returns null when something in it cannot be written so that exactly this label is read again
 */
export function labelTextOf(richText: unknown): LabelText | null {
	if (!isFields(richText) || richText.type !== "doc") return null;
	const plain = plainTextOf(richText);
	let text = "";
	const places: number[] = [];
	let place = 0;
	/** tokens stand where the next letter stands; letters take a place each */
	const write = (part: string, stepEach: 0 | 1) => {
		for (let i = 0; i < part.length; i++) places.push(place + i * stepEach);
		text += part;
		place += part.length * stepEach;
	};
	for (const [index, line] of linesOf(childrenOf(richText), 0, null).entries()) {
		if (index > 0) write("\n", 0);
		place = line.place;
		write(line.tokens, 0);
		let style = NO_STYLE;
		for (const node of line.inline) {
			const next = plain === null ? styleOf(node) : NO_STYLE;
			write(change(style, next), 0);
			style = next;
			if (node.type === "hardBreak") write(HARD_BREAK, 1);
			else if (typeof node.text === "string") write(node.text, 1);
		}
	}
	places.push(place);
	if (text === plain && !LABEL_TOKENS.test(text)) return { text, places };
	const same = JSON.stringify(notation(labelOf(text))) === JSON.stringify(notation(richText));
	return same ? { text, places } : null;
}

// ── from text to a label ────────────────────────────────────────────────────────────────────────────────────────
/** Reads the words of one line. */
function inlineOf(line: string): Fields[] {
	const nodes: Fields[] = [];
	const on = new Set<string>();
	let address = "";
	let words = "";
	const marks = () => {
		const link = isSafeLink(address) ? [{ type: "link", attrs: { href: address, ...LINK } }] : [];
		const others = MARKS.filter(([name]) => on.has(name)).map(([name]) => ({ type: name }));
		const [first] = others;
		// the text editor has links right after highlights
		return first?.type === "highlight" ? [first, ...link, ...others.slice(1)] : [...link, ...others];
	};
	const styled = (node: Fields): Fields => {
		const its = marks();
		return its.length > 0 ? { ...node, marks: its } : node;
	};
	const finish = () => {
		const last = nodes.at(-1);
		const next = styled({ type: "text", text: words });
		if (words === "") return;
		if (last?.type === "text" && JSON.stringify(last.marks) === JSON.stringify(next.marks)) {
			last.text = `${last.text}${words}`;
		} else nodes.push(next);
		words = "";
	};
	for (let i = 0; i < line.length; i++) {
		const char = line.charAt(i);
		if (!LABEL_TOKENS.test(char)) {
			words += char;
			continue;
		}
		finish();
		const mark = MARKS.find(([, begins]) => char === token(begins) || char === token(begins + 1));
		if (mark && char === token(mark[1])) on.add(mark[0]);
		else if (mark) on.delete(mark[0]);
		else if (char === HARD_BREAK) nodes.push(styled({ type: "hardBreak" }));
		else if (char === LINK_ENDS) address = "";
		else if (char === LINK_BEGINS) {
			const end = line.indexOf(ADDRESS_ENDS, i);
			address = end < 0 ? "" : line.slice(i + 1, end);
			if (end > 0) i = end;
		}
	}
	finish();
	return nodes;
}

interface OpenList {
	readonly type: ListType;
	readonly items: Fields[];
	/** what lies in the last item */
	last: Fields[];
}

/** Reads a text as a label: whatever it is, it becomes a tree of nodes that tldraw's text editor knows. */
export function labelOf(text: string): TLRichText {
	if (!LABEL_TOKENS.test(text)) return richTextOf(text);
	const content: Fields[] = [];
	let open: OpenList[] = [];
	for (const line of text.split("\n")) {
		const tokens = /^[\ue100-\ue14f]*/.exec(line)?.[0] ?? "";
		const numberOf = (base: number, most: number) => {
			for (const char of tokens) {
				const number = char.charCodeAt(0) - base;
				if (number > 0 && number <= most) return number;
			}
			return 0;
		};
		const level = numberOf(HEADING, MAX_HEADING);
		const inline = inlineOf(line.slice(tokens.length));
		const block: Fields = {
			...(level > 0 ? { type: "heading", attrs: { ...PARAGRAPH, level } } : { type: "paragraph", attrs: PARAGRAPH }),
			...(inline.length > 0 ? { content: inline } : {}),
		};
		const bullet = numberOf(ITEM.bulletList, MAX_LIST_DEPTH);
		const type: ListType = bullet > 0 ? "bulletList" : "orderedList";
		const depth = Math.min(bullet || numberOf(ITEM.orderedList, MAX_LIST_DEPTH), open.length + 1);
		const more = numberOf(MORE_OF_ITEM, MAX_LIST_DEPTH);
		if (depth > 0) {
			// the text editor begins an item with a paragraph
			const item = level > 0 ? [{ type: "paragraph", attrs: PARAGRAPH }, block] : [block];
			open = open.slice(0, open[depth - 1]?.type === type ? depth : depth - 1);
			let list = open[depth - 1];
			if (!list) {
				list = { type, items: [], last: [] };
				const attrs = type === "orderedList" ? { attrs: ORDERED_LIST } : {};
				(open.at(-1)?.last ?? content).push({ type, ...attrs, content: list.items });
				open.push(list);
			}
			list.items.push({ type: "listItem", content: item });
			list.last = item;
		} else {
			open = open.slice(0, more);
			(open.at(-1)?.last ?? content).push(block);
		}
	}
	const label = { type: "doc", content };
	// tokens without effect
	const plain = plainTextOf(label);
	return plain === null ? label : richTextOf(plain);
}
