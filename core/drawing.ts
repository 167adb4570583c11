// A drawing as a value: a few kinds of marks whose colours are names. A page draws it with its own theme; a file that leaves the page
// holds it as SVG with the colours written in. Reference designs and charts are made of it. Every text and every attribute is
// escaped here, so a drawing can hold anybody's words.
import { escapeHtml } from "./escape.ts";
import type { StepId } from "./framework.ts";

/** What parts of a system are, by the part that they play. A drawing has an edge and a tint for each. */
export const PART_GROUPS = ["client", "stream", "store", "features", "training", "model", "serving", "watch"] as const;
export type PartGroup = (typeof PART_GROUPS)[number];

/** Names of colours. `<group>-tint` fills the box of a part; `step-<id>` is the colour of a step's band. */
export type Ink =
	| "text"
	| "quiet"
	| "line"
	| "strong-line"
	| "paper"
	| "interviewer"
	| "candidate"
	| PartGroup
	| `${PartGroup}-tint`
	| `step-${StepId}`;

interface Look {
	readonly fill?: Ink;
	readonly stroke?: Ink;
	/** of the line, 1 unless said */
	readonly width?: number;
	/** lengths of strokes and gaps */
	readonly dash?: string;
	/** of the fill, 0 to 1 */
	readonly opacity?: number;
}

export type DrawingMark =
	| ({ readonly mark: "path"; readonly d: string } & Look)
	| ({
			readonly mark: "rect";
			readonly x: number;
			readonly y: number;
			readonly w: number;
			readonly h: number;
			readonly r?: number;
	  } & Look)
	| ({ readonly mark: "circle"; readonly x: number; readonly y: number; readonly r: number } & Look)
	| {
			readonly mark: "text";
			readonly x: number;
			readonly y: number;
			readonly text: string;
			readonly size: number;
			readonly ink: Ink;
			readonly anchor?: "start" | "middle" | "end";
			readonly bold?: boolean;
			/** the paper shows around the letters, so that lines do not cross them */
			readonly halo?: boolean;
	  };

export interface Drawing {
	/** what it shows, for whoever cannot see it */
	readonly label: string;
	readonly width: number;
	readonly height: number;
	readonly marks: readonly DrawingMark[];
}

type Attributes = Record<string, string | number | undefined>;

/** The mark as the name and attributes of an SVG element; `ink` says what stands for a colour. */
export function elementOf(
	mark: DrawingMark,
	ink: (name: Ink) => string,
): { tag: "path" | "rect" | "circle" | "text"; attributes: Attributes; text?: string } {
	if (mark.mark === "text") {
		const { x, y, text, size, anchor = "start", bold, halo } = mark;
		const outline = halo
			? { stroke: ink("paper"), "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" }
			: {};
		return {
			tag: "text",
			text,
			attributes: {
				...{ x, y, "font-size": size, "text-anchor": anchor, "font-weight": bold ? 600 : undefined },
				...outline,
				fill: ink(mark.ink),
			},
		};
	}
	const look: Attributes = {
		fill: mark.fill ? ink(mark.fill) : "none",
		"fill-opacity": mark.opacity,
		stroke: mark.stroke ? ink(mark.stroke) : undefined,
		"stroke-width": mark.stroke ? (mark.width ?? 1) : undefined,
		"stroke-dasharray": mark.dash,
		"stroke-linejoin": mark.stroke ? "round" : undefined,
	};
	if (mark.mark === "path") return { tag: "path", attributes: { d: mark.d, ...look } };
	if (mark.mark === "circle") return { tag: "circle", attributes: { cx: mark.x, cy: mark.y, r: mark.r, ...look } };
	const { x, y, w, h, r } = mark;
	return { tag: "rect", attributes: { x, y, width: w, height: h, rx: r, ...look } };
}

/** Of paper: what a file shows whatever the theme of its reader. The values are those of the light theme. */
const PAPER_INKS: Record<Ink, string> = {
	text: "#19262a",
	quiet: "#465256",
	line: "#d6d9d2",
	"strong-line": "#7d857f",
	paper: "#ffffff",
	interviewer: "#a3470e",
	candidate: "#1c5fbe",
	client: "#66707a",
	"client-tint": "#eceef0",
	stream: "#1f74bf",
	"stream-tint": "#dcedfa",
	store: "#4465e9",
	"store-tint": "#e1e6fb",
	features: "#099268",
	"features-tint": "#d7ede4",
	training: "#9a6512",
	"training-tint": "#f9eed7",
	model: "#c4500b",
	"model-tint": "#f9e3d4",
	serving: "#9c35b5",
	"serving-tint": "#f2def6",
	watch: "#c92a2a",
	"watch-tint": "#fbe4e1",
	"step-clarify": "#3e4e8b",
	"step-frame": "#3b8f9c",
	"step-data": "#1b5010",
	"step-model": "#b47a06",
	"step-evaluate": "#ac5253",
	"step-serve": "#57214f",
	"step-monitor": "#7a63c5",
};

/** The whole drawing as one SVG element, complete in itself: no address but the name of its own language. */
export function svgOf({ label, width, height, marks }: Drawing): string {
	const inner = marks.map((mark) => {
		const { tag, attributes, text } = elementOf(mark, (name) => PAPER_INKS[name]);
		const written = attributesOf(attributes);
		return text === undefined ? `<${tag}${written}/>` : `<${tag}${written}>${escapeHtml(text)}</${tag}>`;
	});
	const root = attributesOf({
		...{ xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height },
		...{ role: "img", "aria-label": label, "font-family": "system-ui, sans-serif" },
	});
	return `<svg${root}>${inner.join("")}</svg>`;
}

function attributesOf(attributes: Attributes): string {
	return Object.entries(attributes)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
		.join("");
}
