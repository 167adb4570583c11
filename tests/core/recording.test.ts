import fc from "fast-check";
import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import {
	decodeCursors,
	decodeEvent,
	decodeRecording,
	encodeCursors,
	encodeEvent,
	encodeRecording,
	type Frame,
} from "#core/recording.ts";
import { headerOf, PEOPLE, randomRecording } from "./recordings.ts";

const bytesOf = (frames: readonly Frame[]) => encodeRecording(headerOf(frames.length), frames);

/** One frame as it lies in a download, written by hand. */
function handWritten(kind: number, data: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 5);
	encoding.writeUint8(encoder, kind);
	encoding.writeVarUint(encoder, 1);
	encoding.writeVarUint8Array(encoder, data);
	return encoding.toUint8Array(encoder);
}

function joined(...parts: Uint8Array[]): Uint8Array {
	return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe("BWR1", () => {
	it("[P14] gives back what was written: header, order, times, people, bytes", () => {
		fc.assert(
			fc.property(fc.nat(), fc.nat(60), (seed, steps) => {
				const frames = randomRecording(seed, steps);
				const read = decodeRecording(bytesOf(frames));
				expect(read.header).toEqual(headerOf(frames.length));
				expect(read.frames.map((frame) => ({ ...frame, data: [...frame.data] }))).toEqual(
					frames.map((frame) => ({ ...frame, data: [...frame.data] })),
				);
				expect(read).toMatchObject({ read: frames.length, skipped: 0, brokenAt: null });
			}),
			{ numRuns: 30 },
		);
	});

	it("[P14] a person who is not among the header's people is nobody, never a stranger's id", () => {
		const frame: Frame = { at: 3, kind: "update", person: "p-removed", data: Uint8Array.of(1) };
		const bytes = bytesOf([frame]);
		expect(decodeRecording(bytes).frames[0]?.person).toBeNull();
		expect(new TextDecoder().decode(bytes)).not.toContain("p-removed");
	});

	it("[P15] cut anywhere after its header, reads as far as it goes and says from when on it is broken", () => {
		const frames = randomRecording(11, 8);
		const bytes = bytesOf(frames);
		const { header, frames: whole } = decodeRecording(bytes);
		/** lengths at which a frame ends */
		const ends = frames.map((_, index) => encodeRecording(header, frames.slice(0, index)).length);
		for (let length = ends[0] ?? 0; length < bytes.length; length++) {
			// a view into a larger buffer, as the network gives it: what lies behind must not be read
			const read = decodeRecording(bytes.subarray(0, length));
			const readable = ends.filter((end) => end <= length).length - 1;
			expect(read.frames).toEqual(whole.slice(0, readable));
			expect(read.brokenAt).toBe(ends.includes(length) ? null : (whole[readable - 1]?.at ?? 0));
		}
	});

	it("[P15] foreign bytes are refused in words, whatever they are", () => {
		const good = bytesOf(randomRecording(1, 3));
		expect(() => decodeRecording(new Uint8Array())).toThrow();
		expect(() => decodeRecording(joined(Uint8Array.of(80, 75, 3, 4), good.subarray(4)))).toThrow(
			"this is not a Boardwalk recording",
		);
		expect(() => decodeRecording(joined(good.subarray(0, 4), Uint8Array.of(2, 123, 123)))).toThrow();
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
				expect(() => decodeRecording(bytes)).toThrow();
			}),
		);
	});

	it("[P16] frames of a later kind are skipped and counted, and numbers go on behind them", () => {
		const bytes = joined(
			bytesOf([]),
			handWritten(0, Uint8Array.of(1)),
			handWritten(77, Uint8Array.of(2, 2, 2)),
			handWritten(0, Uint8Array.of(3)),
		);
		const read = decodeRecording(bytes);
		expect(read).toMatchObject({ read: 3, skipped: 1, brokenAt: null });
		expect(read.frames.map(({ no, at, data }) => [no, at, data[0]])).toEqual([
			[1, 5, 1],
			[3, 15, 3],
		]);
	});

	it("[P16] a header of a later version is refused", () => {
		const bytes = encodeRecording({ ...headerOf(0), version: 2 as 1 }, []);
		expect(() => decodeRecording(bytes)).toThrow();
	});
});

describe("events in a recording", () => {
	it("[P16] come back as they were; a later version or a later type is no event, and no error", () => {
		const event = { type: "ticked", by: "p-jonas", promptId: "data.1", ticked: true } as const;
		expect(decodeEvent(encodeEvent(event))).toEqual(event);
		const write = (value: unknown) => {
			const encoder = encoding.createEncoder();
			encoding.writeVarString(encoder, JSON.stringify(value));
			return encoding.toUint8Array(encoder);
		};
		expect(decodeEvent(write({ v: 2, ...event }))).toBeNull();
		expect(decodeEvent(write({ v: 1, type: "teleported", by: "p-jonas" }))).toBeNull();
		expect(decodeEvent(write(["v", 1]))).toBeNull();
		expect(decodeEvent(write(null))).toBeNull();
		expect(decodeEvent(new Uint8Array())).toBeNull();
	});
});

describe("cursors in a recording", () => {
	it("[P12] come back in order of time, rounded to whole page units", () => {
		const samples = [
			{ person: "p-jonas", at: 1_000, x: 10.4, y: -20.6, laser: false },
			{ person: "p-priya", at: 1_100, x: 5, y: 5, laser: true },
			{ person: "p-jonas", at: 1_200, x: 11, y: -20, laser: true },
			{ person: "p-jonas", at: 2_050, x: 11, y: -20, laser: false },
		];
		expect(decodeCursors(encodeCursors(samples, 2_000), 2_000)).toEqual([
			{ person: "p-jonas", at: 1_000, x: 10, y: -21, laser: false },
			{ person: "p-priya", at: 1_100, x: 5, y: 5, laser: true },
			{ person: "p-jonas", at: 1_200, x: 11, y: -20, laser: true },
			{ person: "p-jonas", at: 2_050, x: 11, y: -20, laser: false },
		]);
	});

	it("[P16] of version 1, as stored before there was a laser, stay readable", () => {
		const stored = "010206702d696e657302e70f0a558903f604820106702d6361726c02c40e0000bd0da09a0c47";
		const bytes = Uint8Array.from(stored.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
		expect(decodeCursors(bytes, 2_000)).toEqual([
			{ person: "p-ines", at: 1_001, x: 10, y: -21, laser: false },
			{ person: "p-carl", at: 1_100, x: 0, y: 0, laser: false },
			{ person: "p-ines", at: 1_202, x: -300, y: 45, laser: false },
			{ person: "p-carl", at: 1_993, x: 100_000, y: -7, laser: false },
		]);
	});

	it("[R9] a laser costs no byte more than a pointer that moves without one", () => {
		const at = (laser: boolean) => [1_000, 1_066, 1_132].map((ms) => ({ person: "p", at: ms, x: ms, y: ms, laser }));
		expect(encodeCursors(at(true), 2_000).length).toBe(encodeCursors(at(false), 2_000).length);
	});

	it("[P16] of a later version, or broken, are none", () => {
		const bytes = encodeCursors([{ person: PEOPLE[0]?.id ?? "", at: 1, x: 1, y: 1, laser: true }], 2);
		expect(decodeCursors(bytes.subarray(0, bytes.length - 1), 2)).toBeNull();
		expect(decodeCursors(Uint8Array.of(3, 1, 1), 2)).toBeNull();
		expect(decodeCursors(encodeCursors([], 2_000), 2_000)).toEqual([]);
	});
});
