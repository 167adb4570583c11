// What becomes of an update before anybody else hears of it: may its author write, can it be read, what would it add, are the client
// ids his, is there room. Only then it is applied, wholly or not at all. It relays and records nothing: the room does.
import type { CloseReason } from "#core/protocol.ts";
import { mayDraw, type Phase } from "#core/session.ts";
import type { Logger } from "#server/log.ts";
import type { SharedDocument } from "#server/shared-document.ts";
import type { KnownParticipant } from "#server/watchers.ts";

/** A connection, as far as its updates are concerned. */
export interface Author {
	readonly participantId: string;
	/** Client ids that this connection writes under: of these it knows everything, and whoever brings more of them forges. */
	readonly writesAs: Set<number>;
}

export interface UpdateIntakeOptions<Connection extends Author> {
	readonly document: SharedDocument;
	readonly log: Logger;
	phase(): Phase;
	/** null for somebody who is no participant any more */
	participant(id: string): KnownParticipant | null;
	/** the database is away, and no more may wait for it */
	isFull(): boolean;
	connections(): Iterable<Connection>;
	/** the awareness id of a connection: a y-websocket client shows the client id that it draws with */
	awarenessIdOf(connection: Connection): number | null;
}

export type Intake =
	| "applied"
	/** it adds nothing, and is no write */
	| "nothing"
	| { readonly refused: CloseReason };

export class UpdateIntake<Connection extends Author> {
	readonly #options: UpdateIntakeOptions<Connection>;

	constructor(options: UpdateIntakeOptions<Connection>) {
		this.#options = options;
	}

	/** `heals`: it answers our question for what we lack, and may carry anybody's edits. */
	take(author: Connection, update: Uint8Array, { heals }: { heals: boolean }): Intake {
		const { document, log } = this.#options;
		// what adds nothing is no write, whoever sends it: the role counts once that is known
		const mayNot = this.#mayNotWrite(author);
		const judgement = document.judge(update);
		switch (judgement.kind) {
			case "broken":
				log.info({ reason: judgement.reason, participantId: author.participantId }, "an update was refused");
				return { refused: "badFrame" };
			case "gap":
				// what builds on something unknown is a write
				return { refused: mayNot ?? "resync" };
			case "nothing":
				this.#learn(author, [], heals);
				return "nothing";
			case "adds": {
				const { extends: clientIds } = judgement;
				if (mayNot) return { refused: mayNot };
				const foreign = clientIds.find((clientId) => this.#isForeign(author, clientId, heals));
				if (foreign !== undefined) {
					log.warn({ participantId: author.participantId, heals }, "an update under another's client id was refused");
					return { refused: "notAllowed" };
				}
				if (this.#options.isFull()) return { refused: "later" };
				if (!document.hasRoomFor(update.length, clientIds)) return { refused: "boardFull" };
				const outcome = document.apply(update);
				if (outcome !== "applied") return { refused: outcome === "gap" ? "resync" : "badFrame" };
				this.#learn(author, clientIds, heals);
				return "applied";
			}
		}
	}

	#mayNotWrite({ participantId }: Author): CloseReason | null {
		const participant = this.#options.participant(participantId);
		if (!participant || participant.role === "observer") return "notAllowed";
		return mayDraw(participant.role, this.#options.phase()) ? null : "ended";
	}

	/** A forged client id makes its owner's later edits vanish for everybody, with equal state vectors. */
	#isForeign({ participantId }: Author, clientId: number, heals: boolean): boolean {
		const owner = this.#options.document.owners.ownerOf(clientId);
		if (owner === participantId) return false;
		if (!heals && owner !== null) return true;
		for (const other of this.#options.connections()) {
			if (other.participantId === participantId) continue;
			// what a lost tail needs to heal, whoever brings it; but nobody knows more of an id than who writes under it
			if (heals && other.writesAs.has(clientId)) return true;
			// a new id is seen in the presence of its owner before the first edit under it
			if (!heals && this.#options.awarenessIdOf(other) === clientId && this.#isWriter(other)) return true;
		}
		return false;
	}

	#learn(author: Connection, clientIds: readonly number[], heals: boolean): void {
		const { owners } = this.#options.document;
		if (!heals) {
			owners.extend(clientIds, author.participantId);
			for (const clientId of clientIds) author.writesAs.add(clientId);
			return;
		}
		const own = this.#options.awarenessIdOf(author);
		if (own === null) return;
		const owner = owners.ownerOf(own);
		if (owner === author.participantId || (owner === null && clientIds.includes(own))) author.writesAs.add(own);
	}

	#isWriter({ participantId }: Author): boolean {
		const role = this.#options.participant(participantId)?.role;
		return role !== undefined && role !== "observer";
	}
}
