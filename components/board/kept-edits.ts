// Keeps a document in this browser until the server has it, so that a reload loses no edit: y-indexeddb on a copy of the
// document. A copy, because its storage is shared by all tabs of a person: what another tab put there must reach this board by
// the server alone, never by the way round, and a failing storage must not fail a stroke. What lay there before is handed
// out once. "kept" is said only of what a finished transaction holds. Knows no server and no words.
import * as Y from "yjs";
import { countIn, forgetDatabase, storageOpens, UNSAVED } from "./kept-storage.ts";

/** "keeping": it is on its way into the storage. "not-kept": this browser takes nothing. */
export type Keeping = "kept" | "keeping" | "not-kept";

/** Edits that the server may not have. */
export interface Unsent {
	/** a Yjs update */
	readonly state: Uint8Array;
	/** how many changes of a person's are in it that were not saved; 0 when that is not known */
	readonly changes: number;
}

export interface Keeper {
	readonly keeping: Keeping;
	/** Keeps the document from now on, again if it was stopped. @returns what lay there, null if nothing. Never throws */
	start(): Promise<Unsent | null>;
	/** Remembers how many changes are unsaved. */
	setUnsaved(changes: number): void;
	/** Stops and throws away what is kept. */
	forget(): Promise<void>;
	/** Stops; what is kept stays. */
	stop(): void;
}

export interface KeeperOptions {
	readonly name: string;
	readonly doc: Y.Doc;
	/** `keeping` is another one */
	onChange(): void;
}

/** A storage that has not opened by then never does; the board goes on without it. */
const OPEN_LIMIT_MS = 5_000;

export function createKeeper({ name, doc, onChange }: KeeperOptions): Keeper {
	let keeping: Keeping = "not-kept";
	let shelf: Shelf | null = null;
	/** an opening that was overtaken ends by itself */
	let round = 0;

	const set = (next: Keeping) => {
		if (keeping === next) return;
		keeping = next;
		onChange();
	};
	const put = (update: Uint8Array) => {
		if (!shelf) return;
		set("keeping");
		shelf.put(update);
	};
	const letGo = (): Promise<void> => {
		round++;
		doc.off("update", put);
		const closing = shelf?.close();
		shelf = null;
		return closing ?? Promise.resolve();
	};
	const onBroken = (forgotten: boolean) => {
		void letGo();
		// another tab of this person has thrown everything away: what is here is kept anew
		if (forgotten) void start();
		else set("not-kept");
	};
	const start = async (): Promise<Unsent | null> => {
		void letGo();
		const mine = round;
		set("keeping");
		const opened = await openShelf(name, {
			onKept: () => {
				if (mine === round) set("kept");
			},
			onBroken: (forgotten) => {
				if (mine === round) onBroken(forgotten);
			},
		}).catch((error: unknown) => {
			console.warn("this browser does not keep the board", error);
			return null;
		});
		if (mine !== round) {
			void opened?.close();
			return null;
		}
		if (!opened) {
			set("not-kept");
			return null;
		}
		shelf = opened;
		put(Y.encodeStateAsUpdate(doc));
		doc.on("update", put);
		return opened.found;
	};

	return {
		get keeping() {
			return keeping;
		},
		start,
		setUnsaved(changes) {
			shelf?.setUnsaved(changes);
		},
		async forget() {
			await letGo();
			set("not-kept");
			await forgetDatabase(name);
		},
		stop() {
			void letGo();
		},
	};
}

/** One opening of the storage. */
interface Shelf {
	readonly found: Unsent | null;
	put(update: Uint8Array): void;
	setUnsaved(changes: number): void;
	close(): Promise<void>;
}

interface ShelfEvents {
	/** everything that was put is stored */
	onKept(): void;
	/** it takes nothing any more; `forgotten`: because it was thrown away */
	onBroken(forgotten: boolean): void;
}

async function openShelf(name: string, { onKept, onBroken }: ShelfEvents): Promise<Shelf> {
	if (!(await within(OPEN_LIMIT_MS, storageOpens(name)))) throw new Error("the storage does not open");
	const { IndexeddbPersistence } = await import("y-indexeddb");
	const copy = new Y.Doc();
	const persistence = new IndexeddbPersistence(name, copy);
	const close = async () => {
		await persistence.destroy().catch(() => {});
		copy.destroy();
	};
	const isRead = await within(OPEN_LIMIT_MS, persistence.whenSynced);
	const { db } = persistence;
	if (!isRead || !db) {
		await close();
		// it may only be slow: what lies there waits for the next time
		throw new Error("the storage could not be read");
	}
	let unsaved = countIn(await persistence.get(UNSAVED).catch(() => null));
	// what hangs on something that was never stored would be refused as a gap, again and again
	copy.store.pendingStructs = null;
	copy.store.pendingDs = null;
	const found = copy.store.clients.size === 0 ? null : { state: Y.encodeStateAsUpdate(copy), changes: unsaved };

	let broken = false;
	const breakOff = (forgotten: boolean) => {
		if (broken) return;
		broken = true;
		onBroken(forgotten);
	};
	// a transaction that fails says so to its database, whoever began it
	db.addEventListener("abort", () => breakOff(false));
	// and the promise of whoever began it, which nobody holds, must not fail as well
	db.addEventListener("error", (event) => event.stopPropagation(), { capture: true });
	db.addEventListener("close", () => breakOff(false));
	db.addEventListener("versionchange", () => breakOff(true));

	let looking: "no" | "once" | "again" = "no";
	/** A transaction that only reads begins after all that write, and only if they are through. */
	const lookWhetherKept = () => {
		if (looking !== "no") {
			looking = "again";
			return;
		}
		looking = "once";
		const reading = db.transaction("updates", "readonly");
		reading.objectStore("updates").count();
		reading.oncomplete = () => {
			const again = looking === "again";
			looking = "no";
			if (broken) return;
			if (again) attempt(lookWhetherKept);
			else onKept();
		};
	};
	const attempt = (job: () => void) => {
		if (broken) return;
		try {
			job();
		} catch (error) {
			console.warn("this browser keeps the board no longer", error);
			breakOff(false);
		}
	};

	return {
		found,
		put: (update) =>
			attempt(() => {
				Y.applyUpdate(copy, update);
				lookWhetherKept();
			}),
		setUnsaved(changes) {
			if (changes === unsaved) return;
			unsaved = changes;
			attempt(() => void persistence.set(UNSAVED, changes).catch(() => {}));
		},
		close,
	};
}

/** What came of it, null when it did not come in time. */
function within<Value>(ms: number, promise: Promise<Value>): Promise<Value | null> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => resolve(null), ms);
		promise.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}
