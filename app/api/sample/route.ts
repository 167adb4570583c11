// The recorded interview that anybody may replay.
import { findSample } from "#server/db/questions.ts";
import { answer, Refusal } from "../answer.ts";

/** 200 Sample; 404 when none is installed */
export function GET(request: Request): Promise<Response> {
	return answer(request, async (db) => {
		const sample = await findSample(db);
		if (!sample) throw new Refusal(404, "unknown", "No sample interview is installed here.");
		return { body: sample };
	});
}
