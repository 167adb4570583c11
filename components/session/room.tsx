"use client";
// The page of a session: opens its line and shows the room, or why there is none. A session closes for good only by a
// reason that the server gave; everything else is a line that comes back.
import { useEffect } from "react";
import { forgetKept } from "#components/board/kept-storage.ts";
import { OpenRoom } from "./open-room.tsx";
import { ClosedRoom, OpeningRoom, OutdatedRoom } from "./room-states.tsx";
import { tabTitle } from "./room-words.ts";
import { useSession } from "./use-session.ts";

export interface RoomProps {
	sessionId: string;
	licenseKey: string | null;
}

export function Room({ sessionId, licenseKey }: RoomProps) {
	const { connection, snapshot } = useSession(sessionId);
	useTitleWhileClosed(snapshot.state === "live");
	useForgetting(sessionId, snapshot.state === "closed");
	switch (snapshot.state) {
		case "connecting":
			return <OpeningRoom />;
		case "outdated":
			return <OutdatedRoom />;
		case "closed":
			return <ClosedRoom reason={snapshot.reason} wasIn={snapshot.view !== null} />;
		case "live":
			return (
				<OpenRoom
					view={snapshot.view}
					connection={connection}
					lostSinceMs={snapshot.lostSinceMs}
					licenseKey={licenseKey}
				/>
			);
	}
}

/** Who is not let in any more keeps nothing of the board: no later page would throw it away. */
function useForgetting(sessionId: string, isClosed: boolean): void {
	useEffect(() => {
		if (isClosed) void forgetKept((kept) => kept === sessionId);
	}, [isClosed, sessionId]);
}

/** The tab says what is asked once this person may know it (title-badge.tsx); until then only that it is an interview. */
function useTitleWhileClosed(isOpen: boolean): void {
	useEffect(() => {
		if (!isOpen) document.title = tabTitle("Interview");
	}, [isOpen]);
}
