// What was said, given and pinned, and how the interview ran, as a replay shows it: on the track, in the list of moments, in the panel at
// the moment, and links that mean shapes. The board stands aside; what the page asks of it is looked at.
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ReplayBoardProps } from "#components/board/replay-board.tsx";
import { Replay } from "#components/replay/replay.tsx";
import type { ToWorker } from "#components/replay/replay-protocol.ts";
import { ToastProvider } from "#components/ui/toast.tsx";
import type { RecordingHeader } from "#core/recording.ts";
import { geoShape, Recorder } from "#tests/core/recordings.ts";
import { deskLine, Later, MINUTE, type Served, serve, settled } from "./replayed.ts";

let board: ReplayBoardProps;
vi.mock("#components/board/replay-board.tsx", () => ({
	ReplayBoard: (props: ReplayBoardProps) => {
		board = props;
		return <p>{props.records.size} objects on the board</p>;
	},
}));

let served: Served;
class WorkerHere extends EventTarget {
	readonly #line = deskLine(served, new Later(), (data) => {
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

const SETTINGS = { focus: "systems", order: "book", prompts: false } as const;

/** Ten minutes of data with a deep dive of two, and one of everything that is said, given and pinned. */
function talked(): Recorder {
	const recorder = new Recorder();
	const at = (minute: number, event: Parameters<Recorder["event"]>[0]) => {
		recorder.at = minute * MINUTE;
		recorder.event(event);
	};
	at(0, { type: "joined", by: "p-priya" });
	at(0, { type: "joined", by: "p-jonas" });
	at(0, { type: "settings-set", by: "p-priya", settings: SETTINGS });
	at(0, { type: "started", by: "p-priya", segment: "data" });
	recorder.at = 0.5 * MINUTE;
	recorder.put("p-jonas", geoShape("a", 0));
	at(1, { type: "said", by: "p-jonas", messageId: "m1", text: "Is fraud filtered?" });
	at(2, { type: "clarified", by: "p-priya", no: 1, q: "How soon do clicks arrive?", a: "Within 10 minutes." });
	at(3, { type: "hint-shown", by: "p-priya", step: "data", level: 1, text: "Draw one row." });
	at(4, { type: "deep-dive-begun", by: "p-priya", segment: "data" });
	at(6, { type: "deep-dive-ended", by: "p-priya" });
	at(7, { type: "hand-raised", by: "p-jonas", participantId: "p-jonas", raised: true });
	at(8, { type: "kept", by: "p-jonas", pinId: "k1", shapes: ["shape:a", "shape:gone"] });
	at(8.5, { type: "twist-played", by: "p-priya", no: 1, text: "The latency budget halves." });
	at(9, { type: "said", by: "p-priya", messageId: "m2", text: "Yes, upstream." });
	at(10, { type: "debrief-begun", by: "p-priya" });
	return recorder;
}

beforeEach(() => {
	served = serve(talked());
	vi.stubGlobal("Worker", WorkerHere);
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

async function show(query: string) {
	window.history.replaceState(null, "", `/sessions/abc/replay${query}`);
	render(
		<ToastProvider>
			<Replay sessionId="abc" licenseKey={null} />
		</ToastProvider>,
	);
	await act(settled);
}
async function openTab(name: RegExp) {
	const tab = screen.getByRole("tab", { name });
	fireEvent.mouseDown(tab, { button: 0 });
	fireEvent.focus(tab);
	await act(settled);
}
const panel = () => screen.getByRole("tabpanel").textContent ?? "";
const copied = () => {
	const texts: string[] = [];
	vi.stubGlobal("navigator", { clipboard: { writeText: async (text: string) => void texts.push(text) } });
	return texts;
};

describe("on the track and in the list", () => {
	test("each kind has its words, its mark and its place in the choice of kinds", async () => {
		await show("?t=0");
		const rows = within(screen.getByRole("list", { name: "Moments" }))
			.getAllByRole("listitem")
			.map((row) => row.textContent);
		for (const words of [
			"1:00Jonas wrote3 DataIs fraud filtered?",
			"2:00Answered3 DataHow soon do clicks arrive? Within 10 minutes.",
			"3:00Nudge, data3 DataDraw one row.",
			"4:00Deep dive3 DataInto data preparation.",
			"6:00Deep dive over3 DataInto data preparation.",
			"7:00Jonas raised a hand3 Data",
			"8:00Pinned by Jonas3 Data",
			"8:30Twist3 DataThe latency budget halves.",
		]) {
			expect(rows).toContain(words);
		}
		const kinds = within(screen.getByRole("group", { name: "Moments shown here and on the track" }));
		expect(kinds.getAllByRole("button").map((button) => button.textContent)).toEqual([
			"Pins 1",
			"Hints and answers 3",
			"Chat and hands 3",
			"People 2",
			"Steps and clock 4",
		]);
		fireEvent.click(kinds.getByRole("button", { name: "Chat and hands 3" }));
		expect(screen.queryByRole("button", { name: "Jonas wrote at 1:00" })).toBeNull();
		expect(screen.getByRole("button", { name: "Pinned by Jonas at 8:00" })).toBeDefined();
	});

	test("[P24] a deep dive lies on its band for as long as it took and is no overrun", async () => {
		await show("?t=0");
		const dives = document.querySelectorAll(".bands > .dive");
		expect([...dives].map((dive) => dive.textContent)).toEqual(["deep dive 2:00"]);
		// ten minutes in a step of eight, two of them a closer look
		expect(document.querySelector(".band .overrun")).toBeNull();
		expect(screen.getByText("deep dive", { selector: ".legend span" })).toBeDefined();
	});

	test("the legend names the signs that this track has, and no others", async () => {
		await show("?t=0");
		const legend = document.querySelector(".legend")?.textContent ?? "";
		for (const sign of ["pin", "hint", "answer", "twist", "raised hand", "message"]) expect(legend).toContain(sign);
		expect(legend).not.toContain("note");
	});
});

describe("the panel at the moment", () => {
	test("has what was said by then, and a time leads to its moment", async () => {
		await show("?t=300");
		await openTab(/^Chat/);
		expect(panel()).toContain("Is fraud filtered?");
		expect(panel()).not.toContain("Yes, upstream.");
		fireEvent.click(within(screen.getByRole("tabpanel")).getByRole("button", { name: "Go to 1:00" }));
		await act(settled);
		expect(screen.getByRole("slider", { name: "Time" }).getAttribute("aria-valuenow")).toBe("60");
		cleanup();
		await show("?t=30");
		await openTab(/^Chat/);
		expect(panel()).toContain("Nothing was said up to this moment.");
	});

	test("has what was given by then, how the interview ran, and the moments that one kept", async () => {
		await show("?t=150");
		await openTab(/^Prompts/);
		expect(panel()).toContain("Focus: systems. Closed book.");
		expect(panel()).toContain("Within 10 minutes.");
		expect(panel()).not.toContain("Draw one row.");
		expect(panel()).not.toContain("Moments you kept");
		cleanup();
		await show("?t=500");
		await openTab(/^Prompts/);
		expect(panel()).toContain("Moments you kept");
		fireEvent.click(within(screen.getByRole("tabpanel")).getByRole("button", { name: "Go to 8:00" }));
		await act(settled);
		expect(board.pointed).toEqual(["shape:a", "shape:gone"]);
	});

	test("shows the clock of a deep dive that runs at the moment, and nothing to press", async () => {
		await show("?t=300");
		expect(screen.getByText(/does not count against the step/).textContent).toBe(
			"Deep dive 1:00, does not count against the step",
		);
		expect(screen.queryByRole("button", { name: /deep dive$/i })).toBeNull();
	});
});

describe("a link that means shapes", () => {
	test("[P23] opens at its second and looks at them, until the viewer moves the board", async () => {
		await show("?t=480&shapes=shape:a,shape:b");
		expect(screen.getByRole("slider", { name: "Time" }).getAttribute("aria-valuenow")).toBe("480");
		expect(board.pointed).toEqual(["shape:a", "shape:b"]);
		act(() => board.onTaken());
		expect(board.pointed).toEqual([]);
	});

	test("[P23] nonsense in it is passed over", async () => {
		await show("?t=60&shapes=%3Cscript%3E,asset:b,shape:%20x");
		expect(board.pointed).toEqual([]);
		expect(screen.getByRole("slider", { name: "Time" }).getAttribute("aria-valuenow")).toBe("60");
	});

	test("is copied with them as long as they are looked at, and without them afterwards", async () => {
		const texts = copied();
		await show("?t=480&shapes=shape:a");
		fireEvent.keyDown(document.body, { key: "c" });
		await act(settled);
		act(() => board.onTaken());
		fireEvent.keyDown(document.body, { key: "c" });
		await act(settled);
		expect(texts.map((text) => new URL(text).search)).toEqual(["?t=480&shapes=shape:a", "?t=480"]);
	});

	test("a moment in the list looks at its shapes, one without shapes at the whole board again", async () => {
		await show("?t=0");
		fireEvent.click(screen.getByRole("link", { name: /Pinned by Jonas/ }));
		await act(settled);
		expect(board.pointed).toEqual(["shape:a", "shape:gone"]);
		fireEvent.click(screen.getByRole("link", { name: /Jonas raised a hand/ }));
		await act(settled);
		expect(board.pointed).toEqual([]);
		fireEvent.keyDown(document.body, { key: "." });
		await act(settled);
		expect(board.pointed).toEqual(["shape:a", "shape:gone"]);
		fireEvent.keyDown(document.body, { key: "0" });
		await act(settled);
		expect(board.pointed).toEqual([]);
	});

	test("an interviewer's note leads to its shapes, too", async () => {
		const recorder = talked();
		recorder.at = 9.5 * MINUTE;
		recorder.event({
			type: "note-added",
			by: "p-priya",
			noteId: "n1",
			text: "units",
			kind: "note",
			shapes: ["shape:a"],
		});
		const you: RecordingHeader["you"] = { participantId: "p-priya", role: "interviewer", choseQuestion: true };
		served = serve(recorder, { you });
		await show("?t=0");
		fireEvent.click(screen.getByRole("link", { name: /units/ }));
		await act(settled);
		expect(board.pointed).toEqual(["shape:a"]);
	});
});
