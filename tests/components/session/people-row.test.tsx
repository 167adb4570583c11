// The people in the bar and in the list: who may be followed, who may be brought, and by whom.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Together, TogetherState } from "#components/board/together.ts";
import { PeopleDialog } from "#components/session/people-dialog.tsx";
import { PeopleRow } from "#components/session/people-row.tsx";
import { personDeeds } from "#components/session/person-deeds.ts";
import type { Looking } from "#components/session/use-looking.ts";
import { IN_DATA, JONAS, MEI, madeView, PRIYA } from "#tests/components/session/made-view.ts";

afterEach(cleanup);

function lookingWith(part: Partial<TogetherState>): Looking & { asked: string[] } {
	const asked: string[] = [];
	const state: TogetherState = { following: null, followers: [], onBoard: [], ...part };
	const together: Together = {
		state: () => state,
		subscribe: () => () => {},
		follow: (id) => asked.push(`follow ${id}`),
		stopFollowing: () => asked.push("stop"),
		bring: (id) => asked.push(`bring ${id}`),
	};
	return { state, together, onTogether: () => {}, asked };
}

const wordsFor = (part: Partial<TogetherState>, options: Parameters<typeof madeView>[0], person = JONAS) =>
	personDeeds(madeView({ events: IN_DATA, ...options }), lookingWith(part), person).map(({ words }) => words);

test("[T1] [T2] who has a board open may be followed; who may draw brings; an observer only follows", () => {
	const onBoard = [JONAS.id, PRIYA.id, MEI.id];
	expect(wordsFor({ onBoard }, { role: "interviewer" })).toEqual(["Follow Jonas Weber", "Bring Jonas Weber to me"]);
	expect(wordsFor({ onBoard }, { role: "observer" })).toEqual(["Follow Jonas Weber"]);
	expect(wordsFor({ onBoard }, { role: "interviewer" }, MEI)).toEqual(["Follow Mei Lin", "Bring Mei Lin to me"]);
	expect(wordsFor({ onBoard: [] }, { role: "interviewer" })).toEqual([]);
	expect(wordsFor({ onBoard, following: JONAS.id }, { role: "candidate" }, PRIYA)).toContain("Follow Priya Raman");
	expect(wordsFor({ onBoard, following: JONAS.id }, {})).toContain("Stop following Jonas Weber");
	expect(wordsFor({ onBoard, followers: [JONAS.id] }, {})).toEqual(["Jonas Weber follows you"]);
});

test("nothing of it shows for oneself, alone in practice, or before the board is there", () => {
	const onBoard = [JONAS.id];
	expect(wordsFor({ onBoard }, { role: "candidate" })).toEqual([]);
	expect(wordsFor({ onBoard }, { kind: "solo", role: "interviewer" })).toEqual([]);
	const view = madeView({ events: IN_DATA });
	expect(personDeeds(view, { together: null, state: lookingWith({ onBoard }).state }, JONAS)).toEqual([]);
	render(<PeopleRow view={view} looking={lookingWith({})} onPeople={() => {}} />);
	expect(screen.getAllByRole("button").map((button) => button.getAttribute("aria-label"))).toEqual([
		"People: 3 of 3 here",
	]);
});

test("the bar has a named button for everybody who may be followed, and one for the list of all", () => {
	let opened = 0;
	const looking = lookingWith({ onBoard: [JONAS.id, MEI.id], following: JONAS.id, followers: [MEI.id] });
	render(<PeopleRow view={madeView({ events: IN_DATA })} looking={looking} onPeople={() => opened++} />);
	expect(screen.getAllByRole("button").map((button) => button.getAttribute("aria-label"))).toEqual([
		"Jonas Weber, candidate, you follow",
		"Mei Lin, observer, follows you",
		"People: 3 of 3 here",
	]);
	fireEvent.click(screen.getByRole("button", { name: "People: 3 of 3 here" }));
	expect(opened).toBe(1);
});

test("the list does the same, and makes way for the board", () => {
	const looking = lookingWith({ onBoard: [JONAS.id, MEI.id], followers: [MEI.id] });
	let open = true;
	render(
		<PeopleDialog
			view={madeView({ events: IN_DATA })}
			looking={looking}
			open
			onOpenChange={(next) => {
				open = next;
			}}
			onInvite={null}
			onCommand={async () => true}
		/>,
	);
	expect(screen.getByText("Follows you")).toBeTruthy();
	fireEvent.click(screen.getByRole("button", { name: "Bring Jonas Weber to me" }));
	expect([looking.asked, open]).toEqual([["bring p2"], false]);
});
