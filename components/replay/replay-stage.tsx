"use client";
// The replay itself: bar, board, panel, player, and what they do to each other. Gets a player, one snapshot of it and the
// recording's outline; each part says for itself how it looks.
import dynamic from "next/dynamic";
import { useCallback, useMemo, useRef, useState } from "react";
import type { BoardCursor } from "#components/board/replay-board.tsx";
import { copyText } from "#components/ui/copy-text.ts";
import { useTheme } from "#components/ui/theme.tsx";
import { formatClock } from "#components/ui/time.ts";
import { useToast } from "#components/ui/toast.tsx";
import { type SegmentId, STEP_IDS } from "#core/framework.ts";
import type { Mark } from "#core/replay-outline.ts";
import { unreachable } from "#core/unreachable.ts";
import { Controls } from "./controls.tsx";
import { focusRegion } from "./focus-region.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { Legend } from "./legend.tsx";
import { Notices } from "./notices.tsx";
import { addressAt, secondOf } from "./place.ts";
import type { Player, PlayerSnapshot } from "./player.ts";
import { ReplayBar } from "./replay-bar.tsx";
import { ReplayPanel } from "./replay-panel.tsx";
import type { Laid } from "./replay-protocol.ts";
import { currentMark, markBeside, titleOf, viewAt } from "./replay-view.ts";
import { Track } from "./track.tsx";
import { useReplayKeys } from "./use-replay-keys.ts";

const ReplayBoard = dynamic(async () => (await import("#components/board/replay-board.tsx")).ReplayBoard, {
	ssr: false,
	loading: () => <p className="replaywait t2">Setting up the board</p>,
});

interface ReplayStageProps {
	licenseKey: string | null;
	player: Player;
	snapshot: PlayerSnapshot;
	laid: Laid;
}

export function ReplayStage({ licenseKey, player, snapshot, laid }: ReplayStageProps) {
	const { header, outline } = laid;
	const { zero } = outline;
	const { at, state } = snapshot;
	const { theme } = useTheme();
	const say = useToast();
	const root = useRef<HTMLDivElement>(null);
	const [panelOpen, setPanelOpen] = useState(true);
	const [keysOpen, setKeysOpen] = useState(false);

	// the panel's clocks show whole seconds; between them it stays as it is
	const atSecond = zero + Math.floor((at - zero) / 1_000) * 1_000;
	const view = useMemo(() => viewAt(header, state, atSecond), [header, state, atSecond]);
	const { from, to } = player.range;
	const range = useMemo(() => ({ from, to }), [from, to]);
	const marks = useMemo(() => outline.marks.filter((mark) => mark.at >= from), [outline, from]);
	const current = currentMark(marks, at, zero);
	const cursors = useMemo(() => namedCursors(snapshot.cursors, header.people), [snapshot.cursors, header.people]);
	const live = liveState(snapshot, header.live, outline.end);

	const onSeek = useCallback((moment: number) => player.seek(moment), [player]);
	const onMark = useCallback((mark: Mark) => player.seek(mark.at), [player]);
	const onStep = useCallback(
		(segment: SegmentId) => {
			const visits = outline.bands.filter((band) => band.part === segment);
			const next = visits.find((band) => band.from > player.snapshot().at) ?? visits[0];
			if (next) player.seek(next.from);
		},
		[player, outline],
	);
	const moveToMark = (by: 1 | -1) => {
		const mark = markBeside(marks, at, by);
		if (mark) player.seek(mark.at);
		else if (by === -1) player.seek(from);
	};
	const copyLink = async () => {
		const address = addressAt(window.location.href, secondOf(at, zero));
		const isCopied = await copyText(address);
		say(isCopied ? `Link to ${formatClock(at - zero)} copied` : `The browser did not copy. The link is ${address}`);
	};
	useReplayKeys((key) => {
		switch (key.do) {
			case "toggle":
				player.toggle();
				break;
			case "seek-by":
				player.seekBy(key.ms);
				break;
			case "mark":
				moveToMark(key.by);
				break;
			case "step": {
				const step = STEP_IDS[key.number - 1];
				if (step) onStep(step);
				break;
			}
			case "speed":
				player.changeSpeed(key.by);
				break;
			case "edge":
				player.seek(key.edge === "from" ? from : to);
				break;
			case "copy":
				void copyLink();
				break;
			case "panel":
				setPanelOpen((open) => !open);
				break;
			case "help":
				setKeysOpen(true);
				break;
			case "region":
				if (root.current) focusRegion(root.current, key.by);
				break;
			default:
				unreachable(key);
		}
	});

	return (
		<div className="room replay" ref={root} data-frame={snapshot.frame ?? undefined}>
			<ReplayBar
				header={header}
				title={titleOf(header)}
				nowMs={at - zero}
				live={live}
				panelOpen={panelOpen}
				onCopy={() => void copyLink()}
				onPanel={() => setPanelOpen(!panelOpen)}
			/>
			<main
				className="replayboard"
				data-region="board"
				tabIndex={-1}
				aria-label={`Board at ${formatClock(at - zero)}, read only`}
			>
				<ReplayBoard
					sessionId={header.facts.id}
					records={snapshot.records}
					cursors={cursors}
					licenseKey={licenseKey}
					theme={theme}
				/>
				<Notices
					laid={laid}
					unreadable={snapshot.unreadable}
					records={snapshot.records.size}
					onRetry={() => player.retry()}
				/>
			</main>
			{panelOpen && (
				<aside className="panel" aria-label="Panel, read only" data-region="panel" tabIndex={-1}>
					<ReplayPanel
						view={view}
						people={header.people}
						at={atSecond}
						marks={marks}
						zero={zero}
						current={current}
						onSeek={onSeek}
						onMark={onMark}
						onStep={onStep}
					/>
				</aside>
			)}
			<section className="player" aria-label="Player" data-region="player" tabIndex={-1}>
				<Controls
					playing={snapshot.playing}
					nowMs={at - zero}
					endMs={outline.end - zero}
					speed={snapshot.speed}
					lobby={outline.started && outline.begin < zero ? snapshot.lobby : null}
					live={live}
					onToggle={() => player.toggle()}
					onMark={moveToMark}
					onSpeed={(speed) => player.setSpeed(speed)}
					onLobby={(shown) => player.showLobby(shown)}
					onLive={() => player.goLive()}
					onHelp={() => setKeysOpen(true)}
				/>
				<Track
					outline={outline}
					people={header.people}
					range={range}
					at={at}
					current={current}
					onScrub={(moment) => player.scrub(moment)}
					onRelease={() => player.release()}
					onMark={onMark}
				/>
				<Legend notes={header.you.role === "interviewer"} />
			</section>
			<KeysDialog open={keysOpen} onOpenChange={setKeysOpen} />
		</div>
	);
}

function namedCursors(cursors: PlayerSnapshot["cursors"], people: Laid["header"]["people"]): BoardCursor[] {
	return cursors.flatMap(({ person, x, y }) => {
		const known = people.find((candidate) => candidate.id === person);
		return known ? [{ id: person, name: known.name, role: known.role, x, y }] : [];
	});
}

/** Behind the newest moment by more than this is not live. */
const LIVE_EDGE_MS = 5_000;

function liveState({ at, connected, following }: PlayerSnapshot, live: boolean, end: number) {
	if (!live) return null;
	if (!connected) return "lost";
	return following || end - at <= LIVE_EDGE_MS ? "edge" : "behind";
}
