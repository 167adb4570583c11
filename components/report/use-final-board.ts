"use client";
// The board as it was when the interview ended, and how its steps were walked: read once from the recording, by the worker of the replay,
// which is then let go. What goes wrong is a state; the report stands without it.
import type { TLRecord } from "@tldraw/tlschema";
import { useEffect, useState } from "react";
import { Player } from "#components/replay/player.ts";
import { connectWorker, nextPicture } from "#components/replay/use-replay.ts";
import type { Outline } from "#core/replay-outline.ts";
import type { FullReport } from "#core/report.ts";

export type FinalBoard =
	| { readonly state: "loading" }
	| { readonly state: "failed"; retry(): void }
	| {
			readonly state: "ready";
			readonly records: ReadonlyMap<string, TLRecord>;
			/** ms since the session was created */
			madeAt(shapeId: string): number;
			readonly outline: Outline;
	  };

export function useFinalBoard({ session, startedAt, endedAt }: FullReport): FinalBoard {
	const [board, setBoard] = useState<FinalBoard>({ state: "loading" });
	const [round, setRound] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each round reads again
	useEffect(() => {
		setBoard({ state: "loading" });
		const player = new Player({ connect: connectWorker, nextPicture, now: () => performance.now() });
		const url = new URL(`/api/sessions/${encodeURIComponent(session.id)}/recording`, window.location.origin).href;
		const close = player.open({ url, first: endedAt === null ? null : { t: (endedAt - startedAt) / 1_000 } });
		const stop = player.subscribe(() => {
			const { status, frame, records, authors } = player.snapshot();
			if (status.state === "failed") {
				setBoard({ state: "failed", retry: () => setRound((count) => count + 1) });
				finish();
			} else if (status.state === "ready" && frame !== null) {
				const madeAt = (shapeId: string) => authors.get(shapeId)?.madeAt ?? startedAt;
				setBoard({ state: "ready", records: new Map(records), madeAt, outline: status.laid.outline });
				finish();
			}
		});
		function finish() {
			stop();
			close();
		}
		return finish;
	}, [session.id, startedAt, endedAt, round]);
	return board;
}
