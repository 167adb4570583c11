// Frames that the server sends to y-websocket clients: sync frames as y-protocols numbers them, our acknowledgement, and how small ones
// lie on a WebSocket's line. Payloads go in, bytes come out; nobody is known here.
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

/** A whole binary message, unmasked as a server's are (RFC 6455, 5.2). */
const WHOLE_BINARY = 0x82;
/** The header says the length itself up to here, beyond it in two bytes more. */
const MAX_SHORT_LENGTH = 125;

/** The message with its header, as WebSocket's line has it. In go less than 64 KB. */
export function onTheLine(frame: Uint8Array): Uint8Array {
	const { length } = frame;
	const start = length > MAX_SHORT_LENGTH ? 4 : 2;
	const line = Buffer.allocUnsafe(start + length);
	line[0] = WHOLE_BINARY;
	if (start === 2) {
		line[1] = length;
	} else {
		line[1] = MAX_SHORT_LENGTH + 1;
		line.writeUInt16BE(length, 2);
	}
	line.set(frame, start);
	return line;
}
