// Sessions with real content: the sample interview, up to some minute, put into a session of somebody else's before
// anybody opens it. People come back into it as if they had reloaded the page.
import * as Y from "yjs";
import type { ReadFrame, RecordingHeader } from "#core/recording.ts";
import { decodeEvent, encodeEvent } from "#core/recording.ts";
import { apply, EVENT_AUDIENCE, INITIAL_STATE, type SessionEvent, sessionEventSchema } from "#core/session.ts";

export type Ask = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

export interface Sample {
	readonly header: RecordingHeader;
	readonly frames: readonly ReadFrame[];
}

export interface Wishes {
	/** moment of the sample at which the session stands, ms since its creation */
	readonly until: number;
	/** how long ago that moment was */
	readonly agoMs: number;
}

/**
 * Fills a session that nobody has opened yet.
 * @param ask asks the server's own database
 * @param people who plays whom: participant ids by the sample's
 */
export async function fillFromSample(
	ask: Ask,
	sample: Sample,
	sessionId: string,
	people: ReadonlyMap<string, string>,
	{ until, agoMs }: Wishes,
): Promise<void> {
	const writer = `screens-${sessionId}`;
	await ask("insert into writer (id) values ($1)", [writer]);
	let state = INITIAL_STATE;
	let [seq, eventNo] = [0, 0];
	const played = (event: SessionEvent): SessionEvent => {
		const json = [...people].reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(event));
		return sessionEventSchema.parse(JSON.parse(json));
	};
	for (const frame of sample.frames) {
		if (frame.at > until) break;
		// the document's first entry is there already, and cursors name the sample's people
		if (frame.kind === "cursors" || (frame.kind === "update" && frame.person === null)) continue;
		const told = frame.kind === "event" ? decodeEvent(frame.data) : null;
		const event = told && played(told);
		if (event) state = apply(state, event, frame.at);
		const data = event ? encodeEvent(event) : frame.data;
		seq += 1;
		if (event) eventNo += 1;
		await ask(
			`insert into entry (session_id, writer, seq, at, kind, author, audience, event_no, data)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			[
				sessionId,
				writer,
				seq,
				Math.round(frame.at),
				frame.kind,
				frame.person === null ? null : (people.get(frame.person) ?? null),
				event ? EVENT_AUDIENCE[event.type] : "all",
				event ? eventNo : null,
				Buffer.from(data),
			],
		);
	}
	await ask(
		`update session set created_at = now() - make_interval(secs => $2), phase = $3, started_at = $4, ended_at = $5, walk = $6
		where id = $1`,
		[
			sessionId,
			(until + agoMs) / 1_000,
			state.phase,
			state.startedAt,
			state.debriefAt === null ? null : Math.round(state.debriefAt),
			JSON.stringify(state.activeMs),
		],
	);
}

/** Puts something onto a board, before anybody opens it, that no board can show. */
export async function addBadObject(ask: Ask, sessionId: string): Promise<void> {
	const doc = new Y.Doc();
	const label = { type: "doc", content: [{ type: "from the future" }] };
	const base = { id: "shape:bad", typeName: "shape", type: "text", x: 0, y: 0, props: { richText: label } };
	doc.getMap("records").set("shape:bad", new Y.Map([["b", JSON.stringify(base)]]));
	const writer = `bad-${sessionId}`;
	await ask("insert into writer (id) values ($1)", [writer]);
	await ask(
		`insert into entry (session_id, writer, seq, at, kind, audience, data)
		select $1, $2, 1, max(at), 'update', 'all', $3 from entry where session_id = $1`,
		[sessionId, writer, Buffer.from(Y.encodeStateAsUpdate(doc))],
	);
}
