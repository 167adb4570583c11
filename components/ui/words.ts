// Values of the domain as the words that people read. One place, so that home, join and room say the same.
import type { Level } from "#core/framework.ts";
import type { PublicQuestion } from "#core/question.ts";
import type { Kind, Phase, Role } from "#core/session.ts";

export const LEVEL_WORDS: Record<Level, string> = { mid: "Mid", senior: "Senior", staff: "Staff" };
export const KIND_WORDS: Record<Kind, string> = { led: "Interviewer-led", solo: "Solo practice" };
export const ROLE_WORDS: Record<Role, string> = {
	interviewer: "interviewer",
	candidate: "candidate",
	observer: "observer",
};
export const PHASE_WORDS: Record<Phase, string> = {
	lobby: "Not started",
	running: "Running",
	paused: "Paused",
	debrief: "Debrief",
	ended: "Ended",
};

export const DIFFICULTY_WORDS: Record<PublicQuestion["difficulty"], string> = {
	easy: "Easy",
	medium: "Medium",
	hard: "Hard",
};

/** "ads" -> "Ads", "search-ranking" -> "Search ranking" */
export function familyWords(family: string): string {
	const words = family.replaceAll("-", " ").replace(/\b(ai|ml|nlp)\b/g, (short) => short.toUpperCase());
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The first word of a name: how people are spoken of in sentences. Cut when it is very long. */
export function firstName(name: string): string {
	const first = name.trim().split(/\s+/)[0] ?? "";
	const letters = Array.from(first);
	return letters.length > 24 ? `${letters.slice(0, 23).join("")}…` : first;
}
