// The embedded PostgreSQL after its first process was killed while another of its processes lives on for a while.
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { expect, test, vi } from "vitest";
import { startEmbeddedDatabase } from "#server/embedded-database.ts";

test("[R4] a PostgreSQL that refuses to start beside what is left of itself is started until it does", async () => {
	const dataDir = await mkdtemp(join(tmpdir(), "boardwalk-back-"));
	const onLost = vi.fn();
	const database = await startEmbeddedDatabase({ dataDir, dataDirChosen: true, onLost });
	try {
		const pid = Number((await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8")).split("\n")[0]);
		const children = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
		const held = Number(children.trim().split("\n")[0]);
		// it cannot notice that its first process is gone
		process.kill(held, "SIGSTOP");
		process.kill(pid, "SIGKILL");
		const log = () => readFile(join(dataDir, "postgres.log"), "utf8");
		await vi.waitFor(async () => expect(await log()).toMatch(/still in use/), { timeout: 20_000, interval: 10 });
		process.kill(held, "SIGCONT");
		await vi.waitFor(() => answers(database.url), { timeout: 20_000, interval: 20 });
		expect(onLost).not.toHaveBeenCalled();
	} finally {
		await database.stop();
		await rm(dataDir, { recursive: true, force: true });
	}
}, 60_000);

async function answers(url: string): Promise<void> {
	const client = new Client({ connectionString: url });
	client.on("error", () => {});
	try {
		await client.connect();
		await client.query("select 1");
	} finally {
		await client.end().catch(() => {});
	}
}
