// From looking for a question to practising it: found by words and filters, by a link that somebody shared, opened, and chosen in
// the form of a session.
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
