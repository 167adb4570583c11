// The server without pages in a process of its own, to be killed: run with tsx; prints its port, and stops on SIGTERM.
import { pino } from "pino";
import { openDatabase } from "#server/db/client.ts";
import { readEnv } from "#server/env.ts";
import { startServer } from "#server/http.ts";

const env = readEnv(process.env);
const log = pino({ level: "silent" });
const database = openDatabase(env.databaseUrl ?? "", log);
const server = await startServer({ env, log, database, pages: "none" });
process.on("SIGTERM", async () => {
	await server.stop();
	await database.close();
	process.exit(0);
});
console.log(`listening on ${server.port}`);
