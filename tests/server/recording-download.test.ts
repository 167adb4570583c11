// The download of a recording: whose view it is, that nothing in it tells of what was left out, and how it goes on while the
// interview runs. Over real HTTP, with entries written through real rooms.
import { request as httpRequest } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { decodeEvent, decodeRecording } from "#core/recording.ts";
import type { Command } from "#core/session.ts";
import { BareSocket, change, guest, type Seat, type Seats, SessionClient, seatPeople } from "#tests/helpers/seats.ts";
import { startTestServer, type TestServer } from "#tests/helpers/server.ts";

let server: TestServer;
let seats: Seats;
const leaving: { leave(): void }[] = [];

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server?.stop());
beforeEach(async () => {
	seats = await seatPeople(server.database);
	return () => {
		for (const one of leaving.splice(0)) one.leave();
	};
});

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

function get(who: Pick<Seat, "token"> | null, headers: Record<string, string> = {}, query = "", id = seats.sessionId) {
	return fetch(`${server.url}/api/sessions/${id}/recording${query}`, {
		headers: { ...(who ? { authorization: `Bearer ${who.token}` } : {}), ...headers },
	});
}

async function read(who: Pick<Seat, "token"> | null, query = "", id = seats.sessionId) {
	const response = await get(who, {}, query, id);
	expect(response.status).toBe(200);
	const recording = decodeRecording(new Uint8Array(await response.arrayBuffer()));
	expect(recording).toMatchObject({ brokenAt: null, skipped: 0 });
	return { ...recording, etag: response.headers.get("etag") ?? "" };
}

const eventsIn = ({ frames }: { frames: { kind: string; data: Uint8Array }[] }) =>
	frames.flatMap((frame) => (frame.kind === "event" ? [decodeEvent(frame.data)?.type ?? "unreadable"] : []));

/** The interviewer's hand on the session; the room stays open until the test ends. */
async function lead(): Promise<(...commands: Command[]) => Promise<void>> {
	const client = new SessionClient(server.port, seats.sessionId, seats.interviewer);
	leaving.push(client);
	await until(() => expect(client.view).not.toBeNull());
	return async (...commands) => {
		for (const command of commands) expect(await client.send(command)).toEqual({ ok: true });
	};
}

const note = (text: string): Command => ({ type: "add-note", text, kind: "note" });

describe("whose view it is", () => {
	it("an interviewer gets everything; a candidate and an observer get no brief, no notes", async () => {
		const order = await lead();
		await order({ type: "start" }, note("one"), { type: "go-to", segment: "clarify" });
		const all = await read(seats.interviewer);
		expect(eventsIn(all)).toEqual(["joined", "started", "note-added", "segment-entered"]);
		expect(all.header.brief?.tags.length).toBeGreaterThan(0);
		expect(all.header.you).toEqual({
			participantId: seats.interviewer.participantId,
			role: "interviewer",
			choseQuestion: true,
		});
		await order({ type: "share-replay", shared: true });
		for (const who of [seats.candidate, seats.observer]) {
			const view = await read(who);
			expect(eventsIn(view)).toEqual(["joined", "started", "segment-entered", "replay-shared"]);
			expect(view.header).toMatchObject({ brief: null, frames: view.frames.length, live: true });
			expect(view.header.you).toEqual({ participantId: who.participantId, role: who.role, choseQuestion: false });
		}
	});

	it("before the start the question and the title are in nobody's but the interviewer's", async () => {
		await server.database.prisma.session.update({ where: { id: seats.sessionId }, data: { title: "Clicks" } });
		const order = await lead();
		await order({ type: "share-replay", shared: true });
		for (const who of [seats.candidate, seats.observer]) {
			expect((await read(who)).header).toMatchObject({ question: null, title: null, facts: { family: "ads" } });
		}
		expect((await read(seats.interviewer)).header).toMatchObject({
			title: "Clicks",
			question: { id: "ad-click-prediction" },
		});
		await order({ type: "start" });
		expect((await read(seats.candidate)).header).toMatchObject({
			title: "Clicks",
			question: { id: "ad-click-prediction" },
		});
	});

	it("[solo] who practises alone chose the question and reads it, but not the brief", async () => {
		const { sessionId, interviewer: alone } = await seatPeople(server.database, { kind: "solo" });
		const { header } = await read(alone, "", sessionId);
		expect(header).toMatchObject({ question: { id: "ad-click-prediction" }, brief: null, you: { role: "candidate" } });
	});

	it("nobody, a stranger, somebody taken out and an observer who may not: each is refused with a status of its own", async () => {
		expect((await get(null)).status).toBe(401);
		const other = await guest();
		const answers = [await get(other), await get(other, {}, "", "AAAAAAAAAAAAAAAAAAAAAA")];
		expect(answers.map(({ status }) => status)).toEqual([404, 404]);
		expect(await answers[0]?.text()).toBe(await answers[1]?.text());
		await server.database.prisma.participant.update({
			where: { id: seats.candidate.participantId },
			data: { removedAt: new Date() },
		});
		expect((await get(seats.candidate)).status).toBe(404);
		const refused = await get(seats.observer);
		expect([refused.status, (await refused.json()).error.code]).toEqual([403, "no-replay"]);
		expect((await get(seats.interviewer)).status).toBe(200);
	});

	it("[S15] an observer replays once the interviewer shares it, also after the end, and no more once it is taken back", async () => {
		const order = await lead();
		expect((await get(seats.observer)).status).toBe(403);
		await order({ type: "start" }, { type: "end" }, { type: "close" }, { type: "share-replay", shared: true });
		const { etag } = await read(seats.observer);
		await order({ type: "share-replay", shared: false });
		expect((await get(seats.observer)).status).toBe(403);
		// what a browser or a page kept opens nothing either
		expect((await get(seats.observer, { "if-none-match": etag })).status).toBe(403);
		expect((await get(seats.observer, {}, "?after=1")).status).toBe(403);
		expect((await get(seats.candidate)).status).toBe(200);
	});

	it("the sample is for anybody, in the candidate's view", async () => {
		await (await lead())({ type: "start" }, note("private"));
		await server.database.prisma.session.update({ where: { id: seats.sessionId }, data: { sample: true } });
		for (const who of [null, seats.interviewer, await guest()]) {
			const view = await read(who);
			expect(view.header).toMatchObject({ brief: null, you: { participantId: null, role: "candidate" } });
			expect(eventsIn(view)).not.toContain("note-added");
		}
	});
});

describe("nothing tells of what was left out", () => {
	it("a private entry changes neither bytes nor ETag of the others' view; a public one does", async () => {
		const order = await lead();
		await order({ type: "start" });
		const before = await read(seats.candidate);
		const own = await read(seats.interviewer);
		await order(note("one"), note("two"));
		expect((await read(seats.interviewer)).etag).not.toBe(own.etag);
		expect((await read(seats.candidate)).etag).toBe(before.etag);
		expect((await get(seats.candidate, { "if-none-match": before.etag })).status).toBe(304);
		await order({ type: "tick", promptId: "data.1", ticked: true });
		expect((await get(seats.candidate, { "if-none-match": before.etag })).status).toBe(200);
	});

	it("frames are numbered anew for each role, and `after` counts those", async () => {
		const order = await lead();
		await order(note("one"), { type: "start" }, note("two"), { type: "go-to", segment: "clarify" });
		const whole = await read(seats.candidate);
		await order(note("three"), { type: "go-to", segment: "data" });
		const rest = await read(seats.candidate, `?after=${whole.header.frames}`);
		expect(eventsIn(rest)).toEqual(["segment-entered"]);
		expect(rest.header.frames).toBe(whole.header.frames + 1);
		const again = await read(seats.candidate);
		expect(again.frames.map(({ at }) => at).slice(whole.frames.length)).toEqual(rest.frames.map(({ at }) => at));
		expect((await read(seats.candidate, "?after=999999")).frames).toEqual([]);
	});

	it("an `after` that is no number of frames is 400", async () => {
		for (const after of ["-1", "1.5", "x", "1e3", "99999999999", "%00", ""]) {
			expect([after, (await get(seats.candidate, {}, `?after=${after}`)).status]).toEqual([after, 400]);
		}
	});
});

describe("over the wire", () => {
	it("what was drawn comes back byte for byte with its author; `live` ends with the session", async () => {
		const order = await lead();
		const board = new BareSocket(server.port, seats.sessionId, seats.candidate, { ack: true });
		leaving.push(board);
		await board.join();
		const update = change(new Y.Doc(), "shape:1", "a box");
		board.sync(2, update);
		await until(() => expect(board.acknowledged()).toBe(2));
		await order({ type: "share-replay", shared: true });
		const { frames, header } = await read(seats.observer);
		const drawn = frames.filter(({ kind }) => kind === "update").at(-1);
		expect(Buffer.from(drawn?.data ?? []).equals(update)).toBe(true);
		expect(drawn?.person).toBe(seats.candidate.participantId);
		expect(header.people.map(({ name }) => name)).toEqual(["Ines", "Carl", "Olga"]);
		await order({ type: "start" }, { type: "end" }, { type: "close" });
		expect((await read(seats.observer)).header.live).toBe(false);
	});

	it("is gzip for who takes gzip and plain for others, never kept by what lies between", async () => {
		const ask = (encoding: string | null) =>
			new Promise<{ encoding: string | undefined; body: Buffer; cache: string | undefined }>((done, fail) => {
				const headers = {
					authorization: `Bearer ${seats.candidate.token}`,
					...(encoding === null ? {} : { "accept-encoding": encoding }),
				};
				httpRequest(`${server.url}/api/sessions/${seats.sessionId}/recording`, { headers }, (response) => {
					const parts: Buffer[] = [];
					response.on("data", (part) => parts.push(part));
					response.on("end", () =>
						done({
							encoding: response.headers["content-encoding"],
							cache: response.headers["cache-control"],
							body: Buffer.concat(parts),
						}),
					);
				})
					.on("error", fail)
					.end();
			});
		const plain = await ask(null);
		const packed = await ask("br, gzip;q=0.8");
		const refused = await ask("gzip;q=0");
		expect([plain.encoding, packed.encoding, refused.encoding]).toEqual([undefined, "gzip", undefined]);
		expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
		expect(plain.body.subarray(0, 4).toString()).toBe("BWR1");
		expect(packed.cache).toContain("private");
	});

	it("is only read: other methods are 405", async () => {
		const headers = { authorization: `Bearer ${seats.interviewer.token}` };
		for (const method of ["POST", "PUT", "DELETE"]) {
			const response = await fetch(`${server.url}/api/sessions/${seats.sessionId}/recording`, { method, headers });
			expect([method, response.status, response.headers.get("allow")]).toEqual([method, 405, "GET, HEAD"]);
		}
		const head = await fetch(`${server.url}/api/sessions/${seats.sessionId}/recording`, { method: "HEAD", headers });
		expect([head.status, await head.text()]).toEqual([200, ""]);
	});

	it("a database that fails is an error without a stack, and the next request works", async () => {
		await server.database.pool.query("alter table entry rename to entry_gone");
		const failed = await get(seats.interviewer);
		await server.database.pool.query("alter table entry_gone rename to entry");
		expect(failed.status).toBe(500);
		expect(await failed.text()).not.toMatch(/entry|node_modules|at .*:\d+/);
		expect((await get(seats.interviewer)).status).toBe(200);
	});
});
