// POST /api/questions: a pack file as its raw body, YAML or JSON, becomes a question of whoever sends it. Answered before Next, because
// a pack may be larger than a request of the API, and because it is read in a thread that the pages have no way to. Everything
// that is wrong with a file is said at once.
import type { IncomingMessage, ServerResponse } from "node:http";
import { IMPORTS_PER_MINUTE, MAX_OWN_QUESTIONS, MAX_PACK_BYTES } from "#core/limits.ts";
import type { QuestionPack } from "#core/question.ts";
import { credentialsOf } from "./admission.ts";
import { AskedThread } from "./asked-thread.ts";
import { signedInUser } from "./auth.ts";
import { lingerAndClose, readCapped } from "./capped-body.ts";
import { type Clock, systemClock } from "./clock.ts";
import { Allowance } from "./db/allowance.ts";
import type { Database } from "./db/client.ts";
import { storeOwnQuestion } from "./db/own-questions.ts";
import { pathOf } from "./http-answers.ts";
import { clientAddress } from "./origin.ts";
import type { PackProblem, ReadPack } from "./read-pack.ts";

const PATH = "/api/questions";

/** The fullest pack of the bank takes a fiftieth of it on an idle machine. */
const HANGS_AFTER_MS = 5_000;
const MAX_HEAP_MB = 96;
/** Files that wait to be read; each takes HANGS_AFTER_MS at most. */
const MAX_WAITING = 5;
/** One address is a class at most. */
const IMPORTS_PER_MINUTE_OF_ADDRESS = 10 * IMPORTS_PER_MINUTE;
/** A file that has to be given up counts as so many for its address: nobody sends one by mistake, and two are enough to be sure. */
const COST_OF_HANGING = IMPORTS_PER_MINUTE_OF_ADDRESS / 2;

const REFUSALS = {
	"not-signed-in": [401, "You are not signed in."],
	"too-large": [413, `A question pack may have ${MAX_PACK_BYTES / 1024} KB at most.`],
	"broken-off": [400, "The file did not arrive whole. Try again."],
	"too-often": [429, "That was a bit much at once. Wait a minute and try again."],
	"too-many": [409, `You have ${MAX_OWN_QUESTIONS} questions of your own. Delete one before you add another.`],
	busy: [503, "Many files are being read just now. Try again in a moment."],
} as const;
type Refused = keyof typeof REFUSALS;

export interface QuestionImport {
	/** @returns false, with nothing answered, for any other request */
	answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
	/** A file that is being read is broken off. */
	stop(): Promise<void>;
}

export function openQuestionImport(db: Database, clock: Clock = systemClock): QuestionImport {
	const limits = { hangsAfterMs: HANGS_AFTER_MS, maxHeapMb: MAX_HEAP_MB };
	const thread = new AskedThread<string, ReadPack>({ entry: "pack-worker", ...limits }, clock);
	const ofPerson = new Allowance(IMPORTS_PER_MINUTE, 60_000);
	const ofAddress = new Allowance(IMPORTS_PER_MINUTE_OF_ADDRESS, 60_000);

	/** 201 added or 200 replaced: {id}; 400, 401, 409, 413, 429, 503; 422 {error: {…, problems}} */
	async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const user = await signedInUser(credentialsOf(request.headers));
		if (!user) return refuse(request, response, "not-signed-in");
		const now = clock.now();
		if (!ofAddress.take(clientAddress(request), now) || !ofPerson.take(user.userId, now)) {
			return refuse(request, response, "too-often");
		}
		const body = await readCapped(request, MAX_PACK_BYTES);
		if ("refused" in body) return refuse(request, response, body.refused);
		const read = await readBytes(body.bytes, () => {
			ofPerson.take(user.userId, now, IMPORTS_PER_MINUTE);
			ofAddress.take(clientAddress(request), now, COST_OF_HANGING);
		});
		if ("refused" in read) return refuse(request, response, read.refused);
		if ("problems" in read) return sayProblems(request, response, read.problems);
		const stored = await storeOwnQuestion(db, user.userId, read.pack);
		if ("refused" in stored) return refuse(request, response, stored.refused);
		send(request, response, stored.outcome === "added" ? 201 : 200, { id: stored.id });
	}

	async function readBytes(
		bytes: Uint8Array,
		onHung: () => void,
	): Promise<{ pack: QuestionPack } | { problems: readonly PackProblem[] } | { refused: Refused }> {
		const text = decode(bytes);
		if (text === null) return wrong("is not text in UTF-8");
		if (thread.waiting >= MAX_WAITING) return { refused: "busy" };
		const told = await thread.ask(text);
		if ("answer" in told) return told.answer;
		if (told.failed === "stopped" || told.failed === "no-thread") return { refused: "busy" };
		onHung();
		db.log.warn({ reason: told.words, bytes: bytes.length }, "a pack file could not be read");
		return wrong(
			`could not be read in ${HANGS_AFTER_MS / 1_000} seconds: it lies too deep in itself, or grows when it is read`,
		);
	}

	return {
		async answer(request, response) {
			if (pathOf(request) !== PATH || request.method !== "POST") return false;
			await take(request, response);
			return true;
		},
		stop: () => thread.stop(),
	};
}

function decode(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

function wrong(reason: string) {
	return { problems: [{ line: null, path: "", reason }] };
}

function sayProblems(request: IncomingMessage, response: ServerResponse, problems: readonly PackProblem[]): void {
	const message =
		problems.length === 1
			? "One thing in this file is not right."
			: `${problems.length} things in this file are not right.`;
	const named = problems.map(({ line, path, reason }) => ({ ...(line === null ? {} : { line }), path, reason }));
	send(request, response, 422, { error: { code: "not-a-pack", message, problems: named } });
}

function refuse(request: IncomingMessage, response: ServerResponse, code: Refused): void {
	const [status, message] = REFUSALS[code];
	send(request, response, status, { error: { code, message } });
}

/** What is still being sent is thrown away. */
function send(request: IncomingMessage, response: ServerResponse, status: number, content: unknown): void {
	const body = Buffer.from(JSON.stringify(content));
	response.statusCode = status;
	response.setHeader("Content-Type", "application/json; charset=utf-8");
	response.setHeader("Cache-Control", "no-store");
	response.setHeader("Content-Length", body.length);
	if (status >= 400) response.setHeader("Connection", "close");
	response.write(body);
	lingerAndClose(request, response);
}
