// The kill soak: people draw in several sessions while the server's process and its PostgreSQL are killed at random moments. After each
// kill every edit that was shown as saved must be in the database, and once the server listens again, in every tab, all of which
// must be equal. Counts what was lost. Chance is seeded; the moments of the machine are not.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Y from "yjs";
import { sameValue } from "#core/document.ts";
import { migrate } from "#server/db/migrate.ts";
import { readEntries } from "#server/db/recordings.ts";
import { bundlePrograms } from "#tests/bench/sync/bundle.ts";
import { openSessions, type Sessions } from "#tests/bench/sync/sessions.ts";
import { seeded } from "#tests/helpers/seeded.ts";
import { KillablePostgres, KillableServer } from "./killable.ts";
import type { SoakReport } from "./report.ts";
import { Tab } from "./tab.ts";

export interface SoakWishes {
	readonly serverKills: number;
	readonly postgresKills: number;
	readonly seed: number;
	say(line: string): void;
}

/** Each with an interviewer, a candidate in two tabs, and an observer. */
const SESSIONS = 2;
/** New sessions after so many kills: folding a whole recording after each kill takes longer the longer it is. */
const KILLS_A_SESSION = 20;
const BETWEEN_KILLS_MS = { least: 100, more: 1_200 };
/** People draw on while everybody comes back, at most so long. */
const DRAWING_ON_MS = 400;
/** Share of kills that come while the one before still heals, so soon after the server listens. */
const UNHEALED = { share: 0.2, withinMs: 600 };
/** Share of PostgreSQL's deaths that take the server along, as when the machine's power fails. */
const BOTH_SHARE = 0.3;
const HEAL_LIMIT_MS = 30_000;
const POLL_MS = 5;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

interface Stage {
	readonly sessionId: string;
	readonly tabs: readonly Tab[];
}

export async function soak(wishes: SoakWishes): Promise<SoakReport> {
	const startedAt = Date.now();
	const { server: script } = await bundlePrograms(join("dist", "soak"));
	const undo: (() => Promise<unknown>)[] = [];
	try {
		const dataDir = await mkdtemp(join(tmpdir(), "boardwalk-soak-"));
		undo.push(() => rm(dataDir, { recursive: true, force: true }));
		const postgres = await KillablePostgres.start(dataDir);
		undo.push(() => postgres.stop());
		await migrate(postgres.url);
		const sessions = await openSessions(postgres.url);
		undo.push(() => sessions.close());
		const server = await KillableServer.start(script, postgres.url);
		undo.push(() => server.end());
		const run = new SoakRun({ wishes, postgres, server, sessions });
		undo.push(async () => run.leave());
		return await run.toTheEnd(startedAt);
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

interface Parts {
	readonly wishes: SoakWishes;
	readonly postgres: KillablePostgres;
	readonly server: KillableServer;
	readonly sessions: Sessions;
}

class SoakRun {
	readonly #parts: Parts;
	readonly #random: () => number;
	readonly #losses = new Set<string>();
	readonly #past = { edits: 0, acknowledged: 0 };
	#stages: Stage[] = [];
	#healed = 0;
	#longestHealMs = 0;
	#longestPostgresHealMs = 0;

	constructor(parts: Parts) {
		this.#parts = parts;
		this.#random = seeded(parts.wishes.seed);
	}

	async toTheEnd(startedAt: number): Promise<SoakReport> {
		const { serverKills, postgresKills, seed, say } = this.#parts.wishes;
		const kills = this.#orderOfKills();
		for (const [index, kind] of kills.entries()) {
			if (index % KILLS_A_SESSION === 0) await this.#openStages();
			this.#draw(true);
			const healMs = kind === "server" ? await this.#killServer() : await this.#killPostgres();
			say(
				`${index + 1} of ${kills.length}: ${kind} killed, ${healMs === null ? "again before it healed" : `healed in ${Math.round(healMs)} ms`}, ${this.#losses.size} lost`,
			);
		}
		await this.#heal(performance.now());
		const tabs = this.#stages.reduce((sum, stage) => sum + stage.tabs.length, 0);
		await this.#closeStages();
		return {
			seed,
			serverKills,
			postgresKills,
			tabs,
			...this.#past,
			healed: this.#healed,
			lost: this.#losses.size,
			losses: [...this.#losses],
			longestHealMs: Math.round(this.#longestHealMs),
			longestPostgresHealMs: Math.round(this.#longestPostgresHealMs),
			seconds: Math.round((Date.now() - startedAt) / 1000),
		};
	}

	leave(): void {
		for (const { tabs } of this.#stages.splice(0)) for (const tab of tabs) tab.leave();
	}

	#orderOfKills(): ("server" | "postgres")[] {
		const { serverKills, postgresKills } = this.#parts.wishes;
		const rest = { server: serverKills, postgres: postgresKills };
		return Array.from({ length: serverKills + postgresKills }, () => {
			const kind = this.#random() * (rest.server + rest.postgres) < rest.server ? "server" : "postgres";
			rest[kind]--;
			return kind;
		});
	}

	async #killServer(): Promise<number | null> {
		const { server } = this.#parts;
		await pause(this.#between(BETWEEN_KILLS_MS.least, BETWEEN_KILLS_MS.more));
		await server.kill();
		await this.#compareDatabase();
		await server.startAgain();
		const listensAt = performance.now();
		this.#countUnsaved();
		if (this.#random() < UNHEALED.share) {
			await pause(this.#between(0, UNHEALED.withinMs));
			return null;
		}
		await pause(this.#between(0, DRAWING_ON_MS));
		const healMs = await this.#heal(listensAt);
		this.#longestHealMs = Math.max(this.#longestHealMs, healMs);
		return healMs;
	}

	async #killPostgres(): Promise<number> {
		const { server, postgres } = this.#parts;
		await pause(this.#between(BETWEEN_KILLS_MS.least, BETWEEN_KILLS_MS.more));
		const isBoth = this.#random() < BOTH_SHARE;
		const killed = postgres.kill(this.#random() < 0.5 ? "kill" : "immediate");
		if (isBoth) await server.kill();
		await killed;
		if (isBoth) {
			await this.#compareDatabase();
			await server.startAgain();
		}
		const answersAt = performance.now();
		this.#countUnsaved();
		await this.#compareDatabase();
		await pause(this.#between(0, DRAWING_ON_MS));
		const healMs = await this.#heal(answersAt);
		this.#longestPostgresHealMs = Math.max(this.#longestPostgresHealMs, healMs);
		return healMs;
	}

	/** Everybody rests and everything comes together. @returns ms since `from` until all tabs were equal and saved */
	async #heal(from: number): Promise<number> {
		this.#draw(false);
		for (;;) {
			if (this.#tabs().every((tab) => tab.isSaved) && this.#stages.every(isEqual)) break;
			if (performance.now() - from > HEAL_LIMIT_MS)
				throw new Error(`the tabs did not come together: ${this.#describe()}`);
			await pause(POLL_MS);
		}
		const ms = performance.now() - from;
		await this.#compareDatabase();
		for (const { tabs, sessionId } of this.#stages) {
			for (const tab of tabs) for (const board of tabs) this.#lose(tab.promised()(board.records));
			const stored = await this.#stored(sessionId);
			if (!sameValue(stored.toJSON(), tabs[0]?.records.toJSON())) {
				throw new Error("the recording is not what the tabs show");
			}
		}
		return ms;
	}

	/** Everything shown as saved is there, in the words of another connection. */
	async #compareDatabase(): Promise<void> {
		for (const { tabs, sessionId } of this.#stages) {
			// before the rows are read: what is acknowledged later need not be in them
			const promises = tabs.map((tab) => tab.promised());
			const stored = await this.#stored(sessionId);
			for (const missingIn of promises) this.#lose(missingIn(stored));
		}
	}

	async #stored(sessionId: string): Promise<Y.Map<unknown>> {
		const doc = new Y.Doc();
		for (const { kind, data } of await readEntries(this.#parts.sessions.database, sessionId)) {
			if (kind === "update") Y.applyUpdate(doc, data);
		}
		return doc.getMap("records");
	}

	async #openStages(): Promise<void> {
		await this.#closeStages();
		const { server, sessions } = this.#parts;
		for (let no = 0; no < SESSIONS; no++) {
			const { id: sessionId, tokens } = await sessions.make(["interviewer", "candidate", "observer"]);
			const [interviewer = "", candidate = "", observer = ""] = tokens;
			const open = (name: string, token: string, watchesOnly = false) =>
				new Tab({
					name,
					port: server.port,
					sessionId,
					token,
					watchesOnly,
					onRefused: (reason) => this.#losses.add(`${name} was refused: ${reason}`),
				});
			const tabs = [open("a", interviewer), open("b", candidate), open("c", candidate), open("o", observer, true)];
			this.#stages.push({ sessionId, tabs });
		}
		await this.#heal(performance.now());
	}

	async #closeStages(): Promise<void> {
		if (this.#stages.length > 0) await this.#heal(performance.now());
		for (const tab of this.#tabs()) {
			this.#past.edits += tab.made;
			this.#past.acknowledged += tab.acknowledged;
		}
		this.leave();
	}

	#countUnsaved(): void {
		for (const tab of this.#tabs()) this.#healed += tab.made - tab.acknowledged;
	}

	#tabs(): Tab[] {
		return this.#stages.flatMap(({ tabs }) => tabs);
	}

	#draw(drawing: boolean): void {
		for (const tab of this.#tabs()) drawing ? tab.draw() : tab.rest();
	}

	#lose(missing: readonly string[]): void {
		for (const edit of missing) this.#losses.add(edit);
	}

	#describe(): string {
		return JSON.stringify(
			this.#stages.map(({ tabs }) =>
				tabs.map(({ name, isSaved, made, records }) => ({ name, isSaved, made, objects: records.size })),
			),
		);
	}

	#between(least: number, more: number): number {
		return least + this.#random() * more;
	}
}

function isEqual({ tabs }: Stage): boolean {
	const [first, ...others] = tabs;
	if (!first || others.some((tab) => tab.records.size !== first.records.size)) return false;
	const board = first.records.toJSON();
	return others.every((tab) => sameValue(tab.records.toJSON(), board));
}
