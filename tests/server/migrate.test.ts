// Migrations: what the schema says is what a migrated database has, and running them is safe again and from several processes.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "#server/db/migrate.ts";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";

const databases: TestDatabase[] = [];
const clients: Client[] = [];
afterAll(async () => {
	await Promise.all(clients.map((client) => client.end()));
	await Promise.all(databases.map((database) => database.drop()));
});

async function open({ migrated = true } = {}): Promise<{ client: Client; url: string }> {
	const database = await createTestDatabase({ migrated });
	databases.push(database);
	const client = new Client({ connectionString: database.url });
	clients.push(client);
	await client.connect();
	return { client, url: database.url };
}

describe("the migrations make what the schema says", () => {
	let client: Client;
	let schema: Schema;
	beforeAll(async () => {
		({ client } = await open());
		schema = parseSchema(await readFile(join("prisma", "schema.prisma"), "utf8"));
	});

	it("every table with every column, of the same type, required where it is required", async () => {
		const { rows } = await client.query<{ place: string; type: string }>(
			`select table_name || '.' || column_name as place,
				udt_name || case when is_nullable = 'NO' then ' not null' else '' end as type
			from information_schema.columns where table_schema = 'public' and table_name <> '_prisma_migrations'`,
		);
		const found = Object.fromEntries(rows.map(({ place, type }) => [place, type]));
		expect(Object.keys(schema.columns).length).toBeGreaterThan(40);
		expect(found).toEqual(schema.columns);
	});

	it("every primary key, unique key and index", async () => {
		const { rows } = await client.query<{ key: string }>(
			`select case when x.indisprimary then 'primary ' when x.indisunique then 'unique ' else 'index ' end
				|| t.relname || '(' || string_agg(a.attname, ',' order by k.place) || ')' as key
			from pg_index x join pg_class t on t.oid = x.indrelid
			join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
			cross join unnest(x.indkey) with ordinality k(column_no, place)
			join pg_attribute a on a.attrelid = t.oid and a.attnum = k.column_no
			where t.relname <> '_prisma_migrations'
			group by x.indexrelid, x.indisprimary, x.indisunique, t.relname`,
		);
		expect(rows.map(({ key }) => key).sort()).toEqual(schema.keys.sort());
	});

	it("every reference, and what a deletion does to it", async () => {
		const { rows } = await client.query<{ reference: string }>(
			`select t.relname || '.' || a.attname || ' -> ' || f.relname || ' ' ||
				case c.confdeltype when 'c' then 'Cascade' when 'n' then 'SetNull' when 'r' then 'Restrict' else c.confdeltype::text end
				as reference
			from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid
			join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
			where c.contype = 'f'`,
		);
		expect(rows.map(({ reference }) => reference).sort()).toEqual(schema.references.sort());
	});

	it("every enumeration with its values in order", async () => {
		const { rows } = await client.query<{ name: string; values: string }>(
			`select t.typname as name, string_agg(e.enumlabel, ',' order by e.enumsortorder) as values
			from pg_enum e join pg_type t on t.oid = e.enumtypid group by t.typname`,
		);
		expect(Object.fromEntries(rows.map(({ name, values }) => [name, values]))).toEqual(schema.enums);
	});
});

describe("running them", () => {
	it("six at once: each migration runs once", async () => {
		const { client, url } = await open({ migrated: false });
		const ran = await Promise.all(Array.from({ length: 6 }, () => migrate(url)));
		const { rows } = await client.query("select migration_name from _prisma_migrations where finished_at is not null");
		expect(ran.flat().sort()).toEqual(rows.map((row) => row.migration_name).sort());
		expect(await migrate(url)).toEqual([]);
	});

	it("a migration that was changed after it ran stops with a sentence that names it", async () => {
		const { client, url } = await open();
		await client.query("update _prisma_migrations set checksum = 'other'");
		await expect(migrate(url)).rejects.toThrow(/^Migration \d+_init was changed after it ran; check out/);
	});

	it("a database that holds something else is left as it was", async () => {
		const { client, url } = await open({ migrated: false });
		await client.query("create table session (mine int)");
		await expect(migrate(url)).rejects.toThrow(/does not fit this database .*give Boardwalk a database of its own/);
		const { rows } = await client.query(
			"select table_name from information_schema.tables where table_schema = 'public'",
		);
		expect(rows.map((row) => row.table_name).sort()).toEqual(["_prisma_migrations", "session"]);
	});
});

// ── the schema file, as far as a database can be compared with it ───────────────────────────────────────────────
interface Schema {
	/** "table.column" -> type */
	columns: Record<string, string>;
	keys: string[];
	references: string[];
	enums: Record<string, string>;
}

const TYPES: Record<string, string> = {
	String: "text",
	Boolean: "bool",
	Int: "int4",
	BigInt: "int8",
	DateTime: "timestamp",
	Json: "jsonb",
	Bytes: "bytea",
};

function parseSchema(text: string): Schema {
	const schema: Schema = { columns: {}, keys: [], references: [], enums: {} };
	const blocks = [...text.matchAll(/^(model|enum) (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, kind, name, body]) => ({
		kind: kind ?? "",
		name: name ?? "",
		lines: (body ?? "")
			.split("\n")
			.map((line) => line.replace(/\/\/.*/, "").trim())
			.filter((line) => line !== ""),
	}));
	for (const { name, lines } of blocks.filter(({ kind }) => kind === "enum")) schema.enums[name] = lines.join(",");
	const models = blocks.filter(({ kind }) => kind === "model");
	const tables = new Map(
		models.map(({ name, lines }) => [name, /@@map\("(\w+)"\)/.exec(lines.join("\n"))?.[1] ?? name]),
	);
	for (const { name, lines } of models) {
		const table = tables.get(name) ?? name;
		const fields = lines.filter((line) => !line.startsWith("@@"));
		const columnOf = new Map(
			fields.map((line) => {
				const field = line.split(/\s+/)[0] ?? "";
				return [field, /@map\("(\w+)"\)/.exec(line)?.[1] ?? field];
			}),
		);
		const columns = (list: string | undefined) => (list ?? "").split(",").map((field) => columnOf.get(field.trim()));
		for (const line of fields) {
			const [field = "", written = ""] = line.split(/\s+/);
			const type = written.replace(/[?[\]]/g, "");
			const other = tables.get(type);
			if (other !== undefined) {
				const from = /fields: \[([^\]]+)\]/.exec(line)?.[1];
				if (from === undefined) continue;
				const action = /onDelete: (\w+)/.exec(line)?.[1] ?? (written.endsWith("?") ? "SetNull" : "Restrict");
				schema.references.push(`${table}.${columns(from)[0]} -> ${other} ${action}`);
				continue;
			}
			const column = columnOf.get(field) ?? field;
			schema.columns[`${table}.${column}`] = (TYPES[type] ?? type) + (written.endsWith("?") ? "" : " not null");
			if (/@id\b/.test(line)) schema.keys.push(`primary ${table}(${column})`);
			if (/@unique\b/.test(line)) schema.keys.push(`unique ${table}(${column})`);
		}
		for (const line of lines) {
			const [, kind, list] = /^@@(id|unique|index)\(\[([^\]]+)\]/.exec(line) ?? [];
			if (kind === undefined) continue;
			schema.keys.push(`${kind === "id" ? "primary" : kind} ${table}(${columns(list).join(",")})`);
		}
	}
	return schema;
}
