// Everything that runs without a browser. Server tests share one embedded PostgreSQL, from which each file clones its own
// database (tests/helpers/database.ts). Browser tests are playwright.config.ts's.
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Most of the time a test waits for real servers and databases: two cores carry three files at once. */
const FILES_AT_ONCE = Math.max(3, availableParallelism() - 1);

export default defineConfig({
	test: {
		maxWorkers: FILES_AT_ONCE,
		projects: [
			// seeded searches over many boards; a busy machine takes several times as long. Core keeps nothing between tests, so that its
			// files may share their modules: a third less time
			{
				test: {
					name: "core",
					include: ["tests/core/**/*.test.ts"],
					environment: "node",
					isolate: false,
					testTimeout: 30_000,
				},
			},
			{
				test: {
					name: "components",
					include: ["tests/components/**/*.test.{ts,tsx}"],
					environment: "happy-dom",
					setupFiles: ["tests/helpers/patient-queries.ts"],
					testTimeout: 30_000,
				},
			},
			{
				test: {
					name: "server",
					include: ["tests/server/**/*.test.ts"],
					environment: "node",
					globalSetup: ["tests/helpers/database-setup.ts"],
					// a real server, real sockets and a real database on a busy machine
					testTimeout: 30_000,
					hookTimeout: 60_000,
				},
			},
			{ test: { name: "house", include: ["tests/house/**/*.test.ts"], environment: "node", testTimeout: 120_000 } },
		],
	},
});
