// What several scenes begin with: a session that stands at a moment of the sample, and the panel's tabs on every size of window.
import type { Made, Someone } from "#tests/e2e/people.ts";
import { fillFromSample } from "./seed.ts";
import type { Stage } from "./stage.ts";

/** A session of Priya's and Jonas's that stands at a moment of the sample. */
export async function seeded(
	{ ask, sample }: Stage,
	priya: Someone,
	jonas: Someone,
	{ until, agoMs = 5_000, observer, ...wishes }: { until: number; agoMs?: number; title?: string; observer?: Someone },
): Promise<Made> {
	const { minutes, level } = sample.header.facts;
	const made = await priya.makeSession({ questionId: "ad-click-prediction", minutes, level, ...wishes });
	await jonas.accept(made.invites.candidate);
	// what is over takes nobody in any more
	await observer?.accept(made.invites.observer);
	const rows = await ask("select id, role from participant where session_id = $1", [made.id]);
	const people = new Map(
		sample.header.people.map(({ id, role }) => [id, String(rows.find((row) => row.role === role)?.id)]),
	);
	await fillFromSample(ask, sample, made.id, people, { until, agoMs });
	return made;
}

/** The panel as a sheet: on a phone it is opened by the strip. */
export async function openSheet({ page }: Someone): Promise<void> {
	const closed = page.locator(".panel.closed");
	if (await closed.count()) await page.locator(".walkstrip [aria-expanded='false']").first().click();
}

export const tab = (name: RegExp) => async (person: Someone) => {
	await openSheet(person);
	await person.page.getByRole("tab", { name }).click();
};
