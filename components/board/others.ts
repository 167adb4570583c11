// The others on a board, read once from awareness: one state a connection, none that the schema does not read. A person with
// two tabs is there twice; what counts of her is the connection with which she last did something. Knows no editor.
import type { Awareness } from "y-protocols/awareness";
import { type StampedPresence, stampedPresenceSchema, withoutWish } from "#core/presence.ts";

export interface Other {
	readonly client: number;
	readonly presence: StampedPresence;
	/** when this connection last did something that was seen here, on the wall clock */
	readonly activeAtMs: number;
}

export interface Viewport {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
}

/** Somebody wants this person's camera at the own viewport. */
export interface Bring {
	readonly by: StampedPresence["user"];
	readonly viewport: Viewport;
}

interface Change {
	readonly added: number[];
	readonly updated: number[];
	readonly removed: number[];
}

export class Others {
	readonly #awareness: Awareness;
	readonly #me: string;
	/** in the order in which they last did something */
	readonly #others = new Map<number, Other>();
	readonly #changeListeners = new Set<(clients: readonly number[]) => void>();
	readonly #bringListeners = new Set<(bring: Bring) => void>();

	/** @param me participant id of this person, whose other tabs are among the others */
	constructor(awareness: Awareness, me: string) {
		this.#awareness = awareness;
		this.#me = me;
		for (const client of awareness.getStates().keys()) this.#read(client);
		awareness.on("change", this.#onChange);
	}

	all(): Other[] {
		return [...this.#others.values()];
	}

	get(client: number): Other | null {
		return this.#others.get(client) ?? null;
	}

	/** Ids of the persons other than this one whose boards are open. */
	people(): string[] {
		const ids = this.all().map(({ presence }) => presence.user.id);
		return [...new Set(ids)].filter((id) => id !== this.#me).sort();
	}

	/** What a person sees: that of the connection with which she last did something. */
	viewportOf(personId: string): Viewport | null {
		const own = this.all().filter(({ presence }) => presence.user.id === personId && presence.viewport);
		return own.at(-1)?.presence.viewport ?? null;
	}

	/** Whom a person follows, with any of her connections. */
	followedBy(personId: string): string[] {
		return this.all().flatMap(({ presence }) =>
			presence.user.id === personId && presence.following ? [presence.following] : [],
		);
	}

	/** @returns the undo */
	onChange(listener: (clients: readonly number[]) => void): () => void {
		this.#changeListeners.add(listener);
		return () => this.#changeListeners.delete(listener);
	}

	/** @returns the undo */
	onBring(listener: (bring: Bring) => void): () => void {
		this.#bringListeners.add(listener);
		return () => this.#bringListeners.delete(listener);
	}

	stop(): void {
		this.#awareness.off("change", this.#onChange);
	}

	readonly #onChange = ({ added, updated, removed }: Change) => {
		const clients = [...added, ...updated, ...removed];
		const brings = clients.flatMap((client) => this.#read(client) ?? []);
		for (const listener of this.#changeListeners) listener(clients);
		for (const bring of brings) for (const listener of this.#bringListeners) listener(bring);
	};

	/** @returns the wish that came with the state */
	#read(client: number): Bring | null {
		const state = client === this.#awareness.clientID ? undefined : this.#awareness.getStates().get(client);
		const presence = stampedPresenceSchema.safeParse(state).data;
		this.#others.delete(client);
		if (!presence) return null;
		this.#others.set(client, { client, presence: withoutWish(presence), activeAtMs: Date.now() });
		const { bring, viewport, user } = presence;
		return bring?.to === this.#me && viewport ? { by: user, viewport } : null;
	}
}
