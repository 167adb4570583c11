// Replay: folds the frames of a recording into a timeline that can be shown at any of its moments. In go decoded frames
// in replay order (more may follow while the session runs) and an empty Y.Doc; out come versions of records with their
// authors, session states, cursors, laser trails, and the outline. Whatever cannot be read is skipped and counted by its
// reason. Knows no worker, no clock, no screen: the live room folds the same entries, so both show the same board.
import * as Y from "yjs";
import type { BoardReader } from "./board-reader.ts";
import { type ChangedKeys, changedKeys } from "./changed-keys.ts";
import { DOCUMENT_VERSION, metaMap } from "./document.ts";
import { type CursorSample, decodeCursors, decodeEvent, isOfLaterVersion, type ReadFrame } from "./recording.ts";
import { openBoardReader } from "./records.ts";
import { closeHoles, type Hole, holesBefore } from "./replay-gaps.ts";
import { type EventFrame, type Outline, outlineOf, type UpdateFrame } from "./replay-outline.ts";
import { type Authorship, BoardHistory, firstIndex, type RecordVersion } from "./replay-seek.ts";
import { apply, INITIAL_STATE, type SessionState } from "./session.ts";

/** Where to go: a time (ms since the session was created), or the exact place after the n-th frame. */
export type Target = { readonly at: number } | { readonly frame: number };

/** A place in a replay: `frame` frames have happened. Several places may share one time. */
export interface Place {
	readonly frame: number;
	readonly at: number;
}

/** What of a recording is not shown, or not as it was, by its reason. Counts are entries. */
export interface Skips {
	/** of a version that came after this reader */
	readonly later: number;
	/** bytes that make no sense */
	readonly broken: number;
	/** updates that build on something this recording does not hold: another board's */
	readonly foreign: number;
	/** shown, but the recording does not say who it was */
	readonly nameless: number;
	/** the document itself is of a later version; what of it can be read is shown */
	readonly laterDocument: boolean;
}

/** Where a laser went within the last moment; the oldest point first. */
export interface LaserTrail {
	readonly person: string;
	readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A pointer as it is shown at one moment. */
export interface ShownCursor {
	readonly person: string;
	readonly x: number;
	readonly y: number;
	/** how long it has not moved, in half seconds */
	readonly restsMs: number;
}

/** A pointer that rests is shown this long after it last moved. */
const CURSOR_RESTS_MS = 15_000;
/** Samples closer than this are one movement, and the pointer glides between them. */
const CURSOR_GLIDES_MS = 1_000;
/** A resting pointer changes so often, no oftener. */
const REST_STEP_MS = 500;
/** What a laser drew is gone after this, as in the live room. */
const LASER_FADES_MS = 1_200;
/** Updates that come before what they build on wait; so many say that it will not come. */
const MOST_EARLY = 100;

interface EarlyUpdate {
	readonly frame: ReadFrame;
	readonly decoded: ReturnType<typeof Y.decodeUpdate>;
}

export class Timeline {
	readonly history = new BoardHistory();
	#doc: Y.Doc;
	readonly #board: BoardReader;
	/** updates as they were applied; null once every update is looked at before it is applied */
	#applied: Uint8Array[] | null = [];
	readonly #frames: { readonly no: number; readonly at: number }[] = [];
	readonly #events: EventFrame[] = [];
	readonly #updates: UpdateFrame[] = [];
	readonly #cursors = new Map<string, CursorSample[]>();
	readonly #unreadable: { readonly frame: number; readonly count: number }[] = [];
	/** who made and who last changed each record that ever was */
	readonly #authors = new Map<string, Authorship>();
	#early: EarlyUpdate[] = [];
	#firstAt: number | null = null;
	#later = 0;
	#broken = 0;
	#nameless = 0;
	/** something is missing, so what builds on it must do without */
	#hasHoles = false;
	#outline: Outline | null = null;

	/** @param doc an empty document, which from now on is the timeline's own */
	constructor(doc: Y.Doc, sessionId: string) {
		this.#doc = doc;
		this.#board = openBoardReader(doc, { sessionId });
	}

	/** Folds more frames; `no` counts through the whole recording. */
	append(frames: readonly ReadFrame[]): void {
		for (const frame of frames) {
			// a kind that this reader does not know may have been an update
			if (frame.no > this.frames + 1) this.#hasHoles = true;
			if (frame.isNameless) this.#nameless++;
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

	/** What of the frames is not shown; frames that never got here are not counted. */
	get skips(): Skips {
		const codec = metaMap(this.#doc).get("codec");
		return {
			later: this.#later,
			broken: this.#broken,
			foreign: this.#early.length,
			nameless: this.#nameless,
			laterDocument: typeof codec === "number" && codec > DOCUMENT_VERSION,
		};
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
	cursorsAt(at: number): ShownCursor[] {
		const shown: ShownCursor[] = [];
		for (const samples of this.#cursors.values()) {
			const next = firstIndex(samples, (sample) => sample.at > at);
			const last = samples[next - 1];
			const following = samples[next];
			if (!last || at - last.at > CURSOR_RESTS_MS) continue;
			const { person, x, y } = last;
			const restsMs = Math.floor((at - last.at) / REST_STEP_MS) * REST_STEP_MS;
			shown.push({ person, restsMs, x, y, ...(following && between(last, following, at)) });
		}
		return shown;
	}

	/** Where lasers went in the moment before, one trail for each time one was held down. */
	lasersAt(at: number): LaserTrail[] {
		const trails: LaserTrail[] = [];
		for (const [person, samples] of this.#cursors) {
			let points: { x: number; y: number }[] = [];
			const finish = () => {
				if (points.length > 1) trails.push({ person, points });
				points = [];
			};
			const next = firstIndex(samples, (sample) => sample.at > at);
			const first = firstIndex(samples, (sample) => sample.at > at - LASER_FADES_MS) - 1;
			for (const { x, y, laser } of samples.slice(Math.max(0, first), next)) {
				// the sample that lets go is where the last line ends
				if (laser || points.length > 0) points.push({ x, y });
				if (!laser) finish();
			}
			const [last, following] = [samples[next - 1], samples[next]];
			if (last && following && points.length > 0) points.push(between(last, following, at));
			finish();
		}
		return trails;
	}

	/**
	 * Applying is not atomic, but looking at each update first is decoding it twice. So a recording is taken for whole
	 * until something is wrong with it; then the document is made anew as it was before that.
	 */
	#foldUpdate(frame: ReadFrame): void {
		if (this.#applied && !this.#hasHoles) {
			let failed = false;
			const touched = changedKeys(this.#doc, () => {
				try {
					Y.applyUpdate(this.#doc, frame.data, "replay");
				} catch {
					failed = true;
				}
			});
			if (!failed && this.#doc.store.pendingStructs === null) {
				this.#applied.push(frame.data);
				this.#show(frame, frame.no, touched);
				return;
			}
			this.#doc = new Y.Doc({ gc: this.#doc.gc });
			this.#board.follow(this.#doc);
			for (const update of this.#applied) Y.applyUpdate(this.#doc, update, "replay");
		}
		this.#applied = null;
		this.#foldCarefully(frame);
	}

	#foldCarefully(frame: ReadFrame): void {
		let decoded: EarlyUpdate["decoded"];
		try {
			// what cannot be decoded must not even begin
			decoded = Y.decodeUpdate(frame.data);
		} catch {
			this.#broken++;
			this.#hasHoles = true;
			return;
		}
		const holes = holesBefore(this.#doc, decoded);
		if (holes.length > 0 && !this.#hasHoles) {
			this.#early.push({ frame, decoded });
			if (this.#early.length > MOST_EARLY) this.#giveUpWaiting(frame.no);
			return;
		}
		this.#applyUpdate(frame, frame.no, holes);
		if (this.#early.length > 0) this.#applyEarly(frame.no);
	}

	#giveUpWaiting(no: number): void {
		this.#hasHoles = true;
		const early = this.#early;
		this.#early = [];
		for (const { frame, decoded } of early) this.#applyUpdate(frame, no, holesBefore(this.#doc, decoded));
	}

	/** What has come may be what others waited for, and these may be what others waited for. */
	#applyEarly(no: number): void {
		for (;;) {
			const ready = this.#early.find(({ decoded }) => holesBefore(this.#doc, decoded).length === 0);
			if (!ready) return;
			this.#early = this.#early.filter((other) => other !== ready);
			this.#applyUpdate(ready.frame, no, []);
		}
	}

	/** @param no the frame after which it shows */
	#applyUpdate(frame: ReadFrame, no: number, holes: readonly Hole[]): void {
		const touched = changedKeys(this.#doc, () => {
			try {
				closeHoles(this.#doc, holes, "replay");
				Y.applyUpdate(this.#doc, frame.data, "replay");
			} catch {
				this.#broken++;
				this.#hasHoles = true;
			}
		});
		this.#show(frame, no, touched);
	}

	#show(frame: ReadFrame, no: number, touched: ChangedKeys): void {
		if (touched.size === 0) return;
		this.#updates.push({ at: frame.at, person: frame.person });
		const { put, removed } = this.#board.read(touched.keys(), touched);
		for (const id of touched.keys()) this.#sign(id, frame);
		const versions = [
			...removed.map((id) => this.#version(id, null, frame)),
			...put.map((record) => this.#version(record.id, record, frame)),
		];
		this.history.append(no, versions);
		const unreadable = this.#board.quarantined.size;
		if (unreadable !== (this.#unreadable.at(-1)?.count ?? 0)) this.#unreadable.push({ frame: no, count: unreadable });
	}

	/** Who made a record first made it for good: taking back a deletion draws nothing. */
	#sign(id: string, { person, at }: ReadFrame): void {
		const made = this.#authors.get(id);
		this.#authors.set(id, {
			madeBy: made ? made.madeBy : person,
			madeAt: made?.madeAt ?? at,
			changedBy: person,
			changedAt: at,
		});
	}

	/** What changes because something else did, an arrow that loses its end, keeps its author. */
	#version(id: string, record: RecordVersion["record"], { person, at }: ReadFrame): RecordVersion {
		const authorship = this.#authors.get(id) ?? { madeBy: person, madeAt: at, changedBy: person, changedAt: at };
		return { id, record, authorship };
	}

	#foldEvent(frame: ReadFrame): void {
		const event = decodeEvent(frame.data);
		if (!event) {
			this.#countUnreadable(frame);
			return;
		}
		const before = this.#events.at(-1)?.state ?? INITIAL_STATE;
		this.#events.push({ frame: frame.no, at: frame.at, event, state: apply(before, event, frame.at) });
	}

	#countUnreadable(frame: ReadFrame): void {
		if (isOfLaterVersion(frame)) this.#later++;
		else this.#broken++;
	}

	#foldCursors(frame: ReadFrame): void {
		const decoded = decodeCursors(frame.data, frame.at);
		if (!decoded) this.#countUnreadable(frame);
		for (const sample of decoded ?? []) {
			const samples = this.#cursors.get(sample.person) ?? [];
			this.#cursors.set(sample.person, samples);
			// two nodes may pack the same stretch: what comes late in order is worth less than an ordered track
			if (sample.at >= (samples.at(-1)?.at ?? Number.NEGATIVE_INFINITY)) samples.push(sample);
		}
	}
}

/** Where a pointer is between two samples: on its way if they are near in time, else still at the first. */
function between(from: CursorSample, to: CursorSample, at: number): { x: number; y: number } {
	const gap = to.at - from.at;
	const share = gap > 0 && gap <= CURSOR_GLIDES_MS ? (at - from.at) / gap : 0;
	return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
