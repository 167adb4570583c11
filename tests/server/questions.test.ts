// The bank as people meet it: what of a question goes out and what never does, on each page and by the API, and what counts as
// practised.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { questionListSchema } from "#core/protocol.ts";
import { findMarkers, type Marker, markPack } from "../helpers/markers.ts";
import { acceptInvite, createSession, holdSession, type Person, signIn, stranger } from "../helpers/people.ts";
import { startTestServer, type TestServer } from "../helpers/server.ts";

let server: TestServer;
let url: string;

beforeAll(async () => {
	server = await startTestServer({ pages: "production" });
	url = server.url;
});
afterAll(() => server.stop());

async function listOf(person: Person) {
	return questionListSchema.parse((await person.request("GET", "/api/questions")).body).questions;
}
const practised = async (person: Person, id = "ad-click-prediction") =>
	(await listOf(person)).find((question) => question.id === id)?.practised;

describe("[Q1] of a question of the bank", () => {
	let markers: Marker[];
	let id: string;
	beforeAll(async () => {
		const marked = markPack();
		({ markers } = marked);
		id = marked.pack.id;
		const pack = JSON.parse(JSON.stringify(marked.pack));
		await server.database.prisma.question.create({ data: { id, pack, hash: "x" } });
	});
	afterAll(() => server.database.prisma.question.delete({ where: { id } }));

	it("its prompt and kind go out to anybody, its private fields to nobody, by the API and on every page", async () => {
		for (const person of [stranger(url), await signIn(url)]) {
			for (const path of [
				"/api/questions",
				"/questions",
				`/questions/${id}`,
				"/",
				`/?question=${id}`,
				"/questions?q=x",
			]) {
				const answer = await person.request("GET", path);
				expect([path, answer.status]).toEqual([path, 200]);
				const heard = [typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body)];
				expect([
					path,
					findMarkers(
						heard,
						markers.filter(({ hidden }) => hidden === "always"),
					),
				]).toEqual([path, []]);
				if (path !== "/") {
					const shown = findMarkers(heard, markers).map(({ place }) => place);
					expect([path, shown]).toEqual([path, expect.arrayContaining(["pack.title", "pack.candidate_prompt"])]);
				}
			}
		}
	});

	it("a page of its own is there for those that are offered, and for nothing else", async () => {
		await server.database.prisma.question.update({ where: { id }, data: { retired: true } });
		for (const path of [id, "nobody-knows-this", "%00", "..%2f", "x".repeat(200), "AD-CLICK-PREDICTION"]) {
			expect([path, (await stranger(url).request("GET", `/questions/${path}`)).status]).toEqual([path, 404]);
		}
		expect((await stranger(url).request("GET", "/questions/ad-click-prediction")).status).toBe(200);
		await server.database.prisma.question.update({ where: { id }, data: { retired: false } });
	});

	it("an address full of markup finds nothing and stays text", async () => {
		const { body } = await stranger(url).request(
			"GET",
			`/questions?q=${encodeURIComponent("<script>alert(1)</script>")}`,
		);
		expect(body).not.toContain("<script>alert(1)");
	});
});

describe("[Q7] practised", () => {
	it("is a question of a session that somebody was in and whose clock has started, not before", async () => {
		const { id, interviewer, candidate, observer } = await holdSession(url);
		const people = [interviewer, candidate, observer];
		for (const person of people) expect(await practised(person)).toBe(0);
		await server.database.pool.query("update session set phase = 'running', started_at = 5 where id = $1", [id]);
		for (const person of people) expect(await practised(person)).toBe(1);
		expect(await practised(interviewer, "video-recommendation")).toBe(0);
		expect(await practised(await signIn(url))).toBe(0);
		expect(await practised(stranger(url))).toBe(0);
	});

	it("counts sessions, also those taken off one's list; not those that one was removed from, and no sample", async () => {
		const ines = await signIn(url);
		const carl = await signIn(url);
		const first = await createSession(ines);
		const second = await createSession(ines);
		for (const { invites } of [first, second]) await acceptInvite(carl, invites.candidate, "Carl");
		await server.database.pool.query("update session set started_at = 5 where id = any($1)", [[first.id, second.id]]);
		expect([await practised(ines), await practised(carl)]).toEqual([2, 2]);
		expect((await carl.request("DELETE", `/api/sessions/${first.id}`)).status).toBe(204);
		expect(await practised(carl)).toBe(2);
		await server.database.pool.query(
			"update participant set removed_at = now() where session_id = $1 and role = 'candidate'",
			[second.id],
		);
		expect([await practised(ines), await practised(carl)]).toEqual([2, 1]);
		expect(await server.database.prisma.session.count({ where: { sample: true } })).toBe(1);
		expect(await practised(await signIn(url))).toBe(0);
	});
});
