// Real frames of a board, and what chance makes of them: bits and bytes changed, cut, doubled, spliced, numbers made enormous. The
// same seed makes the same frames.
import * as Y from "yjs";
import { syncFrame } from "#tests/helpers/seats.ts";
import { presenceFrame } from "./update-bytes.ts";

/** Of every kind that a client sends, about everything that a board holds. */
export function realFrames(): Uint8Array[] {
	const doc = new Y.Doc();
	doc.clientID = 77;
	const frames: Uint8Array[] = [];
	doc.on("update", (update: Uint8Array) => frames.push(syncFrame(2, update)));
	const records = doc.getMap<unknown>("records");
	for (let i = 0; i < 6; i++) {
		const record = new Y.Map<unknown>();
		const label = new Y.Text("a label");
		records.set(`shape:${i}`, record);
		doc.transact(() => {
			record.set("b", JSON.stringify({ id: `shape:${i}`, type: "geo", x: i }));
			record.set("rt", label);
			record.set("xy", [i, { deep: [1, 2.5, null, true, "x"] }]);
		});
		label.insert(3, "grows");
		label.delete(1, 2);
		if (i % 2 === 0) records.delete(`shape:${i - 1}`);
	}
	frames.push(syncFrame(0, Y.encodeStateVector(doc)), syncFrame(1, Y.encodeStateAsUpdate(doc)));
	frames.push(presenceFrame([[77, 1, JSON.stringify({ cursor: { x: 1, y: 2 }, selection: ["shape:1"] })]]));
	return frames;
}

const TELLING_BYTES = [0, 1, 2, 7, 8, 9, 10, 117, 118, 127, 128, 255];

export function mutated(frames: readonly Uint8Array[], random: () => number): Uint8Array {
	const below = (limit: number) => Math.floor(random() * limit);
	const pick = <T>(from: readonly T[]): T => {
		const one = from[below(from.length)];
		if (one === undefined) throw new Error("there is nothing to choose from");
		return one;
	};
	let bytes = [...pick(frames)];
	const changes = 1 + below(4);
	for (let i = 0; i < changes && bytes.length > 0; i++) {
		const at = below(bytes.length);
		switch (below(7)) {
			case 0:
				bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
				break;
			case 1:
				bytes[at] = pick(TELLING_BYTES);
				break;
			case 2:
				bytes = bytes.slice(0, at);
				break;
			case 3:
				bytes.splice(at, 0, ...bytes.slice(at, at + below(30)));
				break;
			case 4:
				bytes.splice(at, below(10));
				break;
			case 5: {
				const other = pick(frames);
				bytes = [...bytes.slice(0, at), ...other.subarray(below(other.length))];
				break;
			}
			default:
				// a number of up to 63 bits
				bytes.splice(at, 1, ...new Array(1 + below(8)).fill(255), 1);
		}
	}
	return mended(new Uint8Array(bytes), random);
}

/** Mostly the length of a sync frame's payload is made to fit: what lies behind it is to be reached. */
function mended(frame: Uint8Array, random: () => number): Uint8Array {
	const [type, kind] = frame;
	if (type !== 0 || kind === undefined || kind > 2 || random() < 0.3) return frame;
	// the length took one byte, or two
	return syncFrame(kind, frame.subarray(frame.length > 131 ? 4 : 3));
}
