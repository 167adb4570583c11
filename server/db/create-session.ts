// How a session comes to be: its row, its creator, its links and entry 1 of its recording, all or nothing. Only routes import it:
// it brings tldraw's schema along, which the server itself never needs (and two copies of which complain of each other).
import * as Y from "yjs";
import { initialUpdate } from "#core/document.ts";
import { SESSIONS_PER_HOUR } from "#core/limits.ts";
import type { CreateSession } from "#core/protocol.ts";
import { storedPackSchema } from "#core/question.ts";
import type { Database } from "./client.ts";
import { addInvites, type InviteLink, offeredRoles } from "./invites.ts";
import { findPack } from "./questions.ts";
import { randomId } from "./random-id.ts";

export type CreateRefusal = { refused: "unknown-question" | "unknown-level" | "solo-role" | "too-many" };

/**
 * Makes a session with its creator, its links and entry 1 of its recording, the meta of its document, in one transaction.
 * The writer is the request's own: rooms write under theirs.
 */
export async function createSession(
	db: Database,
	input: CreateSession,
	userId: string,
): Promise<{ id: string; participantId: string; invites: InviteLink[] } | CreateRefusal> {
	if (input.kind === "solo" && input.role === "interviewer") return { refused: "solo-role" };
	const role = input.kind === "solo" ? "candidate" : (input.role ?? "interviewer");
	const question = await findPack(db, input.questionId, userId);
	if (!question?.pack) return { refused: "unknown-question" };
	const copy = question.pack;
	const pack = storedPackSchema.parse(copy);
	if (!pack.levels.includes(input.level)) return { refused: "unknown-level" };

	const now = new Date();
	const [id, participantId, writerId] = [randomId(), randomId(), randomId()];
	return await db.prisma.$transaction(async (transaction) => {
		// two requests of one guest at once are counted one after the other
		await transaction.$executeRaw`SELECT 1 FROM auth_user WHERE id = ${userId} FOR UPDATE`;
		const recent = await transaction.participant.count({
			where: { userId, creator: true, joinedAt: { gt: new Date(now.getTime() - 3_600_000) } },
		});
		if (recent >= SESSIONS_PER_HOUR) return { refused: "too-many" as const };
		await transaction.session.create({
			data: {
				id,
				createdAt: now,
				kind: input.kind,
				minutes: input.minutes,
				level: input.level,
				title: input.title ?? null,
				meetingUrl: input.meetingUrl ?? null,
				questionId: input.questionId,
				pack: copy,
				packHash: question.hash,
				participants: {
					create: { id: participantId, userId, role, name: input.name, creator: true, joinedAt: now, consentedAt: now },
				},
			},
		});
		const invites = await addInvites(transaction, id, offeredRoles(input.kind, role), now);
		await transaction.writer.create({ data: { id: writerId, startedAt: now } });
		await transaction.entry.create({
			data: {
				sessionId: id,
				writerId,
				seq: 1,
				at: 0n,
				kind: "update",
				author: null,
				audience: "all",
				data: Uint8Array.from(initialUpdate(new Y.Doc())),
			},
		});
		return { id, participantId, invites };
	});
}
