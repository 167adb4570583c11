// What letting in and refusing share: only an interviewer may, and only an open request can be answered.
import { mayManagePeople } from "#server/db/participants.ts";
import { answerSeatRequest } from "#server/db/seat-requests.ts";
import { loadSession } from "#server/db/sessions.ts";
import { answer, isId, Refusal, requireMember, unknownSession } from "../../../../answer.ts";

export interface RequestContext {
	params: Promise<{ id: string; rid: string }>;
}

/** 204; 401, 403, 404 */
export function answerRequest(
	request: Request,
	{ params }: RequestContext,
	decision: { grant: boolean },
): Promise<Response> {
	return answer(request, async (db) => {
		const { id, rid } = await params;
		const me = await requireMember(request, db, id);
		const stored = await loadSession(db, id);
		if (!stored) throw unknownSession();
		if (!mayManagePeople(me, stored.facts.kind)) {
			throw new Refusal(403, "not-interviewer", "Only the interviewer can let somebody in.");
		}
		if (!isId(rid) || (await answerSeatRequest(db, id, rid, decision)) === null) {
			throw new Refusal(404, "unknown-request", "Nobody waits here any more.");
		}
		return {};
	});
}
