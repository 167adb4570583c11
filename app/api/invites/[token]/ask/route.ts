// Asking for a seat that is taken. The answer is polled by GET /api/invites/<token>.
import * as z from "zod/mini";
import { nameSchema } from "#core/protocol.ts";
import { askForSeat } from "#server/db/seat-requests.ts";
import { answer, readBody, requireUser } from "../../../answer.ts";
import { refusalOf, type TokenContext, takeToken } from "../answer-invite.ts";

const askSchema = z.strictObject({ name: nameSchema });

/** {name} -> 202 {state: "waiting"}, or 200 {state: "open" | "member"}: nothing to ask for; 400, 401, 404, 410, 429 */
export function POST(request: Request, context: TokenContext): Promise<Response> {
	return answer(request, async (db) => {
		const userId = await requireUser(request);
		const token = await takeToken(request, db, context, userId);
		const { name } = await readBody(request, askSchema);
		const asked = await askForSeat(db, token, userId, name);
		if ("refused" in asked) throw refusalOf(asked);
		return { status: asked.state === "waiting" ? 202 : 200, body: asked };
	});
}
