// Sentences of the room about people and phases, pure, so that a test can read them.

import { formatTimeOfDay } from "#components/ui/time.ts";
import { familyWords } from "#components/ui/words.ts";
import { REOPEN_MS } from "#core/limits.ts";
import type { Role } from "#core/session.ts";
import type { Person, SessionView } from "#core/view.ts";

/** What the bar calls the session: never more of the question than the view holds. */
export function roomTitle(view: Pick<SessionView, "title" | "question" | "session">): string {
	return view.title ?? view.question?.title ?? `${familyWords(view.session.family)} interview`;
}

export function tabTitle(words: string): string {
	return `${words} · Boardwalk`;
}

/** Who is waited for before the start, seen by `view.role`, or null when both sides are here. */
export function waitingWords(view: Pick<SessionView, "role" | "people" | "session" | "you">): string | null {
	if (view.session.kind === "solo") return null;
	const wanted: Role = view.role === "interviewer" ? "candidate" : "interviewer";
	const people = view.people.filter((person) => person.role === wanted && person.id !== view.you);
	if (people.some((person) => person.here)) return null;
	const known = people[0];
	if (known) return `${known.name} is not here.`;
	return view.role === "interviewer"
		? "Your candidate is not here yet. Send the link again or start alone."
		: "Your interviewer is not here yet.";
}

export function namesOf(people: readonly Person[]): string {
	const names = people.map((person) => person.name);
	if (names.length < 2) return names.join("");
	return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** "14:51": wall time of a moment of the session */
export function wallTime(view: Pick<SessionView, "session">, at: number): string {
	return formatTimeOfDay(new Date(Date.parse(view.session.createdAt) + at));
}

export function mayReopen(view: Pick<SessionView, "mayLead" | "phase" | "closedAt">, at: number): boolean {
	return view.mayLead && view.phase === "ended" && view.closedAt !== null && at - view.closedAt <= REOPEN_MS;
}

/** Until when an ended session can be taken up again, and by whom; null once that is over. */
export function reopenWords(
	view: Pick<SessionView, "mayLead" | "phase" | "closedAt" | "session" | "people">,
	at: number,
): string | null {
	if (!mayReopen({ ...view, mayLead: true }, at)) return null;
	const until = wallTime(view, (view.closedAt ?? 0) + REOPEN_MS);
	if (view.mayLead) return `Forgot something? You can reopen it until ${until}.`;
	const leaders = view.people.filter((person) => person.role === "interviewer");
	return `${leaders.length > 0 ? namesOf(leaders) : "The candidate"} can reopen it until ${until}.`;
}

/** What is over and who may see what of it, for the person who reads it. */
export function endedWords(
	view: Pick<SessionView, "role" | "people" | "you" | "mayReplay" | "mayLead" | "replayShared" | "session">,
): { icon: "lock" | "play" | "note"; words: string }[] {
	const others = view.people.filter((person) => person.role !== "observer" && person.id !== view.you);
	if (view.role === "observer") {
		const leaders = view.people.filter((person) => person.role === "interviewer");
		return [
			{ icon: "lock", words: "The board is read-only." },
			{
				icon: "play",
				words: view.mayReplay
					? "You can replay it, because whoever leads shares it with observers. Notes are not part of it."
					: `Observers cannot replay it${leaders.length > 0 ? ` unless ${namesOf(leaders)} shares it` : ""}. You can take pictures of the board.`,
			},
		];
	}
	const watched = view.people.some((person) => person.role === "observer");
	// who leads has the switch right below
	const observers = !watched || view.mayLead ? "" : view.replayShared ? " Observers can, too." : " Observers cannot.";
	const replay = others.length > 0 ? `You and ${namesOf(others)} can replay it` : "You can replay it";
	return view.role === "interviewer"
		? [
				{ icon: "note", words: "The board is read-only. You can still write notes; they stay with interviewers." },
				{ icon: "play", words: `${replay}: every line, from the first to the last.${observers}` },
			]
		: [
				{ icon: "lock", words: "The board is read-only." },
				{
					icon: "play",
					words: `${replay}: every line, from the first to the last.${observers}${others.length > 0 ? " Notes of interviewers are not in your replay." : ""}`,
				},
			];
}

/** A link that may be opened from a button: https and nothing else, whatever was stored. */
export function safeMeetingUrl(url: string | null): string | null {
	if (!url) return null;
	try {
		return new URL(url).protocol === "https:" ? url : null;
	} catch {
		return null;
	}
}

/** Links made on a page that was opened by this name reach nobody else. */
export function isLocalHost(hostname: string): boolean {
	return hostname === "localhost" || hostname === "[::1]" || hostname === "::1" || /^127\./.test(hostname);
}
