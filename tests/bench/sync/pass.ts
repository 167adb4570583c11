// One pass of the load over one server: rooms of two people who draw, and a pair beside them whose edits are timed. Out comes what the
// server's process used in the measured window, against the updates that it took in it.
import * as z from "zod/mini";
import type { Bundles } from "./bundle.ts";
import type { Target } from "./grounds.ts";
import { Program } from "./program.ts";

export interface Load {
	readonly rooms: number;
	/** commits of each person a second */
	readonly perSecond: number;
	readonly warmUpMs: number;
	readonly windowMs: number;
}

export interface Pass {
	/** that the load really sent */
	readonly updatesPerSecond: number;
	/** processor time of the server's process for one update, µs */
	readonly cpuMicros: number;
	/** of one core, in the window */
	readonly cpuShare: number;
	/** over all sockets of the load, both ways, for one update */
	readonly bytes: number;
	/** ms from the sender's edit to the other's socket, and to the acknowledgement */
	readonly fanOut: readonly number[];
	readonly saved: readonly number[];
}

const nothingSchema = z.null();
const tallySchema = z.object({
	sent: z.number(),
	received: z.number(),
	bytes: z.number(),
	closed: z.array(z.number()),
});
const timesSchema = z.object({ fanOut: z.array(z.number()), saved: z.array(z.number()) });

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** What was sent and has not arrived, as a share of the window's updates; more is a server that does not keep up. */
const TOLERATED_LAG = 0.1;

/** @param inWindow goes on beside the measured window, which ends when it does */
export async function runPass(
	bundles: Bundles,
	target: Target,
	load: Load,
	inWindow: () => Promise<void> = async () => {},
): Promise<Pass> {
	const crowd = new Program({ script: bundles.crowd });
	const probe = new Program({ script: bundles.probe });
	try {
		const pairs = await target.pairs(load.rooms + 1);
		const [own = [], ...others] = pairs;
		await crowd.ask("join", { seats: others.flat() }, nothingSchema);
		await probe.ask("join", { seats: own }, nothingSchema);
		await crowd.ask("draw", { perSecond: load.perSecond }, nothingSchema);
		await probe.ask("draw", null, nothingSchema);
		await pause(load.warmUpMs);

		await probe.ask("take", null, timesSchema);
		const [from, before] = await Promise.all([target.program.usage(), crowd.ask("tally", null, tallySchema)]);
		const startedAt = performance.now();
		await Promise.all([pause(load.windowMs), inWindow()]);
		const [to, after] = await Promise.all([target.program.usage(), crowd.ask("tally", null, tallySchema)]);
		const lengthMs = performance.now() - startedAt;
		const times = await probe.ask("take", null, timesSchema);

		const [code] = after.closed;
		if (code !== undefined) throw new Error(`${after.closed.length} connections of the load were closed, with ${code}`);
		const updates = after.sent - before.sent;
		// some servers send everybody his own updates, too
		const behind = after.sent - after.received;
		if (behind > TOLERATED_LAG * updates) throw new Error(`${behind} of ${after.sent} updates had not arrived`);
		const cpuMs = to.cpuMs - from.cpuMs;
		return {
			updatesPerSecond: (updates / lengthMs) * 1000,
			cpuMicros: (cpuMs / updates) * 1000,
			cpuShare: cpuMs / lengthMs,
			bytes: (after.bytes - before.bytes) / updates,
			...times,
		};
	} finally {
		await crowd.end("SIGKILL");
		await probe.end("SIGKILL");
	}
}
