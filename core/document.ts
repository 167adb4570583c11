// How a board lies in its Y.Doc; the only file that names the document's types and keys. Codec 0: top-level map `meta`
// (codec, schema) and `records`, a Y.Map of id -> Y.Map with `b` (JSON of the record as it was created) and overrides
// of what changed since, grouped so that two people may change different things of one record: `xy` place, `wh` size,
// `in` index and parent, `p.<prop>`, `m.<meta key>`, `t.<other field>`. In go plain records, out come unknown values:
// whether a record may be shown is decided in core/records.ts.
import { PageRecordType } from "@tldraw/tlschema";
import * as Y from "yjs";
import { boardSchema } from "./board-schema.ts";

export const DOCUMENT_VERSION = 0;

/** The one page of every board. It and the document record are constants and lie in no document. */
export const PAGE_ID = PageRecordType.createId("page");

/** A record taken as data: what this file must know of one. */
export interface PlainRecord {
	readonly id: string;
	readonly typeName: string;
}

type Fields = Record<string, unknown>;

/** Codec version and tldraw schema of a document. */
export function metaMap(doc: Y.Doc): Y.Map<unknown> {
	return doc.getMap("meta");
}

export function recordsMap(doc: Y.Doc): Y.Map<Y.Map<unknown>> {
	return doc.getMap("records");
}

/**
 * Writes the meta map into a fresh document; the caller stores the update as the session's first entry. Nobody else
 * ever writes meta.
 * @returns the update that holds it
 */
export function initialUpdate(doc: Y.Doc): Uint8Array {
	doc.transact(() => {
		metaMap(doc).set("codec", DOCUMENT_VERSION);
		metaMap(doc).set("schema", boardSchema.serialize());
	}, "meta");
	return Y.encodeStateAsUpdate(doc);
}

/** The map of a new record. */
export function createRecordMap(record: PlainRecord): Y.Map<unknown> {
	return new Y.Map([["b", JSON.stringify(record)]]);
}

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
	return isFields(value) ? value : {};
}

/** Equal as JSON; records are compared often and mostly share their parts, so identity comes first. */
export function sameValue(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true;
	if (Array.isArray(a)) {
		return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
	}
	if (!isFields(a) || !isFields(b)) return false;
	const keys = Object.keys(a);
	return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameValue(a[key], b[key]));
}

/** `undefined` stands for a key that is gone. */
function changedKeys(from: Fields, to: Fields): string[] {
	const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
	return [...keys].filter((key) => !sameValue(from[key], to[key]));
}

const PLACE = ["x", "y"];
const ORDER = ["index", "parentId"];
const SIZE = ["w", "h"];

/**
 * What must be written so that a record that looked like `from` looks like `to`: keys of its map with their values.
 * Keys that did not change are not written, so that another person's change of them survives.
 */
export function overridesBetween(from: PlainRecord, to: PlainRecord): Map<string, unknown> {
	const overrides = new Map<string, unknown>();
	const after = fieldsOf(to);
	for (const key of changedKeys(fieldsOf(from), after)) {
		if (key === "id" || key === "typeName" || key === "props" || key === "meta") continue;
		if (PLACE.includes(key)) overrides.set("xy", [after.x, after.y]);
		else if (ORDER.includes(key)) overrides.set("in", [after.index, after.parentId]);
		else overrides.set(`t.${key}`, after[key]);
	}
	const props = fieldsOf(after.props);
	const sized = typeof props.w === "number" && typeof props.h === "number";
	for (const key of changedKeys(fieldsOf(fieldsOf(from).props), props)) {
		if (sized && SIZE.includes(key)) overrides.set("wh", [props.w, props.h]);
		else overrides.set(`p.${key}`, props[key]);
	}
	for (const key of changedKeys(fieldsOf(fieldsOf(from).meta), fieldsOf(after.meta))) {
		overrides.set(`m.${key}`, fieldsOf(after.meta)[key]);
	}
	return overrides;
}

function put(fields: Fields, key: string, value: unknown): void {
	if (key === "__proto__") return;
	if (value === undefined) delete fields[key];
	else fields[key] = value;
}

function parse(json: unknown): Fields | null {
	if (typeof json !== "string") return null;
	try {
		const value: unknown = JSON.parse(json);
		return isFields(value) ? value : null;
	} catch {
		return null;
	}
}

/**
 * Puts a record together from its map: base, then overrides. Never throws, whatever lies in the map.
 * @returns the record, not validated; undefined when there is no readable base
 */
export function assembleRecord(id: string, map: Y.Map<unknown>): unknown {
	if (!(map instanceof Y.Map)) return undefined;
	const base = parse(map.get("b"));
	if (!base) return undefined;
	const top: Fields = { ...base, id };
	const props: Fields | null = isFields(base.props) ? { ...base.props } : null;
	const meta: Fields = { ...fieldsOf(base.meta) };
	map.forEach((value, key) => {
		const group = key.slice(0, 2);
		const name = key.slice(2);
		if (group === "p.") put(props ?? {}, name, value);
		else if (group === "m.") put(meta, name, value);
		else if (group === "t.") {
			if (name !== "id" && name !== "props" && name !== "meta") put(top, name, value);
		} else if (key !== "b" && Array.isArray(value)) {
			const fields = key === "wh" ? props : top;
			const names = key === "xy" ? PLACE : key === "in" ? ORDER : key === "wh" ? SIZE : [];
			names.forEach((field, index) => {
				if (fields) put(fields, field, value[index]);
			});
		}
	});
	if (props) top.props = props;
	top.meta = meta;
	return top;
}
