// Boardwalk asks nobody but its own server, also where a partner comes by plain http. What watches the requests of every test is
// in test.ts; here somebody goes through all pages, and the watcher itself is shown to see.
import { ReplayPage } from "./replay-page.ts";
import { expect, PLAIN_HOST, test, watch } from "./test.ts";

test("all pages, one interview and its replay ask for nothing beyond the server, on plain http", async ({
	come,
	baseURL,
}) => {
	const url = (baseURL ?? "").replace("localhost", PLAIN_HOST);
	const [ines, carl] = [await come("Ines", { url }), await come("Carl", { url })];
	await ines.openRoom({ question: /click predictor/i });
	expect(new URL(ines.page.url()).hostname).toBe(PLAIN_HOST);
	expect(await ines.page.evaluate(() => window.isSecureContext)).toBe(false);
	const id = ines.sessionId;
	await carl.join(await ines.linkFor("candidate"));
	await ines.start();
	await carl.hand.box("Ads", { x: 120, y: 120 });
	await carl.hand.text("words", { x: 120, y: 300 });
	await ines.note("+ draws early");
	await ines.goTo(/^Step 1, /);
	await carl.isSaved();
	await ines.end();
	await ines.close();
	await expect(carl.page.getByText(/^This interview ended at/)).toBeVisible();

	for (const person of [ines, carl]) {
		const replay = new ReplayPage(person);
		await replay.open(id, "?t=0");
		await replay.press("End");
		await expect.poll(() => person.hand.labels()).toEqual(["Ads", "words"]);
	}
	await ines.page.goto("/");
	await expect(ines.page.getByRole("table", { name: /My sessions/ })).toBeVisible();
	await ines.page.goto("/join/nobody-knows-this-link");
	await expect(ines.page.getByText("We do not know this link")).toBeVisible();
	await ines.page.goto("/no-such-page");
	await expect(ines.page.getByRole("heading", { level: 1 })).toBeVisible();
	await ines.page.goto("/sessions/no-such-session");
	await expect(ines.page.getByText("We do not know this session")).toBeVisible();
	await ines.page.goto("/sessions/no-such-session/replay");
	await expect(ines.page.getByText("We do not know this session")).toBeVisible();
});

test("a visitor watches the sample in one click, and nobody else hears of it", async ({ come }) => {
	const visitor = await come("Vera");
	await visitor.page.goto("/");
	await visitor.page
		.getByRole("link", { name: /sample|watch/i })
		.first()
		.click();
	const replay = new ReplayPage(visitor);
	await expect(replay.slider).toBeVisible();
	await visitor.hand.ready();
	await visitor.page.getByRole("button", { name: "Play", exact: true }).click();
	await expect(replay.slider).not.toHaveAttribute("aria-valuenow", "0");
	await replay.press("End");
	await expect.poll(async () => (await visitor.hand.shapes()).length).toBeGreaterThan(5);
});

test("the watcher sees what pages, workers and sockets ask of other hosts", async ({ browser, baseURL }) => {
	const context = await browser.newContext({ baseURL, bypassCSP: true });
	const faults: string[] = [];
	watch(context, new URL(baseURL ?? "").host, (fault) => faults.push(fault));
	const page = await context.newPage();
	await page.goto("/");
	expect(faults).toEqual([]);
	await page.evaluate(async () => {
		await fetch("http://127.0.0.1:9/page", { mode: "no-cors" }).catch(() => {});
		const source =
			'fetch("http://127.0.0.1:9/worker", { mode: "no-cors" }).catch(() => {}).then(() => postMessage("asked"))';
		const worker = new Worker(URL.createObjectURL(new Blob([source])));
		await new Promise((done) => worker.addEventListener("message", done));
		const socket = new WebSocket("ws://127.0.0.1:9/socket");
		await new Promise((done) => socket.addEventListener("error", done));
		setTimeout(() => {
			throw new Error("a script that fails");
		});
	});
	for (const what of ["/page", "/worker", "/socket", "a script that fails"]) {
		await expect.poll(() => faults.some((fault) => fault.includes(what)), what).toBe(true);
	}
	await context.close();
});
