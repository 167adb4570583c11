// What this person has read of the chat, kept in the browser for each session: a reload does not make old messages new. A browser
// that keeps nothing remembers as long as the page is open.
import { useCallback, useState } from "react";
import type { SessionView } from "#core/view.ts";
import { unreadCount } from "./chat-words.ts";

export interface ChatRead {
	readonly unread: number;
	/** everything that is there has been seen */
	seen(): void;
}

const keyOf = (sessionId: string) => `boardwalk-chat-read-${sessionId}`;

export function useChatRead({ session, chat, you }: Pick<SessionView, "session" | "chat" | "you">): ChatRead {
	const [lastRead, setLastRead] = useState(() => kept(session.id));
	const newest = chat.at(-1)?.id ?? null;
	const seen = useCallback(() => {
		if (newest === null) return;
		setLastRead(newest);
		keep(session.id, newest);
	}, [newest, session.id]);
	return { unread: unreadCount(chat, lastRead, you), seen };
}

function kept(sessionId: string): string | null {
	try {
		return localStorage.getItem(keyOf(sessionId));
	} catch {
		return null;
	}
}

function keep(sessionId: string, messageId: string): void {
	try {
		localStorage.setItem(keyOf(sessionId), messageId);
	} catch {
		// what is not kept is new again after a reload
	}
}
