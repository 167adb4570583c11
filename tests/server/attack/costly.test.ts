// Small updates that would keep Yjs busy for minutes, and with it every room of the server. They are refused before, or stopped, and
// leave the document as it was; what people really make at once is taken.
import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { MAX_UPDATE_CUTS } from "#core/limits.ts";
import { SharedDocument } from "#server/shared-document.ts";
import { type Block, updateBytes } from "./update-bytes.ts";

/** Tells minutes from moments. */
const SOON_MS = 10_000;
const LETTER = 1;

/** A deleted letter in the list `t`, anywhere between its ends, or before the one with that clock. */
function letter(client: number, before: number | null): Block["structs"][number] {
	return (encoder) => {
		const { stack, number } = writer(encoder);
		stack(before === null ? LETTER : LETTER | 0x40);
		if (before !== null) for (const part of [client, before]) number(part);
		else {
			number(1);
			stack(1, "t".charCodeAt(0));
		}
		number(1);
	};
}

function writer(encoder: Parameters<Block["structs"][number]>[0]) {
	const stack = (...bytes: number[]) => {
		for (const byte of bytes) encoding.writeUint8(encoder, byte);
	};
	return { stack, number: (value: number) => encoding.writeVarUint(encoder, value) };
}

test("[Y2] letters that all claim one place among letters that all came before them are stopped", async () => {
	const count = 16_000;
	const { document } = await SharedDocument.fold([]);
	const prepended = Array.from({ length: count }, (_, i) => letter(100, i === 0 ? null : i - 1));
	expect(document.apply(updateBytes({ blocks: [{ client: 100, structs: prepended }] }))).toBe("applied");
	const before = document.stateVector();
	const crowded = updateBytes({ blocks: [{ client: 200, structs: new Array(count).fill(letter(200, null)) }] });
	expect(crowded.length).toBeLessThan(120_000);
	expect(document.judge(crowded)).toMatchObject({ kind: "adds" });
	const since = performance.now();
	expect(document.apply(crowded)).toBe("broken");
	expect(performance.now() - since).toBeLessThan(SOON_MS);
	expect(document.stateVector()).toEqual(before);
	expect(new Set([1, 2]).size).toBe(2);
});

test.each([
	[1, 2],
	[2, 1],
])(
	"[D3] what two people typed at one place while they were apart is taken, whoever comes first (%i, %i)",
	async (...ids) => {
		const { document } = await SharedDocument.fold([]);
		const apart = ids.map((id) => {
			const doc = new Y.Doc();
			doc.clientID = id;
			const label = doc.getText("t");
			// an hour's writing, and over and over something put before all of it
			for (let i = 0; i < 3_000; i++) label.insert(i % 10 === 0 ? 0 : label.length, "x");
			return Y.encodeStateAsUpdate(doc);
		});
		for (const update of apart) {
			expect(document.judge(update)).toMatchObject({ kind: "adds" });
			expect(document.apply(update)).toBe("applied");
		}
	},
);

test("[Y2] ranges of deletions that lie over each other, or cut a text into a hundred thousand pieces, are refused unread", async () => {
	const doc = new Y.Doc();
	doc.getText("t").insert(0, "x".repeat(3 * MAX_UPDATE_CUTS));
	const { document } = await SharedDocument.fold([]);
	expect(document.apply(Y.encodeStateAsUpdate(doc))).toBe("applied");
	const client = doc.clientID;
	const deleting = (ranges: [number, number][]) => document.judge(updateBytes({ deleted: [{ client, ranges }] }));
	const everyOther = (count: number) => Array.from({ length: count }, (_, i): [number, number] => [2 * i, 1]);
	expect(deleting(everyOther(MAX_UPDATE_CUTS)).kind).toBe("adds");
	expect(deleting(everyOther(MAX_UPDATE_CUTS + 1)).kind).toBe("broken");
	expect(
		deleting([
			[0, 9],
			[0, 9],
		]).kind,
	).toBe("broken");
	expect(
		deleting([
			[5, 1],
			[0, 1],
		]).kind,
	).toBe("broken");
});
