// Which shapes of a board people were at a moment ago: those that anybody drew or changed in the last half minute, and those that
// are selected here. A note or a pin takes them along, so that it points to a place. Starts to look when the board is there:
// what arrives before was drawn at some other time.
import type { Editor } from "tldraw";
import { MAX_NOTE_SHAPES } from "#core/limits.ts";
import { SHAPE_ID } from "#core/replay-address.ts";

const RECENT_MS = 30_000;

export interface TouchedShapes {
	/** ids of shapes that are on the board, the last one touched first; at most as many as a note may have */
	recent(): string[];
	stop(): void;
}

/** @param now a monotonic clock, ms */
export function watchTouched(editor: Editor, now: () => number): TouchedShapes {
	/** shape id -> when it last changed; the last one changed stands last */
	const changedAt = new Map<string, number>();
	const touch = (id: string, atMs: number) => {
		changedAt.delete(id);
		changedAt.set(id, atMs);
	};
	const stop = editor.store.listen(
		({ changes }) => {
			const atMs = now();
			for (const record of Object.values(changes.added)) if (record.typeName === "shape") touch(record.id, atMs);
			for (const [, record] of Object.values(changes.updated)) if (record.typeName === "shape") touch(record.id, atMs);
			for (const record of Object.values(changes.removed)) changedAt.delete(record.id);
			forgetOld(changedAt, atMs);
		},
		{ scope: "document" },
	);
	return {
		stop,
		recent() {
			forgetOld(changedAt, now());
			const ids = [...editor.getSelectedShapeIds(), ...[...changedAt.keys()].reverse()];
			return [...new Set<string>(ids)].filter((id) => SHAPE_ID.test(id)).slice(0, MAX_NOTE_SHAPES);
		},
	};
}

function forgetOld(changedAt: Map<string, number>, nowMs: number): void {
	for (const [id, atMs] of changedAt) {
		if (nowMs - atMs <= RECENT_MS) return;
		changedAt.delete(id);
	}
}
