// What stands under a measurement: a PostgreSQL of its own on this machine's disk, sessions with two people each, and the servers that are
// measured, each in a process of its own. All of it is gone when `close` resolves.
import { openTemporaryDatabase } from "#tests/helpers/temporary-database.ts";
import type { Bundles } from "./bundle.ts";
import type { Seat } from "./client.ts";
import { Program } from "./program.ts";
import { openSessions, SECRET, type Sessions } from "./sessions.ts";

/** Sessions that are made at once. */
const MAKING_AT_ONCE = 8;

/** The two seats of one room. */
export type Pair = readonly [Seat, Seat];

/** A server under load. */
export interface Target {
	readonly program: Program;
	/** as many pairs of people, each in a room of its own that nobody has used */
	pairs(count: number): Promise<Pair[]>;
	end(): Promise<void>;
}

export interface Grounds {
	readonly dataDir: string;
	/** at the database's own door */
	readonly sessions: Sessions;
	/** Boardwalk on the database, with everything on; `silent`: its people do not ask to be told what is saved */
	boardwalk(wishes?: { silent: boolean }): Promise<Target>;
	/** `answers`: it also answers each message with a few bytes */
	relay(wishes?: { answers: boolean }): Promise<Target>;
	close(): Promise<void>;
}

export async function openGrounds(bundles: Bundles): Promise<Grounds> {
	const { migrate } = await import("#server/db/migrate.ts");
	const undo: (() => Promise<unknown>)[] = [];
	const close = async () => {
		for (const step of undo.splice(0).reverse()) await step();
	};
	try {
		const postgres = await openTemporaryDatabase();
		undo.push(() => postgres.close());
		await migrate(postgres.url);
		const sessions = await openSessions(postgres.url);
		undo.push(() => sessions.close());
		return {
			dataDir: postgres.dataDir,
			sessions,
			close,
			boardwalk: ({ silent } = { silent: false }) =>
				startBoardwalk(bundles, postgres.url, sessions, silent ? "" : "?ack=1"),
			relay: ({ answers } = { answers: false }) => startRelay(bundles, answers ? ["--answers"] : []),
		};
	} catch (error) {
		await close();
		throw error;
	}
}

async function startBoardwalk(
	{ server, meter }: Bundles,
	databaseUrl: string,
	sessions: Sessions,
	query: string,
): Promise<Target> {
	const program = new Program({
		script: server,
		meter,
		env: {
			PORT: "0",
			HOST: "127.0.0.1",
			DATABASE_URL: databaseUrl,
			AUTH_SECRET: SECRET,
			LOG_LEVEL: "warn",
			// everybody of the load has an address of her own, as behind a proxy: one address has a limit
			TRUST_PROXY: "1",
		},
	});
	const port = await program.port;
	let people = 0;
	const seat = (sessionId: string, token: string): Seat => {
		people++;
		return {
			url: `ws://127.0.0.1:${port}/sync/${sessionId}${query}`,
			headers: { authorization: `Bearer ${token}`, "x-forwarded-for": `10.1.${people >> 8}.${people & 255}` },
		};
	};
	return {
		program,
		async pairs(count) {
			const pairs: Pair[] = [];
			let begun = 0;
			const work = async () => {
				while (begun++ < count) {
					const { id, tokens } = await sessions.make(["interviewer", "candidate"]);
					const [interviewer = "", candidate = ""] = tokens;
					pairs.push([seat(id, interviewer), seat(id, candidate)]);
				}
			};
			await Promise.all(Array.from({ length: MAKING_AT_ONCE }, work));
			return pairs;
		},
		end: () => program.end(),
	};
}

async function startRelay({ relay, meter }: Bundles, args: readonly string[]): Promise<Target> {
	const program = new Program({ script: relay, meter, args });
	const port = await program.port;
	let rooms = 0;
	return {
		program,
		async pairs(count) {
			return Array.from({ length: count }, (): Pair => {
				const seat = { url: `ws://127.0.0.1:${port}/${++rooms}`, headers: {} };
				return [seat, seat];
			});
		},
		end: () => program.end(),
	};
}
