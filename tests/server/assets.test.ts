// Pictures over real HTTP: what is taken, what is refused in words, who may send and who may see, and that no limit can be passed
// by being quick. With a real Postgres and bytes that lie.
import { createHash, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { MAX_PICTURE_BYTES, MAX_UPLOADS_AT_ONCE, PICTURES_PER_MINUTE } from "#core/limits.ts";
import { deleteSession, removeParticipant } from "#server/db/participants.ts";
import { brokenPictures, gif, jpeg, LIES, png, pngOfBytes, webp } from "#tests/helpers/pictures.ts";
import { guest, type Seat, type Seats, seat, seatPeople } from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

let server: TestServer;
let seats: Seats;

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server?.stop());
beforeEach(async () => {
	seats = await seatPeople(server.database);
});

type Who = Pick<Seat, "token"> | null;
const bearer = (who: Who) => ({ ...(who ? { authorization: `Bearer ${who.token}` } : {}) });

async function send(who: Who, bytes: Uint8Array, headers: Record<string, string> = {}, id = seats.sessionId) {
	const response = await fetch(`${server.url}/api/sessions/${id}/assets`, {
		method: "POST",
		headers: { ...bearer(who), "content-type": "image/png", ...headers },
		body: new Uint8Array(bytes),
	});
	return { status: response.status, headers: response.headers, body: await response.json() };
}

function get(who: Who, src: string, init: RequestInit = {}) {
	return fetch(`${server.url}${src}`, { ...init, headers: { ...bearer(who), ...init.headers } });
}

async function stored(): Promise<string> {
	const { body } = await send(seats.candidate, png({ colour: [...randomBytes(3)] as [number, number, number] }));
	expect(body.src).toMatch(/^\/api/);
	return body.src;
}

const count = (sessionId = seats.sessionId) => server.database.prisma.asset.count({ where: { sessionId } });
const refusal = (code: string, message: RegExp) => ({ error: { code, message: expect.stringMatching(message) } });

describe("[I1] what is taken", () => {
	it.each([
		["image/png", png({ width: 31, height: 17 }), 31, 17],
		["image/jpeg", jpeg([640, 480]), 640, 480],
		["image/webp", webp(300, 200), 300, 200],
		["image/gif", gif([30, 20]), 30, 20],
	])("%s, by its bytes, under the hash of them, whatever the request says", async (type, bytes, width, height) => {
		const sent = await send(seats.candidate, bytes, { "content-type": "text/html" });
		const sha256 = createHash("sha256").update(bytes).digest("hex");
		const src = `/api/sessions/${seats.sessionId}/assets/${sha256}`;
		expect(sent).toMatchObject({ status: 201, body: { src, width, height, type } });
		const shown = await get(seats.interviewer, src);
		expect(shown.status).toBe(200);
		expect(shown.headers.get("content-type")).toBe(type);
		expect(Buffer.from(await shown.arrayBuffer())).toEqual(bytes);
		const row = await server.database.prisma.asset.findFirstOrThrow({ where: { sha256, sessionId: seats.sessionId } });
		expect(row).toMatchObject({ size: bytes.length, createdBy: seats.candidate.participantId });
	});

	it("the same bytes again, by anybody, at once too: one picture, the same address", async () => {
		const bytes = png();
		const answers = await Promise.all(
			[seats.candidate, seats.interviewer, seats.candidate].map((who) => send(who, bytes)),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
		expect(new Set(answers.map(({ body }) => body.src)).size).toBe(1);
		expect(await count()).toBe(1);
	});

	it("exactly 5 MB, also without a stated length", async () => {
		expect(await send(seats.candidate, pngOfBytes(MAX_PICTURE_BYTES))).toMatchObject({ status: 201 });
		expect(await sendChunked(pngOfBytes(MAX_PICTURE_BYTES))).toMatchObject({ status: 201 });
	});
});

describe("[I3] what is refused, in words, and never stored", () => {
	it.each(LIES)("%s", async (words, bytes) => {
		const sent = await send(seats.candidate, bytes);
		expect(sent.status).toBe(415);
		expect(sent.body.error.message).toMatch(words);
		expect(await count()).toBe(0);
	});

	it("damaged files and files with something behind their end", async () => {
		const broken = brokenPictures();
		expect(broken.length).toBeLessThan(PICTURES_PER_MINUTE);
		for (const bytes of broken) {
			const sent = await send(seats.candidate, bytes);
			expect(sent).toMatchObject({ status: 422, body: refusal("broken-picture", /damaged/) });
		}
		expect(await count()).toBe(0);
	});

	it("few bytes that claim to be a huge picture", async () => {
		const sent = await send(seats.candidate, png({ claimed: [60_000, 60_000] }));
		expect(sent).toMatchObject({ status: 413, body: refusal("too-many-pixels", /60,000 by 60,000 pixels/) });
	});

	it("5 MB and one byte: stated, unstated, or with a length that lies", async () => {
		const bytes = pngOfBytes(MAX_PICTURE_BYTES + 1);
		const tooLarge = { status: 413, body: refusal("too-large", /5 MB at most/) };
		expect(await send(seats.candidate, bytes)).toMatchObject(tooLarge);
		expect(await sendChunked(bytes)).toMatchObject(tooLarge);
		// says much and sends nothing: answered at once, without waiting for it
		const raw = await sendRaw("Content-Length: 99999999999");
		expect(raw).toMatch(/^HTTP\/1.1 413 /);
		expect(raw).toContain("too-large");
		expect(await count()).toBe(0);
	});

	it("an upload that breaks off leaves nothing, and the server goes on", async () => {
		const socket = connect(server.port, "127.0.0.1");
		socket.on("error", () => {});
		socket.write(
			`POST /api/sessions/${seats.sessionId}/assets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${seats.candidate.token}\r\nContent-Length: 5000\r\n\r\n`,
		);
		await new Promise<void>((done) => socket.write(png().subarray(0, 40), () => done()));
		socket.destroy();
		expect(await send(seats.candidate, png({ width: 2 }))).toMatchObject({ status: 201 });
		expect(await count()).toBe(1);
	});

	it("more than 50 MB of a session, however many come at once", async () => {
		const whole = pngOfBytes(MAX_PICTURE_BYTES);
		const { sessionId, candidate } = seats;
		await server.database.prisma.asset.createMany({
			data: Array.from({ length: 8 }, () => ({
				...{ sessionId, sha256: randomBytes(32).toString("hex"), type: "image/png", width: 1, height: 1 },
				...{ bytes: new Uint8Array(whole), size: whole.length, createdBy: candidate.participantId },
			})),
		});
		const files = [candidate, candidate, seats.interviewer, seats.interviewer].map(
			(who) => [who, pngOfBytes(MAX_PICTURE_BYTES)] as const,
		);
		const answers = await Promise.all(files.map(([who, bytes]) => send(who, bytes)));
		expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 507, 507]);
		expect(answers.find(({ status }) => status === 507)?.body).toEqual(refusal("full", /fill its 50 MB/));
		expect(await count()).toBe(10);
		// what is there already takes no more room
		expect(await send(candidate, whole.subarray(0, 0))).toMatchObject({ status: 415 });
		const there = files[answers.findIndex(({ status }) => status === 201)]?.[1] ?? whole;
		expect(await send(candidate, there)).toMatchObject({ status: 200 });
	});

	it("more uploads than a person makes, each person for herself", async () => {
		const bytes = png();
		for (let i = 0; i < PICTURES_PER_MINUTE; i++) expect((await send(seats.candidate, bytes)).status).toBeLessThan(202);
		expect(await send(seats.candidate, bytes)).toMatchObject({
			status: 429,
			body: refusal("too-many", /Wait a minute/),
		});
		expect(await send(seats.interviewer, bytes)).toMatchObject({ status: 200 });
	});
});

describe("[I4] who may put a picture on a board", () => {
	it("nobody signed in, strangers, observers: no; a session that does not exist looks like one of others", async () => {
		const bytes = png();
		expect(await send(null, bytes)).toMatchObject({ status: 401 });
		const unknown = { status: 404, body: refusal("unknown", /not part of it/) };
		const other = await guest();
		expect(await send(other, bytes)).toMatchObject(unknown);
		expect(await send(other, bytes, {}, "no-such-session")).toMatchObject(unknown);
		expect(await send(seats.observer, bytes)).toMatchObject({
			status: 403,
			body: refusal("observer", /Observers watch/),
		});
		expect(await count()).toBe(0);
	});

	it("interviewer and candidate in every phase but after the end", async () => {
		const bytes = png();
		for (const phase of ["lobby", "running", "paused", "debrief", "ended"]) {
			await server.database.prisma.session.update({ where: { id: seats.sessionId }, data: { phase } });
			for (const who of [seats.interviewer, seats.candidate]) {
				const sent = await send(who, bytes);
				if (phase !== "ended") expect(sent.status).toBeLessThan(202);
				else expect(sent).toMatchObject({ status: 403, body: refusal("ended", /has ended/) });
			}
		}
	});

	it("nobody who was removed, nor whose session ended or went, while the bytes were under way", async () => {
		const { prisma } = server.database;
		const { sessionId, interviewer } = seats;
		const carl = await seat(server.database, sessionId, "candidate", "Carl");
		const slow = await sendSlowly(carl);
		await removeParticipant(server.database, sessionId, carl.participantId, interviewer);
		for (const said of await slow.finish()) expect(said).toMatch(/^HTTP\/1.1 404 /);
		const late = await sendSlowly(seats.candidate);
		await prisma.session.update({ where: { id: sessionId }, data: { phase: "ended" } });
		for (const said of await late.finish()) expect(said).toMatch(/^HTTP\/1.1 403 [\s\S]*has ended/);
		await prisma.session.update({ where: { id: sessionId }, data: { phase: "running" } });
		const last = await sendSlowly(seats.candidate);
		await deleteSession(server.database, sessionId);
		for (const said of await last.finish()) expect(said).toMatch(/^HTTP\/1.1 404 /);
		expect(await count()).toBe(0);
	});

	it("no page of another site, and no cookie without an Origin", async () => {
		const foreign = { cookie: "boardwalk.session_token=x", origin: "https://evil.example" };
		expect(await send(null, png(), foreign)).toMatchObject({
			status: 403,
			body: refusal("wrong-origin", /another site/),
		});
		expect(await send(null, png(), { cookie: "boardwalk.session_token=x" })).toMatchObject({ status: 403 });
	});

	it("nothing is put into the sample", async () => {
		await server.database.prisma.session.update({ where: { id: seats.sessionId }, data: { sample: true } });
		expect(await send(seats.interviewer, png())).toMatchObject({ status: 404 });
	});
});

describe("[I5] who may see a picture", () => {
	it("everybody in the session; nobody else, not even that it is there", async () => {
		const src = await stored();
		for (const who of [seats.interviewer, seats.candidate, seats.observer])
			expect((await get(who, src)).status).toBe(200);
		expect((await get(null, src)).status).toBe(401);
		const other = await guest();
		const sha256 = src.split("/").at(-1) ?? "";
		const answers = [
			await get(other, src),
			await get(other, src, { method: "HEAD" }),
			await get(other, src, { headers: { "if-none-match": `"${sha256}"` } }),
			await get(other, src.replace(sha256, "0".repeat(64))),
			await get(other, `/api/sessions/no-such-session/assets/${sha256}`),
		];
		for (const answer of answers) {
			expect(answer.status).toBe(404);
			expect(answer.headers.get("etag")).toBeNull();
			expect(answer.headers.get("cache-control")).toBe("no-store");
		}
		const [first, , ...rest] = await Promise.all(answers.map((answer) => answer.text()));
		for (const text of rest) expect(text).toBe(first);
	});

	it("not in another session by its hash, nor by anything that is no hash", async () => {
		const src = await stored();
		const sha256 = src.split("/").at(-1) ?? "";
		const elsewhere = await seatPeople(server.database);
		expect((await get(elsewhere.interviewer, `/api/sessions/${elsewhere.sessionId}/assets/${sha256}`)).status).toBe(
			404,
		);
		for (const forged of [
			"0".repeat(64),
			sha256.toUpperCase(),
			"..%2f..%2frecording",
			"%00",
			sha256.slice(1),
			`${sha256}%20`,
		]) {
			const answer = await get(seats.interviewer, `/api/sessions/${seats.sessionId}/assets/${forged}`);
			expect([forged, answer.status]).toEqual([forged, 404]);
		}
		const unknown = src.replace(sha256, "0".repeat(64));
		const known = await get(seats.interviewer, unknown, { headers: { "if-none-match": `"${"0".repeat(64)}"` } });
		expect([known.status, (await get(seats.interviewer, unknown, { method: "HEAD" })).status]).toEqual([404, 404]);
	});

	it("not after being removed; still after the end; the sample's by anybody", async () => {
		const src = await stored();
		const { prisma } = server.database;
		await removeParticipant(server.database, seats.sessionId, seats.observer.participantId, seats.interviewer);
		expect((await get(seats.observer, src)).status).toBe(404);
		await prisma.session.update({ where: { id: seats.sessionId }, data: { phase: "ended" } });
		expect((await get(seats.candidate, src)).status).toBe(200);
		await prisma.session.update({ where: { id: seats.sessionId }, data: { sample: true } });
		expect((await get(null, src)).status).toBe(200);
	});

	it("goes out as a picture and nothing else, kept by the browser of whoever saw it alone", async () => {
		const src = await stored();
		const shown = await get(seats.candidate, src);
		expect(Object.fromEntries(shown.headers)).toMatchObject({
			"content-type": "image/png",
			"x-content-type-options": "nosniff",
			"content-security-policy": "sandbox; default-src 'none'",
			"cross-origin-resource-policy": "same-origin",
			"cache-control": "private, max-age=31536000, immutable",
			"content-disposition": 'inline; filename="picture.png"',
			vary: "Cookie, Authorization",
		});
		const tag = shown.headers.get("etag") ?? "";
		const again = await get(seats.candidate, src, { headers: { "if-none-match": `"other", W/${tag}` } });
		expect([again.status, await again.text()]).toEqual([304, ""]);
		const head = await get(seats.candidate, src, { method: "HEAD" });
		expect([head.status, head.headers.get("content-length")]).toEqual([200, String(png().length)]);
		for (const [method, path] of [
			["PUT", src],
			["DELETE", src],
			["GET", src.replace(/\/[^/]+$/, "")],
			["POST", src],
		] as const) {
			const answer = await get(seats.candidate, path, { method });
			expect([method, answer.status, answer.headers.get("allow")]).toEqual([method, 405, expect.any(String)]);
		}
	});
});

it("[I6] pictures go with their session", async () => {
	const src = await stored();
	expect(await count()).toBe(1);
	await deleteSession(server.database, seats.sessionId);
	expect(await count()).toBe(0);
	expect((await get(seats.candidate, src)).status).toBe(404);
});

it("the other requests keep their own, smaller limit", async () => {
	const answer = await fetch(`${server.url}/api/sessions`, { method: "POST", body: Buffer.alloc(70_000) });
	expect(answer.status).toBe(413);
	expect(server.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

// ── requests that fetch would not make ──────────────────────────────────────────────────────────────────────────
function sendChunked(bytes: Uint8Array): Promise<{ status: number; body: unknown }> {
	return new Promise((done, fail) => {
		const request = httpRequest(
			`${server.url}/api/sessions/${seats.sessionId}/assets`,
			{ method: "POST", headers: { ...bearer(seats.candidate), "transfer-encoding": "chunked" } },
			(response) => {
				const parts: Buffer[] = [];
				response.on("data", (part: Buffer) => parts.push(part));
				response.on("end", () =>
					done({ status: response.statusCode ?? 0, body: JSON.parse(String(Buffer.concat(parts))) }),
				);
			},
		);
		request.on("error", fail);
		request.end(bytes);
	});
}

const headOf = (who: Seat, headers: string) =>
	`POST /api/sessions/${seats.sessionId}/assets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${who.token}\r\n${headers}\r\n\r\n`;

/** @returns what the server says before the body came */
function sendRaw(headers: string): Promise<string> {
	return new Promise((done, fail) => {
		const socket = connect(server.port, "127.0.0.1", () => socket.write(headOf(seats.candidate, headers)));
		let said = "";
		socket.on("error", fail);
		socket.on("data", (part) => {
			said += part.toString();
			if (!/\}\}$/.test(said)) return;
			socket.destroy();
			done(said);
		});
	});
}

/** As many uploads as one may have under way, let in by the server, whose last bytes come when the test says so. */
async function sendSlowly(who: Seat): Promise<{ finish(): Promise<string[]> }> {
	const bytes = png({ width: 9 });
	const uploads = Array.from({ length: MAX_UPLOADS_AT_ONCE }, () => {
		const upload = { socket: connect(server.port, "127.0.0.1"), said: "" };
		upload.socket.on("error", () => {});
		upload.socket.on("data", (part) => {
			upload.said += part.toString();
		});
		upload.socket.write(headOf(who, `Content-Length: ${bytes.length}`));
		upload.socket.write(bytes.subarray(0, -1));
		return upload;
	});
	// one more is refused as soon as all of these have passed the checks at the door
	await vi.waitFor(async () => expect((await send(who, Buffer.alloc(1))).status).toBe(429), { timeout: 10_000 });
	return {
		async finish() {
			for (const { socket } of uploads) socket.write(bytes.subarray(-1));
			await vi.waitFor(
				() => {
					for (const { said } of uploads) expect(said).toMatch(/\}$/);
				},
				{ timeout: 20_000 },
			);
			for (const { socket } of uploads) socket.destroy();
			return uploads.map(({ said }) => said);
		},
	};
}
