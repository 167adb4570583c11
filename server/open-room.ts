// Everything of one open session under one roof: its room (document and connections), its machine, who is here and who
// watches. Made from the recording folded to its end, looked after once a second, and left when nobody needs it any more.
import { foldEvents } from "#core/fold-events.ts";
import { planOf } from "#core/framework.ts";
import { CURSOR_ENTRY_MS } from "#core/limits.ts";
import type { CloseReason, CommandAnswer, CommandMessage } from "#core/protocol.ts";
import { briefOf } from "#core/question.ts";
import type { Entry } from "#core/recording.ts";
import type { Role, SessionState } from "#core/session.ts";
import type { RoomWarning } from "#core/view.ts";
import { Attendance } from "#server/attendance.ts";
import { type Clock, RoomClock } from "#server/clock.ts";
import type { CommitQueue } from "#server/commit-queue.ts";
import type { Logger } from "#server/log.ts";
import { Recorder } from "#server/recorder.ts";
import { type Member, Room } from "#server/room.ts";
import { SessionMachine, type SessionMachineOptions } from "#server/session-machine.ts";
import type { SharedDocument } from "#server/shared-document.ts";
import { type KnownParticipant, type KnownSession, type Watcher, Watchers } from "#server/watchers.ts";

const REVIEW_MS = 1_000;
/** A database that is away shorter than this is over before anybody has read the words. */
const NOT_STORED_AFTER_MS = 5_000;
/** While the clock runs and people are here, the recording says so at least this often: a reopened room knows how long it was shut. */
const SIGN_OF_LIFE_MS = 30_000;

export interface OpenRoomOptions {
	readonly known: KnownSession;
	readonly createdAtMs: number;
	readonly document: SharedDocument;
	/** all of the session, in the order of their numbers */
	readonly events: readonly Entry[];
	/** time of the last entry, ms since the session was created */
	readonly lastEntryAt: number;
	readonly queue: CommitQueue;
	/** highest number of the queue's writer, and of the events' writer, in this session */
	readonly lastSeq: number;
	readonly lastEventSeq: number;
	readonly eventWriterId: string;
	readonly store: SessionMachineOptions["store"];
	readonly eventsAfter: SessionMachineOptions["eventsAfter"];
	readonly clock: Clock;
	readonly log: Logger;
	/** `why`: nobody needs it, the session was deleted, or memory and recording differ */
	onEnd(why: "unused" | "gone" | "lost"): void;
}

export class OpenRoom {
	readonly sessionId: string;
	readonly room: Room;
	readonly #options: OpenRoomOptions;
	readonly #clock: RoomClock;
	readonly #recorder: Recorder;
	readonly #document: SharedDocument;
	readonly #machine: SessionMachine;
	readonly #attendance: Attendance;
	readonly #watchers: Watchers;
	#known: KnownSession;
	#lastSignOfLife = 0;
	#cancelTimers: (() => void)[] = [];
	#ended = false;

	static async load(options: OpenRoomOptions): Promise<OpenRoom> {
		const room = new OpenRoom(options, foldStored(options));
		// whoever joins now must see a clock that stopped when people were last seen
		await room.#attendance.review();
		room.#cancelTimers = [
			options.clock.every(REVIEW_MS, () => void room.review()),
			options.clock.every(CURSOR_ENTRY_MS, () => room.#recordCursors()),
		];
		return room;
	}

	private constructor(options: OpenRoomOptions, state: SessionState) {
		const { known, document, events, lastEntryAt, clock, log, queue } = options;
		this.#options = options;
		this.#known = known;
		this.#document = document;
		this.sessionId = known.facts.id;
		this.#clock = new RoomClock(clock, options.createdAtMs, lastEntryAt);
		this.#recorder = new Recorder(queue, {
			sessionId: this.sessionId,
			clock: this.#clock,
			lastSeq: options.lastSeq,
			onLost: () => this.end("lost"),
			onGone: () => this.end("gone"),
		});
		this.#machine = new SessionMachine({
			sessionId: this.sessionId,
			kind: known.facts.kind,
			plan: planOf(known.facts.minutes),
			questionId: known.pack.id,
			brief: briefOf(known.pack),
			writerId: options.eventWriterId,
			lastSeq: options.lastEventSeq,
			state,
			lastEventNo: events.at(-1)?.eventNo ?? 0,
			clock: this.#clock,
			log,
			store: options.store,
			eventsAfter: options.eventsAfter,
			onEvent: (event) => this.#watchers.happened(event),
		});
		this.#watchers = new Watchers(
			known,
			() => this.#clock.now(),
			() => this.#machine.state,
		);
		this.#attendance = new Attendance({
			machine: this.#machine,
			clock: this.#clock,
			lastEntryAt,
			roleOf: (id) => this.#participant(id)?.role ?? null,
		});
		this.room = new Room({
			sessionId: this.sessionId,
			document,
			recorder: this.#recorder,
			clock: this.#clock,
			log,
			phase: () => this.#machine.state.phase,
			participant: (id) => this.#participant(id),
		});
	}

	/** ms since the session was created */
	now(): number {
		return this.#clock.now();
	}

	/** Of everybody who has a socket here, once a socket. */
	roles(): { boards: Role[]; sessions: Role[] } {
		const roleOf = ({ participantId }: { participantId: string }) => this.#participant(participantId)?.role ?? [];
		return { boards: this.room.members().flatMap(roleOf), sessions: this.#watchers.all().flatMap(roleOf) };
	}

	/** A board connection. @returns null when the room is full or has just ended */
	join(who: Pick<Member, "connection" | "participantId" | "userId" | "acknowledges">): Member | null {
		const member = this.#ended ? null : this.room.join(who);
		if (member) this.#enter(member.participantId);
		return member;
	}

	leave(member: Member): void {
		this.room.leave(member);
		this.#attendance.leave(member.participantId);
	}

	/** A session socket: gets the view at once and after each event that concerns it. @returns its undo, null when full */
	watch(watcher: Watcher, limit: number): (() => void) | null {
		if (this.#ended || this.#watchers.size >= limit) return null;
		const unwatch = this.#watchers.add(watcher);
		this.#enter(watcher.participantId);
		return () => {
			unwatch();
			this.#attendance.leave(watcher.participantId);
		};
	}

	async command(participantId: string, { commandId, command }: CommandMessage): Promise<CommandAnswer> {
		const participant = this.#participant(participantId);
		if (!participant) return { refused: "not-allowed", message: "You are no longer part of this session." };
		return this.#machine.command({ participantId, role: participant.role }, commandId, command);
	}

	/** The session was read again: sockets of people who lost their place end, the others are told what concerns them. */
	learn(known: KnownSession): void {
		this.#known = known;
		const hasPlace = (of: { participantId: string; userId: string }) =>
			this.#participant(of.participantId)?.userId === of.userId;
		for (const member of this.room.members()) if (!hasPlace(member)) this.room.close(member, "notAllowed");
		for (const watcher of this.#watchers.all()) if (!hasPlace(watcher)) watcher.close("notAllowed");
		this.#watchers.learn(known);
	}

	/** What is due now: joined and left, the pause of an empty room, the end of a forgotten one. */
	async review(): Promise<void> {
		if (this.#ended) return;
		this.#watchers.warn(this.#warnings());
		this.#document.restIfIdle();
		try {
			await this.#attendance.review();
		} catch (error) {
			this.#options.log.error({ err: error, sessionId: this.sessionId }, "attendance could not be reviewed");
		}
		if (this.#attendance.isSettled) this.end("unused");
	}

	closeAll(reason: CloseReason): void {
		this.room.closeAll(reason);
		for (const watcher of this.#watchers.all()) watcher.close(reason);
	}

	end(why: "unused" | "gone" | "lost"): void {
		if (this.#ended) return;
		this.#ended = true;
		for (const cancel of this.#cancelTimers) cancel();
		if (why !== "unused") this.closeAll(why === "gone" ? "gone" : "resync");
		this.#options.onEnd(why);
	}

	/** Resolves when everything of this room is committed. */
	async drained(): Promise<void> {
		await this.#recorder.settled();
		this.#document.destroy();
	}

	#warnings(): RoomWarning[] {
		const { queue, clock } = this.#options;
		const failingMs = queue.failingSince === null ? 0 : clock.now() - queue.failingSince;
		return [
			...(this.#document.isNearlyFull ? (["board-nearly-full"] as const) : []),
			...(failingMs >= NOT_STORED_AFTER_MS || queue.isHalfFull ? (["not-stored"] as const) : []),
		];
	}

	#enter(participantId: string): void {
		this.#attendance.enter(participantId);
		void this.review();
	}

	#recordCursors(): void {
		const now = this.#clock.now();
		const alive =
			this.#machine.state.phase === "running" &&
			this.#attendance.isAttended &&
			now - this.#lastSignOfLife >= SIGN_OF_LIFE_MS;
		if (alive) this.#lastSignOfLife = now;
		this.room.recordCursors({ alive });
	}

	#participant(id: string): KnownParticipant | null {
		return this.#known.participants.find((known) => known.id === id && known.removedAt === null) ?? null;
	}
}

function foldStored({ events, log }: OpenRoomOptions): SessionState {
	const { state, unread } = foldEvents(events);
	for (const eventNo of unread) log.error({ eventNo }, "an event of the recording cannot be read and is skipped");
	return state;
}
