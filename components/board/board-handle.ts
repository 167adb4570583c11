// What a page may ask of the board that it shows, live or replayed: a closed list, so that the page needs neither the
// editor nor tldraw. The board gives one when it is mounted and takes it back (null) when it goes.

/** A titled area (a frame) of the board. */
export interface BoardArea {
	readonly id: string;
	readonly name: string;
}

export const PICTURE_FORMATS = ["png", "svg"] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

export interface PictureWish {
	readonly format: PictureFormat;
	/** an area's id; without one the whole board */
	readonly areaId?: string;
	readonly theme: "light" | "dark";
}

export interface BoardHandle {
	/** Shows all that is on the board. */
	fit(): void;
	/** Titled areas of the board from left to right, top to bottom. */
	areas(): BoardArea[];
	/**
	 * A picture of the board as it is now.
	 * @returns null for a board, or an area, with nothing on it
	 */
	picture(wish: PictureWish): Promise<Blob | null>;
}

/** The question as it is pinned on a board. */
export interface PinnedQuestion {
	readonly title: string;
	readonly prompt: string;
}

/** What lies on a live board, as far as the page has something to offer for it. */
export interface BoardLayout {
	readonly empty: boolean;
	/** the seven titled areas, or some of them */
	readonly areas: boolean;
	readonly pinned: boolean;
	/** nothing but what was laid out lies there */
	readonly untouched: boolean;
}

/** What only a board in use can do. */
export interface LiveBoardHandle extends BoardHandle {
	/**
	 * Lays out the seven areas, one undoable step, or shows those that are there.
	 * @param question pinned above them; null while not everybody in the room may know it
	 */
	layOutAreas(question: PinnedQuestion | null): void;
	pinQuestion(question: PinnedQuestion): void;
	/** Gives the keyboard to the board. */
	focus(): void;
	/** Ids of shapes that anybody touched in the last half minute, and of those selected here, for a note or a pin to point to. */
	touched(): string[];
}
