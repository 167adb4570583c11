// `npm run bench`: measures what README and the design promise and writes docs/benchmarks.md. A quick look at a part:
// `npm run bench -- --only=documents,store,page,room,sync,soak --short --reuse` (any of the parts; without the recording of two hours and
// with fewer passes; with the recordings of the run before); that prints its table and writes nothing. `--write` puts these parts into
// the page, each with its own day, and leaves the others as they are; `--disturbed="…"` says there what else the machine did. `--peers`
// installs other servers into a temporary folder and puts them under the same load. The soak is the last whole one of this machine.
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { seeded } from "#tests/helpers/seeded.ts";
import { keptReport } from "#tests/soak/report.ts";
import { openHouse } from "./house.ts";
import { ReplayBench } from "./in-browser.ts";
import { documentsMethod, PAGE_METHOD, ROOM_METHOD, STORE_METHOD } from "./methods.ts";
import { PARTS, type Part, pageWith, type Section } from "./page.ts";
import type { Counts } from "./record-interview.ts";
import { makeRecordings, type Recordings, runProgram } from "./recordings.ts";
import { measureRoom } from "./room-page.ts";
import { measureSync } from "./sync/measure.ts";
import { SOAK_METHOD, syncMethod } from "./sync/method.ts";
import { type Measured, type PageFigures, rowsOf, type StoreFigures, tableOf } from "./table.ts";

const REPORT = "docs/benchmarks.md";

interface Wishes {
	readonly parts: readonly Part[];
	readonly short: boolean;
	readonly reuse: boolean;
	readonly withPeers: boolean;
	readonly write: boolean;
	readonly disturbed: string | undefined;
}

function wishesOf(args: readonly string[]): Wishes {
	const named = args
		.find((arg) => arg.startsWith("--only="))
		?.slice("--only=".length)
		.split(",");
	const unknown = named?.find((name) => !PARTS.some((part) => part === name));
	if (unknown !== undefined) throw new Error(`there is no part "${unknown}"; there are ${PARTS.join(", ")}`);
	const short = args.includes("--short");
	if (short && args.includes("--write"))
		throw new Error("a short run is not written down: leave out --short or --write");
	return {
		parts: PARTS.filter((part) => named?.includes(part) ?? true),
		short,
		reuse: args.includes("--reuse"),
		withPeers: args.includes("--peers"),
		write: args.includes("--write") || (named === undefined && !short),
		disturbed: args.find((arg) => arg.startsWith("--disturbed="))?.slice("--disturbed=".length),
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
	if (parts.includes("soak")) measured.soak = (await keptReport()) ?? undefined;
	if (parts.every((part) => part === "sync" || part === "soak")) return { measured, recordings: null };
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

/** One section a part that was measured. */
function sectionsOf(measured: Measured, half: Counts | undefined, disturbed: string | undefined): Section[] {
	const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
	const day = (at: Date) => at.toISOString().slice(0, 10);
	const methods: Record<Part, string | undefined> = {
		documents: half && documentsMethod(half),
		store: STORE_METHOD,
		page: PAGE_METHOD,
		room: ROOM_METHOD,
		sync: measured.sync && syncMethod(measured.sync),
		soak: SOAK_METHOD,
	};
	return PARTS.flatMap((part) => {
		const figures = { [part]: measured[part] };
		const method = methods[part];
		if (measured[part] === undefined || method === undefined) return [];
		const at = measured.soak && part === "soak" ? measured.soak.at : new Date();
		return [{ part, day: day(at), machine, table: tableOf(rowsOf(figures)), method, disturbed }];
	});
}

const wishes = wishesOf(process.argv.slice(2));
const { measured, recordings } = await measure(wishes);
const rows = rowsOf(measured);
const table = tableOf(rows);
console.log(`\n${table}\n`);
const missed = rows.filter(({ met }) => met === false);
say(missed.length === 0 ? "every target is met" : `${missed.length} of ${rows.length} miss their target`);
if (wishes.write) {
	const previous = await readFile(REPORT, "utf8").catch(() => "");
	await writeFile(REPORT, pageWith(previous, sectionsOf(measured, recordings?.half, wishes.disturbed)));
	say(`written to ${REPORT}`);
}
