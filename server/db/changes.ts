// Hears of sessions that a route changed (somebody removed, a seat moved, a session deleted): one connection of its own that
// LISTENs, and connects again by itself. What happened while it was away is unknown, so a new connection says so.
import pg from "pg";
import type { Clock } from "#server/clock.ts";
import type { Logger } from "#server/log.ts";

export interface ChangeOptions {
	readonly config: pg.ClientConfig;
	readonly clock: Clock;
	readonly log: Logger;
	/** that session is not what it was */
	onChange(sessionId: string): void;
	/** any session may have changed */
	onGap(): void;
}

const CHANNEL = "sessions";
const RECONNECT_MS = 500;
/** A connection that answers no query any more is dead, whatever the network says. */
const CHECK_INTERVAL_MS = 15_000;
const CHECK_TIMEOUT_MS = 5_000;
/** A database that does not answer our goodbye is left without one. */
const END_TIMEOUT_MS = 1_000;

/** @returns its undo; `ready` resolves with the first connection */
export function listenForChanges(options: ChangeOptions): { ready: Promise<void>; stop(): Promise<void> } {
	const { clock, log } = options;
	let stopped = false;
	let client: pg.Client | null = null;
	let cancelRetry = () => {};
	let first = true;
	let markReady = () => {};
	const ready = new Promise<void>((done) => {
		markReady = done;
	});

	async function connect(): Promise<void> {
		const fresh = new pg.Client({ ...options.config, keepAlive: true, query_timeout: CHECK_TIMEOUT_MS });
		client = fresh;
		let lost = false;
		const lose = (error?: Error) => {
			if (lost) return;
			lost = true;
			if (client === fresh) client = null;
			fresh.end().catch(() => {});
			if (stopped) return;
			log.warn({ err: error }, "not listening for changed sessions, connecting again");
			cancelRetry = clock.after(RECONNECT_MS, () => void connect());
		};
		fresh.on("error", lose);
		fresh.on("end", () => lose());
		fresh.on("notification", ({ payload }) => payload && options.onChange(payload));
		try {
			await fresh.connect();
			await fresh.query(`listen ${CHANNEL}`);
			if (!first) options.onGap();
			first = false;
			markReady();
		} catch (error) {
			lose(error instanceof Error ? error : undefined);
		}
	}

	let checking = false;
	const cancelCheck = clock.every(CHECK_INTERVAL_MS, () => {
		const checked = client;
		if (!checked || checking) return;
		checking = true;
		// a failed check ends the connection, and its end connects again
		checked
			.query("select 1")
			.catch(() => checked.end().catch(() => {}))
			.finally(() => {
				checking = false;
			});
	});
	void connect();
	return {
		ready,
		async stop() {
			stopped = true;
			cancelCheck();
			cancelRetry();
			const ended = client?.end().catch(() => {});
			await Promise.race([ended, new Promise<void>((done) => clock.after(END_TIMEOUT_MS, done))]);
		},
	};
}
