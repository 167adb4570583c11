// The interview of `npm run bench` in small: that it still draws what its table says. Nothing is timed here.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeRecording } from "#core/recording.ts";
import { runProgram } from "#tests/bench/recordings.ts";

let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "boardwalk-measured-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the measured interview has the boxes, bound arrows and strokes of its table, and twice the same bytes", async () => {
	await runProgram("tests/bench/generate.ts", [folder, "small"]);
	const counts = JSON.parse(await readFile(join(folder, "counts.json"), "utf8"));
	expect(counts).toMatchObject({ minutes: 3, boxes: 6, arrows: 4, bindings: 8, strokes: 3, points: 41 });
	// frame by frame: drags of a second, strokes of 40 points
	expect(counts.changes).toBeGreaterThan(8 * 60 + 3 * 40);
	const recording = await readFile(join(folder, "recording.bwr"));
	const { header, frames, brokenAt } = decodeRecording(recording);
	expect({ brokenAt, frames: frames.length }).toEqual({ brokenAt: null, frames: header.frames });

	await runProgram("tests/bench/generate.ts", [folder, "small"]);
	expect(recording.equals(await readFile(join(folder, "recording.bwr")))).toBe(true);
});
