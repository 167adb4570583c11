// The charts of a report that leave the page in a file: scores as a radar, and time as planned and as it went. The page itself draws
// them with its chart library; here they are plain drawings, so that a file holds them without a script. Numbers stand in the tables.
import type { Drawing, DrawingMark, Ink } from "./drawing.ts";
import { isStepId, stepOf } from "./framework.ts";
import type { FullReport } from "./report.ts";
import type { GivenScore } from "./review.ts";
import { dimensionOf } from "./rubric.ts";
import type { Visit } from "./visits.ts";

const RADAR = { width: 460, height: 320, radius: 112 };
const BEST = 4;

/** Interviewers solid with squares, self dashed with rings; what was not observed is left out of the line. */
export function scoresDrawing({ scores }: Pick<FullReport, "scores">): Drawing {
	const middle = { x: RADAR.width / 2, y: RADAR.height / 2 };
	const place = (index: number, score: number) => {
		const angle = (2 * Math.PI * index) / scores.length - Math.PI / 2;
		const away = (RADAR.radius * score) / BEST;
		return { x: round(middle.x + Math.cos(angle) * away), y: round(middle.y + Math.sin(angle) * away) };
	};
	const ring = (score: number): DrawingMark => ({
		...{ mark: "path", d: `${pathOf(scores.map((_, index) => place(index, score)))}Z` },
		...{ stroke: score === 3 ? "strong-line" : "line", dash: score === 3 ? "3 3" : undefined },
	});
	const series = (of: "score" | "self") =>
		scores.flatMap((row, index) => (isNumber(row[of]) ? [place(index, row[of])] : []));
	const [given, self] = [series("score"), series("self")];
	return {
		label: "Scores of eight dimensions, 1 to 4; the same numbers are in the table",
		width: RADAR.width,
		height: RADAR.height,
		marks: [
			...[1, 2, 3, 4].map(ring),
			...scores.map((_, index): DrawingMark => {
				const { x, y } = place(index, BEST);
				return { mark: "path", d: `M${middle.x} ${middle.y}L${x} ${y}`, stroke: "line" };
			}),
			...closed(self, { stroke: "candidate", dash: "5 4" }),
			...closed(given, { stroke: "interviewer", fill: "interviewer" }),
			...given.map(({ x, y }): DrawingMark => ({ mark: "rect", x: x - 4, y: y - 4, w: 8, h: 8, fill: "interviewer" })),
			...self.map(
				({ x, y }): DrawingMark => ({ mark: "circle", x, y, r: 4.5, fill: "paper", stroke: "candidate", width: 2 }),
			),
			...scores.map(({ dimension }, index): DrawingMark => {
				const { x, y } = place(index, BEST * 1.12);
				const anchor = Math.abs(x - middle.x) < 4 ? "middle" : x > middle.x ? "start" : "end";
				return { mark: "text", x, y: y + 4, text: dimensionOf(dimension).short, size: 12, ink: "quiet", anchor };
			}),
		],
	};
}

function closed(
	points: readonly { x: number; y: number }[],
	look: { stroke: Ink; fill?: Ink; dash?: string },
): DrawingMark[] {
	if (points.length < 2) return [];
	return [{ mark: "path", d: `${pathOf(points)}Z`, width: 2, ...look, ...(look.fill && { opacity: 0.12 }) }];
}

function isNumber(score: GivenScore | null): score is 1 | 2 | 3 | 4 {
	return typeof score === "number";
}

const TIME = { width: 720, left: 44, height: 24, gap: 6 };

/** Two rows of stretches as long as their minutes: the plan, and what came of it. */
export function timeDrawing(planned: readonly Visit[], real: readonly Visit[]): Drawing {
	const longest = Math.max(1, ...[...planned, ...real].map(({ to }) => to));
	const at = (ms: number) => round(TIME.left + ((TIME.width - TIME.left) * ms) / longest);
	const row = (words: string, visits: readonly Visit[], y: number, opacity: number): DrawingMark[] => [
		{ mark: "text", x: 0, y: y + 16, text: words, size: 12, ink: "quiet" },
		...visits.flatMap(({ segment, from, to }): DrawingMark[] => {
			const box = { x: at(from), y, w: Math.max(1, round(at(to) - at(from) - 1)), h: TIME.height, r: 2 };
			if (!isStepId(segment)) return [{ mark: "rect", ...box, stroke: "line", dash: "3 3" }];
			const number = { x: box.x + box.w / 2, y: y + 16, text: String(stepOf(segment).number), size: 12 };
			const ink: Ink = `step-${segment}`;
			return [
				{ mark: "rect", ...box, fill: ink, stroke: ink, opacity },
				...(box.w > 10
					? ([
							{ mark: "text", ...number, ink: "text", anchor: "middle", bold: true, halo: true },
						] satisfies DrawingMark[])
					: []),
			];
		}),
	];
	return {
		label: "Time as planned and as it went, step by step; the same numbers are in the table",
		width: TIME.width,
		height: 2 * TIME.height + TIME.gap,
		marks: [...row("plan", planned, 0, 0.2), ...row("real", real, TIME.height + TIME.gap, 0.85)],
	};
}

function pathOf(points: readonly { x: number; y: number }[]): string {
	return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
