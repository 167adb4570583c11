// Questions as one person may see them: those of the bank and her own, by their public fields alone (the others stay in the
// database), with how often she held them; the pack of one that she may open a session with; and the sample interview.

import * as z from "zod/mini";
import type { ListedQuestion, Sample } from "#core/protocol.ts";
import { publicPackSchema, publicQuestion, storedPackSchema } from "#core/question.ts";
import { INITIAL_STATE } from "#core/session.ts";
import { mayKnowQuestion } from "#core/view.ts";
import type { Database } from "./client.ts";
import { readWalk } from "./session-list.ts";
import { storedFactsSchema } from "./sessions.ts";

/** "Case 2" before "case 10" */
const ORDER = new Intl.Collator("en", { numeric: true });

const PUBLIC_FIELDS = Object.keys(publicPackSchema.shape);
const rowSchema = z.object({ id: z.string(), own: z.boolean(), shown: publicPackSchema });

/** By title; nobody's own but the caller's. `userId` null: a visitor. */
export async function listQuestions(db: Database, userId: string | null): Promise<ListedQuestion[]> {
	const rows = await db.prisma.$queryRaw<unknown[]>`
		SELECT id, own, (SELECT jsonb_object_agg(key, value) FROM jsonb_each(pack) WHERE key = ANY(${PUBLIC_FIELDS})) AS shown
		FROM (
			SELECT id, false AS own, pack FROM question WHERE NOT retired
			UNION ALL
			SELECT id, true, pack FROM own_question WHERE owner_id = ${userId}
		) AS offered`;
	const practised = userId === null ? new Map<string, number>() : await practisedBy(db, userId);
	return rows
		.map((row) => {
			const { id, own, shown } = rowSchema.parse(row);
			const question = { ...publicQuestion(shown), id };
			return { ...question, own: own ? { packId: shown.id } : null, practised: practised.get(id) ?? 0 };
		})
		.sort((a, b) => ORDER.compare(a.title, b.title) || (a.id < b.id ? -1 : 1));
}

/** One of those; null also for somebody else's own. */
export async function findQuestion(db: Database, id: string, userId: string | null): Promise<ListedQuestion | null> {
	return (await listQuestions(db, userId)).find((question) => question.id === id) ?? null;
}

/** Question id -> sessions that somebody was in, whose clock has started, and whose question she may know. */
async function practisedBy(db: Database, userId: string): Promise<Map<string, number>> {
	const sessions = await db.prisma.session.findMany({
		where: { sample: false, startedAt: { not: null }, participants: { some: { userId, removedAt: null } } },
		select: {
			questionId: true,
			startedAt: true,
			participants: { where: { userId, removedAt: null }, select: { id: true, role: true, creator: true } },
		},
	});
	const counts = new Map<string, number>();
	for (const { questionId, startedAt, participants } of sessions) {
		const knows = participants.some(({ id, role, creator }) =>
			mayKnowQuestion({ participantId: id, role, choseQuestion: creator }, { ...INITIAL_STATE, startedAt }),
		);
		if (knows) counts.set(questionId, (counts.get(questionId) ?? 0) + 1);
	}
	return counts;
}

/** What a session of this person keeps of a question: the pack as it is now. Null for one that she may not choose. */
export async function findPack(db: Database, id: string, userId: string) {
	return (
		(await db.prisma.ownQuestion.findFirst({ where: { id, ownerId: userId }, select: { pack: true, hash: true } })) ??
		(await db.prisma.question.findFirst({ where: { id, retired: false }, select: { pack: true, hash: true } }))
	);
}

/** The recorded interview that any visitor may replay; null when none is installed. */
export async function findSample(db: Database): Promise<Sample | null> {
	const row = await db.prisma.session.findFirst({ where: { sample: true }, orderBy: { createdAt: "desc" } });
	if (!row) return null;
	const pack = storedPackSchema.parse(row.pack);
	const { minutes } = storedFactsSchema.parse(row);
	return { id: row.id, title: row.title ?? pack.title, minutes, walk: readWalk(row.walk) };
}
