// What of a board a change of its document touches: which records, and which keys of their maps. Yjs says as much by its
// deep events, too, but looks for the way to each of them through everything beside it, which takes longer than the change
// itself. In goes something that changes a document, out come ids and keys. Knows no records and what the keys mean.
import * as Y from "yjs";
import { recordsMap } from "./document.ts";

/** By id of a record: the keys of its map that have changed; null where the whole map is another, or gone. */
export type ChangedKeys = ReadonlyMap<string, ReadonlySet<string> | null>;

/** @param change changes the document in whatever way; it must not throw */
export function changedKeys(doc: Y.Doc, change: () => void): ChangedKeys {
	// before the change: Yjs gives a map that nobody has asked for yet another object
	const records = recordsMap(doc);
	const transaction = doc.transact((inner) => {
		change();
		return inner;
	});
	const changed = new Map<string, Set<string> | null>();
	const add = (id: string | null, key: string | null) => {
		if (id === null) return;
		const keys = changed.get(id);
		if (key === null || keys === null) changed.set(id, null);
		else if (keys) keys.add(key);
		else changed.set(id, new Set([key]));
	};
	for (const [type, keys] of transaction.changed) {
		if (type._item === null) {
			if (Object.is(type, records)) for (const key of keys) add(key, null);
			continue;
		}
		if (type._item.deleted) continue;
		/** the item that lies in the map of a record, on the way to what has changed; null if that is the map itself */
		let within: Y.Item | null = null;
		for (let item: Y.Item | null = type._item; item; ) {
			const parent: unknown = item.parent;
			if (Object.is(parent, records)) {
				if (within) add(item.parentSub, within.parentSub);
				else for (const key of keys) add(item.parentSub, key);
				break;
			}
			within = item;
			item = parent instanceof Y.AbstractType ? parent._item : null;
		}
	}
	return changed;
}
