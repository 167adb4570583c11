// Binds a tldraw store to a document. Changes made here gather for 50 ms and go into the document in one transaction
// (at once on pointer up, blur, page hide, and before a remote frame is read); what others changed is read again and
// goes into the store with the next frame. Translation and reading are core's; this file only decides when.
import { useEffect, useState } from "react";
import { type RecordsDiff, squashRecordDiffs, type TLRecord, type TLShape, type TLStore } from "tldraw";
import type * as Y from "yjs";
import { changedIds, DRAWN_HERE, liesInDocument, mergeUndo, textChanges, writeDiff } from "#core/board.ts";
import { recordsMap, sameValue } from "#core/document.ts";
import type { Splice } from "#core/label.ts";
import { COMMIT_INTERVAL_MS } from "#core/limits.ts";
import { openBoardReader } from "#core/records.ts";
import { createFrameWriter, type FrameWriter, putSafely } from "./board-store.ts";
import type { OpenLabel } from "./label-editing.ts";

type Diff = RecordsDiff<TLRecord>;

export interface BindingOptions {
	readonly store: TLStore;
	readonly doc: Y.Doc;
	readonly sessionId: string;
	/** Nothing that happens in this store is written: who may not draw. */
	readonly receiveOnly: boolean;
	/** how many records cannot be shown */
	onQuarantine(count: number): void;
	/** what was made here cannot be shown to the others, and why */
	onHidden?(reason: string): void;
	/** whether changes wait to be written into the document */
	onPending(pending: boolean): void;
	/** the label that is open for writing here, where there is an editor */
	label?(): OpenLabel | null;
}

export interface Binding {
	/** Writes what waits, now. */
	flush(): void;
	/** Looks again at what the document says of a record, with the next frame. */
	lookAgain(id: string): void;
	readonly writer: FrameWriter;
	unbind(): void;
}

/** tldraw's history puts whole old records back; only it passes `ignoreEphemeralKeys`. @returns the undo of this */
function keepOthersEdits(store: TLStore): () => void {
	const apply = store.applyDiff;
	store.applyDiff = (diff, options = {}) => {
		const get = (id: string) => recordOf(store, id);
		apply.call(store, options.ignoreEphemeralKeys ? mergeUndo(diff, get) : diff, options);
	};
	return () => {
		store.applyDiff = apply;
	};
}

function isRecordId(id: string): id is TLRecord["id"] {
	return id.includes(":");
}

function recordOf(store: TLStore, id: string): TLRecord | undefined {
	return isRecordId(id) ? store.get(id) : undefined;
}

function unsentIn(diff: Diff): boolean {
	const changed = [diff.added, diff.removed].flatMap((part) => Object.values<TLRecord>(part));
	return (
		changed.some(liesInDocument) ||
		Object.values<[TLRecord, TLRecord]>(diff.updated).some(([, to]) => liesInDocument(to))
	);
}

/** An open text editor that fails must not keep everything else from the board; then its text is replaced as a whole. */
function showIn(label: OpenLabel, wanted: TLShape, changes: readonly Splice[] | null): TLRecord {
	try {
		return label.show(wanted, changes);
	} catch (error) {
		console.error("the open label could not be changed in place", error);
		return wanted;
	}
}

export function bindBoard(options: BindingOptions): Binding {
	const { store, doc } = options;
	const records = recordsMap(doc);
	const reader = openBoardReader(doc, { sessionId: options.sessionId });
	const writer = createFrameWriter(store);
	/** changed by others, or by us in a way that touches others' records */
	const dirty = new Set<string>();
	/** written by us: looked at again, because all readers may place a record elsewhere than we did */
	const own = new Set<string>();
	const refused = new Set<string>();
	/** of the label that is open here: what others have just changed in its text */
	let typed: readonly Splice[] | null = null;
	let pending: Diff | null = null;
	let timer: ReturnType<typeof setTimeout> | null = null;

	const reportQuarantine = () => {
		for (const id of refused) if (!reader.records.has(id)) refused.delete(id);
		options.onQuarantine(new Set([...reader.quarantined.keys(), ...refused]).size);
	};

	// ── from the store into the document ────────────────────────────────────────────────────────────────────────
	const flush = () => {
		// not while others' changes are written: what is read from the page then would pass for theirs
		options.label?.()?.catchUp();
		commit();
	};
	const commit = () => {
		store._flushHistory();
		if (timer !== null) clearTimeout(timer);
		timer = null;
		if (!pending) return;
		const diff = pending;
		pending = null;
		writeDiff(doc, diff, options.label?.()?.caret ?? null);
		options.onPending(false);
	};

	const stopListening = options.receiveOnly
		? () => {}
		: store.listen(
				({ changes }) => {
					if (!unsentIn(changes)) return;
					if (!pending) options.onPending(true);
					pending = pending ? squashRecordDiffs([pending, changes]) : changes;
					timer ??= setTimeout(commit, COMMIT_INTERVAL_MS);
				},
				{ source: "user", scope: "document" },
			);
	const stopKeeping = keepOthersEdits(store);

	// ── from the document into the store ────────────────────────────────────────────────────────────────────────
	const writeDirty = () => {
		const unreadable = reader.quarantined;
		const ids = new Set([...dirty, ...own]);
		const written = new Set([...own].filter((id) => !dirty.has(id)));
		dirty.clear();
		own.clear();
		const label = options.label?.() ?? null;
		const put: TLRecord[] = [];
		const gone: TLRecord["id"][] = [];
		for (const id of ids) {
			const wanted = reader.records.get(id);
			const present = recordOf(store, id);
			if (wanted) {
				if (present && sameValue(present, wanted)) continue;
				const isOpen = present && wanted.typeName === "shape" && label?.shapeId === id;
				put.push(isOpen ? showIn(label, wanted, typed) : wanted);
			} else if (present && liesInDocument(present) && !(written.has(id) && unreadable.has(id))) {
				gone.push(present.id);
			}
		}
		typed = null;
		// bindings go first: a shape that goes must not take along what still hangs on it
		store.remove(gone.filter((id) => id.startsWith("binding:")));
		for (const id of putSafely(store, put)) refused.add(id);
		store.remove(gone.filter((id) => !id.startsWith("binding:")));
		reportQuarantine();
	};

	const hidden = new Set<string>();
	const tellHidden = (ids: ReadonlySet<string>) => {
		const { quarantined } = reader;
		for (const id of ids) {
			const reason = quarantined.get(id);
			if (reason === undefined) hidden.delete(id);
			else if (!hidden.has(id)) {
				hidden.add(id);
				options.onHidden?.(reason);
			}
		}
	};

	const readAgain = (ids: ReadonlySet<string>, writtenHere: boolean) => {
		const { put, removed } = reader.read(ids);
		for (const id of ids) (writtenHere ? own : dirty).add(id);
		for (const id of [...put.map((record) => record.id), ...removed]) if (!ids.has(id)) dirty.add(id);
		writer.schedule(writeIn);
	};
	const writeIn = () => {
		commit();
		writeDirty();
	};
	const observe = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
		const ids = changedIds(events);
		const writtenHere = transaction.origin === DRAWN_HERE;
		readAgain(ids, writtenHere);
		if (writtenHere) tellHidden(ids);
		const open = options.label?.()?.shapeId;
		if (writtenHere || !open || !ids.has(open)) return;
		// at once, not with the next frame: nothing may be typed here between what others wrote and its being shown
		typed = textChanges(events, open);
		writer.writeNow();
	};
	records.observeDeep(observe);

	// what the document holds already; a store that was bound before may hold what is gone by now
	for (const record of reader.readAll().put) dirty.add(record.id);
	for (const record of store.allRecords()) if (liesInDocument(record)) dirty.add(record.id);
	if (dirty.size > 0) {
		writer.schedule(writeIn);
		writer.writeNow();
	}
	reportQuarantine();

	return {
		flush,
		lookAgain(id) {
			dirty.add(id);
			writer.schedule(writeIn);
		},
		writer,
		unbind() {
			flush();
			records.unobserveDeep(observe);
			stopListening();
			stopKeeping();
			writer.stop();
		},
	};
}

/** Flushes when a person lets go: what was just drawn should not wait for a timer that a closing page never fires. */
export function flushOnRelease(binding: Binding): () => void {
	const flush = () => binding.flush();
	const events = ["pointerup", "blur", "pagehide"];
	for (const name of events) window.addEventListener(name, flush);
	return () => {
		for (const name of events) window.removeEventListener(name, flush);
	};
}

/** The binding of a mounted board; bound anew when store, document or the right to draw changes. */
export function useBinding(options: BindingOptions | null): Binding | null {
	const [binding, setBinding] = useState<Binding | null>(null);
	useEffect(() => {
		if (!options) return;
		const bound = bindBoard(options);
		const stop = flushOnRelease(bound);
		setBinding(bound);
		return () => {
			setBinding(null);
			stop();
			bound.unbind();
		};
	}, [options]);
	return binding;
}
