"use client";
// The parts of a replay that follow the player moment by moment: the place of the board, what is said over it, the panel. Each watches
// the little that it shows, so that playing draws only what changes.
import { type ReactNode, useMemo } from "react";
import { formatClock } from "#components/ui/time.ts";
import type { Mark } from "#core/replay-outline.ts";
import type { MarkFilter, MarkGroup } from "./mark-filter.ts";
import { Notices } from "./notices.tsx";
import type { Player } from "./player.ts";
import { ReplayPanel } from "./replay-panel.tsx";
import type { Laid } from "./replay-protocol.ts";
import { panelMoment, viewAt } from "./replay-view.ts";
import { usePlayer, useSecond } from "./use-player.ts";
import type { ReplayActions } from "./use-replay-actions.ts";

interface AtMomentProps {
	player: Player;
	laid: Laid;
}

/** @param undrawn shapes that were read but could not be drawn */
export function NoticesAtMoment({ player, laid, undrawn }: AtMomentProps & { undrawn: number }) {
	const unreadable = usePlayer(player, (snapshot) => snapshot.unreadable);
	const count = usePlayer(player, (snapshot) => snapshot.records.size);
	return <Notices laid={laid} unreadable={unreadable + undrawn} records={count} onRetry={() => player.retry()} />;
}

/** The place of the board, which says to whoever cannot see it what moment it shows. */
export function BoardRegion({ player, zero, children }: { player: Player; zero: number; children: ReactNode }) {
	const second = useSecond(player, zero);
	return (
		<main
			className="replayboard"
			data-region="board"
			tabIndex={-1}
			aria-label={`Board at ${formatClock(second * 1_000)}, read only`}
		>
			{children}
		</main>
	);
}

interface PanelProps extends AtMomentProps {
	marks: readonly Mark[];
	filter: MarkFilter;
	current: Mark | null;
	actions: ReplayActions;
	onFilter(group: MarkGroup): void;
}

export function PanelAtMoment({ player, laid, marks, filter, current, actions, onFilter }: PanelProps) {
	const { header, outline } = laid;
	const state = usePlayer(player, (snapshot) => snapshot.state);
	const at = usePlayer(player, (snapshot) => panelMoment(snapshot, outline.zero));
	const view = useMemo(() => viewAt(header, state, at), [header, state, at]);
	return (
		<ReplayPanel
			view={view}
			people={header.people}
			at={at}
			marks={marks}
			filter={filter}
			zero={outline.zero}
			current={current}
			onSeek={actions.seek}
			onMark={actions.toMark}
			onStep={actions.toSegment}
			onFilter={onFilter}
		/>
	);
}
