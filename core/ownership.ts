// Whose client ids are whose. Yjs numbers what a document's copy writes under a client id; whoever writes under another's makes that
// one's later edits vanish for everybody. An id belongs to the participant who first extends it. It knows ids and nothing else.
import * as z from "zod/mini";

/** As it lies in a checkpoint: client id -> participant id. */
export type StoredOwners = Readonly<Record<string, string>>;

const ownersSchema = z.record(z.string().check(z.regex(/^\d{1,16}$/)), z.string());

export class ClientOwners {
	readonly #owners = new Map<number, string>();

	/** @throws Error when it is not what `toJSON` gave */
	static from(stored: unknown): ClientOwners {
		const owners = new ClientOwners();
		for (const [clientId, participantId] of Object.entries(ownersSchema.parse(stored))) {
			owners.#owners.set(Number(clientId), participantId);
		}
		return owners;
	}

	/** A participant extended these ids: those that are nobody's are theirs from now on. */
	extend(clientIds: readonly number[], participantId: string): void {
		for (const clientId of clientIds) {
			if (!this.#owners.has(clientId)) this.#owners.set(clientId, participantId);
		}
	}

	/** @returns a participant id, null for an id that is nobody's */
	ownerOf(clientId: number): string | null {
		return this.#owners.get(clientId) ?? null;
	}

	toJSON(): StoredOwners {
		return Object.fromEntries(this.#owners);
	}
}
