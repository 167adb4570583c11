// Scoring with real sockets and a real Postgres: a restart in the middle loses nothing, two who work at once lose nothing, what comes out of turn
// is refused with a reason, and hostile text stays text.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { decodeEvent } from "#core/recording.ts";
import { DIMENSION_IDS } from "#core/rubric.ts";
import type { Command } from "#core/session.ts";
import type { InterviewerView } from "#core/view.ts";
import { readEventsAfter } from "#server/db/recordings.ts";
import { createTestDatabase, type TestDatabase } from "#tests/helpers/database.ts";
import { type Seat, type Seats, SessionClient, seat, seatPeople } from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

let server: TestServer;
let seats: Seats;
let ivan: Seat;
const leaving: { leave(): void }[] = [];
const servers: TestServer[] = [];

let home: TestDatabase;

beforeEach(async () => {
	// a server that is stopped takes a database of its own with it
	home = await createTestDatabase();
	server = await startTestServer({ databaseUrl: home.url });
	servers.push(server);
	seats = await seatPeople(server.database);
	ivan = await seat(server.database, seats.sessionId, "interviewer", "Ivan");
});
afterEach(async () => {
	for (const one of leaving.splice(0)) one.leave();
	for (const one of servers.splice(0).reverse()) await one.stop();
	await home.drop();
});

async function enter(who: Seat, port = server.port): Promise<SessionClient> {
	const client = new SessionClient(port, seats.sessionId, who);
	leaving.push(client);
	await until(() => expect(client.view).not.toBeNull());
	return client;
}

/** As fast as the server lets one person command. */
async function order(client: SessionClient, ...commands: Command[]): Promise<void> {
	for (const command of commands) await until(async () => expect(await client.send(command)).toEqual({ ok: true }));
}

function interviewerView(client: SessionClient): InterviewerView {
	if (client.view?.role !== "interviewer") throw new Error("this is no interviewer");
	return client.view;
}

const SCORES = DIMENSION_IDS.map((dimension): Command => ({ type: "score", dimension, score: 3 }));

async function events(): Promise<string[]> {
	const entries = await readEventsAfter(server.database, seats.sessionId, 0);
	return entries.flatMap(({ data }) => decodeEvent(data)?.type ?? []);
}

describe("nothing is lost", () => {
	test("[R3] [W1] a server that stops in the middle of scoring comes back with every score, note, mark and word", async () => {
		const ines = await enter(seats.interviewer);
		await order(ines, { type: "start" }, { type: "add-note", text: "Names the label rule", kind: "strength" });
		await until(() => expect(interviewerView(ines).notes).toHaveLength(1));
		const noteId = interviewerView(ines).notes[0]?.id ?? "";
		await order(
			ines,
			...SCORES.slice(0, 5),
			{ type: "give-evidence", dimension: "data_features", evidence: [noteId] },
			{ type: "comment", dimension: "data_features", text: "Window and exclusions" },
			{ type: "write-item", kind: "change", no: 2, text: "Twelve features", more: "Name a source", evidence: [noteId] },
			{ type: "mark", itemId: "data.1", state: 0.5, origin: "hint2" },
			{ type: "write-thread", cell: "label", text: "click within 24 h", was: "" },
			{ type: "show-hint", step: "data", level: 1 },
		);
		const kept = ({ review, notes, marks, thread, hints }: InterviewerView) => ({
			review,
			notes,
			marks,
			thread,
			hints,
		});
		await until(() => expect(interviewerView(ines).hints).toHaveLength(1));
		const before = kept(interviewerView(ines));
		ines.leave();
		await server.stop();
		servers.pop();
		server = await startTestServer({ databaseUrl: server.databaseUrl, seed: false });
		servers.push(server);
		const again = await enter(seats.interviewer);
		expect(kept(interviewerView(again))).toEqual(before);
		expect(Object.keys(before.review.scores)).toHaveLength(5);
	});

	test("[W1] two interviewers who score at once on two nodes keep all of their own", async () => {
		const other = await startTestServer({ databaseUrl: server.databaseUrl, seed: false });
		globalThis.__boardwalkDatabase = server.database;
		servers.push(other);
		const [ines, second] = [await enter(seats.interviewer), await enter(ivan, other.port)];
		await order(ines, { type: "start" });
		await until(async () => {
			// the other node learns of it with its next command
			await second.send({ type: "say", text: "Hello" });
			expect(second.view?.phase).toBe("running");
		});
		await Promise.all([
			order(ines, ...SCORES, { type: "summarise", text: "Ines's" }),
			order(second, ...SCORES.map((command) => ({ ...command, score: 2 }) as Command), {
				type: "summarise",
				text: "Ivan's",
			}),
		]);
		await until(() => {
			expect(interviewerView(ines).review).toMatchObject({
				summary: "Ines's",
				scores: { modelling: 3, communication: 3 },
			});
			expect(interviewerView(second).review).toMatchObject({
				summary: "Ivan's",
				scores: { modelling: 2, communication: 2 },
			});
		});
		const written = (await events()).filter((type) => type === "scored" || type === "summarised");
		expect(written).toHaveLength(2 * (SCORES.length + 1));
	});

	test("[W12] of two who write into one cell at the same moment one is told, whoever comes first", async () => {
		const [ines, second] = [await enter(seats.interviewer), await enter(ivan)];
		await order(ines, { type: "start" });
		const answers = await Promise.all([
			ines.send({ type: "write-thread", cell: "goal", text: "revenue", was: "" }),
			second.send({ type: "write-thread", cell: "goal", text: "retention", was: "" }),
		]);
		expect(answers.filter((answer) => "ok" in answer)).toHaveLength(1);
		expect(answers.find((answer) => "refused" in answer)).toMatchObject({ refused: "stale" });
	});
});

describe("out of turn", () => {
	test("[W8] two who publish at the same moment publish once; the other reads why not", async () => {
		const [ines, second] = [await enter(seats.interviewer), await enter(ivan)];
		await order(ines, { type: "start" }, { type: "end" }, ...SCORES, { type: "submit-review" });
		const answers = await Promise.all([ines.send({ type: "publish" }), second.send({ type: "publish" })]);
		expect(answers.filter((answer) => "ok" in answer)).toHaveLength(1);
		const refused = answers.find((answer) => "refused" in answer);
		expect(refused).toEqual({ refused: "wrong-phase", message: "The report is already published." });
		expect((await events()).filter((type) => type === "published")).toHaveLength(1);
	});

	test("[H2] [W1] a hint after the end, a score by a candidate or an observer, a mark by anybody else: refused, and nothing is stored", async () => {
		const [ines, carl, olga] = [
			await enter(seats.interviewer),
			await enter(seats.candidate),
			await enter(seats.observer),
		];
		await order(ines, { type: "start" });
		const wrong: Command[] = [
			{ type: "score", dimension: "modelling", score: 4 },
			{ type: "mark", itemId: "data.1", state: 1, origin: "unprompted" },
			{ type: "show-hint", step: "data", level: 3 },
			{ type: "answer-clarification", no: 1 },
			{ type: "play-twist", no: 1 },
			{ type: "publish" },
			{ type: "agree", dimension: "modelling", score: 4, was: null },
			{ type: "set-settings", settings: { focus: null, order: "book", prompts: false } },
			{ type: "begin-deep-dive", segment: "clarify" },
		];
		await until(async () => expect(await events()).toContain("started"));
		const before = (await events()).length;
		for (const client of [carl, olga]) {
			for (const command of wrong) expect(await client.send(command)).toHaveProperty("refused");
		}
		await order(ines, { type: "end" });
		expect(await ines.send({ type: "show-hint", step: "data", level: 1 })).toMatchObject({ refused: "wrong-phase" });
		expect((await events()).slice(before)).toEqual(["debrief-begun"]);
	});
});

test("[H3] [N1] HTML, Markdown, bidirectional and control characters stay text, and what was typed is what is stored but for the latter", async () => {
	const ines = await enter(seats.interviewer);
	const hostile =
		'<img src=x onerror=alert(1)> [x](javascript:alert(1)) `a` | b\u202e\u0000\u200b "quoted" \u{1f469}\u200d\u{1f52c}';
	const kept = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) `a` | b "quoted" \u{1f469}\u200d\u{1f52c}';
	await order(
		ines,
		{ type: "start" },
		{ type: "say", text: hostile },
		{ type: "add-note", text: hostile, kind: "quote" },
		{ type: "summarise", text: hostile },
		{ type: "comment", dimension: "modelling", text: hostile },
		{ type: "write-thread", cell: "goal", text: hostile, was: "" },
		{ type: "write-item", kind: "keep", no: 1, text: hostile, more: hostile, evidence: [] },
	);
	await until(() => {
		const { chat, notes, review, thread } = interviewerView(ines);
		expect([chat[0]?.text, notes[0]?.text, review.summary, review.comments.modelling]).toEqual([
			kept,
			kept,
			kept,
			kept,
		]);
		expect([thread.cells.goal, review.items[0]?.text, review.items[0]?.more]).toEqual([kept, kept, kept]);
	});
});
