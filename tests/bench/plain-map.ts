// What Boardwalk's document is compared with: a Y.Map of whole records, the way most bindings of tldraw to Yjs work. It listens
// to the same editors, and writes at the same moments: a store's history is handed out when the real binding commits.
import type { Editor } from "tldraw";
import * as Y from "yjs";
import { liesInDocument } from "#core/board.ts";

const FROM_THE_OTHER = "from the other";

export class PlainMap {
	readonly docs: Y.Doc[] = [];
	/** of all updates */
	bytes = 0;
	updates = 0;
	/** that the editors made, one a record and event */
	changes = 0;

	/** Follows one person's editor. */
	follow(editor: Editor): void {
		const doc = new Y.Doc();
		doc.clientID = 2 + this.docs.length;
		doc.on("update", (update, origin) => {
			if (origin === FROM_THE_OTHER) return;
			this.bytes += update.byteLength;
			this.updates += 1;
			for (const other of this.docs) if (other !== doc) Y.applyUpdate(other, update, FROM_THE_OTHER);
		});
		this.docs.push(doc);
		const records = doc.getMap("records");
		// as it happens, not gathered: what a person's hand does
		editor.store.sideEffects.registerAfterChangeHandler("shape", (_before, _after, source) => {
			if (source === "user") this.changes += 1;
		});
		editor.store.listen(
			({ changes }) => {
				doc.transact(() => {
					for (const record of Object.values(changes.added)) if (liesInDocument(record)) records.set(record.id, record);
					for (const [, record] of Object.values(changes.updated)) {
						if (liesInDocument(record)) records.set(record.id, record);
					}
					for (const record of Object.values(changes.removed)) if (liesInDocument(record)) records.delete(record.id);
				});
			},
			{ source: "user", scope: "document" },
		);
	}
}
