// The parts of the room that show time, drawn again four times a second; everything around them is drawn when it changes.
import type { ReactNode } from "react";
import type { RoomClock } from "./room-clock.ts";
import { useNow } from "./use-session.ts";

export function Ticking({ clock, children }: { clock: RoomClock; children(at: number): ReactNode }) {
	return children(useNow(clock));
}
