// The load of `npm run bench` in small: that it reaches its servers and comes back as numbers. Nothing is timed here.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bundles, bundlePrograms } from "#tests/bench/sync/bundle.ts";
import { type Grounds, openGrounds } from "#tests/bench/sync/grounds.ts";
import { runPass } from "#tests/bench/sync/pass.ts";

const LOAD = { rooms: 2, perSecond: 20, warmUpMs: 500, windowMs: 1_500 };

let bundles: Bundles;
let grounds: Grounds;
beforeAll(async () => {
	bundles = await bundlePrograms(join("dist", "bench", "small"));
	grounds = await openGrounds(bundles);
}, 60_000);
afterAll(() => grounds?.close());

test("the measured load draws at its pace, all of it arrives, and only Boardwalk says that it is saved", async () => {
	const relay = await grounds.relay();
	const ofRelay = await runPass(bundles, relay, LOAD).finally(() => relay.end());
	const boardwalk = await grounds.boardwalk();
	const ofBoardwalk = await runPass(bundles, boardwalk, LOAD).finally(() => boardwalk.end());
	for (const pass of [ofRelay, ofBoardwalk]) {
		// a busy machine may hold it up
		expect(pass.updatesPerSecond).toBeGreaterThan(20);
		expect(pass.cpuMicros).toBeGreaterThan(0);
		// two legs of a small update with their framing
		expect(pass.bytes).toBeGreaterThan(50);
		expect(pass.bytes).toBeLessThan(400);
		expect(pass.fanOut.length).toBeGreaterThan(3);
	}
	expect(ofRelay.saved).toEqual([]);
	expect(ofBoardwalk.saved.length).toBeGreaterThan(3);
}, 60_000);

test("a server that nobody asks says nothing of what is saved, a relay may answer, and where a server's time goes adds up", async () => {
	const silent = await grounds.boardwalk({ silent: true });
	let shares: Record<string, number> = {};
	const unasked = await runPass(bundles, silent, LOAD, async () => {
		shares = await silent.program.profile(LOAD.windowMs);
	}).finally(() => silent.end());
	expect(unasked.saved).toEqual([]);
	expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
	for (const group of ["socket writes", "Yjs", "database driver", "our own code"]) {
		expect(shares[group], group).toBeGreaterThan(0.01);
	}
	const answering = await grounds.relay({ answers: true });
	const answered = await runPass(bundles, answering, LOAD).finally(() => answering.end());
	expect(answered.saved.length).toBe(0);
	// five bytes more for each update
	expect(answered.bytes).toBeGreaterThan(50);
}, 60_000);
