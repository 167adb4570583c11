// How many sockets an address has, counted from the upgrade to the end of the line: before anybody is asked who he is, and whatever he
// does afterwards. One for each kind of socket.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { MAX_ADDRESS_SOCKETS } from "#core/limits.ts";
import { clientAddress } from "#server/origin.ts";

export class AddressSockets {
	readonly #counts = new Map<string, number>();

	/** @returns false when the address has as many as it may have: then this one is not counted */
	take(request: IncomingMessage, socket: Duplex): boolean {
		const address = clientAddress(request);
		const before = this.#counts.get(address) ?? 0;
		if (before >= MAX_ADDRESS_SOCKETS) return false;
		this.#counts.set(address, before + 1);
		socket.once("close", () => {
			const rest = (this.#counts.get(address) ?? 1) - 1;
			if (rest > 0) this.#counts.set(address, rest);
			else this.#counts.delete(address);
		});
		return true;
	}
}

export const ADDRESS_FULL = {
	status: "429 Too Many Requests",
	words: "Too many connections from this address.",
} as const;
