// Sentences and small decisions of the room.
import { expect, test } from "vitest";
import type { Keeping } from "#components/board/kept-edits.ts";
import { closedWords } from "#components/session/room-states.tsx";
import {
	endedWords,
	isLocalHost,
	mayReopen,
	namesOf,
	reopenWords,
	roomTitle,
	safeMeetingUrl,
	waitingWords,
	wallTime,
} from "#components/session/room-words.ts";
import { backWords, offlineWords, quarantineWords, refusalWords, saveLook } from "#components/session/save-words.ts";
import { seatRequestWords } from "#components/session/seat-requests.tsx";
import { arrivalWords } from "#components/session/use-arrivals.ts";
import { openInvite } from "#components/session/use-invites.ts";
import { CLOSE, type CloseReason } from "#core/protocol.ts";
import { IN_DATA, JONAS, MEI, MINUTE, madeView, PRIYA, START } from "#tests/components/session/made-view.ts";

const DRAWS = { mayDraw: true, refusal: null };
const OFFLINE = { state: "offline", sinceMs: 0, pending: 3, keeping: "kept", why: null } as const;

test("saving, saved and offline are said in plain words; only what is wrong is a filled chip", () => {
	expect(saveLook({ state: "saved" }, 0, DRAWS)).toMatchObject({ words: "Saved", tone: "plain" });
	expect(saveLook({ state: "saving", sinceMs: 0 }, 9_000, DRAWS)).toMatchObject({ words: "Saving", tone: "plain" });
	expect(saveLook({ state: "saving", sinceMs: 0 }, 11_000, DRAWS)).toMatchObject({ words: "Not saved", tone: "lost" });
	expect(saveLook({ state: "stopped", reason: "notAllowed" }, 0, DRAWS)).toMatchObject({
		words: "Disconnected",
		tone: "lost",
		more: CLOSE.notAllowed.words,
	});
});

test("[K2] offline, kept here is said only of what this browser keeps", () => {
	const look = (keeping: Keeping, mayDraw = true) =>
		saveLook({ ...OFFLINE, keeping }, 9_000, { mayDraw, refusal: null });
	expect(look("kept")).toMatchObject({ words: "Offline, kept here", tone: "off" });
	expect(look("keeping")).toMatchObject({ words: "Offline, keeping here", tone: "off" });
	expect(look("not-kept")).toMatchObject({ words: "Offline, not kept here", tone: "lost" });
	expect(look("not-kept").more).toContain("Keep this tab open: this browser keeps nothing over a reload.");
	// who only watches has nothing that could be lost
	expect(look("not-kept", false)).toMatchObject({ words: "Offline", tone: "off" });
});

test("each reason of the server's to close is a sentence of its own", () => {
	const said = Object.entries(CLOSE).map(([name, { next, words }]) => {
		const reason = name as CloseReason;
		if (next === "stop") return saveLook({ state: "stopped", reason }, 0, DRAWS).more;
		if (next === "read-only") return refusalWords({ reason, changes: 2 });
		const offline = offlineWords(14_300, { keeping: "kept", why: reason, mayDraw: true });
		expect(offline).toBe(`${words} Keep drawing: your changes stay in this tab and join the board when you are back.`);
		return offline;
	});
	expect(new Set(said).size).toBe(said.length);
	expect(said.every((words) => /^[A-Z].*\.$/.test(words ?? ""))).toBe(true);
});

test("what the server did not take is said with its number and what happens next", () => {
	expect(refusalWords({ reason: "ended", changes: 12 })).toBe(
		"This interview has ended. The board is read-only. Your last 12 changes came too late and are not on it. If it is reopened while this tab is open, they join the board.",
	);
	expect(refusalWords({ reason: "ended", changes: 1 })).toContain("Your last change came too late and is not on it.");
	expect(refusalWords({ reason: "boardFull", changes: 0 })).toBe(
		"The board is full. Nothing more can be drawn on it. Your last changes are not on it. Delete what is no longer needed: they join once there is room, while this tab is open.",
	);
	expect(refusalWords({ reason: "badFrame", changes: 1 })).toBe(
		"The server could not read your last change. The board is here without it.",
	);
	const full = { reason: "boardFull", changes: 1, drawOn: () => {} } as const;
	expect(saveLook({ state: "saved" }, 0, { mayDraw: true, refusal: full })).toMatchObject({ words: "Board full" });
	expect(saveLook({ state: "saved" }, 0, { mayDraw: false, refusal: { ...full, reason: "ended" } }).words).toBe(
		"Saved",
	);
});

test("what happened offline is said with its number", () => {
	const gone = { keeping: "kept", why: null } as const;
	expect(offlineWords(14_300, { ...gone, mayDraw: true })).toBe(
		"No connection for 14 seconds. Keep drawing: your changes stay in this tab and join the board when you are back.",
	);
	expect(offlineWords(14_300, { ...gone, mayDraw: false })).toBe(
		"No connection for 14 seconds. The board goes on when you are back.",
	);
	expect(backWords(12)).toBe("Back again. 12 changes joined the board.");
	expect(backWords(1)).toBe("Back again. 1 change joined the board.");
	expect(quarantineWords(1)).toBe("1 object could not be shown. Everything else is here.");
});

test("who is waited for before the start depends on who looks", () => {
	const alone = { people: [PRIYA] };
	expect(waitingWords(madeView(alone))).toBe("Your candidate is not here yet. Send the link again or start alone.");
	expect(waitingWords(madeView({ people: [PRIYA, { ...JONAS, here: false }] }))).toBe("Jonas Weber is not here.");
	expect(waitingWords(madeView())).toBeNull();
	expect(waitingWords(madeView({ role: "candidate", people: [JONAS] }))).toBe("Your interviewer is not here yet.");
	expect(waitingWords(madeView({ role: "candidate", kind: "solo", people: [JONAS] }))).toBeNull();
});

test("the room's title names the question only to those who may know it", () => {
	expect(roomTitle(madeView({ role: "candidate" }))).toBe("Ads interview");
	expect(roomTitle(madeView({ role: "interviewer" }))).toMatch(/click predictor/);
	expect(roomTitle(madeView({ role: "candidate", events: IN_DATA }))).toMatch(/click predictor/);
});

test("every reason to close has a sentence, and a page that was in says something else than one that was not", () => {
	for (const reason of Object.keys(CLOSE) as CloseReason[]) {
		expect(closedWords(reason, { wasIn: true }).words).not.toBe("");
	}
	expect(closedWords("notAllowed", { wasIn: false }).words).toContain("link");
	expect(closedWords("notAllowed", { wasIn: true }).title).toBe("You are no longer in this session");
	expect(closedWords("gone", { wasIn: true }).title).toBe("This session was deleted");
	expect(closedWords("gone", { wasIn: false }).title).toBe("We do not know this session");
});

test("comings, goings and asks are said once, never one's own", () => {
	const before = madeView({ people: [{ ...PRIYA, here: false }, JONAS, { ...MEI, here: false }] });
	const after = madeView({
		people: [PRIYA, { ...JONAS, here: false }, MEI],
		seatRequests: [{ id: "r1", role: "candidate", name: "Ada", holder: "Jonas Weber" }],
	});
	expect(arrivalWords(before, after)).toEqual([
		{ words: "Jonas Weber left.", asks: false },
		{ words: "Mei Lin is here.", asks: false },
		{ words: "Ada asks for the candidate’s place. Jonas Weber has it now and would leave.", asks: true },
	]);
	expect(arrivalWords(after, after)).toEqual([]);
	expect(seatRequestWords({ name: "Ada", role: "candidate", holder: null })).toBe(
		"Ada asks for the candidate’s place.",
	);
});

test("a session may be reopened for ten minutes, by who leads", () => {
	const ended = [...IN_DATA, [{ type: "closed", by: "p1" }, START + 20 * MINUTE]] as const;
	expect(mayReopen(madeView({ events: ended }), START + 30 * MINUTE)).toBe(true);
	expect(mayReopen(madeView({ events: ended }), START + 30 * MINUTE + 1)).toBe(false);
	expect(mayReopen(madeView({ role: "candidate", events: ended }), START + 21 * MINUTE)).toBe(false);
});

test("a moment of the session is told in the time of day of its reader", () => {
	const at = new Date("2026-11-21T14:51:00.000Z");
	const shown = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at);
	expect(wallTime(madeView(), 51 * MINUTE)).toBe(shown);
});

test("only https leads out of the room", () => {
	expect(safeMeetingUrl("https://meet.example.org/x")).toBe("https://meet.example.org/x");
	for (const url of ["http://meet.example.org", "javascript:alert(1)", "data:text/html,x", "meet.example.org", null]) {
		expect(safeMeetingUrl(url)).toBeNull();
	}
});

test("names are joined as people speak, and a local name is known", () => {
	expect(namesOf([PRIYA, JONAS, MEI])).toBe("Priya Raman, Jonas Weber and Mei Lin");
	expect(["localhost", "127.0.0.1", "[::1]"].every(isLocalHost)).toBe(true);
	expect(["192.168.1.20", "boardwalk.local", "localhost.example.org"].some(isLocalHost)).toBe(false);
});

test("a link works while it is neither withdrawn nor over", () => {
	const invite = { role: "candidate", url: "u", expiresAt: "2026-11-28T00:00:00.000Z", revokedAt: null } as const;
	const now = Date.parse("2026-11-21T00:00:00.000Z");
	expect(openInvite({ state: "ready", invites: [invite] }, "candidate", now)).toEqual(invite);
	expect(openInvite({ state: "ready", invites: [invite] }, "candidate", Date.parse("2026-11-29"))).toBeNull();
	expect(openInvite({ state: "ready", invites: [{ ...invite, revokedAt: "x" }] }, "candidate", now)).toBeNull();
	expect(openInvite({ state: "none" }, "candidate", now)).toBeNull();
});

test("the end says to each role who may replay, what is not in it, and until when and by whom it can be reopened", () => {
	const closed = START + 45 * MINUTE;
	const events = [
		...IN_DATA,
		[{ type: "debrief-begun", by: "p1" }, closed],
		[{ type: "closed", by: "p1" }, closed],
	] as const;
	const shared = [...events, [{ type: "replay-shared", by: "p1", shared: true }, closed]] as const;
	const words = (options: Parameters<typeof madeView>[0]) =>
		endedWords(madeView({ events, ...options }))
			.map((line) => line.words)
			.join(" ");
	expect(words({})).toContain("they stay with interviewers. You and Jonas Weber can replay it");
	expect(words({ role: "candidate" })).toContain("You and Priya Raman can replay it");
	expect(words({ role: "candidate" })).toContain("Observers cannot. Notes of interviewers are not in your replay.");
	expect(words({ role: "candidate", events: shared })).toContain("Observers can, too.");
	expect(words({ role: "candidate", people: [PRIYA, JONAS] })).not.toContain("Observers");
	expect(words({ role: "candidate", kind: "solo", people: [JONAS] })).not.toMatch(/Notes|Observers|and/);
	expect(words({ role: "observer" })).toContain("Observers cannot replay it unless Priya Raman shares it.");
	expect(words({ role: "observer", events: shared })).toContain("You can replay it");

	const until = (role: "interviewer" | "candidate", minutes: number) =>
		reopenWords(madeView({ role, events }), closed + minutes * MINUTE);
	expect(until("interviewer", 2)).toMatch(/^Forgot something\? You can reopen it until \d\d:\d\d\.$/);
	expect(until("candidate", 2)).toMatch(/^Priya Raman can reopen it until/);
	expect([until("interviewer", 11), until("candidate", 11)]).toEqual([null, null]);
});
