// Browser tests: the production build, a real embedded PostgreSQL, a real Chromium. One worker and patient expectations, because
// the machine that runs them may be small and busy; no retries, because a flaky test is a bug.
import { defineConfig } from "@playwright/test";
import { findChromium } from "./tests/browser.mjs";

const isRoot = process.getuid?.() === 0;
// workers read this file again: one look for a browser is enough
process.env.CHROME_PATH ??= (await findChromium()) ?? "";

export default defineConfig({
	testDir: "tests/e2e",
	globalSetup: "./tests/helpers/browser-setup.ts",
	workers: 1,
	retries: 0,
	forbidOnly: true,
	timeout: 120_000,
	expect: { timeout: 20_000 },
	reporter: "list",
	use: {
		// set by the global setup, which runs before any worker reads this
		baseURL: process.env.BOARDWALK_TEST_URL,
		viewport: { width: 1440, height: 900 },
		trace: "retain-on-failure",
		launchOptions: {
			executablePath: process.env.CHROME_PATH || undefined,
			args: [
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
				"--no-first-run",
				...(isRoot ? ["--no-sandbox"] : []),
			],
		},
	},
});
