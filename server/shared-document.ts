// The Y.Doc of a room with three things that Yjs does not give: an update is applied wholly or not at all, the encoded state is kept
// and shared by everybody who joins, and client ids have owners. It knows no roles and no sockets, and stores nothing.
import * as Y from "yjs";
import { type Judgement, judgeUpdate } from "#core/incoming.ts";
import { DOCUMENT_WARNING_SHARE, MAX_DOCUMENT_BYTES, MAX_DOCUMENT_CLIENTS } from "#core/limits.ts";
import type { ClientOwners } from "#core/ownership.ts";
import { type FoldBase, foldDocument, type UpdateEntry } from "#server/fold-document.ts";

/** From here on the state is encoded anew instead of remembering one more update beside it. */
const MAX_TAIL_UPDATES = 2_000;
const MAX_TAIL_BYTES = 2 * 1024 * 1024;
/** A state vector of nothing: one zero byte. */
const NOTHING_KNOWN_BYTES = 1;

export class SharedDocument {
	readonly owners: ClientOwners;
	#doc: Y.Doc;
	/** The encoded document as it was before the updates of `#tail`. */
	#base: Uint8Array;
	#tail: Uint8Array[] = [];
	#tailBytes = 0;

	private constructor(doc: Y.Doc, owners: ClientOwners) {
		this.#doc = doc;
		this.owners = owners;
		this.#base = Y.encodeStateAsUpdate(doc);
	}

	/** Folds a recording's updates onto a checkpoint, or onto nothing. @throws Error when the checkpoint cannot be applied */
	static async fold(
		updates: readonly UpdateEntry[],
		base: FoldBase | null = null,
	): Promise<{ document: SharedDocument; quarantined: number }> {
		const { doc, owners, quarantined } = await foldDocument(updates, base);
		return { document: new SharedDocument(doc, owners), quarantined };
	}

	judge(update: Uint8Array): Judgement {
		return judgeUpdate(this.#doc, update);
	}

	/**
	 * Applies an update that was judged to add something. If anything goes wrong, the document is what it was before.
	 * @returns "gap" when parts of it could not be placed, "broken" when Yjs failed on it
	 */
	apply(update: Uint8Array): "applied" | "gap" | "broken" {
		try {
			Y.applyUpdate(this.#doc, update);
		} catch {
			this.#restore();
			return "broken";
		}
		if (this.#doc.store.pendingStructs || this.#doc.store.pendingDs) {
			this.#restore();
			return "gap";
		}
		this.#tail.push(update);
		this.#tailBytes += update.length;
		if (this.#tail.length > MAX_TAIL_UPDATES || this.#tailBytes > MAX_TAIL_BYTES) this.#encodeAnew();
		return "applied";
	}

	/** Whether an update of that size that adds structs under these client ids still finds room; deleting always does. */
	hasRoomFor(bytes: number, clientIds: readonly number[]): boolean {
		return clientIds.length === 0 || (this.#hasRoomForBytes(bytes) && this.#hasRoomForClients(clientIds));
	}

	#hasRoomForClients(clientIds: readonly number[]): boolean {
		const known = this.#doc.store.clients;
		if (known.size + clientIds.length <= MAX_DOCUMENT_CLIENTS) return true;
		return known.size + clientIds.filter((clientId) => !known.has(clientId)).length <= MAX_DOCUMENT_CLIENTS;
	}

	#hasRoomForBytes(bytes: number): boolean {
		if (this.#base.length + this.#tailBytes + bytes <= MAX_DOCUMENT_BYTES) return true;
		if (this.#tail.length > 0) this.#encodeAnew();
		return this.#base.length + bytes <= MAX_DOCUMENT_BYTES;
	}

	/** People should be told that the board fills up. */
	get isNearlyFull(): boolean {
		return !this.#hasRoomForBytes(MAX_DOCUMENT_BYTES * (1 - DOCUMENT_WARNING_SHARE));
	}

	stateVector(): Uint8Array {
		return Y.encodeStateVector(this.#doc);
	}

	/** What somebody lacks who knows `stateVector`. @throws Error when that cannot be read */
	missingFrom(stateVector: Uint8Array): Uint8Array {
		if (stateVector.length > NOTHING_KNOWN_BYTES) return Y.encodeStateAsUpdate(this.#doc, stateVector);
		if (this.#tail.length > 0) this.#encodeAnew();
		return this.#base;
	}

	destroy(): void {
		this.#doc.destroy();
	}

	#encodeAnew(): void {
		this.#base = Y.encodeStateAsUpdate(this.#doc);
		this.#tail = [];
		this.#tailBytes = 0;
	}

	#restore(): void {
		this.#doc.destroy();
		this.#doc = new Y.Doc();
		Y.applyUpdate(this.#doc, this.#base);
		for (const update of this.#tail) Y.applyUpdate(this.#doc, update);
	}
}
