// The lives of a board. When the server does not take what was drawn, the board begins again with a fresh document: one that
// kept the refused edits would push them for ever. Until this person may draw again it is only read. What came too late for
// the end waits here, in this tab, and goes along if the session is reopened; what a full board had no room for does not.
import { useCallback, useEffect, useRef, useState } from "react";
import type { CloseReason } from "#core/protocol.ts";
import type { Unsent } from "./kept-edits.ts";

/** By then the session has said that it ended. */
const CROSSED_MS = 5_000;

/** What the server did not take. */
export interface Refusal {
	readonly reason: CloseReason;
	/** how many changes; 0 when that is not known */
	readonly changes: number;
	/** Draws on, to make room; null when only the server can let somebody draw again. */
	readonly drawOn: (() => void) | null;
}

export interface LivesOptions {
	/** whether the session lets this person draw */
	readonly mayDraw: boolean;
	readonly nearlyFull: boolean;
	onRefused?(refusal: Refusal | null): void;
}

export interface Lives {
	/** the number of this life: another one is another board */
	readonly life: number;
	/** what goes along into this life */
	readonly unsent: Unsent | null;
	readonly mayDraw: boolean;
	onRefused(reason: CloseReason, unsent: Unsent): void;
}

interface State {
	readonly life: number;
	readonly unsent: Unsent | null;
	/** why this life is only read */
	readonly refusedBy: CloseReason | null;
	/** came too late, and waits for a reopened session */
	readonly late: Unsent | null;
}

export function useLives({ mayDraw, nearlyFull, onRefused }: LivesOptions): Lives {
	const [state, setState] = useState<State>({ life: 0, unsent: null, refusedBy: null, late: null });
	const tell = useRef(onRefused);
	tell.current = onRefused;

	const drawAgain = useCallback(() => {
		tell.current?.(null);
		setState(({ life, late }) => ({
			// with what waited it begins anew, because that is sent as a part of one's own state
			life: late ? life + 1 : life,
			unsent: late,
			refusedBy: null,
			late: null,
		}));
	}, []);

	const { refusedBy } = state;
	const was = useRef({ mayDraw, nearlyFull });
	useEffect(() => {
		const reopened = mayDraw && !was.current.mayDraw;
		const hasRoom = !nearlyFull && was.current.nearlyFull;
		was.current = { mayDraw, nearlyFull };
		if ((refusedBy === "ended" && reopened) || (refusedBy === "boardFull" && hasRoom)) drawAgain();
		if (refusedBy !== "ended" || !mayDraw) return;
		// the session says that one may: the end and its taking back have crossed on the way
		const timer = setTimeout(drawAgain, CROSSED_MS);
		return () => clearTimeout(timer);
	}, [mayDraw, nearlyFull, refusedBy, drawAgain]);

	const refused = useCallback(
		(reason: CloseReason, unsent: Unsent) => {
			const readOnly = reason === "ended" || reason === "boardFull";
			setState(({ life }) => ({
				life: life + 1,
				unsent: null,
				refusedBy: readOnly ? reason : null,
				late: reason === "ended" ? unsent : null,
			}));
			const drawOn = reason === "boardFull" ? drawAgain : null;
			tell.current?.({ reason, changes: unsent.changes, drawOn });
		},
		[drawAgain],
	);
	return { life: state.life, unsent: state.unsent, mayDraw: mayDraw && refusedBy === null, onRefused: refused };
}
