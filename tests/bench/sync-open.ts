// How long a stored session takes to open, how long a large board takes to join, and what a crowd that comes at once does to
// another room. In go a database and the bundled programs, out come numbers. Boards are drawn by seeded hands.
import WebSocket from "ws";
import * as Y from "yjs";
import * as z from "zod/mini";
import { createRecordMap, PAGE_ID, recordsMap } from "#core/document.ts";
import type { Role } from "#core/session.ts";
import { buildCheckpoint } from "#server/build-checkpoint.ts";
import type { Database } from "#server/db/client.ts";
import { randomId } from "#server/db/random-id.ts";
import { appendEntries, registerWriter, type StoredEntry } from "#server/db/recordings.ts";
import { createLog } from "#server/log.ts";
import { Rooms } from "#server/rooms.ts";
import { seeded } from "#tests/helpers/seeded.ts";
import { median } from "./figures.ts";
import type { Bundles } from "./sync/bundle.ts";
import { Client, type Seat } from "./sync/client.ts";
import type { Grounds, Target } from "./sync/grounds.ts";
import { Hand } from "./sync/hand.ts";
import { Program } from "./sync/program.ts";

export interface OpeningFigures {
	readonly updates: number;
	readonly documentBytes: number;
	/** from nothing in memory to a room that may be joined, by a node that has not opened it before; medians */
	readonly fromCheckpointMs: number;
	readonly withoutMs: number;
	/** what making a checkpoint takes: of the whole recording, and of 500 updates more */
	readonly wholeCheckpointMs: number;
	readonly nextCheckpointMs: number;
}

export interface JoiningFigures {
	readonly documentBytes: number;
	/** from the first byte of a socket to a copy of the board, which somebody else has open already; median */
	readonly joinMs: number;
	readonly joiners: number;
	/** slowest of the edits in another room, while that many join a board at once that nobody has open */
	readonly worstElsewhereMs: number;
}

const SEED = 17;
const TURNS = 7;
/** Commits of two people at 20 a second. */
const MS_BETWEEN_UPDATES = 25;
/** Rows of one insert. */
const STRIDE = 2_000;
/** A board of 2 MB: strokes of 150 points. */
const STROKES = 1_900;
const STROKE_TEXT = "AgQIEgYKCg".repeat(100);
const JOINERS = 20;
/** A crowd has come and has read. */
const CROWD_MS = 4_000;

/** Two people draw by turns, each on the own copy. @returns their updates in order */
export function drawBoard(count: number, seed = SEED): { updates: Uint8Array[]; doc: Y.Doc } {
	const random = seeded(seed);
	const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
	[mine.clientID, theirs.clientID] = [1, 2];
	const updates: Uint8Array[] = [];
	mine.on("update", (update: Uint8Array, origin: unknown) => {
		if (origin === "other") return;
		updates.push(update);
		Y.applyUpdate(theirs, update, "other");
	});
	theirs.on("update", (update: Uint8Array, origin: unknown) => {
		if (origin === "other") return;
		updates.push(update);
		Y.applyUpdate(mine, update, "other");
	});
	const hands = [new Hand(mine, "a", random), new Hand(theirs, "b", random)];
	while (updates.length < count) hands[updates.length % 2]?.act();
	return { updates, doc: mine };
}

/** Stores a recording as a server that ran once wrote it. */
export async function storeUpdates(db: Database, sessionId: string, updates: readonly Uint8Array[]): Promise<void> {
	const participants = await db.prisma.participant.findMany({ where: { sessionId }, orderBy: { joinedAt: "asc" } });
	const writer = randomId();
	await registerWriter(db, writer);
	for (let from = 0; from < updates.length; from += STRIDE) {
		const rows = updates.slice(from, from + STRIDE).map((data, index): StoredEntry => {
			const seq = from + index + 1;
			const author = participants[seq % participants.length]?.id ?? null;
			const at = seq * MS_BETWEEN_UPDATES;
			return {
				...{ sessionId, writer, seq, at, author, data },
				...{ kind: "update", audience: "all", eventNo: null, commandId: null, heals: false },
			};
		});
		await appendEntries(db, rows);
	}
}

export async function measureOpening({ sessions }: Grounds, updates = 36_000): Promise<OpeningFigures> {
	const db = sessions.database;
	const drawn = drawBoard(updates);
	const { id } = await sessions.make(["interviewer", "candidate"]);
	await storeUpdates(db, id, drawn.updates);
	await db.pool.query("vacuum analyze entry");
	const withoutMs = await openAgain(db, id, { checkpoint: false });
	const wholeCheckpointMs = await timed(() => buildCheckpoint(db, id));
	const fromCheckpointMs = await openAgain(db, id, { checkpoint: true });
	await storeUpdates(db, id, drawBoard(500, SEED + 1).updates);
	const nextCheckpointMs = await timed(() => buildCheckpoint(db, id));
	const documentBytes = Y.encodeStateAsUpdate(drawn.doc).length;
	return { updates, documentBytes, fromCheckpointMs, withoutMs, wholeCheckpointMs, nextCheckpointMs };
}

/** Each time by a node that knows nothing of it. */
async function openAgain(db: Database, sessionId: string, { checkpoint }: { checkpoint: boolean }): Promise<number> {
	const times: number[] = [];
	for (let turn = 0; turn < TURNS; turn++) {
		const rooms = new Rooms({ db, log: createLog("fatal") });
		await rooms.ready;
		// its writers are registered
		await rooms.open("no such session");
		// a session that is opened without one gets one
		if (!checkpoint) await db.pool.query("delete from checkpoint where session_id = $1", [sessionId]);
		times.push(await timed(() => rooms.open(sessionId)));
		await rooms.close();
	}
	return median(times);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const from = performance.now();
	await work();
	return performance.now() - from;
}

const nothingSchema = z.null();
const timesSchema = z.object({ fanOut: z.array(z.number()), saved: z.array(z.number()) });
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export async function measureJoining(bundles: Bundles, grounds: Grounds, target: Target): Promise<JoiningFigures> {
	const { sessions } = grounds;
	const { updates, doc } = drawLargeBoard();
	const large = async () => {
		const roles = Array.from({ length: JOINERS - 1 }, (_, index): Role => (index === 0 ? "candidate" : "observer"));
		const { id, tokens } = await sessions.make(["interviewer", ...roles]);
		await storeUpdates(sessions.database, id, updates);
		await buildCheckpoint(sessions.database, id);
		return { id, tokens };
	};
	const port = await target.program.port;
	const seatsOf = ({ id, tokens }: { id: string; tokens: string[] }): Seat[] =>
		tokens.map((token) => ({
			url: `ws://127.0.0.1:${port}/sync/${id}?ack=1`,
			headers: { authorization: `Bearer ${token}`, "x-forwarded-for": "10.2.0.1" },
		}));

	const [first, ...others] = seatsOf(await large());
	if (!first) throw new Error("nobody has a seat");
	await join(first);
	const joins: number[] = [];
	for (const seat of others.slice(0, TURNS)) joins.push(await timed(() => join(seat)));

	const crowd = new Program({ script: bundles.crowd });
	const probe = new Program({ script: bundles.probe });
	try {
		const [pair] = await target.pairs(1);
		await probe.ask("join", { seats: pair }, nothingSchema);
		await probe.ask("draw", null, nothingSchema);
		const seats = seatsOf(await large());
		await pause(CROWD_MS / 2);
		await probe.ask("take", null, timesSchema);
		await crowd.ask("join", { seats }, nothingSchema);
		await pause(CROWD_MS);
		const { fanOut } = await probe.ask("take", null, timesSchema);
		return {
			documentBytes: Y.encodeStateAsUpdate(doc).length,
			joinMs: median(joins),
			joiners: seats.length,
			worstElsewhereMs: Math.max(...fanOut),
		};
	} finally {
		await crowd.end("SIGKILL");
		await probe.end("SIGKILL");
	}
}

/** Somebody new: everything of the board is read into an empty document. */
async function join(seat: Seat): Promise<void> {
	const client = new Client(seat);
	await new Promise<void>((done, fail) => {
		client.ws.once("error", fail);
		client.ws.once("close", () => fail(new Error(`closed with ${client.closedWith}`)));
		client.doc.on("update", () => recordsMap(client.doc).size >= STROKES && done());
	});
	if (client.ws.readyState !== WebSocket.OPEN) throw new Error("the socket is closed");
}

function drawLargeBoard(): { updates: Uint8Array[]; doc: Y.Doc } {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on("update", (update: Uint8Array) => updates.push(update));
	const segments = [{ type: "free", points: [{ x: 0, y: 0, z: 0.5 }] }];
	const place = { rotation: 0, parentId: PAGE_ID, isLocked: false, opacity: 1, meta: {} };
	const look = { color: "black", dash: "draw", fill: "none", scale: 1, size: "m" };
	for (let no = 0; no < STROKES; no++) {
		const id = `shape:${no}`;
		const props = { ...look, segments, isClosed: false, isComplete: true, isPen: false };
		const shape = { id, typeName: "shape", type: "draw", x: no, y: no, index: `a${no}`, ...place, props };
		doc.transact(() => {
			const map = createRecordMap(shape);
			recordsMap(doc).set(id, map);
			const points = map.get("pts");
			if (!(points instanceof Y.Text)) throw new Error("a stroke has no text to write on");
			points.insert(points.length, STROKE_TEXT);
		});
	}
	return { updates, doc };
}
