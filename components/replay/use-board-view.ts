// How a viewer looks at the board of a replay, apart from the moment that is shown: whose pointer the camera follows, whether
// who drew what is shown, which shape is asked about, and the board itself, of which pictures can be taken.
import { useCallback, useMemo, useState } from "react";
import type { BoardHandle } from "#components/board/board-handle.ts";
import type { PointedShape, PointerListener } from "#components/board/shape-at-pointer.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { RecordingHeader } from "#core/recording.ts";
import { readShapes } from "./place.ts";

/** A shape that is asked about. `held`: it was tapped, and stays until something else is. */
export interface AskedShape extends PointedShape {
	readonly held: boolean;
}

export interface BoardView {
	readonly followed: string | null;
	readonly showsHands: boolean;
	readonly asked: AskedShape | null;
	readonly fitKey: number;
	/** shapes that a link or a note means, until the viewer moves the board */
	readonly pointed: readonly string[];
	/** how many shapes could not be drawn */
	readonly undrawn: number;
	readonly board: BoardHandle | null;
	readonly picturesOpen: boolean;
	/** null while nobody asks who drew what */
	readonly pointer: PointerListener | null;
	follow(person: string | null): void;
	/** Looks at shapes, or at the whole board again where none is meant. */
	pointOut(shapes: readonly string[]): void;
	showHands(on: boolean): void;
	/** Puts the words about a shape away. */
	forget(): void;
	fit(): void;
	onTaken(): void;
	onBoard(board: BoardHandle | null): void;
	onUndrawn(count: number): void;
	openPictures(open: boolean): void;
}

const NO_SHAPES: readonly string[] = [];

export function useBoardView(people: RecordingHeader["people"]): BoardView {
	const say = useToast();
	const [followed, setFollowed] = useState<string | null>(null);
	const [showsHands, setShowsHands] = useState(false);
	const [asked, setAsked] = useState<AskedShape | null>(null);
	const [fitKey, setFitKey] = useState(0);
	const [pointed, setPointed] = useState<readonly string[]>(() => readShapes(window.location.search));
	const [undrawn, setUndrawn] = useState(0);
	const [board, setBoard] = useState<BoardHandle | null>(null);
	const [picturesOpen, setPicturesOpen] = useState(false);
	const name = people.find((person) => person.id === followed)?.name;

	const onTaken = useCallback(() => {
		setAsked(null);
		setPointed(NO_SHAPES);
		if (followed === null) return;
		setFollowed(null);
		say(`You moved the board, so it does not follow ${name} any more.`, {
			action: { label: "Follow again", onPress: () => setFollowed(followed) },
		});
	}, [followed, name, say]);
	const pointer = useMemo<PointerListener | null>(
		() =>
			showsHands
				? {
						onHover: (shape) => setAsked((before) => (before?.held ? before : shape && { ...shape, held: false })),
						onTap: (shape) => setAsked(shape && { ...shape, held: true }),
						onDrag: () => setAsked(null),
					}
				: null,
		[showsHands],
	);
	const showHands = useCallback((on: boolean) => {
		setShowsHands(on);
		setAsked(null);
	}, []);
	const forget = useCallback(() => setAsked(null), []);
	const follow = useCallback((person: string | null) => {
		setFollowed(person);
		setPointed(NO_SHAPES);
		// the board moves away from under the words
		setAsked(null);
	}, []);
	const pointOut = useCallback((shapes: readonly string[]) => {
		setPointed(shapes.length > 0 ? shapes : NO_SHAPES);
		if (shapes.length > 0) setFollowed(null);
	}, []);
	const fit = useCallback(() => {
		setFollowed(null);
		setPointed(NO_SHAPES);
		setAsked(null);
		setFitKey((before) => before + 1);
	}, []);
	return useMemo(
		() => ({
			...{ followed, showsHands, asked, fitKey, pointed, undrawn, board, picturesOpen, pointer },
			...{
				follow,
				pointOut,
				showHands,
				forget,
				fit,
				onTaken,
				onBoard: setBoard,
				onUndrawn: setUndrawn,
				openPictures: setPicturesOpen,
			},
		}),
		[
			followed,
			showsHands,
			asked,
			fitKey,
			pointed,
			undrawn,
			board,
			picturesOpen,
			pointer,
			follow,
			pointOut,
			showHands,
			forget,
			fit,
			onTaken,
		],
	);
}
