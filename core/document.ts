// How a board lies in its Y.Doc; the only file that names the document's keys. Codec 1: top-level map `meta` (codec,
// schema) and `records`, a Y.Map of id -> Y.Map. In a record's map lie `b`, the JSON of the record as it was created
// without what equals its defaults (core/document-defaults.ts); two texts, `pts` the points of a stroke (core/stroke.ts)
// and `rt` a plain label (core/label.ts); and overrides of what changed since, grouped so that two people may change
// different things of one record: `xy` place, `wh` size, `in` index and parent, `p.<prop>`, `m.<meta key>`, `t.<other
// field>`. Overrides outrank texts, texts outrank the base, the base outranks defaults; so what codec 0 wrote (no texts, no
// defaults) is read the same way. In go plain records, out come unknown values: core/records.ts decides what is shown.
import { PageRecordType } from "@tldraw/tlschema";
import * as Y from "yjs";
import { boardSchema } from "./board-schema.ts";
import { defaultsOf } from "./document-defaults.ts";
import { createTexts, isTextProp, putTexts, segmentsOf, writeText } from "./document-texts.ts";

export const DOCUMENT_VERSION = 1;

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
		if (!Array.isArray(b) || a.length !== b.length) return false;
		for (let index = 0; index < a.length; index++) if (!sameValue(a[index], b[index])) return false;
		return true;
	}
	if (!isFields(a) || !isFields(b)) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	for (const key of keys) {
		if (!(key in b) || !sameValue(a[key], b[key])) return false;
	}
	return true;
}

/** `undefined` stands for a key that is gone. */
function changedKeys(from: Fields, to: Fields): string[] {
	const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
	return [...keys].filter((key) => !sameValue(from[key], to[key]));
}

const PLACE = ["x", "y"];
const ORDER = ["index", "parentId"];
const SIZE = ["w", "h"];

/** What changed outside of `props` and `meta`, and in them: keys of a record's map with their values. */
function overridesBetween(from: PlainRecord, to: PlainRecord): Map<string, unknown> {
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
		else if (!isTextProp(after.type, key)) overrides.set(`p.${key}`, props[key]);
	}
	for (const key of changedKeys(fieldsOf(fieldsOf(from).meta), fieldsOf(after.meta))) {
		overrides.set(`m.${key}`, fieldsOf(after.meta)[key]);
	}
	return overrides;
}

function without(fields: Fields, defaults: Fields): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([key, value]) => !sameValue(value, defaults[key])));
}

/** The map of a new record. */
export function createRecordMap(record: PlainRecord): Y.Map<unknown> {
	const { id, typeName, props, ...others } = fieldsOf(record);
	const defaults = defaultsOf(typeName, others.type);
	const { texts, rest } = createTexts(others.type, fieldsOf(props));
	const base: Fields = without(others, defaults.top);
	const own = without(rest, defaults.props);
	if (Object.keys(own).length > 0) base.props = own;
	if (typeName !== kindOf(record.id)) base.typeName = typeName;
	return new Y.Map<unknown>([["b", JSON.stringify(base)], ...texts]);
}

/**
 * Writes what must change so that a record that looked like `from` looks like `to`. What did not change is not written,
 * so that another person's change of it survives; texts are changed where they differ.
 */
export function changeRecordMap(map: Y.Map<unknown>, from: PlainRecord, to: PlainRecord, caret?: number): void {
	for (const [key, value] of overridesBetween(from, to)) {
		if (!map.has(key) || !sameValue(map.get(key), value)) map.set(key, value);
	}
	const [before, after] = [fieldsOf(fieldsOf(from).props), fieldsOf(fieldsOf(to).props)];
	const { type } = fieldsOf(to);
	for (const key of changedKeys(before, after)) {
		if (!isTextProp(type, key)) continue;
		const now = fieldsOf(fieldsOf(assembleRecord(to.id, map)).props);
		writeText(map, key, [before[key], after[key], now[key]], caret);
	}
}

/** Ids begin with the kind of their record. */
function kindOf(id: string): string | undefined {
	return ["shape", "binding", "asset"].find((kind) => id.startsWith(`${kind}:`));
}

function put(fields: Fields, key: string, value: unknown): void {
	if (key === "__proto__") return;
	if (value === undefined) delete fields[key];
	else fields[key] = value;
}

interface Base {
	readonly json: string;
	readonly top: Readonly<Fields>;
	readonly props: Readonly<Fields> | null;
	readonly meta: Readonly<Fields>;
}

/** What was parsed of each map: its base stays as it is while a record is dragged about. */
const BASES = new WeakMap<Y.Map<unknown>, Base>();

function parse(json: string): Fields | null {
	try {
		const value: unknown = JSON.parse(json);
		return isFields(value) ? value : null;
	} catch {
		return null;
	}
}

/** The record as it was created. */
function baseOf(id: string, map: Y.Map<unknown>): Base | null {
	const json = map.get("b");
	if (typeof json !== "string") return null;
	const known = BASES.get(map);
	if (known?.json === json && known.top.id === id) return known;
	const fields = parse(json);
	if (!fields) return null;
	const typeName = fields.typeName ?? kindOf(id);
	const defaults = defaultsOf(typeName, fields.type);
	const hasProps = fields.props === undefined || isFields(fields.props);
	const base: Base = {
		json,
		top: { ...defaults.top, ...fields, id, typeName },
		props: hasProps ? { ...defaults.props, ...fieldsOf(fields.props) } : null,
		meta: fieldsOf(fields.meta),
	};
	BASES.set(map, base);
	return base;
}

/**
 * Puts a record together from its map: base, then overrides. Never throws, whatever lies in the map.
 * @returns the record, not validated; undefined when there is no readable base
 */
export function assembleRecord(id: string, map: Y.Map<unknown>): unknown {
	if (!(map instanceof Y.Map)) return undefined;
	const base = baseOf(id, map);
	if (!base) return undefined;
	const top: Fields = { ...base.top };
	const props: Fields | null = base.props && { ...base.props };
	const meta: Fields = { ...base.meta };
	if (props) putTexts(props, base.top.type, map);
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

/** All that changed of a record: its place, or its points. */
export type LoneChange = { readonly place: readonly unknown[] } | { readonly segments: unknown };

/**
 * What a record that could be assembled has now that these keys of its map have changed, and no others.
 * @returns null where that is more than a place or points, or where something else in the map has a say in them
 */
export function changedAlone(map: Y.Map<unknown>, keys: ReadonlySet<string>): LoneChange | null {
	const [key] = keys;
	if (keys.size !== 1 || !(map instanceof Y.Map)) return null;
	if (key === "xy" && !PLACE.some((field) => map.has(`t.${field}`))) {
		const place = map.get(key);
		return Array.isArray(place) ? { place } : null;
	}
	if (key === "pts" && !map.has("p.segments") && !map.has("t.type")) {
		const segments = segmentsOf(map);
		return segments ? { segments } : null;
	}
	return null;
}
