// Talk beside the board in an open room: chat, raised hands, how the interview runs, deep dives. The board is left out; the line is a
// recorder of what is asked of the server.
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OpenRoom } from "#components/session/open-room.tsx";
import { RoomClock } from "#components/session/room-clock.ts";
import { ToastProvider } from "#components/ui/toast.tsx";
import type { CommandAnswer } from "#core/protocol.ts";
import type { Command, Role, SessionEvent } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { IN_DATA, JONAS, MINUTE, madeView, START } from "./made-view.ts";

vi.mock("#components/board/live-board.tsx", () => ({ LiveBoard: () => <div className="tl-container" /> }));

const NOW = START + 25 * MINUTE;
type Timed = readonly [SessionEvent, number];
let sent: Command[] = [];
let answer: CommandAnswer = { ok: true };

/** What is on the screen, as a browser tells it: all that is shown, until a test says otherwise. */
let screenShowsAll = true;
const looking = new Set<(entries: { isIntersecting: boolean }[]) => void>();
class ScreenObserver {
	readonly #look: (entries: { isIntersecting: boolean }[]) => void;
	constructor(look: (entries: { isIntersecting: boolean }[]) => void) {
		this.#look = look;
	}
	observe() {
		looking.add(this.#look);
		this.#look([{ isIntersecting: screenShowsAll }]);
	}
	unobserve() {}
	disconnect() {
		looking.delete(this.#look);
	}
}
const onScreen = (isIntersecting: boolean) =>
	act(() => {
		for (const look of looking) look([{ isIntersecting }]);
	});

beforeEach(() => {
	sent = [];
	screenShowsAll = true;
	looking.clear();
	vi.stubGlobal("IntersectionObserver", ScreenObserver);
	answer = { ok: true };
	localStorage.clear();
	vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ invites: null }), { status: 200 }));
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

const inData = (role: Role, events: readonly Timed[] = []) =>
	madeView({ role, events: [...IN_DATA, ...events], at: NOW });
const wrote = (by: string, messageId: string, text: string): Timed => [{ type: "said", by, messageId, text }, NOW];
const handOf = (participantId: string, raised = true, by = participantId): Timed => [
	{ type: "hand-raised", by, participantId, raised },
	NOW,
];

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
	const room = (shown: SessionView) => (
		<ToastProvider>
			<OpenRoom view={shown} connection={connection} lostSinceMs={null} licenseKey={null} />
		</ToastProvider>
	);
	const { rerender } = render(room(view));
	return (next: SessionView) => rerender(room(next));
}

const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /^Message / });
const press = (key: string, target: Element = document.body, init: KeyboardEventInit = {}) =>
	fireEvent.keyDown(target, { key, ...init });
const openTab = (name: RegExp) => {
	const tab = screen.getByRole("tab", { name });
	fireEvent.mouseDown(tab, { button: 0 });
	fireEvent.focus(tab);
};
const chatNews = () => screen.getByRole("status", { name: "Chat news" }).textContent;

// ── chat ────────────────────────────────────────────────────────────────────────────────────────────────────────
test("Enter sends, Shift+Enter breaks, Escape leaves; blanks alone are no message", async () => {
	show(inData("candidate"));
	fireEvent.change(field(), { target: { value: "   " } });
	press("Enter", field());
	fireEvent.change(field(), { target: { value: "Is fraud\nfiltered?" } });
	press("Enter", field(), { shiftKey: true });
	expect(sent).toEqual([]);
	press("Enter", field());
	expect(sent).toEqual([{ type: "say", text: "Is fraud\nfiltered?" }]);
	await waitFor(() => expect(field().value).toBe(""));
});

test("what the server did not take stays in the field, and the reason is said; so does what is typed meanwhile", async () => {
	answer = { refused: "unavailable", message: "No connection. Try again when you are back." };
	show(inData("candidate"));
	fireEvent.change(field(), { target: { value: "kept" } });
	press("Enter", field());
	await screen.findByText("No connection. Try again when you are back.");
	expect(field().value).toBe("kept");
	answer = { ok: true };
	press("Enter", field());
	fireEvent.change(field(), { target: { value: "kept and more" } });
	await act(async () => {});
	expect(field().value).toBe("kept and more");
});

test("too long a message is said in words, not cut and not sent", () => {
	show(inData("candidate"));
	fireEvent.change(field(), { target: { value: "x".repeat(1_850) } });
	expect(screen.getByText("1,850 of 2,000 characters")).toBeTruthy();
	fireEvent.change(field(), { target: { value: "x".repeat(2_014) } });
	expect(screen.getByText(/^2,014 of 2,000 characters. It is too long to send/)).toBeTruthy();
	press("Enter", field());
	expect(sent).toEqual([]);
	expect(field().value).toHaveLength(2_014);
	fireEvent.change(field(), { target: { value: "short" } });
	expect(screen.queryByText(/characters/)).toBeNull();
});

test("a message that was typed when the interview ended stays to be read", () => {
	const ended: Timed[] = [
		[{ type: "debrief-begun", by: "p1" }, NOW],
		[{ type: "closed", by: "p1" }, NOW],
	];
	const next = show(inData("candidate"));
	fireEvent.change(field(), { target: { value: "one more thing" } });
	next(inData("candidate", ended));
	expect(field().value).toBe("one more thing");
	expect(field().readOnly).toBe(true);
	press("Enter", field());
	expect(sent).toEqual([]);
	expect(screen.getByText("The chat is closed: the interview has ended.")).toBeTruthy();
});

test("own and others' messages are told apart, with names, roles and times, and their words stay text", () => {
	show(
		inData("candidate", [
			wrote("p2", "m1", "Is <b>fraud</b> filtered?"),
			wrote("p1", "m2", "Yes,\nupstream."),
			wrote("p7", "m3", "left since"),
		]),
	);
	const log = screen.getByRole("log", { name: "Chat" });
	expect([...log.children].map((message) => [message.className, message.querySelector(".said")?.textContent])).toEqual([
		["msg own", "You 25:00Is <b>fraud</b> filtered?"],
		["msg", "Priya Raman, interviewer 25:00Yes,\nupstream."],
		["msg", "Somebody who left 25:00left since"],
	]);
	expect(log.querySelectorAll(".av").length).toBe(3);
	expect(log.querySelector(".msg:not(.own) .av")?.className).toContain("interviewer");
});

test("observers read the chat and write nothing in it", () => {
	show(inData("observer", [wrote("p1", "m1", "Welcome")]));
	expect(within(screen.getByRole("log", { name: "Chat" })).getByText("Welcome")).toBeTruthy();
	expect(screen.queryByRole("textbox", { name: /^Message/ })).toBeNull();
	expect(screen.getByText("You read the chat; observers do not write in it.")).toBeTruthy();
});

test("alone in practice there is no chat", () => {
	show(madeView({ role: "candidate", kind: "solo", people: [JONAS], events: IN_DATA, at: NOW }));
	expect(screen.queryByRole("region", { name: "Chat" })).toBeNull();
	expect(screen.queryByRole("textbox", { name: /^Message/ })).toBeNull();
});

test("an interviewer's tab counts what was not read; opening it reads it, also after a reload", () => {
	const two = [wrote("p2", "m1", "First"), wrote("p2", "m2", "Second")];
	const next = show(inData("interviewer", two));
	expect(screen.getByRole("tab", { name: "Chat, 2 new" })).toBeTruthy();
	openTab(/^Chat/);
	expect(screen.getByRole("tab", { name: "Chat" })).toBeTruthy();
	next(inData("interviewer", [...two, wrote("p2", "m3", "Third")]));
	expect(screen.getByRole("tab", { name: "Chat" })).toBeTruthy();
	openTab(/^Brief/);
	next(inData("interviewer", [...two, wrote("p2", "m3", "Third"), wrote("p2", "m4", "Fourth")]));
	expect(screen.getByRole("tab", { name: "Chat, 1 new" })).toBeTruthy();
	cleanup();
	show(inData("interviewer", [...two, wrote("p2", "m3", "Third"), wrote("p2", "m4", "Fourth")]));
	expect(screen.getByRole("tab", { name: "Chat, 1 new" })).toBeTruthy();
	cleanup();
	// whoever wrote after it has read it
	show(inData("interviewer", [...two, wrote("p1", "m3", "Mine")]));
	expect(screen.getByRole("tab", { name: "Chat" })).toBeTruthy();
});

test("a browser that keeps nothing counts as long as the page is open", () => {
	for (const method of ["getItem", "setItem"] as const) {
		vi.spyOn(Storage.prototype, method).mockImplementation(() => {
			throw new Error("nothing is kept here");
		});
	}
	show(inData("interviewer", [wrote("p2", "m1", "First")]));
	openTab(/^Chat/);
	openTab(/^Brief/);
	expect(screen.getByRole("tab", { name: "Chat" })).toBeTruthy();
});

test("a folded panel has the count on its button, for candidates too", () => {
	screenShowsAll = false;
	const next = show(inData("candidate"));
	press("\\");
	next(inData("candidate", [wrote("p1", "m1", "Hello"), wrote("p3", "m2", "Never")]));
	expect(screen.getByRole("button", { name: "Show the panel, 2 new" }).getAttribute("data-fresh")).toBe("2");
	fireEvent.click(screen.getByRole("button", { name: "Show the panel, 2 new" }));
	expect(screen.getByRole("button", { name: "2 new" })).toBeTruthy();
	onScreen(true);
	expect(screen.queryByRole("button", { name: /new$/ })).toBeNull();
	press("\\");
	expect(screen.getByRole("button", { name: "Show the panel" })).toBeTruthy();
});

test("what comes is said politely once, wherever the chat is; what was there before and what one writes is not", () => {
	const before = [wrote("p2", "m1", "Old")];
	const next = show(inData("interviewer", before));
	expect(chatNews()).toBe("");
	next(inData("interviewer", [...before, wrote("p1", "m2", "Mine")]));
	expect(chatNews()).toBe("");
	next(inData("interviewer", [...before, wrote("p1", "m2", "Mine"), wrote("p2", "m3", "New")]));
	expect(chatNews()).toBe("Jonas Weber wrote: New");
	openTab(/^Chat/);
	expect(screen.getByRole("log", { name: "Chat" }).getAttribute("aria-live")).toBe("off");
});

test("in an interviewer's pane the fields of chat and notes never stand together; J goes back to the notes", async () => {
	show(inData("interviewer"));
	const note = () => screen.queryByRole("textbox", { name: /^Note at/ });
	expect(note()).not.toBeNull();
	expect(screen.queryByRole("textbox", { name: /^Message/ })).toBeNull();
	openTab(/^Chat/);
	expect(note()).toBeNull();
	fireEvent.change(field(), { target: { value: "half a message" } });
	press("j");
	await waitFor(() => expect(document.activeElement).toBe(note()));
	openTab(/^Chat/);
	expect(field().value).toBe("half a message");
});

// ── raised hands ────────────────────────────────────────────────────────────────────────────────────────────────
test("a candidate raises and lowers a hand; its mark is on the face and in its name", async () => {
	const next = show(inData("candidate"));
	fireEvent.click(screen.getByRole("button", { name: "Raise your hand" }));
	next(inData("candidate", [handOf("p2")]));
	const button = screen.getByRole("button", { name: "Lower your hand" });
	expect(button.getAttribute("aria-pressed")).toBe("true");
	fireEvent.click(button);
	expect(sent).toEqual([
		{ type: "raise-hand", participantId: "p2", raised: true },
		{ type: "raise-hand", participantId: "p2", raised: false },
	]);
	expect(document.querySelectorAll(".people .raised")).toHaveLength(1);
});

test("others are told once; the interviewer sees whose hand is up and lowers it", async () => {
	const next = show(inData("interviewer"));
	next(inData("interviewer", [handOf("p2")]));
	expect(screen.getAllByText("Jonas Weber raised a hand.")).toHaveLength(2);
	const hands = screen.getByRole("list", { name: "Raised hands" });
	fireEvent.click(within(hands).getByRole("button", { name: "Lower the hand of Jonas Weber" }));
	expect(sent).toEqual([{ type: "raise-hand", participantId: "p2", raised: false }]);
	next(inData("interviewer", [handOf("p2"), handOf("p2", false, "p1")]));
	expect(screen.queryByRole("list", { name: "Raised hands" })).toBeNull();
	cleanup();
	// a hand that was up when the page was opened is seen, not announced
	show(inData("interviewer", [handOf("p2")]));
	expect(screen.getAllByText("Jonas Weber raised a hand.")).toHaveLength(1);
});

test("observers and people alone have no hand to raise, and a candidate lowers nobody's", () => {
	show(inData("observer"));
	expect(screen.queryByRole("button", { name: "Raise your hand" })).toBeNull();
	cleanup();
	show(madeView({ role: "candidate", kind: "solo", people: [JONAS], events: IN_DATA, at: NOW }));
	expect(screen.queryByRole("button", { name: "Raise your hand" })).toBeNull();
	cleanup();
	show(inData("candidate", [handOf("p1")]));
	expect(screen.queryByRole("button", { name: /^Lower/ })).toBeNull();
});

// ── how the interview runs ──────────────────────────────────────────────────────────────────────────────────────
test("in the lobby who leads chooses focus, order and guiding questions, and two choices do not undo each other", () => {
	show(madeView({ role: "interviewer" }));
	fireEvent.click(screen.getByRole("radio", { name: "Systems" }));
	fireEvent.click(screen.getByRole("radio", { name: "Metrics first" }));
	fireEvent.click(screen.getByRole("radio", { name: "Closed book" }));
	expect(sent).toEqual([
		{ type: "set-settings", settings: { focus: "systems", order: "book", prompts: true } },
		{ type: "set-settings", settings: { focus: "systems", order: "metrics-first", prompts: true } },
		{ type: "set-settings", settings: { focus: "systems", order: "metrics-first", prompts: false } },
	]);
});

test("a choice that was refused goes back to what holds", async () => {
	answer = { refused: "wrong-phase", message: "That does not fit now." };
	show(madeView({ role: "interviewer" }));
	fireEvent.click(screen.getByRole("radio", { name: "Product" }));
	await screen.findByText("That does not fit now.");
	expect(screen.getByRole<HTMLInputElement>("radio", { name: "None" }).checked).toBe(true);
});

test("the others read it, and before the start nothing of the question with it", () => {
	const settings = { focus: "genai", order: "metrics-first", prompts: false } as const;
	const set: Timed[] = [[{ type: "settings-set", by: "p1", settings }, START - 1]];
	for (const role of ["candidate", "observer"] as const) {
		show(madeView({ role, events: set }));
		const card = screen.getByRole("region", { name: "How this interview runs" });
		expect(card.textContent).toBe(
			"How this interview runsFocusGenerative AIOrderMetrics firstGuiding questionsClosed book",
		);
		expect(screen.queryByRole("radio")).toBeNull();
		expect(document.body.textContent).not.toMatch(/click predictor/);
		cleanup();
		show(madeView({ role, events: [...set, ...IN_DATA], at: NOW }));
		expect(screen.getByText("Focus: Generative AI. Metrics first. Closed book.")).toBeTruthy();
		cleanup();
	}
});

test("while it runs focus and guiding questions change from the menu, the order does not", async () => {
	show(inData("interviewer"));
	fireEvent.pointerDown(screen.getByRole("button", { name: "More" }), { button: 0, ctrlKey: false });
	fireEvent.click(await screen.findByRole("menuitem", { name: "How this interview runs" }));
	// it comes into the page when it is first opened
	const dialog = await screen.findByRole("dialog", { name: "How this interview runs" }, { timeout: 10_000 });
	expect(within(dialog).queryByRole("radio", { name: "Metrics first" })).toBeNull();
	expect(within(dialog).getByText("Order: Steps 1 to 7, as chosen before the start.")).toBeTruthy();
	fireEvent.click(within(dialog).getByRole("radio", { name: "Modelling" }));
	expect(sent).toEqual([{ type: "set-settings", settings: { focus: "modelling", order: "book", prompts: true } }]);
});

// ── deep dives ──────────────────────────────────────────────────────────────────────────────────────────────────
const DIVE: Timed = [{ type: "deep-dive-begun", by: "p1", segment: "data" }, START + 19 * MINUTE];
const DIVE_ENDS: Timed = [{ type: "deep-dive-ended", by: "p1" }, START + 22 * MINUTE + 12_000];

test("who leads begins and ends a deep dive into the present step", () => {
	const next = show(inData("interviewer"));
	fireEvent.click(screen.getByRole("button", { name: "Deep dive" }));
	next(inData("interviewer", [DIVE]));
	expect(screen.queryByRole("button", { name: "Deep dive" })).toBeNull();
	fireEvent.click(screen.getByRole("button", { name: "End deep dive" }));
	expect(sent).toEqual([{ type: "begin-deep-dive", segment: "data" }, { type: "end-deep-dive" }]);
	cleanup();
	show(inData("candidate", [DIVE]));
	expect(screen.queryByRole("button", { name: /deep dive/i })).toBeNull();
	expect(screen.getByText(/does not count against the step/).textContent).toBe(
		"Deep dive 6:00, does not count against the step",
	);
});

test("the clock of the step stands still in a deep dive, that of the session goes on", () => {
	show(inData("interviewer", [DIVE]));
	expect(screen.getByRole("timer", { name: "Session clock 25:00" })).toBeTruthy();
	const plank = screen.getByRole("button", { name: /^Step 3, Data preparation/ });
	expect(plank.getAttribute("aria-label")).toBe("Step 3, Data preparation: 8:00 of 8 minutes, deep dive 6:00");
	cleanup();
	show(inData("interviewer", [DIVE, DIVE_ENDS]));
	expect(screen.getByText(/not counted$/).textContent).toBe("Deep dive 3:12, not counted");
	expect(screen.getByRole("button", { name: /^Step 3/ }).getAttribute("aria-label")).toBe(
		"Step 3, Data preparation: 10:48 of 8 minutes, 2:48 over, deep dive 3:12",
	);
	expect(screen.getByRole("timer", { name: "Session clock 25:00" })).toBeTruthy();
});
