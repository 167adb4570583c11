// What others do beside the board, said politely as it happens: messages to a screen reader, wherever the chat is, and raised hands to
// everybody, in a toast. What was there when the page was opened is no news.
import { useEffect, useRef, useState } from "react";
import { useToast } from "#components/ui/toast.tsx";
import type { SessionView } from "#core/view.ts";
import { saidWords } from "./chat-words.ts";
import { raisedWords } from "./hands.tsx";

type Talk = Pick<SessionView, "chat" | "hands" | "people" | "you">;

/** @returns sentences about what came between two views: `said` in the chat, `raised` by hand */
export function newsOf(before: Talk, after: Talk): { said: string[]; raised: string[] } {
	const known = new Set(before.chat.map(({ id }) => id));
	return {
		said: after.chat
			.filter(({ id, by }) => !known.has(id) && by !== after.you)
			.map((message) => saidWords(message, after.people)),
		raised: after.hands
			.filter((id) => !before.hands.includes(id) && id !== after.you)
			.map((id) => raisedWords(id, after)),
	};
}

/** @returns the newest words of the chat, for a region that says them */
export function useNews(view: Talk): string | null {
	const say = useToast();
	const before = useRef(view);
	const [said, setSaid] = useState<string | null>(null);
	useEffect(() => {
		const news = newsOf(before.current, view);
		before.current = view;
		for (const words of news.raised) say(words);
		if (news.said.length > 0) setSaid(news.said.join(" "));
	}, [view, say]);
	return said;
}
