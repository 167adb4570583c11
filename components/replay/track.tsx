// The track: what lies on it (track-planks.tsx), marks above (track-marks.tsx), the head, and what a pointer is told before
// it goes there. The slider is moved by pointer here and by keys on the page. Moments are ms since the session was created.
import { memo, type PointerEvent, type ReactNode, type Ref, useEffect, useRef, useState } from "react";
import { formatClock } from "#components/ui/time.ts";
import type { Gap } from "#core/replay-idle.ts";
import type { Band, Mark } from "#core/replay-outline.ts";
import type { Player } from "./player.ts";
import { placeWords, previewWords } from "./timeline-words.ts";
import { TrackMarks } from "./track-marks.tsx";
import { percent, type Range, shareOf } from "./track-place.ts";
import { type PlanksProps, TrackPlanks } from "./track-planks.tsx";
import { useEachSnapshot, usePlayer, useSecond } from "./use-player.ts";
import "./track.css";

interface TrackProps extends PlanksProps {
	player: Player;
	/** those that are looked at */
	marks: readonly Mark[];
	current: Mark | null;
	onMark(mark: Mark): void;
}

/** A mark that near to the pointer is meant by it, px. */
const REACH_PX = 8;

export const Track = memo(function Track(props: TrackProps) {
	const { player, outline, people, range, marks, current, planned, times, skipIdle, onMark } = props;
	const slider = useRef<HTMLDivElement>(null);
	const [pointed, setPointed] = useState<{ at: number; reachMs: number } | null>(null);

	const place = (event: PointerEvent) => {
		const box = slider.current?.getBoundingClientRect();
		if (!box || box.width === 0) return { at: range.from, reachMs: 0 };
		const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
		const length = range.to - range.from;
		return { at: range.from + share * length, reachMs: (REACH_PX / box.width) * length };
	};
	const begin = (event: PointerEvent<HTMLDivElement>) => {
		if (event.button !== 0) return;
		event.currentTarget.setPointerCapture?.(event.pointerId);
		event.currentTarget.focus({ preventScroll: true });
		player.scrub(place(event).at);
	};
	const move = (event: PointerEvent<HTMLDivElement>) => {
		if (event.currentTarget.hasPointerCapture?.(event.pointerId)) player.scrub(place(event).at);
	};
	const look = (event: PointerEvent) => setPointed(place(event));
	const lookAway = () => setPointed(null);

	return (
		<div
			className="track"
			onPointerDown={look}
			onPointerMove={look}
			onPointerLeave={lookAway}
			onPointerCancel={lookAway}
		>
			<TrackMarks marks={marks} people={people} range={range} zero={outline.zero} current={current} onMark={onMark} />
			<Slider
				player={player}
				range={range}
				zero={outline.zero}
				bands={outline.bands}
				slider={slider}
				onBegin={begin}
				onMove={move}
			>
				<TrackPlanks
					outline={outline}
					people={people}
					range={range}
					planned={planned}
					times={times}
					skipIdle={skipIdle}
				/>
				<Head player={player} range={range} />
			</Slider>
			{pointed ? (
				<Bubble range={range} at={pointed.at}>
					<Preview
						at={pointed.at}
						reachMs={pointed.reachMs}
						outline={outline}
						marks={marks}
						people={people}
						times={times}
					/>
				</Bubble>
			) : (
				<Passed player={player} range={range} />
			)}
		</div>
	);
});

interface SliderProps {
	player: Player;
	range: Range;
	zero: number;
	bands: readonly Band[];
	slider: Ref<HTMLDivElement>;
	onBegin(event: PointerEvent<HTMLDivElement>): void;
	onMove(event: PointerEvent<HTMLDivElement>): void;
	children: ReactNode;
}

/** Says each second where the head stands; what lies on the track is drawn by others. */
function Slider({ player, range, zero, bands, slider, onBegin, onMove, children }: SliderProps) {
	const second = useSecond(player, zero);
	const seconds = (moment: number) => Math.round((moment - zero) / 1_000);
	const release = () => player.release();
	return (
		<div
			ref={slider}
			className="slide"
			role="slider"
			tabIndex={0}
			aria-label="Time"
			aria-valuemin={seconds(range.from)}
			aria-valuemax={seconds(range.to)}
			aria-valuenow={second}
			aria-valuetext={placeWords(zero + second * 1_000, zero, bands)}
			onPointerDown={onBegin}
			onPointerMove={onMove}
			onPointerUp={release}
			onPointerCancel={release}
		>
			{children}
		</div>
	);
}

/** Moves with every picture, beside React. */
function Head({ player, range }: { player: Player; range: Range }) {
	const way = useRef<HTMLSpanElement>(null);
	useEachSnapshot(player, ({ at }) => {
		if (way.current) way.current.style.transform = `translateX(${percent(shareOf(range, at))})`;
	});
	return (
		<span ref={way} className="headway">
			<span className="head" />
		</span>
	);
}

/** Words over a place of the track, never beyond its ends. */
function Bubble({ range, at, children }: { range: Range; at: number; children: ReactNode }) {
	return (
		<span className="bubbleway" style={{ "--share": shareOf(range, at) } as React.CSSProperties} aria-hidden="true">
			<span className="bubble">{children}</span>
		</span>
	);
}

function Preview({ at, reachMs, ...sources }: { at: number; reachMs: number } & Parameters<typeof previewWords>[2]) {
	const { clock, part, step, over, happening } = previewWords(at, reachMs, sources);
	return (
		<>
			<b className="mono">{clock}</b>
			<span className="part" data-step={step ?? undefined}>
				{part}
				{over && <span className="t2">, {over}</span>}
			</span>
			{happening && <span className="happening">{happening}</span>}
		</>
	);
}

const PASSED_SHOWN_MS = 2_000;

/** "2:10 skipped", for a moment. */
function Passed({ player, range }: { player: Player; range: Range }) {
	const passed = usePlayer(player, (snapshot) => snapshot.passed);
	const [told, setTold] = useState<Gap | null>(passed);
	useEffect(() => {
		if (passed === told) return;
		const timer = setTimeout(() => setTold(passed), PASSED_SHOWN_MS);
		return () => clearTimeout(timer);
	}, [passed, told]);
	if (!passed || passed === told) return null;
	return (
		<Bubble range={range} at={passed.to}>
			{formatClock(passed.to - passed.from)} skipped
		</Bubble>
	);
}
