// Applies an update within a bound on the time that Yjs may take for it. To find the place of an insertion Yjs walks over all that was
// inserted at the same place by others; a hundred kilobytes made for that keep it busy for minutes. What people draw takes a few
// steps. Yjs offers no bound, but puts each item that it walks over into a set: these are counted, only while an update is applied
// that is large enough to matter.
import * as Y from "yjs";
import { MAX_PLACING_STEPS } from "#core/limits.ts";

/** The least that a struct and its content take. */
const MIN_STRUCT_BYTES = 3;

/** @throws Error when it takes too many steps, or Yjs fails on it; the document may then have changed halfway */
export function applyWithinBound(doc: Y.Doc, update: Uint8Array): void {
	if (mostSteps(doc, update) <= MAX_PLACING_STEPS) {
		Y.applyUpdate(doc, update);
		return;
	}
	const add = Set.prototype.add;
	let steps = 0;
	Set.prototype.add = function countedAdd(value) {
		if (++steps > MAX_PLACING_STEPS) throw new Error("an update that takes too long to place");
		return add.call(this, value);
	};
	try {
		Y.applyUpdate(doc, update);
	} finally {
		Set.prototype.add = add;
	}
}

/** No insertion can walk over more than all there is. */
function mostSteps(doc: Y.Doc, update: Uint8Array): number {
	const insertions = update.length / MIN_STRUCT_BYTES;
	let structs = insertions;
	for (const known of doc.store.clients.values()) structs += known.length;
	return insertions * structs;
}
