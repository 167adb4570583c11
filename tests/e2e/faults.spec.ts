// Bad days: the server is killed, the network is gone, the database stands still, a tab is doubled or closed. People draw on,
// nothing that was called saved is lost, and "Saved" is said only of what a second connection can read.
import type { Page } from "@playwright/test";
import * as Y from "yjs";
import { readAllRecords } from "#core/records.ts";
import { meet, type Someone } from "./people.ts";
import { boardAfter } from "./replay-page.ts";
import { expect, test } from "./test.ts";

/** Both show the same board, and it holds these labels. */
async function agree(people: readonly Someone[], labels: readonly string[]): Promise<void> {
	for (const person of people) {
		await expect.poll(() => person.hand.labels(), { message: person.name }).toEqual([...labels].sort());
		await person.isSaved();
	}
	const [first, ...others] = people;
	for (const other of others) {
		await expect.poll(() => other.hand.records()).toEqual(await first?.hand.records());
	}
}

test("the server is killed in mid-drawing and started again: both come back by themselves and nothing saved is lost", async ({
	come,
	spawnServer,
	dataDir,
}) => {
	const server = await spawnServer({ DATA_DIR: dataDir });
	const [ines, carl] = [await come("Ines", server), await come("Carl", server)];
	const { id } = await meet(ines, carl);
	await ines.start();
	await ines.goTo(/^Step 2, /);
	await carl.hand.box("Before", { x: 100, y: 120 });
	await agree([ines, carl], ["Before"]);
	const before = await clockOf(ines);

	// the pen is down when the server dies
	await carl.hand.take("d");
	const [from, to] = [await carl.hand.onScreen({ x: 120, y: 300 }), await carl.hand.onScreen({ x: 500, y: 380 })];
	await carl.page.mouse.move(from.x, from.y);
	await carl.page.mouse.down();
	await carl.page.mouse.move(to.x, to.y, { steps: 10 });
	await server.end("SIGKILL");
	await carl.page.mouse.move(from.x, to.y, { steps: 10 });
	await carl.page.mouse.up();
	for (const person of [ines, carl]) await expect(person.saveState).toHaveText("Offline, kept here");
	await carl.hand.box("Meanwhile", { x: 300, y: 120 });

	const again = await spawnServer({ DATA_DIR: dataDir, PORT: String(server.port) });
	expect(again.url).toBe(server.url);
	await agree([ines, carl], ["Before", "Meanwhile"]);
	expect((await carl.hand.shapes()).filter(({ type }) => type === "draw")).toHaveLength(1);
	for (const person of [ines, carl]) {
		await expect(person.page.locator("[aria-current=step]")).toHaveAttribute("aria-label", /^Step 2, /);
		expect(await clockOf(person)).toBeGreaterThanOrEqual(before);
	}
	await expect.poll(async () => Math.abs((await clockOf(ines)) - (await clockOf(carl)))).toBeLessThanOrEqual(1);

	// what is stored is what is seen, also for somebody who comes anew
	const { frames, header } = await carl.recording(id);
	expect(boardAfter(frames, header.frames, id)).toEqual(await carl.hand.records());
	await ines.page.reload();
	await ines.settled();
	await agree([ines, carl], ["Before", "Meanwhile"]);
});

test("thirty seconds without a network: both draw on, then the boards merge and are saved", async ({
	come,
	lineTo,
	baseURL,
}) => {
	const line = await lineTo(baseURL ?? "");
	const [ines, carl] = [await come("Ines"), await come("Carl", line)];
	const made = await ines.makeSession();
	await carl.accept(made.invites.candidate);
	await Promise.all([ines.enter(made.id), carl.enter(made.id)]);
	await carl.hand.box("Together", { x: 100, y: 120 });
	await agree([ines, carl], ["Together"]);

	line.down();
	await expect(carl.saveState).toHaveText("Offline, kept here");
	await carl.hand.box("Alone", { x: 300, y: 120 });
	await ines.hand.box("Elsewhere", { x: 500, y: 120 });
	await carl.hand.stroke([
		{ x: 120, y: 300 },
		{ x: 400, y: 350 },
		{ x: 200, y: 400 },
	]);
	await expect(ines.page.getByRole("button", { name: "People: 1 of 2 here" })).toBeVisible();
	await expect(carl.page.getByText(/No connection for (3\d|[4-9]\d) seconds/)).toBeVisible({ timeout: 60_000 });
	await carl.hand.box("Still alone", { x: 300, y: 220 });
	await expect(carl.saveState).toHaveText("Offline, kept here");
	expect(await ines.hand.labels()).toEqual(["Elsewhere", "Together"]);

	line.restore();
	await agree([ines, carl], ["Together", "Alone", "Elsewhere", "Still alone"]);
	await expect(carl.page.getByText(/^Back again\. \d+ changes joined the board\./)).toBeVisible();
});

test("two tabs of one person are one person, here until the last one is closed", async ({ come }) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const { id } = await meet(ines, carl);
	const people = (here: number) => ines.page.getByRole("button", { name: `People: ${here} of 2 here` });
	await expect(people(2)).toBeVisible();
	const second = await carl.anotherTab();
	await second.enter(id);
	await second.hand.box("From the second", { x: 100, y: 120 });
	await carl.hand.box("From the first", { x: 300, y: 120 });
	await agree([ines, carl, second], ["From the first", "From the second"]);
	await expect(people(2)).toBeVisible();
	await carl.page.close();
	await second.hand.box("Left over", { x: 500, y: 120 });
	await agree([ines, second], ["From the first", "From the second", "Left over"]);
	await expect(people(2)).toBeVisible();
	await second.page.close();
	await expect(people(1)).toBeVisible();
});

test("leaving warns while something is unsaved, and only then", async ({ come, lineTo, baseURL }) => {
	const line = await lineTo(baseURL ?? "");
	const ines = await come("Ines", line);
	const { id } = await ines.makeSession();
	await ines.enter(id);
	await ines.hand.box("Kept", { x: 100, y: 120 });
	await ines.isSaved();

	const second = await ines.anotherTab();
	await second.enter(id);
	await second.hand.move({ x: 100, y: 150 }, { x: 160, y: 250 });
	await second.isSaved();
	expect(await warningsOnLeaving(second.page)).toEqual([]);

	line.down();
	await expect(ines.saveState).toHaveText("Offline, kept here");
	await ines.hand.box("Unsaved", { x: 300, y: 120 });
	expect(await warningsOnLeaving(ines.page)).toEqual(["beforeunload"]);
	line.restore();
	await agree([ines], ["Kept", "Unsaved"]);
	expect(await warningsOnLeaving(ines.page)).toEqual([]);
});

test("while the database stands still nothing is called saved; then it is, and a second connection reads it", async ({
	come,
	house,
}) => {
	const [ines, carl] = [await come("Ines", house), await come("Carl", house)];
	const { id } = await meet(ines, carl);
	await carl.hand.box("Before", { x: 100, y: 120 });
	await agree([ines, carl], ["Before"]);
	const stored = async () => {
		const doc = new Y.Doc();
		const rows = await house.ask(
			"select data from entry where session_id = $1 and kind = 'update' order by at, writer, seq",
			[id],
		);
		for (const { data } of rows) Y.applyUpdate(doc, new Uint8Array(data as Buffer));
		return [...readAllRecords(doc, { sessionId: id }).records.keys()].sort();
	};
	const shown = async () => (await carl.hand.records()).map((record) => record.id);
	expect(await stored()).toEqual(await shown());

	house.line.stall();
	await carl.hand.take("r");
	const words = await everyWordOf(carl);
	await carl.hand.drag({ x: 300, y: 120 }, { x: 400, y: 200 });
	await expect.poll(async () => (await ines.hand.shapes()).length).toBe(2);
	await expect(carl.saveState).toHaveText("Not saved");
	expect(await words()).not.toContain("Saved");
	expect((await stored()).length).toBe(1);
	const dialogs = await warningsOnLeaving(carl.page);
	expect(dialogs).toEqual(["beforeunload"]);

	house.line.flow();
	await carl.isSaved();
	expect(await stored()).toEqual(await shown());
	expect((await stored()).length).toBe(2);
});

/** Seconds on a person's session clock. */
async function clockOf(person: Someone): Promise<number> {
	const [minutes = 0, seconds = 0] = (await person.sessionClock.innerText()).split(":").map(Number);
	return minutes * 60 + seconds;
}

/** What a page asks when somebody closes it; he then stays. A page that asks nothing is closed. */
async function warningsOnLeaving(page: Page): Promise<string[]> {
	const asked: string[] = [];
	const decided = new Promise<void>((done) => {
		page.once("dialog", async (dialog) => {
			asked.push(dialog.type());
			await dialog.dismiss();
			done();
		});
		page.once("close", () => done());
	});
	await page.close({ runBeforeUnload: true });
	await decided;
	return asked;
}

/** Collects every word that the save indicator shows from now on. */
async function everyWordOf(person: Someone): Promise<() => Promise<string[]>> {
	const collected = await person.saveState.evaluateHandle((node) => {
		const words: string[] = [];
		const bar = node.parentElement ?? node;
		const look = () => words.push(bar.querySelector("[role=status]")?.textContent ?? "");
		new MutationObserver(look).observe(bar, { subtree: true, childList: true, characterData: true });
		return words;
	});
	return () => collected.jsonValue();
}
