// The rows of the table that tell of the sync: what was measured, what it should be, and what lies beside it.

import type { SoakReport } from "#tests/soak/report.ts";
import { kilobytes, milliseconds } from "../figures.ts";
import type { Row } from "../table.ts";
import type { Comparison, LoadFigures, SyncFigures } from "./measure.ts";

export function syncRows({ disk, loads, memory, opening, joining, paused, peers }: SyncFigures): Row[] {
	return [
		...loads.flatMap((load) => [processorRow(load), ...makeupRows(load)]),
		...loads.slice(0, 1).flatMap((load) => [fanOutRow(load), savedRow(load, disk), bytesRow(load)]),
		{
			measure: "Memory of a room at rest with 200 shapes and two people",
			value: kilobytes(memory.liveBytes),
			target: "≤ 250 KB",
			beside: `of ${memory.rooms} rooms`,
			met: memory.liveBytes <= 250_000,
		},
		...(memory.leftShare === null
			? []
			: [
					{
						measure: `What is left of it ${Math.round(memory.leftAfterMs / 1000)} s after everybody has gone`,
						value: `${(Math.max(0, memory.leftShare) * 100).toFixed(1)} %`,
						target: "gone (≤ 5 %)",
						beside: "",
						met: memory.leftShare <= 0.05,
					},
				]),
		...openingRows(opening),
		...joiningRows(joining),
		{
			measure: `Held for one reader who pauses for ${paused.pausedMs / 1000} s while others paste`,
			value: `${kilobytes(paused.heldBytes)}, ${paused.isCut ? "then cut" : "not cut"}`,
			target: "≤ 20 MB and cut",
			beside: [
				`${kilobytes(paused.pouredBytes)} were meant for it`,
				...peers.map(
					({ name, paused: { heldBytes, isCut } }) => `${name} ${kilobytes(heldBytes)}, ${isCut ? "cut" : "not cut"}`,
				),
			].join("; "),
			met: paused.heldBytes <= 20_000_000 && paused.isCut,
		},
	];
}

export function soakRows(soak: SoakReport): Row[] {
	return [
		{
			measure: `Saved edits lost in ${soak.serverKills} kills of the server and ${soak.postgresKills} of PostgreSQL (\`npm run soak\`)`,
			value: `${soak.lost} of ${soak.acknowledged.toLocaleString("en")}`,
			target: "0",
			beside: `${soak.healed.toLocaleString("en")} were not saved at a kill and healed from the tabs`,
			met: soak.lost === 0,
		},
		{
			measure: "Longest heal after a kill: all tabs equal and saved, from the moment the server listens",
			value: milliseconds(soak.longestHealMs),
			target: "≤ 2 s",
			beside: `${milliseconds(soak.longestPostgresHealMs)} from the moment PostgreSQL answers`,
			met: soak.longestHealMs <= 2_000,
		},
	];
}

function openingRows({ updates, documentBytes, ...opening }: SyncFigures["opening"]): Row[] {
	const { fromCheckpointMs, withoutMs, wholeCheckpointMs, nextCheckpointMs } = opening;
	return [
		{
			measure: `A stored session of ${updates.toLocaleString("en")} updates opens from its checkpoint / without one`,
			value: `${milliseconds(fromCheckpointMs)} / ${milliseconds(withoutMs)}`,
			target: "≤ 150 / ≤ 700 ms",
			beside: `${kilobytes(documentBytes)}; the first checkpoint takes the worker ${milliseconds(wholeCheckpointMs)}, the next ${milliseconds(nextCheckpointMs)}`,
			met: fromCheckpointMs <= 150 && withoutMs <= 700,
		},
	];
}

function joiningRows({ documentBytes, joinMs, joiners, worstElsewhereMs }: SyncFigures["joining"]): Row[] {
	return [
		{
			measure: `Joining a board of ${kilobytes(documentBytes)}`,
			value: milliseconds(joinMs),
			target: "≤ 70 ms",
			beside: "",
			met: joinMs <= 70,
		},
		{
			measure: `Slowest edit in another room while ${joiners} join it at once, nobody having it open`,
			value: milliseconds(worstElsewhereMs),
			target: "≤ 100 ms",
			beside: "",
			met: worstElsewhereMs <= 100,
		},
	];
}

function processorRow({ rooms, relay, boardwalk, peers }: Comparison): Row {
	const times = boardwalk.cpuMicros / relay.cpuMicros;
	return {
		measure: `Processor time of the server an update, ${rooms} rooms of two people at 20 Hz, against a bare relay`,
		value: `${times.toFixed(2)} times (${micros(boardwalk)})`,
		target: "≤ 3.0, aim 2.5",
		beside: [
			`relay ${micros(relay)}`,
			...besides(peers, ({ cpuMicros }) => `${(cpuMicros / relay.cpuMicros).toFixed(2)} times`),
			`${Math.round(boardwalk.updatesPerSecond).toLocaleString("en")} updates a second are ${(boardwalk.cpuShare * 100).toFixed(0)} % of a core`,
		].join("; "),
		met: times <= 3,
	};
}

function makeupRows({ relay, makeup }: Comparison): Row[] {
	if (!makeup) return [];
	const { answering, silent } = makeup;
	const row = (measure: string, figures: LoadFigures): Row => ({
		measure,
		value: `${(figures.cpuMicros / relay.cpuMicros).toFixed(2)} times (${micros(figures)})`,
		target: "stated",
		beside: "",
		met: null,
	});
	return [
		row("The same of a relay that also answers each message with 5 bytes", answering),
		row("The same of Boardwalk when nobody asks what is saved", silent),
	];
}

function fanOutRow({ rooms, relay, boardwalk, peers }: Comparison): Row {
	const above = boardwalk.fanOutMs.p50 - relay.fanOutMs.p50;
	return {
		measure: `An edit reaches the other's socket, ${rooms} rooms, p50 / p95 / p99`,
		value: `${quantilesOf(boardwalk.fanOutMs)}, ${above.toFixed(2)} ms above the relay`,
		target: "p50 ≤ 0.3 ms above",
		beside: [`relay ${quantilesOf(relay.fanOutMs)}`, ...besides(peers, ({ fanOutMs }) => quantilesOf(fanOutMs))].join(
			"; ",
		),
		met: above <= 0.3,
	};
}

function savedRow({ rooms, boardwalk }: Comparison, disk: SyncFigures["disk"]): Row {
	const saved = boardwalk.savedMs;
	return {
		measure: `An edit is said to be saved, ${rooms} rooms, p50 / p95 / p99`,
		value: saved ? quantilesOf(saved) : "never",
		target: "p50 ≤ 5 ms",
		beside: `${disk.name}: ${milliseconds(disk.syncMs)} to sync a page`,
		met: saved !== null && saved.p50 <= 5,
	};
}

function bytesRow({ relay, boardwalk, peers }: Comparison): Row {
	const times = boardwalk.bytes / relay.bytes;
	return {
		measure: "Bytes of an update over all sockets, against the relay",
		value: `${times.toFixed(3)} times`,
		target: "≤ 1.05",
		beside: [
			`${boardwalk.bytes.toFixed(1)} and ${relay.bytes.toFixed(1)} bytes`,
			...besides(peers, ({ bytes }) => `${(bytes / relay.bytes).toFixed(3)} times`),
		].join("; "),
		met: times <= 1.05,
	};
}

function besides(peers: Comparison["peers"], say: (figures: LoadFigures) => string): string[] {
	return peers.map(({ name, figures }) => `${name} ${figures ? say(figures) : "did not keep up"}`);
}

function micros({ cpuMicros }: LoadFigures): string {
	return `${cpuMicros.toFixed(0)} µs`;
}

function quantilesOf({ p50, p95, p99 }: LoadFigures["fanOutMs"]): string {
	return `${p50.toFixed(2)} / ${p95.toFixed(2)} / ${p99.toFixed(2)} ms`;
}
