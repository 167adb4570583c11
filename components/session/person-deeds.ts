// What may be done with a person who is in the room: follow her view, bring her to one's own. Pure; the same for the bar and
// the dialog. Somebody who is alone in practice sees nothing of it.
import type { Person, SessionView } from "#core/view.ts";
import type { Looking } from "./use-looking.ts";

export interface PersonDeed {
	/** beside the person's name */
	readonly name: string;
	/** alone */
	readonly words: string;
	/** null: said, not done */
	readonly run: (() => void) | null;
}

export function personDeeds(
	view: Pick<SessionView, "you" | "session" | "mayDraw">,
	{ together, state }: Pick<Looking, "together" | "state">,
	person: Pick<Person, "id" | "name">,
): PersonDeed[] {
	const { id, name } = person;
	if (!together || id === view.you || view.session.kind === "solo") return [];
	if (!state.onBoard.includes(id)) return [];
	if (state.followers.includes(id)) return [{ name: "Follows you", words: `${name} follows you`, run: null }];
	const follow = { name: "Follow", words: `Follow ${name}`, run: () => together.follow(id) };
	const stop = { name: "Stop following", words: `Stop following ${name}`, run: () => together.stopFollowing() };
	const bring = { name: "Bring to me", words: `Bring ${name} to me`, run: () => together.bring(id) };
	return [state.following === id ? stop : follow, ...(view.mayDraw ? [bring] : [])];
}
