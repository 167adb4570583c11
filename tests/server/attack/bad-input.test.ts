// Bad input over real sockets, against the server in a process of its own. Each input of the corpus, then mutated frames by chance:
// whatever they do to the connection that sent them, two others in the room draw on, a pair in another room waits for nothing, the
// process lives, and the recording holds what everybody sees. A longer search: FUZZ_MINUTES=30, FUZZ_SEED=any number.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { readEntries } from "#server/db/recordings.ts";
import { BareSocket, type Board, openBoard, type Seat, type Seats, seat, seatPeople } from "#tests/helpers/seats.ts";
import { seeded } from "#tests/helpers/seeded.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";
import { CORPUS } from "./corpus.ts";
import { mutated, realFrames } from "./mutation.ts";
import { type ServerProcess, startServerProcess, watchPair } from "./server-process.ts";

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const MINUTES = Number(process.env.FUZZ_MINUTES ?? 0);
const EXECUTIONS = 200;
const ATTACKERS = 6;
/** Tells what hangs from a busy machine; the longest wait is printed with a long search. */
const HANGS_MS = 5_000;

let server: TestServer;
let attacked: ServerProcess;
let seats: Seats;
let witnesses: [Board, Board];
let pair: ReturnType<typeof watchPair>;
const boards: Board[] = [];

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 5 });

beforeAll(async () => {
	server = await startTestServer();
	attacked = await startServerProcess(server.databaseUrl);
	seats = await seatPeople(server.database);
	const other = await seatPeople(server.database);
	const second = await seat(server.database, seats.sessionId, "candidate", "Cleo");
	witnesses = [await board(seats.sessionId, seats.interviewer), await board(seats.sessionId, second)];
	pair = watchPair(await board(other.sessionId, other.interviewer), await board(other.sessionId, other.candidate));
});
afterAll(async () => {
	pair?.stop();
	for (const one of boards) one.leave();
	await attacked?.stop();
	await server?.stop();
});

async function board(sessionId: string, who: Seat): Promise<Board> {
	const opened = openBoard(attacked.port, sessionId, who);
	boards.push(opened);
	await until(() => expect(opened.provider.synced).toBe(true));
	return opened;
}

async function attacker(): Promise<BareSocket> {
	const socket = new BareSocket(attacked.port, seats.sessionId, seats.candidate, { ack: true });
	await socket.join();
	await until(() => expect(socket.acknowledged()).toBe(1));
	return socket;
}

let seen = 0;

async function nobodyElseNoticed(): Promise<void> {
	const [a, b] = witnesses;
	const key = `seen ${++seen}`;
	a.doc.getMap("records").set(key, 1);
	await until(() => expect(b.doc.getMap("records").get(key)).toBe(1));
	expect([...a.closed, ...b.closed]).toEqual([]);
	expect(attacked.ended()).toBeNull();
	expect(pair.worstMs()).toBeLessThan(HANGS_MS);
	expect({}).not.toHaveProperty("polluted");
}

/** Whoever comes now sees what the others see, and so does whoever folds the recording. */
async function everybodyAgrees(): Promise<void> {
	const [a, b] = witnesses;
	const newcomer = await board(seats.sessionId, seats.observer);
	await until(async () => {
		const recorded = new Y.Doc();
		for (const { kind, data } of await readEntries(server.database, seats.sessionId)) {
			if (kind === "update") Y.applyUpdate(recorded, data);
		}
		expect(recorded.store.pendingStructs ?? recorded.store.pendingDs).toBeNull();
		for (const doc of [a.doc, b.doc, newcomer.doc]) {
			expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(recorded))).toBe(true);
		}
	});
	newcomer.leave();
}

describe("a member sends", () => {
	test.each(CORPUS.map((input) => [input.name, input] as const))("[Y2] %s", async (_name, { outcome, send }) => {
		const socket = await attacker();
		await send(socket);
		if (outcome === "goes on") {
			const answers = socket.heard(1).length;
			// answered in order: all before it was read
			socket.sync(0, new Uint8Array([0]));
			await until(() => expect(socket.heard(1).length).toBeGreaterThan(answers));
			expect(socket.ws.readyState).toBe(socket.ws.OPEN);
		} else {
			expect(outcome).toContain((await socket.closed).code);
		}
		socket.leave();
		await nobodyElseNoticed();
	});

	test("[R7] and after all of it everybody sees the same, live and recorded", everybodyAgrees);

	test("docs/bad-input.md has a row for each of them", () => {
		const rows = readFileSync("docs/bad-input.md", "utf8")
			.split("\n")
			.flatMap((line) => /^\| (.+?) \| (.+?) \|/.exec(line)?.slice(1, 3).join(": ") ?? []);
		for (const { name, outcome } of CORPUS) {
			expect(rows).toContain(
				`${name}: ${outcome === "goes on" ? outcome : outcome.filter((code) => code !== 1006 || outcome.length === 1).join(", ")}`,
			);
		}
	});
});

describe("chance", () => {
	test(
		`[Y2] mutated frames harm nobody but their sender (seed ${SEED}, ${MINUTES || "less than 1"} minutes)`,
		async () => {
			const random = seeded(SEED);
			const frames = realFrames();
			const endsAt = performance.now() + MINUTES * 60_000;
			let executions = 0;
			const isDone = () => (MINUTES > 0 ? performance.now() >= endsAt : executions >= EXECUTIONS);
			async function attack(): Promise<void> {
				while (!isDone()) {
					const socket = await attacker();
					let isClosed = false;
					void socket.closed.then(() => {
						isClosed = true;
					});
					// within the burst of one connection
					for (let sent = 0; sent < 80 && !isClosed && !isDone(); sent += 2) {
						const before = socket.acknowledged();
						socket.send(mutated(frames, random));
						socket.sync(2, new Uint8Array([0, 0]));
						executions++;
						await until(() => expect(isClosed || socket.acknowledged() > before).toBe(true));
					}
					socket.leave();
					expect(attacked.ended()).toBeNull();
				}
			}
			await Promise.all(Array.from({ length: ATTACKERS }, attack));
			await nobodyElseNoticed();
			await everybodyAgrees();
			if (MINUTES > 0) console.info({ seed: SEED, executions, longestWaitElsewhereMs: pair.worstMs() });
		},
		60_000 + MINUTES * 90_000,
	);
});
