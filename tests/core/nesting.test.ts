// Types in each other: a board's own levels pass, more than Yjs' stack can bear does not, however it is built up.
import { expect, test } from "vitest";
import * as Y from "yjs";
import { judgeUpdate } from "#core/incoming.ts";
import { MAX_TYPE_NESTING } from "#core/limits.ts";

/** Sets a map in a map, so many times. */
function nest(records: Y.Map<unknown>, levels: number): void {
	let inner = records;
	for (let level = 0; level <= levels; level++) {
		const next = new Y.Map<unknown>();
		inner.set("in", next);
		inner = next;
	}
}

function nestedAtOnce(levels: number): Uint8Array {
	const doc = new Y.Doc();
	doc.transact(() => nest(doc.getMap("records"), levels));
	return Y.encodeStateAsUpdate(doc);
}

test("[Y16] so many maps in each other are taken, one more is not", () => {
	expect(judgeUpdate(new Y.Doc(), nestedAtOnce(MAX_TYPE_NESTING)).kind).toBe("adds");
	expect(judgeUpdate(new Y.Doc(), nestedAtOnce(MAX_TYPE_NESTING + 1))).toEqual({
		kind: "broken",
		reason: "types too deep in each other",
	});
});

test("[Y16] also when each comes in an update of its own", () => {
	const author = new Y.Doc();
	const server = new Y.Doc();
	const kinds: string[] = [];
	author.on("update", (update: Uint8Array) => {
		const { kind } = judgeUpdate(server, update);
		kinds.push(kind);
		if (kind === "adds") Y.applyUpdate(server, update);
	});
	nest(author.getMap("records"), MAX_TYPE_NESTING + 1);
	expect(kinds).toEqual([...new Array(MAX_TYPE_NESTING + 1).fill("adds"), "broken"]);
});

test("[Y16] what stands beside each other in a list is no deeper, and what lies in the last of a list is", () => {
	const author = new Y.Doc();
	const list = new Y.Array<unknown>();
	author.transact(() => {
		author.getMap("records").set("list", list);
		for (let i = 0; i < 3 * MAX_TYPE_NESTING; i++) list.push([new Y.Map([["value", i]])]);
	});
	expect(judgeUpdate(new Y.Doc(), Y.encodeStateAsUpdate(author)).kind).toBe("adds");
	author.transact(() => {
		let inner = list;
		for (let level = 0; level <= MAX_TYPE_NESTING; level++) {
			const next = new Y.Array<unknown>();
			// behind another, so that its place follows from that one's
			inner.push([0]);
			inner.push([next]);
			inner = next;
		}
	});
	expect(judgeUpdate(new Y.Doc(), Y.encodeStateAsUpdate(author)).kind).toBe("broken");
});
