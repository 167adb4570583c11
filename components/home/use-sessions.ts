"use client";
import { useCallback, useEffect, useState } from "react";
import { callApi } from "#components/api.ts";
import { forgetKept } from "#components/board/kept-storage.ts";
// My sessions, page by page, newest first. Loads when the page opens and again when it is shown from the browser's
// back-and-forward cache; says what it is doing and what went wrong; forgets a row that was deleted. What this browser still
// keeps of boards that nobody can draw on any more is thrown away here: their rooms may never be opened again.
import { type SessionSummary, sessionListSchema } from "#core/protocol.ts";

export type Sessions =
	| { state: "loading" }
	| { state: "failed"; message: string }
	| {
			state: "ready";
			sessions: readonly SessionSummary[];
			next: string | null;
			more: "idle" | "loading" | { failed: string };
	  };

async function loadPage(before: string | null, signal?: AbortSignal) {
	const path = before === null ? "/api/sessions" : `/api/sessions?before=${encodeURIComponent(before)}`;
	const answer = await callApi(path, { schema: sessionListSchema, signal });
	if (!answer.ok && answer.status === 401) return { ok: true as const, value: { sessions: [], next: null } };
	return answer;
}

export interface UseSessions {
	list: Sessions;
	reload(): void;
	showMore(): void;
	forget(id: string): void;
}

/** `guest: false` means that nobody is signed in: then there is nothing to ask for. */
export function useSessions({ guest }: { guest: boolean }): UseSessions {
	const [list, setList] = useState<Sessions>(
		guest ? { state: "loading" } : { state: "ready", sessions: [], next: null, more: "idle" },
	);
	const [round, setRound] = useState(0);

	useEffect(() => {
		// nobody is signed in: whatever lies here is nobody's any more
		if (!guest) void forgetKept(() => true);
	}, [guest]);

	useEffect(() => {
		if (list.state !== "ready") return;
		const over = new Set(list.sessions.flatMap(({ id, phase }) => (phase === "ended" ? [id] : [])));
		if (over.size > 0) void forgetKept((sessionId) => over.has(sessionId), { onlySaved: true });
	}, [list]);

	useEffect(() => {
		if (!guest && round === 0) return;
		const stop = new AbortController();
		loadPage(null, stop.signal).then(
			(answer) => {
				if (stop.signal.aborted) return;
				setList(
					answer.ok ? { state: "ready", ...answer.value, more: "idle" } : { state: "failed", message: answer.message },
				);
			},
			() => {
				// aborted: nobody waits for it any more
			},
		);
		return () => stop.abort();
	}, [guest, round]);

	const reload = useCallback(() => {
		setList((now) => (now.state === "failed" ? { state: "loading" } : now));
		setRound((count) => count + 1);
	}, []);

	useEffect(() => {
		const shown = (event: PageTransitionEvent) => {
			if (event.persisted) reload();
		};
		window.addEventListener("pageshow", shown);
		return () => window.removeEventListener("pageshow", shown);
	}, [reload]);

	const showMore = useCallback(async () => {
		if (list.state !== "ready" || list.next === null || list.more === "loading") return;
		setList({ ...list, more: "loading" });
		const answer = await loadPage(list.next);
		setList((now) => {
			if (now.state !== "ready") return now;
			if (!answer.ok) return { ...now, more: { failed: answer.message } };
			const known = new Set(now.sessions.map((session) => session.id));
			const fresh = answer.value.sessions.filter((session) => !known.has(session.id));
			return { ...now, sessions: [...now.sessions, ...fresh], next: answer.value.next, more: "idle" };
		});
	}, [list]);

	const forget = useCallback((id: string) => {
		void forgetKept((sessionId) => sessionId === id);
		setList((now) =>
			now.state === "ready" ? { ...now, sessions: now.sessions.filter((session) => session.id !== id) } : now,
		);
	}, []);

	return { list, reload, showMore, forget };
}
