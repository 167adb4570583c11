// The HTTP side of a room: the session's links, who is removed, who is let in. Each call returns what came or the
// words of what went wrong; nothing here throws for a refusal or a lost line.
import * as z from "zod/mini";
import { errorSchema } from "#core/protocol.ts";
import { ROLES, type Role } from "#core/session.ts";

const inviteSchema = z.object({
	role: z.enum(ROLES),
	url: z.string(),
	expiresAt: z.string(),
	revokedAt: z.nullable(z.string()),
});
export type Invite = z.infer<typeof inviteSchema>;

/** GET /api/sessions/<id>; `invites` is null for everybody but the creator */
const factsSchema = z.object({ invites: z.nullable(z.array(inviteSchema)) });

export type Outcome<Value> = { ok: true; value: Value } | { ok: false; words: string };

async function ask(path: string, method: "GET" | "POST" | "DELETE"): Promise<Outcome<unknown>> {
	try {
		const response = await fetch(path, { method, headers: { accept: "application/json" } });
		const body: unknown = await response.json().catch(() => null);
		if (response.ok) return { ok: true, value: body };
		const read = errorSchema.safeParse(body);
		return { ok: false, words: read.success ? read.data.error.message : "That did not work. Try again." };
	} catch {
		return { ok: false, words: "No connection. Try again when you are back." };
	}
}

const base = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}`;

/** The links, or null for somebody who did not make the session. */
export async function fetchInvites(sessionId: string): Promise<Outcome<Invite[] | null>> {
	const outcome = await ask(base(sessionId), "GET");
	if (!outcome.ok) return outcome;
	const read = factsSchema.safeParse(outcome.value);
	return read.success
		? { ok: true, value: read.data.invites }
		: { ok: false, words: "The server answered something this page cannot read. Reload it." };
}

export function changeInvite(sessionId: string, role: Role, change: "revoke" | "renew"): Promise<Outcome<unknown>> {
	return ask(`${base(sessionId)}/invites/${role}/${change}`, "POST");
}

export function removeParticipant(sessionId: string, participantId: string): Promise<Outcome<unknown>> {
	return ask(`${base(sessionId)}/participants/${encodeURIComponent(participantId)}`, "DELETE");
}

export function answerSeatRequest(
	sessionId: string,
	requestId: string,
	answer: "grant" | "refuse",
): Promise<Outcome<unknown>> {
	return ask(`${base(sessionId)}/seat-requests/${encodeURIComponent(requestId)}/${answer}`, "POST");
}
