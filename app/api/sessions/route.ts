// Own sessions, newest first; and a new one.
import { SESSIONS_PER_HOUR } from "#core/limits.ts";
import { createSessionSchema } from "#core/protocol.ts";
import { createSession } from "#server/db/create-session.ts";
import { inviteUrl } from "#server/db/invites.ts";
import { listSessions, readCursor } from "#server/db/session-list.ts";
import { answer, Refusal, readBody, requireUser } from "../answer.ts";

/** `?before=<next>` -> 200 {sessions, next}; 401 */
export function GET(request: Request): Promise<Response> {
	return answer(request, async (db) => {
		const userId = await requireUser(request);
		const text = new URL(request.url).searchParams.get("before");
		const before = text === null ? null : readCursor(text);
		if (text !== null && before === null) {
			throw new Refusal(400, "invalid-before", "before: this is not the end of a page of sessions.");
		}
		return { body: await listSessions(db, userId, before) };
	});
}

const REFUSALS = {
	"unknown-question": [400, "questionId: there is no such question."],
	"unknown-level": [400, "level: this question is not asked at that level."],
	"solo-role": [400, "role: in solo practice you are the candidate."],
	"too-many": [429, `You can open ${SESSIONS_PER_HOUR} sessions an hour. Try again later.`],
} as const;

/** A CreateSession -> 201 {id, invites: {role: url}}; 400, 401, 413, 429 */
export function POST(request: Request): Promise<Response> {
	return answer(request, async (db) => {
		const userId = await requireUser(request);
		const made = await createSession(db, await readBody(request, createSessionSchema), userId);
		if ("refused" in made) throw new Refusal(REFUSALS[made.refused][0], made.refused, REFUSALS[made.refused][1]);
		const invites = made.invites.map(({ role, token }) => [role, inviteUrl(request.headers, token)]);
		return { status: 201, body: { id: made.id, invites: Object.fromEntries(invites) } };
	});
}
