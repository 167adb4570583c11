// Adding a question of one's own: from a file, the example or the keyboard; what is said when it is not right, and that nothing of
// it is lost. And what its owner can do with it on its page.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AddQuestionButton } from "#components/questions/add-question.tsx";
import { OwnQuestion } from "#components/questions/own-question.tsx";
import { fakeApi, refusal } from "../fake-api.ts";

beforeEach(() => sessionStorage.clear());
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

const goTo = vi.fn();
beforeEach(() => goTo.mockClear());

const POST = "POST /api/questions";
const PROBLEMS = {
	error: {
		code: "not-a-pack",
		message: "2 things in this file are not right.",
		problems: [
			{ line: 2, path: "title", reason: "must be text, not empty" },
			{ path: "difficulty", reason: "is missing" },
		],
	},
};

function open() {
	render(<AddQuestionButton goTo={goTo} />);
	fireEvent.click(screen.getByRole("button", { name: "Add a question of your own" }));
	return screen.getByRole("dialog", { name: "Add a question of your own" });
}
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Or paste it here" });
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const send = () => fireEvent.click(screen.getByRole("button", { name: "Add question" }));
const choose = (name: string, ...content: BlobPart[]) =>
	fireEvent.change(screen.getByLabelText("File with a question pack"), {
		target: { files: [new File(content, name)] },
	});

describe("adding a question", () => {
	test("sends what was pasted as it is, signs a guest in, and goes to the question", async () => {
		const asked = fakeApi({
			[POST]: [
				[401, refusal("not-signed-in", "You are not signed in.")],
				[201, { id: "own-1" }],
			],
			"POST /api/auth/sign-in/anonymous": [200, {}],
		});
		open();
		type("id: mine\n");
		send();
		await waitFor(() => expect(goTo).toHaveBeenCalledExactlyOnceWith("/questions/own-1"));
		expect(asked.filter(({ path }) => path === "/api/questions").map(({ text }) => text)).toEqual([
			"id: mine\n",
			"id: mine\n",
		]);
		expect(sessionStorage.length).toBe(0);
	});

	test("says everything that is wrong, with file, line, place and reason, and leads to the line", async () => {
		fakeApi({ [POST]: [422, PROBLEMS] });
		open();
		choose("tickets.yaml", "id: mine\ntitle:\nfamily: x\n");
		await waitFor(() => expect(field().value).toContain("family: x"));
		expect(screen.getByText("tickets.yaml")).toBeDefined();
		send();
		await screen.findByText("2 things in this file are not right.");
		const rows = within(screen.getByRole("list", { name: "What is not right in tickets.yaml" })).getAllByRole(
			"listitem",
		);
		expect(rows.map((row) => row.textContent)).toEqual([
			"line 2title must be text, not empty",
			"difficulty is missing",
		]);
		expect(field().getAttribute("aria-invalid")).toBe("true");
		fireEvent.click(screen.getByRole("button", { name: "line 2" }));
		expect(document.activeElement).toBe(field());
		expect([field().selectionStart, field().selectionEnd]).toEqual([9, 15]);
		expect(field().value).toContain("id: mine");
	});

	test("loses nothing that was typed: by a refusal, a closed dialog, a reload", async () => {
		fakeApi({ [POST]: [503, refusal("busy", "Many files are being read just now.")] });
		open();
		type("id: long work");
		send();
		await screen.findByText("Many files are being read just now.");
		expect(field().value).toBe("id: long work");
		fireEvent.click(screen.getByRole("button", { name: "Not now" }));
		expect(screen.queryByRole("dialog")).toBeNull();
		fireEvent.click(screen.getByRole("button", { name: "Add a question of your own" }));
		expect(field().value).toBe("id: long work");
		cleanup();
		open();
		expect(field().value).toBe("id: long work");
		type("id: longer work");
		expect(screen.queryByText("Many files are being read just now.")).toBeNull();
	});

	test("asks the server for nothing without anything to send, or with a file that cannot be one", async () => {
		const asked = fakeApi({});
		open();
		send();
		await screen.findByText(/There is nothing in it yet/);
		choose("huge.yaml", "x".repeat(128 * 1024 + 1));
		await screen.findByText(/huge\.yaml has 129 KB\. A question pack may have 128 KB at most\./);
		choose("picture.png", new Uint8Array([0xff, 0xd8, 0xff]));
		await screen.findByText("picture.png could not be read as text.");
		expect(field().value).toBe("");
		expect(asked).toEqual([]);
	});

	test("takes a file that is dropped, and the example", async () => {
		fakeApi({ "GET /question-example.yaml": [200, "an example"] });
		open();
		fireEvent.click(screen.getByRole("button", { name: "Start from an example" }));
		await waitFor(() => expect(field().value).toContain("an example"));
		const files = [new File(["id: dropped"], "dropped.json")];
		fireEvent.drop(field(), { dataTransfer: { files, types: ["Files"] } });
		await waitFor(() => expect(field().value).toBe("id: dropped"));
		expect(screen.getByText("dropped.json")).toBeDefined();
	});

	test("shows reasons full of markup as text", async () => {
		const reason = '<img src=x onerror=alert(1)> "x"';
		const problems = [{ line: 1, path: "<b>", reason }];
		fakeApi({ [POST]: [422, { error: { code: "not-a-pack", message: "One thing is not right.", problems } }] });
		const dialog = open();
		type("x");
		send();
		await screen.findByText(reason);
		expect(dialog.querySelectorAll("img, b")).toHaveLength(0);
	});
});

describe("a question of one's own", () => {
	const question = {
		id: "own-1",
		title: "Mine",
		family: "ads",
		difficulty: "easy",
		levels: ["mid"],
		recommendedMinutes: 35,
		prompt: "Do it.",
		own: { packId: "mine" },
		practised: 0,
	} as const;

	test("says how to change it, and is deleted only after a question", async () => {
		const asked = fakeApi({
			"DELETE /api/questions/own-1": [[503, refusal("later", "Try again in a moment.")], [204]],
		});
		render(<OwnQuestion question={{ ...question, levels: ["mid"] }} goTo={goTo} />);
		expect(screen.getByText("mine")).toBeDefined();
		fireEvent.click(screen.getByRole("button", { name: "Delete this question" }));
		expect(asked).toEqual([]);
		const dialog = screen.getByRole("alertdialog", { name: "Delete this question?" });
		fireEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
		await within(dialog).findByText("Try again in a moment.");
		expect(goTo).not.toHaveBeenCalled();
		fireEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
		await waitFor(() => expect(goTo).toHaveBeenCalledExactlyOnceWith("/questions"));
	});
});
