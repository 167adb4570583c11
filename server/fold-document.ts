// Folds a recording's updates into a document, on top of a checkpoint if there is one, and with them whose client ids are whose. What
// cannot be applied is left out and counted: a board opens without it. It reads what it is given, and stores nothing.
import * as Y from "yjs";
import { ClientOwners, type StoredOwners } from "#core/ownership.ts";
import type { Entry } from "#core/recording.ts";

export type UpdateEntry = Pick<Entry, "author" | "heals" | "data">;

/** The document and its owners after a part of the recording. */
export interface FoldBase {
	readonly state: Uint8Array;
	readonly owners: StoredOwners;
}

export interface FoldedDocument {
	readonly doc: Y.Doc;
	readonly owners: ClientOwners;
	/** updates that could not be applied */
	readonly quarantined: number;
}

/** Updates folded before other work of the node gets its turn. */
const FOLD_STRIDE = 200;

/**
 * Folds `updates`, in the order of a replay, onto `base`.
 * @throws Error when the base cannot be applied
 */
export async function foldDocument(updates: readonly UpdateEntry[], base: FoldBase | null): Promise<FoldedDocument> {
	const skipped = new Set<number>();
	for (;;) {
		const folded = { doc: new Y.Doc(), owners: base ? ClientOwners.from(base.owners) : new ClientOwners() };
		if (base) Y.applyUpdate(folded.doc, base.state);
		const failed = await foldInto(folded, updates, skipped);
		if (failed === null) {
			dropPending(folded.doc);
			return { ...folded, quarantined: skipped.size };
		}
		// it may have changed the document halfway: begin again without it
		folded.doc.destroy();
		skipped.add(failed);
		if (skipped.size === 1) skipUnreadable(updates, skipped);
	}
}

/** @returns the index of the update on which Yjs failed, null when all went in */
async function foldInto(
	{ doc, owners }: { doc: Y.Doc; owners: ClientOwners },
	updates: readonly UpdateEntry[],
	skipped: ReadonlySet<number>,
): Promise<number | null> {
	const unowned = new UnownedClients(doc, owners);
	let index = 0;
	while (index < updates.length) {
		const end = Math.min(updates.length, index + FOLD_STRIDE);
		try {
			// many in one transaction: what Yjs does at the end of each costs more than the updates
			doc.transact(() => {
				for (; index < end; index++) {
					const update = updates[index];
					if (!update || skipped.has(index)) continue;
					Y.applyUpdate(doc, update.data);
					unowned.look(update.heals ? null : update.author);
				}
			});
		} catch {
			return Math.min(index, end - 1);
		}
		await new Promise((done) => setImmediate(done));
	}
	return null;
}

/** Client ids that are nobody's yet: few, so that looking at them after each update costs next to nothing. */
class UnownedClients {
	readonly #doc: Y.Doc;
	readonly #owners: ClientOwners;
	readonly #clocks = new Map<number, number>();
	#seen = 0;

	constructor(doc: Y.Doc, owners: ClientOwners) {
		this.#doc = doc;
		this.#owners = owners;
		this.look(null);
	}

	/** An update was applied: what it extended is its author's; with null it stays nobody's. */
	look(author: string | null): void {
		const { store } = this.#doc;
		if (store.clients.size !== this.#seen) {
			this.#seen = store.clients.size;
			for (const client of store.clients.keys()) {
				if (this.#owners.ownerOf(client) === null && !this.#clocks.has(client)) this.#clocks.set(client, 0);
			}
		}
		for (const [client, clock] of this.#clocks) {
			const now = Y.getState(store, client);
			if (now === clock) continue;
			this.#clocks.set(client, now);
			if (author === null) continue;
			this.#owners.extend([client], author);
			this.#clocks.delete(client);
		}
	}
}

/** After a first failure the others are looked for before the fold begins again: one of a thousand does not cost a thousand folds. */
function skipUnreadable(updates: readonly UpdateEntry[], skipped: Set<number>): void {
	for (const [index, { data }] of updates.entries()) {
		try {
			Y.decodeUpdate(data);
		} catch {
			skipped.add(index);
		}
	}
}

/** What hangs on a quarantined update stays in the recording, not in memory: it would look like a write of every joiner. */
function dropPending(doc: Y.Doc): void {
	doc.store.pendingStructs = null;
	doc.store.pendingDs = null;
}
