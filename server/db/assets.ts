// Pictures as stored: bytes under (session, sha256), gone with their session. Whether one more may come and still fits is decided
// under the lock of the session's row, so that uploads at once never pass a limit together and nobody uploads into a session that
// ended or was left meanwhile. What the bytes are was judged before.
import { MAX_SESSION_PICTURE_BYTES, MAX_SESSION_PICTURES } from "#core/limits.ts";
import type { Picture } from "#core/picture.ts";
import { mayDraw, type Role } from "#core/session.ts";
import type { Database } from "./client.ts";
import { lockSession } from "./notify.ts";
import { storedFactsSchema } from "./sessions.ts";

export interface NewAsset {
	readonly sessionId: string;
	readonly sha256: string;
	readonly picture: Picture;
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly participantId: string;
}

export type AssetRefusal = { refused: "gone" | "observer" | "ended" | "full" };

/** Five megabytes take a while to go in where the disk is slow, and uploads of one session go in one after the other. */
const PATIENCE = { maxWait: 15_000, timeout: 30_000 };

/** Why this member may put nothing on the board now; null: she may. */
export function refusalOf(role: Role, phase: Parameters<typeof mayDraw>[1]): AssetRefusal | null {
	if (mayDraw(role, phase)) return null;
	return { refused: role === "observer" ? "observer" : "ended" };
}

/** @returns "there" when the session has these very bytes already */
export async function storeAsset(db: Database, asset: NewAsset): Promise<"stored" | "there" | AssetRefusal> {
	const { sessionId, sha256, picture, bytes, participantId } = asset;
	return await db.prisma.$transaction(async (transaction) => {
		if (!(await lockSession(transaction, sessionId))) return { refused: "gone" };
		const member = await transaction.participant.findFirst({
			where: { id: participantId, sessionId, removedAt: null, session: { sample: false } },
			include: { session: { select: { minutes: true, level: true, phase: true } } },
		});
		if (!member) return { refused: "gone" };
		const refusal = refusalOf(member.role, storedFactsSchema.parse(member.session).phase);
		if (refusal) return refusal;
		const key = { sessionId, sha256 };
		if ((await transaction.asset.count({ where: key })) > 0) return "there";
		const { _sum, _count } = await transaction.asset.aggregate({
			where: { sessionId },
			_sum: { size: true },
			_count: true,
		});
		const isFull = (_sum.size ?? 0) + bytes.length > MAX_SESSION_PICTURE_BYTES || _count >= MAX_SESSION_PICTURES;
		if (isFull) return { refused: "full" };
		const { type, width, height } = picture;
		await transaction.asset.create({
			data: { ...key, type, width, height, bytes, size: bytes.length, createdBy: participantId },
		});
		return "stored";
	}, PATIENCE);
}

/** What one reads of a picture without its bytes. The caller has checked who asks. */
export async function findAsset(
	db: Database,
	sessionId: string,
	sha256: string,
): Promise<{ type: string; size: number } | null> {
	const key = { sessionId_sha256: { sessionId, sha256 } };
	return await db.prisma.asset.findUnique({ where: key, select: { type: true, size: true } });
}

/** The bytes; null when they went with their session meanwhile. */
export async function readAsset(db: Database, sessionId: string, sha256: string): Promise<Buffer | null> {
	const { rows } = await db.pool.query<{ bytes: Buffer }>(
		"select bytes from asset where session_id = $1 and sha256 = $2",
		[sessionId, sha256],
	);
	return rows[0]?.bytes ?? null;
}

/** The sample is for anybody who comes, its pictures too. */
export async function isSample(db: Database, sessionId: string): Promise<boolean> {
	return (await db.prisma.session.count({ where: { id: sessionId, sample: true } })) > 0;
}

/** Where a session is; null: there is none. */
export async function phaseOf(db: Database, sessionId: string) {
	const facts = { minutes: true, level: true, phase: true };
	const row = await db.prisma.session.findUnique({ where: { id: sessionId }, select: facts });
	return row && storedFactsSchema.parse(row).phase;
}
