// The namespace /session with real sockets and a real Postgres: who may do what, what each role is told, races and repeats.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { decodeEvent } from "#core/recording.ts";
import type { Command } from "#core/session.ts";
import { sessionViewSchema } from "#core/view.ts";
import { notifyRoom } from "#server/db/notify.ts";
import { randomId } from "#server/db/random-id.ts";
import { readEntries } from "#server/db/recordings.ts";
import { guest, openBoard, type Seat, type Seats, SessionClient, seat, seatPeople } from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

let server: TestServer;
let seats: Seats;
const leaving: { leave(): void }[] = [];

beforeAll(async () => {
	server = await startTestServer();
});
beforeEach(async () => {
	seats = await seatPeople(server.database);
});
afterEach(() => {
	for (const one of leaving.splice(0)) one.leave();
});
afterAll(() => server?.stop());

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

async function enter(who: Seat, port = server.port): Promise<SessionClient> {
	const client = new SessionClient(port, seats.sessionId, who);
	leaving.push(client);
	await until(() => expect(client.view).not.toBeNull());
	return client;
}

async function events() {
	const entries = (await readEntries(server.database, seats.sessionId)).filter(({ kind }) => kind === "event");
	return entries
		.sort((a, b) => (a.eventNo ?? 0) - (b.eventNo ?? 0))
		.map((entry) => ({ ...entry, event: decodeEvent(entry.data) }));
}

/** A second server on the same database, as a second node would be. */
async function anotherServer(): Promise<TestServer> {
	const other = await startTestServer({ databaseUrl: server.databaseUrl, seed: false });
	globalThis.__boardwalkDatabase = server.database;
	return other;
}

/** Everybody's joined event is in and told, so that what follows is not mixed with it. */
async function allHere(...clients: SessionClient[]): Promise<void> {
	await until(() => {
		for (const client of clients) expect(client.view?.people.filter(({ here }) => here).length).toBe(clients.length);
	});
}

describe("views", () => {
	test("[S14] each role is sent its own view, which its schema knows wholly; before the start only the family is told", async () => {
		const [ines, carl, olga] = [
			await enter(seats.interviewer),
			await enter(seats.candidate),
			await enter(seats.observer),
		];
		await allHere(ines, carl, olga);
		for (const client of [ines, carl, olga]) {
			for (const message of client.messages) {
				if (message.type === "view") expect(sessionViewSchema.parse(message.view)).toEqual(message.view);
			}
		}
		expect(ines.view).toMatchObject({
			role: "interviewer",
			question: { id: "ad-click-prediction" },
			brief: expect.anything(),
		});
		const text = JSON.stringify([carl.messages, olga.messages]);
		expect(text).not.toMatch(/ad-click-prediction|candidate_prompt|look_for|probes/i);
		for (const client of [carl, olga])
			expect(client.view).toMatchObject({ question: null, title: null, phase: "lobby" });
		await ines.send({ type: "start" });
		await until(() => expect(carl.view).toMatchObject({ phase: "running", question: { id: "ad-click-prediction" } }));
		expect(Object.keys(carl.view ?? {})).not.toContain("brief");
	});

	test("[S5] [S11] a note makes no message to a candidate or an observer, and reaches both interviewers", async () => {
		const second = await seat(server.database, seats.sessionId, "interviewer", "Ivan");
		const [ines, carl, olga, ivan] = [
			await enter(seats.interviewer),
			await enter(seats.candidate),
			await enter(seats.observer),
			await enter(second),
		];
		await allHere(ines, carl, olga, ivan);
		const counts = () => [carl.messages.length, olga.messages.length];
		const before = counts();
		const marker = `marker-${randomId()}`;
		expect(await ines.send({ type: "add-note", text: marker, kind: "concern" })).toEqual({ ok: true });
		await until(() => expect(JSON.stringify(ivan.view)).toContain(marker));
		// a message that does reach them, sent after the note: nothing came before it
		expect(await ines.send({ type: "start" })).toEqual({ ok: true });
		await until(() => expect([carl.view?.phase, olga.view?.phase]).toEqual(["running", "running"]));
		expect(counts()).toEqual(before.map((count) => count + 1));
		expect(JSON.stringify([carl.messages, olga.messages])).not.toContain(marker);
	});

	test("a seat request is told to interviewers only; a new person to everybody", async () => {
		const [ines, carl] = [await enter(seats.interviewer), await enter(seats.candidate)];
		await allHere(ines, carl);
		const { userId } = await guest();
		const before = carl.messages.length;
		await server.database.prisma.$transaction(async (transaction) => {
			const invite = await transaction.invite.findFirstOrThrow({
				where: { sessionId: seats.sessionId, role: "candidate" },
			});
			const request = {
				id: randomId(),
				sessionId: seats.sessionId,
				inviteId: invite.id,
				role: "candidate" as const,
				userId,
			};
			await transaction.seatRequest.create({ data: { ...request, name: "Cleo" } });
			await notifyRoom(transaction, seats.sessionId);
		});
		await until(() => expect(ines.view).toMatchObject({ seatRequests: [{ name: "Cleo" }] }));
		await seat(server.database, seats.sessionId, "observer", "Otto");
		await server.database.prisma.$transaction((transaction) => notifyRoom(transaction, seats.sessionId));
		await until(() => expect(carl.view?.people.map(({ name }) => name)).toContain("Otto"));
		expect(carl.messages.length).toBe(before + 1);
	});

	test("the room's clock is told on request, and is the one that entries carry", async () => {
		const ines = await enter(seats.interviewer);
		const { at } = await ines.time();
		await ines.send({ type: "start" });
		const startedAt = ines.view?.startedAt ?? -1;
		await until(() => expect(ines.view?.startedAt).not.toBeNull());
		expect(ines.view?.startedAt ?? startedAt).toBeGreaterThanOrEqual(at);
		expect((await ines.time()).at).toBeGreaterThanOrEqual(ines.view?.startedAt ?? 0);
	});
});

describe("commands", () => {
	const leading: Command[] = [
		{ type: "start" },
		{ type: "pause" },
		{ type: "resume" },
		{ type: "go-to", segment: "data" },
		{ type: "add-minute", segment: "data" },
		{ type: "end" },
		{ type: "take-back" },
		{ type: "close" },
		{ type: "reopen" },
		{ type: "share-replay", shared: true },
		{ type: "add-note", text: "mine", kind: "note" },
	];

	test("[S2] a candidate and an observer are refused whatever they try, in every phase, and nothing is recorded", async () => {
		const ines = await enter(seats.interviewer);
		await allHere(ines, await enter(seats.candidate), await enter(seats.observer));
		for (const step of ["start", "pause", "resume", "end", "close", "reopen"] as const) {
			const before = (await events()).length;
			// a socket of its own each time: the rate of commands is a socket's
			for (const who of [seats.candidate, seats.observer]) {
				const client = await enter(who);
				const answers = await Promise.all(leading.map((command) => client.send(command)));
				for (const answer of answers)
					expect(answer).toMatchObject({ refused: "not-allowed", message: expect.any(String) });
			}
			expect((await events()).length).toBe(before);
			expect(await ines.send({ type: step })).toEqual({ ok: true });
		}
	});

	test("[S13] what no schema knows is refused in words, and the socket goes on", async () => {
		const [ines, carl] = [await enter(seats.interviewer), await enter(seats.candidate)];
		await allHere(ines, carl);
		const before = (await events()).length;
		const bad: unknown[] = [
			null,
			7,
			"start",
			{},
			{ commandId: "12345678" },
			{ commandId: "short", command: { type: "start" } },
			{ commandId: "12345678", command: { type: "explode" } },
			{ commandId: "12345678", command: { type: "start", extra: 1 } },
			{ commandId: "12345678", command: { type: "go-to", segment: "lunch" } },
			{ commandId: "12345678", command: { type: "add-note", text: "x".repeat(4_001), kind: "note" } },
		];
		for (const message of bad) {
			expect(await ines.raw(message)).toMatchObject({
				refused: "invalid",
				message: expect.stringMatching(/^[A-Z].*\.$/),
			});
		}
		ines.socket.emit("command", { commandId: "12345678", command: { type: "start" } });
		ines.socket.emit("command");
		ines.socket.emit("time", "not a function");
		ines.socket.emit("unknown", { a: 1 });
		expect((await events()).length).toBe(before);
		expect(await ines.send({ type: "start" })).toEqual({ ok: true });
		await until(() => expect(carl.view?.phase).toBe("running"));
	});

	test("[S13] more than 20 commands at once are refused as too many", async () => {
		const ines = await enter(seats.interviewer);
		const answers = await Promise.all(Array.from({ length: 40 }, () => ines.raw(null)));
		expect(answers.filter((answer) => "refused" in answer && answer.refused === "too-many").length).toBeGreaterThan(10);
		await until(async () => expect(await ines.send({ type: "start" })).toEqual({ ok: true }));
	});

	test("[S13] a message far too large ends its own socket only", async () => {
		const [ines, carl] = [await enter(seats.interviewer), await enter(seats.candidate)];
		const dropped = new Promise((done) => carl.socket.once("disconnect", done));
		carl.socket.emit("command", { commandId: "12345678", command: "x".repeat(200_000) }, () => {});
		await dropped;
		expect(ines.socket.connected).toBe(true);
		await until(() => expect(carl.socket.connected).toBe(true));
	});

	test("[S10] a repeated command gets the first answer and happens once, also in another connection and after a reload of the room", async () => {
		const ines = await enter(seats.interviewer);
		await ines.send({ type: "start" });
		const commandId = randomId();
		const note: Command = { type: "add-note", text: "once", kind: "note" };
		const answers = await Promise.all([
			ines.send(note, commandId),
			ines.send(note, commandId),
			ines.send(note, commandId),
		]);
		expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
		const again = await enter(seats.interviewer);
		expect(await again.send(note, commandId)).toEqual({ ok: true });
		// another server has no memory of the answer, only the recording
		const other = await anotherServer();
		try {
			expect(await (await enter(seats.interviewer, other.port)).send(note, commandId)).toEqual({ ok: true });
		} finally {
			for (const one of leaving.splice(0)) one.leave();
			await other.stop();
		}
		expect((await events()).filter(({ event }) => event?.type === "note-added").length).toBe(1);
	});

	test("[S9] two interviewers at once: every event has its own number, and all see the same state", async () => {
		const second = await seat(server.database, seats.sessionId, "interviewer", "Ivan");
		const [ines, ivan] = [await enter(seats.interviewer), await enter(second)];
		await allHere(ines, ivan);
		const starts = await Promise.all([ines.send({ type: "start" }), ivan.send({ type: "start" })]);
		expect(starts.filter((answer) => "ok" in answer).length).toBe(1);
		expect(starts.filter((answer) => "refused" in answer && answer.refused === "wrong-phase").length).toBe(1);
		await Promise.all(
			Array.from({ length: 8 }, (_, i) => [
				ines.send({ type: "add-minute", segment: "data" }),
				ivan.send({ type: "go-to", segment: i % 2 ? "data" : "model" }),
			]).flat(),
		);
		await until(() => expect(ines.view?.addedMinutes).toEqual({ data: 8 }));
		await until(() => expect({ ...ivan.view, you: "", at: 0 }).toEqual({ ...ines.view, you: "", at: 0 }));
		const numbers = (await events()).map(({ eventNo }) => eventNo);
		expect(numbers).toEqual(numbers.map((_, index) => index + 1));
	});

	test("[S9] two servers on one database: commands race, none is lost, none happens twice", async () => {
		const other = await anotherServer();
		try {
			const second = await seat(server.database, seats.sessionId, "interviewer", "Ivan");
			const ines = await enter(seats.interviewer);
			const ivan = await enter(second, other.port);
			await until(() => expect(ines.view?.people.length).toBe(ivan.view?.people.length));
			await ines.send({ type: "start" });
			const answers = await Promise.all(
				Array.from({ length: 10 }, () => [
					ines.send({ type: "add-minute", segment: "data" }),
					ivan.send({ type: "add-minute", segment: "data" }),
				]).flat(),
			);
			expect(answers).toEqual(answers.map(() => ({ ok: true })));
			const all = await events();
			expect(all.filter(({ event }) => event?.type === "minute-added").length).toBe(20);
			expect(all.map(({ eventNo }) => eventNo)).toEqual(all.map((_, index) => index + 1));
			for (const writer of new Set(all.map((entry) => entry.writer))) {
				const own = all.filter((entry) => entry.writer === writer).map(({ seq }) => seq);
				expect(own).toEqual(own.map((_, index) => index + 1));
			}
		} finally {
			for (const one of leaving.splice(0)) one.leave();
			await other.stop();
		}
	});

	test("[S11] an event is told only after another connection can read it", async () => {
		const [ines, carl] = [await enter(seats.interviewer), await enter(seats.candidate)];
		await allHere(ines, carl);
		const told = new Promise<number>((done) => {
			carl.socket.once("message", async () =>
				done((await events()).filter(({ event }) => event?.type === "started").length),
			);
		});
		await ines.send({ type: "start" });
		expect(await told).toBe(1);
	});

	test("[S2] in solo practice the candidate leads and gets no brief and no notes", async () => {
		seats = await seatPeople(server.database, { kind: "solo" });
		const me = await enter(seats.interviewer);
		expect(me.view).toMatchObject({ role: "candidate", mayLead: true, question: { id: "ad-click-prediction" } });
		for (const type of ["start", "pause", "resume", "end", "close"] as const)
			expect(await me.send({ type })).toEqual({ ok: true });
		expect(await me.send({ type: "add-note", text: "mine", kind: "note" })).toMatchObject({ refused: "not-allowed" });
		expect(JSON.stringify(me.messages)).not.toMatch(/"brief"|"notes"|look_for/);
	});
});

describe("people", () => {
	test("[S12] two tabs and a board are one person: one joined, and left only after the last", async () => {
		const ines = await enter(seats.interviewer);
		const [one, two] = [await enter(seats.candidate), await enter(seats.candidate)];
		const board = openBoard(server.port, seats.sessionId, seats.candidate);
		leaving.push(board);
		await until(() => expect(board.provider.synced).toBe(true));
		await allHere(ines, one);
		one.leave();
		two.leave();
		const ofCarl = async () =>
			(await events()).flatMap(({ event }) =>
				event && "by" in event && event.by === seats.candidate.participantId ? [event.type] : [],
			);
		await ines.send({ type: "start" });
		expect(await ofCarl()).toEqual(["joined"]);
		board.leave();
		await until(async () => expect(await ofCarl()).toEqual(["joined", "left"]));
		await until(() =>
			expect(ines.view?.people.find(({ id }) => id === seats.candidate.participantId)?.here).toBe(false),
		);
	});

	test("[Y13] a removed person's session socket is told why and closed, and its commands come too late", async () => {
		const [ines, carl] = [await enter(seats.interviewer), await enter(seats.candidate)];
		await allHere(ines, carl);
		await server.database.prisma.$transaction(async (transaction) => {
			await transaction.participant.update({
				where: { id: seats.candidate.participantId },
				data: { removedAt: new Date() },
			});
			await notifyRoom(transaction, seats.sessionId);
		});
		await until(() => expect(carl.messages.at(-1)).toEqual({ type: "closing", reason: "notAllowed" }));
		await until(() => expect(carl.socket.connected).toBe(false));
		await until(() => expect(ines.view?.people.map(({ id }) => id)).not.toContain(seats.candidate.participantId));
	});
});
