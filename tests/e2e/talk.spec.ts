// Talk beside the board between two people: chat with its unread mark, a raised hand, moments that are pinned with what was drawn, and a link
// that opens the replay with those shapes in view.
import { meet, type Someone } from "./people.ts";
import { ReplayPage } from "./replay-page.ts";
import { expect, test } from "./test.ts";

const field = ({ panel }: Someone) => panel.getByRole("textbox", { name: /^Message / });
const log = ({ panel }: Someone) => panel.getByRole("log", { name: "Chat" });

async function write(who: Someone, text: string): Promise<void> {
	await field(who).fill(text);
	await field(who).press("Enter");
	await expect(field(who)).toHaveValue("");
}

test("two people chat, raise a hand and pin a moment; its link opens the replay with the shapes in view", async ({
	come,
}) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	await meet(ines, carl);
	await ines.start();

	// ── chat ──
	await write(carl, "Is <b>fraud</b> filtered before?");
	await expect(ines.panel.getByRole("tab", { name: "Chat, 1 new" })).toBeVisible();
	await ines.hand.rest();
	await ines.page.keyboard.press("\\");
	await expect(ines.page.getByRole("button", { name: "Show the panel, 1 new" })).toBeVisible();
	await ines.page.keyboard.press("\\");
	await ines.panel.getByRole("tab", { name: /^Chat/ }).click();
	await expect(log(ines)).toContainText("Is <b>fraud</b> filtered before?");
	await expect(ines.panel.getByRole("tab", { name: "Chat", exact: true })).toBeVisible();
	await write(ines, "Yes, upstream.");
	await expect(log(carl)).toContainText("Yes, upstream.");
	// what was read stays read over a reload
	await ines.page.reload();
	await ines.settled();
	await expect(ines.panel.getByRole("tab", { name: "Chat", exact: true })).toBeVisible();

	// ── a raised hand ──
	await carl.page.getByRole("button", { name: "Raise your hand" }).click();
	const hands = ines.panel.getByRole("list", { name: "Raised hands" });
	await expect(hands).toContainText("Carl raised a hand.");
	await expect(ines.page.getByRole("button", { name: /^Carl, candidate.*hand raised/ })).toBeVisible();
	await hands.getByRole("button", { name: "Lower the hand of Carl" }).click();
	await expect(carl.page.getByRole("button", { name: "Raise your hand" })).toHaveAttribute("aria-pressed", "false");
	await expect(hands).toHaveCount(0);

	// ── pins: with what was just drawn, by whomever; the candidate's are hers alone ──
	await carl.hand.box("Click log", { x: 100, y: 120 });
	await carl.hand.rest();
	await carl.isSaved();
	await expect.poll(() => ines.hand.labels()).toEqual(["Click log"]);
	await ines.hand.rest();
	await ines.page.keyboard.press("p");
	await ines.panel.getByRole("tab", { name: /^Notes/ }).click();
	const notes = ines.panel.getByRole("list", { name: "Notes, newest first" });
	await expect(notes.getByRole("listitem")).toHaveText([/Pinned.*1 shape$/]);
	await carl.panel.getByRole("button", { name: "Pin this moment" }).click();
	const kept = carl.panel.getByRole("region", { name: "Moments you kept" });
	await expect(kept.getByRole("listitem")).toHaveText([/1 shape$/]);
	await expect(notes.getByRole("listitem")).toHaveCount(1);

	// ── its link ──
	const [box] = await carl.hand.records();
	const link = (await kept.getByRole("link").getAttribute("href")) ?? "";
	expect(link).toMatch(/\/replay\?t=\d+&shapes=shape:[\w-]+$/);
	expect(link.endsWith(`&shapes=${box?.id}`)).toBe(true);
	const later = await carl.anotherTab();
	const replay = new ReplayPage(later);
	await replay.open(carl.sessionId, new URL(link, carl.url).search);
	const outlines = later.page.locator(".pointedshapes rect");
	await expect(outlines).toHaveCount(1);
	const isInSight = () =>
		later.page.evaluate<boolean, string | undefined>((id) => {
			const editor = window.boardwalkEditor!;
			const shape = [...editor.getCurrentPageShapes()].find((one) => one.id === id);
			const bounds = shape && editor.getShapePageBounds(shape);
			return bounds !== undefined && editor.getViewportPageBounds().contains(bounds);
		}, box?.id);
	await expect.poll(isInSight).toBe(true);
	// the viewer moves the board and is left alone
	const board = await later.page.getByRole("main").boundingBox();
	if (!board) throw new Error("there is no board");
	await later.page.mouse.move(board.x + board.width / 2, board.y + board.height / 2);
	await later.page.mouse.wheel(0, 4_000);
	await expect(outlines).toHaveCount(0);
	await expect.poll(isInSight).toBe(false);
	// shapes that are gone and nonsense are passed over
	await replay.open(carl.sessionId, `?t=0&shapes=shape:gone,%3Cscript%3E,${box?.id}`);
	await expect(outlines).toHaveCount(0);
});
