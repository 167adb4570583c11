// Does not let in somebody who asked for a taken seat.
import { answerRequest, type RequestContext } from "../answer-request.ts";

export function POST(request: Request, context: RequestContext): Promise<Response> {
	return answerRequest(request, context, { grant: false });
}
