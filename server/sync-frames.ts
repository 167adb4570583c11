// Frames that the server sends to y-websocket clients: sync frames as y-protocols numbers them, and our acknowledgement. Payloads
// go in, bytes come out; nobody is known here.
import * as encoding from "lib0/encoding";
import { FRAME } from "#core/protocol.ts";

/** Kinds of sync frames, inside FRAME.sync. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

export function syncFrame(kind: number, payload: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, FRAME.sync);
	encoding.writeVarUint(encoder, kind);
	encoding.writeVarUint8Array(encoder, payload);
	return encoding.toUint8Array(encoder);
}

/**
 * Presence of nobody: it says nothing and is heard. A stock client leaves a line on which nothing came for 30 seconds, and pings of
 * WebSocket's own are not told to it.
 */
export const SIGN_OF_LIFE = new Uint8Array([FRAME.awareness, 1, 0]);

/** So many sync frames of a socket are committed. */
export function acknowledgement(count: number): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, FRAME.acknowledged);
	encoding.writeVarUint(encoder, count);
	return encoding.toUint8Array(encoder);
}
