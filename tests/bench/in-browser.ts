// The replay as a person has it: the production build in Chromium, a real worker, a real pointer on the track. Each measurement
// is taken inside the page; the recording is the sample interview of the house (tests/bench/house.ts).
import { expect, type Page } from "@playwright/test";
import { SPEEDS } from "#components/replay/player-snapshot.ts";
import { median, quantile } from "./figures.ts";
import type { House } from "./house.ts";

const TIMELINES = 5;
const SEEKS = 60;
const PLAY_MS = 25_000;
const IDLE_MS = 10_000;
/** A picture that takes longer is seen. */
const SLOW_FRAME_MS = 50;

declare global {
	interface Window {
		benchWorker?: { url: string; options: WorkerOptions | undefined };
		benchSeeks?: number[];
	}
}

export interface PlayFigures {
	/** shares of all pictures, while playing at 16 times, and while nothing happens */
	readonly slowShare: number;
	readonly idleSlowShare: number;
	readonly frames: number;
}

export class ReplayBench {
	readonly #page: Page;

	private constructor(page: Page) {
		this.#page = page;
	}

	static async open(house: House, sessionId: string): Promise<ReplayBench> {
		const context = await house.browser.newContext({ viewport: { width: 1440, height: 900 } });
		// the worker of a measurement reads the recording from memory, which our policy forbids
		await context.route(/worker[^/]*\.js/, async (route) => {
			const response = await route.fetch();
			const { "content-security-policy": _, ...headers } = response.headers();
			await route.fulfill({ response, headers });
		});
		const page = await context.newPage();
		// what tsx puts around named functions does not exist in a page
		await page.addInitScript({ content: "globalThis.__name ??= (named) => named;" });
		await page.addInitScript(() => {
			const Native = window.Worker;
			window.Worker = class extends Native {
				constructor(url: string | URL, options?: WorkerOptions) {
					super(url, options);
					window.benchWorker = { url: String(url), options };
				}
			};
		});
		await page.goto(`${house.url}/sessions/${sessionId}/replay`);
		await expect(page.getByRole("slider", { name: "Time" })).toBeVisible({ timeout: 60_000 });
		await page.waitForFunction(() => window.boardwalkEditor !== undefined);
		return new ReplayBench(page);
	}

	async close(): Promise<void> {
		await this.#page.context().close();
	}

	/** From "open" to "laid" in a worker that has been loaded and has done nothing yet; the recording is there already. */
	async timeline(sessionId: string): Promise<number> {
		const turns: number[] = [];
		for (let turn = 0; turn < TIMELINES; turn++) {
			turns.push(
				await this.#page.evaluate(async (path) => {
					const made = window.benchWorker;
					if (!made) throw new Error("the page has no worker");
					const bytes = await (await fetch(path)).arrayBuffer();
					const local = URL.createObjectURL(new Blob([bytes]));
					const worker = new Worker(made.url, made.options);
					const hear = (type: string) =>
						new Promise<void>((done, fail) => {
							worker.addEventListener("message", ({ data }) => {
								if (data.type === type) done();
								else if (data.type === "failed") fail(new Error(`the worker failed: ${data.reason}`));
							});
						});
					worker.postMessage({ type: "open", url: new URL("/nothing", window.location.href).href });
					// it answers: it is there
					await hear("laid").catch(() => {});
					const laid = hear("laid");
					const from = performance.now();
					worker.postMessage({ type: "open", url: local });
					await laid;
					const ms = performance.now() - from;
					worker.terminate();
					URL.revokeObjectURL(local);
					return ms;
				}, `/api/sessions/${sessionId}/recording`),
			);
		}
		return median(turns);
	}

	/** From the press on the track to the second picture after the board holds that moment. */
	async seeks(random: () => number): Promise<{ p50: number; p95: number }> {
		await this.#page.evaluate(() => {
			const root = document.querySelector<HTMLElement>(".replay");
			if (!root) throw new Error("there is no replay");
			window.benchSeeks = [];
			let from: number | null = null;
			window.addEventListener(
				"pointerdown",
				() => {
					from = performance.now();
				},
				{ capture: true },
			);
			new MutationObserver(() => {
				const begunAt = from;
				from = null;
				if (begunAt === null) return;
				requestAnimationFrame(() => requestAnimationFrame(() => window.benchSeeks?.push(performance.now() - begunAt)));
			}).observe(root, { attributeFilter: ["data-frame"] });
		});
		const box = await this.#page.getByRole("slider", { name: "Time" }).boundingBox();
		if (!box) throw new Error("there is no track");
		for (let seek = 1; seek <= SEEKS; seek++) {
			await this.#page.mouse.move(box.x + 1 + random() * (box.width - 2), box.y + box.height / 2);
			await this.#page.mouse.down();
			await this.#page.waitForFunction((count) => (window.benchSeeks?.length ?? 0) >= count, seek);
			await this.#page.mouse.up();
		}
		const times = await this.#page.evaluate(() => window.benchSeeks ?? []);
		return { p50: median(times), p95: quantile(times, 0.95) };
	}

	/** Plays at 16 times from a fifth of the recording on, and looks at the pictures; before that at those of the idle page. */
	async play(): Promise<PlayFigures> {
		const slider = this.#page.getByRole("slider", { name: "Time" });
		const box = await slider.boundingBox();
		await slider.click({ position: { x: (box?.width ?? 0) * 0.2, y: (box?.height ?? 0) / 2 } });
		for (const _ of SPEEDS) await slider.press("<");
		for (let faster = 0; faster < SPEEDS.indexOf(16); faster++) await slider.press(">");
		const idle = await this.#frames(IDLE_MS);
		const before = await this.#frame();
		await slider.press(" ");
		const playing = await this.#frames(PLAY_MS);
		await slider.press(" ");
		if ((await this.#frame()) <= before) throw new Error("the replay did not play");
		return {
			slowShare: shareOfSlow(playing),
			idleSlowShare: shareOfSlow(idle),
			frames: playing.length,
		};
	}

	async #frame(): Promise<number> {
		return Number(await this.#page.locator("[data-frame]").getAttribute("data-frame"));
	}

	/** ms between pictures, for a while */
	async #frames(ms: number): Promise<number[]> {
		return this.#page.evaluate(
			(lengthMs) =>
				new Promise<number[]>((done) => {
					const gaps: number[] = [];
					const begunAt = performance.now();
					let last = begunAt;
					const look = () => {
						const now = performance.now();
						gaps.push(now - last);
						last = now;
						if (now - begunAt < lengthMs) requestAnimationFrame(look);
						else done(gaps.slice(1));
					};
					requestAnimationFrame(look);
				}),
			ms,
		);
	}
}

function shareOfSlow(gaps: readonly number[]): number {
	return gaps.filter((gap) => gap > SLOW_FRAME_MS).length / gaps.length;
}
