// The two properties of a record that lie in its map as a Y.Text of their own: `pts`, the segments of a stroke, and
// `rt`, a label. Each grows and changes where it differs, so that a stroke costs what is added to it and two
// people can type in one label. What such a text cannot say exactly lies as an override `p.<prop>`, which outranks the
// text while it is there. A text that says nothing readable makes its property undefined, and so its record unfit to be
// shown; nothing here throws.
import * as Y from "yjs";
import { applySplice, rebase } from "./label.ts";
import { changesBetween } from "./label-changes.ts";
import { labelOf, labelTextOf } from "./label-text.ts";
import { MAX_LABEL_CHARS } from "./limits.ts";
import { MAX_STROKE_CHARS, StrokeReader, strokeSegments, writeStroke } from "./stroke.ts";

type Fields = Record<string, unknown>;

/** Beyond the longest label that is shown: letters and what stands between them. */
const MAX_TEXT_CHARS = 2 * MAX_LABEL_CHARS;

const STROKES: readonly unknown[] = ["draw", "highlight"];
/** The label of each type that has one; those of arrows are strings. */
const LABELS: Readonly<Record<string, "richText" | "text">> = {
	geo: "richText",
	note: "richText",
	text: "richText",
	arrow: "text",
};

function labelProp(type: unknown): "richText" | "text" | null {
	return typeof type === "string" && Object.hasOwn(LABELS, type) ? (LABELS[type] ?? null) : null;
}

/** Whether this property of a shape of this type lies in a text. */
export function isTextProp(type: unknown, prop: string): boolean {
	return (prop === "segments" && STROKES.includes(type)) || prop === labelProp(type);
}

// ── labels ──────────────────────────────────────────────────────────────────────────────────────────────────────
function textOf(prop: "richText" | "text", label: unknown): string | null {
	if (prop === "richText") return labelTextOf(label)?.text ?? null;
	return typeof label === "string" ? label : null;
}

function labelSaying(prop: "richText" | "text", text: string): unknown {
	// much longer than what is shown: not worth a tree of a million paragraphs
	const shown = text.length > MAX_TEXT_CHARS ? text.slice(0, MAX_TEXT_CHARS).replaceAll("\n", " ") : text;
	return prop === "richText" ? labelOf(shown) : shown;
}

/** What was made of each text, so that a label stays the same value while its box is dragged about. */
const LABELS_READ = new WeakMap<Y.Text, { readonly prop: string; readonly text: string; readonly label: unknown }>();

function labelIn(prop: "richText" | "text", text: Y.Text): unknown {
	const known = LABELS_READ.get(text);
	const read = text.toString();
	if (known?.prop === prop && known.text === read) return known.label;
	const label = labelSaying(prop, read);
	LABELS_READ.set(text, { prop, text: read, label });
	return label;
}

/**
 * What `now` becomes when somebody who saw `from` made `to` of it. Both people's changes are of `from` and stand in
 * order from its end, so each can be carried over all of the others' one by one.
 */
export function mergeTexts(from: string, to: string, now: string): string {
	if (to === now) return now;
	const theirs = changesBetween(from, now);
	const ours = changesBetween(from, to).map((change) => theirs.reduce(rebase, change));
	return ours.reduce(applySplice, now);
}

/** Half an emoji does not survive the way to the others; better that its author sees that, too. */
function wellFormed(text: string): string {
	return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/**
 * A label of which three states are known: `from`, what was made of it, `to`, and what it is `now`.
 * @returns both people's typing together; null when one of the three is no text
 */
export function mergedLabel(prop: string, from: unknown, to: unknown, now: unknown): unknown {
	if (prop !== "richText" && prop !== "text") return null;
	const [before, after, current] = [textOf(prop, from), textOf(prop, to), textOf(prop, now)];
	if (before === null || after === null || current === null) return null;
	return labelSaying(prop, mergeTexts(before, after, current));
}

function writeLabel(
	map: Y.Map<unknown>,
	prop: "richText" | "text",
	[from, to, now]: readonly [from: unknown, to: unknown, now: unknown],
	caret: number | undefined,
): void {
	const [before, after, current] = [textOf(prop, from), textOf(prop, to), textOf(prop, now)];
	const override = `p.${prop}`;
	if (after === null) {
		map.set(override, to);
		return;
	}
	// typed into what was a text; somebody else has just made something of it that none can say, and it stays that
	if (before !== null && current === null && map.has(override)) return;
	const text = map.get("rt");
	const wanted = wellFormed(before === null || current === null ? after : mergeTexts(before, after, current));
	if (text instanceof Y.Text) {
		for (const { at, remove, insert } of changesBetween(
			text.toString(),
			wanted,
			wanted === after ? caret : undefined,
		)) {
			if (remove > 0) text.delete(at, remove);
			if (insert !== "") text.insert(at, insert);
		}
	} else map.set("rt", new Y.Text(wanted));
	if (map.has(override)) map.delete(override);
}

// ── strokes ─────────────────────────────────────────────────────────────────────────────────────────────────────
/** What was read of each text, so that a stroke that grows is not read from its beginning on with each of its points. */
const READERS = new WeakMap<Y.Text, StrokeReader>();

function readerOf(text: Y.Text): StrokeReader {
	const reader = READERS.get(text) ?? new StrokeReader();
	READERS.set(text, reader);
	return reader;
}

/** What is far too long is not even looked at. */
function segmentsIn(text: Y.Text): unknown {
	if (text.length > MAX_STROKE_CHARS) return undefined;
	return readerOf(text).read(text.toString()) ?? undefined;
}

function writeSegments(map: Y.Map<unknown>, to: unknown): void {
	const segments = strokeSegments(to);
	const text = map.get("pts");
	const more = segments && text instanceof Y.Text && segmentsIn(text) ? readerOf(text).appending(segments) : null;
	if (text instanceof Y.Text && more !== null && text.length + more.length <= MAX_STROKE_CHARS / 2) {
		if (more !== "") text.insert(text.length, more);
	} else {
		const written = segments && writeStroke(segments);
		if (written === null) {
			map.set("p.segments", to);
			return;
		}
		// a new text, not other content in the old one: of two that are made at once one remains, whole
		map.set("pts", new Y.Text(written));
	}
	if (map.has("p.segments")) map.delete("p.segments");
}

// ── both ────────────────────────────────────────────────────────────────────────────────────────────────────────
/** The texts of a new record, and the properties that lie in none. */
export function createTexts(type: unknown, props: Fields): { texts: [key: string, text: Y.Text][]; rest: Fields } {
	const texts: [string, Y.Text][] = [];
	const rest = { ...props };
	const label = labelProp(type);
	const text = label && textOf(label, props[label]);
	if (label && text !== null) {
		// empty ones too: two people may begin to type at once
		texts.push(["rt", new Y.Text(wellFormed(text))]);
		delete rest[label];
	}
	const segments = STROKES.includes(type) ? strokeSegments(props.segments) : null;
	const written = segments && writeStroke(segments);
	if (written !== null) {
		texts.push(["pts", new Y.Text(written)]);
		delete rest.segments;
	}
	return { texts, rest };
}

/**
 * Writes a property that lies in a text and has changed. `now` is the property as the document has it.
 * @param caret where in the label its writer's caret stands, if that is known
 */
export function writeText(
	map: Y.Map<unknown>,
	prop: string,
	[from, to, now]: readonly [from: unknown, to: unknown, now: unknown],
	caret?: number,
): void {
	if (prop === "segments") writeSegments(map, to);
	else if (prop === "richText" || prop === "text") writeLabel(map, prop, [from, to, now], caret);
}

/** Puts into a record's properties what its texts say; an override that comes after it outranks them. */
export function putTexts(props: Fields, type: unknown, map: Y.Map<unknown>): void {
	const label = labelProp(type);
	if (label && map.has("rt")) {
		const text = map.get("rt");
		props[label] = text instanceof Y.Text ? labelIn(label, text) : undefined;
	}
	if (STROKES.includes(type) && map.has("pts")) props.segments = segmentsOf(map);
}

/** What the text of points in this map says. */
export function segmentsOf(map: Y.Map<unknown>): unknown {
	const text = map.get("pts");
	return text instanceof Y.Text ? segmentsIn(text) : undefined;
}
