// How one looks at the board of a replay: whose pointer is followed, who drew what, pictures, and what is said of a recording
// that is not whole. The board itself stands aside; what the page asks of it is looked at.
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { opacityOf } from "#components/board/fading-cursor.tsx";
import { wayTo } from "#components/board/follow-cursor.ts";
import type { ReplayBoardProps } from "#components/board/replay-board.tsx";
import { Replay } from "#components/replay/replay.tsx";
import type { ToWorker } from "#components/replay/replay-protocol.ts";
import { skipWords } from "#components/replay/skip-words.ts";
import { handsOfPeople } from "#components/replay/who-drew.ts";
import { ToastProvider } from "#components/ui/toast.tsx";
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

/** Jonas draws two boxes, Priya moves one of them; both have a pointer on the board at the second minute. */
function drawnByTwo(): Recorder {
	const recorder = new Recorder();
	recorder.event({ type: "joined", by: "p-priya" });
	recorder.event({ type: "joined", by: "p-jonas" });
	recorder.event({ type: "started", by: "p-priya", segment: "intro" });
	recorder.at = MINUTE;
	recorder.put("p-jonas", geoShape("a", 1));
	recorder.put("p-jonas", geoShape("b", 200));
	recorder.at = 2 * MINUTE;
	recorder.draw("p-priya", (records) => records.get("shape:a")?.set("xy", [50, 60]));
	recorder.cursor("p-jonas", 10, 20);
	recorder.cursor("p-priya", 300, 20, true);
	recorder.at += 100;
	recorder.cursor("p-priya", 340, 20, true);
	recorder.at = 3 * MINUTE;
	recorder.event({ type: "debrief-begun", by: "p-priya" });
	return recorder;
}

beforeEach(() => {
	served = serve(drawnByTwo());
	vi.stubGlobal("Worker", WorkerHere);
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

async function show(t: number) {
	window.history.replaceState(null, "", `/sessions/abc/replay?t=${t}`);
	render(
		<ToastProvider>
			<Replay sessionId="abc" licenseKey={null} />
		</ToastProvider>,
	);
	await act(settled);
}
async function press(key: string) {
	fireEvent.keyDown(document.body, { key });
	await act(settled);
}
const point = (name: "onHover" | "onTap", id: string | null) =>
	act(() => board.pointer?.[name](id === null ? null : { id, x: 10, y: 10 }));

describe("following", () => {
	test("goes from person to person by its key, outlasts a seek, and an own move of the board ends it in words", async () => {
		await show(120);
		await press("f");
		expect(board.followed).toBe("p-priya");
		expect(screen.getByRole("button", { name: "Following Priya" })).toBeDefined();
		await press("f");
		expect(board.followed).toBe("p-jonas");
		await press("ArrowRight");
		expect(board.followed).toBe("p-jonas");
		act(() => board.onTaken());
		expect(board.followed).toBeNull();
		expect(screen.getByText("You moved the board, so it does not follow Jonas any more.")).toBeDefined();
		fireEvent.click(screen.getByRole("button", { name: "Follow again" }));
		expect(board.followed).toBe("p-jonas");
		await press("f");
		expect(board.followed).toBeNull();
	});

	test("offers whoever has a pointer on the board at this moment, with the role", async () => {
		await show(120);
		fireEvent.pointerDown(screen.getByRole("button", { name: "Follow somebody's pointer" }), { button: 0 });
		await act(settled);
		const offered = screen.getAllByRole("menuitemradio").map((item) => item.textContent);
		expect(offered).toEqual(["PPriyainterviewer", "JJonascandidate", "Nobody, I move the board"]);
		fireEvent.click(screen.getByRole("menuitemradio", { name: /Jonas/ }));
		await act(settled);
		expect(board.followed).toBe("p-jonas");
	});

	test("nobody's pointer is there: it says so, and the key does nothing", async () => {
		await show(60);
		await press("f");
		expect(board.followed).toBeNull();
		fireEvent.pointerDown(screen.getByRole("button", { name: "Follow somebody's pointer" }), { button: 0 });
		await act(settled);
		expect(screen.getByText("Nobody's pointer is on the board at this moment.")).toBeDefined();
	});

	test("to see the whole board ends it without a word", async () => {
		await show(120);
		const before = board.fitKey;
		await press("f");
		await press("0");
		expect([board.followed, board.fitKey]).toEqual([null, before + 1]);
		expect(screen.queryByText(/does not follow/)).toBeNull();
	});

	test("lets a pointer move in the middle and comes along at the edge", () => {
		const window = { x: 0, y: 0, w: 100, h: 100 };
		expect(wayTo({ x: 30, y: 70 }, window)).toEqual({ x: 0, y: 0 });
		expect(wayTo({ x: 90, y: -10 }, window)).toEqual({ x: 15, y: -35 });
	});
});

describe("who drew what", () => {
	test("is shown by its button: legend with counts, hands for the board", async () => {
		await show(120);
		expect(board.hands).toBeNull();
		fireEvent.click(screen.getByRole("button", { name: "Who drew what" }));
		const legend = screen.getByRole("region", { name: "Who drew what" });
		expect(
			within(legend)
				.getAllByRole("listitem")
				.map((item) => item.textContent),
		).toEqual(["Priya changed 1", "Jonas drew 2"]);
		expect(board.hands?.get("shape:a")).toMatchObject({
			drawn: { role: "candidate" },
			changed: { role: "interviewer" },
		});
		expect(board.hands?.get("shape:b")).toMatchObject({ drawn: { role: "candidate" }, changed: null });
		await press("w");
		expect(board.hands).toBeNull();
	});

	test("of a shape says who and when; a tapped one stays, and its times lead there", async () => {
		await show(130);
		await press("w");
		point("onHover", "shape:a");
		expect(screen.getByText("Drawn by Jonas at 1:00, changed by Priya at 2:00")).toBeDefined();
		point("onHover", null);
		expect(screen.queryByText(/^Drawn by/)).toBeNull();
		point("onTap", "shape:b");
		point("onHover", "shape:a");
		fireEvent.click(screen.getByRole("button", { name: "Go to 1:00" }));
		await act(settled);
		expect(screen.getByRole("slider", { name: "Time" }).getAttribute("aria-valuenow")).toBe("60");
		fireEvent.keyDown(document.body, { key: "Escape" });
		expect(screen.queryByRole("button", { name: "Go to 1:00" })).toBeNull();
	});

	test("tells two people of one role apart", () => {
		const handOf = handsOfPeople([
			{ id: "a", name: "Ada", role: "interviewer" },
			{ id: "b", name: "Bo", role: "interviewer" },
			{ id: "c", name: "Cy", role: "candidate" },
		]);
		expect(["a", "b", "c", null].map((id) => handOf(id))).toEqual([
			{ role: "interviewer", dashed: false },
			{ role: "interviewer", dashed: true },
			{ role: "candidate", dashed: false },
			{ role: "nobody", dashed: false },
		]);
	});
});

test("lasers come to the board as trails of their people, and pointers with how long they rest", async () => {
	await show(120);
	const priya = () => board.cursors.find((cursor) => cursor.name === "Priya");
	expect(priya()).toMatchObject({
		x: 300,
		restsMs: 0,
		trail: [
			[
				{ x: 300, y: 20 },
				{ x: 300, y: 20 },
			],
		],
	});
	await press("ArrowRight");
	expect(priya()).toMatchObject({ x: 340, restsMs: 4_500, trail: [] });
	expect([0, 4_000, 8_000, 15_000].map(opacityOf)).toEqual([1, 1, 0.7, 0.35]);
});

test("a picture of this moment carries its time in its name", async () => {
	const saved: string[] = [];
	vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
		if (this.download) saved.push(this.download);
	});
	URL.createObjectURL ??= () => "blob:picture";
	await show(125);
	act(() =>
		board.onBoard?.({
			fit() {},
			areas: () => [{ id: "shape:area", name: "3 Data preparation" }],
			picture: async () => new Blob(["picture"]),
		}),
	);
	fireEvent.click(screen.getByRole("button", { name: "Pictures of this moment" }));
	await act(settled);
	expect(screen.getByText("The board as it was at 2:05.")).toBeDefined();
	fireEvent.click(screen.getByRole("button", { name: "3 Data preparation as SVG" }));
	await act(settled);
	expect(saved).toEqual(["boardwalk-ads-ranking-interview-3-data-preparation-at-2m05s.svg"]);
	vi.restoreAllMocks();
});

describe("a recording that is not whole", () => {
	test("says by its reason what was skipped, and is quiet once that was read", async () => {
		const recorder = drawnByTwo();
		recorder.raw("update", Uint8Array.of(1, 2, 3, 250));
		recorder.raw("cursors", Uint8Array.of(99));
		served = serve(recorder);
		await show(120);
		expect(screen.getByText("1 entry is of a later version and was skipped.")).toBeDefined();
		const broken = "1 entry could not be read and was skipped. What builds on it may be missing.";
		fireEvent.click(
			within(screen.getByText(broken).closest("p") as HTMLElement).getByRole("button", {
				name: "Put this notice away",
			}),
		);
		expect(screen.queryByText(broken)).toBeNull();
		expect(screen.getByText(/later version/)).toBeDefined();
		expect(screen.getByText("2 objects on the board")).toBeDefined();
	});

	test("has words for each reason, one and many", () => {
		const whole = { later: 0, broken: 0, foreign: 0, nameless: 0, laterDocument: false };
		expect(skipWords(whole)).toEqual([]);
		expect(skipWords({ later: 3, broken: 2, foreign: 1, nameless: 2, laterDocument: true })).toEqual([
			"This board was drawn with a later version. You see what this version understands.",
			"3 entries are of a later version and were skipped.",
			"2 entries could not be read and were skipped. What builds on them may be missing.",
			"1 entry belongs to another board and was skipped.",
			"2 entries come from somebody this recording does not name. They are shown.",
		]);
	});
});
