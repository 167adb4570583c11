// Addresses of a replay: the session, a second of it, and shapes that are meant there. Whoever links to a moment (a report, a
// score, a note) makes the address here, and the page reads it by the same rules. What makes no sense in an address counts as
// not given: it comes from a person's clipboard as often as from us.
import { MAX_NOTE_SHAPES } from "./limits.ts";

/** Ids of tldraw shapes, as they lie in notes, pins and addresses. */
export const SHAPE_ID = /^shape:[\w-]{1,64}$/;

export interface ReplayPlace {
	/** whole seconds since `started`, negative in the lobby; absent: the replay begins at its beginning */
	readonly second?: number;
	/** shapes that are meant; they may be gone from the board by then */
	readonly shapes?: readonly string[];
}

/**
 * The path that opens a replay at a second, with shapes in view: `/sessions/<id>/replay?t=842&shapes=shape:a,shape:b`. A path without
 * its host; colons and commas may stand in a query as they are. At most MAX_NOTE_SHAPES shapes, each once; ids that are none are left out.
 */
export function replayAddress(sessionId: string, { second, shapes = [] }: ReplayPlace = {}): string {
	const path = `/sessions/${encodeURIComponent(sessionId)}/replay`;
	const query = [
		...(second === undefined || !Number.isFinite(second) ? [] : [`t=${Math.trunc(second)}`]),
		...shapesQuery(shapes),
	];
	return query.length === 0 ? path : `${path}?${query.join("&")}`;
}

/** The part of a query that means shapes, "shapes=shape:a,shape:b"; no part where none is meant. */
export function shapesQuery(shapes: readonly string[]): string[] {
	const meant = shapeIdsOf(shapes);
	return meant.length === 0 ? [] : [`shapes=${meant.join(",")}`];
}

/** The shapes that the `shapes` of an address names. @param text its value, null where it has none */
export function shapesInAddress(text: string | null): string[] {
	return text === null ? [] : shapeIdsOf(text.split(",", MAX_READ_SHAPES));
}

/** A made-up address of a million commas is not looked through. */
const MAX_READ_SHAPES = 1_000;

function shapeIdsOf(ids: readonly string[]): string[] {
	return [...new Set(ids.filter((id) => SHAPE_ID.test(id)))].slice(0, MAX_NOTE_SHAPES);
}
