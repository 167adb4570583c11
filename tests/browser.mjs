// The Chromium of the browser tests: an installed one, else Playwright's own download, else the distribution's package where we are
// root on Debian, else one sentence that says what to do. Node built-ins only.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { bin } from "../server/prepare.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ELSEWHERE = [
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Path of a Chromium that runs, or null. */
export async function findChromium() {
	const folders = (process.env.PATH ?? "").split(delimiter);
	const candidates = [
		process.env.CHROME_PATH,
		...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
		...ELSEWHERE,
		await playwrightsOwn(),
	];
	return candidates.find((path) => path && existsSync(path) && runs(path)) ?? null;
}

/** The same, after having tried to get one; throws one sentence where that is impossible. */
export async function ensureChromium() {
	const found = await findChromium();
	if (found) return found;
	console.log("  No Chromium found; getting one …");
	attempt(process.execPath, [bin("@playwright/test", "playwright"), "install", "chromium"]);
	const own = await findChromium();
	if (own) return own;
	if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
		attempt("apt-get", ["update", "-qq"]);
		attempt("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
	}
	const packaged = await findChromium();
	if (packaged) return packaged;
	throw new Error(
		"The browser tests need a Chromium, and none could be fetched; install one (Debian, Ubuntu: apt-get install chromium) or set CHROME_PATH to it.",
	);
}

/** A name in the PATH may be a stub that only tells where to get the real one. */
function runs(path) {
	return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

async function playwrightsOwn() {
	try {
		const { chromium } = await import("@playwright/test");
		return chromium.executablePath();
	} catch {
		return null;
	}
}

/** A download that hangs must not hang the tests. */
const ATTEMPT_MS = 5 * 60_000;

function attempt(command, args) {
	spawnSync(command, args, {
		stdio: "inherit",
		timeout: ATTEMPT_MS,
		env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
	});
}
