// What an operator can get wrong: each start fails with one sentence that says what to do, code 1 and no stack. Each test runs
// the real `node server/start.mjs`.

import { spawnSync } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { type Ended, runBoardwalk, spawnBoardwalk } from "../helpers/spawned-server.ts";

// whole starts, some of them twice, on a busy machine
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "boardwalk-start-"));
	await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;
const NAMELESS = 54_321;
const SECRET = "thirty-two characters or even more";

/** The whole output of a refused start, blank lines and preparing aside, is one sentence. */
function sentenceOf({ code, output }: Ended): string {
	expect(code, output).toBe(1);
	expect(output).not.toMatch(/^\s+at .*:\d+/m);
	const lines = output.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("  "));
	expect(lines, output).toHaveLength(1);
	return lines[0] ?? "";
}

const startWith = async (env: Record<string, string>) =>
	sentenceOf(await runBoardwalk({ env: { DATA_DIR: join(folder, "unused"), ...env } }));

describe("a bad environment value is named, with what it should be", () => {
	it.each([
		["PORT", "abc", /^PORT must be a whole number from 0 to 65535/],
		["PORT", "70000", /^PORT must be/],
		["HOST", "not a host", /^HOST must be an address/],
		["DATABASE_URL", "mysql://localhost/x", /^DATABASE_URL must look like postgresql:\/\//],
		["PUBLIC_URL", "board.example.org", /^PUBLIC_URL must be the address people open/],
		["PUBLIC_URL", "https://example.org/board", /^PUBLIC_URL must be .* without a path/],
		["TRUST_PROXY", "maybe", /^TRUST_PROXY must be 1 or 0/],
		["AUTH_SECRET", "short", /^AUTH_SECRET must have at least 32 characters/],
		["METRICS_TOKEN", "short", /^METRICS_TOKEN must have at least 16 characters/],
		["LOG_LEVEL", "loud", /^LOG_LEVEL must be one of/],
	])("%s=%s", async (name, value, sentence) => {
		expect(await startWith({ [name]: value })).toMatch(sentence);
	});

	it("DATABASE_URL without AUTH_SECRET", async () => {
		expect(await startWith({ DATABASE_URL: "postgresql://localhost/x" })).toMatch(/^AUTH_SECRET must be set when/);
	});
});

describe("a database that cannot be used", () => {
	it("is unreachable", async () => {
		const sentence = await startWith({ DATABASE_URL: "postgresql://u:p@127.0.0.1:9/x", AUTH_SECRET: SECRET });
		expect(sentence).toMatch(
			/^The database at 127\.0\.0\.1:9 cannot be reached \(ECONNREFUSED\); start it, or correct/,
		);
	});

	it("has another name than the one given", async () => {
		const url = new URL(inject("postgresUrl"));
		url.pathname = "/missing";
		const sentence = await startWith({ DATABASE_URL: url.href, AUTH_SECRET: SECRET });
		expect(sentence).toMatch(/has no database "missing"; create it, or correct DATABASE_URL/);
	});

	it("refuses the password, which is not repeated", async () => {
		const url = await lockedUrl("sesame");
		expect(await pingOf(url.href)).toBe("boardwalk_locked");
		url.password = "open sesame";
		// the rule is read a moment after it is written
		await vi.waitFor(() => expect(pingOf(url.href)).rejects.toThrow("password authentication failed"), 10_000);
		const sentence = await startWith({ DATABASE_URL: url.href, AUTH_SECRET: SECRET });
		expect(sentence).toMatch(/refused the user or the password; correct them in DATABASE_URL/);
		expect(sentence).not.toContain("sesame");
	});

	it("is no PostgreSQL at all", async () => {
		const web = await listening((socket) => {
			socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
		});
		const sentence = await startWith({ DATABASE_URL: `postgresql://u:p@127.0.0.1:${web.port}/x`, AUTH_SECRET: SECRET });
		expect(sentence).toMatch(/is not a usable PostgreSQL .*correct DATABASE_URL/);
		web.server.close();
	});
});

describe("a place that is taken", () => {
	it("a port that another program has: the sentence says so, and no database stays behind", async () => {
		const other = await listening(() => {}, "::");
		const dataDir = join(folder, "port-taken");
		const sentence = sentenceOf(await runBoardwalk({ env: { DATA_DIR: dataDir, PORT: String(other.port) } }));
		expect(sentence).toMatch(
			new RegExp(`^Port ${other.port} is taken by another program; stop that program, or choose`),
		);
		other.server.close();
		// the folder is free again: the next start gets it
		const next = await spawnBoardwalk({ env: { DATA_DIR: dataDir } });
		await next.end();
	});

	it("a data folder that another Boardwalk uses, which is not disturbed", async () => {
		const dataDir = join(folder, "shared");
		const first = await spawnBoardwalk({ env: { DATA_DIR: dataDir } });
		try {
			const sentence = sentenceOf(await runBoardwalk({ env: { DATA_DIR: dataDir } }));
			expect(sentence).toMatch(/^Another Boardwalk is running on the data folder .*; stop it first, or set DATA_DIR/);
			expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
		} finally {
			await first.end();
		}
	});

	it("a data folder that cannot be written", async () => {
		// under a file there is no folder, for nobody, root included
		const file = join(folder, "a-file");
		await writeFile(file, "");
		expect(await startWith({ DATA_DIR: join(file, "data") })).toMatch(
			/^The data folder .* cannot be written .*; set DATA_DIR to a folder that you may write/,
		);
	});

	if (isRoot) {
		it("a data folder that the database's user may not enter", async () => {
			const closed = join(folder, "closed");
			await mkdir(closed, { mode: 0o700 });
			expect(await startWith({ DATA_DIR: join(closed, "data") })).toMatch(
				/only root may enter.*; set DATA_DIR to a place such/,
			);
		});
	}
});

// another user must be able to read the project
if (isRoot && spawnSync(process.execPath, ["-e", "0"], { uid: NAMELESS, gid: NAMELESS }).status === 0) {
	it("a user without a name (a container's number) is told what PostgreSQL needs", async () => {
		const dataDir = join(folder, "nameless");
		await mkdir(dataDir);
		await chown(dataDir, NAMELESS, NAMELESS);
		const ended = await runBoardwalk({ env: { DATA_DIR: dataDir }, uid: NAMELESS });
		expect(sentenceOf(ended)).toMatch(
			/needs a user with a name, and user 54321 has none; add it .*, or set DATABASE_URL/,
		);
	});
}

describe("Node", () => {
	it("too old: says which one is needed and where to get it", async () => {
		const shim = join(folder, "old-node.mjs");
		await writeFile(
			shim,
			"Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });",
		);
		const ended = await runBoardwalk({ nodeArgs: ["--import", shim], env: { DATA_DIR: join(folder, "unused") } });
		expect(sentenceOf(ended)).toMatch(/^Boardwalk needs Node 20\.19 or newer, this is 18\.20\.4; get one from/);
	});
});

async function listening(
	onSocket: Parameters<typeof createServer>[1],
	host = "127.0.0.1",
): Promise<{ server: Server; port: number }> {
	const server = createServer(onSocket);
	await new Promise<void>((done) => server.listen(0, host, done));
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("no port");
	return { server, port: address.port };
}

/** A user of the tests' PostgreSQL who needs a password, as everybody does outside of these tests. */
async function lockedUrl(password: string): Promise<URL> {
	const client = new Client({ connectionString: inject("postgresUrl") });
	await client.connect();
	try {
		await client.query(`create role boardwalk_locked login password '${password}'`);
		const { rows } = await client.query("show hba_file");
		const rules = await readFile(rows[0].hba_file, "utf8");
		await writeFile(rows[0].hba_file, `local all boardwalk_locked scram-sha-256\n${rules}`);
		await client.query("select pg_reload_conf()");
	} finally {
		await client.end();
	}
	const url = new URL(inject("postgresUrl"));
	url.username = "boardwalk_locked";
	url.password = password;
	return url;
}

async function pingOf(connectionString: string): Promise<string> {
	const client = new Client({ connectionString });
	await client.connect();
	try {
		return (await client.query("select current_user::text as me")).rows[0].me;
	} finally {
		await client.end();
	}
}
