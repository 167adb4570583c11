// Who may have a socket in a session: the same answer for board and session sockets, at the start and at each recheck. In: the
// headers of the handshake. Out: the member, or the close code that says why not.
import type { IncomingHttpHeaders } from "node:http";
import type { CloseReason } from "#core/protocol.ts";
import { signedInUser } from "#server/auth.ts";
import type { Database } from "#server/db/client.ts";
import { memberOf } from "#server/db/sessions.ts";

export type Admission =
	| { readonly member: { readonly participantId: string; readonly userId: string } }
	/** `nobody`: not even an expired sign-in was shown */
	| { readonly refused: CloseReason; readonly nobody: boolean };

/** What of a handshake says who somebody is; kept for the rechecks. */
export function credentialsOf(headers: IncomingHttpHeaders): Headers {
	const kept = new Headers();
	if (headers.cookie) kept.set("cookie", headers.cookie);
	if (headers.authorization) kept.set("authorization", headers.authorization);
	return kept;
}

/** @throws Error when the database does not answer */
export async function admit(db: Database, credentials: Headers, sessionId: string): Promise<Admission> {
	const user = await signedInUser(credentials);
	if (!user) return { refused: "signedOut", nobody: !showsSignIn(credentials) };
	const member = await memberOf(db, sessionId, user.userId);
	if (member) return { member: { participantId: member.id, userId: user.userId } };
	const removed = await db.prisma.participant.count({ where: { sessionId, userId: user.userId } });
	return { refused: removed > 0 ? "notAllowed" : "gone", nobody: false };
}

function showsSignIn(credentials: Headers): boolean {
	return credentials.has("authorization") || (credentials.get("cookie") ?? "").includes("session_token=");
}
