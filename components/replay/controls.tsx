// The buttons of the player: play, steps and marks, time, speed, skip idle, lobby, live edge, and the keys in words. What a
// screen has no place for lies behind "More".
import { memo, type ReactNode, type RefObject } from "react";
import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/field.tsx";
import { formatClock } from "#components/ui/time.ts";
import { type MoreItem, MoreMenu } from "./more-menu.tsx";
import type { Player } from "./player.ts";
import { liveStateOf, SPEEDS } from "./player-snapshot.ts";
import { usePlayer, useSecond } from "./use-player.ts";

interface ControlsProps {
	player: Player;
	zero: number;
	/** something lies before second 0 */
	hasLobby: boolean;
	playButton: RefObject<HTMLButtonElement | null>;
	/** what else one may switch, beside the player's own */
	tools?: ReactNode;
	more: readonly MoreItem[];
	onMark(by: 1 | -1): void;
	onStep(by: 1 | -1): void;
	onSkipIdle(on: boolean): void;
	onHelp(): void;
}

export const Controls = memo(function Controls(props: ControlsProps) {
	const { player, zero, hasLobby, playButton, onMark, onStep, onHelp } = props;
	const skipIdle = usePlayer(player, (snapshot) => snapshot.skipIdle);
	const lobby = usePlayer(player, (snapshot) => snapshot.lobby);
	const live = usePlayer(player, liveStateOf);
	const goLive = () => {
		player.goLive();
		// the button goes; the focus does not
		playButton.current?.focus({ preventScroll: true });
	};
	return (
		<div className="controls">
			<PlayButton player={player} playButton={playButton} />
			<Button className="hide-sm" tone="quiet" icon="step-before" label="Step before" onClick={() => onStep(-1)} />
			<Button tone="quiet" icon="chevron-left" label="Previous mark" onClick={() => onMark(-1)} />
			<Button tone="quiet" icon="chevron-right" label="Next mark" onClick={() => onMark(1)} />
			<Button className="hide-sm" tone="quiet" icon="step-after" label="Next step" onClick={() => onStep(1)} />
			<Times player={player} zero={zero} />
			<Speed player={player} />
			<Button
				size="sm"
				className="skipidle"
				icon="skip"
				label="Skip idle"
				title="Pass over stretches in which nothing happens (I)"
				aria-pressed={skipIdle}
				onClick={() => props.onSkipIdle(!skipIdle)}
			>
				<span className="hide-sm">Skip idle</span>
			</Button>
			{hasLobby && (
				<Button size="sm" className="hide-sm" aria-pressed={lobby} onClick={() => player.showLobby(!lobby)}>
					Lobby
				</Button>
			)}
			{props.tools}
			{live === "behind" && (
				<Button size="sm" icon="record" className="golive" onClick={goLive}>
					Go to live
				</Button>
			)}
			<MoreMenu items={props.more} />
			<span className="grow" />
			<span className="keys t2">
				<span className="wide">
					<kbd>Space</kbd> play
				</span>
				<span className="wide">
					<kbd>←</kbd>
					<kbd>→</kbd> 5 s
				</span>
				<span className="wide">
					<kbd>,</kbd>
					<kbd>.</kbd> marks
				</span>
				<Button size="sm" tone="quiet" className="hide-sm" label="All keys" onClick={onHelp}>
					<kbd>?</kbd> <span className="wide">all keys</span>
				</Button>
			</span>
		</div>
	);
});

function PlayButton({ player, playButton }: Pick<ControlsProps, "player" | "playButton">) {
	const playing = usePlayer(player, (snapshot) => snapshot.playing);
	const isAtEnd = usePlayer(player, (snapshot) => snapshot.ended);
	const label = playing ? "Pause" : isAtEnd ? "Play again" : "Play";
	return (
		<Button
			ref={playButton}
			tone="primary"
			icon={playing ? "pause" : isAtEnd ? "again" : "play"}
			label={label}
			onClick={() => player.toggle()}
		/>
	);
}

function Times({ player, zero }: Pick<ControlsProps, "player" | "zero">) {
	const second = useSecond(player, zero);
	const live = usePlayer(player, liveStateOf);
	const end = usePlayer(player, (snapshot) => snapshot.newest);
	return (
		<span className="times">
			<span className="mono now">{formatClock(second * 1_000)}</span>
			<span className="mono muted of">
				{" "}
				/ {live === "edge" ? <span className="live">live</span> : formatClock(end - zero)}
			</span>
		</span>
	);
}

function Speed({ player }: Pick<ControlsProps, "player">) {
	const speed = usePlayer(player, (snapshot) => snapshot.speed);
	return (
		<>
			<Segmented
				className="speeds"
				size="sm"
				legend="Speed"
				hideLegend
				options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
				value={speed}
				onChange={(value) => player.setSpeed(value)}
			/>
			<select
				className="btn mono speed"
				aria-label="Speed"
				value={speed}
				onChange={(event) => {
					const chosen = SPEEDS.find((value) => String(value) === event.target.value);
					if (chosen) player.setSpeed(chosen);
				}}
			>
				{SPEEDS.map((value) => (
					<option key={value} value={value}>
						{value}×
					</option>
				))}
			</select>
		</>
	);
}
