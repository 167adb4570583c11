// Nothing of a review, a note or a mark reaches anybody before it may. An interview is held with two interviewers, a candidate, an observer and
// strangers on real sockets; every text that somebody writes is a marker, and after each stage every byte that each of them received
// is searched: views, answers, recordings, reports. What each may see by then must be there, or the search could not find anything.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { decodeRecording } from "#core/recording.ts";
import { DIMENSION_IDS } from "#core/rubric.ts";
import type { Command } from "#core/session.ts";
import { findMarkers, type Marker, markerText } from "../helpers/markers.ts";
import type { SessionClient } from "../helpers/seats.ts";
import { startTestServer, type TestServer } from "../helpers/server.ts";
import { Tapped } from "../helpers/tap.ts";

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

type Name = "ines" | "ivan" | "carl" | "olga" | "outsider" | "nobody";

let server: TestServer;
const people = new Map<Name, Tapped>();
const clients = new Map<Name, SessionClient>();
const markers: Marker[] = [];
let id = "";

beforeAll(async () => {
	server = await startTestServer({ pages: "production" });
});
afterAll(async () => {
	for (const person of people.values()) person.leave();
	await server.stop();
});

function plant(place: string): string {
	const marker: Marker = { place, text: markerText(), hidden: "always" };
	markers.push(marker);
	return marker.text;
}

function of<Value>(map: Map<Name, Value>, name: Name): Value {
	const value = map.get(name);
	if (!value) throw new Error(`${name} is not here`);
	return value;
}

/** As fast as the server lets one person command. */
async function order(name: Name, command: Command): Promise<void> {
	await until(async () => expect(await of(people, name).say(of(clients, name), command)).toEqual({ ok: true }));
}

/** Everything that somebody could ask for who knows all addresses. */
async function askAround(name: Name): Promise<void> {
	const paths = ["", "/recording", "/recording?after=1", "/report"].map((path) => `/api/sessions/${id}${path}`);
	const pages = ["", "/replay", "/report"].map((path) => `/sessions/${id}${path}`);
	for (const path of [...paths, ...pages, "/api/sessions", "/api/questions"])
		await of(people, name).request("GET", path);
}

/** Places of what this person has received so far. */
function seen(name: Name): string[] {
	return findMarkers(of(people, name).heard, markers).map(({ place }) => place);
}

async function everybodyAsks(): Promise<void> {
	for (const name of people.keys()) await askAround(name);
}

it("[W21] shows what is private to whom it belongs, and to the others when it may", async () => {
	for (const name of ["ines", "ivan", "carl", "olga", "outsider"] as const)
		people.set(name, await Tapped.guest(server.url, name));
	people.set("nobody", Tapped.nobody(server.url, "nobody"));
	const created = await of(people, "ines").request("POST", "/api/sessions", {
		...{ kind: "led", questionId: "ad-click-prediction", minutes: 45, level: "senior", name: "Ines" },
	});
	id = created.body.id;
	for (const [name, role] of [
		["ivan", "interviewer"],
		["carl", "candidate"],
		["olga", "observer"],
	] as const) {
		const token = String(created.body.invites[role]).split("/join/")[1];
		const joined = await of(people, name).request("POST", `/api/invites/${token}/accept`, { name, consent: true });
		expect(joined.status).toBe(200);
	}
	for (const name of people.keys()) clients.set(name, of(people, name).session(id));
	for (const name of ["ines", "ivan", "carl", "olga"] as const)
		await until(() => expect(of(clients, name).view?.people).toHaveLength(4));
	for (const name of ["outsider", "nobody"] as const)
		await until(() => expect(of(clients, name).refused).not.toBeNull());
	await order("ines", { type: "share-replay", shared: true });
	await order("ines", { type: "start" });

	// ── while it runs ──
	/** what is for everybody in the session */
	await order("ines", { type: "say", text: plant("chat: of an interviewer") });
	await order("carl", { type: "say", text: plant("chat: of the candidate") });
	const noteId = async (name: Name, text: string): Promise<string> => {
		await order(name, { type: "add-note", text, kind: "concern" });
		let found: string | undefined;
		await until(() => {
			const view = of(clients, name).view;
			found = view?.role === "interviewer" ? view.notes.find((note) => note.text === text)?.id : undefined;
			expect(found).toBeDefined();
		});
		return found ?? "";
	};
	const note = await noteId("ines", plant("notes: kept"));
	const shared = await noteId("ines", plant("shared: note"));
	await order("ines", { type: "edit-note", noteId: note, text: plant("notes: edited"), kind: "quote" });
	await order("ines", { type: "share-note", noteId: shared, shared: true });
	await order("ivan", { type: "write-thread", cell: "goal", text: plant("report: thread"), was: "" });
	await order("ivan", { type: "mark", itemId: "ad-click-prediction.data.look_for.1", state: 1, origin: "hint1" });
	await order("carl", { type: "pin" });
	let kept = "";
	await until(() => {
		const view = of(clients, "carl").view;
		kept = view?.role === "candidate" ? (view.pins[0]?.id ?? "") : "";
		expect(kept).not.toBe("");
	});
	markers.push({ place: "kept: pin of the candidate", text: kept, hidden: "always" });

	const review = async (name: Name, evidence: string[]): Promise<void> => {
		await order(name, { type: "comment", dimension: "modelling", text: plant(`${name}: comment`) });
		await order(name, { type: "summarise", text: plant(`${name}: summary`) });
		await order(name, { type: "give-evidence", dimension: "modelling", evidence });
		const kind = name === "carl" ? "best" : "keep";
		const item = { kind, no: 1, text: plant(`${name}: item`), more: plant(`${name}: more`), evidence } as const;
		await order(name, { type: "write-item", ...item });
		for (const dimension of DIMENSION_IDS)
			await order(name, { type: "score", dimension, score: name === "ivan" ? 2 : 3 });
	};
	await review("ines", [note, shared]);
	// what only its author may know is no message to others, not even an empty one: its moment would tell of it
	const quiet = ["ivan", "carl", "olga"] as const;
	await until(() => expect(of(clients, "carl").view?.chat).toHaveLength(2));
	const before = quiet.map((name) => of(clients, name).messages.length);
	await order("ines", { type: "comment", dimension: "evaluation", text: plant("ines: another comment") });
	await order("ines", { type: "pause" });
	await until(() => expect(quiet.map((name) => of(clients, name).view?.phase)).toEqual(["paused", "paused", "paused"]));
	expect(quiet.map((name) => of(clients, name).messages.length)).toEqual(before.map((count) => count + 1));
	await order("ines", { type: "resume" });
	await order("ines", { type: "end" });
	await review("ivan", [note]);
	await review("carl", [kept]);

	const CHAT = ["chat: of an interviewer", "chat: of the candidate"];
	const PRIVATE = ["notes: kept", "shared: note", "notes: edited", "report: thread"];
	const own = (name: Name) => markers.map(({ place }) => place).filter((place) => place.startsWith(`${name}: `));
	const sees = (name: Name, places: readonly string[]) =>
		expect([name, seen(name).sort()]).toEqual([name, [...places].sort()]);
	const strangers = () => {
		for (const name of ["outsider", "nobody"] as const) sees(name, []);
	};

	await everybodyAsks();
	sees("ines", [...CHAT, ...PRIVATE, ...own("ines")]);
	sees("ivan", [...CHAT, ...PRIVATE, ...own("ivan")]);
	sees("carl", [...CHAT, "kept: pin of the candidate", ...own("carl")]);
	sees("olga", CHAT);
	strangers();

	// ── submitted by one, then by both ──
	await order("carl", { type: "submit-review" });
	await order("ines", { type: "submit-review" });
	await everybodyAsks();
	sees("ivan", [...CHAT, ...PRIVATE, ...own("ivan")]);
	sees("carl", [...CHAT, "kept: pin of the candidate", ...own("carl")]);
	await order("ivan", { type: "submit-review" });
	await until(() => {
		const view = of(clients, "ines").view;
		expect(view?.role === "interviewer" && view.otherReviews[0]?.review).not.toBeNull();
	});
	await everybodyAsks();
	sees("ines", [...CHAT, ...PRIVATE, ...own("ines"), ...own("ivan")]);
	sees("ivan", [...CHAT, ...PRIVATE, ...own("ines"), ...own("ivan")]);
	sees("carl", [...CHAT, "kept: pin of the candidate", ...own("carl")]);
	sees("olga", CHAT);
	strangers();

	// ── agreed and published ──
	for (const dimension of DIMENSION_IDS) await order("ivan", { type: "agree", dimension, score: 3, was: null });
	await order("ivan", { type: "override", outcome: "ready", reason: plant("reason: of the outcome"), was: null });
	await order("ivan", { type: "publish" });
	await order("ines", { type: "close" });
	await everybodyAsks();
	const REPORT = ["report: thread", "shared: note", ...own("ines"), ...own("ivan")];
	sees("carl", [...CHAT, "kept: pin of the candidate", ...own("carl"), ...REPORT]);
	// her pin stays hers, also where her own words point to it
	sees("ines", [...CHAT, ...PRIVATE, ...own("ines"), ...own("ivan"), ...own("carl"), "reason: of the outcome"]);
	sees("olga", CHAT);
	strangers();
	const observed = await of(people, "olga").request("GET", `/api/sessions/${id}/report`);
	expect([observed.status, observed.body.error.code]).toEqual([403, "no-report"]);

	// a recording holds of reviews what its reader wrote herself, before and after publishing
	for (const name of ["ines", "ivan", "carl", "olga"] as const) {
		const { body } = await of(people, name).request("GET", `/api/sessions/${id}/recording`);
		const places = findMarkers(
			decodeRecording(body).frames.map(({ data }) => data),
			markers,
		).map(({ place }) => place);
		const foreign = ["ines", "ivan", "carl"].filter((other) => other !== name).map((other) => `${other}: `);
		expect([name, places.filter((place) => foreign.some((start) => place.startsWith(start)))]).toEqual([name, []]);
		if (name === "carl" || name === "olga")
			expect(places.filter((place) => /^(notes|shared|report|reason)/.test(place))).toEqual([]);
	}
}, 120_000);
