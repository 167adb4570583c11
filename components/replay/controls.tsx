// The buttons of the player: play, marks, time, speed, lobby, live edge, and the keys in words.

import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/field.tsx";
import { formatClock } from "#components/ui/time.ts";
import { SPEEDS, type Speed } from "./player.ts";

interface ControlsProps {
	playing: boolean;
	/** times as they are read, counted from second 0 */
	nowMs: number;
	endMs: number;
	speed: Speed;
	/** null: nothing lies before second 0 */
	lobby: boolean | null;
	/** null: the session does not run any more */
	live: "edge" | "behind" | "lost" | null;
	onToggle(): void;
	onMark(by: 1 | -1): void;
	onSpeed(speed: Speed): void;
	onLobby(shown: boolean): void;
	onLive(): void;
	onHelp(): void;
}

export function Controls(props: ControlsProps) {
	const { playing, speed, lobby, live } = props;
	const faster = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
	return (
		<div className="controls">
			<Button
				tone="primary"
				icon={playing ? "pause" : "play"}
				label={playing ? "Pause" : "Play"}
				onClick={props.onToggle}
			/>
			<Button tone="quiet" icon="chevron-left" label="Previous mark" onClick={() => props.onMark(-1)} />
			<Button tone="quiet" icon="chevron-right" label="Next mark" onClick={() => props.onMark(1)} />
			<span className="times">
				<span className="mono now">{formatClock(props.nowMs)}</span>
				<span className="mono muted"> / {formatClock(props.endMs)}</span>
			</span>
			<Segmented
				className="speeds hide-sm"
				size="sm"
				legend="Speed"
				hideLegend
				options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
				value={speed}
				onChange={props.onSpeed}
			/>
			<Button
				className="phone mono"
				label={`Speed ${speed} times, change to ${faster}`}
				onClick={() => props.onSpeed(faster)}
			>
				{speed}×
			</Button>
			{lobby !== null && (
				<Button size="sm" className="hide-sm" aria-pressed={lobby} onClick={() => props.onLobby(!lobby)}>
					Lobby
				</Button>
			)}
			{live !== null && live !== "edge" && (
				<Button size="sm" icon="record" onClick={props.onLive}>
					Go to live
				</Button>
			)}
			<span className="grow" />
			<span className="keys t2 hide-md">
				<span>
					<kbd>Space</kbd> play
				</span>
				<span>
					<kbd>←</kbd>
					<kbd>→</kbd> 5 s
				</span>
				<span>
					<kbd>,</kbd>
					<kbd>.</kbd> marks
				</span>
				<span>
					<kbd>1</kbd>–<kbd>7</kbd> step
				</span>
				<Button size="sm" tone="quiet" onClick={props.onHelp}>
					<kbd>?</kbd> all keys
				</Button>
			</span>
		</div>
	);
}
