// The start, as a story: read the environment, get a database, bring it up to date, fill it, serve, say where, and stop in the
// opposite order. start.mjs installs and builds, then imports this. A StartError ends it with one sentence; a bug with its stack.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { keptSecret, startEmbeddedDatabase } from "./embedded-database.ts";
import { type Env, readEnv } from "./env.ts";
import { createLog, type Logger } from "./log.ts";
import { StartError } from "./start-error.ts";

/** Everything must have stopped by then; an operator's own limit is usually 10 s. */
const STOP_TIMEOUT_MS = 9_500;

/** What has to be undone, last first. */
const undo: (() => Promise<unknown>)[] = [];
/** from the moment at which it is known how much to say */
let log: Logger | null = null;
let stopping: Promise<void> | null = null;

async function start(): Promise<void> {
	const wished = readEnv(process.env);
	const logger = createLog(wished.logLevel);
	log = logger;
	process.on("uncaughtException", (error) => die(error));
	process.on("unhandledRejection", (error) => die(error));
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(0));
	if (!ignoresHangup()) process.on("SIGHUP", () => stop(0));
	// the development supervisor is gone: so are we
	process.on("disconnect", () => stop(0));

	const databaseUrl = wished.databaseUrl ?? (await embedded(wished));
	// from here on everybody reads the completed environment, also the copies of modules that Next makes
	process.env.DATABASE_URL = databaseUrl;
	const { migrate } = await import("./db/migrate.ts");
	const ran = await migrate(databaseUrl);
	if (ran.length > 0) logger.info({ migrations: ran }, "database brought up to date");

	const { env } = await import("./env.ts");
	const { openDatabase } = await import("./db/client.ts");
	const database = openDatabase(databaseUrl, logger);
	undo.push(() => database.close());
	const { seed } = await import("#prisma/seed.ts");
	await seed(database, logger);

	const { startServer } = await import("./http.ts");
	const pages = wished.development ? "development" : "production";
	const starting = startServer({ env: env(), log: logger, database, pages });
	undo.push(async () => (await starting.catch(() => null))?.stop());
	const server = await starting;
	announce(server.url, server.port, wished);
}

async function embedded(wished: Env): Promise<string> {
	const starting = startEmbeddedDatabase({
		dataDir: wished.dataDir,
		dataDirChosen: wished.dataDirChosen,
		onLost: (reason) => die(new StartError(`${reason}; see postgres.log in the data folder.`)),
	});
	// before it is there: Ctrl-C in this second must not leave a PostgreSQL behind
	undo.push(async () => (await starting.catch(() => null))?.stop());
	const database = await starting;
	if (database.dataDir !== wished.dataDir) console.log(`  The data lies in ${database.dataDir}`);
	if (wished.authSecret === null) {
		process.env.AUTH_SECRET = await keptSecret(database.dataDir, "auth-secret", () =>
			randomBytes(32).toString("base64url"),
		);
	}
	return database.url;
}

function announce(url: string, port: number, { host, publicUrl }: Env): void {
	const everywhere = host === undefined || host === "0.0.0.0" || host === "::";
	const network = everywhere
		? Object.values(networkInterfaces())
				.flatMap((addresses) => addresses ?? [])
				.filter((address) => address.family === "IPv4" && !address.internal)
				.map((address) => `http://${address.address}:${port}`)
		: [];
	console.log("\nBoardwalk is ready");
	console.log(`  on this computer   ${url}`);
	for (const address of network) console.log(`  on your network    ${address}`);
	if (publicUrl !== null) console.log(`  for everybody      ${publicUrl}`);
	console.log("  Ctrl-C stops it.\n");
}

/** Under nohup the end of the terminal is not the end of us, and a listener of ours would make it so. Linux tells; elsewhere we listen. */
function ignoresHangup(): boolean {
	try {
		const ignored = /^SigIgn:\s*([0-9a-f]+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
		return (BigInt(`0x${ignored}`) & 1n) === 1n;
	} catch {
		return false;
	}
}

/** Undoes what was done, last first, and ends the process. A second call waits for the first. */
function stop(code: number): Promise<void> {
	stopping ??= (async () => {
		const late = setTimeout(() => process.exit(1), STOP_TIMEOUT_MS);
		for (const step of undo.toReversed()) {
			await step().catch((error: unknown) => {
				report(error);
				code = 1;
			});
		}
		clearTimeout(late);
		process.exit(code);
	})();
	return stopping;
}

function die(error: unknown): void {
	report(error);
	void stop(1);
}

/** A sentence for the person at the terminal, or a bug for the log. */
function report(error: unknown): void {
	if (error instanceof StartError) console.error(`\n${error.message}`);
	else if (log) log.fatal({ err: error }, "the server ends because of an error");
	else console.error(error);
}

// a stop in mid-start makes the start fail: that is no news
await start().catch((error: unknown) => (stopping === null ? die(error) : stopping));
