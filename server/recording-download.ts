// GET /api/sessions/<id>/recording[?after=n]: the recording as the caller's role may see it, as BWR1. Answered before Next,
// which can neither compress a route's answer nor let it do so itself. Everything that could tell of an entry one may not see
// (numbers, length, ETag) is made after those entries were taken out.
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { briefOf, publicQuestion } from "#core/question.ts";
import { encodeRecording, type RecordingHeader } from "#core/recording.ts";
import { INITIAL_STATE, isMeantFor, mayReplay, type Role } from "#core/session.ts";
import { mayKnowQuestion } from "#core/view.ts";
import { signedInUser } from "./auth.ts";
import type { Database } from "./db/client.ts";
import { readEntries } from "./db/recordings.ts";
import { loadSession, type StoredSession } from "./db/sessions.ts";

const gzipped = promisify(gzip);

const PATH = /^\/api\/sessions\/([\w-]{1,64})\/recording$/;

interface Caller {
	participantId: string | null;
	role: Role;
	choseQuestion: boolean;
}

/**
 * 200 BWR1 with an ETag; 304 for `If-None-Match`; 400 for a bad `after`; 401 nobody; 403 an observer who may not replay;
 * 404 unknown or not a member; 405. The sample is for anybody.
 * @returns false, with nothing answered, for any other path
 */
export async function answerRecording(
	request: IncomingMessage,
	response: ServerResponse,
	db: Database,
): Promise<boolean> {
	const url = new URL(request.url ?? "/", "http://localhost");
	const sessionId = PATH.exec(url.pathname)?.[1];
	if (sessionId === undefined) return false;
	if (request.method !== "GET" && request.method !== "HEAD") {
		response.setHeader("Allow", "GET, HEAD");
		refuse(response, 405, "wrong-method", "A recording can only be read.");
		return true;
	}
	const after = url.searchParams.get("after") ?? "0";
	if (!/^\d{1,9}$/.test(after)) {
		refuse(response, 400, "invalid-after", "after: this is the number of frames that were read, from 0.");
		return true;
	}
	const stored = await loadSession(db, sessionId);
	const caller = await callerOf(request, stored);
	if ("status" in caller || !stored) {
		const status = "status" in caller ? caller.status : 404;
		refuse(response, status, ...WORDS[status]);
		return true;
	}
	const body = await recordingFor(db, stored, caller, Number(after));
	await send(request, response, body);
	return true;
}

const WORDS: Record<401 | 403 | 404, [code: string, message: string]> = {
	401: ["not-signed-in", "You are not signed in."],
	403: ["no-replay", "The interviewer does not share the replay with observers."],
	404: ["unknown", "There is no such session, or you are not part of it."],
};

async function callerOf(
	request: IncomingMessage,
	stored: StoredSession | null,
): Promise<Caller | { status: 401 | 403 | 404 }> {
	if (stored?.sample) return { participantId: null, role: "candidate", choseQuestion: false };
	const user = await signedInUser(headersOf(request));
	if (!user) return { status: 401 };
	const me = stored?.participants.find((person) => person.userId === user.userId && person.removedAt === null);
	if (!stored || !me) return { status: 404 };
	if (!mayReplay(me.role, stored)) return { status: 403 };
	return { participantId: me.id, role: me.role, choseQuestion: me.creator };
}

function headersOf({ headers }: IncomingMessage): Headers {
	const shown = new Headers();
	if (headers.cookie !== undefined) shown.set("cookie", headers.cookie);
	if (headers.authorization !== undefined) shown.set("authorization", headers.authorization);
	return shown;
}

/** The bytes of a role's view from its frame `after` on. */
async function recordingFor(db: Database, stored: StoredSession, caller: Caller, after: number): Promise<Uint8Array> {
	const isInterviewer = caller.role === "interviewer";
	const frames = (await readEntries(db, stored.facts.id))
		.filter((entry) => isMeantFor(entry, caller))
		.map(({ at, kind, author, data }) => ({ at, kind, person: author, data }));
	const viewer = { ...caller, participantId: caller.participantId ?? "" };
	const known = mayKnowQuestion(viewer, { ...INITIAL_STATE, startedAt: stored.startedAt });
	const header: RecordingHeader = {
		version: 1,
		facts: stored.facts,
		you: caller,
		title: known ? stored.title : null,
		question: known ? publicQuestion(stored.pack) : null,
		brief: isInterviewer ? briefOf(stored.pack) : null,
		people: stored.participants.map(({ id, name, role }) => ({ id, name, role })),
		live: stored.phase !== "ended",
		frames: frames.length,
	};
	return encodeRecording(header, frames.slice(after));
}

async function send(request: IncomingMessage, response: ServerResponse, body: Uint8Array): Promise<void> {
	const tag = `"${createHash("sha256").update(body).digest("base64url")}"`;
	response.setHeader("ETag", tag);
	response.setHeader("Cache-Control", "private, no-cache");
	response.setHeader("Vary", "Accept-Encoding, Cookie, Authorization");
	const seen = (request.headers["if-none-match"] ?? "").split(",").map((part) => part.trim().replace(/^W\//, ""));
	if (seen.includes(tag)) {
		response.statusCode = 304;
		response.end();
		return;
	}
	const compress = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(request.headers["accept-encoding"] ?? ""));
	const sent = compress ? await gzipped(body) : body;
	if (compress) response.setHeader("Content-Encoding", "gzip");
	response.setHeader("Content-Type", "application/octet-stream");
	response.setHeader("Content-Length", sent.byteLength);
	response.statusCode = 200;
	response.end(request.method === "HEAD" ? undefined : sent);
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
	response.statusCode = status;
	response.setHeader("Content-Type", "application/json; charset=utf-8");
	response.setHeader("Cache-Control", "no-store");
	response.end(JSON.stringify({ error: { code, message } }));
}
