// What every browser test has: people who come in browsers of their own, and what holds for all of them whatever is tested:
// no request leaves for a host other than the server's, no script of a page fails, and nothing breaks the content policy.
// `house` is a second server whose database a test may look into, change, delay or freeze.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, type BrowserContextOptions, test as base, expect } from "@playwright/test";
import { Client } from "pg";
import { type Proxy as Line, startProxy } from "#tests/helpers/proxy.ts";
import { type SpawnedServer, spawnBoardwalk } from "#tests/helpers/spawned-server.ts";
import { openTemporaryDatabase } from "#tests/helpers/temporary-database.ts";
import { Someone } from "./people.ts";

/** A server with a database that is not only its own. */
export interface House {
	url: string;
	/** between the server and its database */
	line: Line;
	/** asks the database by a connection of one's own, around the line */
	ask(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

interface Tools {
	/** A person in a new browser; `url`: the server as that person sees it. */
	come(name: string, options?: { url?: string } & BrowserContextOptions): Promise<Someone>;
	/** A server of the test's own, stopped at its end if it still runs. */
	spawnServer(env: Record<string, string>): Promise<SpawnedServer>;
	dataDir: string;
	/** A bad network between a person and a server. */
	lineTo(url: string): Promise<Line & { url: string }>;
}

/** A name that is no secure context, as for a partner who comes by plain http, and that leads to this machine. */
export const PLAIN_HOST = "boardwalk.local";

export const test = base.extend<Tools, { house: House }>({
	launchOptions: [
		async ({ launchOptions }, use) => {
			const args = [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`];
			await use({ ...launchOptions, args });
		},
		{ scope: "worker" },
	],

	come: async ({ browser, baseURL, viewport }, use) => {
		const contexts: BrowserContext[] = [];
		const faults: string[] = [];
		await use(async (name, { url = baseURL ?? "", ...options } = {}) => {
			const context = await browser.newContext({ baseURL: url, viewport, ...options });
			context.setDefaultTimeout(20_000);
			contexts.push(context);
			watch(context, new URL(url).host, (fault) => faults.push(`${name}: ${fault}`));
			return new Someone(await context.newPage(), name, url);
		});
		for (const context of contexts) await context.close();
		expect(faults, "requests to other hosts, failed scripts, breaches of the content policy").toEqual([]);
	},

	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
	spawnServer: async ({}, use) => {
		const servers: SpawnedServer[] = [];
		await use(async (env) => {
			const server = await spawnBoardwalk({ env });
			servers.push(server);
			return server;
		});
		for (const server of servers) await server.end();
	},

	// biome-ignore lint/correctness/noEmptyPattern: as above
	dataDir: async ({}, use) => {
		const dataDir = await mkdtemp(join(tmpdir(), "boardwalk-e2e-"));
		await use(dataDir);
		await rm(dataDir, { recursive: true, force: true });
	},

	// biome-ignore lint/correctness/noEmptyPattern: as above
	lineTo: async ({}, use) => {
		const lines: Line[] = [];
		await use(async (url) => {
			const line = await startProxy({ host: "127.0.0.1", port: Number(new URL(url).port) });
			lines.push(line);
			return { ...line, url: `http://localhost:${line.port}` };
		});
		for (const line of lines) await line.close();
	},

	house: [
		// biome-ignore lint/correctness/noEmptyPattern: as above
		async ({}, use) => {
			const postgres = await openTemporaryDatabase();
			const line = await startProxy({ path: `${new URL(postgres.url).searchParams.get("host")}/.s.PGSQL.5432` });
			const server = await spawnBoardwalk({
				env: {
					DATABASE_URL: `postgresql://postgres@127.0.0.1:${line.port}/postgres`,
					AUTH_SECRET: "a secret for tests that nobody else has to know",
				},
			});
			const client = new Client({ connectionString: postgres.url });
			await client.connect();
			await use({ url: server.url, line, ask: async (sql, values) => (await client.query(sql, values)).rows });
			await client.end();
			line.flow();
			await server.end();
			await line.close();
			await postgres.close();
		},
		{ scope: "worker" },
	],
});

/** Tells of everything that must not happen in anybody's browser. */
export function watch(context: BrowserContext, host: string, onFault: (fault: string) => void): void {
	const isOurs = (address: string) => {
		const { protocol, host: to } = new URL(address);
		return protocol === "data:" || protocol === "blob:" || to === host;
	};
	const look = (address: string) => {
		if (!isOurs(address)) onFault(`asked for ${address}`);
	};
	// requests of workers are among them
	context.on("request", (request) => look(request.url()));
	context.on("page", (page) => {
		page.on("websocket", (socket) => look(socket.url()));
		page.on("crash", () => onFault("the page crashed"));
	});
	context.on("weberror", (error) => onFault(String(error.error().stack ?? error.error())));
	context.on("console", (message) => {
		if (/content security policy/i.test(message.text())) onFault(message.text());
	});
}

export { expect };
