// `npm run dev`: bundles the server again whenever a file of it changes and restarts it as a child; the pages reload by Next's own
// means. A change that leaves the bundle as it was (a comment, a file of the pages) restarts nothing.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { loadEsbuild, serverBundle } from "./prepare.mjs";

const OUTFILE = "dist/server-dev.mjs";
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
			const bundle = createHash("sha256").update(readFileSync(OUTFILE)).digest("hex");
			if (bundle === running || ending) return;
			if (running !== "") console.log("\nThe server's code changed: starting it again");
			running = bundle;
			await stopped(child);
			if (ending) return;
			// the channel tells the child when we are gone
			child = spawn(process.execPath, ["--enable-source-maps", OUTFILE], {
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
	const context = await (await loadEsbuild()).context({ ...serverBundle(OUTFILE), plugins: [report] });
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

/** Resolves when the child is gone; asks it to stop. */
function stopped(child) {
	if (child === null || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
	return new Promise((done) => {
		child.once("exit", done);
		child.kill("SIGTERM");
	});
}
