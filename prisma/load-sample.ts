// The sample interview: a recording in the interviewer's view, committed as a gzipped BWR1 file, put back into rows. Ids are the
// file's own, and the writer is named for the file's hash, so that a second start finds it and does nothing.
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { type QuestionPack, questionPackSchema } from "#core/question.ts";
import { decodeEvent, decodeRecording } from "#core/recording.ts";
import { apply, EVENT_AUDIENCE, INITIAL_STATE } from "#core/session.ts";
import type { Transaction } from "#server/db/notify.ts";
import type { Logger } from "#server/log.ts";
import { StartError } from "#server/start-error.ts";

/** Rows of one insert. */
const BATCH = 2_000;

export async function loadSample(
	transaction: Transaction,
	log: Logger,
	{ file, bytes }: { file: string; bytes: Uint8Array },
): Promise<void> {
	const writerId = `sample-${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}`;
	if (await transaction.writer.findUnique({ where: { id: writerId } })) return;

	const { facts, title, people, pack, rows, state } = readSample(file, bytes);
	await transaction.session.deleteMany({ where: { sample: true } });
	await transaction.writer.deleteMany({ where: { id: { startsWith: "sample-" } } });
	await transaction.writer.create({ data: { id: writerId } });
	await transaction.session.create({
		data: {
			id: facts.id,
			createdAt: new Date(facts.createdAt),
			kind: facts.kind,
			minutes: facts.minutes,
			level: facts.level,
			title,
			questionId: pack.id,
			// a round trip makes plain JSON of it: no undefined
			pack: JSON.parse(JSON.stringify(pack)),
			packHash: createHash("sha256").update(JSON.stringify(pack)).digest("hex"),
			sample: true,
			phase: state.phase,
			startedAt: state.startedAt,
			endedAt: state.closedAt,
			walk: { ...state.activeMs },
			participants: {
				create: people.map((person, index) => ({
					...person,
					// their order is the file's
					joinedAt: new Date(Date.parse(facts.createdAt) + index),
				})),
			},
		},
	});
	for (let from = 0; from < rows.length; from += BATCH) {
		const batch = rows.slice(from, from + BATCH);
		// one array a column: five times as fast as rows, and every start of a test pays for it; 0 and "" stand for null
		await transaction.$executeRaw`
			INSERT INTO entry (session_id, writer, seq, at, kind, author, audience, event_no, data)
			SELECT ${facts.id}, ${writerId}, seq, at, kind, nullif(author, ''), audience, nullif(event_no, 0), data
			FROM unnest(
				${batch.map((row) => row.seq)}::int[], ${batch.map((row) => row.at)}::bigint[],
				${batch.map((row) => row.kind)}::text[], ${batch.map((row) => row.author ?? "")}::text[],
				${batch.map((row) => row.audience)}::text[], ${batch.map((row) => row.eventNo ?? 0)}::int[],
				${batch.map((row) => row.data)}::bytea[]
			) AS new(seq, at, kind, author, audience, event_no, data)`;
	}
	log.info({ session: facts.id, entries: rows.length }, "sample interview loaded");
}

function readSample(file: string, bytes: Uint8Array) {
	const broken = (reason: string) => new StartError(`The sample interview ${file} is broken: ${reason}.`);
	let recording: ReturnType<typeof decodeRecording>;
	try {
		recording = decodeRecording(gunzipSync(bytes));
	} catch (error) {
		throw broken(error instanceof Error ? error.message : String(error));
	}
	const { header, frames, skipped, brokenAt } = recording;
	if (brokenAt !== null || skipped > 0) throw broken("its end cannot be read");
	const { facts, title, people, question, brief } = header;
	if (!question || !brief) throw broken("it was not made in the interviewer's view");
	const pack: QuestionPack = questionPackSchema.parse({
		schema_version: 1,
		id: question.id,
		title: question.title,
		family: question.family,
		difficulty: question.difficulty,
		levels: question.levels,
		recommended_minutes: question.recommendedMinutes,
		candidate_prompt: question.prompt,
		...brief,
	});

	let state = INITIAL_STATE;
	let events = 0;
	const rows = frames.map((frame, index) => {
		const event = frame.kind === "event" ? decodeEvent(frame.data) : null;
		if (frame.kind === "event" && !event) throw broken(`its event at ${frame.at} ms cannot be read`);
		if (event) state = apply(state, event, frame.at);
		return {
			seq: index + 1,
			at: BigInt(Math.round(frame.at)),
			kind: frame.kind,
			author: frame.person,
			audience: event ? EVENT_AUDIENCE[event.type] : "all",
			eventNo: event ? ++events : null,
			data: Uint8Array.from(frame.data),
		};
	});
	return { facts, title, people, pack, rows, state };
}
