// The tldraw store of a board, live or replayed: with our schema, the one page and document record that every board
// has, and one door for what comes from elsewhere. That door writes at most once a frame, and with tldraw's side
// effects off: what a remote change brings along has been written by its author already, and nobody may answer it.
import {
	createTLStore,
	DocumentRecordType,
	PageRecordType,
	TLDOCUMENT_ID,
	type TLRecord,
	type TLSchema,
	type TLStore,
	ZERO_INDEX_KEY,
} from "tldraw";
import { boardSchema } from "#core/board-schema.ts";
import { PAGE_ID } from "#core/document.ts";

/** Constants of every board. */
const PAGE = PageRecordType.create({ id: PAGE_ID, name: "Board", index: ZERO_INDEX_KEY, meta: {} });
const DOCUMENT = DocumentRecordType.create({ id: TLDOCUMENT_ID, name: "", meta: {} });

/** What came through `putSafely`: `readRecord` has looked at all of it, with tldraw's own validators, too. */
const READ = new WeakSet<object>();

/** Our schema, which does not look at a record a second time: with strokes that takes longer than all else of a seek. */
const storeSchema: TLSchema = Object.create(boardSchema, {
	validateRecord: {
		value: (...[store, record, phase, before]: Parameters<TLSchema["validateRecord"]>) =>
			READ.has(record) ? record : boardSchema.validateRecord(store, record, phase, before),
	},
});

export function createBoardStore(): TLStore {
	return createTLStore({
		schema: storeSchema,
		initialData: { [PAGE.id]: PAGE, [DOCUMENT.id]: DOCUMENT },
		assets: { upload: () => Promise.reject(new Error("pictures are sent by images.ts, never by the store")) },
	});
}

/** tldraw hides this method from its types; the version is pinned, and without it the board must not go on. */
function setSideEffects(store: TLStore, enabled: boolean): void {
	const effects: object = store.sideEffects;
	if (!("setIsEnabled" in effects && typeof effects.setIsEnabled === "function")) {
		throw new Error("this version of tldraw cannot write without side effects");
	}
	effects.setIsEnabled(enabled);
}

/** Writes records that come from elsewhere: not undoable here, not sent again, answered by nothing. */
export function mergeFromElsewhere(store: TLStore, write: () => void): void {
	store.mergeRemoteChanges(() => {
		// the store itself turns them on again when the merge is done
		setSideEffects(store, false);
		write();
	});
}

/**
 * Puts records one by one if they do not go in together.
 * @param records that `readRecord` has passed
 * @returns ids of those that were refused
 */
export function putSafely(store: TLStore, records: readonly TLRecord[]): string[] {
	if (records.length === 0) return [];
	for (const record of records) READ.add(record);
	try {
		store.put([...records]);
		return [];
	} catch (error) {
		const [only] = records;
		if (records.length === 1 && only) {
			console.error("an object of the board was refused", error);
			return [only.id];
		}
		return records.flatMap((record) => putSafely(store, [record]));
	}
}

export interface FrameWriter {
	/** Runs this job with the next frame's write; a job that waits already runs once. */
	schedule(job: () => void): void;
	/** Does now what waits. */
	writeNow(): void;
	stop(): void;
}

/** A hidden tab paints no frames, but its board goes on. */
const HIDDEN_TAB_MS = 250;

/** One write a frame for all who write into a store from elsewhere. */
export function createFrameWriter(store: TLStore): FrameWriter {
	const jobs = new Set<() => void>();
	let frame: number | null = null;
	let timer: ReturnType<typeof setTimeout> | null = null;

	const forget = () => {
		if (frame !== null) cancelAnimationFrame(frame);
		if (timer !== null) clearTimeout(timer);
		frame = null;
		timer = null;
	};
	const writeNow = () => {
		forget();
		if (jobs.size === 0) return;
		const due = [...jobs];
		jobs.clear();
		mergeFromElsewhere(store, () => {
			for (const job of due) job();
		});
	};
	return {
		schedule(job) {
			jobs.add(job);
			frame ??= requestAnimationFrame(writeNow);
			timer ??= setTimeout(writeNow, HIDDEN_TAB_MS);
		},
		writeNow,
		stop() {
			forget();
			jobs.clear();
		},
	};
}
