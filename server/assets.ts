// Pictures of a board: POST /api/sessions/<id>/assets takes one as its raw body, GET …/assets/<sha256> gives it back. Answered
// before Next, which would read a body whole and set headers of its own. What a picture is, its bytes say, never the request;
// and it goes out with headers under which no browser takes it for anything but a picture.
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_PICTURE_BYTES, MAX_UPLOADS_AT_ONCE, PICTURES_PER_MINUTE } from "#core/limits.ts";
import { readPicture } from "#core/picture.ts";
import { credentialsOf } from "./admission.ts";
import { signedInUser } from "./auth.ts";
import { lingerAndClose, readCapped } from "./capped-body.ts";
import { Allowance } from "./db/allowance.ts";
import { findAsset, isSample, phaseOf, readAsset, refusalOf, storeAsset } from "./db/assets.ts";
import type { Database } from "./db/client.ts";
import { memberOf } from "./db/sessions.ts";
import { pathOf, sendJson } from "./http-answers.ts";

const PATH = /^\/api\/sessions\/([\w-]{1,64})\/assets(?:\/([^/]{1,200}))?$/;

const REFUSALS = {
	"wrong-method": [405, "Pictures are sent with POST and read with GET."],
	"not-signed-in": [401, "You are not signed in."],
	gone: [404, "There is no such session, or you are not part of it."],
	"unknown-picture": [404, "There is no such picture in this session."],
	observer: [403, "Observers watch. Only the interviewer and the candidate put pictures on the board."],
	ended: [403, "This interview has ended. Nothing can be put on its board any more."],
	"too-many": [429, "That was a bit much at once. Wait a minute and try again."],
	"too-large": [413, "This picture is too large. Pictures may have 5 MB at most."],
	"broken-off": [400, "The picture did not arrive whole. Try again."],
	full: [507, "The pictures of this session fill its 50 MB. No more can be put on the board."],
} as const;
type Code = keyof typeof REFUSALS;

/** Status of what core/picture.ts refuses. */
const PICTURE_STATUS = { "not-a-picture": 415, svg: 415, "broken-picture": 422, "too-many-pixels": 413 } as const;

export interface Assets {
	/** @returns false, with nothing answered, for a path that is none of these */
	answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

export function openAssets(db: Database): Assets {
	const uploads = new Allowance(PICTURES_PER_MINUTE, 60_000);
	/** participant -> uploads under way */
	const underWay = new Map<string, number>();

	/** 201 or, for bytes that are there already, 200: {src, width, height, type}; 400, 401, 403, 404, 413, 415, 422, 429, 507 */
	async function take(request: IncomingMessage, response: ServerResponse, sessionId: string): Promise<void> {
		const user = await signedInUser(credentialsOf(request.headers));
		if (!user) return refuse(request, response, "not-signed-in");
		const member = await memberOf(db, sessionId, user.userId);
		const phase = await phaseOf(db, sessionId);
		if (!member || !phase) return refuse(request, response, "gone");
		const mayNot = refusalOf(member.role, phase);
		if (mayNot) return refuse(request, response, mayNot.refused);
		const others = underWay.get(member.id) ?? 0;
		if (others >= MAX_UPLOADS_AT_ONCE || !uploads.take(member.id, Date.now()))
			return refuse(request, response, "too-many");
		underWay.set(member.id, others + 1);
		try {
			await takeFrom(request, response, { sessionId, participantId: member.id });
		} finally {
			const left = (underWay.get(member.id) ?? 1) - 1;
			if (left > 0) underWay.set(member.id, left);
			else underWay.delete(member.id);
		}
	}

	async function takeFrom(
		request: IncomingMessage,
		response: ServerResponse,
		from: { sessionId: string; participantId: string },
	): Promise<void> {
		const body = await readCapped(request, MAX_PICTURE_BYTES);
		if ("refused" in body) return refuse(request, response, body.refused);
		const picture = readPicture(body.bytes);
		if ("refused" in picture) {
			const error = { code: picture.refused, message: picture.words };
			return sendJson(response, PICTURE_STATUS[picture.refused], { error });
		}
		const sha256 = createHash("sha256").update(body.bytes).digest("hex");
		const stored = await storeAsset(db, { ...from, sha256, picture, bytes: body.bytes });
		if (typeof stored === "object") return refuse(request, response, stored.refused);
		const { type, width, height } = picture;
		const src = `/api/sessions/${from.sessionId}/assets/${sha256}`;
		sendJson(response, stored === "stored" ? 201 : 200, { src, width, height, type });
	}

	/** 200 the picture; 304; 401, 404. Whoever is in the session sees its board; the sample's is for anybody. */
	async function give(
		request: IncomingMessage,
		response: ServerResponse,
		[sessionId, sha256]: readonly [string, string],
	): Promise<void> {
		if (!(await isSample(db, sessionId))) {
			const user = await signedInUser(credentialsOf(request.headers));
			if (!user) return refuse(request, response, "not-signed-in");
			if (!(await memberOf(db, sessionId, user.userId))) return refuse(request, response, "gone");
		}
		const asset = /^[0-9a-f]{64}$/.test(sha256) ? await findAsset(db, sessionId, sha256) : null;
		if (!asset) return refuse(request, response, "unknown-picture");
		const tag = `"${sha256}"`;
		response.setHeader("ETag", tag);
		// the address is the hash of what it leads to
		response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
		response.setHeader("Vary", "Cookie, Authorization");
		response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
		// opened as a page of its own it may do nothing at all
		response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
		if ((request.headers["if-none-match"] ?? "").split(",").some((seen) => seen.trim().replace(/^W\//, "") === tag)) {
			response.statusCode = 304;
			response.end();
			return;
		}
		const bytes = request.method === "HEAD" ? null : await readAsset(db, sessionId, sha256);
		if (!bytes && request.method !== "HEAD") {
			for (const name of ["ETag", "Cache-Control"]) response.removeHeader(name);
			return refuse(request, response, "unknown-picture");
		}
		response.setHeader("Content-Type", asset.type);
		response.setHeader("Content-Length", asset.size);
		response.setHeader("Content-Disposition", `inline; filename="picture.${asset.type.replace("image/", "")}"`);
		response.statusCode = 200;
		response.end(bytes ?? undefined);
	}

	return {
		async answer(request, response) {
			const [, sessionId, sha256] = PATH.exec(pathOf(request)) ?? [];
			if (sessionId === undefined) return false;
			const reads = request.method === "GET" || request.method === "HEAD";
			if (sha256 !== undefined && reads) await give(request, response, [sessionId, sha256]);
			else if (sha256 === undefined && request.method === "POST") await take(request, response, sessionId);
			else {
				response.setHeader("Allow", sha256 === undefined ? "POST" : "GET, HEAD");
				refuse(request, response, "wrong-method");
			}
			return true;
		},
	};
}

/** Says no in words; what is still being sent is thrown away. */
function refuse(request: IncomingMessage, response: ServerResponse, code: Code): void {
	const [status, message] = REFUSALS[code];
	const body = Buffer.from(JSON.stringify({ error: { code: code === "gone" ? "unknown" : code, message } }));
	response.statusCode = status;
	response.setHeader("Content-Type", "application/json; charset=utf-8");
	response.setHeader("Cache-Control", "no-store");
	response.setHeader("Content-Length", body.length);
	response.setHeader("Connection", "close");
	if (request.method !== "HEAD") response.write(body);
	else response.flushHeaders();
	lingerAndClose(request, response);
}
