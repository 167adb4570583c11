// A component's hold on its session: the connection opens with the component and closes with it, the snapshot is what
// React renders, and the clock is measured again when the page comes back to the front.
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { RoomClock } from "./room-clock.ts";
import { SessionConnection, type SessionSnapshot } from "./session-connection.ts";

export interface LiveSession {
	readonly connection: SessionConnection;
	readonly snapshot: SessionSnapshot;
}

export function useSession(sessionId: string): LiveSession {
	const connection = useMemo(() => new SessionConnection({ sessionId }), [sessionId]);
	const snapshot = useSyncExternalStore(connection.subscribe, connection.snapshot, connection.snapshot);
	useEffect(() => {
		const close = connection.open();
		const onVisible = () => {
			if (document.visibilityState === "visible") connection.woke();
		};
		document.addEventListener("visibilitychange", onVisible);
		return () => {
			document.removeEventListener("visibilitychange", onVisible);
			close();
		};
	}, [connection]);
	return useMemo(() => ({ connection, snapshot }), [connection, snapshot]);
}

/** The moment that clocks show, read four times a second: a second is never seen to last two. */
export function useNow(clock: Pick<RoomClock, "now">): number {
	const [at, setAt] = useState(() => clock.now());
	useEffect(() => {
		setAt(clock.now());
		const timer = setInterval(() => setAt(clock.now()), 250);
		return () => clearInterval(timer);
	}, [clock]);
	return at;
}
