// A PostgreSQL that outlived its server: after kill -9, where the kernel could not stop it, it still holds the data folder. We
// hold the folder's lock by now, so whoever runs there is nobody's: it is asked to stop, and its stale lock file removed.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

const GONE_TIMEOUT_MS = 10_000;
const POLL_MS = 25;

export async function endOrphan(cluster: string): Promise<void> {
	const lockFile = join(cluster, "postmaster.pid");
	if (!existsSync(lockFile)) return;
	const pid = Number((await readFile(lockFile, "utf8")).split("\n")[0]);
	if (!Number.isInteger(pid) || pid <= 1 || !(await isPostgresOf(pid, cluster))) {
		// the number belongs to somebody else by now (a container numbers its processes alike at every start)
		await rm(lockFile, { force: true });
		return;
	}
	kill(pid);
	const deadline = Date.now() + GONE_TIMEOUT_MS;
	while (await isPostgresOf(pid, cluster)) {
		if (Date.now() > deadline) {
			throw new StartError(
				`A PostgreSQL of an earlier run (process ${pid}) still holds ${cluster}; stop it with: kill -INT ${pid}`,
			);
		}
		await new Promise((done) => setTimeout(done, POLL_MS));
	}
}

function kill(pid: number): void {
	try {
		process.kill(pid, "SIGINT");
	} catch {
		// gone between two looks, or not ours to stop: the wait above says so
	}
}

async function isPostgresOf(pid: number, cluster: string): Promise<boolean> {
	const line = await commandLine(pid);
	return line.includes("postgres") && line.includes(cluster);
}

async function commandLine(pid: number): Promise<string> {
	if (existsSync("/proc/self")) {
		// a process that is gone, or a zombie, has no command line
		return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ");
	}
	try {
		return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
	} catch {
		return "";
	}
}
