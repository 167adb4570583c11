// A room without sockets and without a database: connections and the insert of entries are in the test's hands.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { CloseReason } from "#core/protocol.ts";
import type { Phase, Role } from "#core/session.ts";
import { type Clock, RoomClock, systemClock } from "#server/clock.ts";
import { CommitQueue } from "#server/commit-queue.ts";
import type { StoredEntry } from "#server/db/recordings.ts";
import { createLog } from "#server/log.ts";
import { Recorder } from "#server/recorder.ts";
import { type Connection, type Member, Room } from "#server/room.ts";
import { SharedDocument } from "#server/shared-document.ts";
import { syncFrame } from "./seats.ts";

export class FakeConnection implements Connection {
	readonly sent: Uint8Array[] = [];
	closed: CloseReason | null = null;
	bufferedAmount = 0;
	send(frame: Uint8Array): void {
		this.sent.push(frame);
	}
	close(reason: CloseReason): void {
		this.closed = reason;
	}
	typesSent(): number[] {
		return this.sent.map((frame) => frame[0] ?? -1);
	}
	/** the last count of message 100, 0 before the first */
	acknowledged(): number {
		const last = this.sent.findLast((frame) => frame[0] === 100);
		if (!last) return 0;
		const decoder = decoding.createDecoder(last);
		decoding.readVarUint(decoder);
		return decoding.readVarUint(decoder);
	}
}

/** Who "o…" is observes, everybody else is a candidate. `entries`: what was recorded before. */
export async function openRoom({
	clock = systemClock,
	insert = async () => {},
	entries = [],
}: {
	clock?: Clock;
	insert?: (rows: readonly StoredEntry[]) => Promise<void>;
	entries?: readonly StoredEntry[];
} = {}) {
	const stored: StoredEntry[] = [...entries];
	const log = createLog("silent");
	const queue = new CommitQueue({
		writerId: "writer",
		clock,
		log,
		insert: async (rows) => {
			await insert(rows);
			stored.push(...rows);
		},
		failureOf: () => "database",
	});
	const roomClock = new RoomClock(clock, 0, 0);
	const updates = entries.filter(({ kind }) => kind === "update");
	const { document } = await SharedDocument.fold(updates, null, () => clock.now());
	const state: { phase: Phase } = { phase: "running" };
	const lastSeq = entries.length;
	const recorder = new Recorder(queue, { sessionId: "s", clock: roomClock, lastSeq, onLost() {}, onGone() {} });
	const room = new Room({
		sessionId: "s",
		document,
		recorder,
		clock: roomClock,
		log,
		phase: () => state.phase,
		participant: (id) => {
			const role: Role = id.startsWith("o") ? "observer" : "candidate";
			return { id, userId: id, role, name: id, creator: false, removedAt: null };
		},
	});
	return { room, recorder, stored, state, document };
}

export interface Joined {
	readonly connection: FakeConnection;
	readonly member: Member;
}

/** Somebody who knows nothing and says so; `brings` is what he answers to the question for what the server lacks. */
export function join(
	room: Room,
	id: string,
	{
		ack = false,
		showsAs = null,
		brings = NOTHING,
	}: { ack?: boolean; showsAs?: number | null; brings?: Uint8Array } = {},
): Joined {
	const connection = new FakeConnection();
	const member = room.join({ connection, participantId: id, userId: id, acknowledges: ack });
	if (!member) throw new Error("the room is full");
	room.receive(member, syncFrame(0, new Uint8Array([0])));
	if (showsAs !== null) room.receive(member, presenceOf(showsAs, {}));
	room.receive(member, syncFrame(1, brings));
	connection.sent.length = 0;
	return { connection, member };
}

/** An update of no structs and no deletions. */
const NOTHING = new Uint8Array([0, 0]);

export function presenceOf(id: number, state: object): Uint8Array {
	const update = encoding.createEncoder();
	encoding.writeVarUint(update, 1);
	encoding.writeVarUint(update, id);
	encoding.writeVarUint(update, 1);
	encoding.writeVarString(update, JSON.stringify(state));
	const frame = encoding.createEncoder();
	encoding.writeVarUint(frame, 1);
	encoding.writeVarUint8Array(frame, encoding.toUint8Array(update));
	return encoding.toUint8Array(frame);
}
