// The report as a page: each stage in words, what is read of a published one, what is sent when an item is answered. The board stands aside
// (a browser test looks at it) and the line to the session is written down; the recording is read by the real player.
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BoardHandle } from "#components/board/board-handle.ts";
import type { ToWorker } from "#components/replay/replay-protocol.ts";
import { Report } from "#components/report/report.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import type { CommandAnswer } from "#core/protocol.ts";
import type { Report as Sent } from "#core/report.ts";
import type { Command } from "#core/session.ts";
import { madeView } from "#tests/components/session/made-view.ts";
import { Interview } from "#tests/core/interview.ts";
import { CARL, INES, publishedReport, reportFor, score, wholeInterview } from "#tests/core/reported.ts";
import { fakeApi, refusal } from "../fake-api.ts";
import { deskLine, Later, recordedInterview, type Served, serve, settled } from "../replay/replayed.ts";

vi.mock("#components/board/replay-board.tsx", async () => {
	const { useEffect } = await import("react");
	const handle: BoardHandle = {
		...{ fit() {}, areas: () => [] },
		picture: async ({ theme }) => new Blob([theme], { type: "image/png" }),
	};
	return {
		ReplayBoard: ({ onBoard }: { onBoard(board: BoardHandle): void }) => {
			useEffect(() => onBoard(handle), [onBoard]);
			return null;
		},
	};
});

const line = vi.hoisted(() => ({
	sent: [] as unknown[],
	answer: { ok: true } as unknown,
	snapshot: { state: "connecting", sinceMs: 0 } as unknown,
	listeners: new Set<() => void>(),
}));
vi.mock("#components/session/session-connection.ts", () => ({
	SessionConnection: class {
		open = () => () => {};
		woke() {}
		subscribe = (listener: () => void) => {
			line.listeners.add(listener);
			return () => line.listeners.delete(listener);
		};
		snapshot = () => line.snapshot;
		async send(command: Command): Promise<CommandAnswer> {
			line.sent.push(command);
			return line.answer as CommandAnswer;
		}
	},
}));

let served: Served;
const saved: { file: Blob; name: string }[] = [];
vi.mock("#components/ui/save-file.ts", async (original) => ({
	...(await original<typeof import("#components/ui/save-file.ts")>()),
	saveFile: (file: Blob, name: string) => saved.push({ file, name }),
}));

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

const PATH = "GET /api/sessions/session-1/report";

beforeEach(() => {
	served = serve(recordedInterview());
	saved.length = 0;
	Object.assign(line, { sent: [], answer: { ok: true }, snapshot: { state: "connecting", sinceMs: 0 } });
	vi.stubGlobal("Worker", WorkerHere);
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

async function show(...answers: [number, unknown][]) {
	const asked = fakeApi({ [PATH]: answers });
	const { container } = render(
		<ToastProvider>
			<Report sessionId="session-1" licenseKey={null} />
		</ToastProvider>,
	);
	await act(settled);
	return { asked, container };
}
const showReport = (report: Sent) => show([200, report]);
const heading = (name: string | RegExp, level?: number) => screen.getByRole("heading", { name, level });

describe("while there is no report", () => {
	test("the interview goes on: the way to the room, and another look", async () => {
		const { asked } = await show([200, { stage: "not-over" }], [200, publishedReport()]);
		expect(heading("The interview is not over yet")).toBeDefined();
		expect(screen.getByRole("link", { name: "Open the room" }).getAttribute("href")).toBe("/sessions/session-1");
		fireEvent.click(screen.getByRole("button", { name: "Look again" }));
		await act(settled);
		expect(asked).toHaveLength(2);
		expect(heading(/^Build the click predictor/, 1)).toBeDefined();
	});

	test.each([
		[401, "not-signed-in", "This browser is not in the session"],
		[403, "no-report", "This report is not for observers"],
		[404, "unknown", "We do not know this session"],
	])("%i says why, and cannot be tried again", async (status, code, title) => {
		await show([status, refusal(code, "The report is for the candidate and the interviewers.")]);
		expect(heading(title)).toBeDefined();
		expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
		if (status === 403) expect(screen.getByText(/is for the candidate and the interviewers/)).toBeDefined();
	});

	test("what broke can be tried again; what came meanwhile is shown", async () => {
		await show([500, refusal("internal", "Something went wrong.")], [200, publishedReport()]);
		expect(screen.getByRole("alert").textContent).toBe("Something went wrong.");
		fireEvent.click(screen.getByRole("button", { name: "Try again" }));
		await act(settled);
		expect(screen.getByText("Ready with gaps")).toBeDefined();
	});

	test("on its way it says so", async () => {
		vi.stubGlobal("fetch", () => new Promise(() => {}));
		render(<Report sessionId="session-1" licenseKey={null} />);
		expect(screen.getByRole("status").textContent).toBe("Fetching the report");
	});
});

describe("before a candidate has scored herself", () => {
	const live = (events: Parameters<typeof madeView>[0] = {}) => {
		line.snapshot = { state: "live", view: madeView({ role: "candidate", ...events }), lostSinceMs: null };
	};
	const waiting = (selfReviewed: boolean): Sent => ({
		stage: "waiting",
		interviewers: [{ id: "p1", name: "Priya Raman" }],
		selfReviewed,
	});

	test("she waits in words, and may score herself meanwhile", async () => {
		live();
		await showReport(waiting(false));
		expect(
			screen.getByText(
				"Priya has not published yet. Score yourself meanwhile: Priya's scores stay hidden until you have.",
			),
		).toBeDefined();
		expect(screen.getByRole("region", { name: "Your own scores" })).toBeDefined();
		expect(screen.queryByRole("table")).toBeNull();
	});

	test("it is published but hers is missing: she is asked for it, and nothing of the report is there", async () => {
		live({ events: [[{ type: "published", by: "p1" }, 600_000]] });
		const { container } = await showReport({
			stage: "score-yourself",
			interviewers: [{ id: "p1", name: "Priya Raman" }],
		});
		expect(screen.getByText(/^Priya has published the report\. It opens once you have scored yourself/)).toBeDefined();
		expect(container.textContent).not.toMatch(/Ready|Reference/);
	});

	test("the page looks again as soon as it is published", async () => {
		live();
		const { asked } = await show([200, waiting(true)], [200, waiting(true)], [200, publishedReport()]);
		expect(heading("You have scored yourself")).toBeDefined();
		live({
			events: [
				[{ type: "self-review-submitted", by: "p2" }, 500_000],
				[{ type: "published", by: "p1" }, 600_000],
			],
		});
		act(() => {
			for (const listener of line.listeners) listener();
		});
		await act(settled);
		expect(asked.length).toBeGreaterThan(1);
	});
});

describe("published", () => {
	test("reads from the outcome to the reference: words, figures, scores with their numbers", async () => {
		await showReport(publishedReport());
		expect(heading(/^Build the click predictor/, 1)).toBeDefined();
		expect(screen.getByText(/^Carl, interviewed by Ines and Ivan, /)).toBeDefined();
		expect(screen.getByText("Target level senior")).toBeDefined();
		expect(screen.getByRole("img", { name: /^Third of four/ })).toBeDefined();
		const scores = within(screen.getByRole("table", { name: "Scores by dimension, 1 to 4" }));
		const cells = (name: RegExp) =>
			within(scores.getByRole("row", { name }))
				.getAllByRole("cell")
				.map((cell) => cell.textContent);
		expect(cells(/^ML framing/)).toEqual(expect.arrayContaining(["3", "2"]));
		expect(cells(/^Monitoring/)).toEqual(expect.arrayContaining(["n/o", "2"]));
		expect(within(scores.getByRole("row", { name: /^Modelling/ })).getByText("No evidence")).toBeDefined();
		for (const name of ["What to take along", "Red thread", "How you saw it", "Shown during the interview"]) {
			expect(heading(name)).toBeDefined();
		}
		expect(screen.getByRole("img", { name: /^Reference design: 22 parts/ })).toBeDefined();
	});

	test("a score, an item and a kept moment lead to their second, with the shapes that were touched", async () => {
		await showReport(publishedReport());
		const to = (name: RegExp | string) => screen.getAllByRole("link", { name })[0]?.getAttribute("href");
		expect(to("1 moment of ML framing, at 3:00")).toBe("/sessions/session-1/replay?t=180&shapes=shape:goal");
		expect(to("Replay at 3:00")).toBe("/sessions/session-1/replay?t=180&shapes=shape:goal");
		expect(to("Replay at 8:00")).toBe("/sessions/session-1/replay?t=480&shapes=shape:table");
	});

	test("the recording adds how the steps were walked, what the board tells and its picture", async () => {
		await showReport(publishedReport());
		const steps = within(screen.getByRole("region", { name: "Steps" }));
		expect(await steps.findByText(/^Back to clarify once/)).toBeDefined();
		expect(screen.getByText("no connected boxes on the board", { selector: ".kpi span" })).toBeDefined();
		expect(await screen.findAllByRole("img", { name: "The board at the end of the interview" })).not.toHaveLength(0);
	});

	test("without the recording the report stands, and reading it can be tried again", async () => {
		served.instead = null;
		await showReport(publishedReport());
		expect(screen.getByText("Ready with gaps")).toBeDefined();
		expect(screen.getAllByText("The board could not be shown. The replay has it.")).not.toHaveLength(0);
		served.instead = undefined;
		fireEvent.click(screen.getByRole("button", { name: "Try again" }));
		await act(settled);
		expect(await screen.findByText(/^Back to clarify once/)).toBeDefined();
	});

	test("an answer is seen at once and sent; one that is refused is taken back and said", async () => {
		line.snapshot = { state: "live", view: madeView({ role: "candidate" }), lostSinceMs: null };
		await showReport(publishedReport());
		const [keep] = screen.getAllByRole("group", { name: /^Your answer to/ });
		const choose = async (name: string) => {
			fireEvent.click(within(keep!).getByRole("radio", { name }));
			await act(settled);
			return within(keep!).getByRole<HTMLInputElement>("radio", { name }).checked;
		};
		expect(await choose("Accept")).toBe(true);
		expect(line.sent).toEqual([{ type: "answer-item", author: "ines", kind: "keep", no: 1, answer: "accept" }]);
		line.answer = { refused: "unavailable", message: "No connection. Try again when you are back." };
		expect(await choose("Disagree")).toBe(false);
		expect(screen.getByText("No connection. Try again when you are back.")).toBeDefined();
	});

	test("an interviewer reads the answers and how the outcome came about", async () => {
		const interview = wholeInterview();
		interview.do({ type: "answer-item", author: "ines", kind: "keep", no: 1, answer: "disagree" }, CARL);
		await showReport(reportFor(interview, INES));
		expect(screen.getByText("Answered: disagree")).toBeDefined();
		expect(screen.getAllByText("Not answered yet")).toHaveLength(2);
		expect(screen.queryByRole("group", { name: /^Your answer/ })).toBeNull();
		const reasons = within(screen.getByRole("region", { name: "How the outcome came about" }));
		expect(reasons.getByText("Interviewers only, and in no download")).toBeDefined();
		expect(heading("How Carl saw it")).toBeDefined();
	});

	test("words full of markup stay words", async () => {
		const words = `<img src=x onerror=alert(1)> <script>x</script> [a](javascript:b)`;
		const { container } = await showReport(
			publishedReport({ words, title: words, names: { carl: words, ines: words } }),
		);
		expect(heading(words, 1)).toBeDefined();
		expect(container.querySelectorAll("script, img:not([src^='blob:'])")).toHaveLength(0);
		for (const link of screen.getAllByRole("link")) expect(link.getAttribute("href")).toMatch(/^\//);
	});
});

describe("taken along", () => {
	async function choose(name: RegExp) {
		const button = screen.getByRole("button", { name: "Download" });
		fireEvent.pointerDown(button, { button: 0, ctrlKey: false });
		await act(settled);
		const item = screen.getByRole("menuitem", { name });
		fireEvent.click(item);
		await act(settled);
		return item;
	}
	const drawn = () => screen.findAllByRole("img", { name: "The board at the end of the interview" });

	test("as one HTML file with the board in it, named for the question", async () => {
		await showReport(publishedReport());
		await drawn();
		await choose(/^One HTML file/);
		await vi.waitFor(() => expect(saved).toHaveLength(1), { timeout: 20_000 });
		const { name, file } = saved[0]!;
		expect(name).toBe("boardwalk-build-the-click-predictor-for-ads-in-a-social-feed-report.html");
		const text = await file.text();
		expect(text).toContain(`src="data:image/png;base64,${btoa("light")}"`);
		expect(text).toContain("Back to clarify once");
	});

	test("as Markdown in a folder with its pictures", async () => {
		await showReport(publishedReport());
		await drawn();
		await choose(/^Markdown/);
		await vi.waitFor(() => expect(saved).toHaveLength(1), { timeout: 20_000 });
		const { unzipSync } = await import("fflate");
		const files = unzipSync(new Uint8Array(await saved[0]!.file.arrayBuffer()));
		expect(Object.keys(files).sort()).toEqual(["board.png", "reference.svg", "report.md", "scores.svg", "time.svg"]);
		expect(new TextDecoder().decode(files["board.png"])).toBe("light");
		expect(new TextDecoder().decode(files["report.md"])).toMatch(/^# Build the click predictor/);
	});
});

describe("a draft", () => {
	test("says that only interviewers see it, leads to where it is written, and has no file yet", async () => {
		const interview = new Interview().after(5).do({ type: "start" }).after(10).do({ type: "end" });
		score(interview, INES, 3);
		await showReport(reportFor(interview, INES));
		expect(screen.getByRole("note").textContent).toContain("Only interviewers see this draft.");
		expect(screen.getByRole("link", { name: "Score and publish in the room" }).getAttribute("href")).toBe(
			"/sessions/session-1",
		);
		fireEvent.pointerDown(screen.getByRole("button", { name: "Download" }), { button: 0, ctrlKey: false });
		await act(settled);
		expect(screen.getByRole("menuitem", { name: "Files come with publishing" }).getAttribute("aria-disabled")).toBe(
			"true",
		);
		expect(screen.getByRole("menuitem", { name: "Print" })).toBeDefined();
	});

	test("of nothing is a report of nothing, in words", async () => {
		const interview = new Interview().after(5).do({ type: "start" }).after(1).do({ type: "end" });
		await showReport(reportFor(interview, INES));
		expect(screen.getByText("Nothing was scored yet.")).toBeDefined();
		expect(screen.getByText("Nothing was summed up in words.")).toBeDefined();
		expect(screen.getByText("Nothing was written to keep, to change or to practise.")).toBeDefined();
		expect(screen.getByText("nothing was marked")).toBeDefined();
		expect(screen.getAllByText("not marked")).toHaveLength(7);
		expect(screen.queryByRole("heading", { name: "Red thread" })).toBeNull();
	});
});

test("solo practice is one's own review: no outcome, no interviewer, no evidence asked for", async () => {
	await showReport(publishedReport({ kind: "solo" }));
	expect(screen.getByText("Your own review")).toBeDefined();
	expect(screen.getByText(/^Carl, on their own, /)).toBeDefined();
	expect(screen.queryByText("No evidence")).toBeNull();
	expect(screen.getAllByRole("columnheader").map((cell) => cell.textContent)).not.toContain("Evidence");
	expect(screen.queryByText(/interviewed by|Not answered/)).toBeNull();
});
