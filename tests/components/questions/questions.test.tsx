// The page Questions: what is found, what stands beside the choices, what the address keeps, and where things lead.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Home } from "#components/home/home.tsx";
import { filterAddress, readFilter } from "#components/questions/filter-address.ts";
import { QuestionPage } from "#components/questions/question-page.tsx";
import { FailedQuestions, LoadingQuestions } from "#components/questions/question-states.tsx";
import { Questions } from "#components/questions/questions.tsx";
import type { ListedQuestion } from "#core/protocol.ts";
import { NO_FILTER } from "#core/question-filter.ts";

beforeEach(() => {
	localStorage.clear();
	window.history.replaceState(null, "", "/questions");
});
afterEach(cleanup);

function question(id: string, more: Partial<ListedQuestion> = {}): ListedQuestion {
	return {
		id,
		title: `Design ${id}`,
		family: "ads",
		difficulty: "medium",
		levels: ["mid", "senior"],
		recommendedMinutes: 45,
		prompt: `Somebody wants ${id}.`,
		own: null,
		practised: 0,
		...more,
	};
}

const TWO = [
	question("clicks", { difficulty: "hard", practised: 2 }),
	question("videos", { family: "video-search", levels: ["staff"] }),
];
const MANY = Array.from({ length: 300 }, (_, index) =>
	question(`q${index}`, { family: `family-${index % 15}`, levels: index % 2 ? ["mid"] : ["staff"] }),
);

function draw(questions: readonly ListedQuestion[], address = "") {
	window.history.replaceState(null, "", `/questions${address}`);
	return render(<Questions questions={questions} asked={readFilter(new URLSearchParams(address))} guest={false} />);
}
const rows = () => screen.queryAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);
const choice = (name: RegExp) => screen.getByRole<HTMLInputElement>("checkbox", { name });
const search = (value: string) =>
	fireEvent.change(screen.getByRole("searchbox", { name: /Search/ }), { target: { value } });

describe("the list", () => {
	test("shows what kind each question is, how often one practised it, and leads to it and to a session", () => {
		draw(TWO);
		const [row] = screen.getAllByRole("listitem");
		expect(row?.textContent).toContain("Ads · Hard · Mid, senior · 45 min");
		expect(row?.textContent).toContain("Practised 2 times");
		expect(screen.getByRole("link", { name: "Design clicks" }).getAttribute("href")).toBe("/questions/clicks");
		expect(screen.getByRole("link", { name: "Practise Design clicks" }).getAttribute("href")).toBe("/?question=clicks");
		expect(screen.getByRole("status").textContent).toBe("2 questions");
	});

	test("narrows by words and choices, says how many, and shows all again", () => {
		draw(TWO);
		search("VIDEOS");
		expect(rows()).toEqual(["Design videos"]);
		expect(screen.getByRole("status").textContent).toBe("1 of 2 questions");
		search("");
		fireEvent.click(choice(/^Hard/));
		expect(rows()).toEqual(["Design clicks"]);
		fireEvent.click(choice(/^Staff/));
		expect(rows()).toEqual(["No question fits"]);
		fireEvent.click(screen.getByRole("button", { name: "Clear search and filters" }));
		expect(rows()).toEqual(["Design clicks", "Design videos"]);
		expect(choice(/^Hard/).checked).toBe(false);
	});

	test("says beside each choice how many it would show", () => {
		draw(TWO);
		expect(choice(/^Video search/).parentElement?.textContent).toContain("1 question");
		expect(choice(/^Practised/).parentElement?.textContent).toContain("1 question");
		fireEvent.click(choice(/^Staff/));
		expect(choice(/^Practised/).parentElement?.textContent).toContain("0 questions");
		expect(choice(/^Not yet/).parentElement?.textContent).toContain("1 question");
	});

	test("keeps the filters when only the words fit nothing", () => {
		draw(TWO);
		fireEvent.click(choice(/^Hard/));
		search("nothing like it");
		expect(screen.getByText(/says “nothing like it”/)).toBeDefined();
		fireEvent.click(screen.getByRole("button", { name: "Keep the filters, clear the search" }));
		expect(rows()).toEqual(["Design clicks"]);
		expect(choice(/^Hard/).checked).toBe(true);
	});

	test("titles and prompts full of markup are text", () => {
		const evil = "<img src=x onerror=alert(1)> **bold** [x](javascript:alert(1))";
		const { container } = draw([question("evil", { title: evil, prompt: evil })]);
		expect(rows()).toEqual([evil]);
		expect(container.querySelectorAll("img, strong, b, a[href^='javascript']")).toHaveLength(0);
	});

	test("has words for a bank without questions", () => {
		draw([]);
		expect(screen.getByRole("heading", { name: "No question is installed" })).toBeDefined();
		expect(screen.queryByRole("searchbox")).toBeNull();
	});

	test("shows three hundred a part at a time, and finds among all of them", () => {
		draw(MANY);
		expect(rows()).toHaveLength(50);
		fireEvent.click(screen.getByRole("button", { name: "Show 50 more" }));
		expect(rows()).toHaveLength(100);
		expect(screen.getByText("200 more found")).toBeDefined();
		search("q299");
		expect(rows()).toEqual(["Design q299"]);
		search("");
		expect(rows()).toHaveLength(50);
		expect(screen.getAllByRole("checkbox", { name: /^Family/ })).toHaveLength(15);
		expect(choice(/^Family 3/).parentElement?.textContent).toContain("20 questions");
	});
});

describe("the address", () => {
	test("is read when the page opens, and what is none of ours is left out", () => {
		draw(TWO, "?difficulty=hard&difficulty=odd&level=boss&family=<b>&practised=yes");
		expect(choice(/^Hard/).checked).toBe(true);
		expect(rows()).toEqual(["Design clicks"]);
		expect(screen.getAllByRole("checkbox", { checked: true })).toHaveLength(2);
	});

	test("follows what one looks for, so that a link can be shared, and goes along to a question and back", async () => {
		draw(TWO);
		search("clicks");
		fireEvent.click(choice(/^Ads/));
		await waitFor(() => expect(window.location.search).toBe("?q=clicks&family=ads"));
		expect(screen.getByRole("link", { name: "Design clicks" }).getAttribute("href")).toBe(
			"/questions/clicks?q=clicks&family=ads",
		);
		fireEvent.click(screen.getByRole("button", { name: "Clear search and filters" }));
		await waitFor(() => expect(window.location.search).toBe(""));
	});

	test("is read again when somebody goes back", async () => {
		draw(TWO);
		window.history.replaceState(null, "", "/questions?q=videos");
		fireEvent(window, new PopStateEvent("popstate"));
		await waitFor(() => expect(rows()).toEqual(["Design videos"]));
	});

	test("that changed since the server was asked wins", async () => {
		window.history.replaceState(null, "", "/questions?q=videos");
		render(<Questions questions={TWO} asked={NO_FILTER} guest={false} />);
		await waitFor(() => expect(rows()).toEqual(["Design videos"]));
	});

	test("says the same again after it was read", () => {
		for (const address of [
			"",
			"?q=a+%26+b",
			"?family=ads&family=risk&difficulty=hard&level=mid&level=staff&practised=no",
		]) {
			expect(filterAddress(readFilter(new URLSearchParams(address)))).toBe(address);
		}
		expect(readFilter(new URLSearchParams(`q=${"x".repeat(500)}`)).text).toHaveLength(100);
	});
});

describe("one question", () => {
	test("shows its prompt as paragraphs, its kind, and the way to a session; the way back leads to the same list", () => {
		const prompt = "A line\nthat goes on.\n\n# No heading <b>x</b>";
		const { container } = render(
			<QuestionPage question={question("clicks", { prompt })} guest={false} address="?level=mid" />,
		);
		expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Design clicks");
		expect(screen.getByText("A line that goes on.")).toBeDefined();
		expect(screen.getByText("# No heading <b>x</b>")).toBeDefined();
		expect(container.textContent).toContain("Not practised yet");
		expect(screen.getByRole("link", { name: "Practise this" }).getAttribute("href")).toBe("/?question=clicks");
		expect(screen.getByRole("link", { name: "Back to what you looked for" }).getAttribute("href")).toBe(
			"/questions?level=mid",
		);
	});
});

describe("the form of a session", () => {
	const home = (asked: string | null) => render(<Home questions={TWO} sample={null} guest={false} asked={asked} />);
	const combobox = () => screen.getByRole("combobox", { name: "Question" });

	test("begins with the question that the address names, its length and a level at which it is asked", () => {
		render(
			<Home
				questions={[...TWO, question("long", { recommendedMinutes: 60, levels: ["staff"] })]}
				sample={null}
				guest={false}
				asked="long"
			/>,
		);
		expect(combobox().textContent).toContain("Design long");
		expect(screen.getByRole<HTMLInputElement>("radio", { name: "60 min" }).checked).toBe(true);
		expect(screen.getByRole<HTMLInputElement>("radio", { name: "Staff" }).checked).toBe(true);
		expect(screen.queryByText(/not here any more/)).toBeNull();
	});

	test("says when that question is not there, and offers the others", () => {
		home("own-of-somebody-else");
		expect(screen.getByText(/not here any more, or it is not yours/)).toBeDefined();
		expect(combobox().textContent).toContain("Design clicks");
		cleanup();
		home(null);
		expect(screen.queryByText(/not here any more/)).toBeNull();
	});
});

describe("while the questions are not there", () => {
	test("the page says that they are coming, or that they could not be had, and tries again", () => {
		render(<LoadingQuestions />);
		expect(screen.getByRole("status", { name: "Loading the questions" })).toBeDefined();
		cleanup();
		let again = 0;
		render(<FailedQuestions onAgain={() => again++} />);
		fireEvent.click(within(screen.getByRole("alert")).getByRole("button", { name: "Try again" }));
		expect(again).toBe(1);
	});
});
