// How deep a document's types lie in each other: maps in maps in maps. A board needs three levels; Yjs goes through them one inside the
// other, and a few thousand, in a few kilobytes, are more than its stack: nobody could delete them any more. Reads, changes nothing.
import * as Y from "yjs";
import { MAX_TYPE_NESTING } from "./limits.ts";
import type { Place, StructOutline } from "./update-outline.ts";

/** Whether one of the structs of an update would lie deeper than a document may go. All that they hang on is known or among them. */
export function nestsTooDeep(doc: Y.Doc, structs: readonly StructOutline[]): boolean {
	let added: Map<number, StructOutline[]> | null = null;
	const depths = new Map<StructOutline, number>();

	const addedAt = ({ client, clock }: Place): StructOutline | null => {
		// most updates hang on what is known
		if (clock < Y.getState(doc.store, client)) return null;
		added ??= byClient(structs);
		return structAt(added.get(client) ?? [], clock);
	};

	/** Levels above a struct; it lies where what it hangs on lies, or one deeper than its parent. */
	const depthOf = (from: StructOutline): number => {
		const path: [StructOutline, deeper: number][] = [];
		let at: StructOutline | null = from;
		let depth = 0;
		while (at && path.length <= structs.length) {
			const known = depths.get(at);
			const place: Place | null = at.parent ?? at.origin ?? at.rightOrigin;
			if (known !== undefined || place === null) {
				depth = known ?? 0;
				break;
			}
			path.push([at, at.parent ? 1 : 0]);
			const next = addedAt(place);
			if (!next) depth = levelsAbove(doc, place);
			at = next;
		}
		for (const [struct, deeper] of path.toReversed()) {
			depth += deeper;
			depths.set(struct, depth);
		}
		return depth;
	};
	return structs.some((struct) => struct.parent !== null && depthOf(struct) > MAX_TYPE_NESTING);
}

function byClient(structs: readonly StructOutline[]): Map<number, StructOutline[]> {
	const groups = new Map<number, StructOutline[]>();
	for (const struct of structs) {
		const group = groups.get(struct.client);
		if (group) group.push(struct);
		else groups.set(struct.client, [struct]);
	}
	return groups;
}

/** In structs that follow each other. */
function structAt(structs: readonly StructOutline[], clock: number): StructOutline | null {
	let [from, to] = [0, structs.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		const struct = structs[middle];
		if (!struct) return null;
		if (clock < struct.clock) to = middle;
		else if (clock >= struct.clock + struct.length) from = middle + 1;
		else return struct;
	}
	return null;
}

/** Of a known struct, as far as it matters. */
function levelsAbove(doc: Y.Doc, { client, clock }: Place): number {
	const structs = doc.store.clients.get(client);
	if (!structs) return 0;
	let struct: Y.Item | Y.GC | null = structs[Y.findIndexSS(structs, clock)] ?? null;
	let levels = 0;
	while (struct instanceof Y.Item && struct.parent instanceof Y.AbstractType && levels <= MAX_TYPE_NESTING) {
		struct = struct.parent._item;
		if (struct) levels++;
	}
	return levels;
}
