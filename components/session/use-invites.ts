// The links of a session, for its creator: fetched when the room opens, again after each change.
import { useCallback, useEffect, useState } from "react";
import type { Role } from "#core/session.ts";
import { changeInvite, fetchInvites, type Invite } from "./session-api.ts";

export type Invites =
	| { state: "loading" }
	| { state: "none" }
	| { state: "failed"; words: string }
	| { state: "ready"; invites: readonly Invite[] };

export interface InvitesControl {
	invites: Invites;
	reload(): Promise<void>;
	/** @returns the words of what went wrong, or null */
	change(role: Role, change: "revoke" | "renew"): Promise<string | null>;
}

export function useInvites(sessionId: string): InvitesControl {
	const [invites, setInvites] = useState<Invites>({ state: "loading" });
	const reload = useCallback(async () => {
		const outcome = await fetchInvites(sessionId);
		if (!outcome.ok) setInvites({ state: "failed", words: outcome.words });
		else setInvites(outcome.value ? { state: "ready", invites: outcome.value } : { state: "none" });
	}, [sessionId]);
	useEffect(() => {
		void reload();
	}, [reload]);
	const change = useCallback(
		async (role: Role, what: "revoke" | "renew") => {
			const outcome = await changeInvite(sessionId, role, what);
			await reload();
			return outcome.ok ? null : outcome.words;
		},
		[sessionId, reload],
	);
	return { invites, reload, change };
}

/** The link of a role that works now, or null. */
export function openInvite(invites: Invites, role: Role, nowMs: number): Invite | null {
	if (invites.state !== "ready") return null;
	const invite = invites.invites.find((each) => each.role === role);
	return invite && invite.revokedAt === null && Date.parse(invite.expiresAt) > nowMs ? invite : null;
}
