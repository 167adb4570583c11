// Joining by a link.
import { acceptInviteSchema } from "#core/protocol.ts";
import { acceptInvite } from "#server/db/participants.ts";
import { answer, readBody, requireUser } from "../../../answer.ts";
import { refusalOf, type TokenContext, takeToken } from "../answer-invite.ts";

/** {name, consent?} -> 200 {sessionId, role}, of one's own role where one is in already; 400, 401, 404, 409, 410, 429 */
export function POST(request: Request, context: TokenContext): Promise<Response> {
	return answer(request, async (db) => {
		const userId = await requireUser(request);
		const token = await takeToken(request, db, context, userId);
		const joined = await acceptInvite(db, token, userId, await readBody(request, acceptInviteSchema));
		if ("refused" in joined) throw refusalOf(joined);
		return { body: joined };
	});
}
