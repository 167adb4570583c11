// What the soak kills: the server's process and its PostgreSQL. Both die without a goodbye and come back at the same place. The
// PostgreSQL is the product's own embedded one, which starts again by itself.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { type EmbeddedDatabase, startEmbeddedDatabase } from "#server/embedded-database.ts";
import { Program } from "#tests/bench/sync/program.ts";
import { SECRET } from "#tests/bench/sync/sessions.ts";

/** The embedded one gives up when it is killed more often in one run. */
const KILLS_IN_ONE_RUN = 4;
const POLL_MS = 10;
const BACK_LIMIT_MS = 60_000;

export class KillablePostgres {
	readonly #dataDir: string;
	#running: EmbeddedDatabase;
	#kills = 0;

	private constructor(dataDir: string, running: EmbeddedDatabase) {
		this.#dataDir = dataDir;
		this.#running = running;
	}

	static async start(dataDir: string): Promise<KillablePostgres> {
		return new KillablePostgres(dataDir, await run(dataDir));
	}

	get url(): string {
		return this.#running.url;
	}

	/**
	 * "immediate" is PostgreSQL's own way to stop without writing anything more (SIGQUIT), "kill" is kill -9 of its first process.
	 * Resolves when it answers again.
	 */
	async kill(how: "immediate" | "kill"): Promise<void> {
		if (++this.#kills % KILLS_IN_ONE_RUN === 0) {
			// stops in order, for once, so that it may be killed again
			await this.#running.stop();
			this.#running = await run(this.#dataDir);
		}
		const before = await this.#pid();
		process.kill(before, how === "kill" ? "SIGKILL" : "SIGQUIT");
		const deadline = Date.now() + BACK_LIMIT_MS;
		while (!(await this.#answers(before))) {
			if (Date.now() > deadline) throw new Error("PostgreSQL did not come back");
			await new Promise((done) => setTimeout(done, POLL_MS));
		}
	}

	stop(): Promise<void> {
		return this.#running.stop();
	}

	async #pid(): Promise<number> {
		const lines = await readFile(join(this.#running.dataDir, "postgres", "postmaster.pid"), "utf8").catch(() => "");
		return Number(lines.split("\n")[0]);
	}

	async #answers(before: number): Promise<boolean> {
		const pid = await this.#pid();
		if (pid === 0 || pid === before) return false;
		const client = new Client({ connectionString: this.url });
		client.on("error", () => {});
		try {
			await client.connect();
			await client.query("select 1");
			return true;
		} catch {
			return false;
		} finally {
			await client.end().catch(() => {});
		}
	}
}

function run(dataDir: string): Promise<EmbeddedDatabase> {
	return startEmbeddedDatabase({
		dataDir,
		dataDirChosen: true,
		onLost: (reason) => {
			throw new Error(reason);
		},
	});
}

export class KillableServer {
	readonly #start: (port: number) => Program;
	#program: Program;
	readonly port: number;

	private constructor(start: (port: number) => Program, program: Program, port: number) {
		this.#start = start;
		this.#program = program;
		this.port = port;
	}

	/** @param script the bundled server */
	static async start(script: string, databaseUrl: string): Promise<KillableServer> {
		const start = (port: number) =>
			new Program({
				script,
				env: {
					PORT: String(port),
					HOST: "127.0.0.1",
					DATABASE_URL: databaseUrl,
					AUTH_SECRET: SECRET,
					LOG_LEVEL: process.env.LOG_LEVEL ?? "fatal",
				},
			});
		const program = start(0);
		return new KillableServer(start, program, await program.port);
	}

	/** Resolves when it is gone. */
	async kill(): Promise<void> {
		await this.#program.end("SIGKILL");
	}

	/** Resolves when it listens. */
	async startAgain(): Promise<void> {
		this.#program = this.#start(this.port);
		await this.#program.port;
	}

	end(): Promise<void> {
		return this.#program.end();
	}
}
