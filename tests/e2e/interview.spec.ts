// A whole interview of two people in two browsers, from the first page to the replay that each of them sees.
import { decodeEvent } from "#core/recording.ts";
import { boardAfter, framesAt, ReplayPage } from "./replay-page.ts";
import { expect, test } from "./test.ts";

const STEPS = [
	{ name: /^Step 1, /, boxes: ["Goal", "Scale"], note: "asks for the goal first" },
	{ name: /^Step 2, /, boxes: ["Input"], note: "+ states input and output" },
	{ name: /^Step 3, /, boxes: ["Click log", "Features"], note: "- forgets the label window" },
	{ name: /^Step 4, /, boxes: ["Baseline", "Wide and deep"], note: "? which loss" },
	{ name: /^Step 5, /, boxes: ["Offline"], note: "log loss and calibration" },
	{ name: /^Step 6, /, boxes: ["Serving"], note: "budget per hop" },
	{ name: /^Step 7, /, boxes: ["Drift"], note: "retrains on delay" },
] as const;

/** Ten places in two rows. */
const placeOf = (index: number) => ({ x: 70 + (index % 5) * 150, y: index < 5 ? 120 : 290 });

test("two people hold a whole interview on one board, and each replays it as it was", async ({ come }) => {
	test.setTimeout(240_000);
	const [ines, carl] = [await come("Ines"), await come("Carl")];

	// ── a room, a link, a partner ───────────────────────────────────────────────────────────────────────────────
	await ines.openRoom({ question: /click predictor/i, minutes: 45, level: "Senior" });
	const id = ines.sessionId;
	await carl.join(await ines.linkFor("candidate"));
	expect(carl.sessionId).toBe(id);
	await expect(ines.page.getByText("Carl is here. Start when you are ready.")).toBeVisible();

	// before the start the candidate reads family, level and length, and not what will be asked
	const lobby = carl.panel.getByRole("region", { name: "Before the start" });
	await expect(lobby).toContainText("Senior");
	await expect(lobby).toContainText("45 min");
	await expect(carl.panel.getByText("The question", { exact: true })).toHaveCount(0);
	expect(await carl.page.content()).not.toMatch(/click predictor|ad-click/i);
	await expect(ines.page.getByRole("heading", { level: 1 })).toContainText(/click predictor/i);

	// ── the clock runs ──────────────────────────────────────────────────────────────────────────────────────────
	await ines.start();
	await expect(carl.panel.getByText("The question", { exact: true })).toBeVisible();
	await expect(carl.page.getByRole("heading", { level: 1 })).toContainText(/click predictor/i);

	interface Moment {
		records: Awaited<ReturnType<typeof ines.hand.records>>;
		/** index of the last entry then, by who reads the recording */
		frames: { ines: number; carl: number };
	}
	const moments: Moment[] = [];
	/** What both boards show when everything is saved, and how long the recording is then. */
	const capture = async (): Promise<Moment> => {
		await ines.hand.rest();
		await carl.hand.rest();
		await ines.isSaved();
		await carl.isSaved();
		const records = await carl.hand.records();
		await expect.poll(() => ines.hand.records()).toEqual(records);
		await ines.isSaved();
		const [forInes, forCarl] = [await ines.recording(), await carl.recording()];
		return { records, frames: { ines: forInes.header.frames, carl: forCarl.header.frames } };
	};

	let drawn = 0;
	for (const [index, step] of STEPS.entries()) {
		await ines.goTo(step.name);
		await expect(carl.page.getByRole("navigation", { name: "Steps" }).locator("[aria-current=step]")).toHaveAttribute(
			"aria-label",
			step.name,
		);
		for (const label of step.boxes) {
			await carl.hand.box(label, placeOf(drawn));
			if (drawn > 0) await carl.hand.arrow(placeOf(drawn - 1), placeOf(drawn));
			drawn += 1;
		}
		await ines.note(step.note);
		const prompt = carl.panel.getByRole("checkbox").first();
		await prompt.click();
		await expect(prompt).toBeChecked();
		await expect(ines.prompt((await prompt.innerText()).trim())).toBeChecked();
		if (index === 1 || index === 3 || index === 5) moments.push(await capture());
		if (index === 2) {
			await ines.hand.stroke([0, 1, 2, 3, 4, 5, 6].map((i) => ({ x: 120 + i * 60, y: 430 + (i % 2) * 40 })));
			await ines.page.getByRole("button", { name: "Add one minute to data" }).click();
			await expect(ines.panel.getByText(/\/ \d+:00/)).toBeVisible();
		}
		if (index === 4) {
			await ines.page.getByRole("button", { name: "Pause the session" }).click();
			await expect(carl.page.getByText(/^Paused/).first()).toBeVisible();
			await carl.hand.text("p99 under 100 ms", { x: 150, y: 560 });
			await ines.page.getByRole("banner").getByRole("button", { name: "Go on" }).click();
			await expect(ines.page.getByText("Running", { exact: true })).toBeVisible();
		}
	}

	// ── the end ─────────────────────────────────────────────────────────────────────────────────────────────────
	await ines.end();
	await expect(carl.page.getByText("The clocks have stopped")).toBeVisible();
	const last = await capture();
	await ines.close();
	for (const person of [ines, carl]) {
		await expect(person.page.getByText(/^This interview ended at/)).toBeVisible();
	}
	await expect.poll(() => carl.hand.records()).toEqual(last.records);
	await expect.poll(() => ines.hand.records()).toEqual(last.records);

	const types = (type: string) => last.records.filter((record) => "type" in record && record.type === type);
	expect(types("geo")).toHaveLength(10);
	expect(last.records.filter(({ typeName }) => typeName === "binding")).toHaveLength(18);
	expect(types("draw")).toHaveLength(1);
	expect(await carl.hand.labels()).toEqual([...STEPS.flatMap(({ boxes }) => boxes), "p99 under 100 ms"].sort());
	expect(new Set(moments.map(({ records }) => JSON.stringify(records))).size).toBe(3);

	// ── the replay, as each of them sees it ─────────────────────────────────────────────────────────────────────
	for (const [who, person] of [
		["ines", ines],
		["carl", carl],
	] as const) {
		const replay = new ReplayPage(person);
		await person.page.getByRole("link", { name: "Replay" }).click();
		await expect(replay.slider).toBeVisible();
		await person.hand.ready();
		const { frames, header } = await person.recording(id);
		const zero = frames.find(({ kind, data }) => kind === "event" && decodeEvent(data)?.type === "started")?.at ?? 0;

		await replay.press("End");
		await replay.shows(header.frames, last.records);

		for (const moment of moments) {
			await replay.open(id, `?frame=${moment.frames[who]}`);
			await replay.shows(moment.frames[who], moment.records);
		}

		// forwards, then backwards over the same moments
		await replay.press("Home");
		const end = Number(await replay.slider.getAttribute("aria-valuemax"));
		const stops = Array.from({ length: Math.floor((end - 1) / 5) }, (_, index) => (index + 1) * 5);
		expect(stops.length).toBeGreaterThan(3);
		const isAt = async (second: number) => {
			const frame = framesAt(frames, zero + second * 1_000);
			await replay.shows(frame, boardAfter(frames, frame, id));
		};
		for (const second of stops) {
			await replay.press("ArrowRight");
			await isAt(second);
		}
		for (const second of stops.slice(0, -1).reverse()) {
			await replay.press("ArrowLeft");
			await isAt(second);
		}

		// ticks are everybody's, notes the interviewer's
		const timeline = person.page.getByRole("list", { name: "Moments" });
		await expect(timeline.getByText("Ticked by Carl")).toHaveCount(7);
		await expect(timeline.getByText("asks for the goal first")).toHaveCount(who === "ines" ? 1 : 0);
		await expect(timeline.getByText("Strength")).toHaveCount(who === "ines" ? 1 : 0);
		if (who === "carl") expect(await person.page.content()).not.toContain("forgets the label window");
	}
});
