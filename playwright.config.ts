// Browser tests: the production build, a real embedded PostgreSQL, a real Chromium. One worker and patient expectations, because
// the machine that runs them may be small and busy: two workers saved a sixth of the time on two cores, and gestures came apart. No
// retries, because a flaky test is a bug.
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
		// a trace costs as much as a fifth of the test that it tells of: TRACE=1 records one of what fails
		trace: process.env.TRACE ? "retain-on-failure" : "off",
		screenshot: "only-on-failure",
		launchOptions: {
			executablePath: process.env.CHROME_PATH || undefined,
			args: [
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
				// drawn by the processor either way
				"--disable-gpu",
				"--no-first-run",
				...(isRoot ? ["--no-sandbox"] : []),
			],
		},
	},
});
