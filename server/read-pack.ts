// A pack file as text (YAML; JSON is YAML, too), read by its schema. In: the text. Out: a pack, or everything that is wrong with
// it, each with line, place and reason, so that an author can go there. Some texts keep the YAML reader busy for minutes: what
// strangers send is read in a thread of its own (pack-thread.ts), files of ours by whoever wants them.
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import * as z from "zod/mini";
import { packWords } from "#core/pack-words.ts";
import { type QuestionPack, questionPackSchema } from "#core/question.ts";

// what the schema does not say in words of its own
z.config(z.locales.en());

export interface PackProblem {
	/** from 1; null where there is none */
	line: number | null;
	/** such as `steps.data.hints.0.text`, counted from 0; "" is the file as a whole */
	path: string;
	/** half a sentence */
	reason: string;
}
export type ReadPack = { readonly pack: QuestionPack } | { readonly problems: readonly PackProblem[] };

/** Nobody repairs more at a time. */
const MAX_PROBLEMS = 200;
/** A pack needs none; more of them is a text that grows when it is read. */
const MAX_ALIASES = 100;
/** The name of a field, in an object's own terms; nothing of ours is called like it. */
const PROTO = "__proto__";

export function readPack(text: string): ReadPack {
	const lines = new LineCounter();
	const lineAt = (offset: number) => lines.linePos(offset).line;
	const document = parseDocument(text, { lineCounter: lines, logLevel: "error" });
	const unreadable = [...document.errors, ...document.warnings];
	if (unreadable.length > 0) {
		return refuse(
			unreadable.map(({ pos, message }) => ({ line: lineAt(pos[0]), path: "", reason: inOneLine(message) })),
		);
	}

	let content: unknown;
	try {
		content = document.toJS({ maxAliasCount: MAX_ALIASES });
	} catch (error) {
		return refuse([
			{ line: null, path: "", reason: inOneLine(error instanceof Error ? error.message : String(error)) },
		]);
	}
	if (content === null) return refuse([{ line: null, path: "", reason: "there is nothing in it" }]);
	const hidden = protoFields(document, lineAt);
	const read = questionPackSchema.safeParse(content);
	if (read.success) return hidden.length > 0 ? refuse(hidden) : { pack: read.data };
	const problems = read.error.issues.flatMap(nearest).flatMap((issue): PackProblem[] => {
		const at = (path: readonly PropertyKey[], reason: string) => {
			const offset = offsetOf(document, path);
			return { line: offset === null ? null : lineAt(offset), path: path.map(String).join("."), reason };
		};
		if (issue.code !== "unrecognized_keys") return [at(issue.path, packWords(issue, valueAt(content, issue.path)))];
		return issue.keys.filter((key) => key !== PROTO).map((key) => at([...issue.path, key], "nobody knows this field"));
	});
	return refuse([...problems, ...hidden]);
}

/** Where a value may be one of several things, what is wrong with it as the one that it is most like. */
function nearest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
	if (issue.code !== "invalid_union") return [issue];
	const [best, second] = issue.errors.toSorted((a, b) => a.length - b.length);
	// what is none of them at all has words of its own
	if (!best || best.length === 0 || best.every(({ path }) => path.length === 0) || second === undefined) return [issue];
	return best.flatMap((inner) => nearest({ ...inner, path: [...issue.path, ...inner.path] }));
}

function refuse(problems: readonly PackProblem[]): ReadPack {
	const sorted = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
	if (sorted.length <= MAX_PROBLEMS) return { problems: sorted };
	const more = sorted.length - MAX_PROBLEMS;
	return { problems: [...sorted.slice(0, MAX_PROBLEMS), { line: null, path: "", reason: `and ${more} more` }] };
}

/** The reader's messages end with a picture of the place. */
function inOneLine(message: string): string {
	return (message.split("\n", 1)[0] ?? "").replace(/ at line \d+.*$/, "").slice(0, 200);
}

/** The schema does not see them: an object takes such a field for something else. */
function protoFields(document: Document, lineAt: (offset: number) => number): PackProblem[] {
	const found: PackProblem[] = [];
	visit(document, {
		Pair(_, { key }) {
			if (isScalar(key) && key.value === PROTO) {
				found.push({ line: key.range ? lineAt(key.range[0]) : null, path: PROTO, reason: "nobody knows this field" });
			}
		},
	});
	return found;
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
	return path.reduce<unknown>(
		(value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
		content,
	);
}

/** Where the deepest part of a path that the file has begins: a field at its name. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | null {
	let node: unknown = document.contents;
	let offset: number | null = null;
	for (const part of path) {
		if (isAlias(node)) node = node.resolve(document);
		if (isMap(node)) {
			const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
			if (!pair) break;
			offset = isScalar(pair.key) && pair.key.range ? pair.key.range[0] : offset;
			node = pair.value;
		} else if (isSeq(node)) {
			const item: unknown = node.items[Number(part)];
			if (item === undefined) break;
			node = item;
			const range = typeof item === "object" && item !== null && "range" in item ? item.range : null;
			offset = Array.isArray(range) && typeof range[0] === "number" ? range[0] : offset;
		} else break;
	}
	return offset;
}
