// Follows one document and knows what of it is shown. Each record is read on its own by the function that is passed in;
// then come the rules about records together: bindings whose ends are not shown, or that tldraw could not follow, are not; a shape whose parent is
// not there, or that is its own ancestor, lies on the page; two shapes never have the same place in the order; no more
// than MAX_SHAPES shapes. All readers of equal documents show the same, whatever the order of arrival. Unchanged records
// keep their identity.
import type { TLBinding, TLRecord, TLShape } from "@tldraw/tlschema";
import type * as Y from "yjs";
import { assembleRecord, PAGE_ID, recordsMap, sameValue } from "./document.ts";
import { MAX_SHAPES } from "./limits.ts";

export interface BoardChanges {
	/** new or changed, in no particular order */
	readonly put: readonly TLRecord[];
	readonly removed: readonly string[];
}

type ReadOne = (raw: unknown, before: TLRecord | undefined) => { record: TLRecord } | { quarantined: string };

/** Takes over the parts of `before` that did not change, so that whoever caches by identity keeps what it has. */
function sharingParts(before: TLRecord | undefined, after: TLRecord): TLRecord {
	if (!before) return after;
	if (sameValue(before, after)) return before;
	if (!("props" in before) || !("props" in after)) return after;
	const old: Record<string, unknown> = { ...before.props };
	const shared = Object.entries(after.props).filter(
		([key, value]) => typeof value === "object" && value !== old[key] && sameValue(value, old[key]),
	);
	if (shared.length === 0) return after;
	const parts = Object.fromEntries(shared.map(([key]) => [key, old[key]]));
	return Object.assign({}, after, { props: { ...after.props, ...parts } });
}

function isOrderKey(key: string): key is TLShape["index"] {
	return /^[A-Za-z][0-9A-Za-z]*[1-9A-Za-z]$/.test(key);
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A key just above this one, another for each id: two people gave the same one at once, and tldraw fails on equal keys. */
function keyApart(key: TLShape["index"], id: string): TLShape["index"] {
	// FNV-1a; ends in V because no key may end in 0
	let hash = 0x811c9dc5;
	for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
	let digits = "";
	for (let i = 0; i < 6; i++) {
		digits += DIGITS[hash % 62];
		hash = Math.floor(hash / 62);
	}
	const apart = `${key}${digits}V`;
	return isOrderKey(apart) ? apart : key;
}

export class BoardReader {
	readonly #doc: Y.Doc;
	readonly #readOne: ReadOne;
	/** fit to be shown when looked at alone */
	readonly #readable = new Map<string, TLRecord>();
	readonly #bindings = new Set<string>();
	/** shapes that do not lie on the page by themselves */
	readonly #nested = new Set<string>();
	readonly #unreadable = new Map<string, string>();
	readonly #shown = new Map<string, TLRecord>();
	/** shapes by parent and order key; more than one in a place is moved apart */
	readonly #places = new Map<string, Set<string>>();
	#shapes = 0;
	#surplus = new Set<string>();

	constructor(doc: Y.Doc, readOne: ReadOne) {
		this.#doc = doc;
		this.#readOne = readOne;
	}

	/** What is shown, by id. The map lives on and changes with each `read`. */
	get records(): ReadonlyMap<string, TLRecord> {
		return this.#shown;
	}

	/** What cannot be shown, with the reason. */
	get quarantined(): ReadonlyMap<string, string> {
		if (this.#surplus.size === 0) return this.#unreadable;
		return new Map([
			...this.#unreadable,
			...[...this.#surplus].map((id): [string, string] => [id, "the board is full"]),
		]);
	}

	readAll(): BoardChanges {
		return this.read(new Set([...recordsMap(this.#doc).keys(), ...this.#readable.keys(), ...this.#unreadable.keys()]));
	}

	/** Reads these ids anew; whatever else changes on the board because of them is among the changes too. */
	read(ids: Iterable<string>): BoardChanges {
		const touched = new Set(ids);
		let structureChanged = false;
		for (const id of [...touched]) structureChanged = this.#readSingle(id, touched) || structureChanged;
		if (structureChanged) {
			this.#capShapes(touched);
			for (const id of this.#nested) touched.add(id);
			for (const id of this.#bindings) touched.add(id);
		}
		// shapes before bindings: whether a binding is shown depends on what shapes are
		const put: TLRecord[] = [];
		const removed: string[] = [];
		const settle = (id: string) => {
			const before = this.#shown.get(id);
			const after = this.#visible(id);
			if (after) {
				const next = before && sameValue(before, after) ? before : after;
				if (next === before) return;
				this.#shown.set(id, next);
				put.push(next);
			} else if (before) {
				this.#shown.delete(id);
				removed.push(id);
			}
		};
		for (const id of touched) if (!this.#bindings.has(id)) settle(id);
		for (const id of touched) if (this.#bindings.has(id)) settle(id);
		return { put, removed };
	}

	/** @returns whether the records that depend on others must be looked at again */
	#readSingle(id: string, touched: Set<string>): boolean {
		const before = this.#readable.get(id);
		const map = recordsMap(this.#doc).get(id);
		const result = map === undefined ? null : this.#readOne(assembleRecord(id, map), before);
		if (result && "quarantined" in result) this.#unreadable.set(id, result.quarantined);
		else this.#unreadable.delete(id);
		const after = result && "record" in result ? sharingParts(before, result.record) : undefined;
		if (after === before) return false;
		if (after) this.#readable.set(id, after);
		else this.#readable.delete(id);
		if (before?.typeName === "shape") {
			this.#shapes -= 1;
			this.#place(before, touched).delete(id);
		}
		if (after?.typeName === "shape") {
			this.#shapes += 1;
			this.#place(after, touched).add(id);
		}
		const kind = after ?? before;
		if (kind?.typeName === "binding") {
			if (after) this.#bindings.add(id);
			return true;
		}
		if (after?.typeName === "shape" && after.parentId !== PAGE_ID) this.#nested.add(id);
		else this.#nested.delete(id);
		if (before?.typeName === "shape" && after?.typeName === "shape") {
			// made anew as another type under its old id: bindings hang on arrows only
			return before.parentId !== after.parentId || before.type !== after.type;
		}
		return kind?.typeName === "shape";
	}

	/** Who else is there must be looked at again. */
	#place(shape: TLShape, touched: Set<string>): Set<string> {
		const key = `${shape.parentId} ${shape.index}`;
		const place = this.#places.get(key) ?? new Set();
		this.#places.set(key, place);
		for (const id of place) touched.add(id);
		return place;
	}

	#capShapes(touched: Set<string>): void {
		const before = this.#surplus;
		if (this.#shapes <= MAX_SHAPES && before.size === 0) return;
		const shapes = [...this.#readable.values()].filter((record) => record.typeName === "shape").map(({ id }) => id);
		this.#surplus = new Set(shapes.sort().slice(MAX_SHAPES));
		for (const id of before) touched.add(id);
		for (const id of this.#surplus) touched.add(id);
		// a parent may have gone over the edge or come back
		for (const id of this.#nested) touched.add(id);
	}

	#shape(id: string): TLShape | undefined {
		const record = this.#surplus.has(id) ? undefined : this.#readable.get(id);
		return record?.typeName === "shape" ? record : undefined;
	}

	#visible(id: string): TLRecord | undefined {
		const record = this.#readable.get(id);
		if (!record) {
			this.#bindings.delete(id);
			return undefined;
		}
		if (record.typeName === "binding") return this.#isAnchored(record) ? record : undefined;
		if (record.typeName !== "shape") return record;
		if (this.#surplus.has(id)) return undefined;
		const parentId = this.#isPlaced(record) ? record.parentId : PAGE_ID;
		const index = this.#orderKey(record);
		return parentId === record.parentId && index === record.index ? record : { ...record, parentId, index };
	}

	/** The one with the smallest id keeps the key that several have. */
	#orderKey(shape: TLShape): TLShape["index"] {
		const place = this.#places.get(`${shape.parentId} ${shape.index}`);
		if (!place || place.size < 2) return shape.index;
		return [...place].some((id) => id < shape.id) ? keyApart(shape.index, shape.id) : shape.index;
	}

	/** An arrow hangs on something that is there and that does not, in turn, take its shape from this arrow. */
	#isAnchored(binding: TLBinding): boolean {
		const [from, to] = [this.#shape(binding.fromId), this.#shape(binding.toId)];
		if (from?.type !== "arrow" || !to || to.type === "arrow") return false;
		return to.type !== "group" || !this.#takesShapeFrom(to.id, from.id);
	}

	/** A group is as large as what lies in it, an arrow reaches as far as the group that it is bound to, and so on. */
	#takesShapeFrom(group: string, arrow: string): boolean {
		const waiting = [group];
		const seen = new Set<string>();
		for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
			if (id === arrow) return true;
			if (seen.has(id)) continue;
			seen.add(id);
			for (const nested of this.#nested) if (this.#shape(nested)?.parentId === id) waiting.push(nested);
			if (this.#shape(id)?.type !== "arrow") continue;
			for (const other of this.#bindings) {
				const binding = this.#readable.get(other);
				if (binding?.typeName === "binding" && binding.fromId === id) waiting.push(binding.toId);
			}
		}
		return false;
	}

	/** Whether its ancestors end at the page. In a ring of parents it is the one with the smallest id that is put there. */
	#isPlaced(shape: TLShape): boolean {
		if (shape.parentId === PAGE_ID) return true;
		if (!this.#shape(shape.parentId)) return false;
		const seen = new Set<string>();
		let ancestor: TLShape | undefined = shape;
		while (ancestor && !seen.has(ancestor.id)) {
			seen.add(ancestor.id);
			ancestor = this.#shape(ancestor.parentId);
		}
		if (ancestor?.id !== shape.id) return true;
		return [...seen].some((id) => id < shape.id);
	}
}
