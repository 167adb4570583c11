// The numbers of a running server as a scraper sees them, over real HTTP, while people draw over real sockets.

import { type IncomingMessage, request } from "node:http";
import { networkInterfaces } from "node:os";
import { PassThrough } from "node:stream";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import * as Y from "yjs";
import { CUT_CONSUMER_BYTES, DEAD_AFTER_MS, PING_INTERVAL_MS, PRESENCE_PER_SECOND } from "#core/limits.ts";
import { FRAME } from "#core/protocol.ts";
import { BoardSocket } from "#server/board-socket.ts";
import { createLog } from "#server/log.ts";
import { NO_METRICS } from "#server/metrics.ts";
import { mayReadMetrics } from "#server/metrics-page.ts";
import { createMetrics } from "#server/prometheus.ts";
import { HandClock } from "#tests/helpers/hand-clock.ts";
import { BareSocket, change, type Seats, SessionClient, seatPeople } from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

const TOKEN = "a token for the scraper alone";

let server: TestServer;
let seats: Seats;
const leaving: { leave(): void }[] = [];

beforeAll(async () => {
	server = await startTestServer({ env: { HOST: "0.0.0.0", METRICS_TOKEN: TOKEN } });
	seats = await seatPeople(server.database);
});
afterEach(() => {
	for (const one of leaving.splice(0)) one.leave();
});
afterAll(async () => {
	await server?.stop();
	delete process.env.METRICS_TOKEN;
});

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 20 });

function keep<T extends { leave(): void }>(one: T): T {
	leaving.push(one);
	return one;
}

/** Node's own client: it sends any header that it is told to. */
function scrape(headers: Record<string, string> = {}, host = "127.0.0.1"): Promise<{ status: number; text: string }> {
	return new Promise((done, fail) => {
		const asked = request({ host, port: server.port, path: "/metrics", headers }, (response) => {
			let text = "";
			response.setEncoding("utf8").on("data", (chunk: string) => {
				text += chunk;
			});
			response.on("end", () => done({ status: response.statusCode ?? 0, text }));
		});
		asked.on("error", fail);
		asked.end();
	});
}

/** One number of the page. */
function numberIn(text: string, name: string): number {
	const line = text.split("\n").find((line) => line.startsWith(`${name} `));
	if (!line) throw new Error(`there is no ${name}`);
	return Number(line.slice(name.length + 1));
}

async function value(name: string): Promise<number> {
	return numberIn((await scrape()).text, name);
}

describe("who may read the numbers", () => {
	test("[O1] a program on this machine may, without more", async () => {
		const { status, text } = await scrape();
		expect(status).toBe(200);
		expect(text).toContain("# TYPE boardwalk_updates_total counter");
		expect(text).toContain("process_cpu_seconds_total");
		expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
	});

	test.each([
		["x-forwarded-for", "203.0.113.7"],
		["x-forwarded-proto", "https"],
		["x-real-ip", "127.0.0.1"],
		["forwarded", "for=203.0.113.7"],
		["via", "1.1 proxy"],
		["host", "boardwalk.example.org"],
		["host", "127.0.0.1.example.org"],
	])("[O1] what came through a proxy (%s: %s) learns not even that there are any", async (name, value) => {
		const { status, text } = await scrape({ [name]: value });
		expect(status).toBe(404);
		expect(text).not.toContain("boardwalk_");
		expect((await scrape({ [name]: value, authorization: `Bearer ${TOKEN}` })).status).toBe(200);
	});

	test("[O1] another token is refused, from this machine too", async () => {
		for (const authorization of ["Bearer wrong", "Bearer", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, ""]) {
			const { status, text } = await scrape({ authorization });
			expect(status).toBe(403);
			expect(text).not.toContain("boardwalk_");
		}
	});

	test("[O1] another machine needs the token", async () => {
		const own = Object.values(networkInterfaces())
			.flatMap((addresses) => addresses ?? [])
			.find(({ family, internal }) => family === "IPv4" && !internal);
		if (own) {
			expect((await scrape({}, own.address)).status).toBe(404);
			expect((await scrape({ authorization: `Bearer ${TOKEN}` }, own.address)).status).toBe(200);
		}
		const rule = { metricsToken: TOKEN, trustProxy: false, publicUrl: null };
		const from = (remoteAddress: string, host = "localhost:3000") =>
			mayReadMetrics({ socket: { remoteAddress }, headers: { host } } as IncomingMessage, rule);
		for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) expect(from(address)).toBe("yes");
		for (const address of ["192.168.1.7", "::ffff:10.0.0.1", "fe80::1", ""]) expect(from(address)).toBe("unknown");
	});

	test("[O1] where a proxy is known to stand in front, everybody needs the token", () => {
		const local = { socket: { remoteAddress: "127.0.0.1" }, headers: { host: "localhost:3000" } } as IncomingMessage;
		const none = { metricsToken: null, trustProxy: false, publicUrl: null };
		expect(mayReadMetrics(local, none)).toBe("yes");
		expect(mayReadMetrics(local, { ...none, trustProxy: true })).toBe("unknown");
		expect(mayReadMetrics(local, { ...none, publicUrl: "https://boardwalk.example.org" })).toBe("unknown");
		// without a METRICS_TOKEN no token opens anything
		const shown = { ...local, headers: { ...local.headers, authorization: "Bearer null" } } as IncomingMessage;
		expect(mayReadMetrics(shown, none)).toBe("forbidden");
	});
});

describe("what the numbers say", () => {
	test("[O2] rooms, connections by role, updates, commits and acknowledgements are counted", async () => {
		const before = (await scrape()).text;
		const opened = numberIn(before, "boardwalk_room_open_seconds_count");
		const updates = numberIn(before, "boardwalk_updates_total");
		const doc = new Y.Doc();
		const drawer = keep(new BareSocket(server.port, seats.sessionId, seats.candidate, { ack: true }));
		const reader = keep(new BareSocket(server.port, seats.sessionId, seats.observer));
		const leader = keep(new SessionClient(server.port, seats.sessionId, seats.interviewer));
		await Promise.all([drawer.join(), reader.join()]);
		await until(() => expect(drawer.acknowledged()).toBe(1));
		await until(() => expect(leader.view).not.toBeNull());
		await until(async () => expect(await value('boardwalk_connections{socket="board",role="observer"}')).toBe(1));
		let bytes = 0;
		for (let i = 0; i < 25; i++) {
			const update = change(doc, `k${i}`, "1");
			bytes += update.length;
			drawer.sync(2, update);
		}
		await until(() => expect(drawer.acknowledged()).toBe(26));
		await until(() => expect(reader.heard(2).length).toBe(25));
		const { text } = await scrape();
		const at = (name: string) => numberIn(text, `boardwalk_${name}`);
		const since = (name: string) => at(name) - numberIn(before, `boardwalk_${name}`);
		expect(at('rooms{state="live"}')).toBe(1);
		expect(at('connections{socket="board",role="candidate"}')).toBe(1);
		expect(at('connections{socket="board",role="interviewer"}')).toBe(0);
		expect(at('connections{socket="session",role="interviewer"}')).toBe(1);
		expect(at("room_open_seconds_count")).toBe(opened + 1);
		expect(at("updates_total")).toBe(updates + 25);
		expect(since("update_bytes_total")).toBe(bytes);
		// a frame is its update and a few bytes around it; the reader got each of them
		expect(since("received_bytes_total")).toBeGreaterThan(bytes);
		expect(since("sent_bytes_total")).toBeGreaterThan(bytes);
		expect(since("received_frames_total")).toBe(25 + 4);
		expect(since("sent_frames_total")).toBeGreaterThanOrEqual(25);
		expect(since("acknowledgement_seconds_count")).toBe(25);
		expect(since("commit_rows_sum")).toBeGreaterThanOrEqual(25);
		expect(since("commit_seconds_count")).toBe(since("commit_rows_count"));
		expect(at("backlog_bytes")).toBe(0);
		expect(at("backlog_rows")).toBe(0);
		expect(at("database_away_seconds")).toBe(0);
	});

	test("[O2] whoever is refused is counted by the reason", async () => {
		const count = async (reason: string) => value(`boardwalk_refusals_total{reason="${reason}"}`);
		const [notAllowed, nobody, gone, foreign] = await Promise.all(
			["notAllowed", "notSignedIn", "gone", "wrongOrigin"].map(count),
		);
		const observer = keep(new BareSocket(server.port, seats.sessionId, seats.observer));
		await observer.join();
		observer.sync(2, change(new Y.Doc(), "k", "1"));
		expect((await observer.closed).code).toBe(4403);
		expect(await count("notAllowed")).toBe((notAllowed ?? 0) + 1);
		await expect(keep(new BareSocket(server.port, seats.sessionId, null)).opened).rejects.toThrow(/401/);
		expect(await count("notSignedIn")).toBe((nobody ?? 0) + 1);
		expect((await keep(new BareSocket(server.port, "no-such-session", seats.candidate)).closed).code).toBe(4404);
		expect(await count("gone")).toBe((gone ?? 0) + 1);
		const headers = { origin: "https://elsewhere.example" };
		const strange = keep(new BareSocket(server.port, seats.sessionId, seats.candidate, { headers }));
		await expect(strange.opened).rejects.toThrow(/403/);
		expect(await count("wrongOrigin")).toBe((foreign ?? 0) + 1);
		// what has not happened yet is there, too
		expect(await count("boardFull")).toBe(0);
	});

	test("[O2] slow readers, dead peers and dropped presence are counted", async () => {
		const metrics = createMetrics();
		const clock = new HandClock(0);
		const waiting = { OPEN: 1, readyState: 1, bufferedAmount: 0, send() {}, ping() {}, on() {}, terminate() {} };
		const socketOf = () =>
			new BoardSocket(waiting as unknown as WebSocket, {
				line: new PassThrough(),
				clock,
				log: createLog("silent"),
				metrics,
			});
		const slow = socketOf();
		waiting.bufferedAmount = CUT_CONSUMER_BYTES + 1;
		slow.send(new Uint8Array([0]));
		waiting.bufferedAmount = 0;
		const silent = socketOf();
		const unwatch = silent.watch();
		for (let ms = 0; ms < DEAD_AFTER_MS; ms += PING_INTERVAL_MS) clock.turn(PING_INTERVAL_MS);
		unwatch();
		const restless = socketOf();
		const presence = new Uint8Array([FRAME.awareness, 0]);
		for (let i = 0; i < 2 * PRESENCE_PER_SECOND + 3; i++) restless.excessOf(presence, { joined: true });
		const none = { interviewer: 0, candidate: 0, observer: 0 };
		const text = await metrics.text({
			rooms: { loading: 0, live: 0, draining: 0 },
			boards: none,
			sessions: none,
			backlogBytes: 7,
			backlogRows: 2,
			databaseAwayMs: 1_500,
		});
		expect(numberIn(text, "boardwalk_consumers_cut_total")).toBe(1);
		expect(numberIn(text, "boardwalk_dead_peers_total")).toBe(1);
		expect(numberIn(text, "boardwalk_presence_dropped_total")).toBe(3);
		expect(numberIn(text, "boardwalk_backlog_bytes")).toBe(7);
		expect(numberIn(text, "boardwalk_backlog_rows")).toBe(2);
		expect(numberIn(text, "boardwalk_database_away_seconds")).toBe(1.5);
	});

	test("[O2] no id, name or address of anybody is among them", async () => {
		const { text } = await scrape();
		const { sessionId, interviewer, candidate, observer } = seats;
		const people = [interviewer, candidate, observer];
		const secrets = [
			sessionId,
			...people.flatMap(({ participantId, userId, token, name }) => [participantId, userId, token, name]),
		];
		for (const secret of [...secrets, TOKEN, "127.0.0.1"]) expect(text).not.toContain(secret);
		const labels = new Set(
			[...text.matchAll(/^boardwalk_\w+\{([^}]*)\}/gm)].flatMap(([, list]) => (list ?? "").match(/\w+(?==)/g) ?? []),
		);
		expect([...labels].sort()).toEqual(["failure", "le", "reason", "role", "socket", "state", "why"]);
	});

	test("two servers in one process do not count into each other, and who is handed nothing counts nothing", async () => {
		const [one, other] = [createMetrics(), createMetrics()];
		one.updateAccepted(5);
		const none = { interviewer: 0, candidate: 0, observer: 0 };
		const census = {
			rooms: { loading: 0, live: 0, draining: 0 },
			boards: none,
			sessions: none,
			backlogBytes: 0,
			backlogRows: 0,
			databaseAwayMs: 0,
		};
		expect(numberIn(await one.text(census), "boardwalk_updates_total")).toBe(1);
		expect(numberIn(await other.text(census), "boardwalk_updates_total")).toBe(0);
		for (const verb of Object.values(NO_METRICS)) expect(verb(1)).toBeUndefined();
	});
});
