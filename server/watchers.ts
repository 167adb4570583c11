// Tells everybody with a session socket what the session looks like now: one view a person, of the person's role. An event
// outside a role's audience causes no message to that role; a change of people or seat requests tells only whom it concerns.
// Sockets come in as an interface; what a role may see is core's business.
import type { CloseReason, ServerMessage } from "#core/protocol.ts";
import { briefOf, publicQuestion, type QuestionPack } from "#core/question.ts";
import { EVENT_AUDIENCE, isMeantFor, type Role, type SessionEvent, type SessionState } from "#core/session.ts";
import { type RoomWarning, type SeatRequest, type SessionFacts, type SessionView, viewOf } from "#core/view.ts";

export interface Watcher {
	readonly participantId: string;
	readonly userId: string;
	send(message: ServerMessage): void;
	close(reason: CloseReason): void;
}

export interface KnownParticipant {
	readonly id: string;
	readonly userId: string | null;
	readonly role: Role;
	readonly name: string;
	readonly creator: boolean;
	readonly removedAt: Date | null;
}

/** What the database says of a session, read again whenever it changes. */
export interface KnownSession {
	readonly facts: SessionFacts;
	readonly title: string | null;
	readonly pack: QuestionPack;
	readonly participants: readonly KnownParticipant[];
	readonly seatRequests: readonly SeatRequest[];
}

export class Watchers {
	readonly #watchers = new Set<Watcher>();
	readonly #now: () => number;
	readonly #stateOf: () => SessionState;
	#known: KnownSession;
	#warnings: readonly RoomWarning[] = [];

	constructor(known: KnownSession, now: () => number, stateOf: () => SessionState) {
		this.#known = known;
		this.#now = now;
		this.#stateOf = stateOf;
	}

	get size(): number {
		return this.#watchers.size;
	}

	/** Sends the view at once. @returns its undo */
	add(watcher: Watcher): () => void {
		this.#watchers.add(watcher);
		this.#tell(watcher);
		return () => this.#watchers.delete(watcher);
	}

	all(): Watcher[] {
		return [...this.#watchers];
	}

	happened(event: SessionEvent): void {
		const entry = { audience: EVENT_AUDIENCE[event.type], author: "by" in event ? (event.by ?? null) : null };
		for (const watcher of this.#watchers) {
			const role = this.#roleOf(watcher);
			if (role && isMeantFor(entry, { role, participantId: watcher.participantId })) this.#tell(watcher);
		}
	}

	/** Everybody is told when what to be warned of has changed. */
	warn(warnings: readonly RoomWarning[]): void {
		if (warnings.join() === this.#warnings.join()) return;
		this.#warnings = warnings;
		for (const watcher of this.#watchers) this.#tell(watcher);
	}

	/** The session was read again. */
	learn(known: KnownSession): void {
		const before = this.#known;
		this.#known = known;
		const publicChanged = JSON.stringify(seenByAll(before)) !== JSON.stringify(seenByAll(known));
		const requestsChanged = JSON.stringify(before.seatRequests) !== JSON.stringify(known.seatRequests);
		for (const watcher of this.#watchers) {
			if (publicChanged || (requestsChanged && this.#roleOf(watcher) === "interviewer")) this.#tell(watcher);
		}
	}

	#tell(watcher: Watcher): void {
		const view = this.#viewFor(watcher.participantId);
		if (view) watcher.send({ type: "view", view });
	}

	#viewFor(participantId: string): SessionView | null {
		const { facts, title, pack, participants, seatRequests } = this.#known;
		const me = participants.find((participant) => participant.id === participantId && participant.removedAt === null);
		if (!me) return null;
		const state = this.#stateOf();
		const people = participants
			.filter((participant) => participant.removedAt === null)
			.map(({ id, name, role }) => ({ id, name, role, here: state.here.includes(id) }));
		return viewOf(
			{
				facts,
				title,
				question: publicQuestion(pack),
				brief: briefOf(pack),
				state,
				people,
				seatRequests,
				at: this.#now(),
				warnings: this.#warnings,
			},
			{ participantId, role: me.role, choseQuestion: me.creator },
		);
	}

	#roleOf(watcher: Watcher): Role | null {
		return this.#known.participants.find((participant) => participant.id === watcher.participantId)?.role ?? null;
	}
}

/** What a change of which everybody is told. */
function seenByAll({ facts, title, participants }: KnownSession): unknown {
	return [
		facts,
		title,
		participants.filter(({ removedAt }) => removedAt === null).map(({ id, name, role }) => [id, name, role]),
	];
}
