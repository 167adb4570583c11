// Stopping and coming back: a signal stops everything, the database too; kill -9 leaves nothing that a next start cannot handle; a
// second start has nothing to do. Each test runs the real `node server/start.mjs`.

import { spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CHECKPOINT_UPDATES } from "#server/checkpoints.ts";
import { openBoard, seatPeople } from "../helpers/seats.ts";
import { startTestServer, TEST_SECRET } from "../helpers/server.ts";
import { spawnBoardwalk } from "../helpers/spawned-server.ts";

// whole starts, some of them twice, on a busy machine
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "boardwalk-stop-"));
	await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a signal", () => {
	it.each(["SIGINT", "SIGTERM"] as const)(
		"%s stops all: code 0, the port closed, no PostgreSQL left",
		async (signal) => {
			const dataDir = join(folder, signal);
			const server = await spawnBoardwalk({ env: { DATA_DIR: dataDir } });
			expect(await postgresOf(dataDir)).not.toEqual([]);
			// an open connection must not hold it up
			const idle = connect(server.port, "127.0.0.1");
			await new Promise((done) => idle.once("connect", done));
			const { code } = await server.end(signal);
			expect(code).toBe(0);
			expect(await postgresOf(dataDir)).toEqual([]);
			await expect(fetch(server.url)).rejects.toThrow();
			idle.destroy();
		},
	);
});

describe("npm start", () => {
	it("SIGTERM for npm, which it gives to its shell alone, stops the server and its PostgreSQL too", async () => {
		const dataDir = join(folder, "npm");
		const npm = spawn("npm", ["start"], {
			env: { ...process.env, PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "warn" },
			stdio: ["ignore", "pipe", "ignore"],
		});
		const url = await new Promise<string>((done) => {
			let output = "";
			npm.stdout.setEncoding("utf8").on("data", (text: string) => {
				output += text;
				const found = /on this computer\s+(\S+)/.exec(output)?.[1];
				if (found !== undefined) done(found);
			});
		});
		npm.kill("SIGTERM");
		await expect.poll(() => postgresOf(dataDir), { timeout: 20_000 }).toEqual([]);
		await expect(fetch(url)).rejects.toThrow();
	});
});

describe("kill -9", () => {
	it("then start again: it comes up on the same data", async () => {
		const dataDir = join(folder, "killed");
		const first = await spawnBoardwalk({ env: { DATA_DIR: dataDir } });
		const secret = await readFile(join(dataDir, "auth-secret"), "utf8");
		await first.end("SIGKILL");
		const second = await spawnBoardwalk({ env: { DATA_DIR: dataDir } });
		expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
		expect(await readFile(join(dataDir, "auth-secret"), "utf8")).toBe(secret);
		expect(await postgresOf(dataDir)).toHaveLength(1);
		await second.end();
		expect(await postgresOf(dataDir)).toEqual([]);
	});

	it("of PostgreSQL alone: it is started again, and the server is ready again", async () => {
		const dataDir = join(folder, "postgres-killed");
		const server = await spawnBoardwalk({ env: { DATA_DIR: dataDir } });
		const [before] = await postgresOf(dataDir);
		process.kill(before ?? 0, "SIGKILL");
		await expect
			.poll(async () => [(await fetch(`${server.url}/readyz`)).status, (await postgresOf(dataDir))[0] !== before], {
				timeout: 20_000,
			})
			.toEqual([200, true]);
		expect((await server.end()).code).toBe(0);
		expect(await postgresOf(dataDir)).toEqual([]);
	});
});

describe("a second start", () => {
	it("does no work twice, and keeps its secret to itself", async () => {
		const dataDir = join(folder, "twice");
		await (await spawnBoardwalk({ env: { DATA_DIR: dataDir, LOG_LEVEL: "info" } })).end();
		const second = await spawnBoardwalk({ env: { DATA_DIR: dataDir, LOG_LEVEL: "info" } });
		expect(second.output()).not.toMatch(/Installing|Generating|Building|brought up to date/);
		expect((await stat(join(dataDir, "auth-secret"))).mode & 0o777).toBe(0o600);
		await second.end();
	});
});

describe("the bundle", () => {
	it.each([
		["npm start", []],
		["npm run dev", ["--dev"]],
	])(
		"[R12] of %s brings its worker thread along: a long recording gets its checkpoint as soon as somebody comes",
		async (_name, args) => {
			const { database, databaseUrl, stop } = await startTestServer();
			const { sessionId, interviewer } = await seatPeople(database);
			await database.pool.query(
				`insert into entry (session_id, writer, seq, at, kind, author, audience, data)
			select session_id, writer, n, 1, kind, author, audience, data from entry, generate_series(2, $2) n where session_id = $1`,
				[sessionId, CHECKPOINT_UPDATES],
			);
			const server = await spawnBoardwalk({ args, env: { DATABASE_URL: databaseUrl, AUTH_SECRET: TEST_SECRET } });
			const board = openBoard(server.port, sessionId, interviewer);
			await expect
				.poll(async () => (await database.pool.query("select updates from checkpoint")).rows, { timeout: 20_000 })
				.toEqual([{ updates: CHECKPOINT_UPDATES }]);
			board.leave();
			expect(await server.end()).toMatchObject({ code: 0 });
			await stop();
		},
	);
});

/** Process ids of the postmasters that run on that data folder. */
async function postgresOf(dataDir: string): Promise<number[]> {
	const found: number[] = [];
	for (const entry of await readdir("/proc")) {
		if (!/^\d+$/.test(entry)) continue;
		const line = await readFile(join("/proc", entry, "cmdline"), "utf8").catch(() => "");
		if (line.includes("postgres\0-D") && line.includes(dataDir)) found.push(Number(entry));
	}
	return found;
}
