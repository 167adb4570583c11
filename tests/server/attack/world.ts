// A session under attack: one node that comes and goes, tabs of two people who draw, and the oracle that says what must be true of
// all of it. Equal are, once everything is healed: every tab, the server, a room loaded anew, and the fold of the recording. What
// was called saved is there, what was refused is nowhere, and "saved" is checked at once by a database connection of its own.
import pg from "pg";
import { expect, vi } from "vitest";
import * as Y from "yjs";
import { CLOSE } from "#core/protocol.ts";
import type { Command } from "#core/session.ts";
import { randomId } from "#server/db/random-id.ts";
import { BareSocket, change, type Seats, seatPeople } from "#tests/helpers/seats.ts";
import type { TestServer } from "#tests/helpers/server.ts";
import { type Node, startNode } from "./node.ts";
import { Tab } from "./tab.ts";

/** Long enough for a busy machine, short enough to tell what hangs. */
const HEALED_WITHIN_MS = 25_000;
/** Edits while everything heals. */
const MAX_DRAWN_MEANWHILE = 200;
/** Each way to the node's database: an acknowledgement that does not wait for the commit comes well before the row. */
const DATABASE_DELAY_MS = 4;

export class World {
	readonly seats: Seats;
	readonly tabs: Tab[] = [];
	/** marks of edits that were refused: they must be nowhere */
	readonly refused = new Set<string>();
	/** what was found wrong meanwhile */
	readonly faults: string[] = [];
	node: Node;
	isDatabaseAway = false;
	mayCandidateDraw = true;
	hasEnded = false;
	readonly #server: TestServer;
	readonly #target: { port: number; host: string };
	/** connections of its own, already open */
	readonly #reader: pg.Pool;
	/** marks as they were when their tab said that all was saved */
	readonly #saved = new Map<string, { tab: Tab; there: boolean }>();
	/** marks made by somebody who might not draw */
	readonly #forbidden = new Map<Tab, Set<string>>();
	readonly #checks = new Set<Promise<void>>();
	#tabs = 0;
	#hasStarted = false;

	static async open(server: TestServer): Promise<World> {
		const seats = await seatPeople(server.database);
		const node = await startNode(server.databaseUrl);
		const reader = new pg.Pool({ connectionString: server.databaseUrl, max: 4 });
		await reader.query("select 1");
		const world = new World(server, seats, node, reader);
		await world.addTab("ours", "candidate");
		await world.addTab("ours", "interviewer");
		await world.addTab("stock", "candidate");
		await world.addTab("stock", "interviewer");
		return world;
	}

	private constructor(server: TestServer, seats: Seats, node: Node, reader: pg.Pool) {
		this.#server = server;
		this.seats = seats;
		this.node = node;
		this.#reader = reader;
		this.#target = { port: node.port, host: "127.0.0.1" };
		node.database.delay(DATABASE_DELAY_MS);
	}

	async addTab(kind: Tab["options"]["kind"], role: "candidate" | "interviewer"): Promise<void> {
		const { sessionId } = this.seats;
		const name = `${++this.#tabs} ${kind} ${role}`;
		const options = { name, kind, seat: this.seats[role], sessionId, target: this.#target };
		this.tabs.push(await Tab.open({ ...options, onSaved: (tab) => this.#checkSaved(tab) }));
	}

	tab(index: number): Tab {
		const tab = this.tabs[index % this.tabs.length];
		if (!tab) throw new Error("there are no tabs");
		return tab;
	}

	/** Whether an edit made now in this tab would be refused for certain. */
	isForbidden(tab: Tab): boolean {
		return this.hasEnded || (!this.mayCandidateDraw && tab.options.seat.role === "candidate");
	}

	forbid(tab: Tab, mark: string): void {
		this.#forbidden.set(tab, (this.#forbidden.get(tab) ?? new Set()).add(mark));
	}

	/** They may draw again: what they still hold, they may bring. */
	allow(): void {
		for (const [tab, marks] of this.#forbidden) {
			if (tab.stoppedBy !== null) for (const mark of marks) this.refused.add(mark);
		}
		this.#forbidden.clear();
	}

	async command(command: Command): Promise<void> {
		const room = await this.node.room(this.seats.sessionId);
		const answer = await room.command(this.seats.interviewer.participantId, { commandId: randomId(), command });
		if (!("ok" in answer)) throw new Error(`${command.type} was refused: ${answer.message}`);
	}

	async end(): Promise<void> {
		if (!this.#hasStarted) for (const type of ["start", "end"] as const) await this.command({ type });
		this.#hasStarted = true;
		await this.command({ type: "close" });
		this.hasEnded = true;
	}

	async setCandidateRole(role: "candidate" | "observer"): Promise<void> {
		await this.#server.database.prisma.participant.update({
			where: { id: this.seats.candidate.participantId },
			data: { role },
		});
		await this.#server.database.pool.query("select pg_notify('sessions', $1)", [this.seats.sessionId]);
		await this.#until(async () => expect(await this.#mayCandidateWrite()).toBe(role === "candidate"));
	}

	/** A writer that nobody else knows tries it. */
	async #mayCandidateWrite(): Promise<boolean> {
		const socket = new BareSocket(this.node.port, this.seats.sessionId, this.seats.candidate, { ack: true });
		try {
			await socket.join();
			socket.sync(2, change(new Y.Doc(), `tried ${randomId()}`, "1"));
			let code: number | null = null;
			void socket.closed.then((closed) => {
				code = closed.code;
			});
			await this.#until(() => expect(code !== null || socket.acknowledged() >= 2).toBe(true));
			return code === null;
		} finally {
			socket.leave();
		}
	}

	async restart(how: "stop" | "crash"): Promise<void> {
		const { skippedMs } = this.node.clock;
		await this.node[how]();
		this.node = await startNode(this.#server.databaseUrl, skippedMs);
		this.#target.port = this.node.port;
		this.node.database.delay(DATABASE_DELAY_MS);
		if (this.isDatabaseAway) this.node.database.down();
	}

	/** Everybody goes for so long that the room goes too. */
	async evict(): Promise<void> {
		for (const tab of this.tabs) tab.line.down();
		await this.#until(() => {
			this.node.clock.skip(5_000);
			expect(this.node.rooms()).toBe(0);
		});
		for (const tab of this.tabs) tab.line.restore();
	}

	/** At any moment: who knows equally much sees the same. */
	compareEqualVectors(): void {
		for (const [index, one] of this.tabs.entries()) {
			for (const other of this.tabs.slice(index + 1)) {
				if (!Y.equalSnapshots(Y.snapshot(one.doc), Y.snapshot(other.doc))) continue;
				expect(contentOf(one.doc), "equal vectors mean equal content").toEqual(contentOf(other.doc));
			}
		}
	}

	/** Heals everything, and says what must be true then. */
	async settle(): Promise<void> {
		await this.#allowAll();
		for (const tab of this.tabs) {
			tab.line.restore();
			tab.line.flow();
		}
		await this.#healed();
		await this.#checkEqual(await this.#serverDoc());
	}

	/** The end: nobody is left, and a room loaded anew shows what all of them saw. */
	async finish(): Promise<void> {
		await this.settle();
		await this.evict();
		await this.#checkEqual(await this.#serverDoc());
		for (const line of this.node.logged) {
			if (/could not be applied|cannot be stored|cannot be read/.test(String(line.msg)))
				this.faults.push(JSON.stringify(line));
		}
		for (const tab of this.tabs) this.#checkCloses(tab);
		expect(this.faults).toEqual([]);
	}

	async close(): Promise<void> {
		for (const tab of this.tabs) await tab.leave();
		await Promise.allSettled(this.#checks);
		await this.node.stop();
		await this.#reader.end();
	}

	async #allowAll(): Promise<void> {
		this.isDatabaseAway = false;
		this.node.database.restore();
		if (this.hasEnded) await this.#until(() => this.command({ type: "reopen" }));
		if (!this.mayCandidateDraw) await this.setCandidateRole("candidate");
		this.hasEnded = false;
		this.mayCandidateDraw = true;
		// a tab that was told to stop is opened anew, with nothing of what it held
		for (const tab of this.tabs.filter(({ stoppedBy }) => stoppedBy !== null)) await this.replace(tab);
		this.allow();
	}

	async replace(tab: Tab): Promise<void> {
		this.#checkCloses(tab);
		for (const mark of this.#forbidden.get(tab) ?? []) this.refused.add(mark);
		this.#forbidden.delete(tab);
		this.tabs.splice(this.tabs.indexOf(tab), 1);
		await tab.leave();
		await this.addTab(tab.options.kind, tab.options.seat.role === "candidate" ? "candidate" : "interviewer");
	}

	/** Whoever does what a client should is never told that it sent what cannot be read, or that it missed something. */
	#checkCloses({ closes, wasSlow, options }: Tab): void {
		const told = closes.filter((code) => code === CLOSE.badFrame.code || (code === CLOSE.resync.code && !wasSlow));
		if (told.length > 0) this.faults.push(`${options.name} was closed with ${told.join(", ")}`);
	}

	async #healed(): Promise<void> {
		let drawn = 0;
		await this.#until(async () => {
			// nobody waits for a line before he draws on: some of it is sent while the connection is still joining
			for (const tab of this.tabs) {
				if (!tab.isConnected && drawn++ < MAX_DRAWN_MEANWHILE) tab.edit({ do: "put", key: 0, value: drawn });
			}
			// what was refused on the way here is found out late
			for (const tab of this.tabs.filter(({ stoppedBy }) => stoppedBy !== null)) await this.replace(tab);
			for (const tab of this.tabs) expect(tab.isSettled, `${tab.options.name} is connected and saved`).toBe(true);
			const [first, ...others] = this.tabs;
			for (const other of others) expectSame(other.doc, first?.doc ?? new Y.Doc(), other.options.name);
			expectSame((await this.#recorded()).doc, first?.doc ?? new Y.Doc(), "the recording");
		});
		await Promise.all(this.#checks);
	}

	async #checkEqual(server: Y.Doc): Promise<void> {
		const { doc, marks } = await this.#recorded();
		expectSame(server, doc, "the server and the recording");
		for (const tab of this.tabs) {
			expectSame(tab.doc, doc, `${tab.options.name} and the recording`);
			for (const [mark, there] of tab.marks) expect(marks.has(mark), mark).toBe(there);
		}
		for (const [mark, { tab, there }] of this.#saved) {
			// undone since then, in a tab that was refused before it could say so
			if (tab.marks.get(mark) === there) expect(marks.has(mark), `saved: ${mark}`).toBe(there);
		}
		for (const mark of this.refused) expect(marks.has(mark), `refused: ${mark}`).toBe(false);
	}

	/** What a newcomer is given. */
	async #serverDoc(): Promise<Y.Doc> {
		const doc = new Y.Doc();
		const socket = new BareSocket(this.node.port, this.seats.sessionId, this.seats.observer, { ack: true });
		try {
			await socket.join();
			// frames are answered in order: when its own is acknowledged, all of the state has come
			await this.#until(() => expect(socket.acknowledged()).toBe(1));
			for (const update of [...socket.heard(1), ...socket.heard(2)]) Y.applyUpdate(doc, update);
		} finally {
			socket.leave();
		}
		return doc;
	}

	/** The fold of the recording, as another connection reads it at this moment. */
	async #recorded(): Promise<{ doc: Y.Doc; marks: Set<string> }> {
		const { rows } = await this.#reader.query<{ writer: string; seq: number; kind: string; data: Buffer }>(
			`select writer, seq, kind, data from entry where session_id = $1 order by at, writer collate "C", seq`,
			[this.seats.sessionId],
		);
		const doc = new Y.Doc();
		const seqs = new Map<string, number>();
		for (const { writer, seq, kind, data } of rows) {
			expect(seq, "numbers count without gaps").toBe((seqs.get(writer) ?? 0) + 1);
			seqs.set(writer, seq);
			if (kind === "update") Y.applyUpdate(doc, data);
			expect(doc.store.pendingStructs ?? doc.store.pendingDs, "each update builds on those before it").toBeNull();
		}
		return { doc, marks: new Set(doc.getMap("records").keys()) };
	}

	/** It has just said "saved": the rows are there, for everybody, now. */
	#checkSaved(tab: Tab): void {
		const said = new Map(tab.marks);
		const check = this.#recorded().then(
			({ marks }) => {
				for (const [mark, there] of said) {
					if (tab.marks.get(mark) !== there) continue;
					this.#saved.set(mark, { tab, there });
					if (marks.has(mark) !== there) this.faults.push(`${mark} was called saved and is not in the recording`);
				}
			},
			(error: unknown) => void this.faults.push(String(error)),
		);
		this.#checks.add(check);
		void check.finally(() => this.#checks.delete(check));
	}

	async #until(check: () => void | Promise<void>): Promise<void> {
		await vi.waitFor(check, { timeout: HEALED_WITHIN_MS, interval: 10 });
	}
}

function contentOf(doc: Y.Doc): unknown {
	return doc.getMap("records").toJSON();
}

/** Equal content and equal knowledge: vectors and deletions. */
function expectSame(one: Y.Doc, other: Y.Doc, who: string): void {
	expect(contentOf(one), who).toEqual(contentOf(other));
	expect(Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other)), `${who}: vectors and deletions`).toBe(true);
}
