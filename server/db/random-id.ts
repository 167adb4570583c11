// Ids that nobody guesses: sessions, people, links, writers.
import { randomBytes } from "node:crypto";

/** 128 random bits, safe in an address. */
export function randomId(): string {
	return randomBytes(16).toString("base64url");
}
