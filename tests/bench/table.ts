// The table of figures: what was measured, what it should be, and what lies beside it. In go measurements, out comes the text of
// docs/benchmarks.md.

import type { KeptReport } from "#tests/soak/report.ts";
import { kilobytes, milliseconds, percent } from "./figures.ts";
import type { PlayFigures } from "./in-browser.ts";
import type { Counts } from "./record-interview.ts";
import type { RoomFigures } from "./room-page.ts";
import type { SyncFigures } from "./sync/measure.ts";
import { soakRows, syncRows } from "./sync/rows.ts";

export interface StoreFigures {
	readonly loadMs: number;
	readonly plainLoadMs: number;
	readonly timelineMs: number;
	readonly seekP50Ms: number;
	readonly seekP95Ms: number;
}

export interface PageFigures {
	readonly timelineMs: number;
	readonly paintedP50Ms: number;
	readonly paintedP95Ms: number;
	readonly play: PlayFigures;
}

/** What was measured; a part that was not asked for is missing. */
export interface Measured {
	documents?: { readonly stroke: Counts; readonly half: Counts };
	store?: { readonly half: StoreFigures; readonly long: StoreFigures | null };
	page?: { readonly half: PageFigures; readonly long: PageFigures | null };
	room?: RoomFigures;
	sync?: SyncFigures;
	/** of the last whole `npm run soak` on this machine */
	soak?: KeptReport;
}

export interface Row {
	readonly measure: string;
	readonly value: string;
	readonly target: string;
	readonly beside: string;
	/** null: there is no target */
	readonly met: boolean | null;
}

export function rowsOf({ documents, store, page, room, sync, soak }: Measured): Row[] {
	return [
		...(documents ? documentRows(documents) : []),
		...(store ? storeRows(store) : []),
		...(page ? pageRows(page) : []),
		...(room ? roomRows(room) : []),
		...(sync ? syncRows(sync) : []),
		...(soak ? soakRows(soak) : []),
	];
}

function documentRows({ stroke, half }: NonNullable<Measured["documents"]>): Row[] {
	const drawn = (counts: Counts) => counts.updateBytes - counts.metaBytes;
	const ratio = half.plainUpdateBytes / half.updateBytes;
	return [
		{
			measure: "All updates of half an hour",
			value: `${kilobytes(half.updateBytes)}, 1/${ratio.toFixed(1)} of the plain map`,
			target: "≤ 700 KB and ≤ 1/25",
			beside: kilobytes(half.plainUpdateBytes),
			met: half.updateBytes <= 700_000 && ratio >= 25,
		},
		{
			measure: "Cursors of the same",
			value: kilobytes(half.cursorBytes),
			target: "≤ 150 KB",
			beside: "",
			met: half.cursorBytes <= 150_000,
		},
		{
			measure: "Events of the same",
			value: kilobytes(half.eventBytes),
			target: "stated",
			beside: "",
			met: null,
		},
		{
			measure: `One stroke of ${stroke.points} points, all its updates`,
			value: kilobytes(drawn(stroke)),
			target: "≤ 1.9 KB",
			beside: kilobytes(stroke.plainUpdateBytes),
			met: drawn(stroke) <= 1_900,
		},
		{
			measure: "Final document",
			value: kilobytes(half.documentBytes),
			target: "≤ 270 KB",
			beside: kilobytes(half.plainDocumentBytes),
			met: half.documentBytes <= 270_000,
		},
	];
}

function storeRows({ half, long }: NonNullable<Measured["store"]>): Row[] {
	const share = half.loadMs / half.plainLoadMs;
	return [
		{
			measure: "Loading it: from its bytes to records that may be shown",
			value: `${milliseconds(half.loadMs)}, ${share.toFixed(2)} of the plain map`,
			target: "≤ 0.6",
			beside: milliseconds(half.plainLoadMs),
			met: share <= 0.6,
		},
		{
			measure: "Seek to a random moment, store only, p50 / p95",
			value: `${milliseconds(half.seekP50Ms)} / ${milliseconds(half.seekP95Ms)}`,
			target: "≤ 2 / ≤ 35 ms",
			beside: "",
			met: half.seekP50Ms <= 2 && half.seekP95Ms <= 35,
		},
		...(long
			? [
					{
						measure: "The same of two hours, p95",
						value: `${milliseconds(long.seekP95Ms)}, ${times(long.seekP95Ms, half.seekP95Ms)}`,
						target: "≤ 1.3 times",
						beside: "",
						met: long.seekP95Ms <= 1.3 * half.seekP95Ms,
					},
				]
			: []),
	];
}

function pageRows({ half, long }: NonNullable<Measured["page"]>): Row[] {
	return [
		{
			measure: "Timeline of half an hour in the browser's worker",
			value: milliseconds(half.timelineMs),
			target: "≤ 400 ms",
			beside: "",
			met: half.timelineMs <= 400,
		},
		{
			measure: "Seek to a random moment, painted, p50 / p95",
			value: `${milliseconds(half.paintedP50Ms)} / ${milliseconds(half.paintedP95Ms)}`,
			target: "p95 ≤ 100 ms",
			beside: "",
			met: half.paintedP95Ms <= 100,
		},
		playRow("Playing at 16 times: pictures that took over 50 ms", half.play),
		...(long
			? [
					{
						measure: "Timeline of two hours in the browser's worker",
						value: `${milliseconds(long.timelineMs)}, ${times(long.timelineMs, half.timelineMs)}`,
						target: "≤ 5 times",
						beside: "",
						met: long.timelineMs <= 5 * half.timelineMs,
					},
					{
						measure: "Seek in two hours, painted, p50 / p95",
						value: `${milliseconds(long.paintedP50Ms)} / ${milliseconds(long.paintedP95Ms)}, ${times(long.paintedP95Ms, half.paintedP95Ms)}`,
						target: "p95 ≤ 1.3 times",
						beside: "",
						met: long.paintedP95Ms <= 1.3 * half.paintedP95Ms,
					},
					playRow("Playing two hours at 16 times: the same", long.play),
				]
			: []),
	];
}

function playRow(measure: string, { slowShare, idleSlowShare, frames }: PlayFigures): Row {
	return {
		measure,
		value: `${percent(slowShare)} of ${frames}`,
		target: "≤ 1 %",
		beside: `${percent(idleSlowShare)} while the same page rests`,
		met: slowShare <= 0.01,
	};
}

function roomRows({ roomBytes, emptyBytes, coldMs }: RoomFigures): Row[] {
	return [
		{
			measure: "JavaScript of the room's page, gzipped, beyond an empty page that only mounts tldraw",
			value: kilobytes(roomBytes - emptyBytes),
			target: "≤ 150 KB",
			beside: `${kilobytes(roomBytes)} against ${kilobytes(emptyBytes)}`,
			met: roomBytes - emptyBytes <= 150_000,
		},
		{
			measure: "Cold start to a board that can be drawn on (production, local)",
			value: milliseconds(coldMs),
			target: "stated",
			beside: "",
			met: null,
		},
	];
}

function times(value: number, base: number): string {
	return `${(value / base).toFixed(2)} times`;
}

export function tableOf(rows: readonly Row[]): string {
	const cells = rows.map((row) => [
		row.measure,
		row.value,
		row.target,
		row.met === null ? "" : row.met ? "yes" : "**no**",
		row.beside,
	]);
	return [["Measure", "Measured", "Target", "Met", "Beside it"], ["---", "---", "---", "---", "---"], ...cells]
		.map((row) => `| ${row.join(" | ")} |`)
		.join("\n");
}
