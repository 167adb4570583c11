// Answers that need no page and no session, and what is refused before anybody looks at it: sizes, addresses that are none. Everything
// here speaks the HTTP API's error shape: {error: {code, message}}, never a stack.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { MAX_REQUEST_BYTES } from "#core/limits.ts";
import type { Database } from "./db/client.ts";

/** A database that does not answer in this time is not ready. */
const READY_TIMEOUT_MS = 2_000;

interface Refusal {
	status: number;
	code: string;
	message: string;
}

/** One sentence, or null: the database answers. */
export async function whyNotReady(database: Database): Promise<string | null> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<string>((done) => {
		timer = setTimeout(() => done("The database does not answer."), READY_TIMEOUT_MS);
	});
	const asked = database.pool.query("select 1").then(
		() => null,
		() => "The database cannot be reached.",
	);
	const reason = await Promise.race([asked, late]);
	clearTimeout(timer);
	return reason;
}

/** Whatever is read later may be trusted to be an address of ours and small JSON with a stated length. */
export function refuseRequest(request: IncomingMessage): Refusal | null {
	// "//host/path" would be read as another host's address
	if (!isOurAddress(request))
		return { status: 400, code: "bad-address", message: "This is not an address of this server." };
	if (request.headers["transfer-encoding"] !== undefined) {
		return { status: 411, code: "length-required", message: "Send the body with a Content-Length." };
	}
	if (Number(request.headers["content-length"] ?? 0) > MAX_REQUEST_BYTES) {
		return { status: 413, code: "too-large", message: `A request may have ${MAX_REQUEST_BYTES / 1024} KB at most.` };
	}
	return null;
}

export function isOurAddress({ url = "/" }: IncomingMessage): boolean {
	return url.startsWith("/") && !url.startsWith("//") && URL.canParse(url, "http://localhost");
}

/** Without the query. */
export function pathOf(request: IncomingMessage): string {
	return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
	response.statusCode = status;
	response.setHeader("Content-Type", "application/json; charset=utf-8");
	response.setHeader("Cache-Control", "no-store");
	// a body that nobody read would stand in the way of the connection's next request
	if (status >= 400) response.setHeader("Connection", "close");
	response.end(JSON.stringify(body));
}

export function sendError(response: ServerResponse, status: number, code: string, message: string): void {
	sendJson(response, status, { error: { code, message } });
}

export function refuseUpgrade(socket: Duplex, status: string, message: string): void {
	const body = JSON.stringify({ error: { code: "refused", message } });
	socket.end(
		`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
	);
}
