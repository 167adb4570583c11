// Coming in and being taken out: what a link shows, accepting it, removing a person, leaving a list, deleting a session. Every
// change of a session's people happens under the lock of its row, so that a seat is never given twice.
import type { InviteView } from "#core/protocol.ts";
import { storedPackSchema } from "#core/question.ts";
import type { Kind, Role } from "#core/session.ts";
import { mayLead } from "#core/session.ts";
import type { Database } from "./client.ts";
import type { Invite, Participant, Session } from "./generated/client.ts";
import { hashOf, issuedAt } from "./invites.ts";
import { lockSession, notifyRoom, type Transaction } from "./notify.ts";
import { randomId } from "./random-id.ts";
import { SEATS } from "./seats.ts";
import { storedFactsSchema } from "./sessions.ts";

type InviteState = InviteView["state"];

export interface Opened {
	state: InviteState;
	invite: Invite;
	session: Session;
	/** in the order of joining, with those who were removed */
	everybody: Participant[];
	/** those who are in */
	people: Participant[];
	/** the caller's own place */
	me: Participant | null;
}

/** What a token opens for a user (null: nobody yet). Null: no such link. */
export async function openInvite(
	db: Database | { prisma: Transaction },
	token: string,
	userId: string | null,
): Promise<Opened | null> {
	const invite = await db.prisma.invite.findUnique({
		where: { tokenHash: hashOf(token) },
		include: { session: { include: { participants: { orderBy: [{ joinedAt: "asc" }, { id: "asc" }] } } } },
	});
	if (!invite) return null;
	const { participants: everybody, ...session } = invite.session;
	const people = everybody.filter((person) => person.removedAt === null);
	const me = userId === null ? null : (people.find((person) => person.userId === userId) ?? null);
	// somebody who was taken out needs a link that is younger than that
	const takenOut = everybody.some(
		(person) =>
			userId !== null && person.userId === userId && person.removedAt !== null && person.removedAt > issuedAt(invite),
	);
	return { state: stateOf(), invite, session, everybody, people, me };

	function stateOf(): InviteState {
		if (!invite) throw new Error("a state is asked of a link that was found");
		if (me) return "member";
		if (session.phase === "ended") return "over";
		if (invite.revokedAt !== null || takenOut) return "revoked";
		if (invite.expiresAt <= new Date()) return "expired";
		const seated = people.filter((person) => person.role === invite.role);
		return seated.length < SEATS[invite.role] ? "open" : "seat-taken";
	}
}

/** What the page of a link says. A dead link tells who can make a new one, and no more. */
export async function viewInvite(db: Database, token: string, userId: string | null): Promise<InviteView | null> {
	const opened = await openInvite(db, token, userId);
	if (!opened) return null;
	const { state, invite, session, everybody, people, me } = opened;
	const { family } = storedPackSchema.parse(session.pack);
	const { level, minutes } = storedFactsSchema.parse(session);
	const alive = state === "open" || state === "seat-taken" || state === "member";
	return {
		state,
		role: invite.role,
		invitedBy: everybody.find((person) => person.creator)?.name ?? "",
		people: alive ? people.map(({ name, role }) => ({ name, role })) : [],
		kind: session.kind,
		minutes,
		level,
		family,
		expiresAt: invite.expiresAt.toISOString(),
		...(me && { sessionId: session.id, memberRole: me.role }),
		...(state === "seat-taken" && {
			holders: people.filter((person) => person.role === invite.role).map((person) => person.name),
			request: userId === null ? "none" : await requestOf(db, session.id, userId),
		}),
	};
}

async function requestOf(db: Database, sessionId: string, userId: string): Promise<"none" | "waiting" | "refused"> {
	const request = await db.prisma.seatRequest.findUnique({ where: { sessionId_userId: { sessionId, userId } } });
	if (!request || request.granted === true) return "none";
	return request.answeredAt === null ? "waiting" : "refused";
}

export type JoinRefusal = { refused: "unknown" | Exclude<InviteState, "open" | "member"> };

/** Makes the user a participant; who is in already stays what he is. */
export async function acceptInvite(
	db: Database,
	token: string,
	userId: string,
	{ name, consent }: { name: string; consent?: true },
): Promise<{ sessionId: string; role: Role } | JoinRefusal> {
	return await db.prisma.$transaction(async (transaction) => {
		const found = await lockOpened(transaction, token, userId);
		if (!found) return { refused: "unknown" };
		const { state, invite, session, everybody, me } = found;
		if (me) return { sessionId: session.id, role: me.role };
		if (state !== "open") return { refused: state === "member" ? "unknown" : state };
		const now = new Date();
		await enter(transaction, {
			session,
			everybody,
			userId,
			role: invite.role,
			name,
			consentedAt: consent ? now : null,
			now,
		});
		await transaction.seatRequest.deleteMany({ where: { sessionId: session.id, userId } });
		await notifyRoom(transaction, session.id);
		return { sessionId: session.id, role: invite.role };
	});
}

/** Opens a link under the lock of its session; what was read before the lock does not count. */
export async function lockOpened(transaction: Transaction, token: string, userId: string): Promise<Opened | null> {
	const before = await openInvite({ prisma: transaction }, token, userId);
	if (!before || !(await lockSession(transaction, before.session.id))) return null;
	return await openInvite({ prisma: transaction }, token, userId);
}

/** A row for the person, or the person's own row of before: what was drawn stays with its author. */
export async function enter(
	transaction: Transaction,
	entry: {
		session: { id: string };
		everybody: readonly Participant[];
		userId: string;
		role: Role;
		name: string;
		consentedAt: Date | null;
		now: Date;
	},
): Promise<void> {
	const { session, everybody, userId, role, name, consentedAt, now } = entry;
	const before = everybody.findLast((person) => person.userId === userId && person.role === role);
	if (before) {
		await transaction.participant.update({
			where: { id: before.id },
			data: { name, removedAt: null, hiddenAt: null, joinedAt: now, consentedAt: consentedAt ?? before.consentedAt },
		});
		return;
	}
	await transaction.participant.create({
		data: { id: randomId(), sessionId: session.id, userId, role, name, joinedAt: now, consentedAt },
	});
}

export type RemoveRefusal = { refused: "unknown" | "self" | "creator" };

/** Takes a person out; the room closes her sockets and her links count no more. The caller has checked who asks. */
export async function removeParticipant(
	db: Database,
	sessionId: string,
	participantId: string,
	by: { participantId: string },
): Promise<{ removed: true } | RemoveRefusal> {
	return await db.prisma.$transaction(async (transaction) => {
		await lockSession(transaction, sessionId);
		const person = await transaction.participant.findFirst({
			where: { id: participantId, sessionId, removedAt: null },
		});
		if (!person) return { refused: "unknown" };
		if (person.id === by.participantId) return { refused: "self" };
		if (person.creator) return { refused: "creator" };
		await transaction.participant.update({ where: { id: person.id }, data: { removedAt: new Date() } });
		await notifyRoom(transaction, sessionId);
		return { removed: true };
	});
}

/** Who starts and ends also takes people out and lets them in. */
export function mayManagePeople(member: { role: Role }, kind: Kind): boolean {
	return mayLead(member.role, kind);
}

/** Takes a session off a person's own list; she stays in it. */
export async function hideSession(db: Database, participantId: string): Promise<void> {
	await db.prisma.participant.update({ where: { id: participantId }, data: { hiddenAt: new Date() } });
}

/** Deletes a session whole: people, links, recording. Its room closes. */
export async function deleteSession(db: Database, sessionId: string): Promise<void> {
	await db.prisma.$transaction(async (transaction) => {
		await transaction.session.deleteMany({ where: { id: sessionId, sample: false } });
		await notifyRoom(transaction, sessionId);
	});
}
