// Seats: how many people a role has room for, and whose seat somebody who asks would take. Pure; rows come in.
import type { Role } from "#core/session.ts";

/** Observers have no seats: their link serves many. */
export const SEATS: Record<Role, number> = { interviewer: 2, candidate: 1, observer: Number.POSITIVE_INFINITY };

interface Seated {
	role: Role;
	name: string;
	creator: boolean;
}

/** Two spellings of one name: how a person who comes back from another browser is recognised. */
export function sameName(a: string, b: string): boolean {
	const plain = (name: string) => name.normalize("NFKC").toLocaleLowerCase("en");
	return plain(a) === plain(b);
}

/**
 * The seat that would move to somebody who asks: the one of the same name, else of the last who came and did not make the
 * session; null while a seat is free. `participants` are those in the session, in the order of joining.
 */
export function seatToMove<Person extends Seated>(
	participants: readonly Person[],
	asker: { role: Role; name: string },
): Person | null {
	const seated = participants.filter((person) => person.role === asker.role);
	if (seated.length < SEATS[asker.role]) return null;
	return (
		seated.find((person) => sameName(person.name, asker.name)) ??
		seated.findLast((person) => !person.creator) ??
		seated.at(-1) ??
		null
	);
}
