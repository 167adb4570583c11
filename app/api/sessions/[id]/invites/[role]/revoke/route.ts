// Ends a link; who is in stays in.
import { revokeInvite } from "#server/db/invites.ts";
import { answer } from "../../../../../answer.ts";
import { type LinkContext, noSuchLink, requireCreator } from "../answer-link.ts";

/** 204; 401, 403, 404 */
export function POST(request: Request, context: LinkContext): Promise<Response> {
	return answer(request, async (db) => {
		const { id, role } = await requireCreator(request, db, context);
		if (!(await revokeInvite(db, id, role))) throw noSuchLink();
		return {};
	});
}
