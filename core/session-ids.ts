// Ids as they lie in commands and events, and the fields that every event of a person has.
import * as z from "zod/mini";

export const idSchema = z.string().check(z.minLength(1), z.maxLength(64));

/** `by` is a participant id. Events without it are the server's own. */
export const byPerson = { by: idSchema };
