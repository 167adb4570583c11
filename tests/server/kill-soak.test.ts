// The kill soak of `npm run soak` in small: the real server and a real PostgreSQL, killed while people draw.
import { expect, test } from "vitest";
import { soak } from "#tests/soak/soak.ts";

const SEED = 4;

test(`[R3] [Y7] kill -9 of the server and of its database while people draw: nothing that was shown as saved is lost, all tabs come together (seed ${SEED})`, async () => {
	const report = await soak({ serverKills: 3, postgresKills: 1, seed: SEED, say: () => {} });
	expect(report.losses).toEqual([]);
	expect(report.serverKills + report.postgresKills).toBe(4);
	// it has drawn, and the kills came in the midst of it
	expect(report.acknowledged).toBeGreaterThan(50);
	expect(report.acknowledged).toBe(report.edits);
	expect(report.healed).toBeGreaterThan(0);
}, 180_000);
