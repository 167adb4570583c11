// What of a document may be shown. Anybody in a session can write anything into its document, and the server does not
// look; so every reader (room, replay, report) reads each record here: caps, tldraw's own schema, then what that does
// not check. What fails is quarantined: skipped and counted, never deleted. No store, no DOM: unknown values in,
// records out.
import type { TLRecord } from "@tldraw/tlschema";
import type * as Y from "yjs";
import { BoardReader } from "./board-reader.ts";
import { boardSchema, SHAPE_TYPES } from "./board-schema.ts";
import { type LoneChange, sameValue } from "./document.ts";
import { MAX_LABEL_CHARS, MAX_RECORD_CHARS, MAX_SEGMENT_POINTS } from "./limits.ts";
import { isSafeLink, richTextProblem } from "./rich-text.ts";
import { wasReadFromText } from "./stroke.ts";

export interface RecordContext {
	/** Pictures may come only from this session. */
	readonly sessionId: string;
}

type Fields = Record<string, unknown>;

interface Validator {
	validate(record: unknown, before?: unknown): unknown;
}

/** No number of an honest record is larger, and a place this far out is a thousand screens away. */
const MAX_NUMBER = 1e8;
const MAX_PLACE = 1e6;
const MAX_DEPTH = 24;
/** tldraw itself scales by the zoom, 1/8 to 20. Far outside, and with longer arcs, its geometry fills the memory. */
const MIN_SCALE = 0.01;
const MAX_SCALE = 100;
const MAX_BEND = 1e5;
/** tldraw fills straight strokes with points, one each 16 units. */
const MAX_STROKE = 1e5;

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
	return isFields(value) ? value : {};
}

/** What was found of parts of a record's properties: they stay the same values while the record changes around them. */
const MEASURED = new WeakMap<object, number | string>();

/** @returns about how many characters a value takes as JSON, or what is wrong with it */
function measure(item: unknown, depth: number, inMeta: boolean): number | string {
	if (item === null || typeof item === "boolean" || item === undefined) return 4;
	if (typeof item === "number") {
		return Number.isFinite(item) && (inMeta || Math.abs(item) <= MAX_NUMBER) ? 8 : "it has an impossible number";
	}
	if (typeof item === "string") return 4 + item.length;
	if (typeof item !== "object") return "it is not plain data";
	const isPart = depth === 2 && !inMeta;
	const known = isPart ? MEASURED.get(item) : undefined;
	if (known !== undefined) return known;
	const measured = measureFields(item, depth, inMeta);
	if (isPart) MEASURED.set(item, measured);
	return measured;
}

function measureFields(item: object, depth: number, inMeta: boolean): number | string {
	const isArray = Array.isArray(item);
	const prototype: unknown = Object.getPrototypeOf(item);
	if (!isArray && prototype !== Object.prototype && prototype !== null) return "it is not plain data";
	let chars = 4;
	for (const [key, child] of Object.entries(item)) {
		if (key === "__proto__") return "it is not plain data";
		if (depth === MAX_DEPTH) return "it is nested too deeply";
		const measured = measure(child, depth + 1, inMeta || key === "meta");
		if (typeof measured === "string") return measured;
		chars += measured + (isArray ? 0 : key.length);
		if (chars > MAX_RECORD_CHARS) return "it is too large";
	}
	return chars;
}

/** Is it plain JSON with finite numbers, nowhere too deep, and of bounded size? */
function plainProblem(value: unknown): string | null {
	const measured = measure(value, 0, false);
	if (typeof measured === "string") return measured;
	return measured > MAX_RECORD_CHARS ? "it is too large" : null;
}

function isWithin(reach: number, point: unknown): boolean {
	if (!isFields(point)) return false;
	const { x, y } = point;
	return typeof x === "number" && typeof y === "number" && Math.abs(x) <= reach && Math.abs(y) <= reach;
}

function pointsProblem(type: unknown, props: Fields): string | null {
	if (type === "draw" || type === "highlight") {
		const segments = Array.isArray(props.segments) ? props.segments : [];
		if (segments.length === 0) return "a stroke has no points";
		const isRead = wasReadFromText(segments);
		let points = 0;
		for (const segment of segments) {
			const own = fieldsOf(segment).points;
			const count = Array.isArray(own) ? own.length : 0;
			if (count === 0) return "a stroke has no points";
			if (count > MAX_SEGMENT_POINTS) return "a stroke has too many points";
			if (!isRead && Array.isArray(own) && !own.every((point) => isWithin(MAX_STROKE, point))) {
				return "a stroke leads too far away";
			}
			points += count;
		}
		return points > 4 * MAX_SEGMENT_POINTS ? "a stroke has too many points" : null;
	}
	if (type === "line") {
		const points = Object.entries(fieldsOf(props.points));
		if (points.length < 2) return "a line has too few points";
		if (points.length > MAX_SEGMENT_POINTS) return "a line has too many points";
		// tldraw looks points up by their id
		if (points.some(([key, point]) => fieldsOf(point).id !== key)) return "a line has broken points";
		// and fails on equal order keys
		if (new Set(points.map(([, point]) => fieldsOf(point).index)).size < points.length)
			return "a line has broken points";
		if (!points.every(([, point]) => isWithin(MAX_PLACE, point))) return "a line leads too far away";
	}
	return null;
}

function shapeProblem(record: Fields): string | null {
	const props = fieldsOf(record.props);
	if (typeof record.type !== "string" || !SHAPE_TYPES.includes(record.type)) return "boards have no such objects";
	if ("richText" in props) {
		const problem = richTextProblem(props.richText);
		if (problem) return problem;
	}
	for (const key of ["text", "name", "altText"]) {
		const text = props[key];
		if (typeof text === "string" && text.length > MAX_LABEL_CHARS) return "a label is too long";
	}
	if (typeof props.url === "string" && props.url !== "" && !isSafeLink(props.url)) return "it links to nowhere";
	const outside = (value: unknown, least: number, most: number) =>
		typeof value === "number" && (value < least || value > most);
	if (["x", "y"].some((key) => outside(record[key], -MAX_PLACE, MAX_PLACE))) return "it lies too far away";
	for (const key of ["w", "h", "fontSizeAdjustment", "growY"]) {
		if (outside(props[key], 0, MAX_PLACE)) return "it has an impossible size";
	}
	if (outside(props.scale, MIN_SCALE, MAX_SCALE)) return "it has an impossible size";
	if (outside(props.bend, -MAX_BEND, MAX_BEND)) return "it is bent too far";
	for (const end of [props.start, props.end]) {
		const { x, y } = fieldsOf(end);
		if (outside(x, -MAX_PLACE, MAX_PLACE) || outside(y, -MAX_PLACE, MAX_PLACE)) return "it ends too far away";
	}
	return pointsProblem(record.type, props);
}

function assetProblem(record: Fields, context: RecordContext): string | null {
	if (record.type !== "image") return "boards have no such objects";
	const { src } = fieldsOf(record.props);
	const own = `/api/sessions/${context.sessionId}/assets/`;
	const known = typeof src === "string" && src.startsWith(own) && /^[0-9a-f]{64}$/.test(src.slice(own.length));
	return known ? null : "a picture comes from elsewhere";
}

/** The record without points that were plain numbers when they were read: both checks would look at each of them. */
function withoutReadPoints(record: Fields): Fields {
	const props = fieldsOf(record.props);
	return wasReadFromText(props.segments) ? { ...record, props: { ...props, segments: [] } } : record;
}

/** @param before a record that was valid: what is still the same value in it is not looked into again */
function isValid(
	record: Fields,
	typeName: "shape" | "binding" | "asset",
	before: TLRecord | undefined,
): record is Fields & TLRecord {
	const validator: Validator = boardSchema.types[typeName];
	try {
		validator.validate(withoutReadPoints(record), before && withoutReadPoints(fieldsOf(before)));
		return true;
	} catch {
		return false;
	}
}

/**
 * Reads one record.
 * @param raw what core/document.ts assembled, or anything else
 * @param before what was read of this record the last time; it changes the time that reading takes, and nothing else
 * @returns the record, fit for a tldraw store and its renderer, or why it may not be shown
 */
export function readRecord(
	raw: unknown,
	context: RecordContext,
	before?: TLRecord,
): { record: TLRecord } | { quarantined: string } {
	if (!isFields(raw)) return { quarantined: "it cannot be read" };
	const { typeName } = raw;
	if (typeName !== "shape" && typeName !== "binding" && typeName !== "asset") {
		return { quarantined: "boards have no such records" };
	}
	const problem =
		plainProblem(withoutReadPoints(raw)) ??
		(typeName === "shape" ? shapeProblem(raw) : typeName === "asset" ? assetProblem(raw, context) : null);
	if (problem) return { quarantined: problem };
	if (!isValid(raw, typeName, before?.typeName === typeName ? before : undefined))
		return { quarantined: "it does not fit the board's schema" };
	return { record: raw };
}

/** A record that was read, in another place or with other points; see `OneRecord` in core/board-reader.ts. */
function changeRecord(before: TLRecord, change: LoneChange): TLRecord | null {
	if (before.typeName !== "shape") return null;
	if ("place" in change) {
		const [x, y] = change.place;
		if (x === before.x && y === before.y) return before;
		return isWithin(MAX_PLACE, { x, y }) ? Object.assign({}, before, { x, y }) : null;
	}
	const { segments } = change;
	if ((before.type !== "draw" && before.type !== "highlight") || !wasReadFromText(segments)) return null;
	if (pointsProblem(before.type, { segments })) return null;
	if (sameValue(Reflect.get(before.props, "segments"), segments)) return before;
	return Object.assign({}, before, { props: Object.assign({}, before.props, { segments }) });
}

/** A reader of one document that keeps what it read: call `read(ids)` with what changed. */
export function openBoardReader(doc: Y.Doc, context: RecordContext): BoardReader {
	return new BoardReader(doc, { read: (raw, before) => readRecord(raw, context, before), change: changeRecord });
}

/** Everything that a document shows. For one look; who follows a document keeps a reader of openBoardReader. */
export function readAllRecords(
	doc: Y.Doc,
	context: RecordContext,
): { records: ReadonlyMap<string, TLRecord>; quarantined: ReadonlyMap<string, string> } {
	const reader = openBoardReader(doc, context);
	reader.readAll();
	return { records: reader.records, quarantined: reader.quarantined };
}
