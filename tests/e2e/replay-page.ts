// A replay in a browser, and what it ought to show: the recording folded here, update by update, without the player's worker,
// its keyframes or its differences.
import { expect } from "@playwright/test";
import type { TLRecord } from "@tldraw/tlschema";
import * as Y from "yjs";
import type { ReadFrame } from "#core/recording.ts";
import { readAllRecords } from "#core/records.ts";
import type { Someone } from "./people.ts";

export class ReplayPage {
	constructor(readonly who: Someone) {}

	async open(sessionId: string, query = ""): Promise<void> {
		await this.who.page.goto(`/sessions/${sessionId}/replay${query}`);
		await expect(this.slider).toBeVisible();
		await this.who.hand.ready();
	}

	get slider() {
		return this.who.page.getByRole("slider", { name: "Time" });
	}

	/** frames that the shown board holds */
	async frame(): Promise<number> {
		return Number(await this.who.page.locator("[data-frame]").getAttribute("data-frame"));
	}

	async press(key: string): Promise<void> {
		await this.slider.press(key);
	}

	/** Waits until the board holds so many frames and shows exactly these records. */
	async shows(frame: number, records: readonly TLRecord[]): Promise<void> {
		await expect.poll(() => this.frame()).toBe(frame);
		await expect.poll(() => this.who.hand.records()).toEqual(records);
	}
}

type Frames = readonly ReadFrame[];

/** The board after so many frames. */
export function boardAfter(frames: Frames, frame: number, sessionId: string): TLRecord[] {
	const doc = new Y.Doc();
	for (const { no, kind, data } of frames) if (no <= frame && kind === "update") Y.applyUpdate(doc, data);
	const { records } = readAllRecords(doc, { sessionId });
	return [...records.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** How many frames have happened at a moment, ms since the session was created. */
export function framesAt(frames: Frames, at: number): number {
	return frames.findLast((frame) => frame.at <= at)?.no ?? 0;
}
