// Boardwalk without its pages, as a process that is measured or killed: everything that a board needs is on. Tells its port, and
// stops on SIGTERM. Bundled before it runs (tests/bench/sync/bundle.ts), as the production server is.
import { openDatabase } from "#server/db/client.ts";
import { readEnv } from "#server/env.ts";
import { startServer } from "#server/http.ts";
import { createLog } from "#server/log.ts";

const env = readEnv(process.env);
const log = createLog(env.logLevel);
const database = openDatabase(env.databaseUrl ?? "", log);
const server = await startServer({ env, log, database, pages: "none" });
async function stop(): Promise<void> {
	await server.stop();
	await database.close();
	process.exit(0);
}
process.on("SIGTERM", stop);
process.on("disconnect", stop);
process.send?.({ port: server.port });
