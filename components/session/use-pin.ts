// Pinning a moment: with the shapes that were touched just now. What was pinned is said with its time; a refusal is said by whoever
// sends the command. Null where this person has no moment to pin: observers, before the start, after the end.
import { useCallback } from "react";
import { shapesWords } from "#components/framework/note-words.ts";
import { formatClock } from "#components/ui/time.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { SessionView } from "#core/view.ts";
import type { RoomClock } from "./room-clock.ts";
import type { SessionActions } from "./session-actions.ts";

interface PinOptions {
	view: Pick<SessionView, "role" | "startedAt" | "phase">;
	clock: Pick<RoomClock, "now">;
	run: SessionActions["run"];
	/** ids of shapes that were touched in the last half minute */
	touched(): string[];
}

export function mayPin({ role, startedAt, phase }: PinOptions["view"]): boolean {
	return role !== "observer" && startedAt !== null && phase !== "ended";
}

export function usePin({ view, clock, run, touched }: PinOptions): (() => void) | null {
	const say = useToast();
	const { role, startedAt } = view;
	const pin = useCallback(async () => {
		const shapes = touched();
		const time = formatClock(clock.now() - (startedAt ?? 0));
		if (!(await run({ type: "pin", shapes }))) return;
		const withShapes = shapesWords(shapes);
		const whose = role === "interviewer" ? "It stands among the notes." : "Only you see it.";
		say(`Pinned ${time}${withShapes ? `, with ${withShapes}` : ""}. ${whose}`);
	}, [role, startedAt, clock, run, touched, say]);
	return mayPin(view) ? () => void pin() : null;
}
