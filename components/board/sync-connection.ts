// One document's connection to /sync/<id>: y-websocket's provider with what our promise of "saved" needs around it.
// What this browser kept enters the document before it connects, so that it heals as our own state. Counts the sync frames
// that it sends and compares with the server's acknowledgements; reads the close codes; lets the board flush before a remote
// frame is read; takes a new client id at each disconnect, so that what is drawn offline lies under an id that nobody has
// seen. Knows no React, no tldraw and no storage.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as random from "lib0/random";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { CLOSE, type CloseReason, FRAME } from "#core/protocol.ts";
import type { Keeper, Keeping, Unsent } from "./kept-edits.ts";

/** `sinceMs` are moments of `performance.now()`. */
export type SyncState =
	/** `pending`: changes that this browser kept, and that go along */
	| { state: "connecting"; pending: number }
	| { state: "saved" }
	| { state: "saving"; sinceMs: number }
	/** `why`: what the server said when it closed, null when the line just went */
	| { state: "offline"; sinceMs: number; pending: number; keeping: Keeping; why: CloseReason | null }
	| { state: "stopped"; reason: CloseReason };

export interface SyncOptions {
	/** `ws://…` or `wss://…` up to and with `/sync` */
	readonly url: string;
	readonly sessionId: string;
	readonly doc: Y.Doc;
	/**
	 * Who only watches offers nothing when the server asks what it lacks: after a crash the server may lack an edit that was seen
	 * here but not saved, and from somebody who may not draw it would be refused for good.
	 */
	readonly watchesOnly?: boolean;
	/** Keeps the document in this browser; absent: nothing is kept. */
	keep?(doc: Y.Doc, onChange: () => void): Keeper;
	/** Writes into the document what waits in the board; called before each remote frame is read. */
	flush(): void;
	onState(state: SyncState): void;
	/**
	 * The server does not take what is in this document, and would refuse it again and again: the caller connects anew with a fresh
	 * one. What was kept is thrown away; `unsent` is what was not taken.
	 */
	onRefused(reason: CloseReason, unsent: Unsent): void;
	/** for tests in Node */
	readonly WebSocket?: typeof WebSocket;
	nowMs?(): number;
}

export interface SyncConnection {
	readonly awareness: Awareness;
	/** Changes wait that are not in the document yet. */
	setPending(pending: boolean): void;
	/** Whether this person may draw now. Once everything is saved, nothing is kept of a board that one only reads. */
	setMayDraw(mayDraw: boolean): void;
	/** Brings home what an earlier connection of this page could not: connects anew, with it as a part of one's own state. */
	bring(unsent: Unsent): void;
	readonly unsaved: boolean;
	disconnect(): void;
}

const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const UPDATE = 2;
/** A Yjs update of no structs and no deletions. */
const NOTHING = new Uint8Array([0, 0]);
const MAX_BACKOFF_MS = 1_000;
/** What WebSocket itself says to a frame beyond the server's limit: more than any board may hold. */
const TOO_LARGE = 1009;
/** A server that cannot read our state so often in a row never will. */
const MAX_UNREADABLE = 5;

function reasonOf(code: number): CloseReason | null {
	if (code === TOO_LARGE) return "boardFull";
	const known = Object.entries(CLOSE).find(([, close]) => close.code === code)?.[0];
	return known !== undefined && isReason(known) ? known : null;
}

function isReason(name: string): name is CloseReason {
	return name in CLOSE;
}

/** The count of one socket: it starts anew with each connection. */
interface Tally {
	sent: number;
	acknowledged: number;
	sentOwnState: boolean;
}

/** A WebSocket that tells which sync frames it sends. */
function countingSocket(Base: typeof WebSocket, onOpen: () => void, onSent: (kind: number) => void): typeof WebSocket {
	return class CountingSocket extends Base {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols);
			onOpen();
		}
		override send(data: string | Blob | BufferSource): void {
			super.send(data);
			if (!(data instanceof Uint8Array) || data[0] !== FRAME.sync) return;
			if (data[1] === SYNC_STEP_2 || data[1] === UPDATE) onSent(data[1]);
		}
	};
}

export function connectSync(options: SyncOptions): SyncConnection {
	const { doc } = options;
	const nowMs = options.nowMs ?? (() => performance.now());
	let tally: Tally = { sent: 0, acknowledged: 0, sentOwnState: false };
	let pending = false;
	let mayDraw = true;
	/** the last connection ended, or did not come about */
	let away = false;
	let awaySinceMs = nowMs();
	/** what the server said last when it closed */
	let why: CloseReason | null = null;
	/** closes in a row of connections that could not be read at all */
	let unreadable = 0;
	/** the reason of a close after which nobody comes back by himself */
	let closed: CloseReason | null = null;
	let over = false;
	let unsavedSinceMs: number | null = null;
	/** changes made here since everything was saved */
	let changes = 0;
	let shown = "";
	const keeper = options.keep?.(doc, () => tell()) ?? null;
	let keeps = keeper !== null;

	const provider = new WebsocketProvider(options.url, options.sessionId, doc, {
		connect: false,
		disableBc: true,
		params: { ack: "1" },
		maxBackoffTime: MAX_BACKOFF_MS,
		shouldReconnect: () => closed === null,
		WebSocketPolyfill: countingSocket(
			options.WebSocket ?? WebSocket,
			() => {
				tally = { sent: 0, acknowledged: 0, sentOwnState: false };
			},
			(kind) => {
				tally.sent += 1;
				if (kind === SYNC_STEP_2) tally.sentOwnState = true;
				tell();
			},
		),
	});
	const { awareness } = provider;

	const isConnected = () => {
		if (!provider.wsconnected || !tally.sentOwnState) return false;
		// who was sent away is back only when something was taken: until then the next refusal may be on its way
		return !why || why === "restart" || tally.acknowledged > 0;
	};
	const state = (): SyncState => {
		if (closed) return { state: "stopped", reason: closed };
		if (!isConnected()) {
			if (!away) return { state: "connecting", pending: changes };
			const keeping = keeper?.keeping ?? "not-kept";
			return {
				state: "offline",
				sinceMs: awaySinceMs,
				pending: changes + (pending ? 1 : 0),
				keeping: pending && keeping === "kept" ? "keeping" : keeping,
				why,
			};
		}
		if (pending || tally.acknowledged < tally.sent) {
			unsavedSinceMs ??= nowMs();
			return { state: "saving", sinceMs: unsavedSinceMs };
		}
		return { state: "saved" };
	};
	const tell = () => {
		// what was refused ends with a new connection, not with a state of this one
		if (over || (closed && CLOSE[closed].next !== "stop")) return;
		const next = state();
		switch (next.state) {
			case "saved":
				unsavedSinceMs = null;
				changes = 0;
				keeper?.setUnsaved(0);
				forgetWhatIsOver();
				break;
			case "offline":
				keeper?.setUnsaved(changes);
				break;
		}
		if (isConnected()) [away, why] = [false, null];
		const key = JSON.stringify(next);
		if (key === shown) return;
		shown = key;
		options.onState(next);
	};
	/** A board that is only read and saved to the last change needs no place in this browser. */
	const forgetWhatIsOver = () => {
		if (!keeper || !keeps || mayDraw) return;
		keeps = false;
		void keeper.forget();
	};
	const refuse = async (reason: CloseReason) => {
		keeps = false;
		await keeper?.forget();
		if (over) return;
		// only now: until the fresh document is there, somebody draws on in this one
		options.flush();
		options.onRefused(reason, { state: Y.encodeStateAsUpdate(doc), changes });
	};

	const readSync = provider.messageHandlers[FRAME.sync];
	if (!readSync) throw new Error("y-websocket has no handler of sync frames");
	provider.messageHandlers[FRAME.sync] = (encoder, decoder, from, emitSynced, type) => {
		options.flush();
		if (options.watchesOnly && decoding.peekVarUint(decoder) === SYNC_STEP_1) {
			encoding.writeVarUint(encoder, FRAME.sync);
			encoding.writeVarUint(encoder, SYNC_STEP_2);
			encoding.writeVarUint8Array(encoder, NOTHING);
			return;
		}
		readSync(encoder, decoder, from, emitSynced, type);
	};
	provider.messageHandlers[FRAME.acknowledged] = (_encoder, decoder) => {
		tally.acknowledged = decoding.readVarUint(decoder);
		tell();
	};

	const onUpdate = (_update: Uint8Array, origin: unknown) => {
		if (origin === provider) return;
		changes += 1;
		tell();
	};
	doc.on("update", onUpdate);

	const takeNewClientId = () => {
		const own = awareness.getLocalState();
		awareness.states.delete(awareness.clientID);
		awareness.meta.delete(awareness.clientID);
		doc.clientID = random.uint32();
		awareness.clientID = doc.clientID;
		awareness.setLocalState(own);
	};
	provider.on("status", ({ status }) => {
		if (status === "disconnected") takeNewClientId();
		tell();
	});
	provider.on("connection-close", (event) => {
		const reason = event ? reasonOf(event.code) : null;
		if (tally.acknowledged > 0) unreadable = 0;
		else if (reason === "badFrame") unreadable += 1;
		if (reason && (CLOSE[reason].next !== "retry" || unreadable >= MAX_UNREADABLE)) closed = reason;
		if (!away) awaySinceMs = nowMs();
		away = true;
		why = reason ?? why;
		queueMicrotask(tell);
	});
	provider.on("closed", () => {
		if (!closed) return;
		if (CLOSE[closed].next !== "stop") {
			void refuse(closed);
			return;
		}
		keeps = false;
		void keeper?.forget();
		tell();
	});

	/** What enters this way is sent as a part of our own state, which may hold anybody's work; an update frame may not. */
	const bringIn = (unsent: Unsent) => {
		Y.applyUpdate(doc, unsent.state, provider);
		changes += unsent.changes;
	};
	const begin = async (keptBy: Keeper) => {
		const kept = await keptBy.start();
		if (over) return;
		if (kept) bringIn(kept);
		tell();
		provider.connect();
	};
	tell();
	if (keeper) void begin(keeper);
	else provider.connect();

	return {
		awareness,
		setPending(waits) {
			pending = waits;
			tell();
		},
		setMayDraw(may) {
			mayDraw = may;
			if (!may || !keeper || keeps) {
				tell();
				return;
			}
			keeps = true;
			void keeper.start();
		},
		bring(unsent) {
			bringIn(unsent);
			provider.disconnect();
			provider.connect();
		},
		get unsaved() {
			if (closed) return false;
			return pending || changes > 0;
		},
		disconnect() {
			over = true;
			doc.off("update", onUpdate);
			keeper?.stop();
			provider.destroy();
			awareness.destroy();
		},
	};
}
