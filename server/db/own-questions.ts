// Questions that somebody added for herself: stored, replaced and deleted by their owner alone. What is listed of them and who may
// open a session with one is server/db/questions.ts. Sessions keep copies, so nothing here changes any.
import { createHash, randomBytes } from "node:crypto";
import { MAX_OWN_QUESTIONS } from "#core/limits.ts";
import type { QuestionPack } from "#core/question.ts";
import type { Database } from "./client.ts";

/** What is stored of a pack, in the bank and here alike. */
export function packRow(pack: QuestionPack) {
	const hash = createHash("sha256").update(JSON.stringify(pack)).digest("hex");
	// a round trip makes plain JSON of it: no undefined
	return { pack: JSON.parse(JSON.stringify(pack)), hash };
}

export type Stored = { readonly id: string; readonly outcome: "added" | "replaced" } | { readonly refused: "too-many" };

/** Adds a pack; one of the same id in its file that this person added before is replaced and keeps its own id. */
export async function storeOwnQuestion(db: Database, ownerId: string, pack: QuestionPack): Promise<Stored> {
	const row = packRow(pack);
	return await db.prisma.$transaction(async (transaction) => {
		// two files of one person at once are taken one after the other
		await transaction.$executeRaw`SELECT 1 FROM auth_user WHERE id = ${ownerId} FOR UPDATE`;
		const where = { ownerId_packId: { ownerId, packId: pack.id } };
		const before = await transaction.ownQuestion.findUnique({ where, select: { id: true } });
		if (before) {
			await transaction.ownQuestion.update({ where, data: row });
			return { id: before.id, outcome: "replaced" as const };
		}
		if ((await transaction.ownQuestion.count({ where: { ownerId } })) >= MAX_OWN_QUESTIONS) {
			return { refused: "too-many" as const };
		}
		const id = ownQuestionId();
		await transaction.ownQuestion.create({ data: { id, ownerId, packId: pack.id, ...row } });
		return { id, outcome: "added" as const };
	});
}

/** False: there is no such question, or it is not hers. */
export async function deleteOwnQuestion(db: Database, ownerId: string, id: string): Promise<boolean> {
	return (await db.prisma.ownQuestion.deleteMany({ where: { id, ownerId } })).count > 0;
}

/** Nobody guesses it, and no file of the bank is called like it. */
function ownQuestionId(): string {
	return `own-${randomBytes(16).toString("hex")}`;
}
