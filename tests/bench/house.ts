// What the measurements in a browser need: the production build, a database of its own in a temporary folder, a server in a
// process of its own, a Chromium, and recordings put where the replay finds them. All of it is gone when `close` resolves.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { buildPages, bundleServer, copyAssets, generate } from "../../server/prepare.mjs";
import { ensureChromium } from "../browser.mjs";
import { spawnBoardwalk } from "../helpers/spawned-server.ts";
import { openTemporaryDatabase } from "../helpers/temporary-database.ts";

export interface House {
	readonly url: string;
	readonly browser: Browser;
	/** Makes a recording the sample interview, which anybody may replay. */
	show(recordingFile: string): Promise<void>;
	close(): Promise<void>;
}

export async function launchChromium(): Promise<Browser> {
	return chromium.launch({
		executablePath: await ensureChromium(),
		args: [
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
			"--no-first-run",
			...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
		],
	});
}

export async function openHouse(): Promise<House> {
	await generate();
	await copyAssets();
	await buildPages();
	await bundleServer();
	// only now: its client has just been generated
	const { openDatabase } = await import("#server/db/client.ts");
	const { createLog } = await import("#server/log.ts");
	const { loadSample } = await import("#prisma/load-sample.ts");

	const undo: (() => Promise<unknown>)[] = [];
	const close = async () => {
		for (const step of undo.splice(0).reverse()) await step();
	};
	try {
		const postgres = await openTemporaryDatabase();
		undo.push(() => postgres.close());
		const server = await spawnBoardwalk({
			env: { DATABASE_URL: postgres.url, AUTH_SECRET: "a secret for measurements that nobody else has to know" },
		});
		undo.push(() => server.end());
		const log = createLog("warn");
		const database = openDatabase(postgres.url, log);
		undo.push(() => database.close());
		const browser = await launchChromium();
		undo.push(() => browser.close());
		return {
			url: server.url,
			browser,
			close,
			async show(file) {
				const bytes = gzipSync(await readFile(file));
				await database.prisma.$transaction((transaction) => loadSample(transaction, log, { file, bytes }), {
					timeout: 120_000,
					maxWait: 120_000,
				});
			},
		};
	} catch (error) {
		await close();
		throw error;
	}
}
