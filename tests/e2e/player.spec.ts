// The player of a replay in a real browser: walked by keys alone, with what is idle skipped, by links, on a phone, and at the
// edge of a session that still runs.
import type { Someone } from "./people.ts";
import { ReplayPage } from "./replay-page.ts";
import { expect, test } from "./test.ts";

async function sampleOf(who: Someone): Promise<string> {
	const answer = await who.call("GET", "/api/sample");
	expect(answer.status()).toBe(200);
	return (await answer.json()).id;
}

const secondOf = async (replay: ReplayPage) => Number(await replay.slider.getAttribute("aria-valuenow"));

test("a replay is walked by keys, previewed, played fast without what is idle, and its link leads to the same board", async ({
	come,
}) => {
	const vera = await come("Vera", { permissions: ["clipboard-read", "clipboard-write"] });
	const { page } = vera;
	const id = await sampleOf(vera);
	const replay = new ReplayPage(vera);
	await replay.open(id, "?t=900");
	await expect.poll(() => secondOf(replay)).toBe(900);

	// ── keys, with the focus nowhere special ────────────────────────────────────────────────────────────────────
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("Shift+ArrowRight");
	await expect.poll(() => secondOf(replay)).toBe(935);
	await page.keyboard.press("4");
	await expect(replay.slider).toHaveAttribute("aria-valuetext", /step 4, model$/);
	const step4 = await secondOf(replay);
	await page.keyboard.press(".");
	await expect.poll(() => secondOf(replay)).toBeGreaterThan(step4);
	await page.keyboard.press("Shift+B");
	await expect.poll(() => secondOf(replay)).toBe(step4);
	// the address comes along
	await expect.poll(() => new URL(page.url()).search).toBe(`?t=${step4}`);
	await page.keyboard.press("?");
	const help = page.getByRole("dialog", { name: "Keys" });
	for (const words of ["Skip what is idle, or not", "Slower, faster", "Next step"]) {
		await expect(help.getByText(words)).toBeVisible();
	}
	await page.keyboard.press("Escape");
	await expect(help).toHaveCount(0);

	// ── what lies at a place is said before one goes there ──────────────────────────────────────────────────────
	const track = await replay.slider.boundingBox();
	if (!track) throw new Error("there is no track");
	await page.mouse.move(track.x + track.width * 0.25, track.y + 45);
	await expect(page.locator(".bubble")).toHaveText(/^1\d:\d\dFrame|^1\d:\d\d(Clarify|Data)/);
	expect(await secondOf(replay)).toBe(step4);
	await page.mouse.move(track.x, track.y - 200);
	await expect(page.locator(".bubble")).toHaveCount(0);

	// ── the link ────────────────────────────────────────────────────────────────────────────────────────────────
	await page.keyboard.press("c");
	await expect(page.getByText(/^Link to \d+:\d\d copied$/)).toBeVisible();
	const link = await page.evaluate(() => navigator.clipboard.readText());
	expect(new URL(link).searchParams.get("t")).toBe(String(step4));
	await expect.poll(() => replay.frame()).toBeGreaterThan(0);
	const [frame, records] = [await replay.frame(), await vera.hand.records()];
	const other = await vera.anotherTab();
	await other.page.goto(link);
	await new ReplayPage(other).shows(frame, records);
	await other.page.close();

	// ── skipped, fast, to the end ───────────────────────────────────────────────────────────────────────────────
	await page.bringToFront();
	await page.keyboard.press("i");
	await expect(page.getByRole("button", { name: "Skip idle" })).toHaveAttribute("aria-pressed", "true");
	for (let n = 0; n < 5; n++) await page.keyboard.press(">");
	await expect(page.getByRole("radio", { name: "32×" })).toBeChecked();
	await page.keyboard.press("6");
	await expect(replay.slider).toHaveAttribute("aria-valuetext", /step 6, serve$/);
	await page.evaluate(() => {
		const seen: string[] = [];
		Object.assign(window, { seenWords: seen });
		new MutationObserver(() => {
			const words = document.querySelector(".bubble")?.textContent;
			if (words) seen.push(words);
		}).observe(document.body, { childList: true, subtree: true, characterData: true });
	});
	await page.keyboard.press("Space");
	await expect(page.getByText(/^The replay ends here, at \d+:\d\d\.$/)).toBeVisible({ timeout: 60_000 });
	const seen = await page.evaluate(() => (window as unknown as { seenWords: string[] }).seenWords);
	expect(seen.some((words) => /^\d+:\d\d skipped$/.test(words))).toBe(true);
	const last = await replay.frame();
	await page.keyboard.press("End");
	expect(await replay.frame()).toBe(last);
	await expect(page.getByText(/The replay ends here/)).toHaveCount(0);
	// the choice is kept
	await page.reload();
	await expect(page.getByRole("button", { name: "Skip idle" })).toHaveAttribute("aria-pressed", "true");
});

test("on a phone every control of a replay can be reached by a finger, and a finger is told where it is", async ({
	come,
}) => {
	const vera = await come("Vera", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
	const { page } = vera;
	const replay = new ReplayPage(vera);
	await replay.open(await sampleOf(vera), "?t=600");
	const player = page.getByRole("region", { name: "Player" });
	const controls = player.locator(".controls").locator("button:visible, select:visible");
	expect(await controls.count()).toBeGreaterThan(5);
	for (const control of await controls.all()) {
		const box = await control.boundingBox();
		const name = await control.evaluate((element) => element.getAttribute("aria-label") ?? element.textContent);
		expect(name, "a name").toBeTruthy();
		expect(box?.width, `width of ${name}`).toBeGreaterThanOrEqual(44);
		expect(box?.height, `height of ${name}`).toBeGreaterThanOrEqual(44);
		expect(box?.x, `left of ${name}`).toBeGreaterThanOrEqual(0);
		expect((box?.x ?? 0) + (box?.width ?? 0), `right of ${name}`).toBeLessThanOrEqual(390);
	}
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

	// a finger on the track
	const track = await replay.slider.boundingBox();
	if (!track) throw new Error("there is no track");
	const touch = await page.context().newCDPSession(page);
	const finger = (type: "touchStart" | "touchMove" | "touchEnd", x = 0) =>
		touch.send("Input.dispatchTouchEvent", {
			type,
			touchPoints: type === "touchEnd" ? [] : [{ x, y: track.y + track.height / 2 }],
		});
	await finger("touchStart", track.x + track.width * 0.3);
	await finger("touchMove", track.x + track.width * 0.5);
	await expect(page.locator(".bubble")).toHaveText(/^2\d:\d\d/);
	await expect.poll(() => secondOf(replay)).toBeGreaterThan(20 * 60);
	await finger("touchEnd");
	await expect(page.locator(".bubble")).toHaveCount(0);

	// what has no place of its own
	await player.getByRole("button", { name: "More of the player" }).tap();
	await page.getByRole("menuitemcheckbox", { name: "Show the lobby" }).tap();
	await expect(replay.slider).toHaveAttribute("aria-valuemin", /^-\d/);
	const before = await secondOf(replay);
	await player.getByRole("button", { name: "More of the player" }).tap();
	await expect(page.getByRole("menuitemcheckbox", { name: "Show the lobby" })).toHaveAttribute("aria-checked", "true");
	await page.getByRole("menuitem", { name: "Next step" }).tap();
	await expect.poll(() => secondOf(replay)).toBeGreaterThan(before);
	await page.getByRole("combobox", { name: "Speed" }).selectOption("8");
	await page
		.getByRole("link", { name: /Ticked by/ })
		.first()
		.tap();
	await expect.poll(() => secondOf(replay)).toBeLessThan(before);
});

test("[P19] the replay of a running session goes on second by second at its edge, and comes back to it", async ({
	come,
}) => {
	const ines = await come("Ines");
	const made = await ines.makeSession();
	await ines.enter(made.id);
	await ines.start();
	await ines.hand.box("Ads", { x: 100, y: 120 });
	const replay = new ReplayPage(await ines.anotherTab());
	const { page } = replay.who;
	await replay.open(made.id);
	const bar = page.getByRole("banner");
	await expect(bar.getByText("Live", { exact: true })).toBeVisible();
	// nobody does anything, and still time goes on: by single seconds, not by the two that lie between two looks
	const steps = await replay.slider.evaluate(
		(slider) =>
			new Promise<number[]>((done) => {
				const seen: number[] = [];
				let last = Number(slider.getAttribute("aria-valuenow"));
				const observer = new MutationObserver(() => {
					const second = Number(slider.getAttribute("aria-valuenow"));
					if (second === last) return;
					seen.push(second - last);
					last = second;
					if (seen.length < 7) return;
					observer.disconnect();
					done(seen);
				});
				observer.observe(slider, { attributeFilter: ["aria-valuenow"] });
			}),
	);
	expect(steps.filter((step) => step === 1).length, `seconds went on by ${steps}`).toBeGreaterThanOrEqual(5);

	await page.keyboard.press("ArrowLeft");
	await expect(bar.getByText("Behind live")).toBeVisible();
	await page.getByRole("button", { name: "Go to live" }).click();
	await expect(bar.getByText("Live", { exact: true })).toBeVisible();
	await expect(page.getByRole("button", { name: "Pause" })).toBeFocused();

	// what is drawn meanwhile comes by itself
	await ines.page.bringToFront();
	await ines.hand.box("Rank", { x: 300, y: 120 });
	await ines.isSaved();
	await page.bringToFront();
	await expect.poll(async () => (await replay.who.hand.shapes()).length).toBe(2);
	await ines.page.bringToFront();
	await ines.end();
	await page.bringToFront();
	await expect(page.getByRole("list", { name: "Moments" }).getByText("Interview ended")).toBeVisible();
});
