// Sessions as stored: what a room and a route need to know of one. In: an open database. Out: plain values whose JSON was read
// by its schema. How a session comes to be is server/db/create-session.ts, its recording server/db/recordings.ts.
import * as z from "zod/mini";
import { LEVELS, MINUTES } from "#core/framework.ts";
import { type QuestionPack, storedPackSchema } from "#core/question.ts";
import { PHASES, type Phase, type Role } from "#core/session.ts";
import type { SeatRequest, SessionFacts } from "#core/view.ts";
import type { Database } from "./client.ts";
import type { Participant } from "./generated/client.ts";
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
	/** whether observers may replay, as of the last event */
	replayShared: boolean;
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
	const pack = storedPackSchema.parse(row.pack);
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
		replayShared: row.replayShared,
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
