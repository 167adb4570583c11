// What must be there before the server can run: packages, Prisma's client, tldraw's files, the built pages, the bundled server.
// Each step looks first whether its work is done, by a hash of what it is made from, so that a second start does nothing
// twice. Node built-ins only: nothing is installed yet. `npm start` and `npm test` both use it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** A step that failed: one sentence, printed without a stack. */
export class StepError extends Error {}

const STAMPS = "dist/stamps.json";
const KEPT_OUTPUT_LINES = 40;
/** Workers are found beside the server. */
const SERVER_ENTRIES = [
	{ in: "server/index.ts", out: "server" },
	{ in: "server/checkpoint-worker.ts", out: "checkpoint-worker" },
	{ in: "server/pack-worker.ts", out: "pack-worker" },
];

// ── steps ───────────────────────────────────────────────────────────────────────────────────────────────────────
/** node_modules is what the lock file says, development packages included (a start builds). */
export async function install() {
	if (isInstalled()) return;
	await step("Installing packages (about a minute the first time)", () =>
		run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], {
			hint: "Packages could not be installed; check the connection to the package registry and start again.",
		}),
	);
}

/** Compares what npm wrote down about node_modules with the lock file: no stamp of ours to go stale. */
function isInstalled() {
	try {
		const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
		const present = JSON.parse(readFileSync("node_modules/.package-lock.json", "utf8")).packages;
		return Object.entries(wanted).every(
			([path, entry]) => path === "" || entry.optional || entry.link || present[path]?.version === entry.version,
		);
	} catch {
		return false;
	}
}

export async function generate() {
	const inputs = hashOf(["prisma/schema.prisma", "prisma.config.ts", "node_modules/prisma/package.json"]);
	await once("generate", inputs, ["server/db/generated/client.ts"], "Generating the database client", async () => {
		// without an engine binary Prisma tries to download one that generating does not need; any existing file will do
		const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, ...process.env };
		await run(process.execPath, [bin("prisma", "prisma"), "generate"], { env });
	});
}

/** tldraw's fonts, icons and translations, served by us under a path that carries their version. */
export async function copyAssets() {
	const { version } = JSON.parse(readFileSync("node_modules/@tldraw/assets/package.json", "utf8"));
	const target = `public/tldraw/${version}`;
	if (existsSync(target)) return;
	const half = `public/tldraw/${version}.half-made`;
	rmSync(half, { recursive: true, force: true });
	mkdirSync(half, { recursive: true });
	for (const folder of ["fonts", "icons", "translations", "embed-icons"]) {
		cpSync(`node_modules/@tldraw/assets/${folder}`, `${half}/${folder}`, { recursive: true });
	}
	renameSync(half, target);
}

export async function buildPages() {
	const inputs = hashOf([
		...["app", "components", "core", "server", "public"].filter((folder) => existsSync(folder)),
		...["next.config.js", "tsconfig.json", "package.json", "package-lock.json"],
	]);
	await once("pages", inputs, [".next/BUILD_ID"], "Building the pages (about half a minute)", async () => {
		rmSync(".next", { recursive: true, force: true });
		const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
		await run(process.execPath, [bin("next", "next"), "build"], { env });
	});
}

export async function bundleServer() {
	const inputs = hashOf(["server", "core", "prisma", "package.json", "package-lock.json"]);
	const outputs = SERVER_ENTRIES.map(({ out }) => `dist/${out}.mjs`);
	await once("server", inputs, outputs, "Building the server", () => bundle(serverBundle("dist")));
}

/** For whoever runs the server's sources instead of its bundle (tests, measurements): its worker threads cannot run from them. */
export async function bundleWorkers() {
	// two test runs at once: each puts a whole file into its place
	const half = `dist/sources.${process.pid}`;
	await bundle({ ...serverBundle(half), entryPoints: SERVER_ENTRIES.filter(({ out }) => out.endsWith("-worker")) });
	mkdirSync("dist/sources", { recursive: true });
	for (const name of readdirSync(half)) renameSync(join(half, name), join("dist/sources", name));
	rmSync(half, { recursive: true });
}

async function bundle(options) {
	const esbuild = await loadEsbuild();
	await esbuild.build(options);
	await esbuild.stop(); // or its helper process stays as long as we do
}

export function loadEsbuild() {
	return import(createRequire(join(process.cwd(), "package.json")).resolve("esbuild"));
}

/** How the server and its worker threads become one file each in a folder; packages stay outside. */
export function serverBundle(outdir) {
	return {
		entryPoints: SERVER_ENTRIES,
		outdir,
		outExtension: { ".js": ".mjs" },
		bundle: true,
		platform: "node",
		format: "esm",
		target: "node20",
		packages: "external",
		sourcemap: true,
		logLevel: "silent",
	};
}

// ── how a step runs ─────────────────────────────────────────────────────────────────────────────────────────────
/** Does the work unless it was done from the same inputs and its outputs are still there. */
async function once(name, inputs, outputs, title, work) {
	const stamps = existsSync(STAMPS) ? JSON.parse(readFileSync(STAMPS, "utf8")) : {};
	if (stamps[name] === inputs && outputs.every((path) => existsSync(path))) return;
	await step(title, work);
	mkdirSync("dist", { recursive: true });
	const now = existsSync(STAMPS) ? JSON.parse(readFileSync(STAMPS, "utf8")) : {};
	writeFileSync(`${STAMPS}.${process.pid}`, JSON.stringify({ ...now, [name]: inputs }));
	renameSync(`${STAMPS}.${process.pid}`, STAMPS);
}

/** Says what is being done, and after how long it was done. */
async function step(title, work) {
	const startedAt = Date.now();
	const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
	const live = process.stdout.isTTY;
	process.stdout.write(live ? `  ${title} …` : `  ${title} …\n`);
	const timer = live && setInterval(() => process.stdout.write(`\r  ${title} … ${seconds()}`), 1000);
	try {
		await work();
		process.stdout.write(live ? `\r  ${title} … done (${seconds()})\n` : `  done (${seconds()})\n`);
	} catch (error) {
		process.stdout.write(live ? `\r  ${title} … failed (${seconds()})\n` : `  failed (${seconds()})\n`);
		throw error;
	} finally {
		clearInterval(timer);
	}
}

/** Runs a program quietly; when it fails, the end of what it said is shown. A signal to us ends it, too. */
export function run(command, args, { env = process.env, hint } = {}) {
	return new Promise((done, fail) => {
		const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding("utf8").on("data", (text) => {
				output = (output + text).slice(-64 * 1024);
			});
		}
		const pass = (signal) => {
			child.kill(signal);
			process.exitCode = 1;
		};
		process.once("SIGINT", pass).once("SIGTERM", pass);
		const settle = () => process.off("SIGINT", pass).off("SIGTERM", pass);
		child.once("error", (error) => {
			settle();
			fail(new StepError(`${command} could not be started (${error.message}); is it installed?`));
		});
		child.once("close", (code, signal) => {
			settle();
			if (code === 0) return done();
			if (signal !== null) return fail(new StepError(`Stopped by ${signal}.`));
			console.error(output.trimEnd().split("\n").slice(-KEPT_OUTPUT_LINES).join("\n"));
			fail(new StepError(hint ?? "The step above failed; the lines before this one say why."));
		});
	});
}

/** A package's own program, run by this Node itself: no wrapper between us and its signals. */
export function bin(packageName, program) {
	const folder = join("node_modules", packageName);
	const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
	return join(folder, typeof bin === "string" ? bin : bin[program]);
}

/** One hash over names and contents of files and folders; what is generated or hidden does not count. */
function hashOf(paths) {
	const hash = createHash("sha256").update(process.version.split(".")[0]);
	const add = (path, isFolder) => {
		if (!isFolder) {
			hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
			return;
		}
		for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
			const inside = join(path, entry.name);
			if (entry.name.startsWith(".") || inside === join("server", "db", "generated")) continue;
			if (inside === join("public", "tldraw")) continue;
			add(inside, entry.isDirectory());
		}
	};
	for (const path of paths) if (existsSync(path)) add(path, readdirOrNull(path) !== null);
	return hash.digest("hex");
}

function readdirOrNull(path) {
	try {
		return readdirSync(path);
	} catch {
		return null;
	}
}
