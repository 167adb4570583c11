// @vitest-environment jsdom
// [I7] A picture for which the part of the page that sends pictures cannot be loaded: said in words, and the board goes on.
import type { TLShape } from "tldraw";
import { expect, it, vi } from "vitest";
import { Images } from "#components/board/images.ts";
import { createHeadlessEditor } from "#tests/helpers/headless-editor.ts";

vi.mock("#components/board/image-sending.ts", () => {
	throw new Error("no line");
});

it("[I7] a picture that cannot be sent because its part of the page did not come is said, and nothing stays under way", async () => {
	vi.spyOn(console, "error").mockImplementation(() => {});
	const { editor, dispose } = createHeadlessEditor();
	const notices: string[] = [];
	const images = new Images(editor, "s1", (words) => void notices.push(words));
	await images.put([new File(["GIF89a"], "moving.gif")]);
	expect(notices).toEqual([expect.stringContaining("could not be loaded. Check your connection and try again")]);
	expect(images.underWay).toBeNull();
	expect(editor.getCurrentPageShapes()).toEqual<TLShape[]>([]);
	dispose();
});
