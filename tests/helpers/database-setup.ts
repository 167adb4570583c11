// Before the server tests: the server's worker thread, which cannot run from its sources, and one embedded PostgreSQL in a temporary
// folder, with one migrated database that all others are cloned from. After them: stopped and removed.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#server/db/migrate.ts";
import { startEmbeddedDatabase } from "#server/embedded-database.ts";
import { bundleWorker } from "#server/prepare.mjs";

export const TEMPLATE_DATABASE = "boardwalk_template";

declare module "vitest" {
	interface ProvidedContext {
		postgresUrl: string;
	}
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	await bundleWorker();
	const dataDir = await mkdtemp(join(tmpdir(), "boardwalk-test-"));
	const postgres = await startEmbeddedDatabase({
		dataDir,
		dataDirChosen: true,
		onLost: (reason) => console.error(reason),
	});
	const client = new Client({ connectionString: postgres.url });
	await client.connect();
	await client.query(`create database ${TEMPLATE_DATABASE}`);
	await client.end();
	await migrate(urlOf(postgres.url, TEMPLATE_DATABASE));
	project.provide("postgresUrl", postgres.url);
	return async () => {
		await postgres.stop();
		await rm(dataDir, { recursive: true, force: true });
	};
}

/** The same server, another database. */
export function urlOf(postgresUrl: string, database: string): string {
	const url = new URL(postgresUrl);
	url.pathname = `/${database}`;
	return url.href;
}
