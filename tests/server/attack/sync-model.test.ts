// Sync as a whole, by chance: seeded runs of commands against a real node, a real database and real clients, ours and stock ones,
// each behind a line that fails. The oracle is world.ts. A longer search: MODEL_RUNS=200 MODEL_SEED=7 (any number).
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";
import { commands } from "./commands.ts";
import { World } from "./world.ts";

const SEED = Number(process.env.MODEL_SEED ?? 20_261_121);
const RUNS = Number(process.env.MODEL_RUNS ?? 3);
const MAX_COMMANDS = Number(process.env.MODEL_COMMANDS ?? 40);
/** A run takes one to four seconds on an idle machine. */
const RUN_LIMIT_MS = 90_000;

let server: TestServer;

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server?.stop());

test(
	`[Y1] [Y4] [Y5] [Y7] [R3] [R7] whatever happens, all see the same, what is saved is there, what is refused is nowhere (seed ${SEED}, ${RUNS} runs)`,
	async () => {
		let ran = 0;
		await fc.assert(
			fc.asyncProperty(commands(MAX_COMMANDS), async (cmds) => {
				const world = await World.open(server);
				try {
					await fc.asyncModelRun(() => ({ model: {}, real: world }), cmds);
					await world.finish();
					ran += [...cmds].length;
				} finally {
					await world.close();
				}
			}),
			// real clocks and sockets take no part in shrinking: the first counterexample is the most telling one
			{ seed: SEED, numRuns: RUNS, endOnFailure: true },
		);
		expect(ran).toBeGreaterThan(RUNS);
	},
	RUNS * RUN_LIMIT_MS,
);
