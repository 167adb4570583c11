// A new link for a role; the old one is dead.
import { inviteUrl, renewInvite } from "#server/db/invites.ts";
import { answer } from "../../../../../answer.ts";
import { type LinkContext, noSuchLink, requireCreator } from "../answer-link.ts";

/** 200 {role, url}; 401, 403, 404 */
export function POST(request: Request, context: LinkContext): Promise<Response> {
	return answer(request, async (db) => {
		const { id, role } = await requireCreator(request, db, context);
		const link = await renewInvite(db, id, role);
		if (!link) throw noSuchLink();
		return { body: { role, url: inviteUrl(request.headers, link.token) } };
	});
}
