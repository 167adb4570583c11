// Replay: folds the frames of a recording into a timeline that can be shown at any of its moments. In go decoded frames
// in replay order (more may follow while the session runs) and an empty Y.Doc; out come versions of records, session
// states, cursors, and the outline. Whatever cannot be read is skipped and counted. Knows no worker, no clock, no
// screen: the live room folds the same entries, so both show the same board.
import * as Y from "yjs";
import { changedIds } from "./board.ts";
import type { BoardReader } from "./board-reader.ts";
import { recordsMap } from "./document.ts";
import { type CursorSample, decodeCursors, decodeEvent, type ReadFrame } from "./recording.ts";
import { openBoardReader } from "./records.ts";
import { type EventFrame, type Outline, outlineOf, type UpdateFrame } from "./replay-outline.ts";
import { BoardHistory, firstIndex } from "./replay-seek.ts";
import { apply, INITIAL_STATE, type SessionState } from "./session.ts";

/** Where to go: a time (ms since the session was created), or the exact place after the n-th frame. */
export type Target = { readonly at: number } | { readonly frame: number };

/** A place in a replay: `frame` frames have happened. Several places may share one time. */
export interface Place {
	readonly frame: number;
	readonly at: number;
}

/** A pointer that rests is shown this long after it last moved. */
const CURSOR_RESTS_MS = 15_000;
/** Samples closer than this are one movement, and the pointer glides between them. */
const CURSOR_GLIDES_MS = 1_000;

export class Timeline {
	readonly history = new BoardHistory();
	readonly #doc: Y.Doc;
	readonly #board: BoardReader;
	readonly #touched = new Set<string>();
	readonly #frames: { readonly no: number; readonly at: number }[] = [];
	readonly #events: EventFrame[] = [];
	readonly #updates: UpdateFrame[] = [];
	readonly #cursors = new Map<string, CursorSample[]>();
	readonly #unreadable: { readonly frame: number; readonly count: number }[] = [];
	#firstAt: number | null = null;
	#skipped = 0;
	#outline: Outline | null = null;

	/** @param doc an empty document, which from now on is the timeline's own */
	constructor(doc: Y.Doc, sessionId: string) {
		this.#doc = doc;
		this.#board = openBoardReader(doc, { sessionId });
		recordsMap(doc).observeDeep((events) => {
			for (const id of changedIds(events)) this.#touched.add(id);
		});
	}

	/** Folds more frames; `no` counts through the whole recording. */
	append(frames: readonly ReadFrame[]): void {
		for (const frame of frames) {
			this.#frames.push({ no: frame.no, at: frame.at });
			if (frame.person !== null || frame.kind !== "update") this.#firstAt ??= frame.at;
			if (frame.kind === "update") this.#foldUpdate(frame);
			else if (frame.kind === "event") this.#foldEvent(frame);
			else this.#foldCursors(frame);
		}
		this.#outline = null;
	}

	/** How many frames the recording has so far. */
	get frames(): number {
		return this.#frames.at(-1)?.no ?? 0;
	}

	/** Frames that could not be read. */
	get skipped(): number {
		return this.#skipped;
	}

	get outline(): Outline {
		this.#outline ??= outlineOf({
			events: this.#events,
			updates: this.#updates,
			moves: [...this.#cursors.values()],
			firstAt: this.#firstAt,
			lastAt: this.#frames.at(-1)?.at ?? null,
		});
		return this.#outline;
	}

	/** The place that a target means. A time shows all that had happened by then; the end and later show everything. */
	placeOf(target: Target): Place {
		if ("frame" in target) {
			const frame = Math.min(Math.max(0, target.frame), this.frames);
			const at = this.#frames[firstIndex(this.#frames, (item) => item.no > frame) - 1]?.at;
			return { frame, at: at ?? this.outline.begin };
		}
		if (target.at >= this.outline.end) return { frame: this.frames, at: this.outline.end };
		const last = this.#frames[firstIndex(this.#frames, (item) => item.at > target.at) - 1];
		return { frame: last?.no ?? 0, at: target.at };
	}

	stateAfter(frame: number): SessionState {
		return this.#events[firstIndex(this.#events, (item) => item.frame > frame) - 1]?.state ?? INITIAL_STATE;
	}

	/** Objects of the board after `frame` frames that cannot be shown. */
	unreadableAfter(frame: number): number {
		return this.#unreadable[firstIndex(this.#unreadable, (item) => item.frame > frame) - 1]?.count ?? 0;
	}

	/** Where people's pointers were, gliding between samples. */
	cursorsAt(at: number): CursorSample[] {
		const shown: CursorSample[] = [];
		for (const samples of this.#cursors.values()) {
			const next = firstIndex(samples, (sample) => sample.at > at);
			const last = samples[next - 1];
			const following = samples[next];
			if (!last || at - last.at > CURSOR_RESTS_MS) continue;
			const gap = following ? following.at - last.at : 0;
			const share = following && gap > 0 && gap <= CURSOR_GLIDES_MS ? (at - last.at) / gap : 0;
			const x = last.x + ((following?.x ?? last.x) - last.x) * share;
			const y = last.y + ((following?.y ?? last.y) - last.y) * share;
			shown.push({ person: last.person, at, x, y, laser: last.laser });
		}
		return shown;
	}

	#foldUpdate(frame: ReadFrame): void {
		this.#touched.clear();
		try {
			// applying is not atomic: what cannot be decoded must not even begin
			Y.decodeUpdate(frame.data);
			Y.applyUpdate(this.#doc, frame.data, "replay");
		} catch {
			this.#skipped++;
		}
		if (this.#touched.size === 0) return;
		this.#updates.push({ at: frame.at, person: frame.person });
		const { put, removed } = this.#board.read(this.#touched);
		this.history.append(frame.no, [
			...removed.map((id) => ({ id, json: null })),
			...put.map((record) => ({ id: record.id, json: JSON.stringify(record) })),
		]);
		const unreadable = this.#board.quarantined.size;
		if (unreadable !== (this.#unreadable.at(-1)?.count ?? 0)) {
			this.#unreadable.push({ frame: frame.no, count: unreadable });
		}
	}

	#foldEvent(frame: ReadFrame): void {
		const event = decodeEvent(frame.data);
		if (!event) {
			this.#skipped++;
			return;
		}
		const before = this.#events.at(-1)?.state ?? INITIAL_STATE;
		this.#events.push({ frame: frame.no, at: frame.at, event, state: apply(before, event, frame.at) });
	}

	#foldCursors(frame: ReadFrame): void {
		for (const sample of decodeCursors(frame.data, frame.at)) {
			const samples = this.#cursors.get(sample.person) ?? [];
			this.#cursors.set(sample.person, samples);
			// two nodes may pack the same stretch: what comes late in order is worth less than an ordered track
			if (sample.at >= (samples.at(-1)?.at ?? Number.NEGATIVE_INFINITY)) samples.push(sample);
		}
	}
}
