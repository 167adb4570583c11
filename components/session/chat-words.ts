// The chat in numbers and words: what was not read yet, how much may be written, what is said of a message that comes. Pure.
import { MAX_CHAT_CHARS } from "#core/limits.ts";
import type { SessionView } from "#core/view.ts";

type Chat = SessionView["chat"];

/** How many messages of others came after the one that was read last; whoever writes has read what stood above. */
export function unreadCount(chat: Chat, lastRead: string | null, you: string): number {
	const read = Math.max(
		chat.findLastIndex(({ id }) => id === lastRead),
		chat.findLastIndex(({ by }) => by === you),
	);
	return chat.length - 1 - read;
}

/** From here on the length is shown. */
const NEAR_THE_END = 0.9;
const NUMBER = new Intl.NumberFormat("en-GB");

/** What is said of the length of a message; null while there is room enough. */
export function lengthWords(text: string): { tooLong: boolean; words: string } | null {
	const { length } = text.trim();
	if (length < MAX_CHAT_CHARS * NEAR_THE_END) return null;
	const of = `${NUMBER.format(length)} of ${NUMBER.format(MAX_CHAT_CHARS)} characters`;
	return length > MAX_CHAT_CHARS
		? { tooLong: true, words: `${of}. It is too long to send: shorten it, or send it in parts.` }
		: { tooLong: false, words: of };
}

/** Whom a message is for: one other person by name, else everybody. */
export function messageLabel({ people, you }: Pick<SessionView, "people" | "you">): string {
	const others = people.filter(({ id }) => id !== you);
	const [only] = others;
	return others.length === 1 && only ? `Message ${only.name}` : "Message everybody";
}

/** Why this person writes nothing now; null: the field is open. */
export function closedChatWords({ role, phase }: Pick<SessionView, "role" | "phase">): string | null {
	if (role === "observer") return "You read the chat; observers do not write in it.";
	return phase === "ended" ? "The chat is closed: the interview has ended." : null;
}

/** "Jonas Weber wrote: Is fraud filtered before?" for a screen reader. */
export function saidWords(message: Chat[number], people: SessionView["people"]): string {
	return `${people.find(({ id }) => id === message.by)?.name ?? "Somebody"} wrote: ${message.text}`;
}

/** Alone in practice there is nobody to talk to. */
export function hasChat({ session, people, chat }: Pick<SessionView, "session" | "people" | "chat">): boolean {
	return session.kind !== "solo" || people.length > 1 || chat.length > 0;
}
