// `npm run bench`: measures what README and the design promise and writes docs/benchmarks.md. A quick look at a part:
// `npm run bench -- --only=documents,store,page,room,sync --short --reuse` (any of the parts; without the recording of two hours and
// with fewer passes; with the recordings of the run before); that prints its table and writes nothing. `--peers` installs other servers
// into a temporary folder and puts them under the same load.
import { writeFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { seeded } from "#tests/helpers/seeded.ts";
import { openHouse } from "./house.ts";
import { ReplayBench } from "./in-browser.ts";
import { makeRecordings, type Recordings, runProgram } from "./recordings.ts";
import { measureRoom } from "./room-page.ts";
import { measureSync, type SyncFigures } from "./sync/measure.ts";
import { syncMethod } from "./sync/method.ts";
import { type Measured, type PageFigures, rowsOf, type StoreFigures, tableOf } from "./table.ts";

const PARTS = ["documents", "store", "page", "room", "sync"] as const;
type Part = (typeof PARTS)[number];

const REPORT = "docs/benchmarks.md";

interface Wishes {
	readonly parts: readonly Part[];
	readonly short: boolean;
	readonly reuse: boolean;
	readonly withPeers: boolean;
}

function wishesOf(args: readonly string[]): Wishes {
	const named = args
		.find((arg) => arg.startsWith("--only="))
		?.slice("--only=".length)
		.split(",");
	const unknown = named?.find((name) => !PARTS.some((part) => part === name));
	if (unknown !== undefined) throw new Error(`there is no part "${unknown}"; there are ${PARTS.join(", ")}`);
	return {
		parts: PARTS.filter((part) => named?.includes(part) ?? true),
		short: args.includes("--short"),
		reuse: args.includes("--reuse"),
		withPeers: args.includes("--peers"),
	};
}

const startedAt = Date.now();

function say(what: string): void {
	console.log(`${String(Math.round((Date.now() - startedAt) / 1000)).padStart(4)} s  ${what}`);
}

async function measure({
	parts,
	short,
	reuse,
	withPeers,
}: Wishes): Promise<{ measured: Measured; recordings: Recordings | null }> {
	const measured: Measured = {};
	if (parts.includes("sync")) measured.sync = await measureSync({ short, withPeers, say });
	if (parts.every((part) => part === "sync")) return { measured, recordings: null };
	say("interviews, driven through real editors (about two minutes; not with --reuse)");
	const withLong = !short && (parts.includes("store") || parts.includes("page"));
	const recordings = await makeRecordings({ reuse, withLong });
	if (parts.includes("documents")) measured.documents = { stroke: recordings.stroke, half: recordings.half };
	if (parts.includes("store")) {
		say("loading and seeking without a browser");
		const figures = async (name: "half" | "long"): Promise<StoreFigures> =>
			JSON.parse(await runProgram("tests/bench/in-node.ts", [recordings.folder(name)]));
		measured.store = { half: await figures("half"), long: withLong ? await figures("long") : null };
	}
	if (parts.includes("page") || parts.includes("room")) {
		say("production build, server, browser");
		const house = await openHouse();
		try {
			if (parts.includes("page")) {
				const figures = (name: "half" | "long") => measurePage(house, recordings, name);
				measured.page = { half: await figures("half"), long: withLong ? await figures("long") : null };
			}
			if (parts.includes("room")) {
				say("the page of a room, and an empty one");
				measured.room = await measureRoom(house);
			}
		} finally {
			await house.close();
		}
	}
	return { measured, recordings };
}

async function measurePage(
	house: Awaited<ReturnType<typeof openHouse>>,
	recordings: Recordings,
	name: "half" | "long",
): Promise<PageFigures> {
	const minutes = recordings[name]?.minutes;
	const sessionId = `bench-${minutes}`;
	await house.show(`${recordings.folder(name)}/recording.bwr`);
	say(`replay of ${minutes} minutes: timeline`);
	const bench = await ReplayBench.open(house, sessionId);
	const timelineMs = await bench.timeline(sessionId);
	say(`replay of ${minutes} minutes: seeks`);
	const { p50, p95 } = await bench.seeks(seeded(11));
	say(`replay of ${minutes} minutes: playing`);
	const play = await bench.play();
	await bench.close();
	return { timelineMs, paintedP50Ms: p50, paintedP95Ms: p95, play };
}

function reportOf(table: string, { half }: Recordings, sync: SyncFigures): string {
	const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
	return `# Figures

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)} (${machine}, Chromium without a screen or graphics card). KB are
1,000 bytes. Figures of time are this machine's, and those in a browser depend on what else it does.

${table}

## How it is measured

**The interview.** Two real editors of tldraw, outside a browser, each with its own document and the real binding, on a clock that the
script moves: ${half.minutes} minutes, two people, ${half.boxes} boxes with labels typed letter by letter, ${half.arrows} arrows bound at both ends,
220 drags and ${half.strokes} strokes of ${half.points} points, by pointer events sixty times a second through tldraw's own tools, on whole pixels of a
zoomed screen; ${half.changes.toLocaleString("en")} changes, committed every 50 ms in ${half.updates.toLocaleString("en")} updates. With it goes a session led through its seven steps, with
notes and ticks, and both pointers, sampled as the room samples them. Chance is seeded: every run measures the same bytes. At the end
both boards must show the same, or nothing is measured. Two hours are the same four times over.

**Beside it** stands a plain Y.Map of whole records, fed by the same editors at the same moments and synced the same way.

**Documents.** Bytes of all updates as they are recorded, with the server's first entry; a stroke's without it. The final document is
one update with all of it, as a person who joins gets it.

**Loading** is the median of 15: apply the final document to an empty one and read every record with all checks, for both kinds by turns.

**Seeking, store only.** 600 random moments: difference from what is shown, parsed and written into a real store of tldraw.

**In the browser.** The production build, a server of its own with a real database, Chromium with a window of 1440 by 900. Timeline:
from "open" to "laid" in a worker that has loaded its code and done nothing yet, the recording already there; median of 5. Painted:
60 presses on random places of the track, each until the second picture after the page says that the board holds that moment. Playing: 25 s from
a fifth of the recording on, every gap between two pictures.

**The room's page.** All scripts that a browser with an empty cache loads until the board of a new session can be drawn on, each gzipped;
the empty page has our frame and error pages and a board of tldraw's own, built by the same Next from the same packages. The cold start counts from the navigation to "Saved"; median of 5.

${syncMethod(sync)}`;
}

const wishes = wishesOf(process.argv.slice(2));
const { measured, recordings } = await measure(wishes);
const rows = rowsOf(measured);
const table = tableOf(rows);
console.log(`\n${table}\n`);
const missed = rows.filter(({ met }) => met === false);
say(missed.length === 0 ? "every target is met" : `${missed.length} of ${rows.length} miss their target`);
if (wishes.parts.length === PARTS.length && !wishes.short && recordings && measured.sync) {
	await writeFile(REPORT, reportOf(table, recordings, measured.sync));
	say(`written to ${REPORT}`);
}
