// What the room knows of its board and may ask of it: the handle while the board is mounted, what lies on it once that is
// known, and the question as long as it may be pinned for all to see.
import { useMemo, useState } from "react";
import type { BoardLayout, LiveBoardHandle, PinnedQuestion } from "#components/board/board-handle.ts";
import type { SessionView } from "#core/view.ts";

export interface RoomBoard {
	readonly handle: LiveBoardHandle | null;
	readonly layout: BoardLayout | null;
	readonly question: PinnedQuestion | null;
	onBoard(handle: LiveBoardHandle | null): void;
	onLayout(layout: BoardLayout): void;
}

export function useBoard(view: Pick<SessionView, "question" | "startedAt">): RoomBoard {
	const [handle, setHandle] = useState<LiveBoardHandle | null>(null);
	const [layout, setLayout] = useState<BoardLayout | null>(null);
	const question = questionForAll(view);
	return useMemo(
		() => ({ handle, layout, question, onBoard: setHandle, onLayout: setLayout }),
		[handle, layout, question],
	);
}

/** Everybody sees the board, so the question may stand on it only when everybody may know it: from the start on. */
export function questionForAll(view: Pick<SessionView, "question" | "startedAt">): PinnedQuestion | null {
	return view.startedAt === null ? null : view.question;
}
