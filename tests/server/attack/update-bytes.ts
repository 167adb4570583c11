// Updates as nobody's Yjs would write them: their bytes put together by hand, for inputs that lie about themselves. A small language:
// blocks of structs of one client each, then deletions. Numbers and strings are lib0's.
import * as encoding from "lib0/encoding";

export interface Block {
	readonly client: number;
	readonly clock?: number;
	/** how many it claims; as many as there are when absent */
	readonly count?: number;
	readonly structs: readonly ((encoder: encoding.Encoder) => void)[];
}

export interface Deleted {
	readonly client: number;
	readonly count?: number;
	readonly ranges: readonly (readonly [clock: number, length: number])[];
}

export interface UpdateLies {
	readonly blocks?: readonly Block[];
	/** how many blocks it claims */
	readonly clients?: number;
	readonly deleted?: readonly Deleted[];
	readonly deleters?: number;
}

export function updateBytes({ blocks = [], clients, deleted = [], deleters }: UpdateLies): Uint8Array {
	return bytes((encoder) => {
		encoding.writeVarUint(encoder, clients ?? blocks.length);
		for (const { client, clock = 0, count, structs } of blocks) {
			for (const number of [count ?? structs.length, client, clock]) encoding.writeVarUint(encoder, number);
			for (const write of structs) write(encoder);
		}
		encoding.writeVarUint(encoder, deleters ?? deleted.length);
		for (const { client, count, ranges } of deleted) {
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, count ?? ranges.length);
			for (const range of ranges) for (const number of range) encoding.writeVarUint(encoder, number);
		}
	});
}

/** A value of the board's map `root`, under `key`: `content` is the number of its kind. */
export function entry(
	content: number,
	write: (encoder: encoding.Encoder) => void,
	{ root = "records", key = "attack" } = {},
): (encoder: encoding.Encoder) => void {
	return (encoder) => {
		encoding.writeUint8(encoder, content | 0x20);
		encoding.writeVarUint(encoder, 1);
		encoding.writeVarString(encoder, root);
		encoding.writeVarString(encoder, key);
		write(encoder);
	};
}

/** One that hangs on another, or lies in it. */
export function hanging(
	on: "origin" | "right" | "parent",
	client: number,
	clock: number,
): (encoder: encoding.Encoder) => void {
	return (encoder) => {
		// a deleted one of length 1
		encoding.writeUint8(encoder, 1 | (on === "origin" ? 0x80 : on === "right" ? 0x40 : 0x20));
		if (on === "parent") encoding.writeVarUint(encoder, 0);
		for (const number of [client, clock]) encoding.writeVarUint(encoder, number);
		if (on === "parent") encoding.writeVarString(encoder, "key");
		encoding.writeVarUint(encoder, 1);
	};
}

/** A value in lib0's encoding of any value: so many arrays in each other. */
export function deepAny(depth: number): (encoder: encoding.Encoder) => void {
	return (encoder) => {
		encoding.writeVarUint(encoder, 1);
		for (let i = 0; i < depth; i++) {
			encoding.writeUint8(encoder, 117);
			encoding.writeVarUint(encoder, 1);
		}
		encoding.writeUint8(encoder, 126);
	};
}

export function deepJson(depth: number): string {
	return "[".repeat(depth) + "]".repeat(depth);
}

export function bytes(write: (encoder: encoding.Encoder) => void): Uint8Array {
	const encoder = encoding.createEncoder();
	write(encoder);
	return encoding.toUint8Array(encoder);
}

export function varints(...numbers: number[]): Uint8Array {
	return bytes((encoder) => {
		for (const number of numbers) encoding.writeVarUint(encoder, number);
	});
}

/** A presence frame of any states; what stands in their place may be anything. */
export function presenceFrame(states: readonly (readonly [id: number, clock: number, state: string])[]): Uint8Array {
	const update = bytes((encoder) => {
		encoding.writeVarUint(encoder, states.length);
		for (const [id, clock, state] of states) {
			encoding.writeVarUint(encoder, id);
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarString(encoder, state);
		}
	});
	return bytes((encoder) => {
		encoding.writeVarUint(encoder, 1);
		encoding.writeVarUint8Array(encoder, update);
	});
}
