// The playback has come to its end: said over the board, with the way to see it again.
import type { RefObject } from "react";
import { Button } from "#components/ui/button.tsx";
import { formatClock } from "#components/ui/time.ts";
import type { Player } from "./player.ts";
import { usePlayer } from "./use-player.ts";

interface EndNoteProps {
	player: Player;
	zero: number;
	playButton: RefObject<HTMLButtonElement | null>;
}

export function EndNote({ player, zero, playButton }: EndNoteProps) {
	const ended = usePlayer(player, (snapshot) => snapshot.ended);
	const end = usePlayer(player, (snapshot) => snapshot.trackEnd);
	const playAgain = () => {
		player.play();
		// this note goes; the focus does not
		playButton.current?.focus({ preventScroll: true });
	};
	return (
		<div className="endnote" role="status">
			{ended && (
				<p className="notice">
					<span>The replay ends here, at {formatClock(end - zero)}.</span>
					<Button size="sm" icon="again" onClick={playAgain}>
						Play again
					</Button>
				</p>
			)}
		</div>
	);
}
