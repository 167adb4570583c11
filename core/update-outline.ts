// Reads the bytes of a Yjs update without making anything of them: which structs, where, hanging on what, and which deletions. Every
// byte is read as Yjs would read it, within bounds on what a few bytes can claim. It knows no document and changes nothing.
import * as decoding from "lib0/decoding";
import { MAX_UPDATE_DELETIONS, MAX_UPDATE_STRUCTS, MAX_VALUE_DEPTH } from "./limits.ts";

export interface Place {
	readonly client: number;
	readonly clock: number;
}

export interface StructOutline extends Place {
	readonly length: number;
	/** "skip": a hole in the numbers; "document": a document within the document */
	readonly kind: "item" | "gc" | "skip" | "document";
	readonly origin: Place | null;
	readonly rightOrigin: Place | null;
	/** the struct it lies in; null at the top, and where it follows from the origins */
	readonly parent: Place | null;
}

export interface Deletion extends Place {
	readonly length: number;
}

export interface UpdateOutline {
	/** clients as they come, the structs of each in the order of their clocks */
	readonly structs: readonly StructOutline[];
	readonly deletions: readonly Deletion[];
}

/** Bits of a struct's first byte, and its lower five: what it holds. */
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_KEY = 0x20;
const KIND_BITS = 0x1f;
const SKIP = 10;

/** @throws Error when the bytes are no update, or claim more than an update may hold */
export function outlineUpdate(update: Uint8Array): UpdateOutline {
	const decoder = decoding.createDecoder(update);
	const structs = readStructs(decoder);
	const deletions = readDeletions(decoder);
	if (decoding.hasContent(decoder)) throw new Error("bytes behind the end");
	return { structs, deletions };
}

function readStructs(decoder: decoding.Decoder): StructOutline[] {
	const structs: StructOutline[] = [];
	const seen = new Set<number>();
	const clients = decoding.readVarUint(decoder);
	for (let c = 0; c < clients; c++) {
		const count = decoding.readVarUint(decoder);
		const client = decoding.readVarUint(decoder);
		let clock = decoding.readVarUint(decoder);
		if (count === 0) throw new Error("a client without structs");
		if (structs.length + count > MAX_UPDATE_STRUCTS) throw new Error("too many structs");
		// applying keeps only the last of two blocks of one client
		if (seen.has(client)) throw new Error("one client comes twice");
		seen.add(client);
		for (let s = 0; s < count; s++) {
			const struct = readStruct(decoder, client, clock);
			structs.push(struct);
			clock += struct.length;
		}
	}
	return structs;
}

function readStruct(decoder: decoding.Decoder, client: number, clock: number): StructOutline {
	const info = decoding.readUint8(decoder);
	const content = info & KIND_BITS;
	if (content === 0 || info === SKIP) {
		const length = decoding.readVarUint(decoder);
		const kind = content === 0 ? "gc" : "skip";
		return { client, clock, length, kind, origin: null, rightOrigin: null, parent: null };
	}
	const origin = info & HAS_ORIGIN ? readPlace(decoder) : null;
	const rightOrigin = info & HAS_RIGHT_ORIGIN ? readPlace(decoder) : null;
	let parent: Place | null = null;
	if (origin === null && rightOrigin === null) {
		if (decoding.readVarUint(decoder) === 1) decoding.readVarString(decoder);
		else parent = readPlace(decoder);
		if (info & HAS_KEY) decoding.readVarString(decoder);
	}
	const length = readContent(decoder, content);
	return { client, clock, length, kind: content === 9 ? "document" : "item", origin, rightOrigin, parent };
}

function readPlace(decoder: decoding.Decoder): Place {
	return { client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) };
}

/** @returns how many clocks the content takes */
function readContent(decoder: decoding.Decoder, content: number): number {
	switch (content) {
		case 1: // deleted
			return decoding.readVarUint(decoder);
		case 2: {
			// JSON
			const length = decoding.readVarUint(decoder);
			for (let i = 0; i < length; i++) {
				const text = decoding.readVarString(decoder);
				if (text !== "undefined") checkDepth(JSON.parse(text), 0);
			}
			return length;
		}
		case 3: // bytes
			decoding.readVarUint8Array(decoder);
			return 1;
		case 4: // text
			return decoding.readVarString(decoder).length;
		case 5: // an embedded value
			checkDepth(JSON.parse(decoding.readVarString(decoder)), 0);
			return 1;
		case 6: // a mark
			decoding.readVarString(decoder);
			checkDepth(JSON.parse(decoding.readVarString(decoder)), 0);
			return 1;
		case 7: {
			const type = decoding.readVarUint(decoder);
			if (type > 6) throw new Error("an unknown type");
			// XML elements and hooks have a name
			if (type === 3 || type === 5) decoding.readVarString(decoder);
			return 1;
		}
		case 8: {
			// any values
			const length = decoding.readVarUint(decoder);
			for (let i = 0; i < length; i++) readAny(decoder, 0);
			return length;
		}
		case 9: // a document
			decoding.readVarString(decoder);
			readAny(decoder, 0);
			return 1;
		default:
			throw new Error("an unknown content");
	}
}

/** A value in lib0's "any" encoding. */
function readAny(decoder: decoding.Decoder, depth: number): void {
	if (depth > MAX_VALUE_DEPTH) throw new Error("a value too deep");
	const type = decoding.readUint8(decoder);
	switch (type) {
		case 127: // undefined
		case 126: // null
		case 121: // false
		case 120: // true
			return;
		case 125:
			decoding.readVarInt(decoder);
			return;
		case 124:
			decoding.readFloat32(decoder);
			return;
		case 123:
			decoding.readFloat64(decoder);
			return;
		case 122:
			decoding.readBigInt64(decoder);
			return;
		case 119:
			decoding.readVarString(decoder);
			return;
		case 118: {
			const keys = decoding.readVarUint(decoder);
			for (let i = 0; i < keys; i++) {
				decoding.readVarString(decoder);
				readAny(decoder, depth + 1);
			}
			return;
		}
		case 117: {
			const length = decoding.readVarUint(decoder);
			for (let i = 0; i < length; i++) readAny(decoder, depth + 1);
			return;
		}
		case 116:
			decoding.readVarUint8Array(decoder);
			return;
		default:
			throw new Error("an unknown value");
	}
}

/** Whoever encodes a value again needs the stack for it. */
function checkDepth(value: unknown, depth: number): void {
	if (depth > MAX_VALUE_DEPTH) throw new Error("a value too deep");
	if (typeof value !== "object" || value === null) return;
	for (const inner of Object.values(value)) checkDepth(inner, depth + 1);
}

function readDeletions(decoder: decoding.Decoder): Deletion[] {
	const deletions: Deletion[] = [];
	/** client -> end of its last range */
	const ends = new Map<number, number>();
	const clients = decoding.readVarUint(decoder);
	for (let c = 0; c < clients; c++) {
		const client = decoding.readVarUint(decoder);
		const count = decoding.readVarUint(decoder);
		if (deletions.length + count > MAX_UPDATE_DELETIONS) throw new Error("too many deletions");
		for (let d = 0; d < count; d++) {
			const deletion = { client, clock: decoding.readVarUint(decoder), length: decoding.readVarUint(decoder) };
			// Yjs sorts and merges them; each that lies over another would cost as much again
			if (deletion.clock < (ends.get(client) ?? 0)) throw new Error("deletions that overlap");
			ends.set(client, deletion.clock + deletion.length);
			deletions.push(deletion);
		}
	}
	return deletions;
}
