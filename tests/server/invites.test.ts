// Links and seats over the real HTTP API: what a link shows, what each dead end says, who may renew and revoke, and how a taken
// seat changes hands.
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { INVITE_LOOKUPS_PER_MINUTE } from "#core/limits.ts";
import { errorSchema, inviteViewSchema } from "#core/protocol.ts";
import { Allowance } from "#server/db/allowance.ts";
import { openSeatRequests } from "#server/db/sessions.ts";
import { acceptInvite, createSession, holdSession, type Person, signIn, stranger } from "../helpers/people.ts";
import { startTestServer, TEST_SECRET, type TestServer } from "../helpers/server.ts";

let server: TestServer;
let url: string;

beforeAll(async () => {
	server = await startTestServer({ pages: "production" });
	url = server.url;
});
afterAll(() => server.stop());
// all these people come from one address: each test has its own minute of look-ups
beforeEach(() => {
	server.database.lookups = new Allowance(INVITE_LOOKUPS_PER_MINUTE, 60_000);
});

const tokenIn = (link: string | undefined) => link?.split("/join/")[1] ?? "";

async function look(person: Person, link: string | undefined) {
	const { status, body } = await person.request("GET", `/api/invites/${tokenIn(link)}`);
	expect(status).toBe(200);
	return inviteViewSchema.parse(body);
}

function ask(person: Person, link: string | undefined, name: string) {
	return person.request("POST", `/api/invites/${tokenIn(link)}/ask`, { name });
}

async function peopleOf(person: Person, id: string): Promise<{ id: string; name: string; role: string }[]> {
	return (await person.request("GET", `/api/sessions/${id}`)).body.people;
}

const query = (sql: string, ...values: unknown[]) => server.database.pool.query(sql, values);

describe("what a link shows", () => {
	it("says what one would join, with whom and as what, and nothing of the question but its family", async () => {
		const { invites } = await createSession(await signIn(url), { title: "Clicks for Carl" });
		const view = await look(stranger(url), invites.candidate);
		expect(view).toMatchObject({
			state: "open",
			role: "candidate",
			invitedBy: "Ines",
			people: [{ name: "Ines", role: "interviewer" }],
			kind: "led",
			minutes: 45,
			level: "senior",
			family: "ads",
		});
		expect(JSON.stringify(view)).not.toMatch(/click/i);
	});

	it("[GET has no effect] looking signs nobody in and makes nobody a participant", async () => {
		const { id, invites } = await createSession(await signIn(url));
		const nobody = stranger(url);
		await look(nobody, invites.candidate);
		await nobody.request("GET", `/join/${tokenIn(invites.candidate)}`);
		expect(nobody.cookie).toBe("");
		expect((await query("select 1 from participant where session_id = $1", id)).rows).toHaveLength(1);
	});

	it("the page of a link is never kept, tells no other site of it, and is logged without its token", async () => {
		const { invites } = await createSession(await signIn(url));
		const { headers } = await stranger(url).request("GET", `/join/${tokenIn(invites.candidate)}`);
		expect(headers.get("cache-control")).toContain("no-store");
		expect(headers.get("referrer-policy")).toBe("no-referrer");
		expect(JSON.stringify(server.logged)).not.toContain(tokenIn(invites.candidate));
	});

	it("only its hash is stored", async () => {
		const { id, invites } = await createSession(await signIn(url));
		const { rows } = await query("select * from invite where session_id = $1", id);
		expect(rows).toHaveLength(3);
		for (const link of Object.values(invites)) expect(JSON.stringify(rows)).not.toContain(tokenIn(link));
	});

	it("the links name the host that the creator used, never one that a stranger's header names", async () => {
		const guest = await signIn(url);
		const port = new URL(url).port;
		const headers = {
			cookie: guest.cookie,
			origin: `http://localhost:${port}`,
			"x-forwarded-host": "evil.example",
			"x-forwarded-proto": "https",
			"content-type": "application/json",
		};
		const body = JSON.stringify({ kind: "led", questionId: "ad-click-prediction", minutes: 45, name: "Ines" });
		const response = await fetch(`http://localhost:${port}/api/sessions`, { method: "POST", headers, body });
		expect((await response.json()).invites.candidate).toMatch(new RegExp(`^http://localhost:${port}/join/`));
	});
});

describe("links that lead nowhere", () => {
	it("a forged, a cut and a foreign token are unknown", async () => {
		const { id, invites } = await createSession(await signIn(url));
		const { rows } = await query("select id, generation, token_hash from invite where session_id = $1", id);
		const good = tokenIn(invites.candidate);
		const made = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("base64url");
		const tokens = [
			good.slice(0, -1),
			`${good}A`,
			rows[0].token_hash,
			made("another secret", `${rows[0].id}:1`),
			made(TEST_SECRET, `${rows[0].id}:2`),
			"%00",
			"..%2f..%2fsessions",
			"x".repeat(5_000),
		];
		const guest = await signIn(url);
		for (const token of tokens) {
			for (const answer of [
				await guest.request("GET", `/api/invites/${token}`),
				await guest.request("POST", `/api/invites/${token}/accept`, { name: "Eve" }),
				await guest.request("POST", `/api/invites/${token}/ask`, { name: "Eve" }),
			]) {
				expect([token, answer.status]).toEqual([token, 404]);
				expect(errorSchema.parse(answer.body).error.code).toBe("unknown");
			}
		}
	});

	it("a revoked link says so and lets nobody in; renewing makes a new one and the old stays dead", async () => {
		const creator = await signIn(url);
		const { id, invites } = await createSession(creator);
		const late = await signIn(url);
		expect((await creator.request("POST", `/api/sessions/${id}/invites/candidate/revoke`)).status).toBe(204);
		expect(await look(late, invites.candidate)).toMatchObject({ state: "revoked", invitedBy: "Ines", people: [] });
		const refused = await acceptInvite(late, invites.candidate, "Carl");
		expect([refused.status, refused.body.error.code]).toEqual([410, "revoked"]);

		const renewed = await creator.request("POST", `/api/sessions/${id}/invites/candidate/renew`);
		expect(renewed.body).toMatchObject({ role: "candidate", url: expect.stringContaining("/join/") });
		expect((await late.request("GET", `/api/invites/${tokenIn(invites.candidate)}`)).status).toBe(404);
		expect((await acceptInvite(late, renewed.body.url, "Carl")).status).toBe(200);
		const again = await creator.request("GET", `/api/sessions/${id}`);
		expect(again.body.invites).toContainEqual(expect.objectContaining({ url: renewed.body.url, revokedAt: null }));
		expect((await acceptInvite(await signIn(url), invites.observer, "Olga")).status).toBe(200);
	});

	it("a link of eight days ago has expired", async () => {
		const { id, invites } = await createSession(await signIn(url));
		await query("update invite set expires_at = expires_at - interval '8 days' where session_id = $1", id);
		const late = await signIn(url);
		expect((await look(late, invites.candidate)).state).toBe("expired");
		expect((await acceptInvite(late, invites.candidate, "Carl")).body.error.code).toBe("expired");
		expect((await ask(late, invites.candidate, "Carl")).status).toBe(410);
	});

	it("after the end a link says that the interview is over, to everybody but its members", async () => {
		const { id, invites, candidate } = await holdSession(url);
		await query("update session set phase = 'ended', started_at = 1, ended_at = 2 where id = $1", id);
		const late = await signIn(url);
		expect((await look(late, invites.observer)).state).toBe("over");
		expect((await acceptInvite(late, invites.observer, "Lou")).body.error.code).toBe("over");
		expect((await look(candidate, invites.candidate)).state).toBe("member");
	});

	it("an address that looks at more than sixty links a minute is told to wait, signed in or not; who waits for a seat looks on", async () => {
		const { invites } = await createSession(await signIn(url));
		server.database.lookups = new Allowance(INVITE_LOOKUPS_PER_MINUTE, 60_000);
		const nobody = stranger(url);
		const answers = await Promise.all(
			Array.from({ length: INVITE_LOOKUPS_PER_MINUTE + 2 }, () =>
				nobody.request("GET", `/api/invites/${tokenIn(invites.observer)}`),
			),
		);
		expect(answers.filter((answer) => answer.status === 429)).toHaveLength(2);
		const guest = await signIn(url);
		expect((await guest.request("GET", `/api/invites/${tokenIn(invites.observer)}`)).status).toBe(429);
		server.database.lookups = new Allowance(INVITE_LOOKUPS_PER_MINUTE, 60_000);
		const first = await signIn(url);
		await acceptInvite(first, invites.candidate, "Carl");
		const waiting = await signIn(url);
		await waiting.request("POST", `/api/invites/${tokenIn(invites.candidate)}/ask`, { name: "Cora" });
		server.database.lookups = new Allowance(INVITE_LOOKUPS_PER_MINUTE, 60_000);
		await Promise.all(
			Array.from({ length: INVITE_LOOKUPS_PER_MINUTE }, () =>
				nobody.request("GET", `/api/invites/${tokenIn(invites.observer)}`),
			),
		);
		expect((await nobody.request("GET", `/api/invites/${tokenIn(invites.observer)}`)).status).toBe(429);
		expect((await look(waiting, invites.candidate)).request).toBe("waiting");
		server.database.lookups = new Allowance(INVITE_LOOKUPS_PER_MINUTE, 60_000);
	});
});

describe("who is in already", () => {
	it("[membership counts, not the link] no link changes the role of somebody who is in", async () => {
		const { id, invites, interviewer, observer } = await holdSession(url);
		for (const [person, role] of [
			[interviewer, "interviewer"],
			[observer, "observer"],
		] as const) {
			for (const link of Object.values(invites)) {
				expect(await look(person, link)).toMatchObject({ state: "member", memberRole: role, sessionId: id });
				expect((await acceptInvite(person, link, "Somebody else")).body).toEqual({ sessionId: id, role });
			}
		}
		expect((await peopleOf(observer, id)).map(({ name }) => name)).toEqual(["Ines", "Carl", "Olga"]);
	});

	it("joining twice at once, in two tabs, makes one participant", async () => {
		const { id, invites } = await createSession(await signIn(url));
		const guest = await signIn(url);
		const answers = await Promise.all([1, 2, 3, 4].map(() => acceptInvite(guest, invites.candidate, "Carl")));
		expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
		expect((await peopleOf(guest, id)).filter(({ role }) => role === "candidate")).toHaveLength(1);
	});

	it("consent is noted with its time; a no is refused", async () => {
		const { id, invites } = await createSession(await signIn(url));
		const guest = await signIn(url);
		const path = `/api/invites/${tokenIn(invites.candidate)}/accept`;
		const refused = await guest.request("POST", path, { name: "Carl", consent: false });
		expect([refused.status, refused.body.error.message]).toEqual([400, expect.stringContaining("consent")]);
		expect((await guest.request("POST", path, { name: "Carl", consent: true })).status).toBe(200);
		const { rows } = await query("select consented_at from participant where session_id = $1 and name = 'Carl'", id);
		expect(rows[0].consented_at).toBeInstanceOf(Date);
	});

	it.each([
		[{}],
		[{ name: "" }],
		[{ name: "x".repeat(61) }],
		[{ name: "\u200b\u202e" }],
		[{ name: "A", role: "interviewer" }],
	])("joining with %j is refused by name of the field", async (body) => {
		const { invites } = await createSession(await signIn(url));
		const answer = await (await signIn(url)).request("POST", `/api/invites/${tokenIn(invites.candidate)}/accept`, body);
		expect(answer.status).toBe(400);
		expect(answer.body.error.message).toMatch(/name|role/);
	});
});

describe("seats", () => {
	it("one candidate and two interviewers sit; observers are many", async () => {
		const { invites } = await createSession(await signIn(url));
		const join = async (link: string | undefined) => (await acceptInvite(await signIn(url), link, "Somebody")).status;
		expect([await join(invites.candidate), await join(invites.candidate)]).toEqual([200, 409]);
		expect([await join(invites.interviewer), await join(invites.interviewer)]).toEqual([200, 409]);
		expect([await join(invites.observer), await join(invites.observer), await join(invites.observer)]).toEqual([
			200, 200, 200,
		]);
	});

	it("ten who come at once for one seat: one sits", async () => {
		const { id, invites } = await createSession(await signIn(url));
		const crowd = await Promise.all(Array.from({ length: 10 }, () => signIn(url)));
		const answers = await Promise.all(
			crowd.map((guest, index) => acceptInvite(guest, invites.candidate, `Guest ${index}`)),
		);
		expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(9).fill(409)]);
		const { rows } = await query("select 1 from participant where session_id = $1 and role = 'candidate'", id);
		expect(rows).toHaveLength(1);
	});

	it("a taken seat says who has it, and asking waits for the interviewer's answer", async () => {
		const { id, invites, interviewer, candidate, observer } = await holdSession(url);
		const late = await signIn(url);
		expect(await look(late, invites.candidate)).toMatchObject({
			state: "seat-taken",
			holders: ["Carl"],
			request: "none",
		});
		expect((await ask(late, invites.candidate, "Mona")).status).toBe(202);
		expect((await look(late, invites.candidate)).request).toBe("waiting");
		const [request] = await openSeatRequests(server.database, id);
		expect(request).toEqual({ id: expect.any(String), role: "candidate", name: "Mona", holder: "Carl" });

		const path = `/api/sessions/${id}/seat-requests/${request?.id}`;
		for (const person of [candidate, observer])
			expect((await person.request("POST", `${path}/grant`)).status).toBe(403);
		expect((await late.request("POST", `${path}/grant`)).status).toBe(404);
		expect((await interviewer.request("POST", `${path}/refuse`)).status).toBe(204);
		expect((await look(late, invites.candidate)).request).toBe("refused");
		expect((await interviewer.request("POST", `${path}/grant`)).status).toBe(404);

		expect((await ask(late, invites.candidate, "Mona")).status).toBe(202);
		expect(await openSeatRequests(server.database, id)).toHaveLength(1);
	});

	it("the same name is the same person on another device: the seat moves with its id", async () => {
		const { id, invites, interviewer, candidate } = await holdSession(url);
		const before = await peopleOf(interviewer, id);
		const tablet = await signIn(url);
		await ask(tablet, invites.candidate, "carl");
		const [request] = await openSeatRequests(server.database, id);
		await interviewer.request("POST", `/api/sessions/${id}/seat-requests/${request?.id}/grant`);
		expect(await peopleOf(tablet, id)).toEqual(before);
		expect((await look(tablet, invites.candidate)).state).toBe("member");
		expect((await candidate.request("GET", `/api/sessions/${id}`)).status).toBe(404);
		expect((await candidate.request("GET", "/api/sessions")).body.sessions).toEqual([]);
	});

	it("another name is another person: she gets a place of her own and the one before is out", async () => {
		const { id, invites, interviewer, candidate } = await holdSession(url);
		const carl = (await peopleOf(interviewer, id)).find(({ name }) => name === "Carl");
		const late = await signIn(url);
		await ask(late, invites.candidate, "Mona");
		const [request] = await openSeatRequests(server.database, id);
		await interviewer.request("POST", `/api/sessions/${id}/seat-requests/${request?.id}/grant`);
		const people = await peopleOf(late, id);
		expect(people.filter(({ role }) => role === "candidate")).toEqual([expect.objectContaining({ name: "Mona" })]);
		expect(people.map((person) => person.id)).not.toContain(carl?.id);
		expect((await candidate.request("GET", `/api/sessions/${id}`)).status).toBe(404);
		expect((await look(candidate, invites.candidate)).state).toBe("revoked");
	});

	it("who asks for a free seat, or is in, is told so and nobody is asked", async () => {
		const { id, invites, candidate } = await holdSession(url);
		expect((await ask(candidate, invites.candidate, "Carl")).body).toEqual({ state: "member" });
		expect((await ask(await signIn(url), invites.interviewer, "Ivo")).body).toEqual({ state: "open" });
		expect(await openSeatRequests(server.database, id)).toEqual([]);
	});

	it("revoking a link sends away those who wait behind it", async () => {
		const { id, invites, interviewer } = await holdSession(url);
		const late = await signIn(url);
		await ask(late, invites.candidate, "Mona");
		await interviewer.request("POST", `/api/sessions/${id}/invites/candidate/revoke`);
		expect(await openSeatRequests(server.database, id)).toEqual([]);
		expect((await look(late, invites.candidate)).state).toBe("revoked");
	});
});

describe("the creator's and the interviewer's", () => {
	it("only the creator renews and revokes; an unknown role has no link", async () => {
		const { id, interviewer, candidate, observer } = await holdSession(url);
		for (const action of ["revoke", "renew"]) {
			for (const person of [candidate, observer]) {
				const answer = await person.request("POST", `/api/sessions/${id}/invites/observer/${action}`);
				expect([answer.status, answer.body.error.code]).toEqual([403, "not-creator"]);
			}
			for (const role of ["king", "%00", "__proto__"]) {
				expect((await interviewer.request("POST", `/api/sessions/${id}/invites/${role}/${action}`)).status).toBe(404);
			}
		}
	});

	it("a second interviewer neither sees nor changes the links, but takes people out", async () => {
		const { id, invites, candidate } = await holdSession(url);
		const second = await signIn(url);
		await acceptInvite(second, invites.interviewer, "Ivo");
		expect((await second.request("GET", `/api/sessions/${id}`)).body.invites).toBeNull();
		expect((await second.request("POST", `/api/sessions/${id}/invites/candidate/revoke`)).status).toBe(403);
		const people = await peopleOf(second, id);
		const idOf = (name: string) => people.find((person) => person.name === name)?.id;
		expect((await second.request("DELETE", `/api/sessions/${id}/participants/${idOf("Ines")}`)).status).toBe(403);
		expect((await second.request("DELETE", `/api/sessions/${id}/participants/${idOf("Ivo")}`)).status).toBe(400);
		expect((await second.request("DELETE", `/api/sessions/${id}/participants/${idOf("Carl")}`)).status).toBe(204);
		expect((await candidate.request("GET", `/api/sessions/${id}`)).status).toBe(404);
	});

	it("a candidate or an observer takes nobody out, nor does an interviewer in another session", async () => {
		const { id, interviewer, candidate, observer } = await holdSession(url);
		const other = await holdSession(url);
		const [ines, carl] = await peopleOf(interviewer, id);
		for (const person of [candidate, observer]) {
			for (const target of [ines, carl]) {
				expect((await person.request("DELETE", `/api/sessions/${id}/participants/${target?.id}`)).status).toBe(403);
			}
		}
		expect(
			(await other.interviewer.request("DELETE", `/api/sessions/${other.id}/participants/${carl?.id}`)).status,
		).toBe(404);
		expect(await peopleOf(interviewer, id)).toHaveLength(3);
	});

	it("somebody who was taken out comes back only by a younger link, as who he was", async () => {
		const { id, invites, interviewer, candidate } = await holdSession(url);
		const carl = (await peopleOf(interviewer, id)).find(({ name }) => name === "Carl");
		await interviewer.request("DELETE", `/api/sessions/${id}/participants/${carl?.id}`);
		expect((await look(candidate, invites.candidate)).state).toBe("revoked");
		for (const link of Object.values(invites)) expect((await acceptInvite(candidate, link, "Carl")).status).toBe(410);
		const { body } = await interviewer.request("POST", `/api/sessions/${id}/invites/candidate/renew`);
		expect((await acceptInvite(candidate, body.url, "Carl")).status).toBe(200);
		expect(await peopleOf(interviewer, id)).toContainEqual(carl);
	});

	it("in solo practice the candidate takes an observer out", async () => {
		const solo = await signIn(url);
		const { id, invites } = await createSession(solo, { kind: "solo", role: undefined });
		const observer = await signIn(url);
		await acceptInvite(observer, invites.observer, "Olga");
		const olga = (await peopleOf(solo, id)).find(({ name }) => name === "Olga");
		expect((await solo.request("DELETE", `/api/sessions/${id}/participants/${olga?.id}`)).status).toBe(204);
		expect((await observer.request("GET", `/api/sessions/${id}`)).status).toBe(404);
	});
});
