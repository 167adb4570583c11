// Links: one for each role that can be invited. A token is made from the invite's id and generation with the server's secret,
// so the creator can read the link again while a stolen database holds none. In: transactions and headers. Out: tokens,
// addresses, and what a link is worth.
import { createHash, createHmac } from "node:crypto";
import { INVITE_DAYS } from "#core/limits.ts";
import type { Kind, Role } from "#core/session.ts";
import { env } from "../env.ts";
import type { Database } from "./client.ts";
import { notifyRoom, type Transaction } from "./notify.ts";
import { randomId } from "./random-id.ts";

export interface InviteLink {
	role: Role;
	token: string;
}

const DAY_MS = 24 * 3_600_000;

/** Which links a new session has: for every role that is not its creator's seat. Solo practice may be watched only. */
export function offeredRoles(kind: Kind, creatorRole: Role): Role[] {
	if (kind === "solo") return ["observer"];
	return creatorRole === "interviewer" ? ["candidate", "interviewer", "observer"] : ["interviewer", "observer"];
}

export function tokenOf(invite: { id: string; generation: number }): string {
	const secret = env().authSecret;
	if (secret === null) throw new Error("AUTH_SECRET is not set: index.ts sets it before it serves");
	return createHmac("sha256", secret).update(`${invite.id}:${invite.generation}`).digest("base64url");
}

/** What is stored of a token. */
export function hashOf(token: string): string {
	return createHash("sha256").update(token).digest("base64url");
}

export async function addInvites(
	transaction: Transaction,
	sessionId: string,
	roles: readonly Role[],
	now: Date,
): Promise<InviteLink[]> {
	const rows = roles.map((role) => ({ id: randomId(), role, generation: 1 }));
	await transaction.invite.createMany({
		data: rows.map((row) => ({ ...row, sessionId, expiresAt: expiryFrom(now), tokenHash: hashOf(tokenOf(row)) })),
	});
	return rows.map((row) => ({ role: row.role, token: tokenOf(row) }));
}

function expiryFrom(now: Date): Date {
	return new Date(now.getTime() + INVITE_DAYS * DAY_MS);
}

/** When a link was made or last renewed. */
export function issuedAt(invite: { expiresAt: Date }): Date {
	return new Date(invite.expiresAt.getTime() - INVITE_DAYS * DAY_MS);
}

/** The links of a session as its creator sees them. */
export async function invitesOf(
	db: Database,
	sessionId: string,
): Promise<(InviteLink & { expiresAt: Date; revokedAt: Date | null })[]> {
	const rows = await db.prisma.invite.findMany({ where: { sessionId }, orderBy: { role: "asc" } });
	return rows.map((row) => ({
		role: row.role,
		token: tokenOf(row),
		expiresAt: row.expiresAt,
		revokedAt: row.revokedAt,
	}));
}

/** Ends a link at once; nobody who is in already leaves. False: the session has no link for that role. */
export async function revokeInvite(db: Database, sessionId: string, role: Role): Promise<boolean> {
	return await db.prisma.$transaction(async (transaction) => {
		const invite = await transaction.invite.findUnique({ where: { sessionId_role: { sessionId, role } } });
		if (!invite) return false;
		await transaction.invite.update({ where: { id: invite.id }, data: { revokedAt: invite.revokedAt ?? new Date() } });
		// who waits behind a link that is gone waits no longer
		await transaction.seatRequest.deleteMany({ where: { inviteId: invite.id, answeredAt: null } });
		await notifyRoom(transaction, sessionId);
		return true;
	});
}

/** A new link for a role, and the old one is dead. Null: the session has no link for that role. */
export async function renewInvite(db: Database, sessionId: string, role: Role): Promise<InviteLink | null> {
	return await db.prisma.$transaction(async (transaction) => {
		const where = { sessionId_role: { sessionId, role } };
		if (!(await transaction.invite.findUnique({ where }))) return null;
		const { id, generation } = await transaction.invite.update({ where, data: { generation: { increment: 1 } } });
		const token = tokenOf({ id, generation });
		await transaction.invite.update({
			where: { id },
			data: { tokenHash: hashOf(token), expiresAt: expiryFrom(new Date()), revokedAt: null },
		});
		return { role, token };
	});
}

/**
 * The address of a link as the person who asks reaches this server. A request's own url says localhost behind Next, so the
 * Host counts; what a proxy says counts only where the operator trusts one.
 */
export function inviteUrl(headers: Headers, token: string): string {
	return `${originOf(headers)}/join/${token}`;
}

function originOf(headers: Headers): string {
	const { publicUrl, trustProxy, port } = env();
	if (publicUrl !== null) return publicUrl;
	const forwarded = (name: string) => (trustProxy ? headers.get(name)?.split(",").at(-1)?.trim() : undefined);
	const scheme = forwarded("x-forwarded-proto") === "https" ? "https" : "http";
	const host = forwarded("x-forwarded-host") || headers.get("host");
	const origin = `${scheme}://${host}`;
	return host && URL.canParse(origin) ? new URL(origin).origin : `http://localhost:${port}`;
}
