// Pictures of the board as it was at the moment that is shown: the room's dialog, fed by the replay. The board underneath
// stands still while it is open, so that every picture of one visit is of one moment.
import { useEffect } from "react";
import { PicturesDialog } from "#components/board/pictures-dialog.tsx";
import { useTheme } from "#components/ui/theme.tsx";
import { formatClock } from "#components/ui/time.ts";
import type { Player } from "./player.ts";
import type { Laid } from "./replay-protocol.ts";
import { titleOf } from "./replay-view.ts";
import type { BoardView } from "./use-board-view.ts";
import { useSecond } from "./use-player.ts";

export function PicturesOfMoment({ player, laid, view }: { player: Player; laid: Laid; view: BoardView }) {
	const { theme } = useTheme();
	const second = useSecond(player, laid.outline.zero);
	const { picturesOpen } = view;
	useEffect(() => {
		if (picturesOpen && player.snapshot().playing) player.pause();
	}, [picturesOpen, player]);
	return (
		<PicturesDialog
			open={picturesOpen}
			onOpenChange={view.openPictures}
			board={view.board}
			title={titleOf(laid.header)}
			moment={() => `at-${fileClock(second)}`}
			words={`The board as it was at ${formatClock(second * 1_000)}.`}
			theme={theme}
		/>
	);
}

/** "31m42s", "before-0m10s" in the lobby: what a file may be called on every system. */
function fileClock(second: number): string {
	const [whole, sign] = [Math.abs(second), second < 0 ? "before-" : ""];
	return `${sign}${Math.floor(whole / 60)}m${String(whole % 60).padStart(2, "0")}s`;
}
