// A seat is taken, and somebody with a valid link asks to be let in: a second device, a crashed browser, a lost cookie. An
// interviewer grants or refuses. A granted seat moves: to the same name with everything (the same person), to another name
// as a new person, while the one who had it is taken out (docs/decisions/010-a-seat-moves.md).
import type { Database } from "./client.ts";
import { lockSession, notifyRoom } from "./notify.ts";
import { enter, type JoinRefusal, lockOpened } from "./participants.ts";
import { randomId } from "./random-id.ts";
import { sameName, seatToMove } from "./seats.ts";

/** Asks for a seat. `open`: it is free by now, `member`: the user is in already. */
export async function askForSeat(
	db: Database,
	token: string,
	userId: string,
	name: string,
): Promise<{ state: "waiting" | "open" | "member" } | JoinRefusal> {
	return await db.prisma.$transaction(async (transaction) => {
		const opened = await lockOpened(transaction, token, userId);
		if (!opened) return { refused: "unknown" };
		const { state, invite, session } = opened;
		if (state === "open" || state === "member") return { state };
		if (state !== "seat-taken") return { refused: state };
		const where = { sessionId_userId: { sessionId: session.id, userId } };
		const asked = { inviteId: invite.id, role: invite.role, name, answeredAt: null, granted: null };
		await transaction.seatRequest.upsert({
			where,
			create: { id: randomId(), sessionId: session.id, userId, ...asked },
			update: { ...asked, createdAt: new Date() },
		});
		await notifyRoom(transaction, session.id);
		return { state: "waiting" };
	});
}

/** Answers a request. Null: no such request is open. */
export async function answerSeatRequest(
	db: Database,
	sessionId: string,
	requestId: string,
	{ grant }: { grant: boolean },
): Promise<"granted" | "refused" | null> {
	return await db.prisma.$transaction(async (transaction) => {
		await lockSession(transaction, sessionId);
		const request = await transaction.seatRequest.findFirst({ where: { id: requestId, sessionId, answeredAt: null } });
		if (!request) return null;
		const now = new Date();
		await transaction.seatRequest.update({ where: { id: request.id }, data: { answeredAt: now, granted: grant } });
		await notifyRoom(transaction, sessionId);
		if (!grant) return "refused";

		const everybody = await transaction.participant.findMany({
			where: { sessionId },
			orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
		});
		const people = everybody.filter((person) => person.removedAt === null);
		if (people.some((person) => person.userId === request.userId)) return "granted";
		const seat = seatToMove(people, request);
		if (seat && sameName(seat.name, request.name)) {
			await transaction.participant.update({
				where: { id: seat.id },
				data: { userId: request.userId, hiddenAt: null },
			});
			return "granted";
		}
		if (seat) {
			await transaction.participant.update({ where: { id: seat.id }, data: { removedAt: now } });
		}
		await enter(transaction, {
			session: { id: sessionId },
			everybody,
			userId: request.userId,
			role: request.role,
			name: request.name,
			// asking says the same as joining: the page shows it before it asks
			consentedAt: now,
			now,
		});
		return "granted";
	});
}

/** Whether somebody has asked for a seat and waits for the answer. */
export async function waitsForSeat(db: Database, userId: string): Promise<boolean> {
	return (
		(await db.prisma.seatRequest.findFirst({ where: { userId, answeredAt: null }, select: { id: true } })) !== null
	);
}
