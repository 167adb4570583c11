// What every route of the HTTP API shares: reading a body, saying no in plain words, and never a stack. A Refusal is thrown
// inside of a route and answered here; anything else is a bug, logged and answered with 500.
import * as z from "zod/mini";
import { MAX_REQUEST_BYTES } from "#core/limits.ts";
import { signedInUser } from "#server/auth.ts";
import { type Database, database } from "#server/db/client.ts";
import { memberOf, type StoredParticipant } from "#server/db/sessions.ts";

// what the schemas of core do not say in words of their own
z.config(z.locales.en());

export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		/** a sentence for the person */
		readonly words: string,
	) {
		super(words);
	}
}

/** Runs a route: its value becomes JSON, its Refusal an error body. */
export async function answer(
	request: Request,
	route: (db: Database) => Promise<{ status?: number; body?: unknown }>,
): Promise<Response> {
	try {
		const { status = 200, body } = await route(database());
		return body === undefined ? new Response(null, { status: 204, headers: HEADERS }) : json(status, body);
	} catch (error) {
		if (error instanceof Refusal) return json(error.status, { error: { code: error.code, message: error.words } });
		const requestId = request.headers.get("x-request-id");
		database().log.error({ err: error, requestId, method: request.method }, "a request of the API failed");
		return json(500, {
			error: { code: "internal", message: "Something went wrong on the server. Try again in a moment." },
		});
	}
}

const HEADERS = { "cache-control": "no-store" };

function json(status: number, body: unknown): Response {
	return Response.json(body, { status, headers: HEADERS });
}

/** @throws Refusal 401 */
export async function requireUser(request: Request): Promise<string> {
	const user = await signedInUser(request.headers);
	if (!user) throw new Refusal(401, "not-signed-in", "You are not signed in.");
	return user.userId;
}

/** The caller's place in a session. @throws Refusal 401; 404 alike for a session that is not there and one that is not hers */
export async function requireMember(
	request: Request,
	db: Database,
	sessionId: string,
): Promise<StoredParticipant & { userId: string }> {
	const userId = await requireUser(request);
	const member = isId(sessionId) ? await memberOf(db, sessionId, userId) : null;
	if (!member) throw unknownSession();
	return { ...member, userId };
}

export function unknownSession(): Refusal {
	return new Refusal(404, "unknown", "There is no such session, or you are not part of it.");
}

/** Anything else cannot be an id, and Postgres refuses some of it (a NUL). */
export function isId(text: string): boolean {
	return /^[\w-]{1,64}$/.test(text);
}

/** The body as its schema reads it. @throws Refusal 413; 400 with the field that is wrong */
export async function readBody<Value>(request: Request, schema: z.ZodMiniType<Value>): Promise<Value> {
	const read = schema.safeParse(parse(await readText(request)));
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	const field = issue?.path.join(".") ?? "";
	const wrong =
		issue?.code === "unrecognized_keys"
			? `Nobody knows the field ${issue.keys.map((key) => JSON.stringify(key.slice(0, 40))).join(", ")}.`
			: (issue?.message ?? "The request is not right.");
	throw new Refusal(400, field === "" ? "invalid" : `invalid-${field}`, field === "" ? wrong : `${field}: ${wrong}`);
}

async function readText(request: Request): Promise<string> {
	const tooLarge = () => new Refusal(413, "too-large", `A request may have ${MAX_REQUEST_BYTES / 1024} KB at most.`);
	if (Number(request.headers.get("content-length") ?? 0) > MAX_REQUEST_BYTES) throw tooLarge();
	const decoder = new TextDecoder();
	let text = "";
	let bytes = 0;
	const reader = request.body?.getReader();
	for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
		bytes += part.value.byteLength;
		if (bytes > MAX_REQUEST_BYTES) throw tooLarge();
		text += decoder.decode(part.value, { stream: true });
	}
	return text + decoder.decode();
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new Refusal(400, "invalid-json", "The request is not JSON.");
	}
}
