// The worker thread that makes checkpoints, one after the other, over a connection of its own. In come session ids, out come
// reports. It is an entry of the bundle (prepare.mjs) and shares nothing with the thread that serves but these messages
// (checkpoint-thread.ts); when it is asked is said by checkpoints.ts.
import { parentPort, workerData } from "node:worker_threads";
import pg from "pg";
import { type BuildReport, buildCheckpoint } from "#server/build-checkpoint.ts";

export interface CheckpointWorkerData {
	readonly databaseUrl: string;
}

/** The answer to one session id. */
export type CheckpointAnswer = BuildReport | { readonly outcome: "failed"; readonly error: string };

/** A connection is given back between bursts of work. */
const IDLE_CONNECTION_MS = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;

const { databaseUrl }: CheckpointWorkerData = workerData;
const pool = new pg.Pool({
	connectionString: databaseUrl,
	max: 1,
	idleTimeoutMillis: IDLE_CONNECTION_MS,
	connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
});
// a connection that breaks while nobody uses it must not end the thread; the next session gets a new one
pool.on("error", () => {});

async function answer(sessionId: string): Promise<CheckpointAnswer> {
	try {
		return await buildCheckpoint({ pool }, sessionId);
	} catch (error) {
		return { outcome: "failed", error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
	}
}

// it is asked for one session at a time
parentPort?.on("message", async (sessionId: string) => {
	parentPort?.postMessage(await answer(sessionId));
});
