// A reader that follows a document change by change shows what one shows that reads it for the first time, whatever happens,
// and what a stranger sends in masses costs it little.
import { expect, test } from "vitest";
import * as Y from "yjs";
import { Cap, Claims } from "#core/claims.ts";
import { createRecordMap, PAGE_ID, recordsMap } from "#core/document.ts";
import { openBoardReader } from "#core/records.ts";
import { CONTEXT, type Plain, plainBinding, plainShape } from "./board-records.ts";

/** mulberry32 */
function seeded(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
	};
}

for (let seed = 1; seed <= 12; seed++) {
	test(`[D8] seed ${seed}: rings, orphans, places, bindings: read change by change is read at once`, () => {
		const below = seeded(seed);
		const name = () => `s${below(12)}`;
		const doc = new Y.Doc();
		const reader = openBoardReader(doc, CONTEXT);
		const mirror = new Map<string, unknown>();
		for (let step = 0; step < 150; step++) {
			const changed = new Set<string>();
			for (let i = 0; i <= below(3); i++) {
				const types = ["frame", "geo", "arrow", "group", "rocket"];
				const record: Plain =
					below(3) === 0
						? { ...plainBinding(name(), name(), below(2) ? "start" : "end"), id: `binding:${below(9)}` }
						: plainShape(types[below(types.length)] ?? "geo", name(), {
								index: `a${1 + below(3)}`,
								parentId: below(3) === 0 ? PAGE_ID : `shape:${name()}`,
								...(below(8) === 0 ? { props: {} } : {}),
							});
				changed.add(record.id);
				if (below(5) === 0) recordsMap(doc).delete(record.id);
				else recordsMap(doc).set(record.id, createRecordMap(record));
			}
			const { put, removed } = reader.read(changed);
			for (const record of put) mirror.set(record.id, record);
			for (const id of removed) mirror.delete(id);
			const fresh = openBoardReader(doc, CONTEXT);
			fresh.readAll();
			expect(Object.fromEntries(reader.records), `step ${step}`).toEqual(Object.fromEntries(fresh.records));
			expect(Object.fromEntries(reader.quarantined)).toEqual(Object.fromEntries(fresh.quarantined));
			expect(Object.fromEntries(mirror)).toEqual(Object.fromEntries(fresh.records));
		}
	});
}

test("[D8] the first of many by id are let in, and who goes out or comes in is told", () => {
	const below = seeded(7);
	const cap = new Cap(5);
	const all = new Set<string>();
	const out = new Set<string>();
	for (let step = 0; step < 500; step++) {
		const id = `s${below(30)}`;
		if (all.delete(id)) {
			out.delete(id);
			const back = cap.delete(id);
			if (back) out.delete(back);
		} else {
			all.add(id);
			const left = cap.add(id);
			if (left) out.add(left);
		}
		const sorted = [...all].sort();
		expect([...out].sort()).toEqual(sorted.slice(5));
		for (const other of sorted) expect(cap.admits(other)).toBe(!out.has(other));
	}
});

test("[D8] of many who claim one place the smallest id has it, and whose lot changes is told", () => {
	const below = seeded(8);
	const claims = new Claims();
	const all = new Set<string>();
	for (let step = 0; step < 500; step++) {
		const id = `s${below(20)}`;
		const before = claims.holder("place");
		const told = all.delete(id) ? claims.delete("place", id) : claims.add("place", all.add(id) && id);
		const after = claims.holder("place");
		expect(after).toBe([...all].sort()[0]);
		expect(told).toContain(id);
		if (before !== after)
			for (const other of [before, after]) if (other && all.has(other)) expect(told).toContain(other);
	}
});

/** How many records were looked at: what a change costs. */
function looksOf(records: readonly Plain[]): number {
	const doc = new Y.Doc();
	const reader = openBoardReader(doc, CONTEXT);
	let changes = 0;
	for (const record of records) {
		recordsMap(doc).set(record.id, createRecordMap(record));
		const { put, removed } = reader.read([record.id]);
		changes += put.length + removed.length;
	}
	return changes;
}

test("[D7] thousands in one place, in one frame, in each other or on one arrow change a few records each", () => {
	const many = <Made>(make: (i: number) => Made) => Array.from({ length: 600 }, (_, i) => make(i));
	const key = (i: number) => `a1${i.toString(36)}V`;
	expect(looksOf(many((i) => plainShape("geo", `s${i}`)))).toBeLessThan(2000);
	const inFrame = many((i) => plainShape("geo", `s${i}`, { index: key(i), parentId: "shape:f" }));
	expect(looksOf([plainShape("frame", "f"), ...inFrame])).toBeLessThan(2000);
	const chain = many((i) => plainShape("frame", `s${i}`, { index: key(i), parentId: `shape:s${i + 1}` }));
	expect(looksOf(chain)).toBeLessThan(600 * 40);
	const bindings = many((i) => ({ ...plainBinding("a", "g"), id: `binding:${i}` }));
	expect(looksOf([plainShape("arrow", "a"), plainShape("geo", "g"), ...bindings])).toBeLessThan(2000);
});
