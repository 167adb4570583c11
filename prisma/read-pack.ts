// A pack file as YAML, read by its schema. In: the text of a file. Out: a pack, or one sentence with the line and the place in
// the file where it is broken, so that an author can go there.
import { isNode, LineCounter, parseDocument } from "yaml";
import * as z from "zod/mini";
import { type QuestionPack, questionPackSchema } from "#core/question.ts";

// what the schema does not say in words of its own
z.config(z.locales.en());

export type PackProblem = { problem: string };

export function readPack(text: string): QuestionPack | PackProblem {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines });
	const lineAt = (offset: number) => `line ${lines.linePos(offset).line}`;
	const [broken] = document.errors;
	if (broken)
		return { problem: `${lineAt(broken.pos[0])}: ${broken.message.split("\n", 1)[0]?.replace(/ at line.*$/, "")}` };

	let content: unknown;
	try {
		content = document.toJS({ maxAliasCount: 100 });
	} catch (error) {
		return { problem: `cannot be read: ${error instanceof Error ? error.message : error}` };
	}
	const read = questionPackSchema.safeParse(content);
	if (read.success) return read.data;

	const [issue] = read.error.issues;
	if (!issue) return { problem: "is not a question pack" };
	const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
	const path = [...issue.path, ...unknown];
	const place = path.map(String).join(".");
	const reason = unknown.length > 0 ? "nobody knows this field" : issue.message;
	return {
		problem: `${[lineOf(path), place === "" ? "the file" : place].filter((part) => part !== null).join(", ")}: ${reason}`,
	};

	/** The line of the deepest part of a path that the file has. */
	function lineOf(parts: readonly PropertyKey[]): string | null {
		for (let depth = parts.length; depth > 0; depth--) {
			const node = document.getIn(parts.slice(0, depth), true);
			if (isNode(node) && node.range) return lineAt(node.range[0]);
		}
		return null;
	}
}
