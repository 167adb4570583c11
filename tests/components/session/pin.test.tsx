// Pinning a moment: by key and by button, with the shapes that were just touched, by whom it may be done.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RoomClock } from "#components/session/room-clock.ts";
import { mayPin, usePin } from "#components/session/use-pin.ts";
import { ToastProvider } from "#components/ui/toast.tsx";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { IN_DATA, MINUTE, madeView, START } from "./made-view.ts";

const NOW = START + 12 * MINUTE;
let sent: Command[] = [];
let taken = true;

beforeEach(() => {
	sent = [];
	taken = true;
});
afterEach(cleanup);

function Pinner({ view, shapes }: { view: SessionView; shapes: string[] }) {
	const clock = new RoomClock(() => 0);
	clock.viewArrived(NOW);
	const run = async (command: Command) => {
		sent.push(command);
		return taken;
	};
	const pin = usePin({ view, clock, run, touched: () => shapes });
	return (
		pin && (
			<button type="button" onClick={pin}>
				Pin
			</button>
		)
	);
}

function pinned(view: SessionView, shapes: string[] = []) {
	render(
		<ToastProvider>
			<Pinner view={view} shapes={shapes} />
		</ToastProvider>,
	);
	fireEvent.click(screen.getByRole("button", { name: "Pin" }));
}

test("a pin takes the shapes along and says its time and whose it is", async () => {
	pinned(madeView({ role: "candidate", events: IN_DATA }), ["shape:a", "shape:b"]);
	expect(sent).toEqual([{ type: "pin", shapes: ["shape:a", "shape:b"] }]);
	expect(await screen.findByText("Pinned 12:00, with 2 shapes. Only you see it.")).toBeTruthy();
	cleanup();
	pinned(madeView({ role: "interviewer", events: IN_DATA }));
	expect(await screen.findByText("Pinned 12:00. It stands among the notes.")).toBeTruthy();
});

test("what was refused is not said to be pinned", async () => {
	taken = false;
	pinned(madeView({ role: "candidate", events: IN_DATA }));
	await Promise.resolve();
	expect(screen.queryByText(/^Pinned/)).toBeNull();
});

test("observers, the lobby and an ended session have no moment to pin", () => {
	const ended = [...IN_DATA, [{ type: "debrief-begun", by: "p1" }, NOW], [{ type: "closed", by: "p1" }, NOW]] as const;
	expect(mayPin(madeView({ role: "observer", events: IN_DATA }))).toBe(false);
	expect(mayPin(madeView({ role: "candidate" }))).toBe(false);
	expect(mayPin(madeView({ role: "interviewer", events: ended }))).toBe(false);
	expect(mayPin(madeView({ role: "candidate", events: IN_DATA }))).toBe(true);
});
