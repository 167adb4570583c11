// The live session of a room: one command after the other is decided on the present state, stored as the next event, applied,
// and only then told. Another node may have been faster: then its events are read and the command is decided again. How an
// event is stored and who listens is passed in; nothing here knows sockets or a database.

import type { PlannedSegment } from "#core/framework.ts";
import type { CommandAnswer } from "#core/protocol.ts";
import type { Brief } from "#core/question.ts";
import { decodeEvent, type Entry, encodeEvent } from "#core/recording.ts";
import {
	type Actor,
	apply,
	type Command,
	decide,
	EVENT_AUDIENCE,
	type Kind,
	type Refusal,
	type SessionEvent,
	type SessionState,
} from "#core/session.ts";
import type { RoomClock } from "#server/clock.ts";
import type { Projection, StoredEntry } from "#server/db/recordings.ts";
import type { Logger } from "#server/log.ts";

export interface SessionMachineOptions {
	readonly sessionId: string;
	readonly kind: Kind;
	readonly plan: readonly PlannedSegment[];
	readonly questionId: string;
	readonly brief: Brief;
	/** of events alone: an event that loses a race gives its number back, so it must not share numbers with updates */
	readonly writerId: string;
	readonly lastSeq: number;
	readonly state: SessionState;
	readonly lastEventNo: number;
	readonly clock: RoomClock;
	readonly log: Logger;
	/** Stores an event; "unavailable" after a bounded number of tries. */
	store(row: StoredEntry, projection: Projection): Promise<"appended" | "taken" | "unavailable" | { answered: true }>;
	/** Events of all writers after that number, in order. */
	eventsAfter(eventNo: number): Promise<Entry[]>;
	/** Called after commit, in order, with the state that holds the event. */
	onEvent(event: SessionEvent, at: number): void;
}

type Outcome = { events: SessionEvent[] } | Refusal;

/** Answers that are kept for repeats; a client repeats within seconds. */
const MAX_KEPT_ANSWERS = 1_000;
/** Races lost in a row before a command is given up; each loss means that somebody else's went through. */
const MAX_ROUNDS = 20;

const OK: CommandAnswer = { ok: true };
const UNAVAILABLE: CommandAnswer = { refused: "unavailable", message: "That could not be saved just now. Try again." };

export class SessionMachine {
	readonly #options: SessionMachineOptions;
	#state: SessionState;
	#eventNo: number;
	#seq: number;
	#last: Promise<unknown> = Promise.resolve();
	readonly #answers = new Map<string, Promise<CommandAnswer>>();

	constructor(options: SessionMachineOptions) {
		this.#options = options;
		this.#state = options.state;
		this.#eventNo = options.lastEventNo;
		this.#seq = options.lastSeq;
	}

	get state(): SessionState {
		return this.#state;
	}

	/** A repeat of a command gets the answer of the first. */
	command(actor: Actor, commandId: string, command: Command): Promise<CommandAnswer> {
		const key = `${actor.participantId} ${commandId}`;
		const first = this.#answers.get(key);
		if (first) return first;
		const { kind, plan, questionId, brief } = this.#options;
		const answer = this.#commit(
			(state, at) => decide(state, command, actor, { at, kind, plan, questionId, brief, commandId }),
			actor.participantId,
			commandId,
		);
		this.#answers.set(key, answer);
		const oldest = this.#answers.keys().next().value;
		if (this.#answers.size > MAX_KEPT_ANSWERS && oldest !== undefined) this.#answers.delete(oldest);
		// nothing happened, so a repeat may try again
		const forget = () => this.#answers.delete(key);
		answer.then((given) => given === UNAVAILABLE && forget(), forget);
		return answer;
	}

	/** An event that no command asked for. `choose` sees the state on which it would happen; null lets it be. */
	happen(choose: (state: SessionState, at: number) => SessionEvent | null): Promise<CommandAnswer> {
		return this.#commit(
			(state, at) => {
				const event = choose(state, at);
				return { events: event ? [event] : [] };
			},
			null,
			null,
		);
	}

	/** One at a time: each is decided on the state that the one before left. */
	#commit(
		choose: (state: SessionState, at: number) => Outcome,
		author: string | null,
		commandId: string | null,
	): Promise<CommandAnswer> {
		const mine = this.#last.then(() => this.#decideAndStore(choose, author, commandId));
		this.#last = mine.catch(() => {});
		return mine;
	}

	async #decideAndStore(
		choose: (state: SessionState, at: number) => Outcome,
		author: string | null,
		commandId: string | null,
	): Promise<CommandAnswer> {
		for (let round = 0; round < MAX_ROUNDS; round++) {
			const at = this.#options.clock.now();
			const outcome = choose(this.#state, at);
			const [event, ...others] = "refused" in outcome ? [] : outcome.events;
			if (!event) {
				// another node may know of events that would change this answer
				if (commandId !== null && !isFinal(outcome) && (await this.#isBehind())) continue;
				return "refused" in outcome ? outcome : OK;
			}
			if (others.length > 0) throw new Error("a command of several events needs a statement that stores them together");
			const next = apply(this.#state, event, at);
			const stored = await this.#options.store(this.#entryOf(event, at, author, commandId), projectionOf(next));
			if (stored === "unavailable") return UNAVAILABLE;
			if (stored === "appended") {
				this.#seq++;
				this.#eventNo++;
				this.#become(next, event, at);
				return OK;
			}
			try {
				await this.#catchUp();
			} catch (error) {
				this.#options.log.warn({ err: error }, "events of another node could not be read");
				return UNAVAILABLE;
			}
			if (stored !== "taken") return OK;
		}
		return UNAVAILABLE;
	}

	#entryOf(event: SessionEvent, at: number, author: string | null, commandId: string | null): StoredEntry {
		return {
			sessionId: this.#options.sessionId,
			writer: this.#options.writerId,
			seq: this.#seq + 1,
			at,
			kind: "event",
			author: author ?? ("by" in event ? (event.by ?? null) : null),
			audience: EVENT_AUDIENCE[event.type],
			eventNo: this.#eventNo + 1,
			commandId,
			heals: false,
			data: encodeEvent(event),
		};
	}

	/** Whether events were missing; they are applied then. */
	async #isBehind(): Promise<boolean> {
		const before = this.#eventNo;
		try {
			await this.#catchUp();
		} catch (error) {
			this.#options.log.warn({ err: error }, "events of another node could not be read");
		}
		return this.#eventNo > before;
	}

	async #catchUp(): Promise<void> {
		for (const entry of await this.#options.eventsAfter(this.#eventNo)) {
			this.#options.clock.observe(entry.at);
			// our own, stored by a try whose answer never reached us
			if (entry.writer === this.#options.writerId) this.#seq = Math.max(this.#seq, entry.seq);
			this.#eventNo = entry.eventNo ?? this.#eventNo;
			const event = decodeEvent(entry.data);
			if (event) this.#become(apply(this.#state, event, entry.at), event, entry.at);
			else this.#options.log.error({ eventNo: entry.eventNo }, "an event cannot be read and is skipped");
		}
	}

	#become(state: SessionState, event: SessionEvent, at: number): void {
		this.#state = state;
		this.#options.onEvent(event, at);
	}
}

/** Who somebody is depends on no event. */
function isFinal(outcome: Outcome): boolean {
	return "refused" in outcome && outcome.refused === "not-allowed";
}

function projectionOf(state: SessionState): Projection {
	const { phase, startedAt, activeMs, replayShared } = state;
	return {
		phase,
		startedAt,
		endedAt: state.debriefAt,
		walk: activeMs,
		replayShared,
		published: state.published !== null,
	};
}
