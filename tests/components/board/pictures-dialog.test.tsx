// The dialog of pictures with a board that answers as told: what is asked of it, what is said while it works and when it fails.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BoardHandle, PictureWish } from "#components/board/board-handle.ts";
import { PicturesDialog } from "#components/board/pictures-dialog.tsx";

const AREAS = [
	{ id: "shape:area-data", name: "3 Data preparation" },
	{ id: "shape:x", name: "" },
];
let wishes: PictureWish[] = [];
let answer: (wish: PictureWish) => Promise<Blob | null>;
const board: BoardHandle = {
	fit: () => {},
	areas: () => AREAS,
	picture: (wish) => {
		wishes.push(wish);
		return answer(wish);
	},
};
const saved: string[] = [];

beforeEach(() => {
	wishes = [];
	saved.length = 0;
	answer = async () => new Blob(["picture"]);
	vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
		saved.push(this.download);
	});
	vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
	cleanup();
	vi.restoreAllMocks();
});

function open(handle: BoardHandle | null = board): void {
	render(
		<PicturesDialog
			open
			onOpenChange={() => {}}
			board={handle}
			title="Ads: “2nd” try"
			moment={() => "31m42s"}
			words="As the board is now."
			theme="dark"
		/>,
	);
}
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

test("each row asks for its part in the chosen theme and saves it under a plain name", async () => {
	open();
	expect(await screen.findByRole("img", { name: "The whole board, small" })).toBeTruthy();
	fireEvent.click(screen.getByRole("radio", { name: "Light" }));
	press("3 Data preparation as PNG");
	await waitFor(() => expect(saved).toEqual(["boardwalk-ads-2nd-try-3-data-preparation-31m42s.png"]));
	press("Area without a title as SVG");
	await waitFor(() => expect(saved[1]).toBe("boardwalk-ads-2nd-try-area-without-a-title-31m42s.svg"));
	press("Whole board as SVG");
	await waitFor(() => expect(saved[2]).toBe("boardwalk-ads-2nd-try-board-31m42s.svg"));
	expect(wishes).toEqual([
		{ format: "svg", theme: "dark" },
		{ format: "svg", theme: "light" },
		{ format: "png", theme: "light", areaId: "shape:area-data" },
		{ format: "svg", theme: "light", areaId: "shape:x" },
		{ format: "svg", theme: "light" },
	]);
});

test("while a picture is made its button is busy and no second one begins; a failure is said in words and can be tried again", async () => {
	open();
	await screen.findByRole("img", { name: "The whole board, small" });
	let fail = (_error: Error) => {};
	answer = () =>
		new Promise((_, reject) => {
			fail = reject;
		});
	press("Whole board as PNG");
	expect(screen.getByRole("button", { name: "Whole board as PNG" }).getAttribute("aria-busy")).toBe("true");
	expect(screen.getByText("Making the picture")).toBeTruthy();
	press("3 Data preparation as PNG");
	expect(wishes).toHaveLength(2);
	fail(new Error("too large"));
	expect(await screen.findByText(/could not be made.*try an area, or SVG/)).toBeTruthy();
	answer = async () => new Blob(["picture"]);
	press("Whole board as PNG");
	await waitFor(() => expect(saved).toHaveLength(1));
	expect(screen.queryByText(/could not be made/)).toBeNull();
});

test("an empty board, an area with nothing in it, a board that is still loading: said, not saved", async () => {
	open(null);
	expect(screen.getByText("The board is still loading.")).toBeTruthy();
	cleanup();
	answer = async (wish) => (wish.areaId ? null : new Blob(["picture"]));
	open();
	press("3 Data preparation as PNG");
	expect(await screen.findByText("There is nothing in “3 Data preparation” yet.")).toBeTruthy();
	cleanup();
	answer = async () => null;
	open();
	expect(await screen.findByText("There is nothing on the board yet.")).toBeTruthy();
	expect(screen.queryByRole("list")).toBeNull();
	expect(saved).toEqual([]);
});
