// A PostgreSQL of one's own in a temporary folder, real and empty. Stopped and removed by `close`.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedDatabase } from "#server/embedded-database.ts";

export interface TemporaryDatabase {
	readonly url: string;
	readonly dataDir: string;
	close(): Promise<void>;
}

export async function openTemporaryDatabase(): Promise<TemporaryDatabase> {
	const dataDir = await mkdtemp(join(tmpdir(), "boardwalk-test-"));
	const remove = () => rm(dataDir, { recursive: true, force: true });
	try {
		const { url, stop } = await startEmbeddedDatabase({ dataDir, dataDirChosen: true, onLost: console.error });
		return {
			url,
			dataDir,
			async close() {
				await stop();
				await remove();
			},
		};
	} catch (error) {
		await remove();
		throw error;
	}
}
