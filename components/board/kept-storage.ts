// Where unsent edits lie in this browser: one IndexedDB database for each session and participant, so that whoever uses the
// browser next never sends somebody else's. This file names them, tries whether the browser keeps anything at all, and
// throws them away; what lies in them is kept-edits.ts's. It loads nothing, so that any page can forget.

const PREFIX = "boardwalk:";
/** The key of the number of unsaved changes, in y-indexeddb's place for what is not the document. */
export const UNSAVED = "unsaved";
/** Another tab that sleeps may hold up a deletion; the browser carries it out as soon as it can. */
const FORGET_LIMIT_MS = 2_000;

export function keptName(sessionId: string, participantId: string): string {
	return `${PREFIX}${sessionId}:${participantId}`;
}

/** Whether this browser opens a database of that name. Makes none, and never throws: a private window may refuse. */
export function storageOpens(name: string): Promise<boolean> {
	return new Promise((resolve) => {
		try {
			const request = indexedDB.open(name);
			let isNew = false;
			request.onupgradeneeded = () => {
				isNew = true;
				request.transaction?.abort();
			};
			request.onerror = (event) => {
				event.preventDefault();
				resolve(isNew);
			};
			request.onsuccess = () => {
				request.result.close();
				resolve(true);
			};
		} catch {
			// not there, or forbidden: the answer is no
			resolve(false);
		}
	});
}

/** Deletes a database; tabs that have it open are asked to let go. Resolves when it is gone, or the browser has been told. */
export function forgetDatabase(name: string): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, FORGET_LIMIT_MS);
		const done = () => {
			clearTimeout(timer);
			resolve();
		};
		try {
			const request = indexedDB.deleteDatabase(name);
			request.onsuccess = done;
			request.onerror = done;
		} catch {
			// a browser without a storage has nothing to forget
			done();
		}
	});
}

export interface ForgetOptions {
	/** keeps what holds unsaved changes: its room tells their maker what became of them */
	readonly onlySaved: boolean;
}

/** Throws away what this browser keeps of these sessions, whoever it belongs to. */
export async function forgetKept(
	isMeant: (sessionId: string) => boolean,
	{ onlySaved }: ForgetOptions = { onlySaved: false },
): Promise<void> {
	const names = (await keptNames()).filter((name) => isMeant(name.split(":")[1] ?? ""));
	await Promise.all(
		names.map(async (name) => {
			if (!(onlySaved && (await unsavedIn(name)) > 0)) await forgetDatabase(name);
		}),
	);
}

async function keptNames(): Promise<string[]> {
	try {
		const known = await indexedDB.databases();
		return known.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name] : []));
	} catch {
		// no storage, or an old browser that lists nothing
		return [];
	}
}

/** How many unsaved changes a database that is there holds; 0 when it does not say. */
function unsavedIn(name: string): Promise<number> {
	return new Promise((resolve) => {
		const request = indexedDB.open(name);
		// gone meanwhile
		request.onupgradeneeded = () => request.transaction?.abort();
		request.onerror = (event) => {
			event.preventDefault();
			resolve(0);
		};
		request.onsuccess = () => {
			const db = request.result;
			const answer = (changes: number) => {
				db.close();
				resolve(changes);
			};
			if (!db.objectStoreNames.contains("custom")) return answer(0);
			const reading = db.transaction("custom").objectStore("custom").get(UNSAVED);
			reading.onsuccess = () => answer(countIn(reading.result));
			reading.onerror = () => answer(0);
		};
	});
}

export function countIn(value: unknown): number {
	return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
