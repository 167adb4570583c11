// The outline of a replay: what its timeline shows without the board. Bands (real stretches of the segments), pauses,
// marks, activity, where second 0 lies and where the replay ends. In go the session's events with the states after them
// and the times of the updates; all times are ms since the session was created. Knows nothing of records or of Yjs.

import type { HintLevel } from "./aids.ts";
import type { SegmentId, StepId } from "./framework.ts";
import type { NoteKind } from "./notes.ts";
import { type Gap, gapsOf } from "./replay-idle.ts";
import type { SessionEvent, SessionState } from "./session.ts";

/** An event of the recording with the state that it led to. `frame`: after how many frames. */
export interface EventFrame {
	readonly frame: number;
	readonly at: number;
	readonly event: SessionEvent;
	readonly state: SessionState;
}

export interface UpdateFrame {
	readonly at: number;
	readonly person: string | null;
}

/** A stretch of a replay: the lobby, a segment as it was really walked, or the time after the end. */
export interface Band {
	readonly part: SegmentId | "lobby" | "debrief";
	readonly from: number;
	readonly to: number;
}

export interface Stretch {
	readonly from: number;
	readonly to: number;
}

export interface Pause extends Stretch {
	readonly reason: "person" | "nobody-here";
}

interface MarkFields {
	readonly at: number;
	/** after how many frames it had happened */
	readonly frame: number;
	readonly segment: SegmentId | null;
	readonly by: string | null;
}
/** Something that happened at one moment. */
export type Mark = MarkFields &
	(
		| {
				readonly kind: "note";
				readonly noteId: string;
				readonly noteKind: NoteKind;
				readonly text: string;
				/** what it points to on the board */
				readonly shapes: readonly string[];
		  }
		| { readonly kind: "tick"; readonly promptId: string }
		| { readonly kind: "hint"; readonly step: StepId; readonly level: HintLevel; readonly text: string }
		| { readonly kind: "clarification" | "twist" | "message"; readonly text: string }
		/** a moment that somebody pinned; `pinId` is what scores point to */
		| { readonly kind: "pin"; readonly pinId: string; readonly shapes: readonly string[] }
		| { readonly kind: "deep-dive"; readonly begins: boolean }
		| { readonly kind: "hand" }
		| { readonly kind: "step" }
		| { readonly kind: "pause"; readonly reason: "person" | "nobody-here" }
		| { readonly kind: "resume" | "start" | "end" | "take-back" | "join" | "leave" | "minute" }
	);

/** Updates of one person within one bin that begins at `at`. */
export interface Activity {
	readonly at: number;
	readonly person: string | null;
	readonly updates: number;
}

export interface Outline {
	/** nobody did anything yet */
	readonly empty: boolean;
	/** second 0 of the replay: when the clock was started; a session that never started counts from `begin` */
	readonly zero: number;
	readonly started: boolean;
	/** the first thing anybody did; before `zero` lies the lobby */
	readonly begin: number;
	readonly end: number;
	/** the interview is over: from now on only what is drawn or ticked moves the end */
	readonly over: boolean;
	readonly bands: readonly Band[];
	readonly pauses: readonly Pause[];
	/** closer looks at a step, which do not count against its time */
	readonly dives: readonly Stretch[];
	/** stretches in which nothing happens and a player may pass over, in order */
	readonly idle: readonly Gap[];
	/** minutes that were added to the plan, as it stood at the end */
	readonly addedMinutes: SessionState["addedMinutes"];
	readonly marks: readonly Mark[];
	readonly activity: readonly Activity[];
	readonly activityBinMs: number;
}

export interface OutlineSources {
	readonly events: readonly EventFrame[];
	readonly updates: readonly UpdateFrame[];
	/** when pointers moved, person by person */
	readonly moves: readonly (readonly { readonly at: number }[])[];
	/** when anybody first did something, and the time of the last frame; null while there is none */
	readonly firstAt: number | null;
	readonly lastAt: number | null;
}

/** A socket that comes back within this time was a reconnect, no coming and going. */
const AWAY_MS = 30_000;
const ACTIVITY_BINS = 180;
const SHORTEST_BIN_MS = 1_000;

export function outlineOf(sources: OutlineSources): Outline {
	const { events, updates } = sources;
	const begin = sources.firstAt ?? 0;
	const startedAt = events.find((item) => item.event.type === "started")?.at ?? null;
	const zero = startedAt ?? begin;
	const end = Math.max(zero, endOf(sources));
	const pauses = pausesOf(events, end);
	const last = events.at(-1)?.state;
	const activityBinMs = Math.max(SHORTEST_BIN_MS, Math.ceil((end - zero) / ACTIVITY_BINS));
	return {
		empty: sources.firstAt === null,
		zero,
		started: startedAt !== null,
		begin: Math.min(begin, zero),
		end,
		over: isOver(last),
		bands: bandsOf(events, begin, end),
		pauses,
		dives: divesOf(events, end),
		idle: gapsOf({
			happened: [...events.map((item) => item.at), ...updates.map((item) => item.at)],
			moved: sources.moves.flatMap((samples) => samples.map((sample) => sample.at)),
			pauses,
			begin: Math.min(begin, zero),
			end,
		}),
		addedMinutes: last?.addedMinutes ?? {},
		marks: marksOf(events, end),
		activity: activityOf(updates, zero, activityBinMs),
		activityBinMs,
	};
}

/**
 * After the interview only drawing and ticking prolong a replay: who opens the room a day later, or writes a note then,
 * adds no day of nothing.
 */
function endOf({ events, updates, lastAt }: OutlineSources): number {
	const last = events.at(-1)?.state;
	const over = isOver(last) ? (last?.debriefAt ?? last?.closedAt) : null;
	if (over === null || over === undefined) return lastAt ?? 0;
	const lastTick = events.findLast((item) => item.event.type === "ticked")?.at ?? 0;
	return Math.max(over, updates.at(-1)?.at ?? 0, lastTick);
}

function isOver(state: SessionState | undefined): boolean {
	return state?.phase === "debrief" || state?.phase === "ended";
}

function partOf(state: SessionState): Band["part"] {
	if (state.phase === "lobby") return "lobby";
	if (isOver(state)) return "debrief";
	return state.segment ?? "intro";
}

function bandsOf(events: readonly EventFrame[], begin: number, end: number): Band[] {
	const bands: Band[] = [];
	let open: { part: Band["part"]; from: number } = { part: "lobby", from: begin };
	const close = (at: number) => {
		const to = Math.min(at, end);
		if (to > open.from) bands.push({ ...open, to });
	};
	for (const { at, state } of events) {
		const part = partOf(state);
		if (part === open.part) continue;
		close(at);
		open = { part, from: at };
	}
	close(end);
	return bands;
}

function pausesOf(events: readonly EventFrame[], end: number): Pause[] {
	const pauses: Pause[] = [];
	let open: Omit<Pause, "to"> | null = null;
	const close = (at: number) => {
		if (open && Math.min(at, end) > open.from) pauses.push({ ...open, to: Math.min(at, end) });
		open = null;
	};
	for (const { at, state } of events) {
		if (state.phase !== "paused") close(at);
		else open ??= { from: state.pausedSince ?? at, reason: state.pauseReason ?? "person" };
	}
	close(end);
	return pauses;
}

function divesOf(events: readonly EventFrame[], end: number): Stretch[] {
	const dives: Stretch[] = [];
	let from: number | null = null;
	const close = (at: number) => {
		if (from !== null && Math.min(at, end) > from) dives.push({ from, to: Math.min(at, end) });
		from = null;
	};
	for (const { at, state } of events) {
		if (state.deepDive === null) close(at);
		else from ??= at;
	}
	close(end);
	return dives;
}

function marksOf(events: readonly EventFrame[], end: number): Mark[] {
	const notes = new Map(events.at(-1)?.state.notes.map((note) => [note.id, note]));
	const marks: Mark[] = [];
	/** people who were seen, and since when they are away (null: here) */
	const away = new Map<string, number | null>();
	for (const [index, { frame, at, event, state }] of events.entries()) {
		const by = "by" in event ? (event.by ?? null) : null;
		const fields = { at: Math.min(at, end), frame, segment: state.segment, by };
		switch (event.type) {
			case "note-added": {
				const note = notes.get(event.noteId);
				if (note) {
					const { id: noteId, kind: noteKind, text, shapes } = note;
					marks.push({ ...fields, kind: "note", noteId, noteKind, text, shapes });
				}
				break;
			}
			case "hint-shown":
				marks.push({ ...fields, kind: "hint", step: event.step, level: event.level, text: event.text });
				break;
			case "clarified":
				marks.push({ ...fields, kind: "clarification", text: `${event.q} ${event.a}` });
				break;
			case "twist-played":
				marks.push({ ...fields, kind: "twist", text: event.text });
				break;
			case "said":
				marks.push({ ...fields, kind: "message", text: event.text });
				break;
			case "pinned":
			case "kept":
				marks.push({ ...fields, kind: "pin", pinId: event.pinId, shapes: event.shapes });
				break;
			case "hand-raised":
				if (event.raised) marks.push({ ...fields, kind: "hand" });
				break;
			case "deep-dive-begun":
			case "deep-dive-ended":
				marks.push({ ...fields, kind: "deep-dive", begins: event.type === "deep-dive-begun" });
				break;
			case "ticked":
				if (event.ticked) marks.push({ ...fields, kind: "tick", promptId: event.promptId });
				break;
			case "started":
				marks.push({ ...fields, kind: "start" });
				break;
			case "segment-entered":
				marks.push({ ...fields, kind: "step" });
				break;
			case "paused":
				marks.push({ ...fields, kind: "pause", reason: "person" });
				break;
			case "paused-nobody-here":
				marks.push({ ...fields, at: Math.min(event.since, end), kind: "pause", reason: "nobody-here" });
				break;
			case "resumed":
				marks.push({ ...fields, kind: "resume" });
				break;
			case "minute-added":
				marks.push({ ...fields, kind: "minute" });
				break;
			case "debrief-begun":
				marks.push({ ...fields, kind: "end" });
				break;
			case "taken-back":
				marks.push({ ...fields, kind: "take-back" });
				break;
			case "joined": {
				if (away.get(event.by) !== null && state.phase !== "ended") marks.push({ ...fields, kind: "join" });
				away.set(event.by, null);
				break;
			}
			case "left":
			case "removed": {
				const who = event.type === "removed" ? event.participantId : event.by;
				if (isOver(state) || comesBack(events, index, who, at)) break;
				away.set(who, at);
				marks.push({ ...fields, by: who, kind: "leave" });
				break;
			}
			default:
				break;
		}
	}
	// what nobody was there for is said at the time it began, which lies before its event
	return marks.sort((a, b) => a.at - b.at || a.frame - b.frame);
}

function comesBack(events: readonly EventFrame[], index: number, who: string, at: number): boolean {
	for (let next = index + 1; next < events.length; next++) {
		const later = events[next];
		if (!later || later.at - at > AWAY_MS) return false;
		if (later.event.type === "joined" && later.event.by === who) return true;
	}
	return false;
}

function activityOf(updates: readonly UpdateFrame[], zero: number, binMs: number): Activity[] {
	const bins = new Map<string, Activity>();
	for (const { at, person } of updates) {
		const bin = Math.floor((at - zero) / binMs);
		const key = `${bin} ${person}`;
		bins.set(key, { at: zero + bin * binMs, person, updates: (bins.get(key)?.updates ?? 0) + 1 });
	}
	return [...bins.values()];
}
