// The bank as anybody may see it: titles, prompts and levels of the questions on offer, and the sample interview.

import type { Sample } from "#core/protocol.ts";
import { type PublicQuestion, publicQuestion, questionPackSchema } from "#core/question.ts";
import type { Database } from "./client.ts";
import { readWalk } from "./session-list.ts";
import { storedFactsSchema } from "./sessions.ts";

export async function listQuestions(db: Database): Promise<PublicQuestion[]> {
	const rows = await db.prisma.question.findMany({ where: { retired: false }, orderBy: { id: "asc" } });
	return rows.map((row) => publicQuestion(questionPackSchema.parse(row.pack)));
}

/** The recorded interview that any visitor may replay; null when none is installed. */
export async function findSample(db: Database): Promise<Sample | null> {
	const row = await db.prisma.session.findFirst({ where: { sample: true }, orderBy: { createdAt: "desc" } });
	if (!row) return null;
	const pack = questionPackSchema.parse(row.pack);
	const { minutes } = storedFactsSchema.parse(row);
	return { id: row.id, title: row.title ?? pack.title, minutes, walk: readWalk(row.walk) };
}
