// The first page: what it asks for, what it sends, and what its list of sessions tells.

import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MySessions } from "#components/home/my-sessions.tsx";
import { StartForm } from "#components/home/start-form.tsx";
import type { SessionSummary } from "#core/protocol.ts";
import type { PublicQuestion } from "#core/question.ts";
import { fakeApi, refusal } from "../fake-api.ts";

beforeEach(() => localStorage.clear());
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

const QUESTION: PublicQuestion = {
	id: "ads",
	title: "Predict clicks",
	family: "ads",
	difficulty: "hard",
	levels: ["senior", "staff"],
	recommendedMinutes: 45,
	prompt: "Predict them.",
};

function summary(more: Partial<SessionSummary> = {}): SessionSummary {
	return {
		id: "s1",
		kind: "led",
		role: "interviewer",
		creator: true,
		minutes: 45,
		level: "senior",
		family: "ads",
		question: "Predict clicks",
		title: null,
		people: [{ name: "Jonas Weber", role: "candidate" }],
		phase: "ended",
		mayReplay: true,
		report: "none",
		createdAt: "2026-11-20T10:00:00.000Z",
		startedAt: 60_000,
		endedAt: 2_000_000,
		walk: { clarify: 300_000, frame: 200_000 },
		...more,
	};
}

describe("the start form", () => {
	const goTo = vi.fn();
	beforeEach(() => goTo.mockClear());
	const draw = () => render(<StartForm questions={[QUESTION]} minutes={60} onMinutes={() => {}} goTo={goTo} />);
	const press = () => fireEvent.click(screen.getByRole("button", { name: "Open the room" }));
	const name = (value: string) => fireEvent.change(screen.getByLabelText("Your name"), { target: { value } });

	test("signs a guest in, opens the room and keeps the name for the next time", async () => {
		const asked = fakeApi({
			"POST /api/sessions": [
				[401, refusal("not-signed-in", "You are not signed in.")],
				[201, { id: "s9", invites: {} }],
			],
			"POST /api/auth/sign-in/anonymous": [200, {}],
		});
		draw();
		name("Priya Raman");
		fireEvent.click(screen.getByRole("radio", { name: "Candidate" }));
		fireEvent.change(screen.getByLabelText(/Meeting link/), { target: { value: "https://meet.example.org/x" } });
		press();
		await waitFor(() => expect(goTo).toHaveBeenCalledExactlyOnceWith("/sessions/s9"));
		expect(asked.at(-1)?.body).toEqual({
			kind: "led",
			questionId: "ads",
			minutes: 60,
			level: "senior",
			name: "Priya Raman",
			role: "candidate",
			meetingUrl: "https://meet.example.org/x",
		});
		cleanup();
		draw();
		expect(screen.getByLabelText<HTMLInputElement>("Your name").value).toBe("Priya Raman");
	});

	test("asks for no role and no meeting in solo practice", async () => {
		const asked = fakeApi({ "POST /api/sessions": [201, { id: "s9", invites: {} }] });
		draw();
		name("Ada");
		fireEvent.click(screen.getByRole("radio", { name: "Solo practice" }));
		expect(screen.queryByRole("radio", { name: "Candidate" })).toBeNull();
		press();
		await waitFor(() => expect(goTo).toHaveBeenCalled());
		expect(asked.at(-1)?.body).toEqual({ kind: "solo", questionId: "ads", minutes: 60, level: "senior", name: "Ada" });
	});

	test("sends nothing without a name or with a link that is not https, and goes to what is missing", () => {
		const asked = fakeApi({});
		draw();
		press();
		expect(screen.getByText("Your name is missing.")).toBeDefined();
		expect(document.activeElement).toBe(screen.getByLabelText("Your name"));
		name("Ada");
		fireEvent.change(screen.getByLabelText(/Meeting link/), { target: { value: "http://meet.example.org" } });
		press();
		expect(screen.getByText("The meeting link must begin with https://")).toBeDefined();
		expect(asked).toEqual([]);
	});

	test("says what the server refused and can be sent again", async () => {
		fakeApi({ "POST /api/sessions": [429, refusal("too-many", "Twenty sessions an hour are enough.")] });
		draw();
		name("Ada");
		press();
		await screen.findByText("Twenty sessions an hour are enough.");
		expect(screen.getByRole("button", { name: "Open the room" }).getAttribute("aria-busy")).toBeNull();
		expect(goTo).not.toHaveBeenCalled();
	});

	test("offers only the levels that the question is made for", () => {
		draw();
		expect(screen.getByRole<HTMLInputElement>("radio", { name: "Mid" }).disabled).toBe(true);
		expect(screen.getByRole<HTMLInputElement>("radio", { name: "Staff" }).disabled).toBe(false);
	});
});

describe("my sessions", () => {
	const LIST = "GET /api/sessions";

	test("show a question that one may not know yet as its field", async () => {
		fakeApi({
			[LIST]: [200, { sessions: [summary({ question: null, role: "candidate", phase: "lobby" })], next: null }],
		});
		render(<MySessions guest />);
		const link = await screen.findByRole("link", { name: "Ads question" });
		expect(link.getAttribute("href")).toBe("/sessions/s1");
	});

	test("lead to the report once there is one to read or to write", async () => {
		const sessions = [
			summary({ id: "s1", question: "Published", report: "published" }),
			summary({ id: "s2", question: "Waiting", phase: "debrief", report: "waiting" }),
			summary({ id: "s3", question: "Running", phase: "running", report: "none" }),
		];
		fakeApi({ [LIST]: [200, { sessions, next: null }] });
		render(<MySessions guest />);
		const published = await screen.findByRole("link", { name: "Report of Published" });
		expect(published.getAttribute("href")).toBe("/sessions/s1/report");
		const waiting = screen.getByRole("link", { name: "Report of Waiting, not published yet" });
		expect(waiting.getAttribute("href")).toBe("/sessions/s2/report");
		expect(screen.queryByRole("link", { name: /^Report of Running/ })).toBeNull();
	});

	test("lead to the replay when over, to the room before, and to both while it runs", async () => {
		const sessions = [
			summary(),
			summary({ id: "s2", phase: "running" }),
			summary({ id: "s3", startedAt: null, phase: "lobby" }),
		];
		fakeApi({ [LIST]: [200, { sessions, next: null }] });
		render(<MySessions guest />);
		await screen.findAllByRole("row");
		const places = screen
			.getAllByRole("row")
			.slice(1)
			.map((row) =>
				within(row)
					.getAllByRole("link")
					.map((link) => link.getAttribute("href")),
			);
		expect(places).toEqual([
			["/sessions/s1/replay", "/sessions/s1/replay"],
			["/sessions/s2", "/sessions/s2/replay", "/sessions/s2"],
			["/sessions/s3", "/sessions/s3"],
		]);
	});

	test("show more on demand, and nothing twice", async () => {
		fakeApi({
			[LIST]: [200, { sessions: [summary()], next: "2026~s1" }],
			"GET /api/sessions?before=2026~s1": [200, { sessions: [summary(), summary({ id: "s2" })], next: null }],
		});
		render(<MySessions guest />);
		fireEvent.click(await screen.findByRole("button", { name: "Show more" }));
		await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(3));
		expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
	});

	test("are deleted only after a question that says for whom", async () => {
		const asked = fakeApi({
			[LIST]: [
				200,
				{ sessions: [summary(), summary({ id: "s2", creator: false, question: "Rank videos" })], next: null },
			],
			"DELETE /api/sessions/s1": [[503, refusal("later", "Try again in a moment.")], [204]],
		});
		render(<MySessions guest />);
		expect(await screen.findByRole("button", { name: "Take Rank videos off my list" })).toBeDefined();
		fireEvent.click(screen.getByRole("button", { name: "Delete Predict clicks" }));
		const question = await screen.findByRole("alertdialog", { name: "Delete this session?" });
		expect(asked).toHaveLength(1);
		fireEvent.click(within(question).getByRole("button", { name: "Delete for everyone" }));
		await within(question).findByText("Try again in a moment.");
		fireEvent.click(within(question).getByRole("button", { name: "Delete for everyone" }));
		await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
		expect(screen.queryByRole("link", { name: "Predict clicks" })).toBeNull();
		expect(screen.getByRole("link", { name: "Rank videos" })).toBeDefined();
	});

	test("say that there are none, and ask nobody when nobody is signed in", () => {
		const asked = fakeApi({});
		render(<MySessions guest={false} />);
		expect(screen.getByRole("heading", { name: "No sessions yet" })).toBeDefined();
		expect(asked).toEqual([]);
	});

	test("say when they could not be loaded, and load again", async () => {
		fakeApi({
			[LIST]: [
				[500, refusal("internal", "Something went wrong on the server.")],
				[200, { sessions: [summary()], next: null }],
			],
		});
		render(<MySessions guest />);
		await screen.findByText("Something went wrong on the server.");
		fireEvent.click(screen.getByRole("button", { name: "Try again" }));
		await screen.findByRole("link", { name: "Predict clicks" });
	});
});
