// The Y.Doc of a room with four things that Yjs does not give: an update is applied wholly or not at all, the encoded state is kept
// and shared by everybody who joins, client ids have owners, and while nobody draws the encoded state is all that is kept. It knows
// no roles and no sockets, and stores nothing.
import * as Y from "yjs";
import { type Judgement, judgeUpdate } from "#core/incoming.ts";
import { DOCUMENT_WARNING_SHARE, MAX_DOCUMENT_BYTES, MAX_DOCUMENT_CLIENTS } from "#core/limits.ts";
import type { ClientOwners } from "#core/ownership.ts";
import { applyWithinBound } from "#server/bounded-apply.ts";
import { type FoldBase, foldDocument, type UpdateEntry } from "#server/fold-document.ts";
import { SYNC, syncFrame } from "#server/sync-frames.ts";

/** From here on the state is encoded anew instead of remembering one more update beside it. */
const MAX_TAIL_UPDATES = 2_000;
const MAX_TAIL_BYTES = 2 * 1024 * 1024;
/** A state up to this size is encoded for each joiner in a moment; of a larger one he gets the last encoding, and what came since. */
const MAX_FRESH_ANSWER_BYTES = 128 * 1024;
const MAX_ANSWER_UPDATES = 100;
const MAX_ANSWER_BYTES = 64 * 1024;
/** A document near its limit is measured by encoding it: not for each update that asks. */
const MEASURE_INTERVAL_MS = 1_000;
/** A document in memory takes fifteen times what its encoded state does: after this long without a use it is let go. */
export const RESTS_AFTER_MS = 5_000;
/** A larger one takes too long to be made again while somebody waits to draw. */
const MAX_RESTING_BYTES = 2 * 1024 * 1024;

export class SharedDocument {
	readonly owners: ClientOwners;
	/** null while it rests: `#awake` makes it again */
	#doc: Y.Doc | null;
	#stateVector: Uint8Array;
	#usedAt: number;
	readonly #now: () => number;
	/** SyncStep2 with the document as it was before the updates of `#tail`, shared by all who join; `#base` is the state in it. */
	#baseFrame: Uint8Array;
	#base: Uint8Array;
	/** the same state as an update, once that was needed */
	#baseUpdateFrame: Uint8Array | null = null;
	#encodedAt: number;
	#tail: Uint8Array[] = [];
	#tailBytes = 0;

	private constructor(doc: Y.Doc, state: Uint8Array, owners: ClientOwners, now: () => number) {
		this.#doc = doc;
		this.owners = owners;
		this.#now = now;
		this.#usedAt = now();
		this.#stateVector = Y.encodeStateVector(doc);
		[this.#base, this.#baseFrame] = framed(state);
		this.#encodedAt = Number.NEGATIVE_INFINITY;
	}

	/** Folds a recording's updates onto a checkpoint, or onto nothing. @throws Error when the checkpoint cannot be applied */
	static async fold(
		updates: readonly UpdateEntry[],
		base: FoldBase | null = null,
		now: () => number = () => performance.now(),
	): Promise<{ document: SharedDocument; quarantined: number }> {
		const { doc, owners, quarantined } = await foldDocument(updates, base);
		// nothing came after the checkpoint: it is the encoded state
		const state = base && updates.length === 0 ? base.state : Y.encodeStateAsUpdate(doc);
		return { document: new SharedDocument(doc, state, owners, now), quarantined };
	}

	judge(update: Uint8Array): Judgement {
		// what everybody says who joins without having drawn wakes nobody
		return isEmpty(update) ? { kind: "nothing" } : judgeUpdate(this.#awake(), update);
	}

	/**
	 * Applies an update that was judged to add something. If anything goes wrong, the document is what it was before.
	 * @returns "gap" when parts of it could not be placed, "broken" when Yjs failed on it
	 */
	apply(update: Uint8Array): "applied" | "gap" | "broken" {
		const doc = this.#awake();
		try {
			applyWithinBound(doc, update);
		} catch {
			this.#forget();
			return "broken";
		}
		if (doc.store.pendingStructs || doc.store.pendingDs) {
			this.#forget();
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
		const known = this.#awake().store.clients;
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
		if (!this.#doc && this.#tail.length === 0) return this.#stateVector;
		return Y.encodeStateVector(this.#awake());
	}

	/**
	 * The frames that bring somebody up to date who knows `stateVector`. The SyncStep2 comes last: whoever has it has everything.
	 * @throws Error when the vector cannot be read
	 */
	answerTo(stateVector: Uint8Array): Uint8Array[] {
		const knowsNothing = stateVector.length === 1 && stateVector[0] === 0;
		if (!knowsNothing) return [syncFrame(SYNC.step2, Y.encodeStateAsUpdate(this.#awake(), stateVector))];
		const isLong = this.#tail.length > MAX_ANSWER_UPDATES || this.#tailBytes > MAX_ANSWER_BYTES;
		if (this.#tail.length > 0 && (isLong || this.#base.length <= MAX_FRESH_ANSWER_BYTES)) this.#encodeAnew();
		const last = this.#tail.at(-1);
		if (!last) return [this.#baseFrame];
		this.#baseUpdateFrame ??= syncFrame(SYNC.update, this.#base);
		const between = this.#tail.slice(0, -1).map((update) => syncFrame(SYNC.update, update));
		return [this.#baseUpdateFrame, ...between, syncFrame(SYNC.step2, last)];
	}

	/** To be called now and then: lets go of what is made again when somebody draws. */
	restIfIdle(): void {
		if (!this.#doc || this.#now() - this.#usedAt < RESTS_AFTER_MS) return;
		if (this.#base.length + this.#tailBytes > MAX_RESTING_BYTES) return;
		if (this.#tail.length > 0) this.#encodeAnew();
		this.#forget();
	}

	get isResting(): boolean {
		return this.#doc === null;
	}

	destroy(): void {
		this.#doc?.destroy();
	}

	#encodeAnew(): void {
		const doc = this.#awake();
		this.#stateVector = Y.encodeStateVector(doc);
		[this.#base, this.#baseFrame] = framed(Y.encodeStateAsUpdate(doc));
		this.#baseUpdateFrame = null;
		this.#encodedAt = this.#now();
		this.#tail = [];
		this.#tailBytes = 0;
	}

	#awake(): Y.Doc {
		this.#usedAt = this.#now();
		if (this.#doc) return this.#doc;
		const doc = new Y.Doc();
		Y.applyUpdate(doc, this.#base);
		for (const update of this.#tail) Y.applyUpdate(doc, update);
		this.#doc = doc;
		return doc;
	}

	/** It is made again from what was applied wholly. */
	#forget(): void {
		this.#doc?.destroy();
		this.#doc = null;
	}
}

/** No structs, no deletions. */
function isEmpty(update: Uint8Array): boolean {
	return update.length === 2 && update[0] === 0 && update[1] === 0;
}

/** @returns the state, as a part of the SyncStep2 that carries it */
function framed(state: Uint8Array): [state: Uint8Array, frame: Uint8Array] {
	const frame = syncFrame(SYNC.step2, state);
	return [frame.subarray(frame.length - state.length), frame];
}
