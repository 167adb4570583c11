"use client";
// The replay itself: bar, board, panel, player, and what they do to each other. Gets a player and the recording's outline;
// what changes from moment to moment is watched by the parts themselves, so nothing here is drawn while it plays.
import { useCallback, useMemo, useRef, useState } from "react";
import { planOf } from "#core/framework.ts";
import { bandTimes, plannedStretches } from "#core/replay-plan.ts";
import { unreachable } from "#core/unreachable.ts";
import { BoardRegion, NoticesAtMoment, PanelAtMoment } from "./at-moment.tsx";
import { BoardAtMoment } from "./board-at-moment.tsx";
import { BoardTools, boardItems, lookAt, useFollowable } from "./board-tools.tsx";
import { Controls } from "./controls.tsx";
import { EndNote } from "./end-note.tsx";
import { focusRegion } from "./focus-region.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { Legend } from "./legend.tsx";
import { countGroups, isShown, type MarkGroup, toggled } from "./mark-filter.ts";
import type { MoreItem } from "./more-menu.tsx";
import { PicturesOfMoment } from "./pictures-of-moment.tsx";
import type { Player } from "./player.ts";
import { ReplayBar } from "./replay-bar.tsx";
import type { Laid } from "./replay-protocol.ts";
import { currentMark, reaching, titleOf } from "./replay-view.ts";
import { Track } from "./track.tsx";
import { useBoardView } from "./use-board-view.ts";
import { useEachSnapshot, usePlayer } from "./use-player.ts";
import { useReplayActions } from "./use-replay-actions.ts";
import { type ReplayKey, useReplayKeys } from "./use-replay-keys.ts";

interface ReplayStageProps {
	licenseKey: string | null;
	player: Player;
	laid: Laid;
}

export function ReplayStage({ licenseKey, player, laid }: ReplayStageProps) {
	const { header } = laid;
	const { zero } = laid.outline;
	const root = useRef<HTMLDivElement>(null);
	const playButton = useRef<HTMLButtonElement>(null);
	const [panelOpen, setPanelOpen] = useState(true);
	const [keysOpen, setKeysOpen] = useState(false);
	const [hidden, setHidden] = useState<ReadonlySet<MarkGroup>>(new Set());

	const lobby = usePlayer(player, (snapshot) => snapshot.lobby);
	const skipIdle = usePlayer(player, (snapshot) => snapshot.skipIdle);
	const trackEnd = usePlayer(player, (snapshot) => snapshot.trackEnd);
	const outline = useMemo(() => reaching(laid.outline, trackEnd), [laid.outline, trackEnd]);
	const from = lobby ? outline.begin : zero;
	const range = useMemo(() => ({ from, to: trackEnd }), [from, trackEnd]);
	const walk = useMemo(() => {
		const plan = planOf(header.facts.minutes);
		// while it runs only interviewers are shown that time runs over
		const isTold = header.you.role === "interviewer" || !header.live;
		return { planned: plannedStretches(outline, plan), times: isTold ? bandTimes(outline, plan) : new Map() };
	}, [outline, header]);

	const { marks, filter } = useMemo(() => {
		const all = outline.marks.filter((mark) => mark.at >= from);
		return { marks: all.filter((mark) => isShown(mark, hidden)), filter: { hidden, counts: countGroups(all) } };
	}, [outline, from, hidden]);
	const current = usePlayer(player, ({ at }) => currentMark(marks, at, zero));
	const onFilter = useCallback((group: MarkGroup) => setHidden((before) => toggled(before, group)), []);
	const boardView = useBoardView(header.people);
	const actions = useReplayActions(player, outline, marks, boardView);
	const followable = useFollowable(player, header.people, boardView.followed);

	const onHelp = useCallback(() => setKeysOpen(true), []);
	const onPanel = useCallback(() => setPanelOpen((open) => !open), []);
	const hasLobby = outline.started && outline.begin < zero;
	const more = useMemo<MoreItem[]>(
		() => [
			{ words: "Step before", icon: "step-before", onSelect: () => actions.stepBeside(-1) },
			{ words: "Next step", icon: "step-after", onSelect: () => actions.stepBeside(1) },
			...(hasLobby ? [{ words: "Show the lobby", on: lobby, onSelect: () => player.showLobby(!lobby) }] : []),
			{ words: "Copy link", icon: "link", onSelect: actions.copyLink },
			...boardItems(followable, boardView),
		],
		[actions, player, hasLobby, lobby, followable, boardView],
	);
	// what is shown, for whoever looks at the page from outside
	useEachSnapshot(player, ({ frame }) => {
		if (root.current && frame !== null) root.current.dataset.frame = String(frame);
	});
	useReplayKeys((key) => {
		switch (key.do) {
			case "panel":
				return onPanel();
			case "help":
				return onHelp();
			case "board":
				return lookAt(key.what, boardView, followable);
			case "region":
				return root.current ? focusRegion(root.current, key.by) : undefined;
			default:
				return act(key, player, actions);
		}
	});

	return (
		<div className="room replay" ref={root}>
			<ReplayBar
				header={header}
				title={titleOf(header)}
				player={player}
				zero={zero}
				panelOpen={panelOpen}
				onCopy={actions.copyLink}
				onPanel={onPanel}
			/>
			<BoardRegion player={player} zero={zero}>
				<BoardAtMoment player={player} laid={laid} licenseKey={licenseKey} view={boardView} />
				<NoticesAtMoment player={player} laid={laid} undrawn={boardView.undrawn} />
				<EndNote player={player} zero={zero} playButton={playButton} />
			</BoardRegion>
			{panelOpen && (
				<aside className="panel" aria-label="Panel, read only" data-region="panel" tabIndex={-1}>
					<PanelAtMoment
						player={player}
						laid={laid}
						marks={marks}
						filter={filter}
						current={current}
						actions={actions}
						onFilter={onFilter}
					/>
				</aside>
			)}
			<section className="player" aria-label="Player" data-region="player" tabIndex={-1}>
				<Controls
					player={player}
					zero={zero}
					hasLobby={hasLobby}
					playButton={playButton}
					tools={<BoardTools followable={followable} view={boardView} />}
					more={more}
					onMark={actions.markBeside}
					onStep={actions.stepBeside}
					onSkipIdle={actions.skipIdle}
					onHelp={onHelp}
				/>
				<Track
					player={player}
					outline={outline}
					people={header.people}
					range={range}
					planned={walk.planned}
					times={walk.times}
					skipIdle={skipIdle}
					marks={marks}
					current={current}
					onMark={actions.toMark}
				/>
				<Legend outline={outline} />
			</section>
			<KeysDialog open={keysOpen} onOpenChange={setKeysOpen} />
			<PicturesOfMoment player={player} laid={laid} view={boardView} />
		</div>
	);
}

type PlayerKey = Exclude<ReplayKey, { readonly do: "panel" | "help" | "board" | "region" }>;

function act(key: PlayerKey, player: Player, actions: ReturnType<typeof useReplayActions>): void {
	switch (key.do) {
		case "toggle":
			player.toggle();
			break;
		case "seek-by":
			player.seekBy(key.ms);
			break;
		case "mark":
			actions.markBeside(key.by);
			break;
		case "step":
			actions.toStepNumber(key.number);
			break;
		case "step-beside":
			actions.stepBeside(key.by);
			break;
		case "speed":
			player.changeSpeed(key.by);
			break;
		case "edge":
			actions.toEdge(key.edge);
			break;
		case "skip-idle":
			actions.toggleSkipIdle();
			break;
		case "copy":
			actions.copyLink();
			break;
		default:
			unreachable(key);
	}
}
