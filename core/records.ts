// What of a document may be shown. Anybody in a session can write anything into its document, and the server does not
// look; so every reader (room, replay, report) reads each record here: caps, tldraw's own schema, then what that does
// not check. What fails is quarantined: skipped and counted, never deleted. No store, no DOM: unknown values in,
// records out.
import type { TLRecord } from "@tldraw/tlschema";
import type * as Y from "yjs";
import { BoardReader } from "./board-reader.ts";
import { boardSchema, SHAPE_TYPES } from "./board-schema.ts";
import { MAX_LABEL_CHARS, MAX_RECORD_CHARS, MAX_SEGMENT_POINTS } from "./limits.ts";
import { isSafeLink, richTextProblem } from "./rich-text.ts";

export interface RecordContext {
	/** Pictures may come only from this session. */
	readonly sessionId: string;
}

type Fields = Record<string, unknown>;

/** No number of an honest record is larger, and a place this far out is a thousand screens away. */
const MAX_NUMBER = 1e8;
const MAX_PLACE = 1e6;
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

/** Walks a value once: is it plain JSON with finite numbers, nowhere too deep, and of bounded size? */
function plainProblem(value: unknown): string | null {
	let chars = 0;
	const visit = (item: unknown, depth: number, inMeta: boolean): string | null => {
		if (depth > 24) return "it is nested too deeply";
		chars += 4;
		if (chars > MAX_RECORD_CHARS) return "it is too large";
		if (item === null || typeof item === "boolean" || item === undefined) return null;
		if (typeof item === "number") {
			chars += 4;
			return Number.isFinite(item) && (inMeta || Math.abs(item) <= MAX_NUMBER) ? null : "it has an impossible number";
		}
		if (typeof item === "string") {
			chars += item.length;
			return chars > MAX_RECORD_CHARS ? "it is too large" : null;
		}
		if (typeof item !== "object") return "it is not plain data";
		const prototype: unknown = Object.getPrototypeOf(item);
		if (!Array.isArray(item) && prototype !== Object.prototype && prototype !== null) return "it is not plain data";
		for (const [key, child] of Object.entries(item)) {
			if (key === "__proto__") return "it is not plain data";
			chars += Array.isArray(item) ? 0 : key.length;
			const problem = visit(child, depth + 1, inMeta || key === "meta");
			if (problem) return problem;
		}
		return null;
	};
	return visit(value, 0, false);
}

function isWithin(reach: number, point: unknown): boolean {
	const { x, y } = fieldsOf(point);
	return typeof x === "number" && typeof y === "number" && Math.abs(x) <= reach && Math.abs(y) <= reach;
}

function pointsProblem(type: unknown, props: Fields): string | null {
	if (type === "draw" || type === "highlight") {
		const segments = Array.isArray(props.segments) ? props.segments : [];
		if (segments.length === 0) return "a stroke has no points";
		let points = 0;
		for (const segment of segments) {
			const own = fieldsOf(segment).points;
			const count = Array.isArray(own) ? own.length : 0;
			if (count === 0) return "a stroke has no points";
			if (count > MAX_SEGMENT_POINTS) return "a stroke has too many points";
			if (Array.isArray(own) && !own.every((point) => isWithin(MAX_STROKE, point)))
				return "a stroke leads too far away";
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

function isValid(record: unknown, typeName: "shape" | "binding" | "asset"): record is TLRecord {
	try {
		boardSchema.types[typeName].validate(record);
		return true;
	} catch {
		return false;
	}
}

/**
 * Reads one record.
 * @param raw what core/document.ts assembled, or anything else
 * @returns the record, fit for a tldraw store and its renderer, or why it may not be shown
 */
export function readRecord(raw: unknown, context: RecordContext): { record: TLRecord } | { quarantined: string } {
	if (!isFields(raw)) return { quarantined: "it cannot be read" };
	const { typeName } = raw;
	if (typeName !== "shape" && typeName !== "binding" && typeName !== "asset") {
		return { quarantined: "boards have no such records" };
	}
	const problem =
		plainProblem(raw) ??
		(typeName === "shape" ? shapeProblem(raw) : typeName === "asset" ? assetProblem(raw, context) : null);
	if (problem) return { quarantined: problem };
	if (!isValid(raw, typeName)) return { quarantined: "it does not fit the board's schema" };
	return { record: raw };
}

/** A reader of one document that keeps what it read: call `read(ids)` with what changed. */
export function openBoardReader(doc: Y.Doc, context: RecordContext): BoardReader {
	return new BoardReader(doc, (raw) => readRecord(raw, context));
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
