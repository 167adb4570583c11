// One tab of a person: the board's own connection (components/board/sync-connection.ts) in Node, and a hand that draws without end. It
// remembers what it did and how much of it was shown as saved. Each object is made once and deleted at most once, so that what a
// board must hold can be said of every single edit.
import WebSocket from "ws";
import * as Y from "yjs";
import { connectSync, type SyncConnection } from "#components/board/sync-connection.ts";

export interface TabOptions {
	/** distinct among the tabs of a session */
	readonly name: string;
	readonly port: number;
	readonly sessionId: string;
	readonly token: string;
	/** an observer's: it draws nothing and offers nothing */
	readonly watchesOnly: boolean;
	/** the server said that it will take nothing from this tab any more */
	onRefused(reason: string): void;
}

/** A person draws 20 commits a second at most. */
export const COMMIT_MS = 50;
/** Every so many edits one deletes, what was made so many edits before. */
const DELETING = { every: 5, back: 7 };

export class Tab {
	readonly name: string;
	readonly doc = new Y.Doc();
	readonly watchesOnly: boolean;
	/** edits made so far; those up to `acknowledged` were shown as saved */
	made = 0;
	acknowledged = 0;
	isSaved = false;
	readonly #connection: SyncConnection;
	#timer: NodeJS.Timeout | null = null;

	constructor(options: TabOptions) {
		this.name = options.name;
		this.watchesOnly = options.watchesOnly;
		this.#connection = connectSync({
			url: `ws://127.0.0.1:${options.port}/sync`,
			sessionId: options.sessionId,
			doc: this.doc,
			watchesOnly: options.watchesOnly,
			WebSocket: socketOf(options.token),
			flush() {},
			onState: (state) => {
				this.isSaved = state.state === "saved";
				if (this.isSaved) this.acknowledged = this.made;
				if (state.state === "stopped") options.onRefused(state.reason);
			},
			onRefused: options.onRefused,
		});
	}

	get records(): Y.Map<unknown> {
		return this.doc.getMap("records");
	}

	draw(): void {
		if (!this.watchesOnly) this.#timer ??= setInterval(() => this.#act(), COMMIT_MS);
	}

	rest(): void {
		if (this.#timer) clearInterval(this.#timer);
		this.#timer = null;
	}

	/** What is shown as saved now. @returns what of it a board lacks that is read later */
	promised(): (records: Pick<Y.Map<unknown>, "has">) => string[] {
		const saved = this.acknowledged;
		return (records) => {
			const missing: string[] = [];
			for (let no = 1; no <= saved; no++) if (this.#isMissing(no, records)) missing.push(`edit ${no} of ${this.name}`);
			return missing;
		};
	}

	#isMissing(no: number, records: Pick<Y.Map<unknown>, "has">): boolean {
		const gone = deletionOf(no);
		if (gone !== null) return records.has(this.#key(gone));
		// an edit that is not saved may have deleted it
		const deletedBy = no + DELETING.back;
		const mayBeGone = deletionOf(deletedBy) === no && deletedBy <= this.made;
		return !mayBeGone && !records.has(this.#key(no));
	}

	leave(): void {
		this.rest();
		this.#connection.disconnect();
		this.doc.destroy();
	}

	#act(): void {
		// first: an acknowledgement may come in the middle of it
		const no = ++this.made;
		const gone = deletionOf(no);
		if (gone === null) this.records.set(this.#key(no), `edit ${no} of ${this.name}`);
		else this.records.delete(this.#key(gone));
	}

	#key(no: number): string {
		return `${this.name}.${no}`;
	}
}

/** Which edit this one takes back; null for one that makes something. */
function deletionOf(no: number): number | null {
	if (no % DELETING.every !== 0 || no <= DELETING.back) return null;
	return no - DELETING.back;
}

function socketOf(token: string): typeof globalThis.WebSocket {
	class SignedIn extends WebSocket {
		constructor(url: string) {
			super(url, { headers: { authorization: `Bearer ${token}` } });
		}
	}
	return SignedIn as unknown as typeof globalThis.WebSocket;
}
