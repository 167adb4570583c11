// Makes a checkpoint of a session: folds what the database holds, the checkpoint before and the tail, never what a node has in
// memory, encodes the document, and reads it back into an empty one before it is stored. It runs in the checkpoint worker
// (checkpoint-worker.ts), where nobody waits for it, and knows neither rooms nor sockets.
import * as Y from "yjs";
import { readStoredDocument, type StoredDocument, storeCheckpoint } from "#server/db/checkpoints.ts";
import type { Database } from "#server/db/client.ts";
import { foldDocument } from "#server/fold-document.ts";
import { foldStored } from "#server/fold-stored.ts";

export interface BuildReport {
	/** "nothing-new": the newest checkpoint holds everything; "overtaken": another node stored one meanwhile */
	readonly outcome: "stored" | "nothing-new" | "overtaken";
	/** how many updates of the tail could not be applied and are not in the document */
	readonly quarantined: number;
	/** checkpoints that were passed over, and why */
	readonly rejected: StoredDocument["rejected"];
	/** of the encoded document */
	readonly bytes: number;
}

/** @throws Error when the database fails, or when what was encoded does not read back as what was folded */
export async function buildCheckpoint(db: Pick<Database, "pool">, sessionId: string): Promise<BuildReport> {
	const { stored, folded, rejected } = await foldStored(
		(passOver) => readStoredDocument(db, sessionId, passOver),
		foldDocument,
	);
	const { checkpoint: base, tail, seqs, at } = stored;
	const { doc, owners, quarantined } = folded;
	if (tail.length === 0) return { outcome: "nothing-new", quarantined, rejected, bytes: 0 };
	const state = Y.encodeStateAsUpdate(doc);
	assertReadsBack(state, doc);
	const updates = (base?.updates ?? 0) + tail.length;
	const made = { state, seqs, owners: owners.toJSON(), at, updates };
	const isStored = await storeCheckpoint(db, sessionId, made, base?.no ?? null);
	return { outcome: isStored ? "stored" : "overtaken", quarantined, rejected, bytes: state.length };
}

/** State vectors say nothing of deletions: snapshots hold both. */
function assertReadsBack(state: Uint8Array, doc: Y.Doc): void {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, state);
	const isWhole = copy.store.pendingStructs === null && copy.store.pendingDs === null;
	if (!isWhole || !Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(doc))) {
		throw new Error("the encoded document reads back as another");
	}
}
