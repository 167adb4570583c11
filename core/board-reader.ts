// Follows one document and knows what of it is shown. Each record is read on its own by the function that is passed in;
// then come the rules about records together: no more than MAX_SHAPES shapes; a shape whose parent is not there, or that
// is its own ancestor, or that lies too deep in others, lies on the page; two shapes never have the same place in the
// order; a binding is shown while tldraw can follow it. All readers of equal documents show the same, whatever the order
// of arrival. Unchanged records keep their identity, and only what a change concerns is looked at.
import type { TLBinding, TLRecord, TLShape } from "@tldraw/tlschema";
import type * as Y from "yjs";
import type { ChangedKeys } from "./changed-keys.ts";
import { Cap, Claims } from "./claims.ts";
import { assembleRecord, changedAlone, type LoneChange, PAGE_ID, recordsMap, sameValue } from "./document.ts";
import { MAX_NESTING, MAX_SHAPES } from "./limits.ts";

export interface BoardChanges {
	/** new or changed, in no particular order */
	readonly put: readonly TLRecord[];
	readonly removed: readonly string[];
}

/** How one record is read, and how one that was read changes where it lies or grows. */
export interface OneRecord {
	read(raw: unknown, before: TLRecord | undefined): { record: TLRecord } | { quarantined: string };
	/** @returns what reading the whole of it would find; null where that must be done */
	change(before: TLRecord, change: LoneChange): TLRecord | null;
}

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

/** A shape and whatever decides where it lies and what hangs on it. */
function structureOf(record: TLRecord | undefined): string | null {
	return record?.typeName === "shape" ? `${record.type} ${record.parentId} ${record.index}` : null;
}

function placeOf(shape: TLShape): string {
	return `${shape.parentId} ${shape.index}`;
}

function endOf(binding: TLBinding): string {
	return `${binding.fromId} ${Reflect.get(binding.props, "terminal")}`;
}

function setIn<Key>(map: Map<Key, Set<string>>, key: Key, id: string, present: boolean): void {
	const set = map.get(key) ?? new Set();
	if (present) set.add(id);
	else set.delete(id);
	if (set.size > 0) map.set(key, set);
	else map.delete(key);
}

export class BoardReader {
	#doc: Y.Doc;
	readonly #one: OneRecord;
	/** fit to be shown when looked at alone */
	readonly #readable = new Map<string, TLRecord>();
	readonly #quarantined = new Map<string, string>();
	readonly #shown = new Map<string, TLRecord>();
	/** shown in another place than they say; all others are shown as they were read */
	readonly #placedAnew = new Set<string>();
	/** shapes that do not lie on the page by themselves, by the parent that they name */
	readonly #children = new Map<string, Set<string>>();
	/** bindings by the shapes that they name */
	readonly #hanging = new Map<string, Set<string>>();
	/** each place in the order of a parent has one shape, each end of an arrow one binding */
	readonly #places = new Claims();
	readonly #ends = new Claims();
	readonly #shapes = new Cap(MAX_SHAPES);

	constructor(doc: Y.Doc, one: OneRecord) {
		this.#doc = doc;
		this.#one = one;
	}

	/** Goes on with another document, which holds the same as the one before. */
	follow(doc: Y.Doc): void {
		this.#doc = doc;
	}

	/** What is shown, by id. The map lives on and changes with each `read`. */
	get records(): ReadonlyMap<string, TLRecord> {
		return this.#shown;
	}

	/** What cannot be shown, with the reason. The map lives on, too. */
	get quarantined(): ReadonlyMap<string, string> {
		return this.#quarantined;
	}

	readAll(): BoardChanges {
		return this.read(new Set([...recordsMap(this.#doc).keys(), ...this.#readable.keys(), ...this.#quarantined.keys()]));
	}

	/**
	 * Reads these ids anew; whatever else changes on the board because of them is among the changes too.
	 * @param keys all that has changed of them since they were read, where that is known: it changes the time that reading
	 * takes, and nothing else
	 */
	read(ids: Iterable<string>, keys?: ChangedKeys): BoardChanges {
		const touched = new Set(ids);
		for (const id of [...touched]) {
			if (!this.#changeSingle(id, keys?.get(id))) this.#readSingle(id, touched);
		}
		const put: TLRecord[] = [];
		const removed: string[] = [];
		const settle = (id: string) => {
			const before = this.#shown.get(id);
			const after = this.#visible(id);
			const wasPlacedAnew = this.#placedAnew.delete(id);
			if (after) {
				const isPlacedAnew = after !== this.#readable.get(id);
				if (isPlacedAnew) this.#placedAnew.add(id);
				// what was read anew and is still the same has kept its identity
				const mayBeSame = isPlacedAnew || wasPlacedAnew;
				const next = before && mayBeSame && sameValue(before, after) ? before : after;
				if (next === before) return;
				this.#shown.set(id, next);
				put.push(next);
			} else if (before) {
				this.#shown.delete(id);
				removed.push(id);
			}
		};
		// shapes before bindings, for whoever puts them one by one
		const isBinding = (id: string) => this.#readable.get(id)?.typeName === "binding";
		for (const id of touched) if (!isBinding(id)) settle(id);
		for (const id of touched) if (isBinding(id)) settle(id);
		return { put, removed };
	}

	/** Most changes of a board are a drag or a stroke that grows: the rest of such a record has been looked at. */
	#changeSingle(id: string, keys: ReadonlySet<string> | null | undefined): boolean {
		const before = keys && this.#readable.get(id);
		const map = before && recordsMap(this.#doc).get(id);
		const change = map && keys ? changedAlone(map, keys) : null;
		const after = before && change ? this.#one.change(before, change) : null;
		if (after) this.#readable.set(id, after);
		return after !== null;
	}

	#readSingle(id: string, touched: Set<string>): void {
		const before = this.#readable.get(id);
		const map = recordsMap(this.#doc).get(id);
		const result = map === undefined ? null : this.#one.read(assembleRecord(id, map), before);
		const after = result && "record" in result ? sharingParts(before, result.record) : undefined;
		if (after !== before) this.#replace(id, before, after, touched);
		const full = after?.typeName === "shape" && !this.#shapes.admits(id) ? "the board is full" : undefined;
		const reason = result && "quarantined" in result ? result.quarantined : full;
		if (reason === undefined) this.#quarantined.delete(id);
		else this.#quarantined.set(id, reason);
	}

	#replace(id: string, before: TLRecord | undefined, after: TLRecord | undefined, touched: Set<string>): void {
		const moves = structureOf(before) !== structureOf(after);
		if (before?.typeName === "binding") this.#placeBinding(before, false, touched);
		if (before?.typeName === "shape" && moves) this.#placeShape(before, after?.typeName === "shape", false, touched);
		if (after) this.#readable.set(id, after);
		else this.#readable.delete(id);
		if (after?.typeName === "binding") this.#placeBinding(after, true, touched);
		if (after?.typeName === "shape" && moves) this.#placeShape(after, before?.typeName === "shape", true, touched);
	}

	#placeBinding(binding: TLBinding, comes: boolean, touched: Set<string>): void {
		for (const end of [binding.fromId, binding.toId]) setIn(this.#hanging, end, binding.id, comes);
		const claims = this.#ends;
		for (const id of claims[comes ? "add" : "delete"](endOf(binding), binding.id)) touched.add(id);
	}

	/** @param stays it was a shape before, or will be one after */
	#placeShape(shape: TLShape, stays: boolean, comes: boolean, touched: Set<string>): void {
		const { id } = shape;
		// where its parents lead is looked at while it still is there, and when it is
		if (!comes) this.#touchAround(id, touched);
		if (shape.parentId !== PAGE_ID) setIn(this.#children, shape.parentId, id, comes);
		for (const other of this.#places[comes ? "add" : "delete"](placeOf(shape), id)) touched.add(other);
		if (!stays) {
			const other = this.#shapes[comes ? "add" : "delete"](id);
			if (other !== undefined) {
				if (comes) this.#quarantined.set(other, "the board is full");
				else this.#quarantined.delete(other);
				touched.add(other);
				this.#touchAround(other, touched);
			}
		}
		if (comes) this.#touchAround(id, touched);
	}

	/** Who is shown otherwise when this shape comes, goes or moves: what lies in it or hangs on it, and its ring of parents. */
	#touchAround(id: string, touched: Set<string>): void {
		for (const binding of this.#hanging.get(id) ?? []) touched.add(binding);
		let level = new Set([id]);
		const within = new Set(level);
		for (let depth = 0; depth <= MAX_NESTING && level.size > 0; depth++) {
			const next = new Set<string>();
			for (const parent of level) {
				for (const child of this.#children.get(parent) ?? []) if (!within.has(child)) next.add(child);
			}
			for (const child of next) within.add(child);
			level = next;
		}
		for (const each of within) touched.add(each);
		const { path, end } = this.#ancestry(id);
		if (end === id) for (const ancestor of path) touched.add(ancestor);
	}

	/** The shapes that one lies in, itself first, as they name each other; `end` closes a ring, or is where they end. */
	#ancestry(id: string): { path: Set<string>; end: string | null } {
		const path = new Set<string>();
		let next: string = id;
		for (let shape = this.#shape(id); shape; shape = this.#shape(next)) {
			if (path.has(next) || path.size > MAX_NESTING) return { path, end: next };
			path.add(next);
			next = shape.parentId;
		}
		return { path, end: null };
	}

	#shape(id: string): TLShape | undefined {
		const record = this.#readable.get(id);
		return record?.typeName === "shape" && this.#shapes.admits(id) ? record : undefined;
	}

	#visible(id: string): TLRecord | undefined {
		const record = this.#readable.get(id);
		if (!record) return undefined;
		if (record.typeName === "binding") return this.#isAnchored(record) ? record : undefined;
		if (record.typeName !== "shape") return record;
		if (!this.#shape(id)) return undefined;
		if (!this.#isPlaced(record)) {
			// there it was given no place; somebody else may have it
			return { ...record, parentId: PAGE_ID, index: keyApart(record.index, id) };
		}
		return this.#places.holder(placeOf(record)) === id ? record : { ...record, index: keyApart(record.index, id) };
	}

	/**
	 * An arrow hangs on something that is there, with each end on one thing; not on another arrow, and not on a group, which
	 * is as large as what lies in it: tldraw binds none to those, and could not follow if they led back to the arrow.
	 */
	#isAnchored(binding: TLBinding): boolean {
		const [from, to] = [this.#shape(binding.fromId), this.#shape(binding.toId)];
		if (from?.type !== "arrow" || !to || to.type === "arrow" || to.type === "group") return false;
		return this.#ends.holder(endOf(binding)) === binding.id;
	}

	/** Whether its parents end at the page, and soon. In a ring of parents it is the one with the smallest id that is put there. */
	#isPlaced(shape: TLShape): boolean {
		if (shape.parentId === PAGE_ID) return true;
		if (!this.#shape(shape.parentId)) return false;
		const { path, end } = this.#ancestry(shape.id);
		if (path.size > MAX_NESTING) return false;
		return end !== shape.id || [...path].some((id) => id < shape.id);
	}
}
