// Before the server tests: the server's worker threads, which cannot run from their sources, and one embedded PostgreSQL in a temporary
// folder, with one migrated database that all others are cloned from. After them: stopped and removed.
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#server/db/migrate.ts";
import { bundleWorkers } from "#server/prepare.mjs";
import { openTemporaryDatabase } from "./temporary-database.ts";

export const TEMPLATE_DATABASE = "boardwalk_template";

declare module "vitest" {
	interface ProvidedContext {
		postgresUrl: string;
	}
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	await bundleWorkers();
	const postgres = await openTemporaryDatabase();
	const client = new Client({ connectionString: postgres.url });
	await client.connect();
	await client.query(`create database ${TEMPLATE_DATABASE}`);
	await client.end();
	await migrate(urlOf(postgres.url, TEMPLATE_DATABASE));
	project.provide("postgresUrl", postgres.url);
	return () => postgres.close();
}

/** The same server, another database. */
export function urlOf(postgresUrl: string, database: string): string {
	const url = new URL(postgresUrl);
	url.pathname = `/${database}`;
	return url.href;
}
