// A hand on the board: real keys and a real mouse, in page coordinates, so that the same drawing works at any zoom. And the
// eye: what the board of this page shows, record by record.
import { expect, type Page } from "@playwright/test";
import type { TLRecord } from "@tldraw/tlschema";

export interface Place {
	x: number;
	y: number;
}

export interface Size {
	w: number;
	h: number;
}

/** The live board or a replayed one, and no other region that speaks of it. */
const BOARD = /^Board( at this moment of the replay)?$/;
const BOX: Size = { w: 110, h: 70 };

export class Hand {
	#rests = 0;

	constructor(readonly page: Page) {}

	/** The board is there and takes keys. */
	async ready(): Promise<void> {
		await this.page.waitForFunction(() => window.boardwalkEditor !== undefined);
		await expect(this.page.getByRole("region", { name: BOARD })).toBeVisible();
	}

	/** Puts the pointer tool in the hand and the focus on an empty place of the board. */
	async rest(): Promise<void> {
		const board = await this.page.getByRole("region", { name: BOARD }).boundingBox();
		if (!board) throw new Error("there is no board");
		await this.page.keyboard.press("Escape");
		// twice in one place would be a double click, which begins a text
		this.#rests += 1;
		await this.page.mouse.click(board.x + 14, board.y + board.height * 0.5 + (this.#rests % 4) * 40);
	}

	/** Takes a tool by its key. */
	async take(key: "v" | "r" | "a" | "d" | "t" | "k"): Promise<void> {
		await this.rest();
		await this.page.keyboard.press(key);
	}

	async drag(from: Place, to: Place, steps = 6): Promise<void> {
		const [begin, end] = [await this.onScreen(from), await this.onScreen(to)];
		await this.page.mouse.move(begin.x, begin.y);
		await this.page.mouse.down();
		await this.page.mouse.move(end.x, end.y, { steps });
		await this.page.mouse.up();
	}

	/** A box with a label. */
	async box(label: string, { x, y }: Place, { w, h }: Size = BOX): Promise<void> {
		await this.take("r");
		await this.drag({ x, y }, { x: x + w, y: y + h });
		await this.page.keyboard.press("Enter");
		await this.write(label);
	}

	/** An arrow from the middle of one box to the middle of another; tldraw binds it to both. */
	async arrow(from: Place, to: Place, { w, h }: Size = BOX): Promise<void> {
		await this.take("a");
		await this.drag({ x: from.x + w / 2, y: from.y + h / 2 }, { x: to.x + w / 2, y: to.y + h / 2 }, 10);
	}

	/** A text of its own. */
	async text(words: string, at: Place): Promise<void> {
		await this.take("t");
		const { x, y } = await this.onScreen(at);
		await this.page.mouse.click(x, y);
		await this.write(words);
	}

	/** A stroke through the places, with a real pointer's many moves. */
	async stroke(places: readonly Place[]): Promise<void> {
		await this.take("d");
		const [first, ...rest] = await Promise.all(places.map((place) => this.onScreen(place)));
		if (!first) return;
		await this.page.mouse.move(first.x, first.y);
		await this.page.mouse.down();
		for (const { x, y } of rest) await this.page.mouse.move(x, y, { steps: 4 });
		await this.page.mouse.up();
		await this.page.keyboard.press("v");
	}

	/** Moves what lies at a place. Hollow boxes are held by their edge. */
	async move(from: Place, to: Place): Promise<void> {
		await this.take("v");
		await this.drag(from, to);
	}

	async onScreen(place: Place): Promise<Place> {
		return this.page.evaluate((at) => {
			const { x, y } = window.boardwalkEditor!.pageToScreen(at);
			return { x, y };
		}, place);
	}

	/** What the board shows: shapes, bindings, assets, in the order of their ids. */
	async records(): Promise<TLRecord[]> {
		const json = await this.page.evaluate(() => {
			const all = window.boardwalkEditor?.store.allRecords() ?? [];
			const lying = all.filter(({ typeName }) => ["shape", "binding", "asset"].includes(typeName));
			return JSON.stringify(lying.sort((a, b) => (a.id < b.id ? -1 : 1)));
		});
		return JSON.parse(json);
	}

	async shapes(): Promise<Extract<TLRecord, { typeName: "shape" }>[]> {
		return (await this.records()).filter((record) => record.typeName === "shape");
	}

	/** The labels on the board, in order. */
	async labels(): Promise<string[]> {
		return (await this.shapes())
			.map(({ props }) => labelOf(props))
			.filter((label) => label !== "")
			.sort();
	}

	/** Types into the label that is open, and leaves it. */
	private async write(words: string): Promise<void> {
		await expect(this.page.locator("[contenteditable='true']:focus")).toBeVisible();
		await this.page.keyboard.type(words);
		await this.page.keyboard.press("Escape");
		await this.page.keyboard.press("Escape");
	}
}

/** The letters of a label, whatever it is made of. */
export function labelOf(props: object): string {
	const letters = (node: unknown): string => {
		if (typeof node !== "object" || node === null) return "";
		const own = "text" in node && typeof node.text === "string" ? node.text : "";
		return own + ("content" in node && Array.isArray(node.content) ? node.content.map(letters).join("") : "");
	};
	return "richText" in props ? letters(props.richText) : "";
}
