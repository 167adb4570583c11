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
