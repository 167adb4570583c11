// What the panel of a replay shows at a moment: the same view as in the live room, made from the recording's header and
// the state at that moment. Pure.
import type { RecordingHeader } from "#core/recording.ts";
import type { Mark } from "#core/replay-outline.ts";
import type { SessionState } from "#core/session.ts";
import { type SessionView, viewOf } from "#core/view.ts";

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

/** Marks within this of the head are where it stands, not before it. */
const HERE_MS = 700;

/** The mark before or after a moment. */
export function markBeside(marks: readonly Mark[], at: number, by: 1 | -1): Mark | null {
	if (by === 1) return marks.find((mark) => mark.at > at) ?? null;
	return marks.findLast((mark) => mark.at < at - HERE_MS) ?? null;
}
