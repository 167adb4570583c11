// One session: its facts for a member, its links for the creator; and the end of it.

import { INITIAL_STATE } from "#core/session.ts";
import { mayKnowQuestion } from "#core/view.ts";
import { invitesOf, inviteUrl } from "#server/db/invites.ts";
import { deleteSession, hideSession } from "#server/db/participants.ts";
import { loadSession } from "#server/db/sessions.ts";
import { answer, requireMember, unknownSession } from "../../answer.ts";

interface Context {
	params: Promise<{ id: string }>;
}

/** 200 SessionDetail; 401, 404 */
export function GET(request: Request, { params }: Context): Promise<Response> {
	return answer(request, async (db) => {
		const { id } = await params;
		const me = await requireMember(request, db, id);
		const stored = await loadSession(db, id);
		if (!stored) throw unknownSession();
		const { facts, pack, participants } = stored;
		const viewer = { participantId: me.id, role: me.role, choseQuestion: me.creator };
		const known = mayKnowQuestion(viewer, { ...INITIAL_STATE, startedAt: stored.startedAt });
		const links = me.creator ? await invitesOf(db, id) : null;
		return {
			body: {
				session: facts,
				you: { participantId: me.id, role: me.role, name: me.name, creator: me.creator },
				title: known ? stored.title : null,
				question: known ? pack.title : null,
				phase: stored.phase,
				people: participants
					.filter((person) => person.removedAt === null)
					.map((person) => ({ id: person.id, name: person.name, role: person.role })),
				invites:
					links?.map(({ role, token, expiresAt, revokedAt }) => ({
						role,
						url: inviteUrl(request.headers, token),
						expiresAt: expiresAt.toISOString(),
						revokedAt: revokedAt?.toISOString() ?? null,
					})) ?? null,
			},
		};
	});
}

/** The creator deletes it for everybody; anybody else takes it off her own list. 204; 401, 404 */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
	return answer(request, async (db) => {
		const { id } = await params;
		const me = await requireMember(request, db, id);
		if (me.creator) await deleteSession(db, id);
		else await hideSession(db, me.id);
		return {};
	});
}
