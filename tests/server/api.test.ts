// The HTTP API through a real server and the built pages: who may do what, what a wrong request is told, and that nothing in an
// answer is more than the caller may know. Every rule is tried from the outside, with the request that would break it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_REQUEST_BYTES, SESSIONS_PER_HOUR } from "#core/limits.ts";
import {
	errorSchema,
	questionListSchema,
	sampleSchema,
	sessionCreatedSchema,
	sessionListSchema,
} from "#core/protocol.ts";
import { decodeRecording } from "#core/recording.ts";
import { acceptInvite, createSession, holdSession, type Person, signIn, stranger } from "../helpers/people.ts";
import { startTestServer, type TestServer } from "../helpers/server.ts";

let server: TestServer;
let url: string;

beforeAll(async () => {
	server = await startTestServer({ pages: "production" });
	url = server.url;
});
afterAll(() => server.stop());

const LED = { kind: "led", questionId: "ad-click-prediction", minutes: 45, name: "Ines" };

/** A request as a program sends it: no Origin, no cookie jar, any body. */
async function raw(method: string, path: string, headers: Record<string, string>, body?: BodyInit) {
	const response = await fetch(new URL(path, url), { method, headers, body });
	return { status: response.status, text: await response.text(), headers: response.headers };
}

describe("who is asking", () => {
	it("nobody is signed in by a GET", async () => {
		const nobody = stranger(url);
		for (const path of ["/api/questions", "/api/sample", "/api/sessions"]) await nobody.request("GET", path);
		expect(nobody.cookie).toBe("");
	});

	it("a guest's cookie is HttpOnly and SameSite=Lax, and Secure only behind https", async () => {
		const answer = await stranger(url).request("POST", "/api/auth/sign-in/anonymous", {});
		const [cookie] = answer.headers.getSetCookie();
		expect(cookie).toMatch(/HttpOnly/i);
		expect(cookie).toMatch(/SameSite=Lax/i);
		expect(cookie).not.toMatch(/Secure/i);
	});

	it("a guest stays signed in for a year", async () => {
		const guest = await signIn(url);
		const { rows } = await server.database.pool.query(
			"select max(expires_at - created_at) > interval '364 days' as long from auth_session",
		);
		expect(guest.cookie).not.toBe("");
		expect(rows).toEqual([{ long: true }]);
	});

	it("a bearer token is worth the same as the cookie; a wrong one is nobody, also beside a good cookie", async () => {
		const guest = stranger(url);
		const { body } = await guest.request("POST", "/api/auth/sign-in/anonymous", {});
		const { id } = await createSession(guest);
		const bearer = { authorization: `Bearer ${body.token}` };
		expect(await raw("GET", `/api/sessions/${id}`, bearer)).toMatchObject({ status: 200 });
		for (const wrong of [`Bearer ${body.token}x`, "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b", "Bearer %", "x"]) {
			expect(await raw("GET", `/api/sessions/${id}`, { authorization: wrong })).toMatchObject({ status: 401 });
			const both = { authorization: wrong, cookie: guest.cookie };
			expect(await raw("GET", `/api/sessions/${id}`, both)).toMatchObject({ status: 401 });
		}
	});

	it("a forged, a cut and an expired cookie are nobody", async () => {
		const guest = await signIn(url);
		const name = guest.cookie.split("=")[0];
		for (const cookie of [`${name}=forged`, guest.cookie.slice(0, -8), `${name}=`, `${name}=%00`, `${name}=a.b.c`]) {
			expect(await raw("GET", "/api/sessions", { cookie })).toMatchObject({ status: 401 });
		}
		expect(await raw("GET", "/api/sessions", { cookie: guest.cookie })).toMatchObject({ status: 200 });
		await server.database.pool.query("update auth_session set expires_at = now() - interval '1 day'");
		expect(await raw("GET", "/api/sessions", { cookie: guest.cookie })).toMatchObject({ status: 401 });
	});

	it("a class of sixty behind one address signs in at once", async () => {
		const answers = await Promise.all(
			Array.from({ length: 60 }, () => stranger(url).request("POST", "/api/auth/sign-in/anonymous", {})),
		);
		expect(answers.map((answer) => answer.status).filter((status) => status !== 200)).toEqual([]);
	});

	it("every door says 401 to nobody, with an error body", async () => {
		const { id, invites } = await createSession(await signIn(url));
		const token = invites.candidate?.split("/join/")[1];
		const doors: [string, string, unknown?][] = [
			["GET", "/api/sessions"],
			["POST", "/api/sessions", LED],
			["GET", `/api/sessions/${id}`],
			["DELETE", `/api/sessions/${id}`],
			["POST", `/api/sessions/${id}/invites/candidate/revoke`],
			["POST", `/api/sessions/${id}/invites/candidate/renew`],
			["DELETE", `/api/sessions/${id}/participants/x`],
			["POST", `/api/sessions/${id}/seat-requests/x/grant`],
			["POST", `/api/sessions/${id}/seat-requests/x/refuse`],
			["POST", `/api/invites/${token}/accept`, { name: "Eve" }],
			["POST", `/api/invites/${token}/ask`, { name: "Eve" }],
			["GET", `/api/sessions/${id}/recording`],
		];
		for (const [method, path, body] of doors) {
			const answer = await stranger(url).request(method, path, body);
			expect([path, answer.status]).toEqual([path, 401]);
			expect(errorSchema.safeParse(answer.body).success).toBe(true);
		}
	});
});

describe("creating a session", () => {
	it("an interviewer gets a link for the candidate, a second interviewer and observers", async () => {
		const guest = await signIn(url);
		const { status, body } = await guest.request("POST", "/api/sessions", LED);
		expect(status).toBe(201);
		expect(Object.keys(sessionCreatedSchema.parse(body).invites).sort()).toEqual([
			"candidate",
			"interviewer",
			"observer",
		]);
		expect(Buffer.from(body.id, "base64url")).toHaveLength(16);
		for (const link of Object.values(body.invites)) expect(link).toMatch(new RegExp(`^${url}/join/[\\w-]{43}$`));
	});

	it("a candidate who chose the question gets links for interviewers and observers", async () => {
		const { invites } = await createSession(await signIn(url), { role: "candidate" });
		expect(Object.keys(invites).sort()).toEqual(["interviewer", "observer"]);
	});

	it("solo practice makes a candidate, who may be watched only", async () => {
		const guest = await signIn(url);
		const { id, invites } = await createSession(guest, { kind: "solo", role: undefined });
		expect(Object.keys(invites)).toEqual(["observer"]);
		expect((await guest.request("GET", `/api/sessions/${id}`)).body.you.role).toBe("candidate");
		const refused = await guest.request("POST", "/api/sessions", { ...LED, kind: "solo", role: "interviewer" });
		expect([refused.status, refused.body.error.message]).toEqual([400, expect.stringContaining("role")]);
	});

	it("the recording begins with one entry of a writer of its own, the board's meta", async () => {
		const { id } = await createSession(await signIn(url));
		const entries = await server.database.prisma.entry.findMany({
			where: { sessionId: id },
			include: { writer: true },
		});
		expect(entries).toMatchObject([{ seq: 1, at: 0n, kind: "update", author: null, audience: "all", eventNo: null }]);
		expect(await server.database.prisma.entry.count({ where: { writerId: entries[0]!.writerId } })).toBe(1);
	});

	it("the session keeps the question as it was", async () => {
		const { id } = await createSession(await signIn(url));
		const question = await server.database.prisma.question.findUniqueOrThrow({ where: { id: "ad-click-prediction" } });
		const session = await server.database.prisma.session.findUniqueOrThrow({ where: { id } });
		expect(session.pack).toEqual(question.pack);
		expect(session.packHash).toBe(question.hash);
	});

	it.each([
		["kind", { kind: "peer" }],
		["kind", { kind: undefined }],
		["questionId", { questionId: "no-such-question" }],
		["questionId", { questionId: 7 }],
		["questionId", { questionId: "\u0000" }],
		["questionId", { questionId: "x".repeat(200) }],
		["minutes", { minutes: 44 }],
		["minutes", { minutes: "45" }],
		["level", { level: "junior" }],
		["name", { name: "" }],
		["name", { name: " \u202e\u0000 " }],
		["name", { name: "x".repeat(61) }],
		["name", { name: ["a"] }],
		["role", { role: "observer" }],
		["title", { title: "x".repeat(121) }],
		["meetingUrl", { meetingUrl: "http://example.org/x" }],
		["meetingUrl", { meetingUrl: "javascript:alert(1)" }],
		["meetingUrl", { meetingUrl: "https://a b.example/x" }],
		["meetingUrl", { meetingUrl: "https://example.org/\u0000\u202e" }],
		["meetingUrl", { meetingUrl: `https://example.org/${"x".repeat(600)}` }],
		["sample", { sample: true }],
	])("a wrong %s is refused by name: %j", async (field, wishes) => {
		const { status, body } = await (await signIn(url)).request("POST", "/api/sessions", { ...LED, ...wishes });
		expect(status).toBe(400);
		expect(errorSchema.parse(body).error.message).toContain(field);
	});

	it("what is no JSON, no object, or nothing at all is 400; what is huge is 413", async () => {
		const { cookie } = await signIn(url);
		const headers = { cookie, origin: url, "content-type": "application/json" };
		for (const body of ["", "{", "null", "[]", '"x"', "\u0000", "{}", `{"__proto__":{"kind":"led"}}`]) {
			expect([body, (await raw("POST", "/api/sessions", headers, body)).status]).toEqual([body, 400]);
		}
		const huge = JSON.stringify({ ...LED, title: "x".repeat(MAX_REQUEST_BYTES) });
		expect((await raw("POST", "/api/sessions", headers, huge)).status).toBe(413);
		const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
		expect((await raw("POST", "/api/sessions", headers, deep)).status).toBe(400);
	});

	it("names keep every script and emoji, lose control and bidirectional characters, and stay text", async () => {
		const guest = await signIn(url);
		for (const [typed, kept] of [
			["  Zoë\t Ng\u0000uyễn ", "Zoë Nguyễn"],
			["\u202eevil\u202c \u2066x\u2069", "evil x"],
			["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
			["👩‍💻 Ada", "👩‍💻 Ada"],
			["'; drop table session; --", "'; drop table session; --"],
			["علي", "علي"],
		]) {
			const { id } = await createSession(guest, { name: typed });
			expect((await guest.request("GET", `/api/sessions/${id}`)).body.you.name).toBe(kept);
		}
	});

	it("a guest opens twenty sessions an hour, also all at once, and the next is told to wait", async () => {
		const guest = await signIn(url);
		const tries = await Promise.all(
			Array.from({ length: SESSIONS_PER_HOUR + 3 }, () => guest.request("POST", "/api/sessions", LED)),
		);
		expect(tries.filter((answer) => answer.status === 201)).toHaveLength(SESSIONS_PER_HOUR);
		const refused = tries.filter((answer) => answer.status === 429);
		expect(refused).toHaveLength(3);
		expect(refused[0]?.body.error.message).toContain("hour");
		expect((await (await signIn(url)).request("POST", "/api/sessions", LED)).status).toBe(201);
	});

	it("a foreign page cannot create one, nor can a cookie without an Origin", async () => {
		const { cookie } = await signIn(url);
		const body = JSON.stringify(LED);
		const json = { cookie, "content-type": "application/json" };
		expect((await raw("POST", "/api/sessions", { ...json, origin: "https://evil.example" }, body)).status).toBe(403);
		expect((await raw("POST", "/api/sessions", json, body)).status).toBe(403);
	});
});

describe("one session", () => {
	it("a member sees its facts, the creator its links too", async () => {
		const { id, invites, interviewer, candidate } = await holdSession(url, { meetingUrl: "https://meet.example/x" });
		const own = (await interviewer.request("GET", `/api/sessions/${id}`)).body;
		expect(Object.fromEntries(own.invites.map((link: { role: string; url: string }) => [link.role, link.url]))).toEqual(
			invites,
		);
		const hers = (await candidate.request("GET", `/api/sessions/${id}`)).body;
		expect(hers).toMatchObject({ invites: null, title: null, question: null, phase: "lobby" });
		expect(hers.session).toMatchObject({ id, family: "ads", meetingUrl: "https://meet.example/x" });
		expect(hers.people).toHaveLength(3);
	});

	it("unknown, malformed and other people's sessions are the same 404", async () => {
		const { id } = await createSession(await signIn(url));
		const other = await signIn(url);
		const answers = await Promise.all(
			[id, "AAAAAAAAAAAAAAAAAAAAAA", "x", "%00", "..%2f..", "'%20or%201=1", "x".repeat(300)].flatMap((session) => [
				other.request("GET", `/api/sessions/${session}`),
				other.request("DELETE", `/api/sessions/${session}`),
				other.request("POST", `/api/sessions/${session}/invites/candidate/renew`),
				other.request("DELETE", `/api/sessions/${session}/participants/x`),
				other.request("POST", `/api/sessions/${session}/seat-requests/x/grant`),
			]),
		);
		expect(new Set(answers.map((answer) => `${answer.status} ${JSON.stringify(answer.body)}`)).size).toBe(1);
		expect(answers[0]?.status).toBe(404);
	});

	it("only the creator deletes it for everybody; others take it off their own list and stay in it", async () => {
		const { id, interviewer, candidate, observer } = await holdSession(url);
		expect((await candidate.request("DELETE", `/api/sessions/${id}`)).status).toBe(204);
		expect((await candidate.request("GET", "/api/sessions")).body.sessions).toEqual([]);
		expect((await candidate.request("GET", `/api/sessions/${id}`)).status).toBe(200);
		expect((await observer.request("GET", "/api/sessions")).body.sessions).toHaveLength(1);

		expect((await interviewer.request("DELETE", `/api/sessions/${id}`)).status).toBe(204);
		expect((await observer.request("GET", `/api/sessions/${id}`)).status).toBe(404);
		for (const table of ["entry", "participant", "invite"]) {
			const { rows } = await server.database.pool.query(`select 1 from ${table} where session_id = $1`, [id]);
			expect([table, rows.length]).toEqual([table, 0]);
		}
	});

	it("what a room must feel is notified when it is committed, and not before", async () => {
		const { id, invites, interviewer, candidate } = await holdSession(url);
		const client = await server.database.pool.connect();
		const heard: string[] = [];
		client.on("notification", (message) => void heard.push(message.payload ?? ""));
		await client.query("listen sessions");
		const late = await signIn(url);
		const people = (await interviewer.request("GET", `/api/sessions/${id}`)).body.people;
		const carl = people.find((person: { name: string }) => person.name === "Carl");
		const steps: [string, () => Promise<{ status: number }>][] = [
			["joining", () => acceptInvite(late, invites.observer, "Lou")],
			["asking", () => ask(late2, invites.candidate, "Mo")],
			["revoking", () => interviewer.request("POST", `/api/sessions/${id}/invites/candidate/revoke`)],
			["removing", () => interviewer.request("DELETE", `/api/sessions/${id}/participants/${carl.id}`)],
			["deleting", () => interviewer.request("DELETE", `/api/sessions/${id}`)],
		];
		const late2 = await signIn(url);
		for (const [what, act] of steps) {
			heard.length = 0;
			expect([what, (await act()).status]).toEqual([what, expect.toSatisfy((status: number) => status < 300)]);
			await expect.poll(() => heard, { message: what }).toEqual([id]);
		}
		client.release(true);
		expect((await candidate.request("GET", `/api/sessions/${id}`)).status).toBe(404);
	});
});

async function ask(person: Person, link: string | undefined, name: string) {
	return person.request("POST", `/api/invites/${link?.split("/join/")[1]}/ask`, { name });
}

describe("own sessions", () => {
	it("are listed newest first, page after page, each once", async () => {
		const guest = await signIn(url);
		const { rows } = await server.database.pool.query("select id from auth_user order by created_at desc, id limit 1");
		expect(rows).toHaveLength(1);
		const made: string[] = [];
		for (let count = 0; count < 20; count++) made.unshift((await createSession(guest)).id);
		// more than one hour allows, of the very same moment: the id decides their order
		await server.database.pool.query("update session set created_at = '2025-05-05 10:00' where id = any($1)", [
			made.slice(0, 7),
		]);
		await server.database.pool.query(
			"update participant set joined_at = '2025-05-05 10:00' where session_id = any($1)",
			[made],
		);
		for (let count = 0; count < 5; count++) made.unshift((await createSession(guest)).id);

		const seen: string[] = [];
		let next: string | null = null;
		let pages = 0;
		do {
			const path: string = next === null ? "/api/sessions" : `/api/sessions?before=${encodeURIComponent(next)}`;
			const page: ReturnType<typeof sessionListSchema.parse> = sessionListSchema.parse(
				(await guest.request("GET", path)).body,
			);
			seen.push(...page.sessions.map((session) => session.id));
			next = page.next;
			pages++;
		} while (next !== null && pages < 10);
		expect(pages).toBe(2);
		expect([...seen].sort()).toEqual([...made].sort());
		expect(seen.slice(0, 5)).toEqual(made.slice(0, 5));
	});

	it("a page marker that is none of ours is 400", async () => {
		const guest = await signIn(url);
		const then = "2025-01-01T00:00:00.000Z";
		for (const before of ["", "x", "~", then, `${then}~`, "%00~x", `${then}~%00`, `${then}~x~y`, "9e99~x"]) {
			const { status } = await guest.request("GET", `/api/sessions?before=${before}`);
			expect([before, status]).toEqual([before, 400]);
		}
	});

	it("say nothing of the question to a candidate before the start, and everything after it", async () => {
		const { id, interviewer, candidate } = await holdSession(url, { title: "Clicks with Carl" });
		const [hers] = sessionListSchema.parse((await candidate.request("GET", "/api/sessions")).body).sessions;
		expect(hers).toMatchObject({ id, role: "candidate", creator: false, family: "ads", question: null, title: null });
		const [his] = sessionListSchema.parse((await interviewer.request("GET", "/api/sessions")).body).sessions;
		expect(his).toMatchObject({ role: "interviewer", creator: true, title: "Clicks with Carl" });
		expect(his?.question).toContain("ad");
		await server.database.pool.query("update session set phase = 'running', started_at = 5 where id = $1", [id]);
		const [then] = sessionListSchema.parse((await candidate.request("GET", "/api/sessions")).body).sessions;
		expect(then).toMatchObject({ title: "Clicks with Carl", question: his?.question, startedAt: 5 });
	});

	it("hold nobody else's, and not the sample", async () => {
		await createSession(await signIn(url));
		expect((await (await signIn(url)).request("GET", "/api/sessions")).body).toEqual({ sessions: [], next: null });
	});
});

describe("the bank", () => {
	it("shows the public view of every question to anybody, by title", async () => {
		const { status, body } = await stranger(url).request("GET", "/api/questions");
		expect(status).toBe(200);
		const { questions } = questionListSchema.parse(body);
		const titles = questions.map(({ title }) => title);
		expect(titles).toEqual(titles.toSorted());
		expect(questions.map(({ id }) => id)).toEqual(
			expect.arrayContaining(["ad-click-prediction", "video-recommendation"]),
		);
		for (const { own, practised } of questions) expect([own, practised]).toEqual([null, 0]);
	});

	it("comes with a sample interview that anybody replays, and that nobody is in", async () => {
		const nobody = stranger(url);
		const { body } = await nobody.request("GET", "/api/sample");
		const { id } = sampleSchema.parse(body);
		const response = await fetch(`${url}/api/sessions/${id}/recording`);
		const { header, frames } = decodeRecording(new Uint8Array(await response.arrayBuffer()));
		expect(header).toMatchObject({ live: false, brief: null, you: { participantId: null, role: "candidate" } });
		expect(frames.length).toBeGreaterThan(100);
		for (const person of [nobody, await signIn(url)]) {
			expect((await person.request("GET", `/api/sessions/${id}`)).status).toBe(person === nobody ? 401 : 404);
		}
	});
});
