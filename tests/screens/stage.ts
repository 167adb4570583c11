// Where the screens are taken: a server and a database of their own, people in browsers of their own, and the camera,
// which takes each screen in three sizes and two themes and looks for what must not be on any.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, chromium } from "@playwright/test";
import { Pool } from "pg";
import { decodeRecording } from "#core/recording.ts";
import { startEmbeddedDatabase } from "#server/embedded-database.ts";
import { ensureChromium } from "#tests/browser.mjs";
import { Someone } from "#tests/e2e/people.ts";
import { spawnBoardwalk } from "#tests/helpers/spawned-server.ts";
import type { Sample } from "./seed.ts";

export const SIZES = [
	{ name: "wide", width: 1440, height: 900 },
	{ name: "tablet", width: 1024, height: 768 },
	{ name: "phone", width: 390, height: 844 },
] as const;
export const THEMES = ["light", "dark"] as const;

export interface Shot {
	readonly screen: string;
	readonly size: (typeof SIZES)[number]["name"];
	readonly theme: (typeof THEMES)[number];
	readonly file: string;
	/** what is wrong with it, in words */
	readonly faults: readonly string[];
}

export interface Options {
	/** only these sizes, where the others have no such screen */
	readonly sizes?: readonly Shot["size"][];
	/** brings the page into this state again after its size has changed */
	readonly settle?: (person: Someone) => Promise<void>;
}

export interface Stage {
	readonly url: string;
	readonly pool: Pool;
	readonly sample: Sample;
	come(name: string): Promise<Someone>;
	shoot(screen: string, person: Someone, options?: Options): Promise<void>;
}

/** Builds the stage, lets the scenes play, and takes everything down again. */
export async function withStage(folder: string, play: (stage: Stage) => Promise<void>): Promise<Shot[]> {
	const dataDir = await mkdtemp(join(tmpdir(), "boardwalk-screens-"));
	const postgres = await startEmbeddedDatabase({ dataDir, dataDirChosen: true, onLost: console.error });
	const server = await spawnBoardwalk({
		env: { DATABASE_URL: postgres.url, AUTH_SECRET: "a secret for pictures that nobody else has to know" },
	});
	const pool = new Pool({ connectionString: postgres.url });
	const browser = await openBrowser();
	const shots: Shot[] = [];
	try {
		await play({
			url: server.url,
			pool,
			sample: await readSample(),
			come: (name) => come(browser, server.url, name),
			shoot: async (screen, person, options) => {
				for (const shot of await shoot(folder, screen, person, options)) shots.push(shot);
			},
		});
	} finally {
		await browser.close();
		await server.end();
		await pool.end();
		await postgres.stop();
		await rm(dataDir, { recursive: true, force: true });
	}
	return shots;
}

async function openBrowser(): Promise<Browser> {
	const args = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
	if (process.getuid?.() === 0) args.push("--no-sandbox");
	return chromium.launch({ executablePath: await ensureChromium(), args });
}

async function come(browser: Browser, url: string, name: string): Promise<Someone> {
	const context = await browser.newContext({ baseURL: url, viewport: SIZES[0], reducedMotion: "reduce" });
	context.setDefaultTimeout(30_000);
	return new Someone(await context.newPage(), name, url);
}

/** As the interviewer sees it, with brief and notes. */
async function readSample(): Promise<Sample> {
	return decodeRecording(gunzipSync(await readFile("prisma/sample/ad-click-prediction.bwr.gz")));
}

async function shoot(folder: string, screen: string, person: Someone, options: Options = {}): Promise<Shot[]> {
	const { page } = person;
	const shots: Shot[] = [];
	for (const { name: size, width, height } of SIZES) {
		if (options.sizes && !options.sizes.includes(size)) continue;
		await page.setViewportSize({ width, height });
		for (const theme of THEMES) {
			await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
			await options.settle?.(person);
			await rest(person);
			const file = `${screen}-${size}-${theme}.png`;
			await page.screenshot({ path: join(folder, file), animations: "disabled" });
			shots.push({ screen, size, theme, file, faults: await faultsOf(person, width) });
		}
	}
	await page.setViewportSize(SIZES[0]);
	console.log(`  ${screen}${shots.some(({ faults }) => faults.length > 0) ? " (with faults)" : ""}`);
	return shots;
}

/** tldraw lays its interface out by the width of the board, once it has been measured. */
const LAID_OUT_MS = 250;

/** Everything that was on its way is painted; a board shows all that lies on it. */
async function rest({ page }: Someone): Promise<void> {
	await page.evaluate(async (laidOutMs) => {
		await document.fonts.ready;
		const editor = window.boardwalkEditor;
		if (editor && editor.getCurrentPageShapeIds().size > 0) editor.zoomToFit({ immediate: true });
		await new Promise((done) => setTimeout(done, laidOutMs));
		await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
	}, LAID_OUT_MS);
}

async function faultsOf({ page }: Someone, width: number): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const faults = violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	return wide > width ? [...faults, `it is ${wide} px wide on ${width}`] : faults;
}
