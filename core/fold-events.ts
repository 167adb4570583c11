// The session as its stored events left it: what a room starts from, and what the report is made of.
import { decodeEvent, type Entry } from "./recording.ts";
import { apply, INITIAL_STATE, type SessionState } from "./session.ts";

/**
 * @param entries events of one session in the order of their numbers
 * @returns `unread`: numbers of events that cannot be read and were skipped
 */
export function foldEvents(entries: readonly Pick<Entry, "at" | "data" | "eventNo">[]): {
	state: SessionState;
	unread: (number | null)[];
} {
	let state = INITIAL_STATE;
	const unread: (number | null)[] = [];
	for (const { at, data, eventNo } of entries) {
		const event = decodeEvent(data);
		if (event) state = apply(state, event, at);
		else unread.push(eventNo);
	}
	return { state, unread };
}
