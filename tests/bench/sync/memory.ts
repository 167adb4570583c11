// What rooms weigh at rest: the server's memory with many rooms of 200 shapes, two people in each who do nothing, against the same
// server before they came, and again after everybody has left for good.
import * as z from "zod/mini";
import type { Bundles } from "./bundle.ts";
import type { Target } from "./grounds.ts";
import { Program } from "./program.ts";

export interface MemoryFigures {
	readonly rooms: number;
	/** bytes of one room with its two sockets that live after a collection */
	readonly liveBytes: number;
	/** of what lived, what lives still after everybody has left; null where nobody waited for it */
	readonly leftShare: number | null;
	readonly leftAfterMs: number;
}

export interface MemoryWishes {
	readonly rooms: number;
	/** until what they drew is committed, checkpoints are made, and a room has noticed that nobody draws */
	readonly settleMs: number;
	/** how long after everybody has gone one looks again; null: nobody looks */
	readonly idleMs: number | null;
}

const BOXES_OF_EACH = 100;
/** They stay: everything that loads or compiles once has done so. */
const WARMING_ROOMS = 10;
/** A room may be kept warm for a minute. */
export const IDLE_MS = 65_000;

const nothingSchema = z.null();
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export async function measureMemory(
	bundles: Bundles,
	target: Target,
	{ rooms, settleMs, idleMs }: MemoryWishes,
): Promise<MemoryFigures> {
	const [warming, crowd] = [new Program({ script: bundles.crowd }), new Program({ script: bundles.crowd })];
	const enter = async (people: Program, count: number) => {
		const seats = (await target.pairs(count)).flat();
		await people.ask("join", { seats, boxes: BOXES_OF_EACH }, nothingSchema);
		await pause(settleMs);
	};
	try {
		await enter(warming, WARMING_ROOMS);
		const before = await target.program.usage({ collect: true });
		await enter(crowd, rooms);
		const full = await target.program.usage({ collect: true });
		const lived = full.live - before.live;
		await crowd.ask("leave", null, nothingSchema);
		if (idleMs !== null) await pause(idleMs);
		const after = idleMs === null ? null : await target.program.usage({ collect: true });
		return {
			rooms,
			liveBytes: lived / rooms,
			leftShare: after && (after.live - before.live) / lived,
			leftAfterMs: idleMs ?? 0,
		};
	} finally {
		await crowd.end("SIGKILL");
		await warming.end("SIGKILL");
	}
}
