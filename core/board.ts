// Translates between a tldraw store and a document, both ways, and nothing else: a store's diff becomes one transaction,
// events of a transaction become ids to read again (core/board-reader.ts reads them). When that happens, at which pace
// and with which store is decided in components/board/use-binding.ts.
import type { RecordsDiff } from "@tldraw/store";
import type { TLRecord } from "@tldraw/tlschema";
import * as Y from "yjs";
import { changeRecordMap, createRecordMap, PAGE_ID, recordsMap, sameValue } from "./document.ts";
import { mergedLabel } from "./document-texts.ts";
import type { Splice } from "./label.ts";

export type BoardDiff = RecordsDiff<TLRecord>;

/** Origin of every transaction that writes what was drawn here. Whoever sent it does not react to it. */
export const DRAWN_HERE = "drawn-here";

/** Shapes, bindings and assets lie in the document; page and document records are constants; the rest is nobody else's. */
export function liesInDocument(record: { readonly typeName: string }): boolean {
	return record.typeName === "shape" || record.typeName === "binding" || record.typeName === "asset";
}

/** Where somebody writes: an offset in the text of a shape's label. */
export interface Caret {
	readonly id: string;
	readonly offset: number;
}

type Changes = { added: TLRecord[]; updated: [from: TLRecord, to: TLRecord][]; removed: TLRecord[] };

function boardChanges(diff: BoardDiff): Changes {
	return {
		added: Object.values(diff.added).filter(liesInDocument),
		updated: Object.values(diff.updated).filter(([, to]) => liesInDocument(to)),
		removed: Object.values(diff.removed).filter(liesInDocument),
	};
}

/** Made anew as another kind of thing under its old id: nothing of what it was is worth keeping. */
function isAnother(from: TLRecord, to: TLRecord): boolean {
	return "type" in from && "type" in to && from.type !== to.type;
}

/**
 * Writes a store's diff into the document, in one transaction with the origin DRAWN_HERE. Only what differs is written.
 * A change of a record that somebody has deleted does nothing; a deletion takes the whole record.
 * @param caret where the label is written in that is open here
 */
export function writeDiff(doc: Y.Doc, diff: BoardDiff, caret: Caret | null = null): void {
	const { added, updated, removed } = boardChanges(diff);
	if (added.length + updated.length + removed.length === 0) return;
	const records = recordsMap(doc);
	doc.transact(() => {
		for (const record of added) records.set(record.id, createRecordMap(record));
		for (const [from, to] of updated) {
			const map = records.get(to.id);
			if (!map) continue;
			if (isAnother(from, to)) records.set(to.id, createRecordMap(to));
			else changeRecordMap(map, from, to, caret?.id === to.id ? caret.offset : undefined);
		}
		for (const record of removed) records.delete(record.id);
	}, DRAWN_HERE);
}

/** Ids of the records that a transaction touched: argument of `recordsMap(doc).observeDeep`. */
export function changedIds(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): Set<string> {
	const ids = new Set<string>();
	for (const event of events) {
		const [id] = event.path;
		if (typeof id === "string") ids.add(id);
		else for (const key of event.keys.keys()) ids.add(key);
	}
	return ids;
}

/**
 * What a transaction changed in the text of one record, in order from its end.
 * @returns null if it changed more than one text, or put something else than letters into it
 */
export function textChanges(
	events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
	id: string,
): readonly Splice[] | null {
	const [event, ...others] = events.filter(({ path, target }) => path[0] === id && target instanceof Y.Text);
	if (!event || others.length > 0) return null;
	const changes: Splice[] = [];
	let at = 0;
	for (const { retain = 0, delete: remove = 0, insert } of event.changes.delta) {
		if (insert !== undefined && typeof insert !== "string") return null;
		if (retain === 0) changes.unshift({ at, remove, insert: insert ?? "" });
		at += retain + remove;
	}
	return changes;
}

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields {
	return typeof value === "object" && value !== null ? { ...value } : {};
}

/** `onto` with what differs between `from` and `to`. */
function withDifferences(onto: Fields, from: Fields, to: Fields): Fields {
	const merged: Fields = { ...onto };
	for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
		if (sameValue(from[key], to[key])) continue;
		const label = sameValue(onto[key], from[key]) ? null : mergedLabel(key, from[key], to[key], onto[key]);
		if (label !== null) merged[key] = label;
		else if (key in to) merged[key] = to[key];
		else delete merged[key];
	}
	return merged;
}

function mergedRecord(current: TLRecord, from: TLRecord, to: TLRecord): TLRecord {
	const parts: Fields = {};
	for (const key of ["props", "meta"]) {
		const [now, before, after] = [current, from, to].map((record) => fieldsOf(fieldsOf(record)[key]));
		if (now && before && after && key in current) parts[key] = withDifferences(now, before, after);
	}
	const top = withDifferences(fieldsOf(current), { ...from, ...parts }, { ...to, ...parts });
	return Object.assign({}, current, top, parts);
}

/**
 * Undo and redo put whole old records back, and so would take away what the other person did since. This makes of such
 * a diff one that changes only what the undone step had changed, onto the records as they are now.
 * @param diff what tldraw's history wants to apply
 * @param get the record as it is now
 */
export function mergeUndo(diff: BoardDiff, get: (id: string) => TLRecord | undefined): BoardDiff {
	const merged: BoardDiff = { added: {}, updated: {}, removed: { ...diff.removed } };
	const comes = (id: string) => id === PAGE_ID || id in diff.added || (get(id) !== undefined && !(id in diff.removed));
	for (const record of Object.values(diff.added)) {
		if (record.typeName === "binding" && !(comes(record.fromId) && comes(record.toId))) continue;
		const orphan = record.typeName === "shape" && !comes(record.parentId);
		merged.added[record.id] = orphan ? { ...record, parentId: PAGE_ID } : record;
	}
	for (const [from, to] of Object.values(diff.updated)) {
		if (!liesInDocument(to)) {
			merged.updated[to.id] = [from, to];
			continue;
		}
		const current = get(to.id);
		if (!current) continue;
		merged.updated[to.id] = [current, mergedRecord(current, from, to)];
	}
	return merged;
}
