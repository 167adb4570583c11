// Labels as tldraw keeps them: a ProseMirror tree that its schema does not look into. One unknown node in it takes the
// whole editor down for everybody, for good; so here every node, mark and attribute is checked against a closed list.
import { MAX_LABEL_CHARS, MAX_RICH_TEXT_DEPTH, MAX_RICH_TEXT_NODES } from "./limits.ts";

type Fields = Record<string, unknown>;

/** Which nodes may lie in which; the names are those of tldraw's text editor. */
const CHILDREN: Record<string, readonly string[]> = {
	doc: ["paragraph", "heading", "bulletList", "orderedList"],
	bulletList: ["listItem"],
	orderedList: ["listItem"],
	listItem: ["paragraph", "heading", "bulletList", "orderedList"],
	paragraph: ["text", "hardBreak"],
	heading: ["text", "hardBreak"],
	hardBreak: [],
	text: [],
};
const NODE_ATTRIBUTES: readonly string[] = ["dir", "level", "start", "type"];
const MARKS: readonly string[] = ["bold", "italic", "strike", "code", "highlight", "link"];
const LINK_ATTRIBUTES: readonly string[] = ["href", "target", "rel", "class"];

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Addresses that a person may follow from a board. */
export function isSafeLink(address: unknown): boolean {
	return typeof address === "string" && /^(https?:\/\/|mailto:)[^\s]+$/i.test(address);
}

function attributesProblem(attributes: unknown, allowed: readonly string[]): string | null {
	if (attributes === undefined || attributes === null) return null;
	if (!isFields(attributes)) return "a label has broken attributes";
	for (const [key, value] of Object.entries(attributes)) {
		if (!allowed.includes(key)) return "a label has an unknown attribute";
		if (value !== null && !["string", "number", "boolean"].includes(typeof value))
			return "a label has a broken attribute";
	}
	return null;
}

function markProblem(mark: unknown): string | null {
	if (!isFields(mark) || typeof mark.type !== "string" || !MARKS.includes(mark.type))
		return "a label has unknown marks";
	if (mark.type !== "link") return attributesProblem(mark.attrs, []);
	if (!isFields(mark.attrs) || !isSafeLink(mark.attrs.href)) return "a label links to an address that is not allowed";
	return attributesProblem(mark.attrs, LINK_ATTRIBUTES);
}

/** @returns why this label may not be shown, or null */
export function richTextProblem(richText: unknown): string | null {
	let nodes = 0;
	let chars = 0;

	const nodeProblem = (node: unknown, allowed: readonly string[], depth: number): string | null => {
		if (!isFields(node) || typeof node.type !== "string" || !allowed.includes(node.type)) {
			return "a label has unknown parts";
		}
		nodes += 1;
		if (nodes > MAX_RICH_TEXT_NODES || depth > MAX_RICH_TEXT_DEPTH) return "a label has too many parts";
		for (const key of Object.keys(node)) {
			if (!["type", "attrs", "content", "marks", "text"].includes(key)) return "a label has unknown parts";
		}
		const wrongAttributes = attributesProblem(node.attrs, NODE_ATTRIBUTES);
		if (wrongAttributes) return wrongAttributes;
		if (node.type === "text") {
			if (typeof node.text !== "string" || node.text === "") return "a label has broken text";
			chars += node.text.length;
			if (chars > MAX_LABEL_CHARS) return "a label is too long";
		} else if ("text" in node) return "a label has broken text";
		if (node.marks !== undefined) {
			if (!Array.isArray(node.marks)) return "a label has unknown marks";
			for (const mark of node.marks) {
				const wrongMark = markProblem(mark);
				if (wrongMark) return wrongMark;
			}
		}
		if (node.content === undefined) return null;
		if (!Array.isArray(node.content)) return "a label has unknown parts";
		for (const child of node.content) {
			const wrongChild = nodeProblem(child, CHILDREN[node.type] ?? [], depth + 1);
			if (wrongChild) return wrongChild;
		}
		return null;
	};

	return nodeProblem(richText, ["doc"], 0);
}
