// Everything on the wire between a page and the server: close codes of /sync, messages of the Socket.IO namespace
// /session, bodies of the HTTP API. Both ends import this file; neither knows another format.
import * as z from "zod/mini";
import { LEVELS, SEGMENT_IDS } from "./framework.ts";
import { MAX_NAME_CHARS, MAX_TITLE_CHARS, MAX_URL_CHARS } from "./limits.ts";
import { publicQuestionSchema } from "./question.ts";
import { commandSchema, KINDS, PHASES, REFUSALS, ROLES } from "./session.ts";
import { cleanLine, lineSchema } from "./text.ts";
import { sessionViewSchema } from "./view.ts";

// ── /sync/<sessionId> ───────────────────────────────────────────────────────────────────────────────────────────
/** Frame types of the y-websocket protocol (y-protocols, y-websocket 3), and our own one. */
export const FRAME = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, acknowledged: 100 } as const;

/**
 * Why a connection ends. `retry`: come back by yourself. `read-only`: come back receive-only. `stop`: do not come back.
 * The words are what the person reads.
 */
export const CLOSE = {
	signedOut: { code: 4401, next: "stop", words: "You are not signed in any more. Open the link you were sent again." },
	notAllowed: { code: 4403, next: "stop", words: "You are no longer part of this session." },
	gone: { code: 4404, next: "stop", words: "This session does not exist any more." },
	tooMany: { code: 4429, next: "retry", words: "Too much came at once. Connecting again." },
	boardFull: { code: 4413, next: "read-only", words: "The board is full. Nothing more can be drawn on it." },
	ended: { code: 4423, next: "read-only", words: "This interview has ended. The board is read-only." },
	badFrame: { code: 4400, next: "retry", words: "The connection sent something we could not read. Connecting again." },
	resync: { code: 4500, next: "retry", words: "The connection missed something. Connecting again." },
	restart: { code: 1012, next: "retry", words: "The server restarts. Connecting again." },
	later: { code: 1013, next: "retry", words: "The server is busy. Connecting again." },
} as const;
export type CloseReason = keyof typeof CLOSE;

// ── Socket.IO, namespace /session ───────────────────────────────────────────────────────────────────────────────
export const SESSION_NAMESPACE = "/session";
/** `auth` of the handshake */
export const handshakeSchema = z.object({ sessionId: z.string().check(z.minLength(1), z.maxLength(64)) });

/** client -> server, event "command", answered by acknowledgement */
export const commandMessageSchema = z.strictObject({
	commandId: z.string().check(z.minLength(8), z.maxLength(64)),
	command: commandSchema,
});
export type CommandMessage = z.infer<typeof commandMessageSchema>;
export const commandAnswerSchema = z.union([
	z.strictObject({ ok: z.literal(true) }),
	z.strictObject({ refused: z.enum(REFUSALS), message: z.string() }),
]);
export type CommandAnswer = z.infer<typeof commandAnswerSchema>;

/** client -> server, event "time", answered with the room's clock: how a page measures its offset */
export const timeAnswerSchema = z.strictObject({ at: z.number() });

/** server -> client, event "message" */
export const serverMessageSchema = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("view"), view: sessionViewSchema }),
	/** the server closes this socket; `reason` is a key of CLOSE */
	z.strictObject({ type: z.literal("closing"), reason: z.enum(Object.keys(CLOSE) as [CloseReason, ...CloseReason[]]) }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

// ── HTTP API ────────────────────────────────────────────────────────────────────────────────────────────────────
export const nameSchema = lineSchema(MAX_NAME_CHARS, "Your name");

export const meetingUrlSchema = z.string().check(
	z.trim(),
	z.maxLength(MAX_URL_CHARS, "The meeting link is too long."),
	z.refine((url) => /^https:\/\/[^\s/]+\.[^\s]+$/i.test(url), "The meeting link must begin with https://"),
	z.refine((url) => cleanLine(url) === url, "The meeting link has characters that no link has."),
);

export const createSessionSchema = z.strictObject({
	kind: z.enum(KINDS, { error: "Choose interviewer-led or solo practice." }),
	questionId: z
		.string({ error: "Choose a question." })
		.check(z.regex(/^[a-z0-9-]{1,80}$/, "There is no such question.")),
	minutes: z.union([z.literal(35), z.literal(45), z.literal(60)], { error: "The length is 35, 45 or 60 minutes." }),
	level: z._default(z.enum(LEVELS, { error: "The level is mid, senior or staff." }), "senior"),
	name: nameSchema,
	role: z.optional(z.enum(["interviewer", "candidate"], { error: "Your role is interviewer or candidate." })),
	title: z.optional(lineSchema(MAX_TITLE_CHARS, "The title")),
	meetingUrl: z.optional(meetingUrlSchema),
});
export type CreateSession = z.infer<typeof createSessionSchema>;

export const inviteUrlsSchema = z.partialRecord(z.enum(ROLES), z.string());
export const sessionCreatedSchema = z.strictObject({ id: z.string(), invites: inviteUrlsSchema });

export const acceptInviteSchema = z.strictObject({
	name: nameSchema,
	/** the page asks for it; nothing is recorded of a person who did not agree */
	consent: z.optional(
		z.literal(true, { error: "Tick the box to join. Without a recording there is no replay and no report." }),
	),
});

/** What one would join. Holds nothing of the question but its family. */
export const inviteViewSchema = z.strictObject({
	state: z.enum(["open", "seat-taken", "member", "revoked", "expired", "over"]),
	role: z.enum(ROLES),
	/** who made the link */
	invitedBy: z.string(),
	people: z.array(z.strictObject({ name: z.string(), role: z.enum(ROLES) })),
	kind: z.enum(KINDS),
	minutes: z.number(),
	level: z.enum(LEVELS),
	family: z.string(),
	expiresAt: z.string(),
	/** only for a member: where to go, and as what */
	sessionId: z.optional(z.string()),
	memberRole: z.optional(z.enum(ROLES)),
	/** only when the seat is taken: who has it, and what became of one's own request */
	holders: z.optional(z.array(z.string())),
	request: z.optional(z.enum(["none", "waiting", "refused"])),
});
export type InviteView = z.infer<typeof inviteViewSchema>;

/** One row of "My sessions". What the caller may not know yet is null: then `family` is all that is said of the question. */
export const sessionSummarySchema = z.strictObject({
	id: z.string(),
	kind: z.enum(KINDS),
	/** the caller's own */
	role: z.enum(ROLES),
	/** the caller made it: deleting it deletes it for everyone; else it only leaves the caller's list */
	creator: z.boolean(),
	minutes: z.union([z.literal(35), z.literal(45), z.literal(60)]),
	level: z.enum(LEVELS),
	family: z.string(),
	/** title of the question */
	question: z.nullable(z.string()),
	/** the creator's own title */
	title: z.nullable(z.string()),
	/** the others who are in it */
	people: z.array(z.strictObject({ name: z.string(), role: z.enum(ROLES) })),
	phase: z.enum(PHASES),
	/** whether the caller may replay it */
	mayReplay: z.boolean(),
	/** whether there is a report for the caller to read, or to write */
	report: z.enum(["none", "waiting", "published"]),
	/** wall time, ISO 8601 */
	createdAt: z.string(),
	/** ms since creation */
	startedAt: z.nullable(z.number()),
	endedAt: z.nullable(z.number()),
	/** active ms by segment, as of the last event */
	walk: z.partialRecord(z.enum(SEGMENT_IDS), z.number()),
});
export type SessionSummary = z.infer<typeof sessionSummarySchema>;
/** GET /api/sessions?before=<next>; `next` is null on the last page */
export const sessionListSchema = z.strictObject({
	sessions: z.array(sessionSummarySchema),
	next: z.nullable(z.string()),
});

/** GET /api/sample: the recorded interview that any visitor may replay; 404 when none is installed */
export const sampleSchema = z.strictObject({
	id: z.string(),
	title: z.string(),
	minutes: z.union([z.literal(35), z.literal(45), z.literal(60)]),
	walk: z.partialRecord(z.enum(SEGMENT_IDS), z.number()),
});
export type Sample = z.infer<typeof sampleSchema>;

/** A question as lists show it to one person: the public view, and what it is to her. */
export const listedQuestionSchema = z.strictObject({
	...publicQuestionSchema.shape,
	/** of one that she added: the id in its file; null for one of the bank */
	own: z.nullable(z.strictObject({ packId: z.string() })),
	/** how many sessions she held with it */
	practised: z.number(),
});
export type ListedQuestion = z.infer<typeof listedQuestionSchema>;

/** POST /api/questions, answered with 201 (added) or 200 (replaced) */
export const questionAddedSchema = z.strictObject({ id: z.string() });
/** GET /api/questions */
export const questionListSchema = z.strictObject({ questions: z.array(listedQuestionSchema) });

/** What is wrong with a file, and where: a line from 1 and a path such as `steps.data.hints.0.text`, as far as there are any. */
export const fileProblemSchema = z.strictObject({
	line: z.optional(z.number()),
	path: z.string(),
	reason: z.string(),
});
export type FileProblem = z.infer<typeof fileProblemSchema>;

/** `problems` where a file was sent that cannot be taken (422): all that is wrong with it */
export const errorSchema = z.strictObject({
	error: z.strictObject({ code: z.string(), message: z.string(), problems: z.optional(z.array(fileProblemSchema)) }),
});
