// The one door to Postgres: a pool for the recording's hot path, Prisma over the same pool for everything else. The server
// opens it once; Next has its own copy of this module and finds the open database on globalThis.
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { INVITE_LOOKUPS_PER_MINUTE } from "#core/limits.ts";
import type { Logger } from "../log.ts";
import { Allowance } from "./allowance.ts";
import { PrismaClient } from "./generated/client.ts";

export interface Database {
	prisma: PrismaClient;
	pool: pg.Pool;
	log: Logger;
	/** of invite links, by address: here because routes and server share nothing else */
	lookups: Allowance;
	close(): Promise<void>;
}

declare global {
	var __boardwalkDatabase: Database | undefined;
}

/** Connections of one node; two nodes and a backup fit into Postgres' own default of 100. */
const POOL_SIZE = 20;
/** A request rather fails than waits longer for a connection. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Longer than any question takes. A database that vanished without a word, or a network that forgot a connection, would otherwise
 * hold up whoever asked, and one of the pool's connections with him, for a quarter of an hour.
 */
const ANSWERS_WITHIN_MS = 30_000;

/** A close waits this long for queries under way; a database that does not answer is left. */
const CLOSE_TIMEOUT_MS = 2_500;

/** Connects lazily: the first query finds out whether the database is there. */
export function openDatabase(url: string, log: Logger, { answersWithinMs = ANSWERS_WITHIN_MS } = {}): Database {
	const pool = new pg.Pool({
		connectionString: url,
		max: POOL_SIZE,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		query_timeout: answersWithinMs,
		keepAlive: true,
	});
	let closed: Promise<void> | undefined;
	// an idle connection that breaks must not end the process; the pool makes a new one, unless it is being left anyway
	pool.on("error", (error) => !closed && log.warn({ err: error }, "database connection lost"));
	// "minimal": its other formats show the arguments of a failed call, and what people wrote has no place in a log
	const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: "minimal" });
	const opened: Database = {
		prisma,
		pool,
		log,
		lookups: new Allowance(INVITE_LOOKUPS_PER_MINUTE, 60_000),
		close() {
			closed ??= (async () => {
				if (globalThis.__boardwalkDatabase === opened) globalThis.__boardwalkDatabase = undefined;
				const late = new Promise<void>((done) => setTimeout(done, CLOSE_TIMEOUT_MS).unref());
				await Promise.race([prisma.$disconnect().then(() => pool.end()), late]);
			})();
			return closed;
		},
	};
	globalThis.__boardwalkDatabase = opened;
	return opened;
}

/** The database that the server opened. @throws Error before it has */
export function database(): Database {
	const opened = globalThis.__boardwalkDatabase;
	if (!opened) throw new Error("the database is not open: the server opens it before it serves");
	return opened;
}
