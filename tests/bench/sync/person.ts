// A person of the load, whatever the server speaks.
import { Client, type Hooks, type Seat } from "./client.ts";
import { Hand } from "./hand.ts";
import { TldrawPerson } from "./tldraw-person.ts";

export interface Person {
	/** the server has let her in */
	readonly opened: Promise<void>;
	/** what others do comes one by one from now on */
	readonly synced: Promise<void>;
	/** updates made here, and updates of others */
	readonly sent: number;
	readonly received: number;
	/** sync frames of this socket that the server counts */
	readonly counted: number;
	/** of the socket, both ways */
	readonly bytes: number;
	readonly closedWith: number | null;
	/** one commit */
	act(): void;
	putBox(): void;
	paste(bytes: number): void;
	/** Stops reading: what comes waits in the system's buffers, then at the server. */
	pause(): void;
	resume(): void;
	leave(): void;
}

export interface PersonOptions {
	readonly seat: Seat;
	/** of her shapes; distinct in a room */
	readonly name: string;
	readonly random: () => number;
	readonly hooks?: Hooks;
}

export function enter({ seat, name, random, hooks }: PersonOptions): Person {
	return seat.speaks === "tldraw"
		? new TldrawPerson(seat, name, random, hooks)
		: new YjsPerson({ seat, name, random, hooks });
}

class YjsPerson implements Person {
	readonly #client: Client;
	readonly #hand: Hand;

	constructor({ seat, name, random, hooks }: PersonOptions) {
		this.#client = new Client(seat, hooks);
		// as large as a browser chooses it
		this.#client.doc.clientID = Math.floor(random() * 2 ** 32);
		this.#hand = new Hand(this.#client.doc, name, random);
	}

	get opened(): Promise<void> {
		return this.#client.opened;
	}

	get synced(): Promise<void> {
		return this.#client.synced;
	}

	get sent(): number {
		return this.#client.sent;
	}

	get received(): number {
		return this.#client.received;
	}

	get counted(): number {
		return this.#client.counted;
	}

	get bytes(): number {
		return this.#client.bytes;
	}

	get closedWith(): number | null {
		return this.#client.closedWith;
	}

	act(): void {
		this.#hand.act();
	}

	putBox(): void {
		this.#hand.putBox();
	}

	paste(bytes: number): void {
		this.#hand.paste(bytes);
	}

	pause(): void {
		this.#client.pause();
	}

	resume(): void {
		this.#client.resume();
	}

	leave(): void {
		this.#client.leave();
	}
}
