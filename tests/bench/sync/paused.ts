// One reader whose line stands still while others paste: how much the server holds for it, and whether it lets go of it.
import * as z from "zod/mini";
import { seeded } from "#tests/helpers/seeded.ts";
import type { Bundles } from "./bundle.ts";
import type { Seat } from "./client.ts";
import type { Target } from "./grounds.ts";
import { enter, type Person } from "./person.ts";
import { Program } from "./program.ts";

export interface PausedFigures {
	readonly pausedMs: number;
	/** what others sent meanwhile, each byte of which was meant for the reader, too */
	readonly pouredBytes: number;
	/** the most that the server held beyond what it held before, garbage collected */
	readonly heldBytes: number;
	/** whether the server ended the connection */
	readonly isCut: boolean;
}

/** Each pastes below the limit of one connection (256 KB a second). */
const WRITERS = 12;
const PASTES_PER_SECOND = 10;
const PASTE_BYTES = 20_000;
/** Everybody reads: what a server holds for such a flood anyway. */
const READING_MS = 5_000;
const LOOK_MS = 250;
/** A connection that was cut is heard of as soon as one reads on. */
const CLOSE_MS = 3_000;

const nothingSchema = z.null();
const tallySchema = z.object({ sent: z.number() });
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export async function measurePaused(bundles: Bundles, target: Target, pausedMs = 10_000): Promise<PausedFigures> {
	const crowd = new Program({ script: bundles.crowd });
	let reader: Person | null = null;
	try {
		const [pair] = await target.pairs(1);
		if (!pair) throw new Error("there is no room");
		const writers: Seat[] = Array.from({ length: WRITERS }, (_, index) => pair[index % pair.length] ?? pair[0]);
		await crowd.ask("join", { seats: writers }, nothingSchema);
		reader = enter({ seat: pair[0], name: "reader", random: seeded(3) });
		await reader.opened;
		await crowd.ask("draw", { perSecond: PASTES_PER_SECOND, pasteBytes: PASTE_BYTES }, nothingSchema);
		const mostHeld = async (forMs: number) => {
			const until = performance.now() + forMs;
			let most = 0;
			while (performance.now() < until) {
				await pause(LOOK_MS);
				most = Math.max(most, (await target.program.usage({ collect: true })).live);
			}
			return most;
		};
		const before = await mostHeld(READING_MS);
		const sentBefore = (await crowd.ask("tally", null, tallySchema)).sent;
		reader.pause();
		const most = await mostHeld(pausedMs);
		const sent = (await crowd.ask("tally", null, tallySchema)).sent - sentBefore;
		await crowd.ask("rest", null, nothingSchema);
		reader.resume();
		const deadline = performance.now() + CLOSE_MS;
		while (reader.closedWith === null && performance.now() < deadline) await pause(LOOK_MS);
		return {
			pausedMs,
			pouredBytes: sent * PASTE_BYTES,
			heldBytes: Math.max(0, most - before),
			isCut: reader.closedWith !== null,
		};
	} finally {
		reader?.leave();
		await crowd.end("SIGKILL");
	}
}
