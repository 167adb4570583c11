// The camera: takes a screen in three sizes and two themes and looks for what must not be on any. And what the scenes have:
// people, the server's own database, the sample interview.
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import { decodeRecording } from "#core/recording.ts";
import type { Someone } from "#tests/e2e/people.ts";
import type { Ask, Sample } from "./seed.ts";

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
	/** with what lies below the edge of the window */
	readonly whole?: boolean;
	/** axe's rules that do not hold here, with a reason in the scene */
	readonly excused?: readonly string[];
	/** brings the page into this state again after its size has changed */
	readonly settle?: (person: Someone) => Promise<void>;
}

export interface Stage {
	readonly ask: Ask;
	readonly sample: Sample;
	come(name: string): Promise<Someone>;
	shoot(screen: string, person: Someone, options?: Options): Promise<void>;
}

/** Where the pictures lie, and beside them one line of JSON a shot. */
export const FOLDER = "screens";
export const SHOTS = join(FOLDER, "shots.jsonl");

export async function openStage(come: Stage["come"], { ask }: { ask: Ask }): Promise<Stage> {
	const sample = await readSample();
	return { ask, sample, come, shoot };
}

/** As the interviewer sees it, with brief and notes. */
async function readSample(): Promise<Sample> {
	return decodeRecording(gunzipSync(await readFile("prisma/sample/ad-click-prediction.bwr.gz")));
}

async function shoot(screen: string, person: Someone, options: Options = {}): Promise<void> {
	const { page } = person;
	for (const { name: size, width, height } of SIZES) {
		if (options.sizes && !options.sizes.includes(size)) continue;
		await page.setViewportSize({ width, height });
		for (const theme of THEMES) {
			await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
			await options.settle?.(person);
			await rest(person);
			const file = `${screen}-${size}-${theme}.png`;
			await page.screenshot({ path: join(FOLDER, file), animations: "disabled", fullPage: options.whole });
			const shot: Shot = { screen, size, theme, file, faults: await faultsOf(person, width, options.excused) };
			await appendFile(SHOTS, `${JSON.stringify(shot)}\n`);
		}
	}
	await page.setViewportSize(SIZES[0]);
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

async function faultsOf({ page }: Someone, width: number, excused: readonly string[] = []): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).disableRules([...excused]).analyze();
	const faults = violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	return wide > width ? [...faults, `it is ${wide} px wide on ${width}`] : faults;
}
