// The Y.Doc of a room with two things that Yjs does not give: an update is applied wholly or not at all, and the encoded state
// is kept and shared by everybody who joins. It knows no people and no sockets, and stores nothing.
import * as Y from "yjs";
import { type Judgement, judgeUpdate } from "#core/incoming.ts";
import { DOCUMENT_WARNING_SHARE, MAX_DOCUMENT_BYTES } from "#core/limits.ts";

/** From here on the state is encoded anew instead of remembering one more update beside it. */
const MAX_TAIL_UPDATES = 2_000;
const MAX_TAIL_BYTES = 2 * 1024 * 1024;
/** Updates folded before other work of the node gets its turn. */
const FOLD_STRIDE = 200;

/** A state vector of nothing: one zero byte. */
const NOTHING_KNOWN_BYTES = 1;

export class SharedDocument {
	#doc: Y.Doc;
	/** The encoded document as it was before the updates of `#tail`. */
	#base: Uint8Array;
	#tail: Uint8Array[] = [];
	#tailBytes = 0;

	private constructor(doc: Y.Doc) {
		this.#doc = doc;
		this.#base = Y.encodeStateAsUpdate(doc);
	}

	/** Folds a recording's updates. What cannot be applied is left out and counted; the board opens without it. */
	static async fold(updates: readonly Uint8Array[]): Promise<{ document: SharedDocument; quarantined: number }> {
		const skipped = new Set<number>();
		for (;;) {
			const doc = new Y.Doc();
			const failed = await foldInto(doc, updates, skipped);
			if (failed === null) {
				dropPending(doc);
				return { document: new SharedDocument(doc), quarantined: skipped.size };
			}
			// it may have changed the document halfway: begin again without it
			skipped.add(failed);
		}
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

	/** Whether an update of that size still finds room. */
	hasRoomFor(bytes: number): boolean {
		if (this.#base.length + this.#tailBytes + bytes <= MAX_DOCUMENT_BYTES) return true;
		if (this.#tail.length > 0) this.#encodeAnew();
		return this.#base.length + bytes <= MAX_DOCUMENT_BYTES;
	}

	/** People should be told that the board fills up. */
	get isNearlyFull(): boolean {
		return !this.hasRoomFor(MAX_DOCUMENT_BYTES * (1 - DOCUMENT_WARNING_SHARE));
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

/** @returns the index of the update on which Yjs failed, null when all went in */
async function foldInto(doc: Y.Doc, updates: readonly Uint8Array[], skipped: Set<number>): Promise<number | null> {
	for (const [index, update] of updates.entries()) {
		if (index % FOLD_STRIDE === FOLD_STRIDE - 1) await new Promise((done) => setImmediate(done));
		if (skipped.has(index)) continue;
		try {
			Y.decodeUpdate(update);
		} catch {
			skipped.add(index);
			continue;
		}
		try {
			Y.applyUpdate(doc, update);
		} catch {
			return index;
		}
	}
	return null;
}

/** What hangs on a quarantined update stays in the recording, not in memory: it would look like a write of every joiner. */
function dropPending(doc: Y.Doc): void {
	doc.store.pendingStructs = null;
	doc.store.pendingDs = null;
}
