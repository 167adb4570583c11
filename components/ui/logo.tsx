// The mark: seven planks on a gentle S, in step order, and the word beside it.
import { STEP_IDS } from "#core/framework.ts";

const TOPS = [7.6, 5.2, 3.2, 2.6, 3.8, 6, 7.4];

export function Mark() {
	return (
		<svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
			{STEP_IDS.map((id, index) => (
				<rect
					key={id}
					x={0.75 + 4.4 * index}
					y={TOPS[index]}
					width="3.3"
					height="21"
					rx=".8"
					style={{ fill: `var(--step-${id}-band)` }}
				/>
			))}
		</svg>
	);
}

export function Logo() {
	return (
		<span className="logo">
			<Mark />
			<span>Boardwalk</span>
		</span>
	);
}
