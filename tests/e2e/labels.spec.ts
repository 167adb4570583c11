// One label, two people who write in it at once: both texts whole, carets in place; with an emoji, in a list, while an
// input method composes, with undo, after a deletion, and in the label of an arrow.
import type { Page } from "@playwright/test";
import { labelOf } from "./hand.ts";
import { meet, type Someone } from "./people.ts";
import { expect, test } from "./test.ts";

const AT = { x: 200, y: 200 };
const SIZE = { w: 320, h: 120 };

/** Opens the label of the one box on the board, the caret at its end. */
async function openLabel(person: Someone): Promise<void> {
	await person.hand.take("v");
	const { x, y } = await person.hand.onScreen({ x: AT.x + SIZE.w / 2, y: AT.y + SIZE.h / 2 });
	await person.page.mouse.dblclick(x, y);
	const field = person.page.locator("[contenteditable='true']");
	await expect(field).toBeFocused();
	await person.page.waitForFunction(() => window.boardwalkEditor?.getRichTextEditor()?.state.selection.empty === false);
	await person.page.keyboard.press("Control+End");
	await expect.poll(() => seen(person)).toMatch(/\|$/);
}

/** The label as its writer sees it, the caret as "|", its lines in one. */
async function seen(person: Someone): Promise<string> {
	return person.page.evaluate(() => {
		const state = window.boardwalkEditor?.getRichTextEditor()?.state;
		if (!state) return "closed";
		const { from } = state.selection;
		const end = state.doc.content.size;
		return `${state.doc.textBetween(0, from, "/")}|${state.doc.textBetween(from, end, "/")}`;
	});
}

async function stored(person: Someone): Promise<string> {
	const [box] = await person.hand.shapes();
	return box ? labelOf(box.props) : "";
}

/** Both type at the same time, a letter each in turn, without waiting for the other to see it. */
async function typeAtOnce(...turns: [Page, string][]): Promise<void> {
	await Promise.all(turns.map(([page, words]) => page.keyboard.type(words, { delay: 15 })));
}

test("[D12] two people type in one label at once: both texts are whole, with emoji and in lists, and the carets stay", async ({
	come,
}) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	await meet(ines, carl);
	await ines.hand.box("middle", AT, SIZE);
	await expect.poll(() => stored(carl)).toBe("middle");

	await test.step("at its beginning and at its end", async () => {
		await Promise.all([openLabel(ines), openLabel(carl)]);
		await ines.page.keyboard.press("Control+Home");
		await expect.poll(() => seen(ines)).toBe("|middle");
		await typeAtOnce([ines.page, "what Ines writes 😀 "], [carl.page, " what Carl writes 🎉"]);
		const whole = "what Ines writes 😀 middle what Carl writes 🎉";
		for (const person of [ines, carl]) await expect.poll(() => stored(person)).toBe(whole);
		expect(await seen(ines)).toBe("what Ines writes 😀 |middle what Carl writes 🎉");
		expect(await seen(carl)).toBe(`${whole}|`);
	});

	await test.step("undo takes back one's own letters, not the other's", async () => {
		// one undo takes back what was typed without a pause
		const press = (keys: string, until: string) =>
			expect(async () => {
				if ((await seen(ines)).replace("|", "") !== until) await ines.page.keyboard.press(keys);
				expect((await seen(ines)).replace("|", "")).toBe(until);
			}).toPass();
		await press("Control+Z", "middle what Carl writes 🎉");
		await expect.poll(() => seen(carl)).toBe("middle what Carl writes 🎉|");
		await press("Control+Shift+Z", "what Ines writes 😀 middle what Carl writes 🎉");
		await expect.poll(() => seen(carl)).toBe("what Ines writes 😀 middle what Carl writes 🎉|");
	});

	await test.step("in one and the same place", async () => {
		await ines.page.keyboard.press("Control+A");
		await ines.page.keyboard.type("-");
		await expect.poll(() => seen(carl)).toMatch(/^\|?-\|?$/);
		for (const { page } of [ines, carl]) await page.keyboard.press("Control+End");
		for (const person of [ines, carl]) await expect.poll(() => seen(person)).toBe("-|");
		await typeAtOnce([ines.page, "from Ines"], [carl.page, "from Carl"]);
		await expect.poll(async () => (await stored(carl)).length).toBe(19);
		expect(["-from Inesfrom Carl", "-from Carlfrom Ines"]).toContain(await stored(carl));
		await expect.poll(() => stored(ines)).toBe(await stored(carl));
		await ines.page.keyboard.press("Escape");
		await carl.page.keyboard.press("Escape");
	});

	await test.step("in a list that one of them has just begun, and with bold words", async () => {
		await Promise.all([openLabel(ines), openLabel(carl)]);
		await carl.page.keyboard.press("Control+A");
		await carl.page.keyboard.press("Delete");
		await carl.page.keyboard.type("first");
		// her own caret may stand anywhere in what has just come
		await expect.poll(async () => (await seen(ines)).replace("|", "")).toBe("first");
		await ines.page.keyboard.press("Control+End");
		await expect.poll(() => seen(ines)).toBe("first|");
		await ines.page.keyboard.press("Control+Shift+8");
		await typeAtOnce([ines.page, " and more"], [carl.page, " of all"]);
		await expect.poll(async () => (await stored(carl)).length).toBe("first and more of all".length);
		expect(["first and more of all", "first of all and more"]).toContain(await stored(carl));
		await ines.page.keyboard.press("Control+End");
		await expect.poll(() => seen(ines)).toMatch(/\|$/);
		await ines.page.keyboard.press("Enter");
		await carl.page.keyboard.press("Control+Home");
		await expect.poll(() => seen(carl)).toMatch(/^\|/);
		await ines.page.keyboard.press("Control+B");
		await typeAtOnce([ines.page, "a second one"], [carl.page, "the very "]);
		const items = /^the very first (of all and more|and more of all)a second one$/;
		for (const person of [ines, carl]) await expect.poll(() => stored(person)).toMatch(items);
		expect(await seen(carl)).toMatch(/^the very \|first .*\/a second one$/);
		expect(await seen(ines)).toMatch(/^the very first .*\/a second one\|$/);
		const [box] = await ines.hand.shapes();
		expect(JSON.stringify(box)).toMatch(/bulletList.*bold/);
	});
	for (const person of [ines, carl]) {
		await person.page.keyboard.press("Escape");
		await person.isSaved();
	}
	expect(await carl.hand.records()).toEqual(await ines.hand.records());
});

test("[D12] writing in a label that is composed in, deleted, or an arrow's", async ({ come }) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	await meet(ines, carl);
	await ines.hand.box("end", AT, SIZE);
	await expect.poll(() => stored(carl)).toBe("end");

	await test.step("what comes while an input method composes letters waits until they are there", async () => {
		await Promise.all([openLabel(ines), openLabel(carl)]);
		await ines.page.keyboard.press("Control+Home");
		await expect.poll(() => seen(ines)).toBe("|end");
		const keyboard = await carl.context.newCDPSession(carl.page);
		await keyboard.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
		await expect.poll(() => stored(ines)).toBe("endにほ");
		await ines.page.keyboard.type("the ");
		await ines.isSaved();
		await keyboard.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
		await expect.poll(() => stored(ines)).toBe("the endにほん");
		expect(await seen(carl)).toBe("endにほん|");
		await keyboard.send("Input.insertText", { text: "日本" });
		for (const person of [ines, carl]) await expect.poll(() => stored(person)).toBe("the end日本");
		await expect.poll(() => seen(carl)).toBe("the end日本|");
	});

	await test.step("what is too long for a label is refused in words while it is pasted", async () => {
		const notice = carl.page.getByText("A label holds 10,240 characters at most; this would be more.");
		await carl.page.evaluate(() => {
			const clipboardData = new DataTransfer();
			clipboardData.setData("text/plain", "much ".repeat(2_100));
			const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
			document.querySelector("[contenteditable='true']")?.dispatchEvent(paste);
		});
		await expect(notice.first()).toBeVisible();
		expect(await seen(carl)).toBe("the end日本|");
	});

	await test.step("a box that is deleted while somebody writes in it closes its label, and the board lives", async () => {
		await carl.page.keyboard.type(" and");
		await ines.page.keyboard.press("Escape");
		await ines.page.keyboard.press("Escape");
		await ines.hand.take("v");
		await ines.page.keyboard.press("Control+A");
		await ines.page.keyboard.press("Delete");
		await carl.page.keyboard.type(" more");
		await expect.poll(() => seen(carl)).toBe("closed");
		for (const person of [ines, carl]) await expect.poll(() => person.hand.records()).toEqual([]);
	});

	await test.step("in the label of an arrow", async () => {
		await ines.hand.take("a");
		await ines.hand.drag({ x: 100, y: 300 }, { x: 500, y: 300 });
		await expect.poll(async () => (await carl.hand.shapes()).length).toBe(1);
		for (const { page } of [ines, carl]) {
			await page.evaluate(() => {
				const editor = window.boardwalkEditor!;
				editor.setCurrentTool("select").selectAll().focus();
			});
			await page.keyboard.press("Enter");
			await expect(page.locator("textarea:focus")).toBeVisible();
		}
		await ines.page.keyboard.type("to");
		const written = (person: Someone) =>
			person.page.evaluate(() => {
				const field = document.activeElement as HTMLTextAreaElement;
				return `${field.value?.slice(0, field.selectionStart)}|${field.value?.slice(field.selectionStart)}`;
			});
		await expect.poll(async () => (await written(carl)).replace("|", "")).toBe("to");
		await carl.page.keyboard.press("End");
		await ines.page.keyboard.press("Home");
		await expect.poll(() => written(ines)).toBe("|to");
		await typeAtOnce([ines.page, "from here "], [carl.page, " over there"]);
		await expect.poll(() => written(ines)).toBe("from here |to over there");
		await expect.poll(() => written(carl)).toBe("from here to over there|");
	});
	for (const person of [ines, carl]) await person.page.keyboard.press("Escape");
	await Promise.all([ines.isSaved(), carl.isSaved()]);
	expect(await carl.hand.records()).toEqual(await ines.hand.records());
});
