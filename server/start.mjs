// `npm start` and `npm run dev`. Plain JavaScript with Node built-ins only, because nothing is installed yet: checks Node, prepares
// what is missing (prepare.mjs), then imports the bundled server into this very process, so that a signal finds nobody between.
// With --dev the server is a child instead, restarted when its code changes, and Next reloads the pages.
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const OLDEST_NODE = [20, 19];

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
	console.error(
		`Boardwalk needs Node ${OLDEST_NODE.join(".")} or newer, this is ${process.versions.node}; get one from https://nodejs.org`,
	);
	process.exit(1);
}

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
process.env.NEXT_TELEMETRY_DISABLED ??= "1";
const isDevelopment = process.argv.includes("--dev");
process.env.NODE_ENV = isDevelopment ? "development" : "production";

// npm runs us behind a shell and gives its SIGTERM to that shell alone: when the shell is gone, we were asked to stop
if (process.env.npm_lifecycle_event) {
	const shell = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === shell) return;
		clearInterval(watch);
		process.kill(process.pid, "SIGTERM");
	}, 250);
	watch.unref();
}

const { bundleServer, buildPages, copyAssets, generate, install, StepError } = await import("./prepare.mjs");
try {
	await install();
	await generate();
	await copyAssets();
	if (isDevelopment) {
		await (await import("./develop.mjs")).develop();
	} else {
		await buildPages();
		await bundleServer();
		await import(pathToFileURL("dist/server.mjs").href);
	}
} catch (error) {
	if (!(error instanceof StepError)) throw error;
	console.error(`\n${error.message}`);
	process.exit(1);
}
