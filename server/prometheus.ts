// The counted side of server/metrics.ts, in Prometheus' text format. In: the verbs of whoever works, and a census at the moment
// somebody asks. Out: the page that /metrics shows. Names begin with `boardwalk_`; docs/operations.md explains each. The
// registry is its own, never the package's global one: two servers in one process do not count into each other.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { ROLES } from "#core/session.ts";
import { type Census, EVICTION_REASONS, FAILURES, type Metrics, REFUSAL_REASONS } from "#server/metrics.ts";

export interface CountingMetrics extends Metrics {
	readonly contentType: string;
	text(census: Census): Promise<string>;
}

/** From a commit on a fast disk to a database that was away for minutes. */
const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const ROWS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];

export function createMetrics(): CountingMetrics {
	const registry = new Registry();
	const registers = [registry];
	const counter = (name: string, help: string) => new Counter({ name: `boardwalk_${name}`, help, registers });
	const counterBy = <Label extends string>(label: Label, name: string, help: string) =>
		new Counter({ name: `boardwalk_${name}`, help, labelNames: [label], registers });
	const gauge = (name: string, help: string) => new Gauge({ name: `boardwalk_${name}`, help, registers });
	const gaugeBy = <Label extends string>(labelNames: Label[], name: string, help: string) =>
		new Gauge({ name: `boardwalk_${name}`, help, labelNames, registers });
	const histogram = (name: string, help: string, buckets: number[]) =>
		new Histogram({ name: `boardwalk_${name}`, help, buckets, registers });

	const receivedFrames = counter("received_frames_total", "Frames that came over board sockets.");
	const receivedBytes = counter("received_bytes_total", "Bytes of the frames that came over board sockets.");
	const sentFrames = counter("sent_frames_total", "Frames that went to board sockets, each receiver counted.");
	const sentBytes = counter("sent_bytes_total", "Bytes of the frames that went to board sockets.");
	const updates = counter("updates_total", "Updates that were applied and queued for commit.");
	const updateBytes = counter("update_bytes_total", "Bytes of these updates.");
	const refusals = counterBy("reason", "refusals_total", "Connections refused or closed by the server, by reason.");
	const presence = counter("presence_dropped_total", "Presence frames dropped because they came too often.");
	const commitSeconds = histogram("commit_seconds", "How long one insert of entries took.", SECONDS);
	const commitRows = histogram("commit_rows", "Entries in one insert.", ROWS);
	const commitFailures = counterBy("failure", "commit_failures_total", "Inserts that did not go through.");
	const acknowledgement = histogram(
		"acknowledgement_seconds",
		"From an update's arrival to the commit of its place, when its author is told that it is saved.",
		SECONDS,
	);
	const consumersCut = counter("consumers_cut_total", "Readers that were cut because too much waited for them.");
	const peersDead = counter("dead_peers_total", "Peers that were cut because they gave no sign of life.");
	const opened = histogram(
		"room_open_seconds",
		"How long opening a room took, from the database to the fold.",
		SECONDS,
	);
	const evictions = counterBy("why", "evictions_total", "Rooms that left the memory, by reason.");
	const quarantined = counter("quarantined_total", "Entries that could not be stored or applied, and were skipped.");
	const checkpoints = histogram("checkpoint_seconds", "How long a checkpoint took to build and verify.", SECONDS);
	const checkpointFailures = counter("checkpoint_failures_total", "Checkpoints that could not be built or verified.");

	const rooms = gaugeBy(["state"], "rooms", "Rooms in memory, by state.");
	const connections = gaugeBy(["socket", "role"], "connections", "Open sockets, by kind and by role of the person.");
	const backlogBytes = gauge("backlog_bytes", "Bytes that wait for the database.");
	const backlogRows = gauge("backlog_rows", "Entries that wait for the database.");
	const databaseAway = gauge("database_away_seconds", "How long no insert has gone through; 0 while all is well.");
	let isAsked = false;
	// a rate needs a beginning: what has not happened yet is 0, not missing
	for (const reason of REFUSAL_REASONS) refusals.inc({ reason }, 0);
	for (const failure of FAILURES) commitFailures.inc({ failure }, 0);
	for (const why of EVICTION_REASONS) evictions.inc({ why }, 0);

	function take(census: Census): void {
		for (const state of ["loading", "live", "draining"] as const) rooms.set({ state }, census.rooms[state]);
		for (const role of ROLES) {
			connections.set({ socket: "board", role }, census.boards[role]);
			connections.set({ socket: "session", role }, census.sessions[role]);
		}
		backlogBytes.set(census.backlogBytes);
		backlogRows.set(census.backlogRows);
		databaseAway.set(census.databaseAwayMs / 1_000);
	}

	return {
		contentType: registry.contentType,
		received(bytes) {
			receivedFrames.inc();
			receivedBytes.inc(bytes);
		},
		sent(bytes) {
			sentFrames.inc();
			sentBytes.inc(bytes);
		},
		updateAccepted(bytes) {
			updates.inc();
			updateBytes.inc(bytes);
		},
		refused: (reason) => refusals.inc({ reason }),
		presenceDropped: () => presence.inc(),
		committed(rows, ms) {
			commitRows.observe(rows);
			commitSeconds.observe(ms / 1_000);
		},
		commitFailed: (failure) => commitFailures.inc({ failure }),
		acknowledged: (ms) => acknowledgement.observe(ms / 1_000),
		consumerCut: () => consumersCut.inc(),
		peerDied: () => peersDead.inc(),
		roomOpened: (ms) => opened.observe(ms / 1_000),
		roomEvicted: (why) => evictions.inc({ why }),
		quarantined: (entries) => quarantined.inc(entries),
		checkpointed: (ms) => checkpoints.observe(ms / 1_000),
		checkpointFailed: () => checkpointFailures.inc(),
		text(census) {
			// of the process and its event loop: measuring costs a timer, so it begins with the first who asks
			if (!isAsked) collectDefaultMetrics({ register: registry });
			isAsked = true;
			take(census);
			return registry.metrics();
		},
	};
}
