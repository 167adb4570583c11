// Judges a Yjs update before it touches a document: what would it add? Structs at or beyond the known clocks, deletions not
// yet made. An update that adds nothing is no write, whoever sends it. An update that builds on something unknown is a gap.
// Reads the document, never changes it; knows nothing of roles, sockets or what the structs mean.
import * as Y from "yjs";
import { MAX_UPDATE_CUTS } from "./limits.ts";
import { nestsTooDeep } from "./nesting.ts";
import { outlineUpdate, type Place, type StructOutline, type UpdateOutline } from "./update-outline.ts";

export type Judgement =
	/** cannot be read, or would damage the document */
	| { readonly kind: "broken"; readonly reason: string }
	/** builds on structs that are neither known nor in the update */
	| { readonly kind: "gap" }
	| { readonly kind: "nothing" }
	/** `extends`: the client ids under which it adds structs, none for an update that only deletes */
	| { readonly kind: "adds"; readonly extends: readonly number[] };

/** Beyond any clock that drawing can reach, and far from where numbers lose whole steps. */
const MAX_CLOCK = 2 ** 40;

/** Says what `update` would do to `doc`. Never throws, whatever the bytes are. */
export function judgeUpdate(doc: Y.Doc, update: Uint8Array): Judgement {
	try {
		return judge(doc, outlineUpdate(update));
	} catch (error) {
		return { kind: "broken", reason: error instanceof Error ? error.message : String(error) };
	}
}

function judge(doc: Y.Doc, { structs, deletions }: UpdateOutline): Judgement {
	/** clock up to which a client's structs would be known after this update */
	const known = new Map<number, number>();
	const knownOf = (client: number) => known.get(client) ?? Y.getState(doc.store, client);

	for (const { client, clock, length, kind } of structs) {
		// a struct of no length makes the store unsearchable
		if (length < 1) return { kind: "broken", reason: "a struct of no length" };
		const end = clock + length;
		if (end > MAX_CLOCK) return { kind: "broken", reason: "a clock beyond the limit" };
		if (kind === "skip") continue;
		if (clock > knownOf(client)) return { kind: "gap" };
		if (kind === "document") return { kind: "broken", reason: "a document within the document" };
		if (end > knownOf(client)) known.set(client, end);
	}
	if (known.size > 0 && structs.some((struct) => isNew(doc, struct) && lacksOrigin(struct, knownOf)))
		return { kind: "gap" };
	if (known.size > 0 && nestsTooDeep(doc, structs)) return { kind: "broken", reason: "types too deep in each other" };

	let cuts = 0;
	for (const { client, clock, length } of deletions) {
		if (clock + length > knownOf(client)) return { kind: "gap" };
		if (hasUndeleted(doc, client, clock, clock + length) && ++cuts > MAX_UPDATE_CUTS) {
			return { kind: "broken", reason: "too many deletions at once" };
		}
	}
	return known.size > 0 || cuts > 0 ? { kind: "adds", extends: [...known.keys()] } : { kind: "nothing" };
}

function isNew(doc: Y.Doc, { client, clock, length }: StructOutline): boolean {
	return clock + length > Y.getState(doc.store, client);
}

/** Whether a struct hangs on one that would not be there. */
function lacksOrigin(struct: StructOutline, knownOf: (client: number) => number): boolean {
	const lacks = (place: Place | null) =>
		place !== null && place.clock >= (place.client === struct.client ? struct.clock : knownOf(place.client));
	return lacks(struct.origin) || lacks(struct.rightOrigin) || lacks(struct.parent);
}

/** Whether something known in [from, to) of a client is not deleted yet. */
function hasUndeleted(doc: Y.Doc, client: number, from: number, to: number): boolean {
	const end = Math.min(to, Y.getState(doc.store, client));
	const structs = doc.store.clients.get(client);
	if (!structs || from >= end) return false;
	for (let index = Y.findIndexSS(structs, from); index < structs.length; index++) {
		const struct = structs[index];
		if (!struct || struct.id.clock >= end) return false;
		if (!struct.deleted) return true;
	}
	return false;
}
