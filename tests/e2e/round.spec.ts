// A full round, held by an interviewer who knows nothing of the system and uses only what the brief shows; and what the candidate has of it
// afterwards: her own scores first, then the report, and from a score the very second and shapes on the board.
import type { Locator, Page } from "@playwright/test";
import { decodeEvent } from "#core/recording.ts";
import type { Someone } from "./people.ts";
import { expect, test } from "./test.ts";

const DIMENSIONS = 8;

/** The text of the first item that has none of the words yet, as it stands in the brief. */
async function words(of: Locator): Promise<string> {
	await expect(of).toBeVisible();
	return (await of.innerText()).trim();
}

async function scoreAll(page: Page, within: Locator, key: (index: number) => string): Promise<void> {
	const rows = within.getByRole("radiogroup");
	await expect(rows).toHaveCount(DIMENSIONS);
	for (let index = 0; index < DIMENSIONS; index++) {
		const row = rows.nth(index);
		await row.getByRole("radio").first().focus();
		await page.keyboard.press(key(index));
		await expect(row.getByRole("radio", { checked: true })).toHaveCount(1);
	}
}

const tab = (who: Someone, name: RegExp) => who.panel.getByRole("tab", { name }).click();

test("an interviewer holds a full round from the brief alone; the candidate scores herself, reads the report and stands at the second of a score", async ({
	come,
}) => {
	test.setTimeout(240_000);
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const made = await ines.makeSession();
	await carl.accept(made.invites.candidate);
	await Promise.all([ines.enter(made.id), carl.enter(made.id)]);
	const brief = ines.panel;
	const given = carl.panel.getByRole("region", { name: "Given to you" });

	// ── clarify: answered from the brief, in its words ──
	await ines.start();
	await ines.goTo(/^Step 1, /);
	const answer = brief.getByRole("button", { name: /^Answer: / }).first();
	const asked = ((await answer.getAttribute("aria-label")) ?? "").replace("Answer: ", "");
	await answer.click();
	await expect(given).toContainText(asked);
	await expect(brief.getByText(/^Answered at/)).toBeVisible();

	// ── data: two hints as they stand on the ladder, a note with the shapes drawn just before, coverage ──
	await ines.goTo(/^Step 3, /);
	await carl.hand.box("Click log", { x: 200, y: 200 });
	await carl.hand.rest();
	await carl.isSaved();
	await ines.hand.rest();
	await expect.poll(() => ines.hand.labels()).toEqual(["Click log"]);
	for (const name of ["nudge", "hint"]) {
		const show = brief.getByRole("button", { name: `Show the ${name}` });
		const text = await words(
			brief
				.locator(".rung", { has: ines.page.getByRole("button", { name: `Show the ${name}` }) })
				.locator("p")
				.first(),
		);
		await show.click();
		await expect(given).toContainText(text, { timeout: 30_000 });
	}
	await expect(brief.getByText(/^Shown at/)).toHaveCount(2);
	await ines.note("+ h1 names the join window of the label");
	await ines.note("- lists features without a source");
	const look = brief.getByRole("radiogroup", { name: /^Coverage: / }).first();
	await look.getByRole("radio").nth(2).click();
	await expect(look.getByRole("radio").nth(2)).toHaveAttribute("aria-checked", "true");
	const help = brief.getByRole("combobox", { name: /^Help it took/ }).first();
	await expect(help).toHaveValue("hint2");

	// ── a twist in the last third ──
	await ines.goTo(/^Step 6, /);
	const twists = brief.getByRole("button", { name: /^Play card/ });
	if ((await twists.count()) === 0) await brief.getByText("Twist cards", { exact: true }).click();
	await twists.first().click();
	await expect(given).toContainText("A change is no sign of a mistake.");

	// the candidate has nothing else of the brief
	await expect(carl.panel.getByRole("tab", { name: /Brief|Score/ })).toHaveCount(0);

	// ── the end: scores with evidence, feedback, published ──
	await ines.end();
	await expect(carl.panel.getByText(/stay hidden until you have/)).toBeVisible();
	await tab(ines, /^Score/);
	const pane = ines.panel.getByRole("region", { name: "Scores and feedback" });
	await scoreAll(ines.page, pane.getByRole("list", { name: /^Scores against/ }), (index) => (index === 3 ? "2" : "3"));
	await pane.getByRole("button", { name: /for Data and features$/ }).click();
	const chooser = ines.page.getByRole("dialog");
	await chooser.getByRole("checkbox", { name: /join window/ }).check();
	await chooser.getByRole("button", { name: "Done" }).click();
	await expect(pane.getByRole("button", { name: /^1 moment for Data and features$/ })).toBeVisible();
	await pane.getByRole("textbox", { name: "Summary" }).fill("Knows where labels come from.");
	await pane.getByRole("button", { name: "Publish report" }).click();
	const ask = ines.page.getByRole("alertdialog").or(ines.page.getByRole("dialog"));
	await expect(ask).toContainText("Ready with gaps");
	await ask.getByRole("button", { name: "Publish report" }).click();
	await expect(ines.panel.getByRole("link", { name: /report/i }).first()).toBeVisible();

	// ── the candidate: herself first, then the report ──
	const report = await carl.anotherTab();
	await report.page.goto(`/sessions/${made.id}/report`);
	await expect(report.page.getByText("Knows where labels come from.")).toHaveCount(0);
	const self = report.page.getByRole("region", { name: "Your own scores" });
	await scoreAll(report.page, self.getByRole("list", { name: /^Scores against/ }), () => "4");
	await self.getByRole("button", { name: "Submit my scores" }).click();
	await expect(report.page.getByText("Knows where labels come from.")).toBeVisible();
	await expect(report.page.getByText("Ready with gaps").first()).toBeVisible();
	expect(await report.page.content()).not.toMatch(/\bhire\b/i);
	// whose words were not shared stay with the interviewer
	await expect(report.page.getByText("names the join window of the label")).toHaveCount(0);

	// ── a score's link: that second, with those shapes in view ──
	const { frames } = await ines.recording(made.id);
	const happened = frames.flatMap(({ kind, at, data }) => {
		const event = kind === "event" ? decodeEvent(data) : null;
		return event ? [{ event, at }] : [];
	});
	const startedAt = happened.find(({ event }) => event.type === "started")?.at ?? 0;
	const note = happened.find(({ event }) => event.type === "note-added" && /join window/.test(event.text));
	const second = Math.trunc(((note?.at ?? 0) - startedAt) / 1_000);
	const shapes = note?.event.type === "note-added" ? (note.event.shapes ?? []) : [];
	expect(shapes.length).toBeGreaterThan(0);
	await report.page.getByRole("link", { name: /^1 moment of Data and features/ }).click();
	await expect(report.page).toHaveURL(new RegExp(`/sessions/${made.id}/replay\\?t=${second}&shapes=`));
	await report.hand.ready();
	const clock = `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}`;
	await expect(report.page.getByRole("main", { name: `Board at ${clock}, read only` })).toBeVisible();
	await expect.poll(() => report.hand.labels()).toEqual(["Click log"]);
	const label = report.page.locator(".tl-canvas").getByText("Click log").first();
	await expect(label).toBeInViewport();
});
