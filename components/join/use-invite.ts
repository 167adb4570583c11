"use client";
import { useCallback, useEffect, useState } from "react";
import { callApi, NO_ANSWER } from "#components/api.ts";
// What a link leads to, asked of the server; asked again every two seconds while one waits to be let into a taken seat.
// Looking changes nothing on the server: joining and asking are the caller's own requests.
import { type InviteView, inviteViewSchema } from "#core/protocol.ts";

const WAITING_POLL_MS = 2_000;
/** After a refusal for asking too often, or no answer at all. */
const SLOW_POLL_MS = 8_000;

export type Invite =
	| { state: "loading" }
	| { state: "unknown" }
	| { state: "failed"; message: string }
	/** `unreached`: words when the last look failed; what is shown is from before */
	| { state: "known"; view: InviteView; unreached: string | null };

export function invitePath(token: string): string {
	return `/api/invites/${encodeURIComponent(token)}`;
}

export function useInvite(token: string): { invite: Invite; look(): void } {
	const [invite, setInvite] = useState<Invite>({ state: "loading" });
	const [round, setRound] = useState(0);
	const look = useCallback(() => setRound((count) => count + 1), []);

	// biome-ignore lint/correctness/useExhaustiveDependencies: each round looks once more
	useEffect(() => {
		const stop = new AbortController();
		let timer: ReturnType<typeof setTimeout> | undefined;
		callApi(invitePath(token), { schema: inviteViewSchema, signal: stop.signal }).then(
			(answer) => {
				if (stop.signal.aborted) return;
				if (answer.ok) {
					setInvite({ state: "known", view: answer.value, unreached: null });
					if (answer.value.request === "waiting") timer = setTimeout(look, WAITING_POLL_MS);
					return;
				}
				const passing = answer.status === NO_ANSWER || answer.status === 429 || answer.status >= 500;
				if (passing) timer = setTimeout(look, SLOW_POLL_MS);
				setInvite((before) => {
					if (answer.status === 404) return { state: "unknown" };
					if (before.state === "known") return { ...before, unreached: answer.message };
					return { state: "failed", message: answer.message };
				});
			},
			() => {
				// aborted: the page looks again or is gone
			},
		);
		return () => {
			stop.abort();
			clearTimeout(timer);
		};
	}, [token, round, look]);

	return { invite, look };
}
