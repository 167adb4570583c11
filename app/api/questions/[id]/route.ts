// A question that somebody added for herself. What it holds is never given out here.
import { deleteOwnQuestion } from "#server/db/own-questions.ts";
import { answer, isId, Refusal, requireUser } from "../../answer.ts";

interface Context {
	params: Promise<{ id: string }>;
}

/** Deletes it; sessions that were held with it keep their copy. 204; 401; 404 alike for the bank's, somebody else's and none */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
	return answer(request, async (db) => {
		const userId = await requireUser(request);
		const { id } = await params;
		if (!isId(id) || !(await deleteOwnQuestion(db, userId, id))) {
			throw new Refusal(404, "unknown", "There is no such question, or it is not one that you added.");
		}
		return {};
	});
}
