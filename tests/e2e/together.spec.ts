// Working together on one board: following a person's view, bringing somebody along, pointing with the laser, and a tablet with
// a pen and a palm.
import type { CDPSession, Locator } from "@playwright/test";
import { decodeCursors } from "#core/recording.ts";
import type { Someone } from "./people.ts";
import { expect, test } from "./test.ts";

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true };

test("[T1] [T2] [T3] people follow each other's view, are brought to it, and point with a laser", async ({ come }) => {
	const [ines, carl, olga] = [await come("Ines"), await come("Carl"), await come("Olga")];
	const { id, invites } = await ines.makeSession();
	await carl.accept(invites.candidate);
	await olga.accept(invites.observer);
	await Promise.all([ines.enter(id), carl.enter(id), olga.enter(id)]);
	await carl.hand.box("Far away", { x: 900, y: 700 });
	await carl.isSaved();

	// by keyboard alone
	const following = ines.page.getByRole("status").filter({ hasText: /^Following/ });
	await ines.page.getByRole("button", { name: "Carl, candidate" }).focus();
	await ines.page.keyboard.press("Enter");
	await expect(ines.page.getByRole("menuitem", { name: "Follow Carl" })).toBeFocused();
	await ines.page.keyboard.press("Enter");
	await expect(following).toHaveText("Following Carl");
	await expect(carl.page.getByRole("button", { name: "Ines, interviewer, follows you" })).toBeVisible();
	await wheel(carl, 700, 500);
	await expect.poll(() => seesAllOf(ines, carl)).toBe(true);
	await wheel(carl, -200, 300);
	await expect.poll(() => seesAllOf(ines, carl)).toBe(true);

	// one's own pan lets go, and from then on nothing moves
	await wheel(ines, -2_000, -2_000);
	await expect(following).toHaveCount(0);
	const own = await viewOf(ines);
	await wheel(carl, 300, 0);
	await expect(carl.page.getByRole("button", { name: "Ines, interviewer", exact: true })).toBeVisible();
	expect(await viewOf(ines)).toEqual(own);
	expect(await seesAllOf(ines, carl)).toBe(false);

	// brought along once, and back again
	await carl.page.getByRole("button", { name: "Ines, interviewer", exact: true }).click();
	await carl.page.getByRole("menuitem", { name: "Bring Ines to me" }).click();
	await expect(ines.page.getByText("Carl brought you to this view.")).toBeVisible();
	await expect.poll(() => seesAllOf(ines, carl)).toBe(true);
	expect(await viewOf(olga)).not.toEqual(await viewOf(carl));
	await ines.page.getByRole("button", { name: "Go back" }).click();
	await expect.poll(async () => Math.abs((await viewOf(ines)).x - own.x)).toBeLessThan(1);

	// an observer follows from the list, lets go by Esc, and brings nobody
	await olga.page.getByRole("button", { name: /^People: 3 of 3 here/ }).click();
	const list = olga.page.getByRole("dialog", { name: "People" });
	await expect(list.getByRole("button", { name: /^Bring/ })).toHaveCount(0);
	await list.getByRole("button", { name: "Follow Carl" }).click();
	await expect(olga.page.getByText("Following Carl")).toBeVisible();
	await expect.poll(() => seesAllOf(olga, carl)).toBe(true);
	await olga.page.keyboard.press("Escape");
	await expect(olga.page.getByText("Following Carl")).toHaveCount(0);

	// and points: seen by the candidate, gone by itself, never on the board, in the recording
	const board = await middleOf(olga);
	await olga.hand.take("k");
	await olga.page.mouse.move(board.x, board.y);
	await olga.page.mouse.down();
	await olga.page.mouse.move(board.x + 120, board.y + 60, { steps: 20 });
	const trail = carl.page.locator(".tl-collaborator__scribble");
	await expect(trail).toHaveCount(1);
	await olga.page.mouse.up();
	await expect(trail).toHaveCount(0);
	await expect
		.poll(async () => {
			const { frames, header } = await carl.recording(id);
			const olgas = header.people.find(({ name }) => name === "Olga")?.id;
			const samples = frames.flatMap(({ kind, data, at }) => (kind === "cursors" && decodeCursors(data, at)) || []);
			const hers = samples.filter(({ person }) => person === olgas);
			return [hers.some(({ laser }) => laser), hers.at(-1)?.laser];
		})
		.toEqual([true, false]);
	expect(await carl.hand.records()).toHaveLength(1);

	// all of the board by one click, and by its key
	await ines.page.getByRole("button", { name: /^Zoom to fit/ }).click();
	await expect.poll(() => seesShapes(ines)).toBe(true);
	// tldraw takes a wheel in the wake of another for its end
	await expect(async () => {
		await wheel(ines, 3_000, 0);
		expect(await seesShapes(ines)).toBe(false);
	}).toPass();
	await ines.hand.rest();
	// a click that tldraw reads only after the key stops the glide
	await expect(async () => {
		await ines.page.keyboard.press("Shift+1");
		await expect.poll(() => seesShapes(ines), { timeout: 1_000 }).toBe(true);
	}).toPass({ timeout: 20_000 });

	// who is followed closes the page
	await ines.page.getByRole("button", { name: "Carl, candidate" }).click();
	await ines.page.getByRole("menuitem", { name: "Follow Carl" }).click();
	await expect(following).toHaveText("Following Carl");
	await carl.page.close();
	await expect(ines.page.getByText("The view of Carl is gone, so yours is your own again.")).toBeVisible();
	await expect(following).toHaveCount(0);
});

test("[T4] on a tablet the pen draws, fingers move the board, a palm does nothing, and the panel folds away", async ({
	come,
}) => {
	const carl = await come("Carl", TABLET);
	const { id } = await carl.makeSession({ kind: "solo", role: "candidate" });
	await carl.enter(id);
	await carl.hand.take("d");
	const { x, y } = await middleOf(carl);
	const glass = new Glass(await carl.context.newCDPSession(carl.page));
	const strokes = async (): Promise<string[]> => (await carl.hand.shapes()).map(({ type }) => type);

	// a finger draws until there is a pen
	await glass.finger("touchStart", { x: x - 200, y: y - 200 });
	await glass.finger("touchMove", { x: x - 150, y: y - 150 });
	await glass.finger("touchEnd");
	await expect.poll(strokes).toEqual(["draw"]);
	await glass.pen("mousePressed", { x: x - 200, y });
	await glass.pen("mouseMoved", { x: x - 150, y: y + 10 });
	// a palm comes down, slides and goes while the pen draws on
	await glass.finger("touchStart", { x: x + 100, y: y + 200 });
	await glass.pen("mouseMoved", { x: x - 100, y: y + 20 });
	await glass.finger("touchMove", { x: x + 130, y: y + 210 });
	await glass.pen("mouseMoved", { x: x - 50, y: y + 10 });
	await glass.finger("touchEnd");
	await glass.pen("mouseMoved", { x, y });
	await glass.pen("mouseReleased", { x, y });
	const before = await viewOf(carl);
	await expect.poll(strokes).toEqual(["draw", "draw"]);
	const wide = await carl.page.evaluate(() => {
		const editor = window.boardwalkEditor!;
		return Math.max(...editor.getCurrentPageShapes().map((shape) => editor.getShapePageBounds(shape)?.w ?? 0));
	});
	expect(wide).toBeGreaterThan(190);
	await expect(carl.page.getByText("Pen mode: the pen draws, fingers move the board.")).toBeVisible();

	// fingers move the board now: one pans, two zoom
	await expect
		.poll(async () => {
			await glass.finger("touchStart", { x, y: y - 100 });
			await glass.finger("touchMove", { x: x + 40, y: y - 100 });
			await glass.finger("touchMove", { x: x + 80, y: y - 100 });
			await glass.finger("touchEnd");
			return (await viewOf(carl)).x < before.x - 40;
		})
		.toBe(true);
	const panned = await viewOf(carl);
	await glass.finger("touchStart", { x: x - 50, y }, { x: x + 50, y });
	await glass.finger("touchMove", { x: x - 100, y }, { x: x + 100, y });
	await glass.finger("touchEnd");
	await expect.poll(async () => (await viewOf(carl)).w / panned.w).toBeCloseTo(0.5, 1);
	expect(await strokes()).toEqual(["draw", "draw"]);

	// the way out
	const exit = carl.page.getByRole("button", { name: "Pen mode · Exit" });
	// a tap right after the pen may be taken for its palm
	await expect(async () => {
		if ((await exit.count()) > 0) await exit.tap({ timeout: 2_000 });
		await expect(exit).toHaveCount(0, { timeout: 2_000 });
	}).toPass();
	await glass.finger("touchStart", { x, y: y + 100 });
	await glass.finger("touchMove", { x: x + 60, y: y + 150 });
	await glass.finger("touchEnd");
	await expect.poll(strokes).toEqual(["draw", "draw", "draw"]);

	// the panel, by finger and by key; nobody else is there to follow
	const board = carl.page.getByRole("region", { name: "Board", exact: true });
	for (const viewport of [TABLET.viewport, { width: 820, height: 1180 }]) {
		await carl.page.setViewportSize(viewport);
		const narrow = (await board.boundingBox())?.width ?? 0;
		await carl.page.getByRole("button", { name: "Hide the panel" }).tap();
		await expect.poll(async () => (await board.boundingBox())?.width ?? 0).toBeGreaterThan(narrow + 200);
		await carl.page.keyboard.press("\\");
		await expect.poll(async () => (await board.boundingBox())?.width).toBe(narrow);
		const banner = carl.page.getByRole("banner").getByRole("button");
		await areLargeEnough([...(await banner.all()), ...(await carl.panel.getByRole("checkbox").all())]);
		await areLargeEnough([carl.page.getByRole("button", { name: /^Zoom to fit/ })]);
	}
	await expect(carl.page.getByRole("button", { name: /candidate|Follow/ })).toHaveCount(0);
});

interface View {
	x: number;
	y: number;
	w: number;
	h: number;
}

async function viewOf({ page }: Someone): Promise<View> {
	return page.evaluate(() => {
		const { x, y, w, h } = window.boardwalkEditor!.getViewportPageBounds();
		return { x, y, w, h };
	});
}

async function seesAllOf(one: Someone, other: Someone): Promise<boolean> {
	const [mine, theirs] = [await viewOf(one), await viewOf(other)];
	const near = 3;
	return (
		mine.x <= theirs.x + near &&
		mine.y <= theirs.y + near &&
		mine.x + mine.w >= theirs.x + theirs.w - near &&
		mine.y + mine.h >= theirs.y + theirs.h - near
	);
}

async function seesShapes({ page }: Someone): Promise<boolean> {
	return page.evaluate(() => {
		const editor = window.boardwalkEditor!;
		const bounds = editor.getCurrentPageBounds();
		return bounds !== undefined && editor.getViewportPageBounds().contains(bounds);
	});
}

async function middleOf({ page }: Someone) {
	const box = await page.getByRole("region", { name: "Board", exact: true }).boundingBox();
	if (!box) throw new Error("there is no board");
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function wheel(person: Someone, dx: number, dy: number): Promise<void> {
	const { x, y } = await middleOf(person);
	await person.page.mouse.move(x, y);
	await person.page.mouse.wheel(dx, dy);
}

async function areLargeEnough(controls: readonly Locator[]): Promise<void> {
	for (const control of controls) {
		const box = await control.boundingBox();
		if (!box) continue;
		const name = (await control.getAttribute("aria-label")) ?? (await control.textContent()) ?? "";
		expect(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(44);
	}
}

/** What touches the screen: a pen and fingers at once, which Playwright's own mouse and touchscreen cannot do. */
class Glass {
	#last: readonly { x: number; y: number }[] = [];

	constructor(readonly session: CDPSession) {}

	async #rest(): Promise<void> {
		const places = this.#last;
		await this.finger("touchMove", ...places.map(({ x, y }) => ({ x: x + 1, y })));
		await this.finger("touchMove", ...places);
	}

	async pen(type: "mousePressed" | "mouseMoved" | "mouseReleased", at: { x: number; y: number }): Promise<void> {
		const buttons = type === "mouseReleased" ? 0 : 1;
		await this.session.send("Input.dispatchMouseEvent", {
			...{ type, ...at, buttons, button: "left", clickCount: type === "mouseMoved" ? 0 : 1 },
			...{ pointerType: "pen", force: 0.5 },
		});
	}

	async finger(type: "touchStart" | "touchMove" | "touchEnd", ...places: { x: number; y: number }[]): Promise<void> {
		// a finger that is lifted in full swing throws the page, and the browser takes the next tap for the end of that
		if (type === "touchEnd") await this.#rest();
		this.#last = places;
		const touchPoints = places.map((place, id) => ({ ...place, id, radiusX: 8, radiusY: 8 }));
		await this.session.send("Input.dispatchTouchEvent", { type, touchPoints });
	}
}
