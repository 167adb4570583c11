// A database of one's own for a test file: a clone of the migrated template, thrown away with its PostgreSQL at the end.
import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { TEMPLATE_DATABASE, urlOf } from "./database-setup.ts";

export interface TestDatabase {
	url: string;
	name: string;
	/** takes the database away at once, with every connection to it */
	drop(): Promise<void>;
}

export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
	const name = `test_${randomBytes(6).toString("hex")}`;
	const template = migrated ? TEMPLATE_DATABASE : "template1";
	await administer(`create database ${name} template ${template}`);
	return {
		url: urlOf(inject("postgresUrl"), name),
		name,
		drop: () => administer(`drop database if exists ${name} with (force)`),
	};
}

async function administer(sql: string): Promise<void> {
	const client = new Client({ connectionString: inject("postgresUrl") });
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}
