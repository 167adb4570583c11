// The first look: the pages load, and nothing in them fails.
import { expect, test } from "@playwright/test";

test("the home page says what this is and offers to start", async ({ page }) => {
	const errors: string[] = [];
	page.on("pageerror", (error) => errors.push(error.message));
	page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
	const answer = await page.goto("/");
	expect(answer?.status()).toBe(200);
	await expect(page).toHaveTitle(/Boardwalk/);
	await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
	expect(errors).toEqual([]);
});
