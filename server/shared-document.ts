// The Y.Doc of a room with three things that Yjs does not give: an update is applied wholly or not at all, the encoded state is kept
// and shared by everybody who joins, and client ids have owners. It knows no roles and no sockets, and stores nothing.
import * as Y from "yjs";
import { type Judgement, judgeUpdate } from "#core/incoming.ts";
import { DOCUMENT_WARNING_SHARE, MAX_DOCUMENT_BYTES, MAX_DOCUMENT_CLIENTS } from "#core/limits.ts";
import type { ClientOwners } from "#core/ownership.ts";
import { type FoldBase, foldDocument, type UpdateEntry } from "#server/fold-document.ts";
import { SYNC, syncFrame } from "#server/sync-frames.ts";

/** From here on the state is encoded anew instead of remembering one more update beside it. */
const MAX_TAIL_UPDATES = 2_000;
const MAX_TAIL_BYTES = 2 * 1024 * 1024;
/** A joiner gets so many updates after the encoded state instead of a state that was encoded for him alone. */
const MAX_ANSWER_UPDATES = 100;
const MAX_ANSWER_BYTES = 64 * 1024;
/** A document near its limit is measured by encoding it: not for each update that asks. */
const MEASURE_INTERVAL_MS = 1_000;

export class SharedDocument {
	readonly owners: ClientOwners;
	#doc: Y.Doc;
	readonly #now: () => number;
	/** SyncStep2 with the document as it was before the updates of `#tail`, shared by all who join; `#base` is the state in it. */
	#baseFrame: Uint8Array;
	#base: Uint8Array;
	#encodedAt: number;
	#tail: Uint8Array[] = [];
	#tailBytes = 0;

	private constructor(doc: Y.Doc, owners: ClientOwners, now: () => number) {
		this.#doc = doc;
		this.owners = owners;
		this.#now = now;
		[this.#base, this.#baseFrame] = encode(doc);
		this.#encodedAt = Number.NEGATIVE_INFINITY;
	}

	/** Folds a recording's updates onto a checkpoint, or onto nothing. @throws Error when the checkpoint cannot be applied */
	static async fold(
		updates: readonly UpdateEntry[],
		base: FoldBase | null = null,
		now: () => number = () => performance.now(),
	): Promise<{ document: SharedDocument; quarantined: number }> {
		const { doc, owners, quarantined } = await foldDocument(updates, base);
		return { document: new SharedDocument(doc, owners, now), quarantined };
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
		const fits = () => this.#base.length + this.#tailBytes + bytes <= MAX_DOCUMENT_BYTES;
		if (fits()) return true;
		if (this.#tail.length > 0 && this.#now() - this.#encodedAt >= MEASURE_INTERVAL_MS) this.#encodeAnew();
		return fits();
	}

	/** People should be told that the board fills up. */
	get isNearlyFull(): boolean {
		return !this.#hasRoomForBytes(MAX_DOCUMENT_BYTES * (1 - DOCUMENT_WARNING_SHARE));
	}

	stateVector(): Uint8Array {
		return Y.encodeStateVector(this.#doc);
	}

	/** The frames that bring somebody up to date who knows `stateVector`. @throws Error when that cannot be read */
	answerTo(stateVector: Uint8Array): Uint8Array[] {
		const knowsNothing = stateVector.length === 1 && stateVector[0] === 0;
		if (!knowsNothing) return [syncFrame(SYNC.step2, Y.encodeStateAsUpdate(this.#doc, stateVector))];
		if (this.#tail.length > MAX_ANSWER_UPDATES || this.#tailBytes > MAX_ANSWER_BYTES) this.#encodeAnew();
		return [this.#baseFrame, ...this.#tail.map((update) => syncFrame(SYNC.update, update))];
	}

	destroy(): void {
		this.#doc.destroy();
	}

	#encodeAnew(): void {
		[this.#base, this.#baseFrame] = encode(this.#doc);
		this.#encodedAt = this.#now();
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

/** @returns the state, as a part of the SyncStep2 that carries it */
function encode(doc: Y.Doc): [state: Uint8Array, frame: Uint8Array] {
	const state = Y.encodeStateAsUpdate(doc);
	const frame = syncFrame(SYNC.step2, state);
	return [frame.subarray(frame.length - state.length), frame];
}
