// A tab of somebody: our own client or a stock one, each behind a line of its own that a test can cut. Keeps a book of marks: every
// edit leaves one that nobody else ever touches, so that it can be told later whether that edit is there.
import { WebSocket as NodeSocket } from "ws";
import * as Y from "yjs";
import { connectSync, type SyncState } from "#components/board/sync-connection.ts";
import { type Proxy as Line, startProxy } from "#tests/helpers/proxy.ts";
import { openBoard, type Seat, socketOf } from "#tests/helpers/seats.ts";

/** What one edit does to the board beside its mark. */
export type Deed =
	| { do: "put"; key: number; value: number }
	| { do: "remove"; key: number }
	| { do: "write"; key: number; at: number; text: string }
	| { do: "erase"; key: number; at: number; count: number };

export interface TabOptions {
	readonly name: string;
	readonly kind: "ours" | "stock";
	readonly seat: Seat;
	readonly sessionId: string;
	/** where the node listens; may change */
	readonly target: { port: number; host: string };
	/** our client says that all of it is saved */
	onSaved?(tab: Tab): void;
}

export class Tab {
	readonly options: TabOptions;
	readonly doc = new Y.Doc();
	readonly line: Line;
	/** close codes that end it for good */
	stoppedBy: number | null = null;
	/** marks of the edits made here -> whether they should be seen, or were undone */
	readonly marks = new Map<string, boolean>();
	/** its line was so slow that the server may have lost patience */
	wasSlow = false;
	/** the codes with which its sockets ended */
	readonly closes: number[] = [];
	/** what our client says of itself */
	state: SyncState["state"] = "connecting";
	readonly #records: Y.Map<unknown>;
	readonly #origin = {};
	readonly #undo: Y.UndoManager;
	readonly #client: { isSynced(): boolean; leave(): void };
	#edits = 0;

	static async open(options: TabOptions): Promise<Tab> {
		return new Tab(options, await startProxy(options.target));
	}

	private constructor(options: TabOptions, line: Line) {
		this.options = options;
		this.line = line;
		this.#records = this.doc.getMap("records");
		this.#undo = new Y.UndoManager(this.#records, { trackedOrigins: new Set([this.#origin]), captureTimeout: 0 });
		this.#client = options.kind === "ours" ? this.#ours() : this.#stock();
	}

	get isSettled(): boolean {
		return this.stoppedBy !== null || this.#client.isSynced();
	}

	get isConnected(): boolean {
		return this.options.kind === "ours" ? this.state === "saving" || this.state === "saved" : this.isSettled;
	}

	edit(deed: Deed): string {
		const mark = `mark ${this.options.name} ${this.doc.clientID} ${++this.#edits}`;
		this.doc.transact(() => {
			this.#records.set(mark, 1);
			const key = `thing ${"key" in deed ? deed.key : 0}`;
			const there = this.#records.get(key);
			if (deed.do === "put") this.#records.set(key, deed.value);
			else if (deed.do === "remove") this.#records.delete(key);
			else if (!(there instanceof Y.Text)) this.#records.set(key, new Y.Text(deed.do === "write" ? deed.text : ""));
			else if (deed.do === "write") there.insert(Math.min(deed.at, there.length), deed.text);
			else if (there.length > 0) {
				const at = deed.at % there.length;
				there.delete(at, Math.min(deed.count, there.length - at));
			}
		}, this.#origin);
		this.#look();
		this.marks.set(mark, true);
		return mark;
	}

	undo(): void {
		this.#undo.undo();
		this.#look();
	}

	redo(): void {
		this.#undo.redo();
		this.#look();
	}

	async leave(): Promise<void> {
		this.#client.leave();
		this.#undo.destroy();
		this.doc.destroy();
		await this.line.close();
	}

	/** Nobody else touches a tab's marks: as they are here they should be everywhere. */
	#look(): void {
		for (const mark of this.marks.keys()) this.marks.set(mark, this.#records.has(mark));
	}

	#ours() {
		const { seat, sessionId } = this.options;
		// whoever holds the page connects anew with a fresh document
		const onRefused = () => {
			this.stoppedBy = 4423;
		};
		const connection = connectSync({
			url: `ws://127.0.0.1:${this.line.port}/sync`,
			sessionId,
			doc: this.doc,
			flush: () => {},
			onState: (state) => {
				this.state = state.state;
				if (state.state === "stopped") this.stoppedBy = 4403;
				if (state.state === "saved") this.options.onSaved?.(this);
			},
			WebSocket: this.#listening(socketOf(seat.token)),
			...{ onReadOnly: onRefused, onRefused },
		});
		return { isSynced: () => this.state === "saved", leave: () => connection.disconnect() };
	}

	#listening(Socket: typeof WebSocket): typeof WebSocket {
		const { closes } = this;
		return class extends Socket {
			constructor(url: string | URL) {
				super(url);
				this.addEventListener("close", ({ code }) => closes.push(code));
			}
		};
	}

	#stock() {
		const { seat, sessionId } = this.options;
		const { provider } = openBoard(this.line.port, sessionId, seat, this.doc);
		provider.on("closed", ({ code }) => {
			this.stoppedBy = code;
		});
		provider.on("connection-close", (event) => {
			if (event) this.closes.push(event.code);
		});
		return {
			isSynced: () => provider.synced && provider.ws?.readyState === NodeSocket.OPEN,
			leave: () => provider.destroy(),
		};
	}
}
