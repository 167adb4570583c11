// From looking for a question to practising it: found by words and filters, by a link that somebody shared, opened, and chosen in
// the form of a session.
import { readFile } from "node:fs/promises";
import { expect, test } from "./test.ts";

test("somebody looks for a question, reads it and opens a session with it", async ({ come }) => {
	const [ada, bo] = [await come("Ada"), await come("Bo")];
	const { page } = ada;
	await page.goto("/");
	await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Questions" }).click();
	const results = page.getByRole("region", { name: "Questions found" });
	await expect(results.getByRole("listitem")).not.toHaveCount(0);
	const all = await results.getByRole("listitem").count();

	await page.getByRole("searchbox", { name: /Search/ }).fill("home-page VIDEO");
	await page.getByRole("checkbox", { name: /^Recommendation/ }).check();
	await expect(results.getByRole("listitem")).toHaveCount(1);
	await expect(page).toHaveURL(/\/questions\?q=home-page\+VIDEO&family=recommendation$/);

	// a link finds the same for somebody else
	await bo.page.goto(page.url());
	await expect(bo.page.getByRole("region", { name: "Questions found" }).getByRole("listitem")).toHaveCount(1);
	await expect(bo.page.getByRole("checkbox", { name: /^Recommendation/ })).toBeChecked();

	await results
		.getByRole("link", { name: /video recommendations/ })
		.first()
		.click();
	await expect(page.getByRole("heading", { level: 1, name: /video recommendations/ })).toBeVisible();
	await expect(page.getByText("You work on a large video-sharing service.")).toBeVisible();
	await page.getByRole("link", { name: "Back to what you looked for" }).click();
	await expect(results.getByRole("listitem")).toHaveCount(1);
	await page.goBack();
	await expect(page.getByRole("link", { name: "Practise this" })).toBeVisible();
	await page.goBack();
	await expect(results.getByRole("listitem")).toHaveCount(1);
	await page.getByRole("button", { name: "Clear search and filters" }).click();
	await expect(results.getByRole("listitem")).toHaveCount(all);
	await expect(page).toHaveURL(/\/questions$/);
	await page.goForward();

	await page.getByRole("link", { name: "Practise this" }).click();
	await expect(page.getByRole("combobox", { name: "Question" })).toContainText("video recommendations");
	await page.getByLabel("Your name").fill("Ada");
	await page.getByRole("radio", { name: "Solo practice" }).check({ force: true });
	await page.getByRole("button", { name: "Open the room" }).click();
	await page.waitForURL(/\/sessions\/[^/]+$/);
	await ada.settled();
	await ada.start();

	await page.goto("/questions?practised=yes");
	await expect(results.getByRole("listitem")).toHaveCount(1);
	await expect(results).toContainText("Practised once");
});

test("[Q2] somebody adds a question of her own, is told what is wrong with the file, mends it and practises it", async ({
	come,
}) => {
	const [ada, bo] = [await come("Ada"), await come("Bo")];
	const { page } = ada;
	const example = await readFile("public/question-example.yaml", "utf8");
	const broken = example.replace(/^title: .*$/m, "title:").replace("kind: trainer", "kind: wizard");
	await page.goto("/questions");
	await expect(async () => {
		await page.getByRole("button", { name: "Add a question of your own" }).click();
		await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1_000 });
	}).toPass();
	const chooser = page.waitForEvent("filechooser");
	await page.getByRole("button", { name: "Choose a file…" }).click();
	await (await chooser).setFiles({ name: "tickets.yaml", mimeType: "text/yaml", buffer: Buffer.from(broken) });
	const field = page.getByRole("textbox", { name: "Or paste it here" });
	await expect(field).toHaveValue(broken);
	await page.getByRole("button", { name: "Add question" }).click();
	const wrong = page.getByRole("list", { name: "What is not right in tickets.yaml" });
	await expect(wrong.getByRole("listitem")).toHaveText([
		/^line 4\s*title must be text, not empty$/,
		/^line \d+\s*reference_design\.nodes\.7\.kind must be one of client_app/,
	]);

	// each line leads to its place, where it is mended
	await wrong.getByRole("button", { name: "line 4" }).click();
	await page.keyboard.type("title: Tickets that cannot wait");
	await wrong.waitFor({ state: "detached" });
	await field.fill((await field.inputValue()).replace("kind: wizard", "kind: trainer"));
	await page.getByRole("button", { name: "Add question" }).click();
	await page.waitForURL(/\/questions\/own-[0-9a-f]{32}$/);
	await expect(page.getByRole("heading", { level: 1, name: "Tickets that cannot wait" })).toBeVisible();

	await bo.page.goto(page.url());
	await expect(bo.page.getByText("There is nothing at this address")).toBeVisible();
	await bo.page.goto("/questions?q=tickets+that+cannot");
	await expect(bo.page.getByRole("heading", { name: "No question fits" })).toBeVisible();

	const own = page.url();
	await page.getByRole("link", { name: "Practise this" }).click();
	await page.getByLabel("Your name").fill("Ada");
	await page.getByRole("button", { name: "Open the room" }).click();
	await page.waitForURL(/\/sessions\/[^/]+$/);
	await ada.settled();
	const room = page.url();
	await page.goto(own);
	await page.getByRole("button", { name: "Delete this question" }).click();
	await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
	await page.waitForURL(/\/questions$/);
	await expect(page.getByText("Tickets that cannot wait")).toHaveCount(0);
	// the session keeps what it was made with
	await page.goto(room);
	await ada.settled();
	await page.getByRole("tab", { name: /^Brief/ }).click();
	await expect(page.getByText(/^An agent should answer within 15 minutes/)).toBeVisible();
});
