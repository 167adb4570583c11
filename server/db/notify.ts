// Tells every node that a session changed outside of its room. Call it in the transaction of the change: Postgres delivers
// when that commits, and never otherwise.
import type { Prisma } from "./generated/client.ts";

/** What a change runs in: a transaction of Prisma. */
export type Transaction = Prisma.TransactionClient;

/** The channel that rooms listen on; the payload is the session's id. */
const SESSIONS_CHANNEL = "sessions";

export async function notifyRoom(transaction: Transaction, sessionId: string): Promise<void> {
	await transaction.$executeRaw`SELECT pg_notify(${SESSIONS_CHANNEL}, ${sessionId})`;
}

/** One change of a session's people at a time: a seat is never given twice. False: there is no such session. */
export async function lockSession(transaction: Transaction, sessionId: string): Promise<boolean> {
	const rows = await transaction.$queryRaw<unknown[]>`SELECT 1 FROM session WHERE id = ${sessionId} FOR UPDATE`;
	return rows.length > 0;
}
