// Holes in a recording: an update that builds on another one that could not be read. Yjs would keep it, and everything
// that its author drew later, waiting for ever, and merge that heap anew with each update. Here a hole is found before an
// update is applied, and closed with empty structs, so that whatever does not hang on what is lost is shown. Knows
// updates and documents, no frames and no time.
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/** A stretch of one client's structs: from this clock up to, without, that one. */
export interface Hole {
	readonly client: number;
	readonly from: number;
	readonly to: number;
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;

/** What an update builds on and a document does not have, in both its own clients' order and what its structs hang on. */
export function holesBefore(doc: Y.Doc, { structs }: Decoded): Hole[] {
	const have = new Map<number, number>();
	const holes: Hole[] = [];
	const known = (client: number) => have.get(client) ?? Y.getState(doc.store, client);
	const need = (client: number, to: number) => {
		const from = known(client);
		if (to <= from) return;
		holes.push({ client, from, to });
		have.set(client, to);
	};
	for (const struct of structs) {
		const { client, clock } = struct.id;
		// a skip is a hole that somebody else's merge has written down
		if (struct instanceof Y.Skip) continue;
		need(client, clock);
		have.set(client, Math.max(known(client), clock + struct.length));
	}
	for (const struct of structs) {
		if (!(struct instanceof Y.Item)) continue;
		const parent = struct.parent instanceof Y.ID ? struct.parent : null;
		for (const id of [struct.origin, struct.rightOrigin, parent]) if (id) need(id.client, id.clock + 1);
	}
	return holes;
}

/** Closes holes with structs that hold nothing. What comes later for the same place is not read any more. */
export function closeHoles(doc: Y.Doc, holes: readonly Hole[], origin: string): void {
	for (const { client, from, to } of holes) {
		const encoder = encoding.createEncoder();
		// an update of one client with one struct, a GC (0) of that length, and no deletions
		for (const number of [1, 1, client, from]) encoding.writeVarUint(encoder, number);
		encoding.writeUint8(encoder, 0);
		encoding.writeVarUint(encoder, to - from);
		encoding.writeVarUint(encoder, 0);
		Y.applyUpdate(doc, encoding.toUint8Array(encoder), origin);
	}
}
