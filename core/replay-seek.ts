// How a replay gets from one shown board to another: versions of records, keyframes, differences. A version is a record as
// one frame left it, with who drew and who last changed it; versions share whatever did not change, so that a stroke of
// a hundred frames costs little more than its points. In go versions in the order of their frames, out come differences
// between what is shown and what is sought, as text that crosses from a worker to its page. Knows nothing of Yjs, of events.
import type { TLRecord } from "@tldraw/tlschema";
import { sameValue } from "./document.ts";

/** Who drew a record and who last changed it; null for whoever the recording does not name. Times as in the frames. */
export interface Authorship {
	readonly madeBy: string | null;
	readonly madeAt: number;
	readonly changedBy: string | null;
	readonly changedAt: number;
}

/** One record as one frame left it; `record` is null where the frame took it off the board. */
export interface RecordVersion {
	readonly id: string;
	readonly record: TLRecord | null;
	readonly authorship: Authorship;
}

/** A record to show: its text, or null where the same version has been sent before and is known by its number. */
export interface PutRecord {
	readonly id: string;
	readonly version: number;
	readonly json: string | null;
}

/** What must change on a shown board. */
export interface RecordDiff {
	/** versions sent before must not be counted on any more: those that are needed come anew */
	readonly afresh: boolean;
	readonly put: readonly PutRecord[];
	readonly removed: readonly string[];
	/** of the records on the board; also where nothing else of a record changed */
	readonly authors: readonly { readonly id: string; readonly authorship: Authorship }[];
}

type Board = Map<string, RecordVersion>;

/** A keyframe stands at least this many versions after the one before: a seek applies at most about as many. */
const KEYFRAME_VERSIONS = 500;

function applyVersion(board: Board, version: RecordVersion): void {
	if (version.record === null) board.delete(version.id);
	else board.set(version.id, version);
}

/** Index of the first item for which `isAfter` holds, in a list where it holds for a tail. */
export function firstIndex<T>(items: readonly T[], isAfter: (item: T) => boolean): number {
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const item = items[middle];
		if (item !== undefined && isAfter(item)) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** So much text of versions is remembered by whoever shows them; then it begins anew. */
const REMEMBERED_CHARS = 32 * 1024 * 1024;

/** Every version of every record, in the order of the frames that made them. Grows at its end only. */
export class BoardHistory {
	readonly #versions: { readonly frame: number; readonly version: RecordVersion }[] = [];
	readonly #keyframes: { readonly versions: number; readonly board: ReadonlyMap<string, RecordVersion> }[] = [];
	readonly #latest: Board = new Map();

	/** Adds what one frame changed. `frame` is never smaller than the one before. */
	append(frame: number, versions: readonly RecordVersion[]): void {
		for (const version of versions) {
			this.#versions.push({ frame, version });
			applyVersion(this.#latest, version);
		}
		const last = this.#keyframes.at(-1)?.versions ?? 0;
		if (this.#versions.length - last >= Math.max(KEYFRAME_VERSIONS, this.#latest.size)) {
			this.#keyframes.push({ versions: this.#versions.length, board: new Map(this.#latest) });
		}
	}

	/** How many versions stand after `frame` frames. */
	countAfter(frame: number): number {
		return firstIndex(this.#versions, (item) => item.frame > frame);
	}

	/** The board after its first `count` versions. */
	boardAt(count: number): Board {
		const keyframe = this.#keyframes[firstIndex(this.#keyframes, (item) => item.versions > count) - 1];
		const board: Board = new Map(keyframe?.board);
		for (const version of this.between(keyframe?.versions ?? 0, count)) applyVersion(board, version);
		return board;
	}

	*between(from: number, to: number): Generator<RecordVersion> {
		for (let index = from; index < to; index++) {
			const item = this.#versions[index];
			if (item) yield item.version;
		}
	}
}

/** One viewer of a history: remembers what it shows and says what must change to show another place. */
export class Viewfinder {
	readonly #history: BoardHistory;
	readonly #remembers: boolean;
	/** numbers of the versions that were sent */
	readonly #sent = new Map<RecordVersion, number>();
	#sentChars = 0;
	#nextNumber = 1;
	#board: Board = new Map();
	#count = 0;

	/** `remembers`: whoever applies the differences keeps the records of the versions that were sent, see `applyDiff`. */
	constructor(history: BoardHistory, { remembers = false } = {}) {
		this.#history = history;
		this.#remembers = remembers;
	}

	/** Moves to the board after `frame` frames. @returns what changes, each record once */
	seek(frame: number): RecordDiff {
		const count = this.#history.countAfter(frame);
		const before = this.#board;
		const isNear = count >= this.#count && count - this.#count <= KEYFRAME_VERSIONS;
		const touched = new Set<string>();
		if (isNear) {
			const board = new Map(before);
			for (const version of this.#history.between(this.#count, count)) {
				touched.add(version.id);
				applyVersion(board, version);
			}
			this.#board = board;
		} else {
			this.#board = this.#history.boardAt(count);
			for (const id of before.keys()) touched.add(id);
			for (const id of this.#board.keys()) touched.add(id);
		}
		this.#count = count;
		return this.#difference(before, touched);
	}

	#difference(before: Board, touched: ReadonlySet<string>): RecordDiff {
		const afresh = this.#sentChars === 0 || this.#sentChars > REMEMBERED_CHARS;
		if (afresh) {
			this.#sent.clear();
			this.#sentChars = 0;
		}
		const put: PutRecord[] = [];
		const removed: string[] = [];
		const authors: { id: string; authorship: Authorship }[] = [];
		for (const id of touched) {
			const shown = before.get(id);
			const sought = this.#board.get(id);
			if (shown === sought) continue;
			if (!sought) {
				removed.push(id);
				continue;
			}
			if (!sameValue(sought.record, shown?.record)) put.push(this.#send(sought));
			if (sought.authorship !== shown?.authorship) authors.push({ id, authorship: sought.authorship });
		}
		return { afresh, put, removed, authors };
	}

	#send(version: RecordVersion): PutRecord {
		const { id } = version;
		const sent = this.#sent.get(version);
		if (sent !== undefined) return { id, version: sent, json: null };
		const json = JSON.stringify(version.record);
		const number = this.#nextNumber++;
		if (this.#remembers) {
			this.#sent.set(version, number);
			this.#sentChars += json.length;
		}
		return { id, version: number, json };
	}
}

/**
 * The records after a difference; those that did not change keep their identity.
 * @param known records by the number of their version, for a viewfinder that remembers: kept by the caller, changed here
 */
export function applyDiff(
	records: ReadonlyMap<string, TLRecord>,
	{ afresh, put, removed }: RecordDiff,
	known?: Map<number, TLRecord>,
): ReadonlyMap<string, TLRecord> {
	if (afresh) known?.clear();
	if (put.length === 0 && removed.length === 0) return records;
	const next = new Map(records);
	for (const id of removed) next.delete(id);
	for (const { id, version, json } of put) {
		const record = json === null ? known?.get(version) : parsed(json);
		if (!record) throw new Error(`version ${version} of a record was never sent`);
		known?.set(version, record);
		next.set(id, record);
	}
	return next;
}

/** The text of a record that `readRecord` has passed. */
function parsed(json: string): TLRecord {
	return JSON.parse(json);
}

/** Who drew what after a difference. */
export function applyAuthors(
	before: ReadonlyMap<string, Authorship>,
	{ authors, removed }: RecordDiff,
): ReadonlyMap<string, Authorship> {
	if (authors.length === 0 && removed.length === 0) return before;
	const next = new Map(before);
	for (const id of removed) next.delete(id);
	for (const { id, authorship } of authors) next.set(id, authorship);
	return next;
}
