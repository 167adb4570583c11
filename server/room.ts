// A session that is open now: its document, the connections on it, and what becomes of a frame. A frame is judged by what it
// would add, applied, relayed in its original bytes, queued for commit, and acknowledged once that is done. The session itself
// (machine, attendance, watchers) stands beside it. No socket library and no database here: connections come as an interface.
import * as decoding from "lib0/decoding";
import {
	MAX_JOINING_BYTES,
	MAX_JOINING_FRAMES,
	MAX_ROOM_SOCKETS,
	MAX_STATE_VECTOR_BYTES,
	SLOW_CONSUMER_BYTES,
} from "#core/limits.ts";
import { type CloseReason, FRAME } from "#core/protocol.ts";
import { encodeCursors } from "#core/recording.ts";
import { mayDraw, type Phase } from "#core/session.ts";
import type { RoomClock } from "#server/clock.ts";
import type { Logger } from "#server/log.ts";
import { Presences } from "#server/presences.ts";
import type { Recorder } from "#server/recorder.ts";
import type { SharedDocument } from "#server/shared-document.ts";
import { acknowledgement, SYNC, syncFrame } from "#server/sync-frames.ts";
import { type Author, UpdateIntake } from "#server/update-intake.ts";
import type { KnownParticipant } from "#server/watchers.ts";

export interface Connection {
	/** `initial`: the state that a joiner waits for, which may take its time */
	send(frame: Uint8Array, options?: { initial: boolean }): void;
	close(reason: CloseReason): void;
	readonly bufferedAmount: number;
}

export interface Member extends Author {
	readonly connection: Connection;
	readonly userId: string;
	/** wants message 100 */
	readonly acknowledges: boolean;
	/** Until its SyncStep2 is applied, update frames wait: a client that draws while it reconnects sends them first. */
	stage: { name: "joining"; frames: Uint8Array[]; bytes: number } | { name: "joined" };
	/** has the document as it was; from here on updates reach it */
	hasState: boolean;
	/** sync frames of this socket whose place is committed */
	committed: number;
	acknowledgementDue: boolean;
	left: boolean;
}

export interface RoomOptions {
	readonly sessionId: string;
	readonly document: SharedDocument;
	readonly recorder: Recorder;
	readonly clock: RoomClock;
	readonly log: Logger;
	phase(): Phase;
	/** null for somebody who is no participant any more */
	participant(id: string): KnownParticipant | null;
}

export class Room {
	readonly #options: RoomOptions;
	readonly #members = new Set<Member>();
	readonly #presences: Presences<Member>;
	readonly #intake: UpdateIntake<Member>;

	constructor(options: RoomOptions) {
		this.#options = options;
		this.#presences = new Presences(() => options.clock.now());
		this.#intake = new UpdateIntake({
			...options,
			isFull: () => options.recorder.isFull,
			connections: () => this.#members,
			awarenessIdOf: (member) => this.#presences.idOf(member),
		});
	}

	get size(): number {
		return this.#members.size;
	}

	members(): Member[] {
		return [...this.#members];
	}

	/** @returns null when the room is full */
	join(who: Pick<Member, "connection" | "participantId" | "userId" | "acknowledges">): Member | null {
		if (this.#members.size >= MAX_ROOM_SOCKETS) return null;
		const member: Member = {
			...who,
			stage: { name: "joining", frames: [], bytes: 0 },
			writesAs: new Set(),
			hasState: false,
			committed: 0,
			acknowledgementDue: false,
			left: false,
		};
		this.#members.add(member);
		member.connection.send(syncFrame(SYNC.step1, this.#options.document.stateVector()));
		const everybody = this.#presences.everybody();
		if (everybody) member.connection.send(everybody);
		return member;
	}

	leave(member: Member): void {
		if (member.left) return;
		member.left = true;
		this.#members.delete(member);
		const goodbye = this.#presences.remove(member);
		if (goodbye) for (const other of this.#members) other.connection.send(goodbye);
	}

	/** One message of a connection, whatever it holds. It may end that connection, nothing else. */
	receive(member: Member, frame: Uint8Array): void {
		if (member.left) return;
		const reason = this.#read(member, frame);
		if (reason) this.#end(member, reason);
	}

	/** Writes the pointers' samples since the last call; `alive` writes an entry without any, as a sign of life. */
	recordCursors({ alive }: { alive: boolean }): void {
		const { recorder } = this.#options;
		const samples = this.#presences.takeSamples();
		// pointers are the first thing to go when what waits for the database has reached its bound
		if (recorder.isFull || this.#options.phase() === "ended" || (samples.length === 0 && !alive)) return;
		const data = encodeCursors(samples, this.#options.clock.now());
		recorder.append({ kind: "cursors", author: null, data }, null);
	}

	closeAll(reason: CloseReason): void {
		for (const member of this.members()) this.#end(member, reason);
	}

	close(member: Member, reason: CloseReason): void {
		this.#end(member, reason);
	}

	#end(member: Member, reason: CloseReason): void {
		this.leave(member);
		member.connection.close(reason);
	}

	/** @returns why the connection must end, null when it goes on */
	#read(member: Member, frame: Uint8Array): CloseReason | null {
		try {
			const decoder = decoding.createDecoder(frame);
			const type = decoding.readVarUint(decoder);
			switch (type) {
				case FRAME.sync:
					return this.#readSync(member, decoder, frame);
				case FRAME.awareness:
					this.#presence(member, decoding.readVarUint8Array(decoder));
					return null;
				case FRAME.queryAwareness: {
					const everybody = this.#presences.everybody();
					if (everybody) member.connection.send(everybody);
					return null;
				}
				default:
					return "badFrame";
			}
		} catch (error) {
			this.#options.log.info({ err: error, participantId: member.participantId }, "a frame could not be read");
			return "badFrame";
		}
	}

	#readSync(member: Member, decoder: decoding.Decoder, frame: Uint8Array): CloseReason | null {
		const type = decoding.readVarUint(decoder);
		const payload = decoding.readVarUint8Array(decoder);
		if (decoding.hasContent(decoder)) return "badFrame";
		switch (type) {
			case SYNC.step1: {
				if (payload.length > MAX_STATE_VECTOR_BYTES) return "badFrame";
				// only the first answer may take its time: who asks again and again and reads nothing is cut
				const initial = !member.hasState;
				for (const answer of this.#options.document.answerTo(payload)) member.connection.send(answer, { initial });
				member.hasState = true;
				return null;
			}
			case SYNC.step2: {
				const refused = this.#write(member, payload, frame, { heals: true });
				if (refused || member.stage.name === "joined") return refused;
				const { frames } = member.stage;
				member.stage = { name: "joined" };
				for (const waiting of frames) {
					const reason = this.#read(member, waiting);
					if (reason) return reason;
				}
				return null;
			}
			case SYNC.update: {
				const { stage } = member;
				if (stage.name === "joined") return this.#write(member, payload, frame, { heals: false });
				stage.frames.push(frame);
				stage.bytes += frame.length;
				return stage.frames.length > MAX_JOINING_FRAMES || stage.bytes > MAX_JOINING_BYTES ? "resync" : null;
			}
			default:
				return "badFrame";
		}
	}

	/** What becomes of an update that came in `frame`: the others receive its bytes as they are. */
	#write(member: Member, update: Uint8Array, frame: Uint8Array, { heals }: { heals: boolean }): CloseReason | null {
		const { recorder } = this.#options;
		const committed = () => this.#acknowledge(member);
		const intake = this.#intake.take(member, update, { heals });
		if (intake === "nothing") {
			// a place weighs little, but whoever asks for one again and again has no end
			if (recorder.isFull && member.stage.name === "joined") return "later";
			recorder.place(committed);
			return null;
		}
		if (intake !== "applied") return intake.refused;
		// to them an answer to our question is an update like any other
		const relayed = heals ? syncFrame(SYNC.update, update) : frame;
		for (const other of this.#members) {
			if (other !== member && other.hasState) other.connection.send(relayed);
		}
		recorder.append({ kind: "update", author: member.participantId, heals, data: update }, committed);
		return null;
	}

	/** Many places are committed in one turn; the client needs the last count only. */
	#acknowledge(member: Member): void {
		member.committed++;
		if (!member.acknowledges || member.acknowledgementDue) return;
		member.acknowledgementDue = true;
		queueMicrotask(() => {
			member.acknowledgementDue = false;
			if (!member.left) member.connection.send(acknowledgement(member.committed));
		});
	}

	#presence(member: Member, update: Uint8Array): void {
		const participant = this.#options.participant(member.participantId);
		if (!participant) return;
		const { id, name, role } = participant;
		const mayBring = mayDraw(role, this.#options.phase());
		const news = this.#presences.receive(member, update, { id, name, role }, { mayBring });
		if (!news) return;
		const { frame, bring } = news;
		for (const other of this.#members) {
			// the first thing to go when somebody's line is slow
			if (other === member || other.connection.bufferedAmount > SLOW_CONSUMER_BYTES) continue;
			if (bring?.to === other) other.connection.send(bring.frame);
			other.connection.send(frame);
		}
	}
}
