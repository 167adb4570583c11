// The HTTP API as a page meets it, for tests of pages: answers by "METHOD path", and a list of what was asked.
import { vi } from "vitest";

export interface Asked {
	method: string;
	path: string;
	/** what was sent as JSON */
	body: unknown;
	/** a file, as it was sent */
	text?: string;
}
type Reply = [status: number, body?: unknown];

/** Each answer is a reply, or several that follow each other (the last one stays). Unknown requests fail the test. */
export function fakeApi(answers: Record<string, Reply | Reply[]>): Asked[] {
	const asked: Asked[] = [];
	const counts = new Map<string, number>();
	vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
		const method = init.method ?? "GET";
		const key = `${method} ${path}`;
		asked.push({ method, path, ...sent(init) });
		const answer = answers[key];
		if (!answer) throw new Error(`nobody answers ${key}`);
		const turn = counts.get(key) ?? 0;
		counts.set(key, turn + 1);
		const replies = isSeveral(answer) ? answer : [answer];
		const [status, body] = replies[Math.min(turn, replies.length - 1)] ?? [500];
		return new Response(body === undefined ? null : JSON.stringify(body), { status });
	});
	return asked;
}

/** A body without a type is a file. */
function sent({ body, headers }: RequestInit): Pick<Asked, "body" | "text"> {
	if (typeof body !== "string") return { body: undefined };
	return headers === undefined ? { body: undefined, text: body } : { body: JSON.parse(body) };
}

function isSeveral(answer: Reply | Reply[]): answer is Reply[] {
	return Array.isArray(answer[0]);
}

export function refusal(code: string, message: string) {
	return { error: { code, message } };
}
