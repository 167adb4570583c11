// Raised hands: the button for one's own, and for interviewers a line that says whose is up, with the way to lower it.
import { Button } from "#components/ui/button.tsx";
import { Person } from "#components/ui/person.tsx";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";

type HandsView = Pick<SessionView, "hands" | "people" | "you" | "role" | "phase" | "session">;

/** "Jonas Weber raised a hand." */
export function raisedWords(id: string, { people }: Pick<SessionView, "people">): string {
	return `${people.find((person) => person.id === id)?.name ?? "Somebody"} raised a hand.`;
}

/** Whether a hand of one's own has anybody who could see it. */
export function mayRaise({ role, phase, session }: Pick<HandsView, "role" | "phase" | "session">): boolean {
	return role !== "observer" && phase !== "ended" && session.kind !== "solo";
}

export function handCommand({ hands, you }: Pick<HandsView, "hands" | "you">): Command {
	return { type: "raise-hand", participantId: you, raised: !hands.includes(you) };
}

interface HandsProps {
	view: HandsView;
	onCommand(command: Command): void;
}

/** A candidate's has words; an interviewer has other buttons beside it. */
export function HandButton({ view, onCommand }: HandsProps) {
	if (!mayRaise(view)) return null;
	const isUp = view.hands.includes(view.you);
	const words = isUp ? "Lower your hand" : "Raise your hand";
	return (
		<Button
			size="sm"
			icon="hand"
			label={words}
			title={words}
			className="hide-sm handbutton"
			tone={view.role === "candidate" ? "plain" : "quiet"}
			aria-pressed={isUp}
			onClick={() => onCommand(handCommand(view))}
		>
			{view.role === "candidate" ? <span className="hide-md">{isUp ? "Hand is up" : "Raise hand"}</span> : undefined}
		</Button>
	);
}

/** For interviewers, whatever tab is open: others' hands. */
export function RaisedHands({ view, onCommand }: HandsProps) {
	const others = view.people.filter(({ id }) => id !== view.you && view.hands.includes(id));
	if (others.length === 0) return null;
	return (
		<ul aria-label="Raised hands">
			{others.map((person) => (
				<li key={person.id} className="notice info">
					<Person name={person.name} role={person.role} raised named />
					<p>{raisedWords(person.id, view)}</p>
					<Button
						size="sm"
						label={`Lower the hand of ${person.name}`}
						onClick={() => onCommand({ type: "raise-hand", participantId: person.id, raised: false })}
					>
						Lower
					</Button>
				</li>
			))}
		</ul>
	);
}
