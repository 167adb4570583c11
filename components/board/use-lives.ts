// The lives of a board. When the server does not take what was drawn, the board begins again with a fresh document: one that
// kept the refused edits would push them for ever. Until this person may draw again it is only read. What was refused waits
// here, in this tab, and goes along once the session is reopened or the board has room.
import { useCallback, useEffect, useRef, useState } from "react";
import { mergeUpdates } from "yjs";
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
	/** what was refused before and may come now */
	readonly late: Unsent | null;
	readonly mayDraw: boolean;
	onRefused(reason: CloseReason, unsent: Unsent): void;
}

interface State {
	readonly life: number;
	/** why this life is only read */
	readonly refusedBy: CloseReason | null;
	/** what was refused, and until when it waits */
	readonly waiting: { readonly unsent: Unsent; readonly until: "reopened" | "room" } | null;
	readonly late: Unsent | null;
}

export function useLives({ mayDraw, nearlyFull, onRefused }: LivesOptions): Lives {
	const [state, setState] = useState<State>({ life: 0, refusedBy: null, waiting: null, late: null });
	const tell = useRef(onRefused);
	tell.current = onRefused;
	const waits = useRef(state.waiting);
	waits.current = state.waiting;

	/** As if nothing had been refused, with what waited. */
	const goOn = useCallback(() => {
		tell.current?.(null);
		setState(({ life, waiting }) => ({ life, refusedBy: null, waiting: null, late: waiting?.unsent ?? null }));
	}, []);
	const makeRoom = useCallback(() => {
		tell.current?.(null);
		setState((now) => ({ ...now, refusedBy: null }));
	}, []);

	const until = state.waiting?.until;
	const was = useRef({ mayDraw, nearlyFull });
	useEffect(() => {
		const reopened = mayDraw && !was.current.mayDraw;
		const hasRoom = !nearlyFull && was.current.nearlyFull;
		was.current = { mayDraw, nearlyFull };
		if ((until === "reopened" && reopened) || (until === "room" && hasRoom)) goOn();
		if (until !== "reopened" || !mayDraw) return;
		// the session says that one may: the end and its taking back have crossed on the way
		const timer = setTimeout(goOn, CROSSED_MS);
		return () => clearTimeout(timer);
	}, [mayDraw, nearlyFull, until, goOn]);

	const refused = useCallback(
		(reason: CloseReason, unsent: Unsent) => {
			const waitsUntil = reason === "ended" ? "reopened" : reason === "boardFull" ? "room" : null;
			const all = waits.current ? both(waits.current.unsent, unsent) : unsent;
			setState(({ life, waiting }) => ({
				life: life + 1,
				refusedBy: waitsUntil ? reason : null,
				waiting: waitsUntil ? { unsent: all, until: waitsUntil } : waiting,
				late: null,
			}));
			const drawOn = reason === "boardFull" ? makeRoom : null;
			tell.current?.({ reason, changes: (waitsUntil ? all : unsent).changes, drawOn });
		},
		[makeRoom],
	);
	return { life: state.life, late: state.late, mayDraw: mayDraw && state.refusedBy === null, onRefused: refused };
}

function both(one: Unsent, other: Unsent): Unsent {
	return { state: mergeUpdates([one.state, other.state]), changes: one.changes + other.changes };
}
