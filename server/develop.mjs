// `npm run dev`: bundles the server again whenever a file of it changes and restarts it as a child; the pages reload by Next's own
// means. A change that leaves the bundle as it was (a comment, a file of the pages) restarts nothing.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEsbuild, serverBundle } from "./prepare.mjs";

/** Beside the production bundle, which may be running. */
const FOLDER = "dist/development";
/** Saves come in bursts; one restart is enough for all of them. */
const SETTLE_MS = 300;

export async function develop() {
	let child = null;
	let restarting = Promise.resolve();
	let running = "";
	let timer = null;
	let ending = false;

	const restart = () => {
		restarting = restarting.then(async () => {
			const bundle = hashOfBundle();
			if (bundle === running || ending) return;
			if (running !== "") console.log("\nThe server's code changed: starting it again");
			running = bundle;
			await stopped(child);
			if (ending) return;
			// the channel tells the child when we are gone
			child = spawn(process.execPath, ["--enable-source-maps", join(FOLDER, "server.mjs")], {
				stdio: ["inherit", "inherit", "inherit", "ipc"],
			});
			const mine = child;
			child.once("exit", (code) => {
				if (mine === child && code !== 0 && !ending) console.error("The server ended; save a file to start it again.");
				if (mine === child && !ending) running = "ended";
			});
		});
	};

	const report = {
		name: "restart",
		setup(build) {
			build.onEnd(({ errors }) => {
				for (const { text, location } of errors) console.error(`${location?.file}:${location?.line}: ${text}`);
				if (errors.length > 0) return;
				clearTimeout(timer);
				timer = setTimeout(restart, SETTLE_MS);
			});
		},
	};
	const context = await (await loadEsbuild()).context({ ...serverBundle(FOLDER), plugins: [report] });
	await context.watch();

	const end = async () => {
		ending = true;
		clearTimeout(timer);
		await context.dispose();
		await stopped(child);
		process.exit(0);
	};
	process.on("SIGINT", end).on("SIGTERM", end);
}

/** Of the server and its worker thread. */
function hashOfBundle() {
	const hash = createHash("sha256");
	for (const name of readdirSync(FOLDER).filter((name) => name.endsWith(".mjs"))) {
		hash.update(readFileSync(join(FOLDER, name)));
	}
	return hash.digest("hex");
}

/** Resolves when the child is gone; asks it to stop. */
function stopped(child) {
	if (child === null || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
	return new Promise((done) => {
		child.once("exit", done);
		child.kill("SIGTERM");
	});
}
