// What an interviewer alone may see reaches nobody else's browser: every private field of a question, every note, every request
// for a seat holds a marker, and every byte that the server says to each browser through an interview and its replay is searched.
import { type ListeningProxy, startListeningProxy } from "#tests/helpers/listening-proxy.ts";
import { findMarkers, type Marker, markerText, markPack } from "#tests/helpers/markers.ts";
import type { Someone } from "./people.ts";
import { ReplayPage } from "./replay-page.ts";
import { expect, test } from "./test.ts";

test("no byte of an interview and its replay tells a candidate, an observer or a stranger what is the interviewer's", async ({
	come,
	house,
}) => {
	test.setTimeout(180_000);
	const { pack, markers } = markPack();
	await house.ask("insert into question (id, pack, hash) values ($1, $2, 'marked')", [pack.id, JSON.stringify(pack)]);
	const lines = new Map<Someone, ListeningProxy>();
	const comeListened = async (name: string) => {
		const line = await startListeningProxy({ port: Number(new URL(house.url).port) });
		const person = await come(name, { url: line.url });
		lines.set(person, line);
		return person;
	};
	const planted: Marker[] = [...markers];
	const plant = (place: string): string => {
		const marker: Marker = { place, text: markerText(), hidden: "always" };
		planted.push(marker);
		return marker.text;
	};
	/** places of the markers that came to somebody */
	const heardBy = (person: Someone, hidden: readonly Marker["hidden"][]) =>
		findMarkers(
			lines.get(person)?.heard() ?? [],
			planted.filter((marker) => hidden.includes(marker.hidden)),
		).map(({ place }) => place);

	const ines = await comeListened("Ines");
	const made = await ines.makeSession({ questionId: pack.id, level: pack.levels[0] });
	await ines.enter(made.id);
	const others = [await comeListened("Carl"), await comeListened("Olga")] as const;
	const stranger = await comeListened("Stella");
	const [carl, olga] = others;
	const at = (person: Someone, link = "") => `${person.url}${new URL(link).pathname}`;

	// ── before the start ────────────────────────────────────────────────────────────────────────────────────────
	await carl.join(at(carl, made.invites.candidate));
	await olga.join(at(olga, made.invites.observer));
	await stranger.page.goto(`/sessions/${made.id}`);
	await expect(stranger.page.getByRole("heading", { level: 1 })).toBeVisible();
	await ines.note(plant("a note in the lobby"));
	// a seat that is asked for by a name
	const rival = await comeListened("Rita");
	await rival.page.goto(at(rival, made.invites.candidate));
	await rival.page.getByLabel("Your name").fill(plant("who asks for a seat"));
	await rival.page.getByRole("checkbox", { name: /agree/ }).check();
	await rival.page.getByRole("button", { name: /^Ask Ines/ }).click();
	await expect(ines.page.getByText(/asks for the candidate’s place/).first()).toBeVisible();
	await carl.hand.box("Early", { x: 100, y: 120 });
	await carl.isSaved();
	for (const person of [...others, stranger]) {
		expect([person.name, heardBy(person, ["always", "until-start"])]).toEqual([person.name, []]);
	}

	// ── an interview ────────────────────────────────────────────────────────────────────────────────────────────
	await ines.start();
	await ines.goTo(/^Step 3, /);
	await ines.note(`+ ${plant("a note of a step")}`);
	await ines.note(`- ${plant("another note")}`);
	await carl.hand.box("Late", { x: 300, y: 120 });
	await expect.poll(() => olga.hand.labels()).toEqual(["Early", "Late"]);
	await ines.end();
	await ines.note(plant("a note in the debrief"));
	await ines.close();
	for (const person of [ines, ...others]) {
		await expect(person.page.getByText(/^This interview ended at/)).toBeVisible();
	}

	// ── its replay ──────────────────────────────────────────────────────────────────────────────────────────────
	// observers replay only once the interviewer says so
	await olga.page.goto(`/sessions/${made.id}/replay`);
	await expect(olga.page.getByRole("heading", { name: "This replay is not open to observers" })).toBeVisible();
	await ines.shareReplay();
	for (const person of [ines, ...others]) {
		const replay = new ReplayPage(person);
		await replay.open(made.id);
		await replay.press("End");
		await expect.poll(() => person.hand.labels()).toEqual(["Early", "Late"]);
		await person.page.goto("/");
		await expect(person.page.getByRole("table", { name: /My sessions/ })).toBeVisible();
	}
	for (const path of [
		`/sessions/${made.id}/replay`,
		`/api/sessions/${made.id}/recording`,
		`/api/sessions/${made.id}`,
	]) {
		await stranger.page.goto(path);
	}
	for (const person of [...others, stranger, rival]) {
		const own = person === rival ? ["who asks for a seat"] : [];
		expect([person.name, heardBy(person, ["always"]).filter((place) => !own.includes(place))]).toEqual([
			person.name,
			[],
		]);
	}
	// the search finds what is there: all of it came to the interviewer
	expect(heardBy(ines, ["always"]).sort()).toEqual(
		planted
			.filter(({ hidden }) => hidden === "always")
			.map(({ place }) => place)
			.sort(),
	);
	expect(heardBy(carl, ["until-start"])).toContain("pack.candidate_prompt");
	for (const line of lines.values()) await line.close();
});
