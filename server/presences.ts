// Presence of a room: one state a connection, bound to the awareness id that the connection first uses, with the person's own
// name on it. What a client says of others is trimmed in silence: a stock client resends everybody's. The server counts the
// clocks itself, from the room's time, so that a state is newer for everybody after a reconnect or a restart. A wish to bring
// somebody along is taken out of the state and goes to that person alone. Samples of pointers gather here for the recording.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { BRING_INTERVAL_MS, CURSOR_SAMPLE_MS, LASER_SAMPLE_MS, MAX_PRESENCE_BYTES } from "#core/limits.ts";
import { type PresenceUser, type StampedPresence, stampPresence, withoutWish } from "#core/presence.ts";
import { FRAME } from "#core/protocol.ts";
import type { CursorSample } from "#core/recording.ts";

interface Present {
	readonly awarenessId: number;
	readonly participantId: string;
	readonly state: StampedPresence | null;
}

/** What becomes of a presence frame. */
export interface PresenceNews<Connection> {
	/** for everybody else */
	readonly frame: Uint8Array;
	/** somebody is brought along: this frame for that connection alone, before the other */
	readonly bring: { readonly to: Connection; readonly frame: Uint8Array } | null;
}

/** Entries of one frame: everybody in a full room, and some who just left. */
const MAX_ENTRIES = 200;

/** A state of somebody who leaves; no other state is as short. */
const GOODBYE = "null";

export class Presences<Connection extends object> {
	/** in the order in which they last did something */
	readonly #present = new Map<Connection, Present>();
	readonly #now: () => number;
	#clock = 0;
	#samples: CursorSample[] = [];
	readonly #lastSample = new Map<string, CursorSample>();
	readonly #lastBringAt = new Map<string, number>();

	constructor(now: () => number) {
		this.#now = now;
	}

	/**
	 * Reads an awareness update of a connection. `mayBring`: this person's wish to bring somebody along counts.
	 * @returns null when nothing in it is the connection's own
	 * @throws Error when the bytes are no awareness update
	 */
	receive(
		connection: Connection,
		update: Uint8Array,
		user: PresenceUser,
		{ mayBring }: { mayBring: boolean },
	): PresenceNews<Connection> | null {
		const own = this.#ownIn(connection, update, user.id);
		return own && this.#become(connection, own.awarenessId, own.text, user, mayBring);
	}

	/** What the frame says of the connection itself: a client says that once a frame, and only that is read further. */
	#ownIn(
		connection: Connection,
		update: Uint8Array,
		participantId: string,
	): { awarenessId: number; text: Uint8Array } | null {
		let own: { awarenessId: number; text: Uint8Array } | null = null;
		const decoder = decoding.createDecoder(update);
		const entries = decoding.readVarUint(decoder);
		if (entries > MAX_ENTRIES) throw new Error("too many presence states");
		for (let i = 0; i < entries; i++) {
			const awarenessId = decoding.readVarUint(decoder);
			decoding.readVarUint(decoder);
			const text = decoding.readVarUint8Array(decoder);
			if (own !== null || text.length > MAX_PRESENCE_BYTES) continue;
			// nobody introduces himself by a goodbye
			if (!this.#present.has(connection) && text.length === GOODBYE.length) continue;
			if (this.#mayUse(connection, awarenessId, participantId)) own = { awarenessId, text };
		}
		if (decoding.hasContent(decoder)) throw new Error("bytes behind the presence states");
		return own;
	}

	/** The id under which a connection shows itself, null for one that never did. */
	idOf(connection: Connection): number | null {
		return this.#present.get(connection)?.awarenessId ?? null;
	}

	/** Everybody's state in one frame, null when there is none. */
	everybody(): Uint8Array | null {
		const present = [...this.#present.values()].filter(({ state }) => state !== null);
		return present.length > 0 ? this.#frameOf(present) : null;
	}

	/** @returns the frame that tells the others, null when they never saw it */
	remove(connection: Connection): Uint8Array | null {
		const present = this.#present.get(connection);
		this.#present.delete(connection);
		if (present) this.#sample(present.participantId, present.state, null);
		return present?.state ? this.#frameOf([{ ...present, state: null }]) : null;
	}

	/** Samples since the last call, none when nobody moved. */
	takeSamples(): CursorSample[] {
		return this.#samples.splice(0);
	}

	/** The first id that a connection uses is its own, unless it is somebody else's; one's own dead connection gives way. */
	#mayUse(connection: Connection, awarenessId: number, participantId: string): boolean {
		const mine = this.#present.get(connection);
		if (mine) return mine.awarenessId === awarenessId;
		for (const [other, present] of this.#present) {
			if (present.awarenessId !== awarenessId) continue;
			if (present.participantId !== participantId) return false;
			this.#present.delete(other);
		}
		return true;
	}

	#become(
		connection: Connection,
		awarenessId: number,
		text: Uint8Array,
		user: PresenceUser,
		mayBring: boolean,
	): PresenceNews<Connection> | null {
		const raw: unknown = JSON.parse(decodeText(text));
		const told = raw === null ? null : stampPresence(raw, user);
		// neither a presence nor a goodbye: keep what was
		if (raw !== null && told === null) return null;
		const before = this.#present.get(connection);
		if (told === null && !before) return null;
		const present = { awarenessId, participantId: user.id, state: told && withoutWish(told) };
		// a tab that only repeats itself is no sign of its person
		if (JSON.stringify(before?.state) !== JSON.stringify(present.state)) this.#present.delete(connection);
		this.#present.set(connection, present);
		this.#sample(user.id, before?.state ?? null, present.state);
		const target = told && mayBring ? this.#brought(told) : null;
		const bring = target && { to: target, frame: this.#frameOf([{ ...present, state: told }]) };
		return { frame: this.#frameOf([present]), bring };
	}

	/** @returns the connection that somebody is brought along by: of that person's, the one that last did something */
	#brought({ bring, viewport, user }: StampedPresence): Connection | null {
		if (!bring || !viewport || bring.to === user.id) return null;
		let target: Connection | null = null;
		for (const [connection, { participantId, state }] of this.#present) {
			if (participantId === bring.to && state) target = connection;
		}
		const now = this.#now();
		if (!target || now - (this.#lastBringAt.get(user.id) ?? Number.NEGATIVE_INFINITY) < BRING_INTERVAL_MS) return null;
		this.#lastBringAt.set(user.id, now);
		return target;
	}

	/** What one connection's next state says of a pointer, of which another tab of the person knows nothing. */
	#sample(person: string, before: StampedPresence | null, state: StampedPresence | null): void {
		const last = this.#lastSample.get(person);
		const cursor = state?.cursor ?? null;
		const laser = cursor !== null && state?.laser === true;
		const letGo = before?.laser === true && !laser && last?.laser === true;
		// where a laser ends is part of its trail, even if the pointer has left the board
		const place = cursor ?? (letGo ? last : null);
		if (!place) return;
		const at = this.#now();
		// a release is never late, and needs a press before it: no more than two samples in the laser's interval
		const interval = laser ? LASER_SAMPLE_MS : letGo ? 0 : CURSOR_SAMPLE_MS;
		if (last && at - last.at < interval) return;
		const sample = { person, at, x: Math.round(place.x), y: Math.round(place.y), laser };
		if (last && last.x === sample.x && last.y === sample.y && last.laser === laser) return;
		this.#lastSample.set(person, sample);
		this.#samples.push(sample);
	}

	#frameOf(present: readonly Present[]): Uint8Array {
		this.#clock = Math.max(this.#clock + 1, this.#now());
		const update = encoding.createEncoder();
		encoding.writeVarUint(update, present.length);
		for (const { awarenessId, state } of present) {
			encoding.writeVarUint(update, awarenessId);
			encoding.writeVarUint(update, this.#clock);
			encoding.writeVarString(update, JSON.stringify(state));
		}
		const frame = encoding.createEncoder();
		encoding.writeVarUint(frame, FRAME.awareness);
		encoding.writeVarUint8Array(frame, encoding.toUint8Array(update));
		return encoding.toUint8Array(frame);
	}
}

function decodeText(bytes: Uint8Array): string {
	return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
