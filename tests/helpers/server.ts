// A real server in this process: own database, own port. `pages: "none"` where a test needs no HTTP API and no pages;
// "production" serves what the last build made (tests/run.mjs builds before it tests).
import { type Logger, pino } from "pino";
import type { Database } from "#server/db/client.ts";
import { readEnv } from "#server/env.ts";
import type { RunningServer } from "#server/http.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

export const TEST_SECRET = "a secret for tests that nobody else has to know";

export interface TestServer {
	url: string;
	port: number;
	/** the server's own door to its database; a test that must not share it opens another by `databaseUrl` */
	database: Database;
	databaseUrl: string;
	log: Logger;
	/** every line that the server logged, parsed */
	logged: Record<string, unknown>[];
	stop(): Promise<void>;
}

interface Options {
	pages?: "production" | "none";
	/** a database made before, to start again on it; it is not dropped at the end */
	databaseUrl?: string;
	/** environment variables beside the defaults */
	env?: Record<string, string>;
	seed?: boolean;
}

export async function startTestServer(options: Options = {}): Promise<TestServer> {
	let own: TestDatabase | null = null;
	let databaseUrl = options.databaseUrl;
	if (databaseUrl === undefined) {
		own = await createTestDatabase();
		databaseUrl = own.url;
	}
	const source = { PORT: "0", HOST: "127.0.0.1", AUTH_SECRET: TEST_SECRET, DATABASE_URL: databaseUrl, ...options.env };
	// auth and Next's copies of our modules read the environment themselves
	Object.assign(process.env, source);
	const env = readEnv(source);
	const logged: Record<string, unknown>[] = [];
	const log = pino({ level: "debug", base: null }, { write: (line: string) => void logged.push(JSON.parse(line)) });

	const { openDatabase } = await import("#server/db/client.ts");
	const database = openDatabase(databaseUrl, log);
	if (options.seed ?? true) {
		const { seed } = await import("#prisma/seed.ts");
		await seed(database, log);
	}
	const { startServer } = await import("#server/http.ts");
	const running: RunningServer = await startServer({ env, log, database, pages: options.pages ?? "none" });
	return {
		url: running.url,
		port: running.port,
		database,
		databaseUrl,
		log,
		logged,
		async stop() {
			await running.stop();
			await database.close();
			await own?.drop();
		},
	};
}
