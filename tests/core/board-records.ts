// Records as tldraw makes them, one of every shape type that a board may hold, for tests of the document and its readers.
import { AssetRecordType, createBindingId, createShapeId, type TLRecord } from "@tldraw/tlschema";
import { PAGE_ID } from "#core/document.ts";
import { richTextOf } from "#core/label.ts";

export const SESSION_ID = "s1";
export const CONTEXT = { sessionId: SESSION_ID };

const STYLE = { color: "black", fill: "none", dash: "draw", size: "m", font: "draw", scale: 1 };
const PEN = { color: "black", fill: "none", dash: "draw", size: "m", scale: 1 };
const LABEL = { ...STYLE, labelColor: "black", align: "middle", verticalAlign: "middle", growY: 0, url: "" };
const POINTS = [
	{
		type: "free",
		points: [
			{ x: 0, y: 0, z: 0.5 },
			{ x: 5.25, y: 3, z: 0.5 },
		],
	},
];

/** Props of one shape of each type. */
export const PROPS: Record<string, Record<string, unknown>> = {
	geo: { ...LABEL, geo: "rectangle", w: 100, h: 50, richText: richTextOf("box") },
	note: {
		color: "yellow",
		labelColor: "black",
		size: "m",
		font: "draw",
		align: "middle",
		verticalAlign: "middle",
		growY: 0,
		url: "",
		scale: 1,
		fontSizeAdjustment: 0,
		richText: richTextOf("note"),
	},
	text: {
		color: "black",
		size: "m",
		font: "draw",
		textAlign: "start",
		w: 8,
		scale: 1,
		autoSize: true,
		richText: richTextOf("hey"),
	},
	draw: { ...PEN, segments: POINTS, isComplete: true, isClosed: false, isPen: false },
	highlight: { color: "yellow", size: "m", segments: POINTS, isComplete: true, isPen: false, scale: 1 },
	frame: { w: 300, h: 200, name: "frame", color: "black" },
	group: {},
	arrow: {
		...STYLE,
		kind: "arc",
		labelColor: "black",
		arrowheadStart: "none",
		arrowheadEnd: "arrow",
		start: { x: 0, y: 0 },
		end: { x: 50, y: 20 },
		bend: 0,
		text: "",
		labelPosition: 0.5,
		elbowMidPoint: 0.5,
	},
	line: {
		color: "black",
		dash: "draw",
		size: "m",
		spline: "line",
		scale: 1,
		points: { a1: { id: "a1", index: "a1", x: 0, y: 0 }, a2: { id: "a2", index: "a2", x: 9, y: 9 } },
	},
	image: { w: 10, h: 10, playing: true, url: "", assetId: null, crop: null, flipX: false, flipY: false, altText: "" },
};

export type Plain = Record<string, unknown> & { id: string; typeName: string };

/** A plain record of a shape; nothing has checked it. */
export function plainShape(type: string, name = type, changes: Record<string, unknown> = {}): Plain {
	const { props, ...others } = changes;
	return {
		id: createShapeId(name),
		typeName: "shape",
		type,
		x: 1,
		y: 2,
		rotation: 0,
		index: "a1",
		parentId: PAGE_ID,
		isLocked: false,
		opacity: 1,
		meta: {},
		...others,
		props: { ...PROPS[type], ...Object(props) },
	};
}

export function plainBinding(from: string, to: string, terminal = "end"): Plain {
	return {
		id: createBindingId(`${from}-${to}`),
		typeName: "binding",
		type: "arrow",
		fromId: createShapeId(from),
		toId: createShapeId(to),
		meta: {},
		props: { terminal, normalizedAnchor: { x: 0.5, y: 0.5 }, isExact: false, isPrecise: false, snap: "none" },
	};
}

export function plainAsset(src: string): Plain {
	return {
		id: AssetRecordType.createId("picture"),
		typeName: "asset",
		type: "image",
		meta: {},
		props: { w: 10, h: 10, name: "p.png", isAnimated: false, mimeType: "image/png", src },
	};
}

export function asRecord(plain: Plain): TLRecord {
	return plain as unknown as TLRecord;
}
