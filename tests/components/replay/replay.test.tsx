// A replay as a page: what is read, heard and pressed. The board stands aside (a browser test looks at it); the worker
// runs in this thread; everything else is real.
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Replay } from "#components/replay/replay.tsx";
import type { ToWorker } from "#components/replay/replay-protocol.ts";
import { ToastProvider } from "#components/ui/toast.tsx";
import { Recorder } from "#tests/core/recordings.ts";
import { deskLine, Later, MINUTE, recordedInterview, type Served, START, serve, settled } from "./replayed.ts";

vi.mock("#components/board/replay-board.tsx", () => ({
	ReplayBoard: ({ records }: { records: ReadonlyMap<string, unknown> }) => <p>{records.size} objects on the board</p>,
}));

let served: Served;
let polls: Later;

/** What `new Worker()` makes on this page: the desk, in this thread. */
class WorkerHere extends EventTarget {
	readonly #line = deskLine(served, polls, (data) => {
		act(() => {
			this.dispatchEvent(new MessageEvent("message", { data }));
		});
	});
	postMessage(message: ToWorker) {
		this.#line.send(message);
	}
	terminate() {
		this.#line.close();
	}
}

beforeEach(() => {
	served = serve(recordedInterview());
	polls = new Later();
	vi.stubGlobal("Worker", WorkerHere);
	localStorage.clear();
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

async function show(search = "") {
	window.history.replaceState(null, "", `/sessions/abc/replay${search}`);
	render(
		<ToastProvider>
			<Replay sessionId="abc" licenseKey={null} />
		</ToastProvider>,
	);
	await act(settled);
}

const slider = () => screen.getByRole("slider", { name: "Time" });
const words = () => slider().getAttribute("aria-valuetext");
async function press(key: string, more: object = {}) {
	fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
	await act(settled);
}

describe("the track", () => {
	test("says where it stands: time, step, and its ends in seconds", async () => {
		await show("?t=610");
		expect(words()).toBe("10 minutes 10 seconds, step 2, frame");
		expect(slider().getAttribute("aria-valuemin")).toBe("0");
		expect(slider().getAttribute("aria-valuemax")).toBe(String(31 * 60 + 42));
		expect(slider().getAttribute("aria-valuenow")).toBe("610");
	});

	test("is moved by keys, also when the focus is elsewhere", async () => {
		await show("?t=600");
		await press("ArrowRight");
		expect(words()).toBe("10 minutes 5 seconds, step 2, frame");
		await press("ArrowLeft", { shiftKey: true });
		expect(words()).toBe("9 minutes 35 seconds, step 2, frame");
		slider().focus();
		await press("PageUp");
		expect(words()).toBe("10 minutes 35 seconds, step 2, frame");
		await press("End");
		expect(words()).toBe("31 minutes 42 seconds, step 1, clarify");
		await press("Home");
		expect(words()).toBe("0 seconds, introduction");
		await press("ArrowLeft");
		expect(words()).toBe("0 seconds, introduction");
	});

	test("a digit leads to its step, pressed again to the next visit", async () => {
		await show();
		await press("1");
		expect(words()).toBe("2 minutes, step 1, clarify");
		await press("1");
		expect(words()).toBe("25 minutes, step 1, clarify");
		await press("1");
		expect(words()).toBe("2 minutes, step 1, clarify");
		await press("7");
		expect(words()).toBe("2 minutes, step 1, clarify");
	});

	test("comma and dot lead from mark to mark", async () => {
		await show("?t=530");
		await press(".");
		expect(words()).toBe("9 minutes, step 2, frame");
		await press(".");
		expect(words()).toBe("12 minutes, step 3, data");
		await press(",");
		expect(words()).toBe("9 minutes, step 2, frame");
	});

	test("is dragged by a pointer", async () => {
		await show();
		const track = slider();
		track.getBoundingClientRect = () => new DOMRect(100, 0, 1_000, 80);
		track.setPointerCapture = () => {};
		track.hasPointerCapture = () => true;
		fireEvent.pointerDown(track, { button: 0, clientX: 600, pointerId: 1 });
		fireEvent.pointerMove(track, { clientX: 1_100, pointerId: 1 });
		fireEvent.pointerUp(track, { pointerId: 1 });
		await act(settled);
		expect(words()).toBe("31 minutes 42 seconds, step 1, clarify");
		expect(screen.getByText("30 objects on the board")).toBeDefined();
	});

	test("says of a place, before one goes there, its time, its step and what happened; then says nothing more", async () => {
		await show();
		const track = slider();
		track.getBoundingClientRect = () => new DOMRect(100, 0, 1_902, 80);
		// a pixel a second: 8:58, beside the tick; 15:30, in the pause; 8:00, where somebody draws
		const preview = (x: number) => {
			fireEvent.pointerMove(track, { clientX: 100 + x });
			return document.querySelector(".bubble")?.textContent;
		};
		expect(preview(538)).toMatch(/^8:58FrameTicked by Jonas: /);
		expect(preview(930)).toBe("15:30DataPaused");
		// the eight minutes of data are used up
		expect(preview(1_290)).toBe("21:30Data, 4:00 overNothing happens");
		expect(preview(480)).toBe("8:00FrameJonas draws");
		expect(words()).toBe("0 seconds, introduction");
		const area = track.parentElement;
		if (area) fireEvent.pointerLeave(area);
		expect(document.querySelector(".bubble")).toBeNull();
	});

	test("Shift with N and B leads from stretch to stretch, as in the room", async () => {
		await show("?t=430");
		await press("N", { shiftKey: true });
		expect(words()).toBe("12 minutes, step 3, data");
		await press("ArrowRight");
		await press("B", { shiftKey: true });
		expect(words()).toBe("12 minutes, step 3, data");
		await press("B", { shiftKey: true });
		expect(words()).toBe("7 minutes, step 2, frame");
		fireEvent.click(screen.getByRole("button", { name: "Next step" }));
		await act(settled);
		expect(words()).toBe("12 minutes, step 3, data");
	});

	test("shows the plan under the walk, and says by how much a step ran over", async () => {
		await show();
		const planned = [...document.querySelectorAll(".planned")].map((plank) => plank.textContent);
		expect(planned.slice(0, 3)).toEqual(["1 plan 5 min", "2 plan 4 min", "3 plan 8 min"]);
		const over = [...document.querySelectorAll(".band")].map((band) => band.querySelector("i")?.textContent);
		// data took 12 of 8 minutes (a pause is not counted), clarify came again when its 5 were used up
		expect(over).toEqual([undefined, "1:00 over", "4:00 over", "6:42 over"]);
	});

	test("marks are buttons that say what happened when", async () => {
		await show();
		fireEvent.click(screen.getByRole("button", { name: "Paused by Priya at 15:00" }));
		await act(settled);
		expect(words()).toBe("15 minutes, step 3, data");
	});
});

describe("the player", () => {
	test("Space plays and pauses; speeds are chosen and changed by keys", async () => {
		await show();
		await press(" ");
		expect(screen.getByRole("button", { name: "Pause" })).toBeDefined();
		await press(" ");
		expect(screen.getByRole("button", { name: "Play" })).toBeDefined();
		await press(">");
		await press(">");
		await press("<");
		await press("<");
		await press("<");
		expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Speed" }).value).toBe("0.5");
		for (let n = 0; n < 3; n++) await press(">");
		const speeds = within(screen.getByRole("group", { name: "Speed" }));
		expect(speeds.getByRole<HTMLInputElement>("radio", { name: "4×" }).checked).toBe(true);
		await press("<");
		expect(speeds.getByRole<HTMLInputElement>("radio", { name: "2×" }).checked).toBe(true);
	});

	test("I skips what is idle and says so, and the browser remembers", async () => {
		await show();
		const button = () => screen.getByRole("button", { name: "Skip idle" });
		expect(button().getAttribute("aria-pressed")).toBe("false");
		expect(document.querySelector(".gap")?.textContent).toBe("0:58 idle");
		await press("i");
		expect(button().getAttribute("aria-pressed")).toBe("true");
		expect(document.querySelector(".gap")?.textContent).toBe("0:58 skipped");
		cleanup();
		await show("?t=58");
		expect(button().getAttribute("aria-pressed")).toBe("true");
		fireEvent.click(button());
		cleanup();
		await show();
		expect(button().getAttribute("aria-pressed")).toBe("false");
	});

	test("at the end it says so and plays again; the focus stays in the player", async () => {
		await show("?t=1901");
		for (let n = 0; n < 5; n++) await press(">");
		await press(" ");
		const note = await screen.findByText("The replay ends here, at 31:42.");
		const again = within(note.parentElement ?? document.body).getByRole("button", { name: "Play again" });
		again.focus();
		fireEvent.click(again);
		await act(settled);
		expect(screen.queryByText(/The replay ends here/)).toBeNull();
		expect(document.activeElement).toBe(screen.getByRole("button", { name: "Pause" }));
		expect(words()).toMatch(/introduction$/);
	});

	test("of a session that runs says whether it is live, and leads back to it with the focus kept", async () => {
		served = serve(recordedInterview(), { live: true });
		served.shown = 20;
		await show();
		expect(screen.getByText("Live")).toBeDefined();
		expect(screen.queryByRole("button", { name: "Go to live" })).toBeNull();
		await press("ArrowLeft", { shiftKey: true });
		expect(screen.getByText("Behind live")).toBeDefined();
		const back = screen.getByRole("button", { name: "Go to live" });
		back.focus();
		fireEvent.click(back);
		await act(settled);
		expect(screen.getByText("Live")).toBeDefined();
		expect(document.activeElement).toBe(screen.getByRole("button", { name: "Pause" }));
	});

	test("a link that the browser does not copy is there to be read", async () => {
		vi.stubGlobal("navigator", { ...window.navigator, clipboard: undefined });
		document.execCommand = () => false;
		await show("?t=600");
		await press("c");
		expect(screen.getByText(/^The browser did not copy\. The link is http.*\?t=600$/)).toBeDefined();
	});

	test("the address follows where the head rests, and not before a person has moved", async () => {
		await show("?frame=9");
		expect(window.location.search).toBe("?frame=9");
		await press("3");
		await vi.waitFor(() => expect(window.location.search).toBe("?t=720"));
	});

	test("the lobby opens and closes", async () => {
		await show("?t=-30");
		expect(words()).toBe("30 seconds before the start");
		const lobby = screen.getByRole("button", { name: "Lobby" });
		expect(lobby.getAttribute("aria-pressed")).toBe("true");
		fireEvent.click(lobby);
		await act(settled);
		expect(words()).toBe("0 seconds, introduction");
		expect(slider().getAttribute("aria-valuemin")).toBe("0");
	});

	test("copies a link to the moment, without a secure context too, and says so", async () => {
		vi.stubGlobal("navigator", { ...window.navigator, clipboard: undefined });
		const copied: string[] = [];
		document.execCommand = () => {
			copied.push(document.querySelector("textarea")?.value ?? "");
			return true;
		};
		await show("?t=600");
		fireEvent.click(screen.getAllByRole("button", { name: "Copy link at 10:00" })[0] ?? document.body);
		await act(settled);
		expect(screen.getByText("Link to 10:00 copied")).toBeDefined();
		expect(copied.map((link) => new URL(link).search)).toEqual(["?t=600"]);
	});
});

describe("the panel", () => {
	test("shows the steps as they stood at the moment, and leads to them", async () => {
		await show("?t=600");
		const steps = within(screen.getByRole("navigation", { name: "Steps" }));
		const present = steps.getAllByRole("button").find((step) => step.getAttribute("aria-current") === "step");
		expect(present?.getAttribute("aria-label")).toContain("Step 2, Framing as an ML task: 3:00");
		fireEvent.click(steps.getByRole("button", { name: /Step 3/ }));
		await act(settled);
		expect(words()).toBe("12 minutes, step 3, data");
	});

	test("highlights the moment that was last passed, and a moment leads to its place", async () => {
		await show("?t=545");
		const list = within(screen.getByRole("list", { name: "Moments" }));
		const current = () => list.getAllByRole("link").filter((link) => link.getAttribute("aria-current") === "true");
		expect(current().map((link) => link.textContent)).toEqual([expect.stringContaining("Ticked by Jonas")]);
		fireEvent.click(list.getByRole("link", { name: /Paused by Priya/ }));
		await act(settled);
		expect(words()).toBe("15 minutes, step 3, data");
		expect(current()).toHaveLength(1);
	});

	test("kinds of moments can be left out, in the list, on the track, and for the keys", async () => {
		await show("?t=400");
		const list = () => within(screen.getByRole("list", { name: "Moments" }));
		expect(list().getAllByText("Ticked by Jonas")).toHaveLength(1);
		const kinds = within(screen.getByRole("group", { name: "Moments shown here and on the track" }));
		const ticks = kinds.getByRole("button", { name: "Ticks 1" });
		fireEvent.click(ticks);
		expect(ticks.getAttribute("aria-pressed")).toBe("false");
		expect(list().queryByText("Ticked by Jonas")).toBeNull();
		expect(screen.queryByRole("button", { name: "Ticked by Jonas at 9:00" })).toBeNull();
		await press(".");
		expect(words()).toBe("7 minutes, step 2, frame");
		await press(".");
		expect(words()).toBe("12 minutes, step 3, data");
		fireEvent.click(ticks);
		await press(",");
		expect(words()).toBe("9 minutes, step 2, frame");
	});

	test("a candidate finds no brief and no notes", async () => {
		await show();
		expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual([
			expect.stringContaining("Moments"),
			"Prompts",
			"Chat",
		]);
	});
});

describe("what is not there", () => {
	test("a broken recording says from when on, and shows what came before", async () => {
		served.cutAt = 6_000;
		await show();
		expect(
			screen.getByText(/^The recording could not be read from \d+:\d\d on\. You see everything before it\.$/),
		).toBeDefined();
		served.cutAt = null;
		fireEvent.click(screen.getByRole("button", { name: "Try again" }));
		await act(settled);
		expect(screen.queryByText(/could not be read/)).toBeNull();
		expect(slider().getAttribute("aria-valuemax")).toBe(String(31 * 60 + 42));
	});

	test("no answer can be tried again", async () => {
		served.instead = null;
		await show();
		expect(screen.getByRole("heading", { name: "The recording did not come" })).toBeDefined();
		served.instead = undefined;
		fireEvent.click(screen.getByRole("button", { name: "Try again" }));
		await act(settled);
		expect(slider()).toBeDefined();
	});

	test.each([
		[401, "This browser is not in the session"],
		[403, "This replay is not open to observers"],
		[404, "We do not know this session"],
	])("a refusal with %i says why in words and cannot be retried", async (status, title) => {
		served.instead = new Response("{}", { status });
		await show();
		expect(screen.getByRole("heading", { name: title })).toBeDefined();
		expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
	});

	test("a session that nobody has entered says so, and plays as soon as somebody does", async () => {
		const recorder = new Recorder();
		recorder.event({ type: "joined", by: "p-jonas" });
		served = serve(recorder, { live: true });
		served.shown = 1;
		await show();
		expect(screen.getByRole("heading", { name: "Nothing is recorded yet" })).toBeDefined();
		served.shown = 2;
		polls.pass();
		await act(settled);
		expect(slider()).toBeDefined();
		expect(screen.getByText("Live")).toBeDefined();
	});

	test("a sample says that it is one and leads home; a participant's replay does not", async () => {
		await show();
		expect(screen.queryByText("Start your own")).toBeNull();
		cleanup();
		served.header = { you: { participantId: null, role: "candidate", choseQuestion: false } };
		await show();
		for (const link of screen.getAllByRole("link", { name: "Start your own" })) {
			expect(link.getAttribute("href")).toBe("/");
		}
		expect(screen.getAllByRole("link", { name: "Start your own" }).length).toBeGreaterThan(0);
	});

	test("a long recording says how far it is laid out", async () => {
		const heard: unknown[] = [];
		const recorder = recordedInterview();
		for (let n = 0; n < 1_000; n++) recorder.cursor("p-jonas", n, n);
		served = serve(recorder);
		const line = deskLine(served, polls, (message) => heard.push(message));
		line.send({ type: "open", url: "http://test.local/recording" });
		await settled();
		expect(heard).toContainEqual({ type: "progress", minutes: 32, share: expect.any(Number) });
		line.close();
	});
});

test("second 0 is the start, not the lobby", async () => {
	await show();
	expect(served.frames.some((frame) => frame.at < START)).toBe(true);
	expect(words()).toBe("0 seconds, introduction");
	expect(Number(slider().getAttribute("aria-valuemax")) * 1_000).toBe(31 * MINUTE + 42_000);
});
