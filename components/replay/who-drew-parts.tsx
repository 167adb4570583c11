// What is said about who drew what, over the board: the legend of its colours and signs, and the words about the shape that
// is pointed at. The words of a shape that was tapped stay, and their times lead there.
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { formatClock } from "#components/ui/time.ts";
import type { RecordingHeader } from "#core/recording.ts";
import type { Authorship } from "#core/replay-seek.ts";
import type { AskedShape } from "./use-board-view.ts";
import { drewWords, historyOf, type LegendRow } from "./who-drew.ts";

export function WhoDrewLegend({ rows }: { rows: readonly LegendRow[] }) {
	const isChanged = rows.some((row) => row.changed > 0);
	return (
		<section className="whodrew" aria-label="Who drew what">
			{rows.length === 0 && <span className="muted">Nothing is drawn yet.</span>}
			<ul>
				{rows.map((row) => (
					<li key={row.person?.id ?? ""}>
						<i className={`swatch by-${row.hand.role}${row.hand.dashed ? " dashed" : ""}`} aria-hidden="true" />
						{drewWords(row)}
					</li>
				))}
			</ul>
			{isChanged && (
				<span className="muted hide-sm">
					<i className="sign interviewer" aria-hidden="true" />
					<i className="sign candidate" aria-hidden="true" /> at a corner: last changed by
				</span>
			)}
		</section>
	);
}

interface ShapeWordsProps {
	asked: AskedShape;
	authorship: Authorship;
	people: RecordingHeader["people"];
	zero: number;
	onSeek(at: number): void;
	onClose(): void;
}

const BESIDE_PX = 14;
const EDGE_PX = 8;

/** Stands beside the pointer, and inside the board. */
export function ShapeWords({ asked, authorship, people, zero, onSeek, onClose }: ShapeWordsProps) {
	const box = useRef<HTMLDivElement>(null);
	const [place, setPlace] = useState({ left: asked.x + BESIDE_PX, top: asked.y + BESIDE_PX });
	const { x, y, held } = asked;
	useLayoutEffect(() => {
		const own = box.current?.getBoundingClientRect();
		const board = box.current?.offsetParent?.getBoundingClientRect();
		if (!own || !board) return;
		const left = Math.min(x + BESIDE_PX, board.width - own.width - EDGE_PX);
		const below = y + BESIDE_PX;
		const top = below + own.height > board.height - EDGE_PX ? y - own.height - BESIDE_PX : below;
		setPlace({ left: Math.max(EDGE_PX, left), top: Math.max(EDGE_PX, top) });
	}, [x, y]);
	useEffect(() => {
		if (!held) return;
		const onKey = (event: KeyboardEvent) => {
			if (event.key === "Escape") onClose();
		};
		window.addEventListener("keydown", onKey, true);
		return () => window.removeEventListener("keydown", onKey, true);
	}, [held, onClose]);
	const lines = historyOf(authorship, people);
	return (
		<div className={held ? "shapewords held" : "shapewords"} ref={box} style={place} role={held ? "group" : "status"}>
			<p>
				{lines.map(({ what, at }, index) => (
					<Fragment key={what}>
						{index > 0 && ", "}
						{what} at {held ? <TimeLink at={at} zero={zero} onSeek={onSeek} /> : formatClock(at - zero)}
					</Fragment>
				))}
			</p>
			{held && <Button size="sm" tone="quiet" icon="cross" label="Close" onClick={onClose} />}
		</div>
	);
}

function TimeLink({ at, zero, onSeek }: { at: number; zero: number; onSeek(at: number): void }) {
	const time = formatClock(at - zero);
	return (
		<button type="button" className="timelink mono" aria-label={`Go to ${time}`} onClick={() => onSeek(at)}>
			{time}
		</button>
	);
}
