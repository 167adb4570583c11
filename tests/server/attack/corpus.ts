// What somebody with a seat may send to harm the others: each input with what becomes of the connection that sent it. The table in
// docs/bad-input.md has one row for each of these names, and a test holds the two together.
import { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { MAX_FRAME_BYTES, MAX_JOIN_FRAME_BYTES, UPDATE_BURST } from "#core/limits.ts";
import { type BareSocket, change, syncFrame } from "#tests/helpers/seats.ts";
import {
	bytes,
	deepAny,
	deepJson,
	entry,
	hanging,
	presenceFrame,
	type UpdateLies,
	updateBytes,
	varints,
} from "./update-bytes.ts";

export interface BadInput {
	readonly name: string;
	/** the codes with which its connection may end; "goes on": it lives and is served */
	readonly outcome: readonly number[] | "goes on";
	send(socket: BareSocket): void | Promise<void>;
}

const READ = [4400];
const GAP = [4500];
const RATE = [4429];
/** What `ws` itself says to frames that break the protocol. A line that is reset in both directions may lose the word (1006). */
const FRAMING = [1002, 1006];
const TOO_BIG = [1009, 1006];

/** Bytes on the line, past the client's own WebSocket. */
function raw(socket: BareSocket, ...parts: (Uint8Array | number[])[]): void {
	const line: unknown = Reflect.get(socket.ws, "_socket");
	if (!(line instanceof Socket)) throw new Error("the client has no line");
	line.write(Buffer.concat(parts.map((part) => Buffer.from(part))));
}

const MASK = [0, 0, 0, 0];
/** A frame of a client: masked by nothing, so that its payload is as it stands. */
function masked(first: number, payload: readonly number[] = []): number[] {
	return [first, 0x80 | payload.length, ...MASK, ...payload];
}

const frame = (name: string, outcome: BadInput["outcome"], sent: Uint8Array | string): BadInput => ({
	name,
	outcome,
	send: (socket) => socket.send(sent),
});
const onTheLine = (name: string, outcome: BadInput["outcome"], ...parts: (Uint8Array | number[])[]): BadInput => ({
	name,
	outcome,
	send: (socket) => raw(socket, ...parts),
});
/** Client ids that nobody draws with, others for each input. */
let nextId = 4_000_000_000;
const update = (name: string, outcome: BadInput["outcome"], lies: (id: number) => UpdateLies): BadInput => {
	nextId += 10;
	return frame(name, outcome, syncFrame(2, updateBytes(lies(nextId))));
};
type Struct = (encoder: encoding.Encoder) => void;
const of =
	(...structs: Struct[]) =>
	(client: number): UpdateLies => ({ blocks: [{ client, structs }] });
const HUGE = 2 ** 50;
const ID = 4_000_000_001;

const framing: BadInput[] = [
	onTheLine("a frame of six bytes with its reserved bits set", FRAMING, masked(0xf2)),
	onTheLine("a header of 14 bytes that claims 128 MiB", TOO_BIG, [0x82, 0xff, 0, 0, 0, 0, 8, 0, 0, 0, ...MASK]),
	onTheLine("a header that claims 2^63 bytes", TOO_BIG, [0x82, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, ...MASK]),
	onTheLine("an unmasked frame", FRAMING, [0x82, 1, 0]),
	onTheLine("a frame of an unknown kind", FRAMING, masked(0x83)),
	onTheLine("a ping of 126 bytes", FRAMING, [0x89, 0xfe, 0, 126, ...MASK, ...new Array(126).fill(7)]),
	onTheLine("a ping in pieces", FRAMING, masked(0x09)),
	onTheLine("a piece that continues nothing", FRAMING, masked(0x80, [1])),
	onTheLine("a message that begins inside another", FRAMING, masked(0x02, [0]), masked(0x82, [0])),
	onTheLine("a goodbye of one byte", FRAMING, masked(0x88, [3])),
	onTheLine("a goodbye with a code that nobody may send", FRAMING, masked(0x88, [3, 0xed])),
	onTheLine("text that is no UTF-8", [1007, 1006], masked(0x81, [0xc3, 0x28])),
	{
		name: "a message in 20,000 pieces of one byte",
		outcome: [1008, 1006],
		send: (socket) => raw(socket, masked(0x02, [0]), ...new Array(20_000).fill(masked(0x00, [2]))),
	},
	{
		name: "half a frame, and the line reset",
		outcome: [1006],
		send(socket) {
			raw(socket, [0x82, 0xfe, 1, 0, ...MASK, 0, 2]);
			socket.ws.terminate();
		},
	},
	{
		name: "100,000 pings whose answers are never read",
		outcome: [1006],
		async send(socket) {
			socket.ws.pause();
			const many = new Uint8Array(
				Buffer.concat(new Array(2_000).fill(Buffer.from(masked(0x89, new Array(125).fill(1))))),
			);
			for (let i = 0; i < 50; i++) {
				raw(socket, many);
				await setImmediate();
			}
			socket.ws.resume();
		},
	},
];

const frames: BadInput[] = [
	frame("an empty frame", READ, new Uint8Array()),
	frame("text", READ, "hello"),
	frame("a frame of an unknown type", READ, new Uint8Array([77, 1, 2])),
	frame("an acknowledgement, which is the server's to send", READ, varints(100, 7)),
	frame("a permission, which is the server's to send", READ, varints(2, 0, 0)),
	frame("an unknown kind of sync frame", READ, varints(0, 9, 1, 0)),
	frame("a sync frame without its kind", READ, varints(0)),
	frame("a question whose kind is spelt in two bytes", READ, new Uint8Array([0, 0x80, 0, 1, 0])),
	frame("an update whose type is spelt in two bytes", READ, new Uint8Array([0x80, 0, 2, 2, 0, 0])),
	frame("an update whose length lies", READ, new Uint8Array([0, 2, 255, 255, 255, 15])),
	frame("an update whose length has no end", READ, new Uint8Array([0, 2, ...new Array(40).fill(255)])),
	frame("an update with bytes behind its end", READ, new Uint8Array([0, 2, 2, 0, 0, 9])),
	frame("a state vector that lies", READ, syncFrame(0, varints(1000, 1))),
	frame("a state vector of 2^50 clients", READ, syncFrame(0, varints(HUGE, 1, 1))),
	frame("a state vector of 900 KB", READ, syncFrame(0, vectorOf(200_000))),
	frame("a frame of more than 1 MB", GAP, syncFrame(2, change(new Y.Doc(), "large", "x".repeat(MAX_FRAME_BYTES)))),
	frame("a frame of more than 8 MB", TOO_BIG, new Uint8Array(MAX_JOIN_FRAME_BYTES + 1)),
	{
		name: "a flood of updates",
		outcome: RATE,
		send(socket) {
			for (let i = 0; i < 2 * UPDATE_BURST; i++) socket.sync(2, new Uint8Array([0, 0]));
		},
	},
	{
		name: "a flood of questions",
		outcome: RATE,
		send(socket) {
			for (let i = 0; i < 100; i++) socket.sync(0, new Uint8Array([0]));
		},
	},
];

function vectorOf(clients: number): Uint8Array {
	return bytes((encoder) => {
		encoding.writeVarUint(encoder, clients);
		for (let i = 0; i < clients; i++) for (const number of [i + 1, 1]) encoding.writeVarUint(encoder, number);
	});
}

const text = (words: string) => (encoder: encoding.Encoder) => encoding.writeVarString(encoder, words);
const number = (value: number) => (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, value);

/** A map in the one before it. */
function nested(client: number, clock: number): Struct {
	if (clock === 0) return entry(7, number(1), { key: "nested" });
	return (encoder) => {
		encoding.writeUint8(encoder, 7 | 0x20);
		for (const part of [0, client, clock - 1]) encoding.writeVarUint(encoder, part);
		encoding.writeVarString(encoder, "in");
		encoding.writeVarUint(encoder, 1);
	};
}

const updates: BadInput[] = [
	frame("an update that is noise", READ, syncFrame(2, new Uint8Array([5, 3, 200, 1, 9, 9, 9]))),
	frame("an update cut short", READ, syncFrame(2, change(new Y.Doc(), "cut", "short").subarray(0, 9))),
	update("2^50 clients", READ, (client) => ({ ...of(entry(1, number(1)))(client), clients: HUGE })),
	update("2^50 structs", READ, (client) => ({ blocks: [{ client, count: HUGE, structs: [entry(1, number(1))] }] })),
	update("2^50 deleters", READ, (_client) => ({ deleters: HUGE })),
	update("2^50 deletions", READ, (client) => ({ deleted: [{ client, count: HUGE, ranges: [[0, 1]] }] })),
	update("an array of 2^50 values", READ, of(entry(8, number(HUGE)))),
	update("a text of 2^50 letters", READ, of(entry(4, number(HUGE)))),
	update("a struct of 2^50 clocks", READ, of(entry(1, number(HUGE)))),
	update("a clock near 2^53", READ, (client) => ({
		blocks: [{ client, clock: 2 ** 53 - 2, structs: [entry(1, number(1))] }],
	})),
	update("a struct of no length", READ, of(entry(4, text("")))),
	update("one client twice", READ, (client) => ({
		blocks: [
			{ client, structs: [entry(1, number(1))] },
			{ client: client + 1, structs: [entry(1, number(1))] },
			{ client, clock: 1, structs: [entry(1, number(1))] },
		],
	})),
	update("a client without structs", READ, (client) => ({ blocks: [{ client, structs: [] }] })),
	update("content of an unknown kind", READ, of(entry(29, number(1)))),
	update("a type of an unknown kind", READ, of(entry(7, number(99)))),
	update(
		"a document within the document",
		READ,
		of(
			entry(9, (encoder) => {
				encoding.writeVarString(encoder, "inner");
				encoding.writeAny(encoder, {});
			}),
		),
	),
	update("a value 9,000 deep", READ, of(entry(8, deepAny(9_000)))),
	update("a value 100 deep", READ, of(entry(8, deepAny(100)))),
	update("embedded JSON 5,000 deep", READ, of(entry(5, text(deepJson(5_000))))),
	update(
		"JSON 5,000 deep",
		READ,
		of(
			entry(2, (encoder) => {
				encoding.writeVarUint(encoder, 1);
				encoding.writeVarString(encoder, deepJson(5_000));
			}),
		),
	),
	update(
		"a mark 5,000 deep",
		READ,
		of(
			entry(6, (encoder) => {
				encoding.writeVarString(encoder, "bold");
				encoding.writeVarString(encoder, deepJson(5_000));
			}),
		),
	),
	update("JSON that is none", READ, of(entry(5, text("{")))),
	update("2,000 maps in each other", READ, (client) => ({
		blocks: [{ client, structs: Array.from({ length: 2_000 }, (_, i) => nested(client, i)) }],
	})),
	update("a planted gap in the clocks", GAP, (client) => ({
		blocks: [{ client, clock: 5, structs: [entry(1, number(1))] }],
	})),
	update(
		"a gap hidden by a skip",
		GAP,
		of(
			(encoder) => {
				encoding.writeUint8(encoder, 10);
				encoding.writeVarUint(encoder, 5);
			},
			entry(1, number(1)),
		),
	),
	update("a struct that hangs on an unknown one", GAP, of(hanging("origin", ID + 7, 3))),
	update("a struct that lies in an unknown one", GAP, of(hanging("parent", ID + 7, 3))),
	update("a struct that hangs on itself", GAP, (client) => of(hanging("right", client, 0))(client)),
	update("two structs that hang on each other", GAP, (client) => ({
		blocks: [
			{ client, structs: [hanging("origin", client + 1, 0)] },
			{ client: client + 1, structs: [hanging("origin", client, 0)] },
		],
	})),
	update("the deletion of what nobody made", GAP, (client) => ({ deleted: [{ client, ranges: [[0, 9]] }] })),
	update("deletions that overlap", READ, (client) => ({
		...of(entry(1, number(8)))(client),
		deleted: [
			{
				client,
				ranges: [
					[0, 8],
					[0, 8],
				],
			},
		],
	})),
	update("a struct that lies in one that can hold none", "goes on", (client) =>
		of(entry(4, text("ab")), hanging("parent", client, 0))(client),
	),
	update(
		"a struct with the key __proto__",
		"goes on",
		of(
			entry(
				8,
				(encoder) => {
					encoding.writeVarUint(encoder, 1);
					encoding.writeAny(encoder, { polluted: true });
				},
				{ key: "__proto__" },
			),
		),
	),
	update("a map of the name __proto__", "goes on", of(entry(1, number(1), { root: "__proto__", key: "constructor" }))),
	update(
		"a value with its own __proto__",
		"goes on",
		of(
			entry(8, (encoder) => {
				encoding.writeVarUint(encoder, 1);
				encoding.writeUint8(encoder, 118);
				encoding.writeVarUint(encoder, 1);
				encoding.writeVarString(encoder, "__proto__");
				encoding.writeAny(encoder, { polluted: true });
			}),
		),
	),
];

const presences: BadInput[] = [
	frame("presence that is noise", READ, new Uint8Array([1, 3, 9, 9, 9])),
	frame("presence of 2^50 people", READ, new Uint8Array([1, 9, ...varints(HUGE), 1])),
	frame(
		"presence of 3,000 ghosts in one frame",
		READ,
		presenceFrame(Array.from({ length: 3_000 }, (_, i) => [i, 1, "{}"] as const)),
	),
	frame("presence that is no JSON", READ, presenceFrame([[ID, 1, "{"]])),
	frame("presence that is no state", "goes on", presenceFrame([[ID, 1, "7"]])),
	frame(
		"presence with __proto__",
		"goes on",
		presenceFrame([[ID, 1, '{"__proto__":{"polluted":true},"cursor":null}']]),
	),
	frame("presence 3,000 deep", "goes on", presenceFrame([[ID, 1, `{"cursor":null,"more":${deepJson(3_000)}}`]])),
	frame(
		"presence of more than 16 KB",
		"goes on",
		presenceFrame([[ID, 1, JSON.stringify({ cursor: null, more: "x".repeat(20_000) })]]),
	),
	frame(
		"presence at the end of numbers",
		"goes on",
		presenceFrame([[2 ** 53 - 1, 2 ** 53 - 1, '{"cursor":{"x":1e308,"y":-1e308}}']]),
	),
	{
		name: "presence of 3,000 ghosts, one after the other",
		outcome: "goes on",
		send(socket) {
			for (let id = 0; id < 3_000; id++) socket.send(presenceFrame([[id, 1, '{"cursor":{"x":1,"y":1}}']]));
		},
	},
];

export const CORPUS: readonly BadInput[] = [...framing, ...frames, ...updates, ...presences];
