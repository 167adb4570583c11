// The player and the worker's desk together: where a visit begins, how time passes, what a live session adds, what
// failures leave behind.
import { describe, expect, test } from "vitest";
import { type PlayerSnapshot, SPEEDS } from "#components/replay/player-snapshot.ts";
import { gapAt } from "#core/replay-idle.ts";
import { geoShape, Recorder } from "#tests/core/recordings.ts";
import { MINUTE, playerOf, recordedInterview, START, serve, settled } from "./replayed.ts";

const END = START + 31 * MINUTE + 42_000;

async function opened(
	served = serve(recordedInterview()),
	first: Parameters<ReturnType<typeof playerOf>["open"]>[0] = null,
) {
	const stage = playerOf(served);
	const close = stage.open(first);
	await settled();
	return { ...stage, served, close, now: () => stage.player.snapshot() };
}

const shapesOf = ({ records }: PlayerSnapshot) => records.size;

describe("a visit", () => {
	test("begins at second 0, without the lobby, at rest", async () => {
		const { now, player } = await opened();
		expect(now()).toMatchObject({ at: START, playing: false, lobby: false, moved: false });
		expect(now().state.phase).toBe("running");
		expect(player.range).toEqual({ from: START, to: END });
	});

	test("begins at ?t=, and a negative one opens the lobby", async () => {
		expect((await opened(undefined, { t: 600 })).now()).toMatchObject({ at: START + 600_000, lobby: false });
		expect((await opened(undefined, { t: -60 })).now()).toMatchObject({ at: START - 60_000, lobby: true });
	});

	test("keeps an absurd place within the recording", async () => {
		expect((await opened(undefined, { t: 9_999_999 })).now().at).toBe(END);
		expect((await opened(undefined, { t: -9_999_999 })).now()).toMatchObject({ at: 0, lobby: true });
		expect((await opened(undefined, { frame: 1e9 })).now().at).toBe(END);
	});

	test("[P9] begins exactly after the n-th frame", async () => {
		const { now, served } = await opened(undefined, { frame: 20 });
		expect(now()).toMatchObject({ frame: 20, at: served.frames[19]?.at });
	});
});

describe("playing", () => {
	test("follows the clock at the chosen speed and rests at the end", async () => {
		const { player, now, watch } = await opened();
		player.setSpeed(4);
		player.play();
		await watch(11);
		expect(now().at).toBe(START + 4_000);
		player.seek(END - 1_000);
		await watch(10);
		expect(now()).toMatchObject({ at: END, playing: false });
		expect(shapesOf(now())).toBe(30);
		player.play();
		expect(now()).toMatchObject({ at: START, playing: true });
	});

	test("does not jump when the page slept", async () => {
		const { player, now, watch } = await opened();
		player.play();
		await watch(2);
		await watch(1, 60_000);
		expect(now().at).toBeLessThanOrEqual(START + 400);
	});

	test("waits while the head is held and goes on from where it is let go", async () => {
		const { player, now, watch } = await opened();
		player.play();
		await watch(2);
		player.scrub(START + 10 * MINUTE);
		await watch(5);
		expect(now()).toMatchObject({ at: START + 10 * MINUTE, scrubbing: true, playing: true });
		player.release();
		await watch(3);
		expect(now().at).toBe(START + 10 * MINUTE + 300);
	});

	test("asks the worker one thing at a time; of a burst only the last place counts", async () => {
		const { player, sent, now } = await opened();
		const before = sent.length;
		for (let second = 0; second < 500; second++) player.seek(START + second * 1_000);
		await settled();
		expect(sent.length - before).toBe(2);
		expect(now()).toMatchObject({ at: START + 499_000 });
		expect(shapesOf(now())).toBe(8);
	});

	test("[P2] shows the same backwards as forwards", async () => {
		const { player, now } = await opened();
		const at = async (minute: number) => {
			player.seek(START + minute * MINUTE);
			await settled();
			return JSON.stringify([...now().records].sort());
		};
		const forwards = [await at(5), await at(15), await at(25)];
		expect([await at(25), await at(15), await at(5)]).toEqual(forwards.toReversed());
	});
});

describe("speeds", () => {
	test.each(SPEEDS)("at %d times a second of playing is as many seconds of the session", async (speed) => {
		const { player, now, watch } = await opened();
		player.setSpeed(speed);
		player.play();
		await watch(11);
		expect(now().at).toBe(START + speed * 1_000);
	});

	test("are changed one by one and end at the slowest and the fastest", async () => {
		const { player, now } = await opened();
		const heard: number[] = [];
		for (let n = 0; n < 8; n++) {
			player.changeSpeed(1);
			heard.push(now().speed);
		}
		expect(heard).toEqual([2, 4, 8, 16, 32, 32, 32, 32]);
		for (let n = 0; n < 8; n++) player.changeSpeed(-1);
		expect(now().speed).toBe(0.5);
	});
});

describe("what is idle", () => {
	// a shape every minute: between two of them 58 seconds are idle
	test("[P17] is played through unless it is to be skipped", async () => {
		const { player, now, watch } = await opened(undefined, { t: 5 });
		player.setSpeed(4);
		player.play();
		await watch(26);
		expect(now()).toMatchObject({ at: START + 15_000, passed: null });
	});

	test("[P17] is passed over in one step, and what was passed over is told", async () => {
		const { player, now, watch } = await opened();
		player.setSkipIdle(true);
		player.play();
		await watch(11);
		expect(now().at).toBe(START + 59_000);
		expect(now().passed).toMatchObject({ from: START + 1_000, to: START + 59_000 });
		await watch(10);
		expect(now().at).toBe(START + MINUTE);
		expect(shapesOf(now())).toBe(1);
		await watch(10);
		expect(now().at).toBe(START + 2 * MINUTE - 1_000);
	});

	test.each([1, 8, 32] as const)("[P17] at %d times no shape is missed and no gap is played", async (speed) => {
		const { player, now, watch } = await opened();
		player.setSkipIdle(true);
		player.setSpeed(speed);
		player.play();
		const seen = new Set<number>();
		let inGaps = 0;
		for (let n = 0; n < 2_000 && now().playing; n++) {
			await watch(1, 200);
			seen.add(shapesOf(now()));
			const { status, at } = now();
			if (status.state === "ready" && gapAt(status.laid.outline.idle, at)) inGaps++;
		}
		expect(now()).toMatchObject({ ended: true, at: END });
		expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 31 }, (_, count) => count));
		expect(inGaps).toBe(0);
	});

	test("[P17] a seek into a gap stays there, and playing goes on from there to the next gap", async () => {
		const { player, now, watch } = await opened();
		player.setSkipIdle(true);
		player.seek(START + 30_000);
		await watch(3);
		expect(now()).toMatchObject({ at: START + 30_000, playing: false });
		player.play();
		await watch(11);
		expect(now()).toMatchObject({ at: START + 31_000, passed: null });
		player.setSpeed(32);
		await watch(10);
		expect(now().passed).toMatchObject({ from: START + MINUTE + 1_000 });
	});

	test("[P17] a seek into a gap while it plays stays there, too", async () => {
		const { player, now, watch } = await opened();
		player.setSkipIdle(true);
		player.play();
		await watch(2);
		player.seek(START + 5 * MINUTE + 20_000);
		await watch(2);
		expect(now().at).toBeLessThan(START + 5 * MINUTE + 21_000);
		player.seek(START + 5 * MINUTE + 1_000);
		await watch(1);
		expect(now().at).toBeLessThan(START + 5 * MINUTE + 2_000);
	});

	test("[P17] who switches skipping on in the middle of a gap is led out of it", async () => {
		const { player, now, watch } = await opened(undefined, { t: 20 });
		player.play();
		await watch(2);
		player.setSkipIdle(true);
		expect(now().at).toBe(START + 59_000);
		player.pause();
		player.seek(START + 90_000);
		player.setSkipIdle(false);
		player.setSkipIdle(true);
		expect(now().at).toBe(START + 90_000);
	});

	test("[P17] a pause is passed over, too", async () => {
		const { player, now, watch } = await opened(undefined, { t: 15 * 60 - 1 });
		player.setSkipIdle(true);
		player.play();
		await watch(21);
		expect(now()).toMatchObject({ at: START + 16 * MINUTE - 1_000, passed: { kind: "paused" } });
	});
});

describe("the end", () => {
	test("is told when the playback comes to it, not when one seeks there; playing again begins at second 0", async () => {
		const { player, now, watch } = await opened();
		player.seek(END);
		await watch(2);
		expect(now()).toMatchObject({ at: END, ended: false });
		player.seek(END - 500);
		player.play();
		await watch(10);
		expect(now()).toMatchObject({ at: END, ended: true, playing: false });
		player.play();
		expect(now()).toMatchObject({ at: START, ended: false, playing: true });
	});
});

describe("a session that still runs", () => {
	/** Thirteen minutes in; the server's clock is ten seconds beyond the last entry. */
	function running() {
		const served = serve(recordedInterview(), { live: true });
		served.shown = 20;
		served.clock = (served.frames[19]?.at ?? 0) + 10_000;
		return served;
	}

	test("[P19] time at the edge goes on smoothly between two looks at the server, whatever the speed", async () => {
		const served = running();
		const clock = served.clock ?? 0;
		const { player, now, watch, polls } = await opened(served);
		expect(now()).toMatchObject({ following: true, playing: true, at: clock - 4_000 });
		player.setSpeed(16);
		const places: number[] = [];
		for (let n = 0; n < 20; n++) {
			await watch(1);
			places.push(now().at - clock);
		}
		expect(places).toEqual(Array.from({ length: 20 }, (_, n) => (n + 1) * 100 - 4_000));
		expect(player.range.to).toBeGreaterThan(now().at);
		served.clock = clock + 2_000;
		polls.pass();
		await settled();
		await watch(1);
		expect(now()).toMatchObject({ at: clock - 1_900, following: true });
	});

	test("[P19] time at the edge stands still when the server is not heard, and catches up when it is", async () => {
		const served = running();
		const clock = served.clock ?? 0;
		const { now, watch, polls } = await opened(served);
		served.instead = null;
		polls.pass();
		await watch(100);
		expect(now()).toMatchObject({ at: clock, connected: false });
		served.instead = undefined;
		served.clock = clock + 10_000;
		polls.pass();
		await settled();
		await watch(2);
		expect(now()).toMatchObject({ connected: true, following: true, at: clock + 6_200 });
	});

	test("[P19] a seek back leaves the edge; faster playing comes to it again and stays", async () => {
		const served = running();
		const { player, now, watch } = await opened(served);
		await watch(3);
		player.seekBy(-5_000);
		expect(now()).toMatchObject({ following: false, playing: true });
		await watch(5);
		expect(now().following).toBe(false);
		player.setSpeed(32);
		await watch(5);
		expect(now().following).toBe(true);
		const { at } = now();
		await watch(2);
		expect(now().at).toBe(at + 200);
	});

	test("[P19] pausing leaves the edge; going live returns to it", async () => {
		const { player, now, watch } = await opened(running());
		player.pause();
		const { at } = now();
		await watch(20);
		expect(now()).toMatchObject({ at, following: false });
		player.goLive();
		await watch(1);
		expect(now()).toMatchObject({ following: true, playing: true });
		expect(now().at).toBeGreaterThan(at);
	});

	test("[P19] that ends meanwhile is played to its end, without a jump", async () => {
		const served = running();
		served.shown = served.frames.length - 1;
		served.clock = END - 1_000;
		const { now, watch, polls } = await opened(served);
		await watch(1);
		expect(now()).toMatchObject({ at: END - 4_900, following: true });
		served.header = { live: false };
		served.shown = served.frames.length;
		polls.pass();
		await watch(1);
		expect(now()).toMatchObject({ at: END - 4_800, following: false, playing: true });
		await watch(60);
		expect(now()).toMatchObject({ at: END, ended: true });
	});

	test("opens at the newest moment and follows what comes", async () => {
		const served = serve(recordedInterview(), { live: true });
		served.shown = 20;
		const { now, polls } = await opened(served);
		expect(now()).toMatchObject({ frame: 20, following: true });
		served.shown = 30;
		polls.pass();
		await settled();
		expect(now()).toMatchObject({ frame: 30, following: true, at: served.frames[29]?.at });
		expect(served.asked).toEqual(["", "?after=20"]);
	});

	test("stays where one looks back, and returns to the edge when asked", async () => {
		const served = serve(recordedInterview(), { live: true });
		served.shown = 25;
		const { player, now, polls } = await opened(served);
		player.seek(START + MINUTE);
		served.shown = 30;
		polls.pass();
		await settled();
		expect(now()).toMatchObject({ at: START + MINUTE, following: false });
		player.goLive();
		await settled();
		expect(now()).toMatchObject({ frame: 30, following: true });
	});

	test("says that the connection is lost, goes on asking, and stops when the session has ended", async () => {
		const served = serve(recordedInterview(), { live: true });
		served.shown = 25;
		const { now, polls } = await opened(served);
		served.instead = null;
		polls.pass();
		await settled();
		expect(now()).toMatchObject({ connected: false, status: { state: "ready" } });
		served.instead = undefined;
		served.shown = served.frames.length;
		served.header = { live: false };
		polls.pass();
		await settled();
		expect(now()).toMatchObject({ connected: true, frame: served.frames.length });
		expect(polls.count).toBe(0);
	});

	test("learns the question when the clock has started", async () => {
		const served = serve(recordedInterview(), { live: true });
		served.shown = 3;
		const { now, polls } = await opened(served);
		served.shown = 6;
		served.header = { live: true, title: "Now known" };
		polls.pass();
		await settled();
		const { status } = now();
		expect(status.state === "ready" && status.laid.header.title).toBe("Now known");
	});

	test("that was deleted meanwhile says so", async () => {
		const served = serve(recordedInterview(), { live: true });
		const { now, polls } = await opened(served);
		served.instead = new Response("{}", { status: 404 });
		polls.pass();
		await settled();
		expect(now().status).toEqual({ state: "failed", reason: "unknown" });
		expect(polls.count).toBe(0);
	});
});

describe("what does not come", () => {
	test.each([
		[401, "signed-out"],
		[403, "not-allowed"],
		[404, "unknown"],
		[500, "server"],
	])("a refusal with %i is %s", async (status, reason) => {
		const served = serve(recordedInterview());
		served.instead = new Response("{}", { status });
		expect((await opened(served)).now().status).toEqual({ state: "failed", reason });
	});

	test("what is no recording is unreadable", async () => {
		const served = serve(recordedInterview());
		served.instead = new Response("<html>");
		expect((await opened(served)).now().status).toEqual({ state: "failed", reason: "unreadable" });
	});

	test("without a connection it can be tried again, at the same place", async () => {
		const served = serve(recordedInterview());
		served.instead = null;
		const { now, player } = await opened(served, { t: 300 });
		expect(now().status).toEqual({ state: "failed", reason: "offline" });
		served.instead = undefined;
		player.retry();
		await settled();
		expect(now()).toMatchObject({ status: { state: "ready" }, at: START + 300_000 });
	});

	test("[P15] a connection that breaks shows everything before it; the rest comes with the next try", async () => {
		const served = serve(recordedInterview());
		served.cutAt = 6_000;
		const { now, player } = await opened(served);
		const { status } = now();
		if (status.state !== "ready") throw new Error(`the part is shown, not ${status.state}`);
		expect(status.laid.brokenAt).toBeGreaterThan(START);
		expect(status.laid.outline.end).toBe(status.laid.brokenAt);
		player.seek(START + MINUTE);
		served.cutAt = null;
		player.retry();
		await settled();
		expect(now()).toMatchObject({ at: START + MINUTE, status: { laid: { brokenAt: null } } });
		expect(shapesOf(now())).toBe(1);
	});

	test("[P5] counts what cannot be shown at the moment that is shown", async () => {
		const recorder = new Recorder();
		recorder.event({ type: "started", by: "p-priya", segment: "intro" });
		recorder.at = 1_000;
		recorder.put("p-jonas", geoShape("bad", 1, { type: "embed" }));
		recorder.at = 2_000;
		const { now, player } = await opened(serve(recorder), { t: 0 });
		expect(now().unreadable).toBe(0);
		player.seek(1_000);
		await settled();
		expect(now().unreadable).toBe(1);
	});

	test("nothing arrives any more after the page was left", async () => {
		const stage = playerOf(serve(recordedInterview(), { live: true }));
		const close = stage.open();
		close();
		await settled();
		expect(stage.player.snapshot().status.state).toBe("loading");
		expect(stage.polls.count).toBe(0);
	});
});
