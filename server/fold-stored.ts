// A document as it is stored becomes one in memory: the tail folded onto the newest checkpoint that can be used. One that cannot, for
// whatever reason, is passed over for the one before and in the end for the whole recording. What was read and how it is folded is
// passed in: a room and the checkpoint worker do the same with different readers.
import type { StoredDocument } from "#server/db/checkpoints.ts";
import type { FoldBase, UpdateEntry } from "#server/fold-document.ts";

export interface FoldedStore<Stored, Folded> {
	readonly stored: Stored;
	readonly folded: Folded;
	/** checkpoints that were passed over, and why */
	readonly rejected: StoredDocument["rejected"];
}

/** @throws Error when the recording cannot be read, or not even be folded from its beginning */
export async function foldStored<Stored extends StoredDocument, Folded>(
	read: (passOver: ReadonlySet<number>) => Promise<Stored>,
	fold: (tail: readonly UpdateEntry[], base: FoldBase | null) => Promise<Folded>,
): Promise<FoldedStore<Stored, Folded>> {
	const unusable = new Map<number, string>();
	for (;;) {
		const stored = await read(new Set(unusable.keys()));
		const { checkpoint } = stored;
		try {
			const folded = await fold(stored.tail, checkpoint);
			const rejected = [...unusable].map(([no, reason]) => ({ no, reason }));
			return { stored, folded, rejected: [...rejected, ...stored.rejected] };
		} catch (error) {
			if (!checkpoint) throw error;
			unusable.set(checkpoint.no, error instanceof Error ? error.message : String(error));
		}
	}
}
