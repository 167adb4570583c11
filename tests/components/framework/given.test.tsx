// The candidate's side of what an interviewer gives: the list, closed book, and guidance in solo practice.
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { givenOf, givenWords } from "#components/framework/given.ts";
import { GivenList } from "#components/framework/given-list.tsx";
import { GuidanceOffer } from "#components/framework/guidance-offer.tsx";
import { Prompts } from "#components/framework/prompts.tsx";
import type { SessionEvent } from "#core/session.ts";
import { IN_DATA, type MadeViewOptions, MINUTE, madeView, START } from "#tests/components/session/made-view.ts";

afterEach(cleanup);

const GIVEN: readonly (readonly [SessionEvent, number])[] = [
	...IN_DATA,
	[{ type: "clarified", by: "p1", no: 1, q: "Which feeds?", a: "All of them." }, START + 12 * MINUTE],
	[{ type: "hint-shown", by: "p1", step: "data", level: 1, text: "Draw the life of one row." }, START + 13 * MINUTE],
	[{ type: "twist-played", by: "p1", no: 2, text: "The budget halves." }, START + 14 * MINUTE],
];
const GUIDANCE: readonly [SessionEvent, number] = [
	{ type: "guidance-shown", by: "p2", step: "data", lookFor: ["a row"], hints: ["one", "two"], pitfalls: ["leaks"] },
	START + 15 * MINUTE,
];

describe("what was given", () => {
	test("stands newest first with its kind in words and its time; earlier ones come on request", () => {
		render(<GivenList view={madeView({ role: "candidate", events: GIVEN })} />);
		const rows = () =>
			within(screen.getByRole("list", { name: "Given to you, newest first" }))
				.getAllByRole("listitem")
				.map((row) => row.textContent);
		expect(rows()).toEqual(["Changed requirement14:00The budget halves.A change is no sign of a mistake."]);
		fireEvent.click(screen.getByRole("button", { name: "2 earlier" }));
		expect(rows().slice(1)).toEqual(["NudgeData13:00Draw the life of one row.", "Answer12:00Which feeds?All of them."]);
		fireEvent.click(screen.getByRole("button", { name: "Less" }));
		expect(rows()).toHaveLength(1);
	});

	test("is seen by observers, who read to whom it was given; where nothing was there is nothing", () => {
		const { container, rerender } = render(<GivenList view={madeView({ role: "observer", events: GIVEN })} />);
		expect(screen.getByText("Given to the candidate")).toBeTruthy();
		rerender(<GivenList view={madeView({ role: "candidate", events: IN_DATA })} />);
		expect(container.textContent).toBe("");
	});

	test("includes a step's guidance with all its parts", () => {
		render(<GivenList view={madeView({ role: "candidate", kind: "solo", events: [...IN_DATA, GUIDANCE] })} />);
		for (const words of ["What it looks for", "a row", "Hints", "one", "two", "Pitfalls", "leaks"]) {
			expect(screen.getByText(words)).toBeTruthy();
		}
	});

	test("is said in one sentence", () => {
		const [twist, nudge] = givenOf(madeView({ role: "candidate", events: GIVEN }));
		expect(twist && givenWords(twist)).toBe("Changed requirement: The budget halves.");
		expect(nudge && givenWords(nudge)).toBe("Nudge for data: Draw the life of one row.");
	});

	test("texts of markup and of any length stay text", () => {
		const text = `<img src=x onerror=alert(1)> ${"very-long-".repeat(200)}`;
		const events = [...IN_DATA, [{ type: "twist-played", by: "p1", no: 1, text }, START + 12 * MINUTE] as const];
		const { container } = render(<GivenList view={madeView({ role: "candidate", events })} />);
		expect(container.querySelector("img")).toBeNull();
		expect(container.textContent).toContain(text);
	});
});

describe("closed book", () => {
	const closed = (options: MadeViewOptions = {}, after: readonly (readonly [SessionEvent, number])[] = []) =>
		madeView({
			...options,
			events: [
				[{ type: "settings-set", by: "p1", settings: { focus: null, order: "book", prompts: false } }, 0],
				...IN_DATA,
				...after,
			],
		});
	const boxes = () => screen.queryAllByRole("checkbox").length;

	test("hides the guiding questions from the candidate alone, until the clocks have stopped", () => {
		const { rerender } = render(<Prompts view={closed({ role: "candidate" })} step="data" onTick={() => {}} />);
		expect(boxes()).toBe(0);
		expect(screen.getByText(/^Closed book/)).toBeTruthy();
		for (const role of ["interviewer", "observer"] as const) {
			rerender(<Prompts view={closed({ role })} step="data" />);
			expect(boxes()).toBe(6);
		}
		const over = closed({ role: "candidate" }, [[{ type: "debrief-begun", by: "p1" }, START + 20 * MINUTE]]);
		rerender(<Prompts view={over} step="data" />);
		expect(boxes()).toBe(6);
	});
});

describe("guidance in solo practice", () => {
	const solo = (events = IN_DATA) => madeView({ role: "candidate", kind: "solo", events });
	const at = (minutes: number) => START + (11 + minutes) * MINUTE;

	test("is a quiet button that says what it costs, and offered plainly when the time is over", () => {
		const asked = vi.fn();
		const { rerender } = render(<GuidanceOffer view={solo()} at={at(7.9)} step="data" onAsk={asked} />);
		const early = screen.getByRole("button", { name: "Show the guidance for data (counts as told)" });
		expect(early.className).toContain("quiet");
		rerender(<GuidanceOffer view={solo()} at={at(8)} step="data" onAsk={asked} />);
		expect(screen.getByText(/^The time for data is over/).textContent).toContain("counts as told");
		fireEvent.click(screen.getByRole("button", { name: "Show the guidance" }));
		expect(asked).toHaveBeenCalledExactlyOnceWith("data");
	});

	test("is not offered twice, before the start, with an interviewer, or to others", () => {
		const views = [
			solo([...IN_DATA, GUIDANCE]),
			solo([]),
			madeView({ role: "candidate", events: IN_DATA }),
			madeView({ role: "observer", kind: "solo", events: IN_DATA }),
		];
		for (const view of views) {
			const { container } = render(<GuidanceOffer view={view} at={at(20)} step="data" onAsk={() => {}} />);
			expect(container.textContent).toBe("");
			cleanup();
		}
	});
});
