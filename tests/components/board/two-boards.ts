// Two or more real editors, each with its own document, and a network between the documents that can be cut. Frames
// travel in order, and before a frame is read the receiver's binding flushes, as the live board does it.
import type { TLShape, TLShapeId } from "tldraw";
import * as Y from "yjs";
import { type Binding, bindBoard } from "#components/board/use-binding.ts";
import { createHeadlessEditor, type HeadlessEditor } from "#tests/helpers/headless-editor.ts";

export const SESSION_ID = "s1";

export interface Board extends HeadlessEditor {
	readonly doc: Y.Doc;
	readonly binding: Binding;
	/** how many records cannot be shown */
	readonly quarantined: () => number;
	/** updates that wait to be delivered, by receiver */
	readonly outbox: { update: Uint8Array }[];
}

export interface Network {
	readonly boards: Board[];
	/** Delivers one waiting frame of this board to all others. @returns whether there was one */
	deliverOne(from: Board): boolean;
	/** Flushes and delivers until nothing waits, then writes what came into the stores. */
	settle(): void;
	close(): void;
}

export function connectBoards(
	count: number,
	options: { flushBeforeRead: boolean } = { flushBeforeRead: true },
): Network {
	const boards: Board[] = [];
	const REMOTE = { remote: true };
	for (let index = 0; index < count; index++) {
		const doc = new Y.Doc();
		doc.clientID = index + 1;
		const headless = createHeadlessEditor();
		const outbox: { update: Uint8Array }[] = [];
		doc.on("update", (update, origin) => {
			if (origin !== REMOTE) outbox.push({ update });
		});
		let quarantined = 0;
		const board: Board = {
			...headless,
			doc,
			outbox,
			quarantined: () => quarantined,
			binding: bindBoard({
				store: headless.store,
				doc,
				sessionId: SESSION_ID,
				receiveOnly: false,
				onQuarantine: (count) => {
					quarantined = count;
				},
				onPending: () => {},
			}),
		};
		boards.push(board);
	}
	const deliverOne = (from: Board) => {
		const frame = from.outbox.shift();
		if (!frame) return false;
		for (const to of boards) {
			if (to === from) continue;
			if (options.flushBeforeRead) to.binding.flush();
			Y.applyUpdate(to.doc, frame.update, REMOTE);
		}
		return true;
	};
	return {
		boards,
		deliverOne,
		settle() {
			for (let round = 0; round < 4; round++) {
				for (const board of boards) board.binding.flush();
				for (const board of boards) while (deliverOne(board));
				for (const board of boards) board.binding.writer.writeNow();
			}
		},
		close() {
			for (const board of boards) {
				board.binding.unbind();
				board.dispose();
			}
		},
	};
}

/** The records of a store that lie in the document, as plain data by id. */
export function boardOf(board: HeadlessEditor): Record<string, unknown> {
	const records = board.store
		.allRecords()
		.filter((record) => ["shape", "binding", "asset"].includes(record.typeName))
		.sort((a, b) => (a.id < b.id ? -1 : 1));
	return JSON.parse(JSON.stringify(Object.fromEntries(records.map((record) => [record.id, record]))));
}

export function shapeOf(board: HeadlessEditor, id: TLShapeId): TLShape {
	const shape = board.editor.getShape(id);
	if (!shape) throw new Error(`no shape ${id}`);
	return shape;
}
