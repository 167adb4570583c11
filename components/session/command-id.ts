// An id for a command. `crypto.randomUUID` exists only in a secure context; a partner on the same network comes by
// plain http, where `getRandomValues` still is.

/** 128 random bits as 32 hex digits */
export function newCommandId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
