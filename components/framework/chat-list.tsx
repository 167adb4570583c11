// What people said beside the board, oldest first: who, when, the words as text. Own messages are told from others' by "You" and by
// their place. Driven by props, in the room and in a replay.
import { Person } from "#components/ui/person.tsx";
import type { Person as PersonFacts, SessionView } from "#core/view.ts";
import { noteTime } from "./notes-list.tsx";
import "./chat.css";

interface ChatListProps {
	view: Pick<SessionView, "chat" | "people" | "startedAt" | "you">;
	/** goes to the moment of a message (replay) */
	onSeek?(at: number): void;
}

export function ChatList({ view, onSeek }: ChatListProps) {
	const { chat, people, startedAt, you } = view;
	return (
		// the room says aloud what comes, wherever the chat is; here it would be said twice
		<div role="log" aria-live="off" aria-label="Chat" className="chatlist">
			{chat.map(({ id, at, by, text }) => {
				const author = people.find((person) => person.id === by);
				const time = noteTime({ at }, startedAt);
				return (
					<div key={id} className={by === you ? "msg own" : "msg"}>
						<Person name={author?.name ?? "?"} role={author?.role} named />
						<div className="said">
							<p className="who">
								<b className="cut">{authorWords(author, you)}</b>{" "}
								{onSeek ? (
									<button
										type="button"
										className="linkish mono"
										onClick={() => onSeek(at)}
										aria-label={`Go to ${time}`}
									>
										{time}
									</button>
								) : (
									<span className="muted mono">{time}</span>
								)}
							</p>
							<p className="words" dir="auto">
								{text}
							</p>
						</div>
					</div>
				);
			})}
		</div>
	);
}

function authorWords(author: PersonFacts | undefined, you: string) {
	if (!author) return "Somebody who left";
	if (author.id === you) return "You";
	return (
		<>
			<bdi>{author.name}</bdi>
			<span className="vh">, {author.role}</span>
		</>
	);
}
