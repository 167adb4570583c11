// Before the browser tests: one production server with an empty database of its own; after them, both are gone.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnBoardwalk } from "./spawned-server.ts";

export default async function setup(): Promise<() => Promise<void>> {
	const dataDir = await mkdtemp(join(tmpdir(), "boardwalk-e2e-"));
	const server = await spawnBoardwalk({ env: { DATA_DIR: dataDir } });
	process.env.BOARDWALK_TEST_URL = server.url;
	return async () => {
		const { output } = await server.end();
		if (process.env.DEBUG_SERVER) console.log(output);
		await rm(dataDir, { recursive: true, force: true });
	};
}
