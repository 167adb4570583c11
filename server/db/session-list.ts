// "My sessions": the rows of one person, newest first, a page at a time. What she may not know yet of a question is not in her
// row. The only other reader of the projections (phase, times, walk) is the server's own room.
import * as z from "zod/mini";
import { SEGMENT_IDS, type SegmentId } from "#core/framework.ts";
import type { SessionSummary } from "#core/protocol.ts";
import { storedPackSchema } from "#core/question.ts";
import { INITIAL_STATE, mayReplay, type Phase, type Role } from "#core/session.ts";
import { mayKnowQuestion } from "#core/view.ts";
import type { Database } from "./client.ts";
import { storedFactsSchema } from "./sessions.ts";

/** Rows of one page. */
export const PAGE_SIZE = 20;

const walkSchema = z.partialRecord(z.enum(SEGMENT_IDS), z.number());

export function readWalk(stored: unknown): Partial<Record<SegmentId, number>> {
	return walkSchema.safeParse(stored).data ?? {};
}

const cursorSchema = z.tuple([
	z.pipe(
		z.iso.datetime(),
		z.transform((text: string) => new Date(text)),
	),
	z.string().check(z.regex(/^[\w-]{1,64}$/)),
]);

/** Reads `?before=`: "<creation time>~<id>" of the last row that was seen. Null: it is none of ours. */
export function readCursor(text: string): { createdAt: Date; id: string } | null {
	const read = cursorSchema.safeParse(text.split("~"));
	return read.success ? { createdAt: read.data[0], id: read.data[1] } : null;
}

/** What a row says of the report; reading it tells more. */
function reportFor(
	role: Role,
	{ phase, startedAt, published }: { phase: Phase; startedAt: number | null; published: boolean },
): SessionSummary["report"] {
	if (role === "observer" || startedAt === null || (phase !== "debrief" && phase !== "ended")) return "none";
	return published ? "published" : "waiting";
}

export async function listSessions(
	db: Database,
	userId: string,
	before: { createdAt: Date; id: string } | null,
): Promise<{ sessions: SessionSummary[]; next: string | null }> {
	const rows = await db.prisma.session.findMany({
		where: {
			sample: false,
			participants: { some: { userId, removedAt: null, hiddenAt: null } },
			...(before && {
				OR: [{ createdAt: { lt: before.createdAt } }, { createdAt: before.createdAt, id: { lt: before.id } }],
			}),
		},
		include: { participants: { where: { removedAt: null }, orderBy: [{ joinedAt: "asc" }, { id: "asc" }] } },
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: PAGE_SIZE + 1,
	});
	const page = rows.slice(0, PAGE_SIZE);
	const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined;
	return {
		sessions: page.flatMap((row) => {
			const me = row.participants.find((person) => person.userId === userId);
			if (!me) return [];
			const pack = storedPackSchema.parse(row.pack);
			const { minutes, level, phase } = storedFactsSchema.parse(row);
			const viewer = { participantId: me.id, role: me.role, choseQuestion: me.creator };
			const known = mayKnowQuestion(viewer, { ...INITIAL_STATE, startedAt: row.startedAt });
			return {
				id: row.id,
				kind: row.kind,
				role: me.role,
				creator: me.creator,
				minutes,
				level,
				family: pack.family,
				question: known ? pack.title : null,
				title: known ? row.title : null,
				people: row.participants.filter((person) => person.id !== me.id).map(({ name, role }) => ({ name, role })),
				phase,
				mayReplay: mayReplay(me.role, row),
				report: reportFor(me.role, { phase, startedAt: row.startedAt, published: row.published }),
				createdAt: row.createdAt.toISOString(),
				startedAt: row.startedAt,
				endedAt: row.endedAt,
				walk: readWalk(row.walk),
			};
		}),
		next: last ? `${last.createdAt.toISOString()}~${last.id}` : null,
	};
}
