"use client";
// What one may do with a replay, whichever button or key asks for it: go to marks and steps, copy the link, skip what is
// idle. Reads the player at the moment of asking, so that nothing here changes while it plays.
import { useMemo } from "react";
import { copyText } from "#components/ui/copy-text.ts";
import { formatClock } from "#components/ui/time.ts";
import { useToast } from "#components/ui/toast.tsx";
import { type SegmentId, STEP_IDS } from "#core/framework.ts";
import type { Mark, Outline } from "#core/replay-outline.ts";
import { addressAt, secondOf } from "./place.ts";
import type { Player } from "./player.ts";
import { bandBeside, markBeside } from "./replay-view.ts";
import { chooseSkipIdle } from "./use-replay.ts";

export interface ReplayActions {
	/** @param shapes what is looked at there; none: the whole board again, if shapes were looked at */
	seek(at: number, shapes?: readonly string[]): void;
	toMark(mark: Mark): void;
	/** the next visit of a segment; after the last one the first again */
	toSegment(segment: SegmentId): void;
	toStepNumber(number: number): void;
	markBeside(by: 1 | -1): void;
	stepBeside(by: 1 | -1): void;
	toEdge(edge: "from" | "to"): void;
	skipIdle(on: boolean): void;
	toggleSkipIdle(): void;
	copyLink(): void;
}

/** A link that the browser does not copy is there to be read and copied by hand. */
const ADDRESS_SHOWN_MS = 30_000;

interface Looking {
	readonly pointed: readonly string[];
	pointOut(shapes: readonly string[]): void;
}

export function useReplayActions(
	player: Player,
	outline: Outline,
	marks: readonly Mark[],
	{ pointed, pointOut }: Looking,
): ReplayActions {
	const say = useToast();
	return useMemo(() => {
		const { zero, bands } = outline;
		const toSegment = (segment: SegmentId) => {
			const visits = bands.filter((band) => band.part === segment);
			const next = visits.find((band) => band.from > player.snapshot().at) ?? visits[0];
			if (next) player.seek(next.from);
		};
		const copyLink = async () => {
			const { at } = player.snapshot();
			const address = addressAt(window.location.href, secondOf(at, zero), pointed);
			if (await copyText(address)) say(`Link to ${formatClock(at - zero)} copied`);
			else say(`The browser did not copy. The link is ${address}`, { shownMs: ADDRESS_SHOWN_MS });
		};
		const seek = (at: number, shapes: readonly string[] = []) => {
			player.seek(at);
			pointOut(shapes);
		};
		const toMark = (mark: Mark) => seek(mark.at, "shapes" in mark ? mark.shapes : []);
		return {
			seek,
			toMark,
			toSegment,
			toStepNumber(number) {
				const step = STEP_IDS[number - 1];
				if (step) toSegment(step);
			},
			markBeside(by) {
				const { at, speed } = player.snapshot();
				const mark = markBeside(marks, at, by, speed);
				if (mark) toMark(mark);
				else if (by === -1) player.seek(player.range.from);
			},
			stepBeside(by) {
				const { at, speed } = player.snapshot();
				const { from } = player.range;
				const band = bandBeside(bands, at, by, speed);
				if (band) player.seek(Math.max(from, band.from));
				else if (by === -1) player.seek(from);
			},
			toEdge(edge) {
				const { from, to } = player.range;
				player.seek(edge === "from" ? from : to);
			},
			skipIdle: (on) => chooseSkipIdle(player, on),
			toggleSkipIdle: () => chooseSkipIdle(player, !player.snapshot().skipIdle),
			copyLink: () => void copyLink(),
		};
	}, [player, outline, marks, pointed, pointOut, say]);
}
