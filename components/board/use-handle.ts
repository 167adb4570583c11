// Gives the page what it may ask of a board, when its editor is there, and takes it back when it goes.
import { useCallback, useEffect, useRef } from "react";
import { type Editor, react } from "tldraw";
import { orNotLoaded } from "#components/ui/use-later.ts";
import { layOutAreas, layoutOf, pinQuestion } from "./areas.ts";
import type { BoardHandle, BoardLayout, LiveBoardHandle } from "./board-handle.ts";
import { fitBoard } from "./fit.ts";
import { areasOf } from "./titled-areas.ts";
import { type TouchedShapes, watchTouched } from "./touched-shapes.ts";

export function boardHandle(editor: Editor): BoardHandle {
	return {
		fit: () => fitBoard(editor),
		areas: () => areasOf(editor),
		picture: async (wish) => {
			const { pictureOf } = await orNotLoaded(import("./picture.ts"));
			return pictureOf(editor, wish);
		},
	};
}

function liveBoardHandle(editor: Editor, touched: () => string[]): LiveBoardHandle {
	return {
		...boardHandle(editor),
		layOutAreas: (question) => void layOutAreas(editor, question),
		pinQuestion: (question) => pinQuestion(editor, question),
		focus: () => editor.focus(),
		touched,
	};
}

/** The handle of a live board; what was touched is known once `known`: before, what arrives was drawn at some other time. */
export function useLiveHandle(
	editor: Editor | null,
	known: boolean,
	onBoard: ((handle: LiveBoardHandle | null) => void) | undefined,
): void {
	const watched = useRef<TouchedShapes | null>(null);
	useEffect(() => {
		if (!editor || !known) return;
		watched.current = watchTouched(editor, () => performance.now());
		return () => {
			watched.current?.stop();
			watched.current = null;
		};
	}, [editor, known]);
	const make = useCallback((mounted: Editor) => liveBoardHandle(mounted, () => watched.current?.recent() ?? []), []);
	useHandle(editor, make, onBoard);
}

export function useHandle<Handle extends BoardHandle>(
	editor: Editor | null,
	make: (editor: Editor) => Handle,
	onBoard: ((handle: Handle | null) => void) | undefined,
): void {
	const told = useRef(onBoard);
	told.current = onBoard;
	useEffect(() => {
		if (!editor) return;
		told.current?.(make(editor));
		return () => told.current?.(null);
	}, [editor, make]);
}

/** Tells what lies on the board whenever that changes; before `known` an empty store says nothing about the board. */
export function useLayout(
	editor: Editor | null,
	known: boolean,
	onLayout: ((layout: BoardLayout) => void) | undefined,
): void {
	const told = useRef(onLayout);
	told.current = onLayout;
	useEffect(() => {
		if (!editor || !known) return;
		let last = "";
		return react("what lies on the board", () => {
			const layout = layoutOf(editor);
			const now = JSON.stringify(layout);
			if (now === last) return;
			last = now;
			told.current?.(layout);
		});
	}, [editor, known]);
}
