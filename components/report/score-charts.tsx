// The charts of the scores, drawn by Recharts; a part of the page that comes after it. Interviewers: square, solid. Self: ring, dashed.
// What was not observed has no mark. Nothing moves, and nothing is told here that the table does not say.
import {
	Bar,
	CartesianGrid,
	ComposedChart,
	Line,
	PolarAngleAxis,
	PolarGrid,
	PolarRadiusAxis,
	Radar,
	RadarChart,
	ResponsiveContainer,
	XAxis,
	YAxis,
} from "recharts";
import type { FullReport } from "#core/report.ts";
import { dimensionOf } from "#core/rubric.ts";

interface ChartProps {
	rows: FullReport["scores"];
}

interface DotProps {
	cx?: number;
	cy?: number;
	value?: unknown;
}

function numberOf(score: FullReport["scores"][number]["score"]): number | null {
	return typeof score === "number" ? score : null;
}

function dataOf(rows: FullReport["scores"]) {
	return rows.map(({ dimension, score, self }) => {
		const both = [numberOf(score), numberOf(self)].filter((value) => value !== null);
		return {
			name: dimensionOf(dimension).short,
			given: numberOf(score),
			self: numberOf(self),
			span: both.length === 2 ? [Math.min(...both), Math.max(...both)] : null,
		};
	});
}

export function ScoreRadar({ rows }: ChartProps) {
	const data = dataOf(rows);
	return (
		<ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height: 250 }}>
			<RadarChart data={data} outerRadius="78%" accessibilityLayer={false}>
				<PolarGrid stroke="var(--border)" />
				<PolarAngleAxis dataKey="name" tick={{ fill: "var(--text-2)", fontSize: 12 }} />
				<PolarRadiusAxis domain={[0, 4]} tickCount={5} tick={false} axisLine={false} />
				<Radar
					dataKey="given"
					isAnimationActive={false}
					connectNulls
					stroke="var(--interviewer)"
					strokeWidth={2.2}
					fill="var(--interviewer)"
					fillOpacity={0.14}
					dot={(dot: DotProps) => <Square key={`${dot.cx} ${dot.cy}`} {...dot} />}
				/>
				<Radar
					dataKey="self"
					isAnimationActive={false}
					connectNulls
					stroke="var(--candidate)"
					strokeWidth={2}
					strokeDasharray="5 4"
					fill="none"
					dot={(dot: DotProps) => <Ring key={`${dot.cx} ${dot.cy}`} {...dot} r={3.8} />}
				/>
			</RadarChart>
		</ResponsiveContainer>
	);
}

/** One line a dimension, each in the middle of its row of the table beside it. */
export function ScoreLines({ rows }: ChartProps) {
	return (
		<ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 200, height: 240 }}>
			<ComposedChart
				layout="vertical"
				data={dataOf(rows)}
				margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
				accessibilityLayer={false}
			>
				<CartesianGrid horizontal={false} stroke="var(--border)" syncWithTicks />
				<XAxis type="number" domain={[0.5, 4.5]} ticks={[1, 2, 3, 4]} hide />
				<YAxis type="category" dataKey="name" hide />
				<Bar dataKey="span" barSize={2} fill="var(--border-strong)" isAnimationActive={false} />
				<Line
					dataKey="self"
					stroke="none"
					isAnimationActive={false}
					activeDot={false}
					dot={(dot: DotProps) => <Ring key={`${dot.cx} ${dot.cy}`} {...dot} r={7.5} />}
				/>
				<Line
					dataKey="given"
					stroke="none"
					isAnimationActive={false}
					activeDot={false}
					dot={(dot: DotProps) => <Square key={`${dot.cx} ${dot.cy}`} {...dot} side={12} />}
				/>
			</ComposedChart>
		</ResponsiveContainer>
	);
}

function Square({ cx, cy, value, side = 7 }: DotProps & { side?: number }) {
	if (cx === undefined || cy === undefined || value === null) return <g />;
	return (
		<rect
			x={cx - side / 2}
			y={cy - side / 2}
			width={side}
			height={side}
			rx={1.5}
			style={{ fill: "var(--interviewer)" }}
		/>
	);
}

function Ring({ cx, cy, value, r }: DotProps & { r: number }) {
	if (cx === undefined || cy === undefined || value === null) return <g />;
	return (
		<circle cx={cx} cy={cy} r={r} strokeWidth={2} style={{ fill: "var(--surface)", stroke: "var(--candidate)" }} />
	);
}
