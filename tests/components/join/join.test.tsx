// The page behind a link: every state in words, nothing sent before consent, in by itself when let in.

import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Join } from "#components/join/join.tsx";
import type { InviteView } from "#core/protocol.ts";
import { fakeApi, refusal } from "../fake-api.ts";

const LOOK = "GET /api/invites/tok";
const goTo = vi.fn();

beforeEach(() => {
	localStorage.clear();
	goTo.mockClear();
	vi.spyOn(window.location, "assign").mockImplementation(goTo);
});
afterEach(() => {
	cleanup();
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

function invite(more: Partial<InviteView> = {}): InviteView {
	return {
		state: "open",
		role: "candidate",
		invitedBy: "Priya Raman",
		people: [{ name: "Priya Raman", role: "interviewer" }],
		kind: "led",
		minutes: 45,
		level: "senior",
		family: "ads",
		expiresAt: "2026-11-28T10:00:00.000Z",
		...more,
	};
}

async function fillIn(name: string) {
	fireEvent.change(await screen.findByLabelText("Your name"), { target: { value: name } });
}

describe("an open link", () => {
	test("says with whom, as what, how long, at which level, in which field, and that it is recorded", async () => {
		const asked = fakeApi({ [LOOK]: [200, invite()] });
		render(<Join token="tok" />);
		await screen.findByText("Priya invites you to an interview");
		const words = document.body.textContent ?? "";
		for (const part of ["Priya Raman, interviewer", "the candidate", "45 minutes, seven steps", "Senior", "Ads."])
			expect(words).toContain(part);
		expect(words).toContain("This session is recorded");
		expect(words).toContain("Priya and you can replay it; observers only if the interviewer allows it.");
		expect(words).toContain("Priya, who made the session, can delete it for everyone.");
		expect(screen.getByRole<HTMLInputElement>("checkbox").checked).toBe(false);
		expect(asked.map((request) => request.method)).toEqual(["GET"]);
	});

	test("sends nothing until the person agreed, and says why", async () => {
		const asked = fakeApi({ [LOOK]: [200, invite()] });
		render(<Join token="tok" />);
		await fillIn("Jonas");
		fireEvent.click(screen.getByRole("button", { name: "Join as candidate" }));
		expect(
			screen.getByText("Tick the box to join. Without a recording there is no replay and no report."),
		).toBeDefined();
		expect(document.activeElement).toBe(screen.getByRole("checkbox"));
		expect(asked).toHaveLength(1);
	});

	test("signs a guest in when nobody is, joins and goes into the room", async () => {
		const asked = fakeApi({
			[LOOK]: [200, invite()],
			"POST /api/invites/tok/accept": [
				[401, refusal("not-signed-in", "You are not signed in.")],
				[200, { sessionId: "s1", role: "candidate" }],
			],
			"POST /api/auth/sign-in/anonymous": [200, {}],
		});
		render(<Join token="tok" />);
		await fillIn("  Jonas   Weber ");
		fireEvent.click(screen.getByRole("checkbox"));
		fireEvent.click(screen.getByRole("button", { name: "Join as candidate" }));
		await waitFor(() => expect(goTo).toHaveBeenCalledExactlyOnceWith("/sessions/s1"));
		expect(asked.slice(1).map((request) => request.path)).toEqual([
			"/api/invites/tok/accept",
			"/api/auth/sign-in/anonymous",
			"/api/invites/tok/accept",
		]);
		expect(asked.at(-1)?.body).toEqual({ name: "Jonas Weber", consent: true });
	});

	test("that was withdrawn meanwhile says so after the press", async () => {
		fakeApi({
			[LOOK]: [
				[200, invite()],
				[200, invite({ state: "revoked" })],
			],
			"POST /api/invites/tok/accept": [410, refusal("revoked", "This link was withdrawn.")],
		});
		render(<Join token="tok" />);
		await fillIn("Jonas");
		fireEvent.click(screen.getByRole("checkbox"));
		fireEvent.click(screen.getByRole("button", { name: "Join as candidate" }));
		await screen.findByRole("heading", { name: "This link was withdrawn by Priya" });
	});
});

describe("a link without a form", () => {
	test.each<[string, Partial<InviteView>, string, string]>([
		["withdrawn", { state: "revoked" }, "This link was withdrawn by Priya", "Ask Priya for a new one."],
		["expired", { state: "expired" }, "This link ended on 28 November", "Ask Priya for a new one."],
		["of an ended session", { state: "over" }, "This interview is over", "Nobody can join it any more."],
		[
			"of someone who is in",
			{ state: "member", sessionId: "s1", memberRole: "candidate" },
			"You are already in",
			"You joined this session as the candidate.",
		],
		[
			"of someone who is in as another",
			{ state: "member", sessionId: "s1", memberRole: "interviewer" },
			"You are the interviewer here",
			"open it in a private window",
		],
	])("%s says so and what to do", async (_, view, title, words) => {
		fakeApi({ [LOOK]: [200, invite(view)] });
		render(<Join token="tok" />);
		await screen.findByRole("heading", { name: title });
		expect(document.body.textContent).toContain(words);
		expect(screen.queryByRole("textbox")).toBeNull();
		const room = screen.queryByRole("link", { name: "Open the room" });
		expect(room?.getAttribute("href") ?? null).toBe(view.sessionId ? "/sessions/s1" : null);
		expect(goTo).not.toHaveBeenCalled();
	});

	test("that nobody knows says so", async () => {
		fakeApi({ [LOOK]: [404, refusal("unknown", "There is no such link.")] });
		render(<Join token="tok" />);
		await screen.findByRole("heading", { name: "We do not know this link" });
	});

	test("that cannot be looked up shows the server's words and tries again", async () => {
		fakeApi({
			[LOOK]: [
				[429, refusal("too-many", "Wait a minute.")],
				[200, invite()],
			],
		});
		render(<Join token="tok" />);
		await screen.findByText("Wait a minute.");
		fireEvent.click(screen.getByRole("button", { name: "Try again" }));
		await screen.findByRole("button", { name: "Join as candidate" });
	});
});

describe("a taken seat", () => {
	const taken: Partial<InviteView> = { state: "seat-taken", holders: ["Ada Lovelace"], request: "none" };

	test("says who has it, asks the interviewer, waits and opens the room by itself", async () => {
		vi.useFakeTimers({ shouldAdvanceTime: true });
		const asked = fakeApi({
			[LOOK]: [
				[200, invite(taken)],
				[200, invite({ ...taken, request: "waiting" })],
				[200, invite({ ...taken, request: "waiting" })],
				[200, invite({ state: "member", sessionId: "s1", memberRole: "candidate" })],
			],
			"POST /api/invites/tok/ask": [202],
		});
		render(<Join token="tok" />);
		await screen.findByRole("heading", { name: "Ada already has this place." });
		await fillIn("Ada");
		fireEvent.click(screen.getByRole("checkbox"));
		fireEvent.click(screen.getByRole("button", { name: "Ask Priya to let you in" }));
		await screen.findByRole("heading", { name: "Waiting for Priya" });
		expect(goTo).not.toHaveBeenCalled();
		// two looks, two seconds apart
		await act(() => vi.advanceTimersByTimeAsync(2_050));
		await act(() => vi.advanceTimersByTimeAsync(2_050));
		await waitFor(() => expect(goTo).toHaveBeenCalledExactlyOnceWith("/sessions/s1"));
		expect(asked.find((request) => request.path.endsWith("/ask"))?.body).toEqual({ name: "Ada" });
	});

	test("keeps waiting through a lost connection, and says that it was lost", async () => {
		vi.useFakeTimers({ shouldAdvanceTime: true });
		fakeApi({
			[LOOK]: [
				[200, invite({ ...taken, request: "waiting" })],
				[503, refusal("later", "The server is starting.")],
				[200, invite({ ...taken, request: "waiting" })],
			],
		});
		render(<Join token="tok" />);
		await screen.findByText(/Priya sees your request/);
		await act(() => vi.advanceTimersByTimeAsync(2_100));
		await screen.findByText("The server is starting.");
		await act(() => vi.advanceTimersByTimeAsync(8_100));
		await screen.findByText(/Priya sees your request/);
	});

	test("says when one was not let in", async () => {
		fakeApi({ [LOOK]: [200, invite({ ...taken, request: "refused" })] });
		render(<Join token="tok" />);
		await screen.findByRole("heading", { name: "Priya did not let you in" });
		expect(screen.getByRole("button", { name: "Ask Priya to let you in" })).toBeDefined();
	});
});
