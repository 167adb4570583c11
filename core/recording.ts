// The recording: what an entry is, how events and cursors lie in its bytes, and BWR1, the format of the download.
// Order of a replay is (at, writer, seq). Updates are Yjs update bytes, events JSON with a version, cursors packed
// samples. Every reader skips what it cannot read and counts it.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as z from "zod/mini";
import { briefSchema, publicQuestionSchema } from "./question.ts";
import { type Audience, ROLES, type SessionEvent, sessionEventSchema } from "./session.ts";
import { sessionFactsSchema } from "./view.ts";

export const ENTRY_KINDS = ["update", "event", "cursors"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export interface Entry {
	/** one run of one server process */
	readonly writer: string;
	/** counts from 1 without gaps for each session and writer */
	readonly seq: number;
	/** ms since the session was created, on the room's clock */
	readonly at: number;
	readonly kind: EntryKind;
	/** participant id; null for the server's own */
	readonly author: string | null;
	readonly audience: Audience;
	/** events only: counts from 1 in a session, over all writers */
	readonly eventNo: number | null;
	readonly commandId: string | null;
	/** an update that answered the server's question for what it lacks: other people's edits may be in it, and it gives nobody a client id */
	readonly heals: boolean;
	readonly data: Uint8Array;
}

// ── events ──────────────────────────────────────────────────────────────────────────────────────────────────────
const EVENT_VERSION = 1;

export function encodeEvent(event: SessionEvent): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarString(encoder, JSON.stringify({ v: EVENT_VERSION, ...event }));
	return encoding.toUint8Array(encoder);
}

/** @returns null for an event of a future version or broken bytes */
export function decodeEvent(data: Uint8Array): SessionEvent | null {
	try {
		const { v, ...event } = JSON.parse(decoding.readVarString(decoding.createDecoder(data)));
		return v === EVENT_VERSION ? (sessionEventSchema.safeParse(event).data ?? null) : null;
	} catch {
		return null;
	}
}

/** Whether what cannot be read was written by a later version of this program, rather than broken. */
export function isOfLaterVersion({ kind, data }: Pick<Frame, "kind" | "data">): boolean {
	try {
		const decoder = decoding.createDecoder(data);
		if (kind === "cursors") return decoding.readVarUint(decoder) > CURSORS_VERSION;
		if (kind === "update") return false;
		const { v }: { v?: unknown } = JSON.parse(decoding.readVarString(decoder));
		return typeof v === "number" && v > EVENT_VERSION;
	} catch {
		return false;
	}
}

// ── cursors ─────────────────────────────────────────────────────────────────────────────────────────────────────
/** Where a person's pointer was, in page coordinates; `at` in ms since the session was created. */
export interface CursorSample {
	readonly person: string;
	readonly at: number;
	readonly x: number;
	readonly y: number;
	/** the laser is held down from here until this person's next sample */
	readonly laser: boolean;
}

/** 1: without the laser. Readable for ever. */
const CURSORS_VERSION = 2;

/**
 * Packs samples of one stretch: [version, people, then by person: id, count, then (2 dt + laser, dx, dy) from the sample
 * before]. `entryAt` is the time of the entry; samples lie before it. Coordinates are rounded to whole page units.
 */
export function encodeCursors(samples: readonly CursorSample[], entryAt: number): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, CURSORS_VERSION);
	const people = new Map<string, CursorSample[]>();
	for (const sample of samples) people.set(sample.person, [...(people.get(sample.person) ?? []), sample]);
	encoding.writeVarUint(encoder, people.size);
	for (const [person, own] of people) {
		encoding.writeVarString(encoder, person);
		encoding.writeVarUint(encoder, own.length);
		let last = { at: entryAt, x: 0, y: 0 };
		for (const sample of own) {
			const next = { at: Math.round(sample.at), x: Math.round(sample.x), y: Math.round(sample.y) };
			encoding.writeVarInt(encoder, 2 * (next.at - last.at) + (sample.laser ? 1 : 0));
			encoding.writeVarInt(encoder, next.x - last.x);
			encoding.writeVarInt(encoder, next.y - last.y);
			last = next;
		}
	}
	return encoding.toUint8Array(encoder);
}

/** @returns samples in order of time, none for a sign of life alone; null for bytes of a future version or broken ones */
export function decodeCursors(data: Uint8Array, entryAt: number): CursorSample[] | null {
	const samples: CursorSample[] = [];
	try {
		const decoder = decoding.createDecoder(data);
		const version = decoding.readVarUint(decoder);
		if (version !== 1 && version !== CURSORS_VERSION) return null;
		const people = decoding.readVarUint(decoder);
		for (let p = 0; p < people; p++) {
			const person = decoding.readVarString(decoder);
			const count = decoding.readVarUint(decoder);
			let last = { at: entryAt, x: 0, y: 0 };
			for (let i = 0; i < count; i++) {
				const time = decoding.readVarInt(decoder);
				const laser = version > 1 && time % 2 !== 0;
				last = {
					at: last.at + (version > 1 ? Math.floor(time / 2) : time),
					x: last.x + decoding.readVarInt(decoder),
					y: last.y + decoding.readVarInt(decoder),
				};
				samples.push({ person, ...last, laser });
			}
		}
		// numbers beyond the end read as zeros
		if (decoder.pos !== data.length) return null;
	} catch {
		return null;
	}
	return samples.sort((a, b) => a.at - b.at);
}

// ── BWR1 ────────────────────────────────────────────────────────────────────────────────────────────────────────
/** The head of a download: what its reader may know, and no more. */
export const recordingHeaderSchema = z.strictObject({
	version: z.literal(1),
	facts: sessionFactsSchema,
	/** of the caller; a visitor of the sample sees as "candidate" and is nobody (null) */
	you: z.strictObject({ participantId: z.nullable(z.string()), role: z.enum(ROLES), choseQuestion: z.boolean() }),
	title: z.nullable(z.string()),
	question: z.nullable(publicQuestionSchema),
	brief: z.nullable(briefSchema),
	people: z.array(z.strictObject({ id: z.string(), name: z.string(), role: z.enum(ROLES) })),
	/** more may come: ask again with `?after=` the number of frames read so far */
	live: z.boolean(),
	/** frames that this caller may see, with those before `?after=` */
	frames: z.int(),
});
export type RecordingHeader = z.infer<typeof recordingHeaderSchema>;

/** One entry as a replay reads it. `person` is an id of the header's people, null for the server's own. */
export interface Frame {
	readonly at: number;
	readonly kind: EntryKind;
	readonly person: string | null;
	readonly data: Uint8Array;
}

/** A frame as it was read: `no` is its place in the download, counted from 1, frames that were skipped counted too. */
export interface ReadFrame extends Frame {
	readonly no: number;
	/** somebody's, but not one of the header's people */
	readonly isNameless?: boolean;
}

const MAGIC = "BWR1";

/** BWR1: magic, header JSON, then frames [varint dt from the frame before (the first from 0), kind, person index + 1 or 0, length, data]. */
export function encodeRecording(header: RecordingHeader, frames: Iterable<Frame>): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const char of MAGIC) encoding.writeUint8(encoder, char.charCodeAt(0));
	encoding.writeVarString(encoder, JSON.stringify(header));
	const indexOf = new Map(header.people.map((person, index) => [person.id, index + 1]));
	let last = 0;
	for (const frame of frames) {
		const at = Math.max(last, Math.round(frame.at));
		encoding.writeVarUint(encoder, at - last);
		encoding.writeUint8(encoder, ENTRY_KINDS.indexOf(frame.kind));
		encoding.writeVarUint(encoder, frame.person === null ? 0 : (indexOf.get(frame.person) ?? 0));
		encoding.writeVarUint8Array(encoder, frame.data);
		last = at;
	}
	return encoding.toUint8Array(encoder);
}

/**
 * Reads a download as far as it can be read.
 * @returns `brokenAt` is the time of the last readable frame when the rest is unreadable, else null; `read` counts the
 *   frames read, with the `skipped` ones, whose kind is of a later version: `?after=` goes on from there
 * @throws Error when not even the header can be read
 */
export function decodeRecording(bytes: Uint8Array): {
	header: RecordingHeader;
	frames: ReadFrame[];
	read: number;
	skipped: number;
	brokenAt: number | null;
} {
	const decoder = decoding.createDecoder(bytes);
	for (const char of MAGIC) {
		if (decoding.readUint8(decoder) !== char.charCodeAt(0)) throw new Error("this is not a Boardwalk recording");
	}
	const header = recordingHeaderSchema.parse(JSON.parse(decoding.readVarString(decoder)));
	const frames: ReadFrame[] = [];
	let at = 0;
	let read = 0;
	while (decoding.hasContent(decoder)) {
		try {
			const dt = decoding.readVarUint(decoder);
			const kind = ENTRY_KINDS[decoding.readUint8(decoder)];
			const person = decoding.readVarUint(decoder);
			const data = decoding.readVarUint8Array(decoder);
			at += dt;
			read++;
			// a kind of a later version: skip the frame, keep reading
			if (!kind) continue;
			const isNameless = person > header.people.length;
			const id = header.people[person - 1]?.id ?? null;
			frames.push({ no: read, at, kind, person: id, data, ...(isNameless && { isNameless }) });
		} catch {
			return { header, frames, read, skipped: read - frames.length, brokenAt: at };
		}
	}
	return { header, frames, read, skipped: read - frames.length, brokenAt: null };
}
