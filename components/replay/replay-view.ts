// What the panel of a replay shows at a moment: the same view as in the live room, made from the recording's header and
// the state at that moment. Pure.
import type { RecordingHeader } from "#core/recording.ts";
import type { Band, Mark, Outline } from "#core/replay-outline.ts";
import type { SessionState } from "#core/session.ts";
import { type SessionView, viewOf } from "#core/view.ts";
import type { PlayerSnapshot } from "./player-snapshot.ts";

/** @param at ms since the session was created */
export function viewAt(header: RecordingHeader, state: SessionState, at: number): SessionView {
	const { facts, you, title, question, brief } = header;
	return viewOf(
		{
			facts,
			title,
			question,
			brief,
			state,
			people: header.people.map((person) => ({ ...person, here: state.here.includes(person.id) })),
			seatRequests: [],
			at,
		},
		{
			participantId: you.participantId ?? "",
			// a recording that came without a brief is shown without the places for it
			role: you.role === "interviewer" && !brief ? "observer" : you.role,
			choseQuestion: you.choseQuestion,
		},
	);
}

/** What a replay is called: the session's own title, else the question's, else its family. */
export function titleOf({ title, question, facts }: RecordingHeader): string {
	if (title ?? question?.title) return title ?? question?.title ?? "";
	const family = facts.family.replaceAll("-", " ");
	return `${family.charAt(0).toUpperCase()}${family.slice(1)} interview`;
}

/** The last mark that has been passed, to the second that people read. */
export function currentMark(marks: readonly Mark[], at: number, zero: number): Mark | null {
	const second = Math.floor((at - zero) / 1_000);
	return marks.findLast((mark) => Math.floor((mark.at - zero) / 1_000) <= second) ?? null;
}

/** What begins within this much playing time of the head is where it stands, not before it. */
const HERE_MS = 700;

/** The mark before or after a moment; at a higher speed one that just passed is still where the head stands. */
export function markBeside(marks: readonly Mark[], at: number, by: 1 | -1, speed: number): Mark | null {
	if (by === 1) return marks.find((mark) => mark.at > at) ?? null;
	return marks.findLast((mark) => mark.at < at - HERE_MS * Math.max(1, speed)) ?? null;
}

/** The next stretch of the walk, or back to the beginning of this one, or of the one before. */
export function bandBeside(bands: readonly Band[], at: number, by: 1 | -1, speed: number): Band | null {
	if (by === 1) return bands.find((band) => band.from > at) ?? null;
	return bands.findLast((band) => band.from < at - HERE_MS * Math.max(1, speed)) ?? null;
}

/** While it plays fast the panel is drawn anew about four times a second; at rest it shows the very second. */
const PANEL_PICTURES_A_SECOND = 4;

/** The moment that the panel shows: whole seconds, and fewer of them the faster it plays. */
export function panelMoment({ at, playing, scrubbing, speed }: PlayerSnapshot, zero: number): number {
	const grainMs = 1_000 * (playing && !scrubbing ? Math.max(1, speed / PANEL_PICTURES_A_SECOND) : 1);
	return zero + Math.floor((at - zero) / grainMs) * grainMs;
}

/** The outline of a session that still runs, as far as its track goes: what people stand in goes on to the end of it. */
export function reaching(outline: Outline, trackEnd: number): Outline {
	if (outline.over || trackEnd <= outline.end) return outline;
	const goesOn = <Stretch extends { readonly to: number }>(stretches: readonly Stretch[]) =>
		stretches.map((one, index) => (index === stretches.length - 1 ? { ...one, to: trackEnd } : one));
	// another step ends a closer look, too
	const dive = outline.marks.findLast(({ kind }) => kind === "deep-dive" || kind === "step");
	const isDiving = dive?.kind === "deep-dive" && dive.begins;
	const isPaused = outline.marks.findLast(({ kind }) => kind === "pause" || kind === "resume")?.kind === "pause";
	return {
		...outline,
		bands: goesOn(outline.bands),
		pauses: isPaused ? goesOn(outline.pauses) : outline.pauses,
		dives: isDiving ? goesOn(outline.dives) : outline.dives,
	};
}
