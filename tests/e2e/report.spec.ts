// The report in two browsers: an interview is held by commands, published, read by the candidate once she has scored herself. A score leads
// to its second of the replay with the shapes in view; the downloaded file opens without a network and asks for nothing.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DIMENSION_IDS } from "#core/rubric.ts";
import type { Command } from "#core/session.ts";
import { CommandLine } from "./command-line.ts";
import { meet } from "./people.ts";
import { expect, test } from "./test.ts";

const scores = (score: 2 | 3): Command[] => DIMENSION_IDS.map((dimension) => ({ type: "score", dimension, score }));

test("[W14] [W17] [X1] [X3] the candidate reads what was published, follows a score to its moment, and takes the report along", async ({
	come,
	browser,
	dataDir,
}) => {
	const [ines, carl] = [await come("Ines"), await come("Carl", { acceptDownloads: true })];
	const { id } = await meet(ines, carl);
	const [leads, follows] = [await CommandLine.of(ines, id), await CommandLine.of(carl, id)];
	await leads.do({ type: "start" }, { type: "go-to", segment: "clarify" });
	await carl.hand.box("Feed client", { x: 100, y: 100 });
	await carl.hand.box("Click model", { x: 420, y: 260 });
	await carl.isSaved();
	const [, box] = (await carl.hand.shapes()).filter(({ type }) => type === "geo");
	const shape: string = box?.id ?? "";
	await leads.do({ type: "add-note", text: "Names the model", kind: "strength", shapes: [shape] });
	await leads.do({ type: "mark", itemId: "clarify.2", state: 1, origin: "unprompted" }, { type: "end" });
	const note = leads.view.role === "interviewer" ? leads.view.notes[0] : undefined;
	await leads.do(
		...scores(3),
		{ type: "give-evidence", dimension: "modelling", evidence: [note?.id ?? ""] },
		{ type: "summarise", text: "Clear from the <b>start</b>." },
		{ type: "write-item", kind: "keep", no: 1, text: "Say why first.", more: "", evidence: [note?.id ?? ""] },
	);
	// what is not published is not there
	await carl.page.goto(`/sessions/${id}/report`);
	await expect(carl.page.getByText(/Ines has not published yet/)).toBeVisible();
	await leads.do({ type: "publish" });
	await expect(carl.page.getByText(/Ines has published the report/)).toBeVisible();
	await expect(carl.page.getByText("Clear from the <b>start</b>.")).toHaveCount(0);
	await follows.do(...scores(2), { type: "submit-review" });

	const { page } = carl;
	await expect(page.getByText("Clear from the <b>start</b>.")).toBeVisible();
	await expect(page.getByText("Ready with gaps")).toBeVisible();
	await expect(page.getByRole("row", { name: /^Modelling/ })).toContainText(/3.*2.*1 moment/);
	await expect(page.getByRole("img", { name: /^Radar/ }).locator("svg")).toBeVisible();
	await page.getByRole("radio", { name: "Accept" }).check();
	const drawn = page.getByRole("img", { name: "The board at the end of the interview" });
	await expect(drawn).toBeVisible();
	await expect(page.getByRole("img", { name: /^Reference design: \d+ parts/ })).toBeVisible();

	await page.getByRole("button", { name: "Download" }).click();
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("menuitem", { name: /^One HTML file/ }).click(),
	]);
	expect(download.suggestedFilename()).toBe("boardwalk-build-the-click-predictor-for-ads-in-a-social-feed-report.html");
	const file = join(dataDir, "report.html");
	await download.saveAs(file);
	expect(await readFile(file, "utf8")).not.toContain("Names the model");

	// a reader with no network: whatever the file wants, it must hold
	const elsewhere = await browser.newContext({ offline: true });
	const reader = await elsewhere.newPage();
	const asked: string[] = [];
	const said: string[] = [];
	reader.on("request", (request) => asked.push(request.url()));
	reader.on("console", (message) => said.push(message.text()));
	const address = pathToFileURL(file).href;
	await reader.goto(address);
	await expect(reader.getByRole("heading", { level: 1 })).toHaveText(/^Build the click predictor/);
	await expect(reader.getByText("Clear from the <b>start</b>.")).toBeVisible();
	const picture = reader.getByRole("img", { name: /^The board at the end/ });
	await expect(picture).toBeVisible();
	expect(await picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBeGreaterThan(
		500,
	);
	await expect(reader.getByRole("img", { name: /^Scores of eight/ })).toBeVisible();
	expect(asked.filter((url) => url !== address && !url.startsWith("data:"))).toEqual([]);
	expect(said).toEqual([]);
	const saved = reader.getByRole("row", { name: /^Modelling/ }).getByRole("link");
	const path = await page.getByRole("link", { name: /^1 moment of Modelling/ }).getAttribute("href");
	expect(await saved.getAttribute("href")).toBe(`${new URL(carl.url).origin}${path}`);
	await elsewhere.close();

	await page.getByRole("link", { name: /^1 moment of Modelling/ }).click();
	const second = Math.floor(((note?.at ?? 0) - (leads.view.startedAt ?? 0)) / 1_000);
	await expect(page).toHaveURL(new RegExp(`/replay\\?t=${second}&shapes=${shape}$`));
	await expect(page.getByRole("slider", { name: "Time" })).toHaveAttribute("aria-valuenow", String(second));
	await carl.hand.ready();
	const isInView = (shapeId: string): boolean | null => {
		const editor = window.boardwalkEditor;
		const found = editor?.getCurrentPageShapes().find((each) => each.id === shapeId);
		const bounds = found && editor?.getShapePageBounds(found);
		return editor && bounds ? editor.getViewportPageBounds().contains(bounds) : null;
	};
	await expect.poll(() => page.evaluate<boolean | null, string>(isInView, shape)).toBe(true);

	// whoever published reads the answer
	await ines.page.goto(`/sessions/${id}/report`);
	await expect(ines.page.getByText("Answered: accept")).toBeVisible();
	leads.close();
	follows.close();
});
