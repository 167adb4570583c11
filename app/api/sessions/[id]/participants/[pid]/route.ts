// Taking a person out of a session.
import { mayManagePeople, removeParticipant } from "#server/db/participants.ts";
import { loadSession } from "#server/db/sessions.ts";
import { answer, isId, Refusal, requireMember, unknownSession } from "../../../../answer.ts";

const REFUSALS = {
	unknown: [404, "There is no such person in this session."],
	self: [400, "You cannot remove yourself."],
	creator: [403, "The person who made this session cannot be removed."],
} as const;

/** 204; 400, 401, 403, 404 */
export function DELETE(
	request: Request,
	{ params }: { params: Promise<{ id: string; pid: string }> },
): Promise<Response> {
	return answer(request, async (db) => {
		const { id, pid } = await params;
		const me = await requireMember(request, db, id);
		const stored = await loadSession(db, id);
		if (!stored) throw unknownSession();
		if (!mayManagePeople(me, stored.facts.kind)) {
			throw new Refusal(403, "not-interviewer", "Only the interviewer can remove a person.");
		}
		const removed = isId(pid)
			? await removeParticipant(db, id, pid, { participantId: me.id })
			: ({ refused: "unknown" } as const);
		if ("refused" in removed)
			throw new Refusal(REFUSALS[removed.refused][0], removed.refused, REFUSALS[removed.refused][1]);
		return {};
	});
}
