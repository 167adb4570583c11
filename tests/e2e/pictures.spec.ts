// What people take away: seven areas by one click, one undo, pictures of the board and of an area as files that are complete
// in themselves, and an ended screen that leads to the replay. By plain http, where a partner comes from.
import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import type { TLShape } from "@tldraw/tlschema";
import { STEPS } from "#core/framework.ts";
import { labelOf } from "./hand.ts";
import { meet, type Someone } from "./people.ts";
import { expect, PLAIN_HOST, test } from "./test.ts";

const PROMPT = /A social network shows one ad/;

const frames = async (person: Someone) =>
	(await person.hand.shapes()).filter((shape: TLShape) => shape.type === "frame");

async function openMenu(person: Someone, item: string): Promise<void> {
	await person.page.getByRole("banner").getByRole("button", { name: "More" }).click();
	await person.page.getByRole("menuitem", { name: item }).click();
}

async function download(person: Someone, button: Locator): Promise<{ name: string; bytes: Buffer }> {
	const [file] = await Promise.all([person.page.waitForEvent("download"), button.click()]);
	return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Width and height of a PNG, read as its format says. */
function sizeOf(png: Buffer): { w: number; h: number } {
	expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	return { w: png.readUInt32BE(16), h: png.readUInt32BE(20) };
}

/** How the picture looks when it is opened alone: the text that is read in it, and how many colours it has. */
function lookAt(person: Someone, bytes: Buffer, type: string) {
	return person.page.evaluate(
		async ({ data, type }) => {
			const image = new Image();
			image.src = `data:${type};base64,${data}`;
			await image.decode();
			const canvas = document.createElement("canvas");
			canvas.width = 400;
			canvas.height = Math.max(1, Math.round((400 * image.height) / image.width));
			const context = canvas.getContext("2d");
			context?.drawImage(image, 0, 0, canvas.width, canvas.height);
			const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
			const colours = new Set<string>();
			for (let at = 0; at < pixels.length; at += 4) {
				colours.add(`${pixels[at]} ${pixels[at + 1]} ${pixels[at + 2]} ${pixels[at + 3]}`);
			}
			return { corner: [...pixels.slice(0, 4)], colours: colours.size };
		},
		{ data: bytes.toString("base64"), type },
	);
}

test("[A1] [A2] two people lay out the areas at once in the lobby: seven, without the question; it is pinned after the start, and each undo takes back one deed", async ({
	come,
}) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	await meet(ines, carl);
	const offers = [ines, carl].map(({ page }) => page.getByRole("button", { name: "Lay out the seven areas" }));
	for (const offer of offers) await expect(offer).toBeVisible();
	await Promise.all(offers.map((offer) => offer.click()));
	for (const person of [ines, carl]) {
		await expect.poll(async () => (await frames(person)).length).toBe(STEPS.length);
		await person.isSaved();
	}
	await expect.poll(() => carl.hand.records()).toEqual(await ines.hand.records());
	expect(JSON.stringify(await ines.hand.records())).not.toMatch(PROMPT);
	for (const offer of offers) await expect(offer).toHaveCount(0);

	await ines.start();
	await ines.page.getByRole("button", { name: "Pin the question" }).click();
	await expect.poll(async () => JSON.stringify(await carl.hand.records())).toMatch(PROMPT);
	// the keyboard is the board's again
	await ines.page.keyboard.press("Control+z");
	await expect.poll(async () => JSON.stringify(await carl.hand.records())).not.toMatch(PROMPT);
	expect(await frames(carl)).toHaveLength(STEPS.length);
	await ines.page.keyboard.press("Control+z");
	for (const person of [ines, carl]) await expect.poll(() => person.hand.records()).toEqual([]);
	await ines.page.keyboard.press("Control+Shift+z");
	await expect.poll(async () => (await frames(carl)).length).toBe(STEPS.length);
});

test("[A6] pictures of the board and of an area are files that are complete in themselves, and the end leads to the replay", async ({
	come,
	baseURL,
}) => {
	const plain = { url: `http://${PLAIN_HOST}:${new URL(baseURL ?? "").port}`, acceptDownloads: true };
	const [ines, carl] = [await come("Ines", plain), await come("Carl", plain)];
	await ines.openRoom({ question: /click predictor/ });
	await carl.join(await ines.linkFor("candidate"));
	await ines.start();
	await expect(ines.page.getByText("The board is empty")).toBeVisible();
	await openMenu(ines, "Lay out the seven areas");
	await expect.poll(async () => JSON.stringify(await ines.hand.records())).toMatch(PROMPT);
	const data = (await frames(ines)).find(({ id }) => id === "shape:area-data");
	expect(data).toBeDefined();
	const { x, y } = data as TLShape;
	await ines.hand.box("Late clicks", { x: x + 200, y: y + 200 }, { w: 260, h: 140 });
	await ines.hand.box("Elsewhere", { x: x + 1300, y: y + 900 }, { w: 260, h: 140 });
	const drawn = (await ines.hand.shapes()).filter(({ props }) => /Late|Elsewhere/.test(labelOf(props)));
	expect(drawn.map(({ parentId }) => parentId).sort()).toEqual(["shape:area-data", "shape:area-serve"]);
	// what no reader of XML takes, and what no kind of object can draw
	await ines.page.evaluate(() => {
		const editor = window.boardwalkEditor!;
		const richText = {
			type: "doc",
			content: [{ type: "paragraph", attrs: { dir: "auto" }, content: [{ type: "text", text: "bell\u0007 & <b>" }] }],
		};
		editor.createShape({ type: "text", x: 300, y: -400, props: { richText } });
		const image = editor.getShapeUtil("line");
		image.toSvg = () => {
			throw new Error("cannot be drawn");
		};
		editor.createShape({ type: "line", x: 0, y: -300 });
	});

	await openMenu(ines, "Pictures of the board");
	const dialog = ines.page.getByRole("dialog", { name: "Pictures of the board" });
	await expect(dialog.getByRole("img", { name: "The whole board, small" })).toBeVisible();
	const rows = await dialog.getByRole("listitem").allInnerTexts();
	expect(rows.map((row) => row.split("\n")[0])).toEqual([
		"Whole board",
		...STEPS.map((step) => `${step.number} ${step.name}`),
	]);

	const name = "boardwalk-build-the-click-predictor-for-ads-in-a-social-feed";
	const board = await download(ines, dialog.getByRole("button", { name: "Whole board as PNG" }));
	expect(board.name).toMatch(new RegExp(`^${name}-board-\\d{4}-\\d\\d-\\d\\d-\\d{4}\\.png$`));
	const size = sizeOf(board.bytes);
	expect(size.w * size.h).toBeLessThanOrEqual(4096 * 4096);
	expect(size.w).toBeGreaterThan(2_400);
	expect((await lookAt(ines, board.bytes, "image/png")).colours).toBeGreaterThan(10);

	const area = await download(ines, dialog.getByRole("button", { name: "3 Data preparation as PNG" }));
	expect(area.name).toContain("-3-data-preparation-");
	// twice as large as on the board, with a margin
	const { w, h } = (data as TLShape & { props: { w: number; h: number } }).props;
	expect(sizeOf(area.bytes)).toEqual({ w: 2 * (w + 80), h: 2 * (h + 88) });

	await dialog.getByRole("radio", { name: "Dark" }).check();
	for (const [button, has, hasNot] of [
		["Whole board as SVG", ["Late clicks", "Elsewhere", "bell &amp; &lt;b&gt;", "3 Data preparation"], []],
		["3 Data preparation as SVG", ["Late clicks", "3 Data preparation"], ["Elsewhere", "2 Framing"]],
	] as const) {
		const { name: file, bytes } = await download(ines, dialog.getByRole("button", { name: button }));
		expect(file).toMatch(/\.svg$/);
		const svg = bytes.toString("utf8");
		for (const text of has) expect(svg.includes(text), text).toBe(true);
		for (const text of hasNot) expect(svg.includes(text), text).toBe(false);
		// fonts lie in it; nothing is fetched by whoever opens it
		expect(svg).toMatch(/@font-face[^}]*url\("data:font/);
		const addresses = svg.replaceAll(/data:[^"')]+/g, "").match(/(?:https?:)?\/\/[^\s"'<>)]+/g) ?? [];
		expect(new Set(addresses)).toEqual(new Set(["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"]));
		const { corner, colours } = await lookAt(ines, bytes, "image/svg+xml");
		expect(corner[3]).toBe(255);
		expect(Math.max(...corner.slice(0, 3))).toBeLessThan(64);
		expect(colours).toBeGreaterThan(5);
	}
	await ines.page.keyboard.press("Escape");

	await ines.end();
	await ines.close();
	for (const person of [ines, carl]) {
		const card = person.page.getByRole("region", { name: "Ended" });
		await expect(card.getByText(/can replay it: every line/)).toBeVisible();
		await expect(card.getByRole("link", { name: "Replay" })).toHaveAttribute(
			"href",
			`/sessions/${ines.sessionId}/replay`,
		);
		await expect(card.getByText(/reopen it until \d\d:\d\d/)).toBeVisible();
		await card.getByRole("button", { name: "Copy link" }).click();
		await expect(person.page.getByText(/^Link to the replay copied/)).toBeVisible();
		await card.getByRole("button", { name: "Pictures" }).click();
		const pictures = person.page.getByRole("dialog", { name: "Pictures of the board" });
		await expect(pictures.getByRole("button", { name: "Whole board as PNG" })).toBeVisible();
		await person.page.keyboard.press("Escape");
		await card.getByRole("link", { name: "Replay" }).click();
		await expect(person.page.getByRole("slider")).toBeVisible();
	}
});
