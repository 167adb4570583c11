// The public view of the bank.
import { listQuestions } from "#server/db/questions.ts";
import { answer } from "../answer.ts";

/** 200 {questions: PublicQuestion[]} */
export function GET(request: Request): Promise<Response> {
	return answer(request, async (db) => ({ body: { questions: await listQuestions(db) } }));
}
