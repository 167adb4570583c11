// Brings the database to the schema of this version: runs what is new under prisma/migrations, in order, and keeps Prisma's own
// table of what ran, under Prisma's own advisory lock, so that `prisma migrate deploy` stays usable and several processes may
// start at once. It knows nothing of what the migrations say.
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { StartError } from "../start-error.ts";

/** The key that Prisma's engine takes, too. */
const PRISMA_LOCK = 72_707_369;

const HISTORY = `create table if not exists _prisma_migrations (
	id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
	logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

interface Applied {
	migration_name: string;
	checksum: string;
	finished_at: Date | null;
}

/** Returns the names of the migrations it ran. Throws StartError where the database and this version do not fit. */
export async function migrate(databaseUrl: string, folder = join("prisma", "migrations")): Promise<string[]> {
	const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
	client.on("error", () => {}); // a cut connection rejects the query that waits for it
	try {
		await client.connect();
	} catch (error) {
		await client.end().catch(() => {});
		throw new StartError(whyUnreachable(error, databaseUrl));
	}
	try {
		await client.query("select pg_advisory_lock($1)", [PRISMA_LOCK]);
		await client.query(HISTORY);
		const { rows } = await client.query<Applied>(
			"select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null",
		);
		const applied = new Map(rows.map((row) => [row.migration_name, row]));
		const ran: string[] = [];
		for (const name of await migrationNames(folder)) {
			const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
			const checksum = createHash("sha256").update(sql).digest("hex");
			const before = applied.get(name);
			if (before === undefined) {
				await run(client, name, sql, checksum);
				ran.push(name);
			} else if (before.finished_at === null) {
				throw new StartError(
					`Migration ${name} failed halfway earlier; restore the database from a backup, or repair it and remove that row from _prisma_migrations.`,
				);
			} else if (before.checksum !== checksum) {
				throw new StartError(
					`Migration ${name} was changed after it ran; check out the version that the database was made with.`,
				);
			}
		}
		return ran;
	} finally {
		await client.end(); // lets go of the lock as well
	}
}

/** One sentence for what an operator can get wrong about a database; never with its password. */
function whyUnreachable(error: unknown, databaseUrl: string): string {
	const url = new URL(databaseUrl);
	const where = url.host || "the socket of DATABASE_URL";
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	const message = error instanceof Error ? error.message : String(error);
	if (code === "28P01" || code === "28000" || /password/i.test(message)) {
		return `The PostgreSQL at ${where} refused the user or the password; correct them in DATABASE_URL.`;
	}
	if (code === "3D000") {
		return `The PostgreSQL at ${where} has no database "${decodeURIComponent(url.pathname.slice(1))}"; create it, or correct DATABASE_URL.`;
	}
	if (["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "ENOENT"].includes(code)) {
		return `The database at ${where} cannot be reached (${code}); start it, or correct DATABASE_URL.`;
	}
	// somebody listens there and does not speak PostgreSQL: silence, a hang-up or bytes that make no sense
	return `What answers at ${where} is not a usable PostgreSQL (${message}); correct DATABASE_URL.`;
}

async function migrationNames(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	return entries
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
}

/** One migration in one transaction: it is there as a whole or not at all. */
async function run(client: Client, name: string, sql: string, checksum: string): Promise<void> {
	await client.query("begin");
	try {
		await client.query(sql);
		await client.query(
			`insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
			values ($1, $2, $3, now(), now(), 1)`,
			[randomUUID(), checksum, name],
		);
		await client.query("commit");
	} catch (error) {
		await client.query("rollback");
		const reason = error instanceof Error ? error.message : String(error);
		throw new StartError(
			`Migration ${name} does not fit this database (${reason}); give Boardwalk a database of its own.`,
		);
	}
}
