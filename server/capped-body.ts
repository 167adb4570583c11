// Reads a request's body up to a limit and no further: what comes beyond is never kept. Whoever sends too much is told so, and may
// finish sending for a moment, because a connection that is cut in mid-sentence loses the answer as well.
import type { IncomingMessage, ServerResponse } from "node:http";

/** Bytes that are thrown away, and how long, so that the answer arrives before the connection goes. */
const LINGER_BYTES = 32 * 1024 * 1024;
const LINGER_MS = 5_000;

export type Body = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly refused: "too-large" | "broken-off" };

/** Holds at most `limit` bytes, and none of a body that says it is longer. */
export function readCapped(request: IncomingMessage, limit: number): Promise<Body> {
	if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.resolve({ refused: "too-large" });
	return new Promise((done) => {
		const parts: Buffer[] = [];
		let length = 0;
		const take = (part: Buffer) => {
			length += part.length;
			if (length <= limit) {
				parts.push(part);
				return;
			}
			request.off("data", take);
			request.pause();
			parts.length = 0;
			done({ refused: "too-large" });
		};
		request.on("data", take);
		request.once("end", () => {
			const bytes = new Uint8Array(length);
			let at = 0;
			for (const part of parts) {
				bytes.set(part, at);
				at += part.length;
			}
			done({ bytes });
		});
		request.once("close", () => done({ refused: "broken-off" }));
	});
}

/** Throws away what still comes, within bounds, then closes the connection. Call when the answer was written. */
export function lingerAndClose(request: IncomingMessage, response: ServerResponse): void {
	if (request.complete || request.destroyed) {
		response.end();
		return;
	}
	let thrown = 0;
	const end = () => {
		clearTimeout(late);
		response.end();
	};
	const late = setTimeout(end, LINGER_MS);
	request.on("data", (part: Buffer) => {
		thrown += part.length;
		if (thrown > LINGER_BYTES) end();
	});
	request.once("end", end);
	request.once("close", end);
	request.resume();
}
