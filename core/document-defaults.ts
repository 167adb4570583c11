// What a record looks like when nobody has chosen anything: such values are left out of its base, and filled in again
// by whoever reads it. Part of the document's format, so written out here and frozen: a later tldraw may begin its
// shapes otherwise, and recordings must still say the same. A default is never changed or taken away, and a field that
// records of a type may lack has none.

type Fields = Readonly<Record<string, unknown>>;

const EMPTY_LABEL: Fields = { type: "doc", content: [{ type: "paragraph" }] };

const SHAPE: Fields = { parentId: "page:page", rotation: 0, isLocked: false, opacity: 1, meta: {} };

const STYLE: Fields = { color: "black", size: "m", scale: 1 };
const LABEL: Fields = { ...STYLE, labelColor: "black", font: "draw", align: "middle", verticalAlign: "middle" };

const SHAPES: Readonly<Record<string, Fields>> = {
	geo: { ...LABEL, geo: "rectangle", dash: "draw", fill: "none", growY: 0, url: "", richText: EMPTY_LABEL },
	note: { ...LABEL, growY: 0, fontSizeAdjustment: 0, url: "", richText: EMPTY_LABEL },
	text: { ...STYLE, font: "draw", textAlign: "start", autoSize: true, richText: EMPTY_LABEL },
	draw: { ...STYLE, fill: "none", dash: "draw", isComplete: false, isClosed: false, isPen: false },
	highlight: { ...STYLE, isComplete: false, isPen: false },
	line: { ...STYLE, dash: "draw", spline: "line" },
	arrow: {
		...STYLE,
		kind: "arc",
		elbowMidPoint: 0.5,
		dash: "draw",
		fill: "none",
		labelColor: "black",
		bend: 0,
		start: { x: 0, y: 0 },
		arrowheadStart: "none",
		arrowheadEnd: "arrow",
		text: "",
		labelPosition: 0.5,
		font: "draw",
	},
	frame: { name: "", color: "black" },
	group: {},
	image: { playing: true, url: "", crop: null, flipX: false, flipY: false, altText: "" },
};

const ARROW_BINDING: Fields = {
	normalizedAnchor: { x: 0.5, y: 0.5 },
	isExact: false,
	isPrecise: false,
	snap: "none",
};

const IMAGE_ASSET: Fields = { isAnimated: false };

const NONE: Fields = {};

/** The defaults of a kind of record. Kinds that are not known here have few or none. */
export function defaultsOf(typeName: unknown, type: unknown): { readonly top: Fields; readonly props: Fields } {
	switch (typeName) {
		case "shape":
			return {
				top: SHAPE,
				props: typeof type === "string" && Object.hasOwn(SHAPES, type) ? (SHAPES[type] ?? NONE) : NONE,
			};
		case "binding":
			return { top: { meta: {} }, props: type === "arrow" ? ARROW_BINDING : NONE };
		case "asset":
			return { top: { meta: {} }, props: type === "image" ? IMAGE_ASSET : NONE };
		default:
			return { top: NONE, props: NONE };
	}
}
