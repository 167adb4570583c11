// How other people show on a board: a pointer in the colour of their role with their name, as tldraw's presence records.
// The live board makes them from awareness, the replay from recorded cursors; nothing here is part of the document.
import { InstancePresenceRecordType, isShapeId, type TLInstancePresence } from "tldraw";
import { PAGE_ID } from "#core/document.ts";
import type { Role } from "#core/session.ts";
import { type Stroke, scribblesOf } from "./laser-trail.ts";

export type BoardTheme = "light" | "dark";

/** The role colours of tokens.css: tldraw draws pointers with plain colours, it cannot read custom properties. */
const ROLE_COLOURS: Record<BoardTheme, Record<Role, string>> = {
	light: { interviewer: "#a3470e", candidate: "#1c5fbe", observer: "#59646a" },
	dark: { interviewer: "#f0a271", candidate: "#8db8f7", observer: "#aab4b8" },
};

export function roleColour(role: Role, theme: BoardTheme): string {
	return ROLE_COLOURS[theme][role];
}

export interface PersonOnBoard {
	/** one record each: a connection in the live room, a person in a replay */
	readonly key: string;
	readonly personId: string;
	readonly name: string;
	readonly role: Role;
	readonly cursor: { readonly x: number; readonly y: number } | null;
	readonly selection?: readonly string[];
	/** what is still seen of this person's laser */
	readonly trail?: readonly Stroke[];
	/** when something of this last changed; a person who rests for a minute fades from the board */
	readonly activeAtMs: number;
}

export function presenceRecord(person: PersonOnBoard, theme: BoardTheme): TLInstancePresence {
	const trail = person.trail ?? [];
	// tldraw draws the trail of a pointer that is there: a finger that was lifted leaves its last place for as long
	const pointer = person.cursor ?? trail.at(-1)?.at(-1) ?? null;
	return InstancePresenceRecordType.create({
		id: InstancePresenceRecordType.createId(person.key),
		currentPageId: PAGE_ID,
		userId: person.personId,
		userName: person.name,
		color: roleColour(person.role, theme),
		cursor: pointer && { x: pointer.x, y: pointer.y, type: "default", rotation: 0 },
		selectedShapeIds: (person.selection ?? []).filter(isShapeId),
		lastActivityTimestamp: person.activeAtMs,
		camera: null,
		screenBounds: null,
		brush: null,
		scribbles: scribblesOf(trail),
		followingUserId: null,
		chatMessage: "",
		meta: {},
	});
}
