// The open room as people use it: keys, notes, phases, roles. The board is left out (it has its own tests); the line is a
// recorder of what is asked of the server.
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BoardLayout, LiveBoardHandle } from "#components/board/board-handle.ts";
import type { SyncState } from "#components/board/sync-connection.ts";
import type { Refusal } from "#components/board/use-lives.ts";
import { OpenRoom } from "#components/session/open-room.tsx";
import { RoomClock } from "#components/session/room-clock.ts";
import { ToastProvider } from "#components/ui/toast.tsx";
import type { CommandAnswer } from "#core/protocol.ts";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { BRIEF_LINE, IN_DATA, JONAS, MINUTE, madeView, PRIYA, START } from "#tests/components/session/made-view.ts";

interface BoardProps {
	mayDraw: boolean;
	onSync(state: SyncState): void;
	onRefused(refusal: Refusal | null): void;
	onQuarantine(count: number): void;
	onBoard(handle: LiveBoardHandle | null): void;
	onLayout(layout: BoardLayout): void;
	over: ReactNode;
}
let board: BoardProps | null = null;
vi.mock("#components/board/live-board.tsx", () => ({
	LiveBoard: (props: BoardProps) => {
		board = props;
		return (
			<div className="tl-container" tabIndex={-1}>
				{props.over}
			</div>
		);
	},
}));

const NOW = START + 25 * MINUTE;
let sent: Command[] = [];
let answer: CommandAnswer = { ok: true };
let invites: unknown[] | null = null;

beforeEach(() => {
	sent = [];
	answer = { ok: true };
	board = null;
	invites = null;
	vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ invites }), { status: 200 }));
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

function show(view: SessionView) {
	const clock = new RoomClock(() => 0);
	clock.viewArrived(view.at);
	const connection = {
		clock,
		send: async (command: Command) => {
			sent.push(command);
			return answer;
		},
	};
	const room = (shown: SessionView, lostSinceMs: number | null = null) => (
		<ToastProvider>
			<OpenRoom view={shown} connection={connection} lostSinceMs={lostSinceMs} licenseKey={null} />
		</ToastProvider>
	);
	const { rerender } = render(room(view));
	return (next: SessionView, lostSinceMs: number | null = null) => rerender(room(next, lostSinceMs));
}

const press = (key: string, init: KeyboardEventInit = {}, target: Element = document.body) =>
	fireEvent.keyDown(target, { key, ...init });
const noteField = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /^Note at/ });
const inData = (role: "interviewer" | "candidate" | "observer" = "interviewer") =>
	madeView({ role, events: IN_DATA, at: NOW });

test("J opens the note field from anywhere, Enter saves with the kind of its sign, Esc leaves", async () => {
	show(inData());
	press("j");
	await waitFor(() => expect(document.activeElement).toBe(noteField()));
	fireEvent.change(noteField(), { target: { value: "+ late click emitted again" } });
	expect(screen.getByText("+ strength")).toBeTruthy();
	press("Enter", {}, noteField());
	expect(sent).toEqual([
		{
			...{ type: "add-note", kind: "strength", sign: "plus", origin: "unprompted" },
			...{ text: "late click emitted again", shapes: [] },
		},
	]);
	await waitFor(() => expect(noteField().value).toBe(""));
	press("Escape", {}, noteField());
	expect(document.activeElement).not.toBe(noteField());
});

test("the note says the time and the step that it will take", () => {
	show(inData());
	expect(noteField().getAttribute("aria-label")).toBe("Note at 25:00, in data");
});

test("a note that the server did not take stays in the field, and the reason is said", async () => {
	answer = { refused: "unavailable", message: "No connection. Try again when you are back." };
	show(inData());
	fireEvent.change(noteField(), { target: { value: "kept" } });
	press("Enter", {}, noteField());
	await screen.findByText("No connection. Try again when you are back.");
	expect(noteField().value).toBe("kept");
});

test("P and the buttons pin this moment with what was just touched, for interviewer and candidate; observers pin nothing", async () => {
	const pin = { type: "pin", shapes: ["shape:a", "shape:b"] };
	for (const role of ["interviewer", "candidate"] as const) {
		sent = [];
		show(inData(role));
		await waitFor(() => expect(board).not.toBeNull());
		boardWith(LAID);
		press("p");
		fireEvent.click(screen.getByRole("button", { name: "Pin this moment" }));
		expect(sent).toEqual([pin, pin]);
		cleanup();
	}
	sent = [];
	show(inData("observer"));
	press("p");
	expect(screen.queryByRole("button", { name: "Pin this moment" })).toBeNull();
	expect(sent).toEqual([]);
});

test("a note takes the shapes along that were just touched", async () => {
	show(inData());
	await waitFor(() => expect(board).not.toBeNull());
	boardWith(LAID);
	fireEvent.change(noteField(), { target: { value: "p - no units" } });
	expect(screen.getByText("probed")).toBeTruthy();
	press("Enter", {}, noteField());
	expect(sent).toEqual([
		{
			...{ type: "add-note", kind: "concern", sign: "minus", origin: "probed", text: "no units" },
			shapes: ["shape:a", "shape:b"],
		},
	]);
});

test("an empty note is not sent, Shift+Enter breaks the line", () => {
	show(inData());
	fireEvent.change(noteField(), { target: { value: "+ " } });
	press("Enter", {}, noteField());
	fireEvent.change(noteField(), { target: { value: "two lines" } });
	press("Enter", { shiftKey: true }, noteField());
	expect(sent).toEqual([]);
});

test("our keys rest while somebody types", () => {
	show(inData());
	noteField().focus();
	press("N", { shiftKey: true }, noteField());
	press("\\", {}, noteField());
	press("?", { shiftKey: true }, noteField());
	expect(sent).toEqual([]);
	expect(screen.queryByRole("dialog")).toBeNull();
	expect(screen.getByRole("button", { name: "Hide the panel" })).toBeTruthy();
});

test("Shift+N and Shift+B go to the steps beside, by name", () => {
	show(inData());
	press("N", { shiftKey: true });
	press("B", { shiftKey: true });
	expect(sent).toEqual([
		{ type: "go-to", segment: "model" },
		{ type: "go-to", segment: "frame" },
	]);
});

test("a candidate's keys command nothing", () => {
	show(inData("candidate"));
	press("N", { shiftKey: true });
	press("j");
	expect(sent).toEqual([]);
});

test("a backslash folds the pane and brings it back; the rail stays", () => {
	show(inData());
	press("\\");
	expect(document.querySelector(".panel.folded .rail")).toBeTruthy();
	fireEvent.click(screen.getByRole("button", { name: "Show the panel" }));
	expect(document.querySelector(".panel.folded")).toBeNull();
});

test("a question mark shows the keys that this person has", async () => {
	show(inData("candidate"));
	press("?", { shiftKey: true });
	const dialog = await screen.findByRole("dialog", { name: "Keys" });
	expect(within(dialog).queryByText("Write a note")).toBeNull();
	expect(within(dialog).getByText("Show or hide the panel")).toBeTruthy();
});

test("ending asks first, in the words that say what goes on", async () => {
	show(inData());
	fireEvent.click(screen.getByRole("button", { name: "End" }));
	const dialog = await screen.findByRole("alertdialog", { name: "End the interview?" });
	expect(dialog.textContent).toContain("The clocks stop.");
	fireEvent.click(within(dialog).getByRole("button", { name: "Keep going" }));
	expect(sent).toEqual([]);
	fireEvent.click(screen.getByRole("button", { name: "End" }));
	fireEvent.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "End" }));
	expect(sent).toEqual([{ type: "end" }]);
});

test("nothing of the brief, of notes, of excess or of leading is on a candidate's page", () => {
	for (const role of ["candidate", "observer"] as const) {
		show(inData(role));
		const text = document.body.textContent ?? "";
		expect(text).not.toContain(BRIEF_LINE);
		expect(text).not.toMatch(/Interviewers only|over|Note at/);
		for (const name of ["End", "Pause the session", "Invite", "Next step: Model development"]) {
			expect(screen.queryByRole("button", { name })).toBeNull();
		}
		expect(document.querySelector(".o1, .o2, .tag.danger, .tag.warn")).toBeNull();
		cleanup();
	}
});

test("before the start a candidate sees family, level and length, and not the question", () => {
	show(madeView({ role: "candidate" }));
	const text = document.body.textContent ?? "";
	expect(text).toContain("FamilyAds");
	expect(text).toContain("LevelSenior");
	expect(text).toContain("Length45 min");
	expect(text).not.toMatch(/click predictor/);
	expect(screen.getByRole("heading", { name: "Ads interview" })).toBeTruthy();
});

test("in the lobby an interviewer starts alone or sends the link, and reads the brief of any step", async () => {
	invites = [{ role: "candidate", url: "http://h/join/x", expiresAt: "2999-01-01T00:00:00.000Z", revokedAt: null }];
	show(madeView({ people: [PRIYA] }));
	expect(screen.getByText("Your candidate is not here yet. Send the link again or start alone.")).toBeTruthy();
	await screen.findByRole("button", { name: "Copy the link" });
	fireEvent.click(screen.getByRole("button", { name: /^Step 3, Data preparation/ }));
	expect(screen.getByText(BRIEF_LINE)).toBeTruthy();
	expect(sent).toEqual([]);
	fireEvent.click(screen.getByRole("button", { name: "Start alone" }));
	expect(sent).toEqual([{ type: "start" }]);
});

test("links come to whoever made the session, in each role, and to nobody else", async () => {
	invites = ["candidate", "interviewer", "observer"].map((role) => ({
		role,
		url: `http://h/join/${role}`,
		expiresAt: "2999-01-01T00:00:00.000Z",
		revokedAt: role === "observer" ? "2026-11-21T14:00:00.000Z" : null,
	}));
	show(inData());
	fireEvent.click(await screen.findByRole("button", { name: "Invite" }));
	const dialog = await screen.findByRole("dialog", { name: "Invite" });
	const links = within(dialog).getAllByRole<HTMLInputElement>("textbox");
	expect(links.map((link) => link.value)).toEqual(["http://h/join/candidate", "http://h/join/interviewer"]);
	expect(within(dialog).getByText("This link is withdrawn.")).toBeTruthy();
	cleanup();
	invites = null;
	show(inData());
	await screen.findByText("Running");
	expect(screen.queryByRole("button", { name: "Invite" })).toBeNull();
});

test("solo practice is led by the candidate and has no brief", () => {
	const solo = { role: "candidate", kind: "solo", choseQuestion: true, people: [{ ...JONAS }] } as const;
	const next = show(madeView(solo));
	fireEvent.click(screen.getByRole("button", { name: "Start" }));
	next(madeView({ ...solo, events: IN_DATA, at: NOW }));
	fireEvent.click(screen.getByRole("button", { name: "Next step: Model development" }));
	fireEvent.click(screen.getByRole("button", { name: "Pause the session" }));
	expect(sent).toEqual([{ type: "start" }, { type: "go-to", segment: "model" }, { type: "pause" }]);
	expect(screen.queryByText("Interviewers only")).toBeNull();
});

test("pause, debrief and end each say what they mean and offer the way on", () => {
	const paused = [...IN_DATA, [{ type: "paused", by: "p1" }, NOW]] as const;
	const debrief = [...IN_DATA, [{ type: "debrief-begun", by: "p1" }, NOW]] as const;
	const ended = [...debrief, [{ type: "closed", by: "p1" }, NOW]] as const;
	const next = show(madeView({ events: paused }));
	fireEvent.click(within(screen.getByRole("region", { name: "Paused" })).getByRole("button", { name: "Go on" }));
	next(madeView({ events: debrief }));
	fireEvent.click(screen.getByRole("button", { name: "Back to the interview" }));
	fireEvent.click(screen.getByRole("button", { name: "Close the session" }));
	next(madeView({ events: ended }));
	fireEvent.click(screen.getByRole("button", { name: "Reopen" }));
	expect(sent.map((command) => command.type)).toEqual(["resume", "take-back", "close", "reopen"]);
	expect(screen.getByRole("link", { name: "Replay" }).getAttribute("href")).toBe("/sessions/s1/replay");
	next(madeView({ events: ended, at: NOW + 11 * MINUTE }));
	expect(board?.mayDraw).toBe(false);
	cleanup();
	show(madeView({ events: ended, at: NOW + 11 * MINUTE }));
	expect(screen.queryByRole("button", { name: "Reopen" })).toBeNull();
	cleanup();
	show(madeView({ events: [...IN_DATA, [{ type: "paused-nobody-here", since: NOW }, NOW + MINUTE]] }));
	expect(screen.getByText("Paused: nobody was here")).toBeTruthy();
});

test("a tick is a command with its prompt; observers and the lobby only read", () => {
	const next = show(inData("candidate"));
	fireEvent.click(screen.getAllByRole("checkbox")[0] ?? document.body);
	expect(sent).toEqual([{ type: "tick", promptId: "data.1", ticked: true }]);
	next(madeView({ role: "candidate" }));
	fireEvent.click(screen.getAllByRole("checkbox")[0] ?? document.body);
	cleanup();
	show(inData("observer"));
	fireEvent.click(screen.getAllByRole("checkbox")[0] ?? document.body);
	expect(sent).toHaveLength(1);
});

test("somebody who asks for a place is seen and answered without opening anything", async () => {
	const asked = vi.fn(async (..._: unknown[]) => new Response("{}", { status: 200 }));
	const next = show(inData());
	vi.stubGlobal("fetch", asked);
	const seatRequests = [{ id: "r1", role: "candidate", name: "Ada", holder: "Jonas Weber" }] as const;
	next(madeView({ events: IN_DATA, at: NOW, seatRequests }));
	const asks = screen.getByRole("status", { name: "People who ask to be let in" });
	expect(asks.textContent).toContain("Ada asks for the candidate’s place.");
	fireEvent.click(within(asks).getByRole("button", { name: "Let in" }));
	await waitFor(() => expect(asked).toHaveBeenCalled());
	expect(asked.mock.calls[0]?.[0]).toBe("/api/sessions/s1/seat-requests/r1/grant");
});

test("removing a person asks first and names them", async () => {
	const asked = vi.fn(async (..._: unknown[]) => new Response("{}", { status: 200 }));
	show(inData());
	fireEvent.click(screen.getByRole("button", { name: /^People: 3 of 3 here/ }));
	fireEvent.click(await screen.findByRole("button", { name: "Remove Mei Lin" }));
	const dialog = await screen.findByRole("alertdialog", { name: "Remove Mei Lin?" });
	vi.stubGlobal("fetch", asked);
	fireEvent.click(within(dialog).getByRole("button", { name: "Remove" }));
	await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
	expect(asked.mock.calls[0]?.[0]).toBe("/api/sessions/s1/participants/p3");
	expect(asked.mock.calls[0]?.[1]).toMatchObject({ method: "DELETE" });
});

test("the call opens without a way back to this page, and only by https", () => {
	const next = show(madeView({ events: IN_DATA, meetingUrl: "https://meet.example.org/x" }));
	const call = screen.getByRole("link", { name: "Call" });
	expect(call.getAttribute("rel")).toBe("noopener noreferrer");
	expect(call.getAttribute("target")).toBe("_blank");
	next(madeView({ events: IN_DATA, meetingUrl: "javascript:alert(1)" }));
	expect(screen.queryByRole("link", { name: "Call" })).toBeNull();
});

test("saved, offline, back again and what could not be shown are said", async () => {
	show(inData());
	await waitFor(() => expect(board).not.toBeNull());
	act(() => board?.onSync({ state: "saved" }));
	expect(screen.getByText("Saved")).toBeTruthy();
	act(() =>
		board?.onSync({ state: "offline", sinceMs: performance.now() - 14_000, pending: 12, keeping: "kept", why: null }),
	);
	expect(screen.getByText("Offline, kept here")).toBeTruthy();
	expect(screen.getByText(/^No connection for 14 seconds/)).toBeTruthy();
	act(() => board?.onSync({ state: "saved" }));
	expect(screen.getByText("Back again. 12 changes joined the board.")).toBeTruthy();
	expect(screen.queryByText(/^No connection/)).toBeNull();
	act(() => board?.onQuarantine(1));
	expect(screen.getByText(/^1 object could not be shown/)).toBeTruthy();
});

test("[K2] while somebody draws offline, the words wait until all of it is kept", async () => {
	show(inData());
	await waitFor(() => expect(board).not.toBeNull());
	const offline = (keeping: "kept" | "keeping") =>
		act(() => board?.onSync({ state: "offline", sinceMs: performance.now(), pending: 1, keeping, why: null }));
	offline("kept");
	expect(screen.getByText("Offline, kept here")).toBeTruthy();
	offline("keeping");
	expect(screen.getByText("Offline, keeping here")).toBeTruthy();
	offline("kept");
	offline("keeping");
	expect(screen.queryByText("Offline, kept here")).toBeNull();
	offline("kept");
	expect(screen.queryByText("Offline, kept here")).toBeNull();
	expect(await screen.findByText("Offline, kept here")).toBeTruthy();
});

test("[K1] what was kept over a reload is said when it has joined", async () => {
	show(inData());
	await waitFor(() => expect(board).not.toBeNull());
	act(() => board?.onSync({ state: "connecting", pending: 3 }));
	act(() => board?.onSync({ state: "saved" }));
	expect(screen.getByText("Back again. 3 changes joined the board.")).toBeTruthy();
});

test("[K4] what the server did not take is said over the board, and is no coming back", async () => {
	show(inData());
	await waitFor(() => expect(board).not.toBeNull());
	const drawOn = vi.fn();
	act(() => board?.onSync({ state: "offline", sinceMs: performance.now(), pending: 12, keeping: "kept", why: null }));
	act(() => board?.onRefused({ reason: "boardFull", changes: 12, drawOn }));
	act(() => board?.onSync({ state: "connecting", pending: 0 }));
	act(() => board?.onSync({ state: "saved" }));
	expect(screen.queryByText(/^Back again/)).toBeNull();
	expect(screen.getByText("Board full")).toBeTruthy();
	expect(screen.getByText(/Your last 12 changes are not on it/)).toBeTruthy();
	fireEvent.click(screen.getByRole("button", { name: "Make room" }));
	expect(drawOn).toHaveBeenCalledTimes(1);
	act(() => board?.onRefused({ reason: "ended", changes: 1, drawOn: null }));
	expect(screen.getByText(/Your last change came too late/)).toBeTruthy();
	fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
	expect(screen.queryByText(/Your last change came too late/)).toBeNull();
});

test("what the server warns of is said, and no longer when it is over", () => {
	const next = show(inData());
	next({ ...inData(), warnings: ["board-nearly-full", "not-stored"] });
	expect(screen.getByText(/^The board is nearly full/)).toBeTruthy();
	expect(screen.getByText(/^The server cannot store changes now/)).toBeTruthy();
	next(inData());
	expect(screen.queryByText(/^The board is nearly full/)).toBeNull();
});

test("somebody alone in two tabs is told so, and no longer when the other one closes", async () => {
	const other = new BroadcastChannel("boardwalk-room-s1");
	const next = show(madeView({ people: [PRIYA] }));
	other.postMessage("here tab2");
	await screen.findByText(/^You are alone here, in two tabs/);
	next(madeView({ people: [PRIYA, JONAS] }));
	expect(screen.queryByText(/^You are alone here, in two tabs/)).toBeNull();
	next(madeView({ people: [PRIYA] }));
	other.postMessage("bye tab2");
	await waitFor(() => expect(screen.queryByText(/^You are alone here, in two tabs/)).toBeNull());
	other.close();
});

// ── the seven areas and what lies on the board ──────────────────────────────────────────────────────────────────
const EMPTY: BoardLayout = { empty: true, areas: false, pinned: false, untouched: true };
const LAID: BoardLayout = { empty: false, areas: true, pinned: false, untouched: true };

/** A board that writes down what is asked of it. */
function boardWith(layout: BoardLayout): { asked: unknown[]; lies(next: BoardLayout): void } {
	const asked: unknown[] = [];
	const handle: LiveBoardHandle = {
		fit: () => {},
		areas: () => [],
		picture: async () => null,
		layOutAreas: (question) => void asked.push(["areas", question?.prompt ?? null]),
		pinQuestion: (question) => void asked.push(["pin", question.prompt]),
		focus: () => {},
		touched: () => ["shape:a", "shape:b"],
	};
	const lies = (next: BoardLayout) => act(() => board?.onLayout(next));
	act(() => board?.onBoard(handle));
	lies(layout);
	return { asked, lies };
}
const areasButton = () => screen.queryByRole("button", { name: "Lay out the seven areas" });

test("[A1] an empty board offers the seven areas until something is drawn, or until one keeps it empty", () => {
	show(inData());
	expect(areasButton()).toBeNull();
	const { lies } = boardWith(EMPTY);
	expect(areasButton()).not.toBeNull();
	lies({ ...EMPTY, empty: false, untouched: false });
	expect(areasButton()).toBeNull();
	lies(EMPTY);
	fireEvent.click(screen.getByRole("button", { name: "Keep it empty" }));
	expect(areasButton()).toBeNull();
});

test("[A2] in the lobby nobody's click takes the question to the board, not even of those who know it; after the start it goes along", () => {
	for (const role of ["interviewer", "candidate"] as const) {
		const next = show(madeView({ role, choseQuestion: role === "candidate" }));
		const { asked, lies } = boardWith(EMPTY);
		fireEvent.click(areasButton() ?? document.body);
		expect(asked).toEqual([["areas", null]]);
		lies(LAID);
		expect(screen.queryByRole("button", { name: "Pin the question" })).toBeNull();
		next(inData(role));
		// who leads is reminded of it, before anybody works in the areas
		expect(screen.queryAllByRole("button", { name: "Pin the question" })).toHaveLength(role === "interviewer" ? 1 : 0);
		if (role === "interviewer") {
			fireEvent.click(screen.getByRole("button", { name: "Pin the question" }));
			expect(asked.at(-1)).toEqual(["pin", expect.stringContaining("A social network")]);
			lies({ ...LAID, untouched: false });
			expect(screen.queryByRole("button", { name: "Pin the question" })).toBeNull();
		}
		lies(EMPTY);
		fireEvent.click(areasButton() ?? document.body);
		expect(asked.at(-1)).toEqual(["areas", expect.stringContaining("A social network")]);
		cleanup();
	}
});

test("[A5] observers are offered no areas; they may look at those that are there", () => {
	show(inData("observer"));
	boardWith(EMPTY);
	expect(areasButton()).toBeNull();
});

test("the end has the replay and its link for who may replay, pictures for everybody, and observers learn why not", async () => {
	const ended = [...IN_DATA, [{ type: "debrief-begun", by: "p1" }, NOW], [{ type: "closed", by: "p1" }, NOW]] as const;
	const next = show(madeView({ role: "observer", events: ended }));
	boardWith(LAID);
	const card = () => within(screen.getByRole("region", { name: "Ended" }));
	expect(card().queryByRole("link", { name: "Replay" })).toBeNull();
	expect(card().queryByRole("button", { name: "Copy link" })).toBeNull();
	expect(card().getByText(/unless Priya Raman shares it/)).toBeTruthy();
	expect(card().getByRole("link", { name: "My sessions" }).getAttribute("href")).toBe("/");
	fireEvent.click(card().getByRole("button", { name: "Pictures" }));
	expect(await screen.findByRole("dialog", { name: "Pictures of the board" })).toBeTruthy();
	fireEvent.click(screen.getByRole("button", { name: "Close" }));
	next(madeView({ role: "observer", events: [...ended, [{ type: "replay-shared", by: "p1", shared: true }, NOW]] }));
	expect(card().getByRole("link", { name: "Replay" })).toBeTruthy();
	expect(card().getByRole("button", { name: "Copy link" })).toBeTruthy();
});

const HINTED = [
	...IN_DATA,
	[{ type: "hint-shown", by: "p1", step: "data", level: 1, text: "Draw one row." }, NOW - MINUTE],
] as const;

test("what is given while the panel is folded is counted on its button and said; opening it settles that", () => {
	const next = show(inData("candidate"));
	press("\\");
	const fold = () => screen.getByRole("button", { name: /^(Show|Hide) the panel/ });
	expect(fold().getAttribute("aria-label")).toBe("Show the panel");
	next(madeView({ role: "candidate", events: HINTED, at: NOW }));
	expect(fold().getAttribute("aria-label")).toBe("Show the panel, 1 new");
	expect(screen.getByRole("status", { name: "Given" }).textContent).toBe("Nudge for data: Draw one row.");
	press("\\");
	expect(screen.getByRole("region", { name: "Given to you" }).textContent).toContain("Draw one row.");
	press("\\");
	expect(fold().getAttribute("aria-label")).toBe("Show the panel");
});

test("what had been given before the page was opened is not new, and an interviewer is told nothing", () => {
	show(madeView({ role: "candidate", events: HINTED, at: NOW }));
	expect(screen.getByRole("status", { name: "Given" }).textContent).toBe("");
	cleanup();
	const next = show(inData());
	press("\\");
	next(madeView({ events: HINTED, at: NOW }));
	expect(screen.getByRole("button", { name: "Show the panel" })).toBeTruthy();
	expect(screen.getByRole("status", { name: "Given" }).textContent).toBe("");
});

test("in solo practice a step's guidance is asked for with one press", () => {
	show(madeView({ role: "candidate", kind: "solo", events: IN_DATA, at: NOW }));
	fireEvent.click(screen.getByRole("button", { name: "Show the guidance" }));
	expect(sent).toEqual([{ type: "ask-guidance", step: "data" }]);
});

test("the scores are one press away in the debrief, and what was typed outlives a switch of tabs", async () => {
	show(madeView({ events: [...IN_DATA, [{ type: "debrief-begun", by: "p1" }, NOW]], at: NOW }));
	fireEvent.click(screen.getByRole("button", { name: "Score and publish" }));
	const tab = await screen.findByRole("tab", { name: "Score, 0/8", selected: true });
	await waitFor(() => expect(document.activeElement).toBe(tab));
	const summary = await screen.findByLabelText("Summary");
	fireEvent.change(summary, { target: { value: "Solid" } });
	answer = { refused: "unavailable", message: "No connection. Try again when you are back." };
	fireEvent.blur(summary);
	fireEvent.mouseDown(screen.getByRole("tab", { name: /^Notes/ }), { button: 0 });
	expect(screen.queryByLabelText("Summary")).toBeNull();
	fireEvent.mouseDown(screen.getByRole("tab", { name: /^Score/ }), { button: 0 });
	expect(screen.getByLabelText<HTMLTextAreaElement>("Summary").value).toBe("Solid");
	expect(sent).toEqual([{ type: "summarise", text: "Solid" }]);
});

test("a candidate has no place of interviewers' scores, and her own in the debrief", () => {
	show(madeView({ role: "candidate", events: [...IN_DATA, [{ type: "debrief-begun", by: "p1" }, NOW]], at: NOW }));
	expect(screen.queryByRole("tab", { name: /^Score/ })).toBeNull();
	expect(screen.getByRole("region", { name: "Your own scores" })).toBeTruthy();
	expect(screen.getByText("Score yourself below; that opens the report.")).toBeTruthy();
});
