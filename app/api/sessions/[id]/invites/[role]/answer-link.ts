// What revoking and renewing share: only the creator may, and only for a role that has a link.
import { ROLES, type Role } from "#core/session.ts";
import type { Database } from "#server/db/client.ts";
import { Refusal, requireMember } from "../../../../answer.ts";

export interface LinkContext {
	params: Promise<{ id: string; role: string }>;
}

/** @throws Refusal 401, 404; 403 for a member who did not make the session */
export async function requireCreator(
	request: Request,
	db: Database,
	{ params }: LinkContext,
): Promise<{ id: string; role: Role }> {
	const { id, role: text } = await params;
	const me = await requireMember(request, db, id);
	if (!me.creator) throw new Refusal(403, "not-creator", "Only the person who made this session can change its links.");
	const role = ROLES.find((known) => known === text);
	if (!role) throw noSuchLink();
	return { id, role };
}

export function noSuchLink(): Refusal {
	return new Refusal(404, "unknown-link", "This session has no link for that role.");
}
