// Nothing private reaches a candidate, an observer or a stranger. A question is planted with a marker in every field that the
// schema knows, an interview is held with real sockets, and every byte that each of them received is searched. The interviewer's
// own bytes are searched too: there every marker must be, or the search could not find anything.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import * as z from "zod/mini";
import { SEGMENT_IDS, STEP_IDS } from "#core/framework.ts";
import { PACK_FIELD_VISIBILITY, questionPackSchema } from "#core/question.ts";
import { decodeRecording } from "#core/recording.ts";
import type { Command } from "#core/session.ts";
import {
	candidateViewSchema,
	interviewerViewSchema,
	noteSchema,
	observerViewSchema,
	seatRequestSchema,
} from "#core/view.ts";
import { findMarkers, type Marker, markerText, markPack } from "../helpers/markers.ts";
import { change, type SessionClient } from "../helpers/seats.ts";
import { startTestServer, type TestServer } from "../helpers/server.ts";
import { Tapped } from "../helpers/tap.ts";

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

describe("the markers", () => {
	it("lie in every private field of a pack, down to each text and number", () => {
		const { markers } = markPack();
		const places = markers.map(({ place }) => place);
		for (const [field, who] of Object.entries(PACK_FIELD_VISIBILITY)) {
			const own = markers.filter(({ place }) => place.split(".")[1] === field);
			if (who === "private")
				expect([field, own.length > 0, own.every(({ hidden }) => hidden === "always")]).toEqual([field, true, true]);
		}
		for (const step of STEP_IDS) {
			for (const part of ["look_for.0", "probes.0", "hints.0.text", "hints.2.text", "pitfalls.0"]) {
				expect(places).toContain(`pack.steps.${step}.${part}`);
			}
		}
		expect(places).toEqual(
			expect.arrayContaining(["pack.numbers.not_in_the_schema", "pack.numbers.latency_budget_ms.0.ms"]),
		);
		expect(markers.filter(({ hidden }) => hidden === "until-start").map(({ place }) => place)).toEqual([
			"pack.id",
			"pack.title",
			"pack.candidate_prompt",
		]);
	});

	it("lie in a private field that is added to the schema", () => {
		const grown = z.safeExtend(questionPackSchema, { tips: z.array(z.strictObject({ tip: z.string() })) });
		const { markers } = markPack(grown, { ...PACK_FIELD_VISIBILITY, tips: "private" });
		expect(markers).toContainEqual({ place: "pack.tips.0.tip", text: expect.any(String), hidden: "always" });
	});

	it("are demanded: a private field that can carry none is refused by its name", () => {
		const grown = z.safeExtend(questionPackSchema, { is_trick: z.boolean() });
		expect(() => markPack(grown, { ...PACK_FIELD_VISIBILITY, is_trick: "private" })).toThrow("the field is_trick");
		const odd = z.safeExtend(questionPackSchema, { anything: z.unknown() });
		expect(() => markPack(odd, { ...PACK_FIELD_VISIBILITY, anything: "private" })).toThrow("pack.anything");
	});

	it("are found in bytes, and only where they are", () => {
		const [a, b] = [markerText(), markerText()].map((text): Marker => ({ place: "", text, hidden: "always" }));
		expect(findMarkers([new TextEncoder().encode(`x${a?.text}y`), "z"], [a!, b!])).toEqual([a]);
	});

	it("cover whatever an interviewer's view has beyond the others': here, and in the interview of review-privacy.test.ts", () => {
		const beyond = (schema: z.ZodMiniObject) =>
			Object.keys(interviewerViewSchema.shape).filter((field) => !(field in schema.shape));
		const here = ["brief", "notes", "seatRequests"];
		const reviews = ["marks", "thread", "otherReviews", "agreed", "override", "candidateReviewed", "answers"];
		// a new field here needs a marker in one of the two interviews
		expect(beyond(candidateViewSchema).sort()).toEqual([...here, ...reviews].sort());
		expect(beyond(observerViewSchema).sort()).toEqual([...here, ...reviews, "publishedAt", "pins", "review"].sort());
		const free = (schema: z.ZodMiniObject) =>
			Object.entries(schema.shape).flatMap(([field, type]) => (type instanceof z.ZodMiniString ? [field] : []));
		expect(free(noteSchema)).toEqual(["id", "by", "text"]);
		expect(free(seatRequestSchema)).toEqual(["id", "name"]);
	});
});

describe("a whole interview", () => {
	let server: TestServer;
	let url: string;
	const { pack, markers } = markPack();
	const others: Marker[] = [];
	const people: Tapped[] = [];

	beforeAll(async () => {
		server = await startTestServer({ pages: "production" });
		url = server.url;
		await server.database.prisma.question.create({
			data: { id: pack.id, pack: JSON.parse(JSON.stringify(pack)), hash: "marked" },
		});
	});
	afterAll(async () => {
		for (const person of people) person.leave();
		await server.stop();
	});

	const plant = (place: string, hidden: Marker["hidden"] = "always"): string => {
		const marker = { place, text: markerText(), hidden };
		others.push(marker);
		return marker.text;
	};
	const come = async (name: string): Promise<Tapped> => {
		const person = name === "nobody" ? Tapped.nobody(url, name) : await Tapped.guest(url, name);
		people.push(person);
		return person;
	};
	const placesIn = (person: Tapped, hidden: Marker["hidden"][]) =>
		findMarkers(
			person.heard,
			[...markers, ...others].filter((marker) => hidden.includes(marker.hidden)),
		).map(({ place }) => place);

	it("shows its private parts to interviewers alone, and the question to nobody else before the start", async () => {
		const [interviewer, candidate, observer] = [
			await come("interviewer"),
			await come("candidate"),
			await come("observer"),
		];
		const [visitor, outsider, nobody] = [await come("visitor"), await come("outsider"), await come("nobody")];

		const created = await interviewer.request("POST", "/api/sessions", {
			kind: "led",
			questionId: pack.id,
			level: pack.levels[0],
			minutes: 45,
			name: "Ines",
			title: plant("title", "until-start"),
		});
		expect(created.status).toBe(201);
		const { id, invites } = created.body;
		const tokens: Record<string, string> = Object.fromEntries(
			Object.entries<string>(invites).map(([role, link]) => [role, link.split("/join/")[1] ?? ""]),
		);
		for (const person of [visitor, nobody]) expect((await person.request("GET", "/api/questions")).status).toBe(200);
		// the bank shows titles to everybody; from here on only the session knows this question
		for (const person of [visitor, nobody]) person.heard.splice(0);
		await server.database.prisma.question.update({ where: { id: pack.id }, data: { retired: true } });

		for (const [person, role, name] of [
			[candidate, "candidate", "Carl"],
			[observer, "observer", "Olga"],
		] as const) {
			await person.request("GET", `/api/invites/${tokens[role]}`);
			const joined = await person.request("POST", `/api/invites/${tokens[role]}/accept`, { name, consent: true });
			expect(joined.status).toBe(200);
		}

		/** Everything that somebody could ask for who knows all addresses and links. */
		async function askAround(person: Tapped): Promise<void> {
			const links = Object.values(tokens).flatMap((token) => [`/api/invites/${token}`, `/join/${token}`]);
			const paths = [
				"/",
				"/questions",
				"/questions?q=mk",
				"/api/questions",
				"/api/sample",
				"/api/sessions",
				"/api/sessions?before=x",
				`/api/sessions/${id}`,
				`/api/sessions/${id}/recording`,
				`/api/sessions/${id}/recording?after=1`,
				`/api/sessions/${id}/recording?after=-1`,
				`/sessions/${id}`,
				`/sessions/${id}?_rsc=x`,
				`/sessions/${id}/replay`,
				`/sessions/${id}/report`,
				...(person.name === "outsider" ? [] : links),
			];
			for (const path of paths) await person.request("GET", path);
			await person.request("GET", `/sessions/${id}`, undefined, { rsc: "1" });
			for (const role of ["candidate", "interviewer", "observer"]) {
				if (person !== interviewer) await person.request("POST", `/api/sessions/${id}/invites/${role}/renew`);
			}
			await person.request("POST", "/api/sessions", { kind: "led", questionId: pack.id });
		}

		// ── lobby ──
		const live = new Map<Tapped, SessionClient>();
		const ines = interviewer.session(id);
		live.set(interviewer, ines);
		await until(() => expect(ines.view?.role).toBe("interviewer"));
		let commands = 0;
		/** As fast as a server lets one person command. */
		async function order(command: Command, commandId = `command-${++commands}`): Promise<void> {
			await until(async () => expect(await ines.raw({ commandId, command })).toEqual({ ok: true }));
		}
		let notes = 0;
		async function note(place: string): Promise<void> {
			const commandId = plant(`id of the note ${place}`);
			const text = plant(`text of the note ${place}`);
			await order({ type: "add-note", text, kind: "concern" }, commandId);
			const edited = {
				type: "edit-note",
				noteId: commandId,
				text: plant(`edited ${place}`),
				kind: "strength",
			} as const;
			await order(edited);
			notes++;
		}
		// so that the observer receives all that an observer ever may
		await order({ type: "share-replay", shared: true });
		await note("in the lobby");
		for (const person of [candidate, observer, visitor, outsider, nobody]) {
			const client = person.session(id);
			live.set(person, client);
			const board = person.board(id);
			if (person === candidate || person === observer) {
				await until(() => expect(client.view?.people).toHaveLength(3));
				await board.join();
				if (person === candidate) {
					const doc = new Y.Doc();
					board.sync(2, change(doc, "shape:1", "drawn by the candidate"));
				}
			} else {
				await until(() => expect(client.refused).not.toBeNull());
			}
			await askAround(person);
		}
		const [carl, olga] = [live.get(candidate)!, live.get(observer)!];
		const forbidden = [
			{ type: "start" },
			{ type: "add-note", text: "mine", kind: "note" },
			{
				type: "edit-note",
				noteId: others.find(({ place }) => place.startsWith("id of"))?.text,
				text: "x",
				kind: "note",
			},
			{ type: "go-to", segment: "data" },
			{ type: "no-such-command" },
			null,
		];
		for (const [person, client] of [
			[candidate, carl],
			[observer, olga],
		] as const) {
			for (const command of forbidden) expect(await person.say(client, command)).toHaveProperty("refused");
		}
		// what candidate and observer sent themselves came back in no answer either
		for (const person of [candidate, observer, visitor, outsider, nobody]) {
			expect([person.name, placesIn(person, ["always", "until-start"])]).toEqual([person.name, []]);
		}

		// ── the clock runs ──
		await order({ type: "start" });
		await until(() => {
			expect(carl.view?.phase).toBe("running");
			expect(carl.view?.question?.prompt).toBe(pack.candidate_prompt);
			expect(olga.view?.question?.title).toBe(pack.title);
		});
		for (const segment of SEGMENT_IDS) {
			await order({ type: "go-to", segment });
			await note(`in ${segment}`);
		}
		// a note is no message to others, not even an empty one: its moment would tell of it
		await until(() => expect(carl.view?.segment).toBe("wrap"));
		const before = [carl.messages.length, olga.messages.length];
		await note("that nobody notices");
		await order({ type: "tick", promptId: "data.1", ticked: true });
		await until(() => {
			expect(Object.keys(carl.view?.ticks ?? {})).toEqual(["data.1"]);
			expect(Object.keys(olga.view?.ticks ?? {})).toEqual(["data.1"]);
		});
		expect([carl.messages.length, olga.messages.length]).toEqual(before.map((count) => count + 1));

		// somebody asks for the candidate's seat
		const asked = await visitor.request("POST", `/api/invites/${tokens.candidate}/ask`, {
			name: plant("name of who asks"),
		});
		expect(asked.status).toBe(202);
		visitor.heard.splice(0);
		await until(() => expect(ines.view?.role === "interviewer" && ines.view.seatRequests).toHaveLength(1));
		if (ines.view?.role !== "interviewer") throw new Error("the interviewer has the interviewer's view");
		others.push({ place: "id of the request", text: ines.view.seatRequests[0]?.id ?? "", hidden: "always" });
		for (const person of [candidate, observer, visitor, outsider, nobody]) await askAround(person);

		// ── after it ──
		for (const command of [{ type: "pause" }, { type: "resume" }, { type: "end" }] as const) {
			await order(command);
		}
		await note("in the debrief");
		await order({ type: "close" });
		await note("after the end");
		await until(() => expect([carl.view?.phase, olga.view?.phase]).toEqual(["ended", "ended"]));
		for (const person of people) await askAround(person);
		for (const person of [candidate, observer]) {
			const { status, body } = await person.request("GET", `/api/sessions/${id}/recording`);
			expect(status).toBe(200);
			const { header, frames } = decodeRecording(body);
			expect(header).toMatchObject({ brief: null, question: { title: pack.title }, frames: frames.length });
			expect(frames.length).toBeGreaterThan(SEGMENT_IDS.length);
		}

		for (const person of [candidate, observer]) {
			expect([person.name, placesIn(person, ["always"])]).toEqual([person.name, []]);
			// the search would have found something: the question itself, since the start
			expect(placesIn(person, ["until-start"])).toEqual(
				expect.arrayContaining(["pack.title", "pack.candidate_prompt", "title"]),
			);
		}
		for (const person of [visitor, outsider, nobody]) {
			expect([person.name, placesIn(person, ["always", "until-start"])]).toEqual([person.name, []]);
		}
		const seen = placesIn(interviewer, ["always", "until-start"]);
		expect([...markers, ...others].map(({ place }) => place).filter((place) => !seen.includes(place))).toEqual([]);
		expect(notes).toBe(SEGMENT_IDS.length + 4);
	}, 120_000);
});
