// `npm test`, and `npm run check` (--check: no builds, no tests). Plain JavaScript with Node built-ins: it installs what is missing, then
// runs every stage, also after one has failed, and ends with one line: passed, failed, skipped over all checks and tests.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bin, buildPages, bundleServer, copyAssets, generate, install, StepError } from "../server/prepare.mjs";
import { ensureChromium } from "./browser.mjs";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
process.env.NEXT_TELEMETRY_DISABLED ??= "1";
const onlyChecks = process.argv.includes("--check");
const startedAt = Date.now();
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const results = mkdtempSync(join(tmpdir(), "boardwalk-results-"));

const node = (packageName, program, ...args) => [process.execPath, bin(packageName, program), ...args];

try {
	console.log("Preparing");
	await install();
	await generate();
	await copyAssets();

	console.log("\nChecks");
	await check("Format and lint", node("@biomejs/biome", "biome", "ci", "--error-on-warnings", "."));
	// Next's own types: style modules, routes
	await check("Types of the routes", node("next", "next", "typegen"));
	await check("Types", node("typescript", "tsc", "--noEmit", "-p", writeTypesConfig()));
	await check("Types of core: no clock, no network, no page", node("typescript", "tsc", "--noEmit", "-p", "core"));
	const folders = ["app", "components", "core", "prisma", "server", "tests"];
	await check(
		"Import rules",
		node("dependency-cruiser", "depcruise", "--config", ".dependency-cruiser.cjs", ...folders),
	);
	await check("Dead code", node("knip", "knip"));

	if (!onlyChecks) {
		console.log("\nProduction build");
		const isBuilt = await attempt("Production build", async () => {
			await buildPages();
			await bundleServer();
		});

		console.log("\nUnit, component and server tests");
		const units = join(results, "vitest.json");
		await suite("vitest", units, countVitest, [
			...node("vitest", "vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${units}`),
		]);

		console.log("\nBrowser tests");
		const pages = join(results, "playwright.json");
		if (isBuilt && (await attempt("A Chromium", ensureChromium, { quiet: true }))) {
			process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = pages;
			await suite(
				"playwright",
				pages,
				countPlaywright,
				node("@playwright/test", "playwright", "test", "--reporter=list,json"),
			);
		} else {
			fail("Browser tests could not run");
		}
	}
} catch (error) {
	// only what nothing can go on without: packages, the database client
	fail(error instanceof StepError ? error.message : String(error?.stack ?? error));
} finally {
	rmSync(results, { recursive: true, force: true });
}

console.log(`\nAfter ${Math.round((Date.now() - startedAt) / 1000)} s`);
for (const failure of failures) console.log(`  failed: ${failure}`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : "";
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = totals.failed > 0 ? 1 : 0;

/** Our tsconfig without what a development server left or is writing at this moment. */
function writeTypesConfig() {
	const path = "dist/tsconfig.check.json";
	mkdirSync("dist", { recursive: true });
	const config = {
		extends: "../tsconfig.json",
		compilerOptions: { incremental: true, tsBuildInfoFile: "./check.tsbuildinfo" },
		include: ["../**/*.ts", "../**/*.tsx", "../next-env.d.ts", "../.next/types/**/*.ts"],
		exclude: ["../node_modules", "../dist"],
	};
	writeFileSync(path, JSON.stringify(config));
	return path;
}

// ── stages ──────────────────────────────────────────────────────────────────────────────────────────────────────
/** A tool that is quiet when all is well; its words are shown when not. Counts as one. */
async function check(title, [command, ...args]) {
	const begunAt = Date.now();
	const { code, output } = await execute(command, args, { capture: true });
	const seconds = ((Date.now() - begunAt) / 1000).toFixed(1);
	console.log(`  ${code === 0 ? "✓" : "✗"} ${title} (${seconds} s)`);
	if (code === 0) {
		totals.passed += 1;
		return;
	}
	console.log(output.trimEnd().replaceAll(/^/gm, "    "));
	fail(title);
}

/** Work of our own. Counts as one. */
async function attempt(title, work, { quiet = false } = {}) {
	try {
		await work();
		if (!quiet) totals.passed += 1;
		return true;
	} catch (error) {
		console.log(`  ${error instanceof Error ? error.message : error}`);
		fail(title);
		return false;
	}
}

/** A test runner that shows its own progress and leaves a count in a file. */
async function suite(title, file, count, [command, ...args]) {
	const { code } = await execute(command, args, { capture: false });
	let counted = null;
	try {
		counted = count(JSON.parse(readFileSync(file, "utf8")));
	} catch {
		return fail(`${title} ended without a result`);
	}
	for (const key of Object.keys(totals)) totals[key] += counted[key];
	if (counted.failed > 0) failures.push(`${counted.failed} of ${title}`);
	// an error outside every test, or nothing run at all
	else if (code !== 0) fail(`${title} itself (code ${code})`);
	else if (counted.passed === 0) fail(`${title} ran nothing`);
}

function countVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
	// a file that could not even be loaded has no tests to fail
	const unloaded = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
	return {
		passed: numPassedTests,
		failed: numFailedTests + unloaded,
		skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
	};
}

function countPlaywright({ stats, errors }) {
	return {
		passed: stats.expected,
		failed: stats.unexpected + stats.flaky + (stats.unexpected === 0 ? errors.length : 0),
		skipped: stats.skipped,
	};
}

function fail(what) {
	totals.failed += 1;
	failures.push(what);
}

function execute(command, args, { capture }) {
	return new Promise((done) => {
		const child = spawn(command, args, {
			stdio: capture ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
		});
		let output = "";
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding("utf8").on("data", (text) => {
				output += text;
			});
		}
		const pass = (signal) => child.kill(signal);
		process.once("SIGINT", pass).once("SIGTERM", pass);
		const settle = (code) => {
			process.off("SIGINT", pass).off("SIGTERM", pass);
			done({ code, output });
		};
		child.once("error", (error) => {
			output += error.message;
			settle(1);
		});
		child.once("close", (code) => settle(code ?? 1));
	});
}
