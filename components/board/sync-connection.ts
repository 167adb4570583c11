// One document's connection to /sync/<id>: y-websocket's provider with what our promise of "saved" needs around it.
// Counts the sync frames that it sends and compares with the server's acknowledgements; reads the close codes; lets the
// board flush before a remote frame is read; takes a new client id at each disconnect, so that what is drawn offline
// lies under an id that nobody has seen. Knows no React and no tldraw.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as random from "lib0/random";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import { CLOSE, type CloseReason, FRAME } from "#core/protocol.ts";

/** `sinceMs` are moments of `performance.now()`. */
export type SyncState =
	| { state: "connecting" }
	| { state: "saved" }
	| { state: "saving"; sinceMs: number }
	| { state: "offline"; sinceMs: number; pending: number }
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
	/** Writes into the document what waits in the board; called before each remote frame is read. */
	flush(): void;
	onState(state: SyncState): void;
	/** The server takes no more writes; the caller connects again with a fresh document that is only read. */
	onReadOnly(reason: CloseReason): void;
	/** for tests in Node */
	readonly WebSocket?: typeof WebSocket;
	nowMs?(): number;
}

export interface SyncConnection {
	readonly awareness: Awareness;
	/** Changes wait that are not in the document yet. */
	setPending(pending: boolean): void;
	readonly unsaved: boolean;
	disconnect(): void;
}

const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const UPDATE = 2;
/** A Yjs update of no structs and no deletions. */
const NOTHING = new Uint8Array([0, 0]);
const MAX_BACKOFF_MS = 1_000;

function reasonOf(code: number): CloseReason | null {
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
	let everSynced = false;
	let stopped: CloseReason | null = null;
	let unsavedSinceMs: number | null = null;
	let offlineSinceMs = nowMs();
	/** changes made here since everything was saved */
	let changes = 0;
	let shown = "";

	const provider = new WebsocketProvider(options.url, options.sessionId, doc, {
		connect: false,
		disableBc: true,
		params: { ack: "1" },
		maxBackoffTime: MAX_BACKOFF_MS,
		shouldReconnect: (event) => {
			const reason = reasonOf(event.code);
			return !reason || CLOSE[reason].next === "retry";
		},
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

	const state = (): SyncState => {
		if (stopped) return { state: "stopped", reason: stopped };
		if (!provider.wsconnected || !tally.sentOwnState) {
			if (!everSynced) return { state: "connecting" };
			return { state: "offline", sinceMs: offlineSinceMs, pending: changes + (pending ? 1 : 0) };
		}
		if (pending || tally.acknowledged < tally.sent) {
			unsavedSinceMs ??= nowMs();
			return { state: "saving", sinceMs: unsavedSinceMs };
		}
		everSynced = true;
		unsavedSinceMs = null;
		changes = 0;
		return { state: "saved" };
	};
	const tell = () => {
		const next = state();
		const key = JSON.stringify(next);
		if (key === shown) return;
		shown = key;
		options.onState(next);
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
		if (status === "disconnected") {
			offlineSinceMs = nowMs();
			takeNewClientId();
		}
		tell();
	});
	provider.on("closed", ({ code }) => {
		const reason = reasonOf(code);
		if (!reason) return;
		if (CLOSE[reason].next === "read-only") {
			options.onReadOnly(reason);
			return;
		}
		stopped = reason;
		tell();
	});
	tell();
	provider.connect();

	return {
		awareness,
		setPending(waits) {
			pending = waits;
			tell();
		},
		get unsaved() {
			if (stopped) return false;
			return pending || changes > 0;
		},
		disconnect() {
			doc.off("update", onUpdate);
			provider.destroy();
			awareness.destroy();
		},
	};
}
