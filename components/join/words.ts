// The sentences of the join page that depend on who invites whom as what. Pure: an invite in, words out.

import { firstName } from "#components/ui/words.ts";
import type { InviteView } from "#core/protocol.ts";
import type { Role } from "#core/session.ts";

/** "Priya invites you to an interview" */
export function invitation(view: InviteView): string {
	const who = firstName(view.invitedBy);
	if (view.role === "observer")
		return `${who} invites you to watch ${view.kind === "solo" ? "a practice session" : "an interview"}`;
	if (view.role === "candidate") return `${who} invites you to an interview`;
	const interviewer = view.people.some((person) => person.role === "interviewer");
	return interviewer ? `${who} invites you to interview together` : `${who} invites you to lead an interview`;
}

/** What one will know of the question, and when. */
export function questionWords(role: Role): string {
	return role === "interviewer"
		? "The question and its brief wait in the room"
		: "You see the question when the clock starts";
}

/** Who can replay and who can delete, in the order in which people ask. */
export function replayWords(view: InviteView): string {
	const interviewers = view.people.filter((person) => person.role === "interviewer").map((p) => firstName(p.name));
	const candidates = view.people.filter((person) => person.role === "candidate").map((p) => firstName(p.name));
	const others = [...interviewers, ...candidates];
	const maker = firstName(view.invitedBy);
	const owner = `${maker}, who made the session, can delete it for everyone.`;
	// nobody is asked to agree to less than what may happen: observers may be allowed to replay, too
	const allowing = view.kind === "solo" ? maker : "the interviewer";
	if (view.role === "observer")
		return `${list(others)} can replay it; you and other observers only if ${allowing} allows it. ${owner}`;
	return `${list([...others, "you"])} can replay it; observers only if ${allowing} allows it. ${owner}`;
}

/** "Ada", "Ada and Ben", "Ada, Ben and you" */
export function list(names: readonly string[]): string {
	if (names.length < 2) return names[0] ?? "";
	return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** Who can let somebody into a taken seat. */
export function gatekeeper(view: InviteView): string {
	const interviewer = view.people.find((person) => person.role === "interviewer");
	return firstName(interviewer?.name ?? view.invitedBy);
}
