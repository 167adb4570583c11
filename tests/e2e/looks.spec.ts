// Every page in light and dark, wide and on a phone: a checker of accessibility finds nothing serious, and nothing has to be
// scrolled sideways.
import AxeBuilder from "@axe-core/playwright";
import { meet, type Someone } from "./people.ts";
import { ReplayPage } from "./replay-page.ts";
import { expect, test } from "./test.ts";

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1440, height: 900 };
const LOOKS = [
	{ viewport: WIDE, colorScheme: "light" },
	{ viewport: WIDE, colorScheme: "dark" },
	{ viewport: PHONE, colorScheme: "dark" },
] as const;

/** Three looks at the page as it is now: light, dark, on a phone. */
async function looksWell(person: Someone, what: string): Promise<void> {
	const { page } = person;
	for (const { viewport, colorScheme } of LOOKS) {
		const look = `${what}, ${colorScheme}, ${viewport.width} px`;
		await page.setViewportSize(viewport);
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
		const { violations } = await new AxeBuilder({ page }).analyze();
		const grave = violations
			.filter(({ impact }) => impact === "serious" || impact === "critical")
			.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
		expect.soft(grave, look).toEqual([]);
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect.soft(width, `width of ${look}`).toBeLessThanOrEqual(viewport.width);
	}
	await page.setViewportSize(WIDE);
}

test("home, join and questions look well", async ({ come }) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	await carl.page.goto("/");
	await expect(carl.page.getByText("No sessions yet")).toBeVisible();
	await looksWell(carl, "home of a stranger");
	const { invites } = await ines.makeSession();
	await ines.page.goto("/");
	await expect(ines.page.getByRole("table", { name: /My sessions/ })).toBeVisible();
	await looksWell(ines, "home with a session");
	await carl.page.goto(invites.candidate ?? "");
	await expect(carl.page.getByRole("button", { name: "Join as candidate" })).toBeVisible();
	await looksWell(carl, "join");
	await carl.page.goto("/join/nobody-knows-this-link");
	await expect(carl.page.getByText("We do not know this link")).toBeVisible();
	await looksWell(carl, "an unknown link");
	await carl.page.goto("/questions?level=mid");
	await expect(carl.page.getByRole("searchbox", { name: /Search/ })).toBeVisible();
	await looksWell(carl, "questions");
	await carl.page.goto("/questions/ad-click-prediction");
	await expect(carl.page.getByRole("link", { name: "Practise this" })).toBeVisible();
	await looksWell(carl, "a question");
});

test("the room looks well in each phase, for interviewer and candidate, and so does the replay", async ({ come }) => {
	test.setTimeout(240_000);
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const { id } = await meet(ines, carl);
	await carl.hand.box("Ads", { x: 100, y: 120 });
	await carl.isSaved();
	const both = async (what: string) => {
		await looksWell(ines, `${what} of the interviewer`);
		await looksWell(carl, `${what} of the candidate`);
	};
	await both("lobby");
	await ines.start();
	await ines.goTo(/^Step 1, /);
	await ines.note("+ asks first");
	await both("room");
	await ines.end();
	await ines.close();
	await expect(carl.page.getByText(/^This interview ended at/)).toBeVisible();
	await both("ended");
	for (const person of [ines, carl]) {
		await new ReplayPage(person).open(id);
		await looksWell(person, `replay of ${person.name}`);
	}
});
