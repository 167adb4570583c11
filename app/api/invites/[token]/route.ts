// What one would join. It changes nothing: chat previews fetch links, too.
import { signedInUser } from "#server/auth.ts";
import { viewInvite } from "#server/db/participants.ts";
import { answer } from "../../answer.ts";
import { refusalOf, type TokenContext, takeToken } from "./answer-invite.ts";

/** 200 InviteView, also for links that are dead; 404 for unknown ones; 429 */
export function GET(request: Request, context: TokenContext): Promise<Response> {
	return answer(request, async (db) => {
		const userId = (await signedInUser(request.headers))?.userId ?? null;
		const token = await takeToken(request, db, context, userId);
		const view = await viewInvite(db, token, userId);
		if (!view) throw refusalOf({ refused: "unknown" });
		return { body: view };
	});
}
