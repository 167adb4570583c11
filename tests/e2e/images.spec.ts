// Pictures that people put on the board: by paste, drop and button, seen by the other person, in the replay and in an exported
// picture; and files that are none. One of the two comes by plain http.
import type { Page } from "@playwright/test";
import { png } from "#tests/helpers/pictures.ts";
import type { Someone } from "./people.ts";
import { ReplayPage } from "./replay-page.ts";
import { expect, PLAIN_HOST, test } from "./test.ts";

const RED = "200,40,40";
const PLACE = "taken at 48.8584 N 2.2945 E";

test("[I2] [I7] a picture is pasted, dropped and picked, seen by the other, undone in one step, replayed and exported", async ({
	come,
	baseURL,
}) => {
	const ines = await come("Ines", { permissions: ["clipboard-read", "clipboard-write"] });
	const carl = await come("Carl", { url: (baseURL ?? "").replace("localhost", PLAIN_HOST) });
	const { id, invites } = await ines.makeSession();
	await ines.enter(id);
	await carl.join((invites.candidate ?? "").replace("localhost", PLAIN_HOST));
	await ines.start();

	await ines.hand.rest();
	await ines.page.evaluate(async (colour) => {
		const canvas = new OffscreenCanvas(64, 48);
		const context = canvas.getContext("2d");
		if (!context) throw new Error("no canvas");
		context.fillStyle = `rgb(${colour})`;
		context.fillRect(0, 0, 64, 48);
		await navigator.clipboard.write([new ClipboardItem({ "image/png": await canvas.convertToBlob() })]);
	}, RED);
	await ines.page.keyboard.press("Control+V");
	for (const person of [ines, carl]) await expect.poll(() => painted(person)).toEqual([[64, 48]]);

	// undone and redone by its author, for both
	await ines.page.keyboard.press("Control+Z");
	await expect.poll(() => painted(carl)).toEqual([]);
	await ines.page.keyboard.press("Control+Shift+Z");
	await expect.poll(() => painted(carl)).toEqual([[64, 48]]);

	// files that lie about what they are
	await drop(ines, { name: "diagram.png", type: "image/png", bytes: Buffer.from("PK\x03\x04 not a diagram") });
	await expect(ines.page.getByText(/^This is a zip archive, not a picture/)).toBeVisible();
	await drop(ines, { name: "huge.png", type: "image/png", bytes: png({ claimed: [60_000, 60_000] }) });
	await expect(ines.page.getByText(/^This picture is 60,000 by 60,000 pixels/)).toBeVisible();
	expect(await painted(ines)).toHaveLength(1);

	// a drawing with a script becomes a picture
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80" onload="window.top.ran = 1">
		<script>window.top.ran = 1</script><rect width="120" height="80" fill="teal"/></svg>`;
	await drop(ines, { name: "drawing.svg", type: "image/svg+xml", bytes: Buffer.from(drawing) });
	await expect.poll(() => painted(carl)).toContainEqual([240, 160]);
	expect(await ines.page.evaluate(() => "ran" in window)).toBe(false);

	// a photograph loses the place where it was taken
	const photo = await photograph(carl.page);
	expect(photo.includes(PLACE)).toBe(true);
	const chosen = carl.page.waitForEvent("filechooser");
	await carl.page.getByRole("button", { name: /^Picture/ }).click();
	await (await chosen).setFiles([{ name: "photo.jpg", mimeType: "image/jpeg", buffer: photo }]);
	await expect.poll(() => painted(ines)).toContainEqual([40, 20]);
	await ines.isSaved();
	await carl.isSaved();
	const assets = (await ines.hand.records()).flatMap((record) => (record.typeName === "asset" ? [record.props] : []));
	expect(assets).toHaveLength(3);
	for (const { src } of assets) {
		const stored = await ines.call("GET", src ?? "");
		expect(stored.headers()["content-type"]).toMatch(/^image\/(png|jpeg)$/);
		expect((await stored.body()).includes(PLACE)).toBe(false);
	}

	for (const person of [ines, carl]) expect(await exportedColours(person.page)).toContain(RED);
	const replay = new ReplayPage(carl);
	await replay.open(id);
	await replay.press("End");
	await expect.poll(async () => (await painted(carl)).length).toBe(3);
	expect(await exportedColours(carl.page)).toContain(RED);
	await replay.press("Home");
	await expect.poll(() => painted(carl)).toEqual([]);
});

test("[I7] a picture that cannot be sent is said, and one under way can be stopped", async ({
	come,
	lineTo,
	baseURL,
}) => {
	const line = await lineTo(baseURL ?? "");
	const ines = await come("Ines", line);
	const { id } = await ines.makeSession();
	await ines.enter(id);
	line.stall();
	await drop(ines, { name: "a.png", type: "image/png", bytes: png() });
	const status = ines.page.getByRole("status").filter({ hasText: "Uploading a picture…" });
	await expect(status).toBeVisible();
	await ines.page.getByRole("button", { name: "Stop", exact: true }).click();
	await expect(ines.page.getByText("The upload was stopped.")).toBeVisible();
	await expect(status).toHaveCount(0);

	line.flow();
	await drop(ines, { name: "a.png", type: "image/png", bytes: png() });
	await expect.poll(() => painted(ines)).toEqual([[8, 6]]);
	await ines.context.setOffline(true);
	await drop(ines, { name: "a.png", type: "image/png", bytes: png() });
	await expect(ines.page.getByText(/^The server does not answer\. Check your connection/)).toBeVisible();
	await ines.context.setOffline(false);
	await drop(ines, { name: "a.png", type: "image/png", bytes: png() });
	await expect
		.poll(() => painted(ines))
		.toEqual([
			[8, 6],
			[8, 6],
		]);

	// a file that misses the board does not take the place of the page
	const kept = await ines.page.evaluate(() => {
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File(["x"], "x.png"));
		const missed = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
		return document.querySelector("header")?.dispatchEvent(missed) === false;
	});
	expect(kept).toBe(true);
});

/** The pixels of each picture that is painted on the board. */
function painted(person: Someone): Promise<[number, number][]> {
	return person.page.evaluate(() =>
		[...document.querySelectorAll<HTMLImageElement>(".tl-canvas img.tl-image")]
			.filter((image) => image.complete && image.naturalWidth > 0)
			.map((image) => [image.naturalWidth, image.naturalHeight]),
	);
}

async function drop(person: Someone, file: { name: string; type: string; bytes: Buffer }): Promise<void> {
	const carried = { name: file.name, type: file.type, base64: file.bytes.toString("base64") };
	await person.page.evaluate(({ name, type, base64 }) => {
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name, { type }));
		const place = { clientX: 300, clientY: 500, bubbles: true, cancelable: true };
		document.querySelector(".tl-canvas")?.dispatchEvent(new DragEvent("drop", { ...place, dataTransfer }));
	}, carried);
}

/** A JPEG as a telephone makes it: with a segment that says where. */
async function photograph(page: Page): Promise<Buffer> {
	const base64 = await page.evaluate(() => {
		const canvas = document.createElement("canvas");
		canvas.width = 40;
		canvas.height = 20;
		return canvas.toDataURL("image/jpeg").split(",")[1] ?? "";
	});
	const plain = Buffer.from(base64, "base64");
	const place = Buffer.from(`Exif\0\0${PLACE}`);
	const head = Buffer.of(0xff, 0xe1, 0, place.length + 2);
	return Buffer.concat([plain.subarray(0, 2), head, place, plain.subarray(2)]);
}

/** Some colours of the PNG that the board exports. */
function exportedColours(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const editor = window.boardwalkEditor!;
		const { blob } = await editor.toImage([...editor.getCurrentPageShapeIds()], { format: "png", background: true });
		const bitmap = await createImageBitmap(blob);
		const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
		if (!context) throw new Error("no canvas");
		context.drawImage(bitmap, 0, 0);
		const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
		const seen = new Set<string>();
		for (let at = 0; at < data.length; at += 4 * 37) seen.add(data.slice(at, at + 3).join());
		return [...seen];
	});
}
