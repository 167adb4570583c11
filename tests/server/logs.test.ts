// The log of a whole server at its most talkative, through a session in which much goes wrong: every line is JSON, says whose it
// is by ids, and holds nothing that people wrote, nor anything that opens a door.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { acceptInvite, createSession, type Person, signIn } from "#tests/helpers/people.ts";
import { BareSocket, change, SessionClient } from "#tests/helpers/seats.ts";
import { type SpawnedServer, spawnBoardwalk } from "#tests/helpers/spawned-server.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SECRET = "a secret for tests that nobody else has to know";
const METRICS_TOKEN = "scraper-token-of-this-test";
const WORDS = {
	interviewer: "Ines Inkognito",
	candidate: "Carl Anonymus",
	title: "Title that nobody logs",
	meeting: "https://meet.example.org/room-that-nobody-logs",
	note: "A note that nobody logs",
	label: "A label that nobody logs",
} as const;

let server: SpawnedServer;
let folder: string;
/** what must never be in the log, by what it is */
const secrets: Record<string, string> = { ...WORDS, authSecret: SECRET, metricsToken: METRICS_TOKEN };
const leaving: { leave(): void }[] = [];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "boardwalk-logs-"));
	server = await spawnBoardwalk({ env: { DATA_DIR: folder, LOG_LEVEL: "trace", AUTH_SECRET: SECRET, METRICS_TOKEN } });
});
afterAll(async () => {
	for (const one of leaving) one.leave();
	await server?.end();
	await rm(folder, { recursive: true, force: true });
});

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 10 });

function keep<T extends { leave(): void }>(one: T): T {
	leaving.push(one);
	return one;
}

/** better-auth's cookie carries the token that a bearer header would show. */
function tokenOf(name: string, person: Person): { token: string } {
	const token = decodeURIComponent(person.cookie.split("=").slice(1).join("="));
	secrets[`${name}'s cookie`] = person.cookie;
	secrets[`${name}'s token`] = token;
	secrets[`${name}'s token without its signature`] = token.split(".")[0] ?? token;
	return { token };
}

describe("the log", () => {
	test("[O4] is one JSON object a line, with ids and without names, words, tokens or secrets, whatever happens", async () => {
		const interviewer = await signIn(server.url);
		const { id, invites } = await createSession(interviewer, {
			name: WORDS.interviewer,
			title: WORDS.title,
			meetingUrl: WORDS.meeting,
		});
		for (const [role, url] of Object.entries(invites)) secrets[`link of the ${role}`] = url.split("/join/")[1] ?? "";
		const candidate = await signIn(server.url);
		await candidate.request("GET", new URL(invites.candidate ?? "").pathname);
		expect((await acceptInvite(candidate, invites.candidate, WORDS.candidate)).status).toBe(200);
		const [leads, draws] = [tokenOf("interviewer", interviewer), tokenOf("candidate", candidate)];

		const leader = keep(new SessionClient(server.port, id, leads));
		const board = keep(new BareSocket(server.port, id, draws, { ack: true }));
		await board.join();
		await until(() => expect(leader.view).not.toBeNull());
		expect(await leader.send({ type: "start" })).toEqual({ ok: true });
		expect(await leader.send({ type: "add-note", text: WORDS.note, kind: "note" })).toEqual({ ok: true });
		await leader.raw({ commandId: "no-such-command", command: { type: WORDS.note } });
		board.sync(2, change(new Y.Doc(), "k", WORDS.label));
		await until(() => expect(board.acknowledged()).toBe(2));

		// what goes wrong: frames, requests, tokens, numbers that are nobody's business
		board.send(Buffer.from(WORDS.label));
		await board.closed;
		const forged = keep(new BareSocket(server.port, id, { token: `${draws.token}x` }));
		await Promise.race([forged.closed, forged.opened.catch(() => {})]);
		await interviewer.request("POST", "/api/sessions", { name: WORDS.interviewer, kind: WORDS.title });
		await interviewer.request("GET", `/api/sessions/${encodeURIComponent(WORDS.title)}`);
		await interviewer.request("POST", `/api/invites/${secrets["link of the candidate"]}x/accept`, {
			name: WORDS.candidate,
		});
		await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}x` } });
		await fetch(`${server.url}/%00%ff`);
		await fetch(`${server.url}/jion/${secrets["link of the candidate"]}/`);
		const answer = await fetch(`${server.url}/join/${secrets["link of the candidate"]}`);
		const requestId = answer.headers.get("x-request-id");
		await interviewer.request("DELETE", `/api/sessions/${id}`);
		await until(() => expect(leader.socket.connected).toBe(false));
		await server.end();

		const lines = server
			.log()
			.split("\n")
			.filter((line) => line !== "");
		const parsed = lines.map((line): Record<string, unknown> => {
			try {
				return JSON.parse(line);
			} catch {
				throw new Error(`this line of the log is no JSON: ${line}`);
			}
		});
		expect(parsed.length).toBeGreaterThan(20);
		for (const entry of parsed)
			expect(entry).toMatchObject({ level: expect.any(Number), time: expect.any(String), msg: expect.any(String) });
		for (const [what, secret] of Object.entries(secrets)) {
			for (const form of [secret, encodeURIComponent(secret)]) {
				const found = server
					.output()
					.split("\n")
					.filter((line) => line.includes(form));
				expect({ what, found }).toEqual({ what, found: [] });
			}
		}
		expect(parsed).toContainEqual(
			expect.objectContaining({
				msg: "a board socket is closed",
				reason: "badFrame",
				sessionId: id,
				participantId: expect.any(String),
				connectionId: expect.any(String),
			}),
		);
		expect(parsed).toContainEqual(
			expect.objectContaining({
				msg: "a session socket is closed",
				reason: "gone",
				sessionId: id,
				participantId: expect.any(String),
				connectionId: expect.any(String),
			}),
		);
		expect(parsed).toContainEqual(expect.objectContaining({ msg: "request", requestId, path: "/join/…", status: 200 }));
	});
});
