// Looking back at a board in a real browser: a pointer that is followed, who drew what, lasers, pictures, and a recording that
// is not whole. One recording is written into the database, so that it is known to the millisecond; one is drawn by hand.
import { readFile } from "node:fs/promises";
import * as Y from "yjs";
import { createRecordMap, recordsMap } from "#core/document.ts";
import { decodeCursors, encodeCursors, encodeEvent } from "#core/recording.ts";
import type { SessionEvent } from "#core/session.ts";
import { geoShape } from "#tests/core/recordings.ts";
import { meet, type Someone } from "./people.ts";
import { ReplayPage } from "./replay-page.ts";
import { expect, type House, test } from "./test.ts";

const SECOND = 1_000;
/** of the made-up recording, ms since its session was created */
const START = 10 * SECOND;

/** Writes a recording by hand: whatever an entry may hold, also what no server would have taken. */
class Scribe {
	readonly #doc = new Y.Doc();
	#at = 0;
	#seq = 0;
	#events = 0;

	constructor(
		readonly house: House,
		readonly sessionId: string,
	) {}

	async begin(): Promise<void> {
		const rows = await this.house.ask("select data, event_no from entry where session_id = $1", [this.sessionId]);
		for (const { data } of rows) Y.applyUpdate(this.#doc, new Uint8Array(data as Buffer));
		await this.house.ask("insert into writer (id) values ('scribe')");
	}

	at(seconds: number): this {
		this.#at = START + seconds * SECOND;
		return this;
	}

	async put(kind: "update" | "event" | "cursors", author: string | null, data: Uint8Array): Promise<void> {
		this.#seq += 1;
		if (kind === "event") this.#events += 1;
		await this.house.ask(
			`insert into entry (session_id, writer, seq, at, kind, author, audience, event_no, data)
			values ($1, 'scribe', $2, $3, $4, $5, 'all', $6, $7)`,
			[this.sessionId, this.#seq, this.#at, kind, author, kind === "event" ? this.#events : null, Buffer.from(data)],
		);
	}

	event(event: SessionEvent): Promise<void> {
		return this.put("event", "by" in event ? (event.by ?? null) : null, encodeEvent(event));
	}

	/** What an author's change sends. */
	drawn(change: (records: Y.Map<Y.Map<unknown>>) => void): Uint8Array {
		const updates: Uint8Array[] = [];
		const keep = (update: Uint8Array) => updates.push(update);
		this.#doc.on("update", keep);
		this.#doc.transact(() => change(recordsMap(this.#doc)));
		this.#doc.off("update", keep);
		return updates[0] ?? new Uint8Array();
	}

	box(author: string, id: string, x: number): Promise<void> {
		const update = this.drawn((records) =>
			records.set(`shape:${id}`, createRecordMap(geoShape(id, x, { index: `a${id}` }))),
		);
		return this.put("update", author, update);
	}

	/** Places, a tenth of a second apart. */
	pointer(person: string, places: readonly (readonly [x: number, y: number])[], laser = false): Promise<void> {
		const samples = places.map(([x, y], index) => ({ person, at: this.#at + index * 100, x, y, laser }));
		return this.put("cursors", null, encodeCursors(samples, this.#at));
	}
}

async function idOf(who: Someone, sessionId: string): Promise<string> {
	const { header } = await who.recording(sessionId);
	return header.people.find((person) => person.name === who.name)?.id ?? "";
}

/** Whether a place of the board is in sight, and well away from the edges. */
function isCalm(who: Someone, place: { x: number; y: number }): Promise<boolean> {
	return who.page.evaluate(({ x, y }) => {
		const window_ = window.boardwalkEditor!.getViewportPageBounds();
		const [across, down] = [(x - window_.x) / window_.w, (y - window_.y) / window_.h];
		return Math.min(across, down, 1 - across, 1 - down) > 0.2;
	}, place);
}

test("[P20] [P21] [P22] a pointer is followed until one moves the board oneself; colours say who drew; what is missing is said", async ({
	come,
	house,
}) => {
	const [ines, carl] = [
		await come("Ines", house),
		await come("Carl", { ...house, viewport: { width: 1024, height: 768 } }),
	];
	const { id, invites } = await ines.makeSession();
	await carl.accept(invites.candidate);
	const [inesId, carlId] = [await idOf(ines, id), await idOf(carl, id)];
	const scribe = new Scribe(house, id);
	await scribe.begin();
	await scribe.at(-9).event({ type: "joined", by: inesId });
	await scribe.event({ type: "joined", by: carlId });
	await scribe.at(0).event({ type: "started", by: inesId, segment: "intro" });
	await scribe.at(10).box(carlId, "1", 0);
	await scribe.pointer(carlId, [[50, 30]]);
	await scribe.at(30).box(carlId, "2", 3_000);
	await scribe.pointer(carlId, [[3_050, 30]]);
	await scribe.at(40).put(
		"update",
		inesId,
		scribe.drawn((records) => records.get("shape:1")?.set("xy", [0, 40])),
	);
	await scribe.at(50).pointer(
		inesId,
		[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => [n * 40, 300]),
		true,
	);
	const elsewhere = new Y.Doc();
	elsewhere.getArray("x").push([1]);
	const known = Y.encodeStateVector(elsewhere);
	elsewhere.getArray("x").push([2]);
	await scribe.at(60).put("update", carlId, Y.encodeStateAsUpdate(elsewhere, known));
	const lost = scribe.drawn((records) => records.set("shape:3", createRecordMap(geoShape("3", 500))));
	await scribe.at(61).put("update", carlId, lost.slice(0, -5));
	await scribe.put("cursors", null, Uint8Array.of(99, 0));
	await scribe.at(62).box(carlId, "4", 800);
	await scribe.at(70).event({ type: "debrief-begun", by: inesId });

	const { page } = carl;
	const replay = new ReplayPage(carl);
	await replay.open(id, "?t=12");

	// ── what is missing is said, and the rest plays ─────────────────────────────────────────────────────────────
	await expect(page.getByText("1 entry is of a later version and was skipped.")).toBeVisible();
	await expect(page.getByText("1 entry belongs to another board and was skipped.")).toBeVisible();
	await expect(
		page.getByText("1 entry could not be read and was skipped. What builds on it may be missing."),
	).toBeVisible();
	const away = page.getByRole("button", { name: "Put this notice away" });
	for (let left = 3; left > 0; left--) {
		await expect(away).toHaveCount(left);
		await away.first().press("Enter");
	}
	const ids = async () => (await carl.hand.records()).map((record) => record.id);
	await expect.poll(ids).toEqual(["shape:1"]);

	// ── following: over a jump in time, until the board is moved by hand ────────────────────────────────────────
	await page.getByRole("button", { name: "Follow somebody's pointer" }).click();
	await page.getByRole("menuitemradio", { name: /^Carl/ }).click();
	await expect(page.getByRole("button", { name: "Following Carl" })).toBeVisible();
	await expect.poll(() => isCalm(carl, { x: 50, y: 30 })).toBe(true);
	await replay.slider.focus();
	for (let n = 0; n < 4; n++) await page.keyboard.press("ArrowRight");
	await expect.poll(() => isCalm(carl, { x: 3_050, y: 30 })).toBe(true);
	const middle = await page.locator(".replayboard").boundingBox();
	if (!middle) throw new Error("there is no board");
	const hand = { x: middle.x + middle.width / 2, y: middle.y + middle.height / 2 };
	await page.mouse.move(hand.x, hand.y);
	await page.mouse.down();
	await page.mouse.move(hand.x - 150, hand.y + 90, { steps: 4 });
	await page.mouse.up();
	await expect(page.getByText("You moved the board, so it does not follow Carl any more.")).toBeVisible();
	for (let n = 0; n < 4; n++) await page.keyboard.press("ArrowLeft");
	await expect.poll(ids).toEqual(["shape:1"]);
	expect(await isCalm(carl, { x: 50, y: 30 })).toBe(false);
	await page.keyboard.press("0");
	await expect.poll(() => isCalm(carl, { x: 50, y: 30 })).toBe(true);

	// ── who drew what ───────────────────────────────────────────────────────────────────────────────────────────
	for (let n = 0; n < 6; n++) await page.keyboard.press("ArrowRight");
	await expect.poll(ids).toEqual(["shape:1", "shape:2"]);
	await page.keyboard.press("w");
	const legend = page.getByRole("region", { name: "Who drew what" });
	await expect(legend.getByRole("listitem")).toHaveText(["Ines changed 1", "Carl drew 2"]);
	await expect(page.locator(".authormark .drawn.by-candidate")).toHaveCount(2);
	await expect(page.locator(".authormark rect.changed.by-interviewer")).toHaveCount(1);
	const colour = await page
		.locator(".authormark .drawn")
		.first()
		.evaluate((line) => getComputedStyle(line).stroke);
	const role = await page
		.locator(".replayboard")
		.evaluate((board) => getComputedStyle(board).getPropertyValue("--candidate"));
	expect(colour.replaceAll(" ", "")).toBe(rgbOf(role));
	const corner = await carl.hand.onScreen({ x: 50, y: 70 });
	await page.mouse.click(corner.x, corner.y);
	const words = page.getByRole("group").filter({ hasText: "Drawn by Carl at 0:10, changed by Ines at 0:40" });
	await expect(words).toBeVisible();
	await words.getByRole("button", { name: "Go to 0:10" }).click();
	await expect.poll(ids).toEqual(["shape:1"]);
	await page.keyboard.press("Escape");
	await expect(words).toHaveCount(0);

	// ── a laser, at its moment and no longer; the role's colour ─────────────────────────────────────────────────
	for (let n = 0; n < 4; n++) await page.keyboard.press("ArrowRight");
	await page.keyboard.press("Shift+ArrowRight");
	await expect(replay.slider).toHaveAttribute("aria-valuenow", "60");
	const trail = page.locator(".tl-collaborator__scribble path");
	await expect(trail).toHaveCount(0);
	await page.goto(page.url().replace(/\?.*/, "?t=51"));
	await carl.hand.ready();
	await expect(trail).toHaveCount(1);
	await expect(trail).toHaveAttribute("fill", "#a3470e");

	// ── what was drawn after the entry that is lost ─────────────────────────────────────────────────────────────
	await page.keyboard.press("End");
	await expect.poll(ids).toEqual(["shape:1", "shape:2", "shape:4"]);
});

/** "#1c5fbe" as browsers compute it */
function rgbOf(hex: string): string {
	const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.trim().slice(at, at + 2), 16));
	return `rgb(${r},${g},${b})`;
}

test("a laser that was held in the room is seen in its replay, on a phone too, and any moment is a picture to take away", async ({
	come,
}) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const { id } = await meet(ines, carl);
	await carl.hand.box("Features", { x: 120, y: 140 });
	await carl.isSaved();
	await ines.hand.rest();
	await ines.page.keyboard.press("k");
	await ines.hand.drag({ x: 100, y: 320 }, { x: 700, y: 330 }, 40);
	await ines.page.keyboard.press("v");
	/** whole seconds of the replay: the last moments of the laser lie within the second before */
	const laserSecond = async () => {
		const { frames } = await ines.recording();
		const begin = frames.find(({ person, kind }) => person !== null || kind !== "update")?.at ?? 0;
		const samples = frames.flatMap(({ kind, data, at }) => (kind === "cursors" && decodeCursors(data, at)) || []);
		const last = samples.findLastIndex((sample) => sample.laser);
		// where it was let go has come, too
		return last > 0 && samples[last + 1] ? Math.ceil(((samples[last]?.at ?? 0) - begin) / 1_000) : null;
	};
	await expect.poll(laserSecond).not.toBeNull();

	const phone = await come("Ines");
	await phone.context.addCookies(await ines.context.cookies());
	await phone.page.setViewportSize({ width: 390, height: 844 });
	const replay = new ReplayPage(phone);
	await replay.open(id, `?t=${await laserSecond()}`);
	const { page } = phone;
	await expect(page.locator(".tl-collaborator__scribble path")).toHaveCount(1);
	await page.keyboard.press("Home");
	await expect(page.locator(".tl-collaborator__scribble path")).toHaveCount(0);
	await page.keyboard.press("End");
	await expect.poll(async () => (await phone.hand.shapes()).length).toBe(1);

	// the board lies free: no control of ours over it
	const board = await page.locator(".replayboard").boundingBox();
	const controls = await page.locator(".controls").boundingBox();
	expect((board?.y ?? 0) + (board?.height ?? 0)).toBeLessThanOrEqual(controls?.y ?? 0);

	await page.getByRole("button", { name: "More of the player" }).click();
	await page.getByRole("menuitem", { name: "Pictures of this moment" }).click();
	const download = page.waitForEvent("download");
	await page.getByRole("button", { name: "Whole board as PNG" }).click();
	const file = await download;
	expect(file.suggestedFilename()).toMatch(/^boardwalk-.+-board-at-\d+m\d\ds\.png$/);
	const bytes = await readFile(await file.path());
	expect([...bytes.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe("PNG");
	expect(bytes.length).toBeGreaterThan(2_000);
});
