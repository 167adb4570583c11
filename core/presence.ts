// Presence: where a person's pointer is, what is selected, what is in sight. It is never part of the document. A client
// sends its own state; the server keeps only the fields named here and stamps who it is, so that nobody can wear
// another's name. Neither end trusts a state that this schema has not read. Bringing somebody to one's own view is a wish
// that travels with a state: the server takes it out, and gives it to that person alone.
import * as z from "zod/mini";
import { ROLES } from "./session.ts";

/** Page coordinates beyond this are a fault of the sender. */
const MAX_COORDINATE = 10_000_000;
const MAX_SELECTION = 200;

const personId = z.string().check(z.minLength(1), z.maxLength(64));
const coordinate = z.number().check(z.minimum(-MAX_COORDINATE), z.maximum(MAX_COORDINATE));

/** What a client says of itself. Unknown fields are dropped: a stock client may send others. */
export const presenceSchema = z.object({
	/** in page coordinates; null while the pointer is elsewhere */
	cursor: z._default(z.nullable(z.object({ x: coordinate, y: coordinate })), null),
	/** ids of selected records */
	selection: z.optional(z.array(z.string().check(z.maxLength(100))).check(z.maxLength(MAX_SELECTION))),
	/** in page coordinates */
	viewport: z.optional(z.object({ x: coordinate, y: coordinate, w: coordinate, h: coordinate })),
	/** the laser is held down where the pointer is */
	laser: z.optional(z.boolean()),
	/** whose viewport this person's camera follows */
	following: z.optional(personId),
	/** wants that person's camera here, once; reaches nobody else */
	bring: z.optional(z.object({ to: personId })),
});
export type Presence = z.infer<typeof presenceSchema>;

const userSchema = z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) });
export type PresenceUser = z.infer<typeof userSchema>;

/** What the others receive. */
export const stampedPresenceSchema = z.extend(presenceSchema, { user: userSchema });
export type StampedPresence = z.infer<typeof stampedPresenceSchema>;

/** A state as it is kept: a wish is no state, it happens once. */
export function withoutWish({ bring: _bring, ...state }: StampedPresence): StampedPresence {
	return state;
}

/** @returns the state with the person's own name on it, null when it is no presence */
export function stampPresence(raw: unknown, user: PresenceUser): StampedPresence | null {
	const presence = presenceSchema.safeParse(raw).data;
	return presence ? { ...presence, user } : null;
}
