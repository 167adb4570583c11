// Runs the interview that is measured and counts its bytes. Needs a window (tests/helpers/seeded-window.ts) before it is called,
// and loads tldraw only then. The same chance gives the same bytes.
import type { TLDrawShape } from "tldraw";
import * as Y from "yjs";
import { sameValue } from "#core/document.ts";
import { planOf } from "#core/framework.ts";
import { briefOf, publicQuestion, type QuestionPack } from "#core/question.ts";
import { encodeRecording, type Frame, type RecordingHeader } from "#core/recording.ts";
import { readPackFile } from "#prisma/pack-files.ts";
import type { Amount } from "./interview.ts";

const PACK = "prisma/packs/ad-click-prediction.yaml";

export interface Counts {
	readonly minutes: number;
	readonly boxes: number;
	readonly arrows: number;
	readonly bindings: number;
	readonly strokes: number;
	/** of the shortest stroke */
	readonly points: number;
	/** changes that the two editors made */
	readonly changes: number;
	readonly frames: number;
	readonly updates: number;
	/** with the server's first entry */
	readonly updateBytes: number;
	readonly metaBytes: number;
	readonly cursorBytes: number;
	readonly eventBytes: number;
	readonly documentBytes: number;
	readonly plainUpdates: number;
	readonly plainUpdateBytes: number;
	readonly plainDocumentBytes: number;
}

export interface Recorded {
	/** BWR1, in the interviewer's view */
	readonly recording: Uint8Array;
	/** all updates merged, as a person who joins at the end gets them */
	readonly document: Uint8Array;
	readonly plainDocument: Uint8Array;
	readonly counts: Counts;
}

/** @param withPlain whether the plain map is fed, too: hours of whole records would fill the memory */
export async function recordInterview(
	random: () => number,
	amount: Amount,
	{ withPlain }: { withPlain: boolean },
): Promise<Recorded> {
	const { Studio } = await import("#prisma/sample/studio.ts");
	const { CARL, INGRID, planInterview } = await import("./interview.ts");
	const { PlainMap } = await import("./plain-map.ts");
	const sessionId = `bench-${amount.minutes}`;
	const pack = await readPackFile(PACK);
	const studio = new Studio(sessionId, planOf(45), pack);
	const plain = withPlain ? new PlainMap() : null;
	for (const player of [INGRID, CARL]) {
		studio.enter(player);
		if (plain) studio.draw(0, player, (editor) => plain.follow(editor));
	}
	planInterview(studio, random, amount);
	const [editor, other] = studio.run();
	const shapes = editor?.getCurrentPageShapesSorted() ?? [];
	if (!sameValue(shapes, other?.getCurrentPageShapesSorted())) throw new Error("the two boards differ at the end");

	const { frames } = studio;
	const updates = frames.filter(({ kind }) => kind === "update").map(({ data }) => data);
	const document = documentOf(updates);
	const plainDocument = Y.encodeStateAsUpdate(plain?.docs[0] ?? new Y.Doc());
	const strokes = shapes.flatMap((shape) => (editor?.isShapeOfType<TLDrawShape>(shape, "draw") ? [shape] : []));
	const counts: Counts = {
		minutes: amount.minutes,
		boxes: shapes.filter(({ type }) => type === "geo").length,
		arrows: shapes.filter(({ type }) => type === "arrow").length,
		bindings: editor?.store.allRecords().filter(({ typeName }) => typeName === "binding").length ?? 0,
		strokes: strokes.length,
		points: Math.min(...strokes.map(({ props }) => props.segments.reduce((sum, { points }) => sum + points.length, 0))),
		changes: plain?.changes ?? 0,
		frames: frames.length,
		updates: updates.length,
		updateBytes: bytesOf(frames, "update"),
		metaBytes: updates[0]?.byteLength ?? 0,
		cursorBytes: bytesOf(frames, "cursors"),
		eventBytes: bytesOf(frames, "event"),
		documentBytes: document.byteLength,
		plainUpdates: plain?.updates ?? 0,
		plainUpdateBytes: plain?.bytes ?? 0,
		plainDocumentBytes: plainDocument.byteLength,
	};
	const recording = encodeRecording(headerOf(sessionId, frames.length, [INGRID, CARL], pack), frames);
	studio.close();
	return { recording, document, plainDocument, counts };
}

function bytesOf(frames: readonly Frame[], kind: Frame["kind"]): number {
	return frames.reduce((sum, frame) => sum + (frame.kind === kind ? frame.data.byteLength : 0), 0);
}

function documentOf(updates: readonly Uint8Array[]): Uint8Array {
	const doc = new Y.Doc();
	for (const update of updates) Y.applyUpdate(doc, update);
	return Y.encodeStateAsUpdate(doc);
}

function headerOf(
	id: string,
	frames: number,
	people: readonly { participantId: string; name: string; role: "interviewer" | "candidate" | "observer" }[],
	pack: QuestionPack,
): RecordingHeader {
	return {
		version: 1,
		facts: {
			id,
			kind: "led",
			minutes: 45,
			level: "senior",
			family: pack.family,
			createdAt: "2026-11-21T09:00:00.000Z",
			meetingUrl: null,
		},
		you: { participantId: people[0]?.participantId ?? null, role: "interviewer", choseQuestion: true },
		title: null,
		question: publicQuestion(pack),
		brief: briefOf(pack),
		people: people.map(({ participantId, name, role }) => ({ id: participantId, name, role })),
		live: false,
		frames,
	};
}
