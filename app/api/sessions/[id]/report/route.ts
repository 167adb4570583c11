// The report of a session as its caller may see it now. Made anew from the recording at each request: there is no second copy of it.
import { foldEvents } from "#core/fold-events.ts";
import { briefOf, publicQuestion } from "#core/question.ts";
import { reportOf } from "#core/report.ts";
import { readEventsAfter } from "#server/db/recordings.ts";
import { loadSession } from "#server/db/sessions.ts";
import { answer, Refusal, requireMember, unknownSession } from "../../../answer.ts";

interface Context {
	params: Promise<{ id: string }>;
}

/** 200 Report (core/report.ts); 401 nobody; 403 an observer; 404 unknown or not a member */
export function GET(request: Request, { params }: Context): Promise<Response> {
	return answer(request, async (db) => {
		const { id } = await params;
		const me = await requireMember(request, db, id);
		if (me.role === "observer")
			throw new Refusal(403, "no-report", "The report is for the candidate and the interviewers.");
		const stored = await loadSession(db, id);
		if (!stored) throw unknownSession();
		const { facts, title, pack, participants } = stored;
		const { state } = foldEvents(await readEventsAfter(db, id, 0));
		const sources = { facts, title, question: publicQuestion(pack), brief: briefOf(pack), state, people: participants };
		return { body: reportOf(sources, { participantId: me.id, role: me.role }) };
	});
}
