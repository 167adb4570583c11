"use client";
// The board of a replay at its moment, with the way the viewer looks at it: followed pointer, who drew what, lasers, the
// words about a shape that is asked about. Watches only what the board shows.
import dynamic from "next/dynamic";
import { useMemo } from "react";
import type { BoardCursor } from "#components/board/replay-board.tsx";
import { useTheme } from "#components/ui/theme.tsx";
import type { LaserTrail, ShownCursor } from "#core/replay.ts";
import type { Player } from "./player.ts";
import type { Laid } from "./replay-protocol.ts";
import type { BoardView } from "./use-board-view.ts";
import { usePlayer } from "./use-player.ts";
import { handsOfPeople, handsOnBoard, legendOf } from "./who-drew.ts";
import { ShapeWords, WhoDrewLegend } from "./who-drew-parts.tsx";
import "./board-tools.css";

const ReplayBoard = dynamic(async () => (await import("#components/board/replay-board.tsx")).ReplayBoard, {
	ssr: false,
	loading: () => <p className="replaywait t2">Setting up the board</p>,
});

interface BoardAtMomentProps {
	player: Player;
	laid: Laid;
	licenseKey: string | null;
	view: BoardView;
}

export function BoardAtMoment({ player, laid, licenseKey, view }: BoardAtMomentProps) {
	const { people, facts } = laid.header;
	const { theme } = useTheme();
	const records = usePlayer(player, (snapshot) => snapshot.records);
	const pointers = usePlayer(player, (snapshot) => snapshot.cursors);
	const lasers = usePlayer(player, (snapshot) => snapshot.lasers);
	const cursors = useMemo(() => namedCursors(pointers, lasers, people), [pointers, lasers, people]);
	return (
		<>
			<ReplayBoard
				sessionId={facts.id}
				records={records}
				cursors={cursors}
				licenseKey={licenseKey}
				theme={theme}
				followed={view.followed}
				fitKey={view.fitKey}
				pointed={view.pointed}
				hands={useHands(player, people, view.showsHands)}
				pointer={view.pointer}
				onTaken={view.onTaken}
				onBoard={view.onBoard}
				onShapeFailed={view.onUndrawn}
			/>
			{view.showsHands && <WhoDrew player={player} laid={laid} view={view} />}
		</>
	);
}

function useHands(player: Player, people: Laid["header"]["people"], isShown: boolean) {
	const handOf = useMemo(() => handsOfPeople(people), [people]);
	const authors = usePlayer(player, (snapshot) => (isShown ? snapshot.authors : null));
	return useMemo(() => authors && handsOnBoard(authors, handOf), [authors, handOf]);
}

function WhoDrew({ player, laid, view }: Pick<BoardAtMomentProps, "player" | "laid" | "view">) {
	const { people } = laid.header;
	const { asked } = view;
	const handOf = useMemo(() => handsOfPeople(people), [people]);
	const authors = usePlayer(player, (snapshot) => snapshot.authors);
	const rows = useMemo(() => legendOf(authors, people, handOf), [authors, people, handOf]);
	const authorship = asked && authors.get(asked.id);
	return (
		<>
			<WhoDrewLegend rows={rows} />
			{asked && authorship && (
				<ShapeWords
					asked={asked}
					authorship={authorship}
					people={people}
					zero={laid.outline.zero}
					onSeek={(at) => player.seek(at)}
					onClose={view.forget}
				/>
			)}
		</>
	);
}

function namedCursors(
	cursors: readonly ShownCursor[],
	lasers: readonly LaserTrail[],
	people: Laid["header"]["people"],
): BoardCursor[] {
	return cursors.flatMap(({ person, x, y, restsMs }) => {
		const known = people.find((candidate) => candidate.id === person);
		const trail = lasers.filter((laser) => laser.person === person).map((laser) => laser.points);
		return known ? [{ id: person, name: known.name, role: known.role, x, y, restsMs, trail }] : [];
	});
}
