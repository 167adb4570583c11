// Adding a question of one's own through a real server: who may do what with it, what a file that is not right is told, and that no
// file, however it is made, keeps the server from anything else. Every rule is tried with the request that would break it.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { IMPORTS_PER_MINUTE, MAX_OWN_QUESTIONS, MAX_PACK_BYTES } from "#core/limits.ts";
import { errorSchema, questionAddedSchema, questionListSchema } from "#core/protocol.ts";
import { briefOf } from "#core/question.ts";
import { decodeRecording } from "#core/recording.ts";
import { seed } from "#prisma/seed.ts";
import { findMarkers, markPack } from "../helpers/markers.ts";
import { acceptInvite, createSession, type Person, signIn, stranger } from "../helpers/people.ts";
import { startTestServer, type TestServer } from "../helpers/server.ts";

const EXAMPLE = readFileSync("public/question-example.yaml", "utf8");
let server: TestServer;
let url: string;

beforeAll(async () => {
	server = await startTestServer({ pages: "production", env: { TRUST_PROXY: "1" } });
	url = server.url;
});
afterAll(() => server.stop());

const example = (id: string, more: Record<string, unknown> = {}) => JSON.stringify({ ...parse(EXAMPLE), id, ...more });

/** A file as a page or a program sends it. */
async function send(person: Person, body: BodyInit, headers: Record<string, string> = {}) {
	const own: Record<string, string> = person.cookie === "" ? {} : { cookie: person.cookie, origin: url };
	const response = await fetch(`${url}/api/questions`, { method: "POST", headers: { ...own, ...headers }, body });
	return { status: response.status, body: await response.json() };
}

async function add(person: Person, text: string): Promise<string> {
	const { status, body } = await send(person, text);
	expect([status, body]).toEqual([201, { id: expect.stringMatching(/^own-[0-9a-f]{32}$/) }]);
	return questionAddedSchema.parse(body).id;
}

async function problemsOf(person: Person, body: BodyInit) {
	const answer = await send(person, body);
	expect(answer.status).toBe(422);
	return errorSchema.parse(answer.body).error.problems ?? [];
}

const listOf = async (person: Person) =>
	questionListSchema.parse((await person.request("GET", "/api/questions")).body).questions;
const stored = () => server.database.pool.query("select * from own_question order by id");

describe("[Q8] a question that somebody added", () => {
	it("comes from YAML or JSON, by cookie or bearer, and is listed for her, by its public view", async () => {
		const ines = await signIn(url);
		const id = await add(ines, EXAMPLE);
		const other = await add(ines, example("from-json"));
		const own = (await listOf(ines)).filter((question) => question.own !== null);
		expect(own.map(({ own: mine, ...question }) => [question.id, mine])).toEqual(
			expect.arrayContaining([
				[id, { packId: "ticket-urgency" }],
				[other, { packId: "from-json" }],
			]),
		);
		expect(own[0]).toMatchObject({ title: "Find the urgent tickets in a help desk", family: "ranking", practised: 0 });

		const guest = await stranger(url).request("POST", "/api/auth/sign-in/anonymous", {});
		const authorization = `Bearer ${guest.body.token}`;
		expect((await send(stranger(url), example("by-bearer"), { authorization })).status).toBe(201);
	});

	it("is for nobody else: not listed, not shown, not asked, not deleted, not replaced", async () => {
		const [ines, eve, nobody] = [await signIn(url), await signIn(url), stranger(url)];
		const id = await add(ines, example("only-mine", { title: "A secret of Ines" }));
		const before = (await stored()).rows;
		for (const person of [eve, nobody]) {
			expect((await listOf(person)).filter((question) => question.own !== null || question.id === id)).toEqual([]);
			for (const path of ["/questions", "/", `/?question=${id}`, `/questions/${id}`]) {
				const { status, body } = await person.request("GET", path);
				expect([path, status]).toEqual([path, path.endsWith(`/${id}`) ? 404 : 200]);
				expect([path, String(body).includes("A secret of Ines")]).toEqual([path, false]);
			}
		}
		const asked = { kind: "led", questionId: id, minutes: 45, name: "Eve" };
		const unknown = await eve.request("POST", "/api/sessions", { ...asked, questionId: "own-nobody-knows-this" });
		expect(await eve.request("POST", "/api/sessions", asked)).toMatchObject({ status: 400, body: unknown.body });
		const gone = await eve.request("DELETE", "/api/questions/own-nobody-knows-this");
		expect(await eve.request("DELETE", `/api/questions/${id}`)).toMatchObject({ status: 404, body: gone.body });
		expect((await nobody.request("DELETE", `/api/questions/${id}`)).status).toBe(401);
		// the same id in her file is a question of her own
		expect(await add(eve, example("only-mine", { title: "Of Eve" }))).not.toBe(id);
		expect((await stored()).rows).toEqual(expect.arrayContaining(before));
		expect((await ines.request("GET", `/questions/${id}`)).body).toContain("A secret of Ines");
	});

	it("sends its private fields to nobody by lists and pages, not even to its owner", async () => {
		const ines = await signIn(url);
		const { pack, markers } = markPack();
		const id = await add(ines, JSON.stringify(pack));
		const heard: string[] = [];
		for (const path of ["/api/questions", "/questions", `/questions/${id}`, "/", `/?question=${id}`]) {
			const { body } = await ines.request("GET", path);
			heard.push(typeof body === "string" ? body : JSON.stringify(body));
		}
		expect(findMarkers(heard, markers).map(({ place }) => place)).toContain("pack.candidate_prompt");
		expect(
			findMarkers(
				heard,
				markers.filter(({ hidden }) => hidden === "always"),
			),
		).toEqual([]);
		expect(findMarkers([JSON.stringify(server.logged)], markers)).toEqual([]);
	});

	it("makes sessions like one of the bank: the brief for their interviewers, the question from the start for the candidate", async () => {
		const [ines, carl] = [await signIn(url), await signIn(url)];
		const { pack, markers } = markPack();
		const questionId = await add(ines, JSON.stringify(pack));
		const { id, invites } = await createSession(ines, { questionId, level: pack.levels[0] });
		await acceptInvite(carl, invites.candidate, "Carl");
		const headerOf = async (person: Person) => {
			const answer = await fetch(`${url}/api/sessions/${id}/recording`, { headers: { cookie: person.cookie } });
			return decodeRecording(new Uint8Array(await answer.arrayBuffer())).header;
		};
		expect((await headerOf(ines)).brief).toEqual(briefOf(pack));
		const his = [
			JSON.stringify(await headerOf(carl)),
			JSON.stringify((await carl.request("GET", "/api/sessions")).body),
		];
		expect(findMarkers(his, markers)).toEqual([]);
		await server.database.pool.query("update session set phase = 'running', started_at = 5 where id = $1", [id]);
		expect((await listOf(ines)).find((question) => question.id === questionId)?.practised).toBe(1);
		// he held a session with it, and does not have it
		expect((await listOf(carl)).map((question) => question.id)).not.toContain(questionId);
	});

	it("is replaced by a file of the same id and deleted; sessions keep their copies", async () => {
		const ines = await signIn(url);
		const questionId = await add(ines, example("mine", { title: "First" }));
		const { id } = await createSession(ines, { questionId });
		expect(await send(ines, example("mine", { title: "Second" }))).toEqual({ status: 200, body: { id: questionId } });
		const titles = async () => (await listOf(ines)).filter(({ own }) => own).map(({ title }) => title);
		expect(await titles()).toEqual(["Second"]);
		expect((await ines.request("GET", `/api/sessions/${id}`)).body.question).toBe("First");
		expect((await ines.request("DELETE", `/api/questions/${questionId}`)).status).toBe(204);
		expect(await titles()).toEqual([]);
		expect((await ines.request("DELETE", `/api/questions/${questionId}`)).status).toBe(404);
		expect((await ines.request("GET", `/questions/${questionId}`)).status).toBe(404);
		expect((await ines.request("GET", `/api/sessions/${id}`)).body.question).toBe("First");
	});

	it("[Q9] is no matter of the bank's, whatever its id: neither hides the other, and no start touches it", async () => {
		const ines = await signIn(url);
		const bank = await server.database.prisma.question.findMany({ orderBy: { id: "asc" } });
		const id = await add(ines, example("ad-click-prediction", { title: "My own clicks" }));
		const listed = (await listOf(ines)).filter((question) => [id, "ad-click-prediction"].includes(question.id));
		expect(listed.map(({ own }) => own)).toEqual(expect.arrayContaining([null, { packId: "ad-click-prediction" }]));
		const rows = () => server.database.pool.query("select xmin::text, * from own_question order by id");
		const before = (await rows()).rows;
		await seed(server.database, server.log);
		expect((await rows()).rows).toEqual(before);
		expect(await server.database.prisma.question.findMany({ orderBy: { id: "asc" } })).toEqual(bank);
		for (const path of ["ad-click-prediction", "video-recommendation"]) {
			expect((await ines.request("DELETE", `/api/questions/${path}`)).status).toBe(404);
		}
		const session = await createSession(ines, { questionId: "ad-click-prediction" });
		expect((await ines.request("GET", `/api/sessions/${session.id}`)).body.question).not.toBe("My own clicks");
	});

	it("goes with its owner's account, and never becomes anybody else's; the session with it stays", async () => {
		const [ines, carl] = [await signIn(url), await signIn(url)];
		const questionId = await add(ines, example("to-be-gone"));
		const { id, invites } = await createSession(ines, { questionId });
		await acceptInvite(carl, invites.candidate, "Carl");
		const { rows } = await server.database.pool.query("select owner_id from own_question where id = $1", [questionId]);
		await server.database.pool.query("delete from auth_user where id = $1", [rows[0].owner_id]);
		const left = await server.database.pool.query("select 1 from own_question where id = $1", [questionId]);
		expect(left.rows).toEqual([]);
		expect((await carl.request("GET", `/api/sessions/${id}`)).status).toBe(200);
		expect((await listOf(carl)).map((question) => question.id)).not.toContain(questionId);
	});
});

describe("who may add, and how much", () => {
	it("nobody who is not signed in, no page of another site, and no cookie without an Origin", async () => {
		expect((await send(stranger(url), EXAMPLE)).status).toBe(401);
		const { cookie } = await signIn(url);
		const foreign = { cookie, origin: "https://evil.example", "content-type": "text/plain" };
		expect((await send(stranger(url), EXAMPLE, foreign)).status).toBe(403);
		expect((await send(stranger(url), EXAMPLE, { cookie })).status).toBe(403);
	});

	it("a hundred, also when several come at once; replacing one takes no place", async () => {
		const ines = await signIn(url);
		await add(ines, example("first"));
		await server.database.pool.query(
			`insert into own_question (id, owner_id, pack_id, pack, hash, updated_at)
			select 'own-' || md5(n::text || owner_id), owner_id, 'q-' || n, pack, hash, now()
			from own_question, generate_series(1, $1) n where pack_id = 'first' and owner_id =
				(select owner_id from own_question where pack_id = 'first' order by created_at desc limit 1)`,
			[MAX_OWN_QUESTIONS - 3],
		);
		const answers = await Promise.all(["a", "b", "c", "d"].map((id) => send(ines, example(id))));
		expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
		expect(answers.find(({ status }) => status === 409)?.body.error.message).toContain("100 questions");
		expect((await send(ines, example("first", { title: "Again" }))).status).toBe(200);
		expect((await listOf(ines)).filter(({ own }) => own)).toHaveLength(MAX_OWN_QUESTIONS);
	});

	it("twenty files a minute; others are not held up by it", async () => {
		const ines = await signIn(url);
		const statuses = new Set<number>();
		for (let count = 0; count < IMPORTS_PER_MINUTE; count++) statuses.add((await send(ines, "x")).status);
		expect([...statuses]).toEqual([422]);
		expect((await send(ines, EXAMPLE)).status).toBe(429);
		expect((await send(await signIn(url), EXAMPLE)).status).toBe(201);
	});

	it("files of 128 KB at most, whether they say their length or not", async () => {
		const ines = await signIn(url);
		const padding = "# padding\n".repeat(Math.ceil((MAX_PACK_BYTES - EXAMPLE.length) / 10));
		expect((await send(ines, `${EXAMPLE}${padding}`.slice(0, MAX_PACK_BYTES))).status).toBe(201);
		expect((await send(ines, `${EXAMPLE}${padding}x`.padEnd(MAX_PACK_BYTES + 1))).status).toBe(413);
		const endless = new ReadableStream({
			pull: (controller) => controller.enqueue(new TextEncoder().encode("# padding\n".repeat(1_000))),
		});
		const broken = fetch(`${url}/api/questions`, {
			method: "POST",
			headers: { cookie: ines.cookie, origin: url },
			body: endless,
			duplex: "half",
		} as RequestInit).then((answer) => answer.status);
		// a client that still sends may miss the answer; what it sends is not kept
		expect(await broken.catch(() => 413)).toBe(413);
	});
});

describe("a file that is not right", () => {
	it("is told all of it, by line, place and reason", async () => {
		const text = EXAMPLE.replace(/^title: .*$/m, "title:").replace("kind: trainer", "kind: wizard");
		const line = (what: string) => text.split("\n").findIndex((row) => row.includes(what)) + 1;
		expect(await problemsOf(await signIn(url), text)).toEqual([
			{ line: line("title:"), path: "title", reason: "must be text, not empty" },
			{ line: line("wizard"), path: "reference_design.nodes.7.kind", reason: expect.stringContaining("one of") },
		]);
	});

	it("is no pack: nothing, words, another file, bytes that are no text", async () => {
		const ines = await signIn(url);
		for (const text of ["", "words", "null", "[]", "<html></html>", "\u0000", "{}", "id: [", "🙂"]) {
			expect([text, (await problemsOf(ines, text)).length]).toEqual([
				text,
				expect.toSatisfy((count: number) => count > 0),
			]);
		}
		expect(await problemsOf(ines, new Uint8Array([0xff, 0xfe, 0x00]))).toEqual([
			{ path: "", reason: "is not text in UTF-8" },
		]);
	});

	it("full of markup, control and bidirectional characters is kept as clean text, and shown as text", async () => {
		const ines = await signIn(url);
		const title = "<script>alert(1)</script> \u202e\u0000\ud800**x** [y](javascript:z)";
		const id = await add(ines, example("markup", { title, candidate_prompt: "</script><img src=x onerror=alert(1)>" }));
		const listed = (await listOf(ines)).find((question) => question.id === id);
		expect(listed?.title).toBe("<script>alert(1)</script> **x** [y](javascript:z)");
		for (const path of ["/questions", `/questions/${id}`, `/?question=${id}`]) {
			const { body } = await ines.request("GET", path);
			expect([path, body.includes("<script>alert(1)"), body.includes("<img src=x")]).toEqual([path, false, false]);
		}
	});

	it("with fields called __proto__ or constructor changes nothing but its own answer", async () => {
		const ines = await signIn(url);
		const text = example("proto").replace('"urgent_share"', '"__proto__"');
		expect(await problemsOf(ines, text)).toMatchObject([{ path: "__proto__", reason: "nobody knows this field" }]);
		expect(await problemsOf(ines, '{"__proto__": {"own": true}, "constructor": 1}')).toContainEqual(
			expect.objectContaining({ path: "constructor", reason: "nobody knows this field" }),
		);
		expect(({} as Record<string, unknown>).own).toBeUndefined();
	});
});

describe("[Q10] a file that is made to keep the server busy", () => {
	const BOMBS: Record<string, string> = {
		"aliases in aliases": [
			"a: &a [x, x]",
			..."bcdefghij".split("").map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[at]}`)}]`),
		].join("\n"),
		"keys in keys": "? ".repeat(2_000),
		"twelve thousand keys": Array.from({ length: 12_000 }, (_, index) => `a${index}: 1`).join("\n"),
		"JSON in itself": `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`,
	};

	it.each(Object.keys(BOMBS))("%s: refused within seconds, while everybody else is served", async (name) => {
		const eve = await signIn(url);
		const beganAt = performance.now();
		let isOver = false;
		const answered = send(eve, BOMBS[name] ?? "", from(Object.keys(BOMBS).indexOf(name))).finally(() => {
			isOver = true;
		});
		let slowest = 0;
		while (!isOver) {
			const asked = performance.now();
			expect((await fetch(`${url}/healthz`)).status).toBe(200);
			slowest = Math.max(slowest, performance.now() - asked);
		}
		const { status, body } = await answered;
		expect([status, errorSchema.parse(body).error.problems?.length]).toEqual([422, expect.any(Number)]);
		expect(performance.now() - beganAt).toBeLessThan(20_000);
		expect(slowest).toBeLessThan(1_000);
	});

	it("costs its address dear: the minute's files are used up, for others they are not", async () => {
		const answers = [];
		// one after the other: of those that come together the last ones may be sent away because many wait
		for (let count = 0; count < 3; count++)
			answers.push(await send(await signIn(url), BOMBS["keys in keys"] ?? "", from(99)));
		expect(answers.map(({ status }) => status)).toEqual([422, 422, 429]);
		expect((await send(await signIn(url), EXAMPLE, from(99))).status).toBe(429);
		await add(await signIn(url), EXAMPLE);
	});
});

/** As if it came from another machine, by the proxy that this server trusts. */
function from(machine: number): Record<string, string> {
	return { "x-forwarded-for": `10.1.0.${machine}` };
}
