// The questions that somebody may open a session with, by their public view.
import { signedInUser } from "#server/auth.ts";
import { listQuestions } from "#server/db/questions.ts";
import { answer } from "../answer.ts";

/** 200 {questions: ListedQuestion[]}: the bank, and what the caller added herself, by title */
export function GET(request: Request): Promise<Response> {
	return answer(request, async (db) => {
		const user = await signedInUser(request.headers);
		return { body: { questions: await listQuestions(db, user?.userId ?? null) } };
	});
}
