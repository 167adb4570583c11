// Sessions as stored: what a room and a route need to know of one, and how one comes to be. In: an open database. Out: plain
// values whose JSON was read by its schema. The recording's own rows are server/db/recordings.ts.
import * as Y from "yjs";
import { z } from "zod";
import { initialUpdate } from "#core/document.ts";
import { LEVELS, MINUTES } from "#core/framework.ts";
import { SESSIONS_PER_HOUR } from "#core/limits.ts";
import type { CreateSession } from "#core/protocol.ts";
import { type QuestionPack, questionPackSchema } from "#core/question.ts";
import { PHASES, type Phase, type Role } from "#core/session.ts";
import type { SeatRequest, SessionFacts } from "#core/view.ts";
import type { Database } from "./client.ts";
import type { Participant } from "./generated/client.ts";
import { addInvites, type InviteLink, offeredRoles } from "./invites.ts";
import { randomId } from "./random-id.ts";
import { seatToMove } from "./seats.ts";

export interface StoredParticipant {
	id: string;
	/** null: the account is gone */
	userId: string | null;
	role: Role;
	name: string;
	/** made the session, and so chose the question */
	creator: boolean;
	removedAt: Date | null;
}

export interface StoredSession {
	facts: SessionFacts;
	title: string | null;
	pack: QuestionPack;
	sample: boolean;
	observersMayReplay: boolean;
	createdAtMs: number;
	/** ms since creation, as of the last event */
	startedAt: number | null;
	phase: Phase;
	/** in the order of joining, with those who were removed: what they drew stays theirs */
	participants: StoredParticipant[];
}

/** Columns that Postgres keeps as plain text or number. */
export const storedFactsSchema = z.object({
	minutes: z.union(MINUTES.map((minutes) => z.literal(minutes))),
	level: z.enum(LEVELS),
	phase: z.enum(PHASES),
});

export async function loadSession(db: Database, sessionId: string): Promise<StoredSession | null> {
	const row = await db.prisma.session.findUnique({
		where: { id: sessionId },
		include: { participants: { orderBy: [{ joinedAt: "asc" }, { id: "asc" }] } },
	});
	if (!row) return null;
	const pack = questionPackSchema.parse(row.pack);
	const { minutes, level, phase } = storedFactsSchema.parse(row);
	return {
		facts: {
			id: row.id,
			kind: row.kind,
			minutes,
			level,
			family: pack.family,
			createdAt: row.createdAt.toISOString(),
			meetingUrl: row.meetingUrl,
		},
		title: row.title,
		pack,
		sample: row.sample,
		observersMayReplay: row.observersMayReplay,
		createdAtMs: row.createdAt.getTime(),
		startedAt: row.startedAt,
		phase,
		participants: row.participants.map(readParticipant),
	};
}

export function readParticipant({ id, userId, role, name, creator, removedAt }: Participant): StoredParticipant {
	return { id, userId, role, name, creator, removedAt };
}

/** The place of a user in a session; null for strangers and for people who were removed. */
export async function memberOf(db: Database, sessionId: string, userId: string): Promise<StoredParticipant | null> {
	const row = await db.prisma.participant.findFirst({
		where: { sessionId, userId, removedAt: null, session: { sample: false } },
	});
	return row && readParticipant(row);
}

/** Who waits to be let in, oldest first. */
export async function openSeatRequests(db: Database, sessionId: string): Promise<SeatRequest[]> {
	const [requests, participants] = await Promise.all([
		db.prisma.seatRequest.findMany({
			where: { sessionId, answeredAt: null },
			orderBy: [{ createdAt: "asc" }, { id: "asc" }],
		}),
		db.prisma.participant.findMany({ where: { sessionId, removedAt: null }, orderBy: { joinedAt: "asc" } }),
	]);
	return requests.map(({ id, role, name }) => ({
		id,
		role,
		name,
		holder: seatToMove(participants, { role, name })?.name ?? null,
	}));
}

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
	const question = await db.prisma.question.findFirst({ where: { id: input.questionId, retired: false } });
	if (!question?.pack) return { refused: "unknown-question" };
	const copy = question.pack;
	const pack = questionPackSchema.parse(copy);
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
				questionId: question.id,
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
