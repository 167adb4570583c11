// Words of the timeline: what a screen reader says of a place, what a pointer over the track is told, where the scale puts
// its times. Values in, words out.

import { formatClock, spokenClock } from "#components/ui/time.ts";
import { firstName } from "#components/ui/words.ts";
import { isStepId, type StepId, segmentName, stepOf } from "#core/framework.ts";
import type { RecordingHeader } from "#core/recording.ts";
import { gapAt } from "#core/replay-idle.ts";
import type { Band, Mark, Outline } from "#core/replay-outline.ts";
import type { BandTime } from "#core/replay-plan.ts";
import { markLook } from "./mark-look.ts";

/** The band that holds a moment; at a border the one that begins there. */
export function bandAt(bands: readonly Band[], at: number): Band | null {
	return bands.findLast((band) => band.from <= at) ?? bands[0] ?? null;
}

/** "31 minutes 42 seconds, step 4, model" */
export function placeWords(at: number, zero: number, bands: readonly Band[]): string {
	const clock = at < zero ? `${spokenClock(at - zero)} before the start` : spokenClock(at - zero);
	const part = bandAt(bands, at)?.part;
	if (!part) return clock;
	if (isStepId(part)) return `${clock}, step ${stepOf(part).number}, ${stepOf(part).short.toLowerCase()}`;
	if (part === "lobby") return at < zero ? clock : `${clock}, lobby`;
	return `${clock}, ${part === "debrief" ? "after the end" : segmentName(part).toLowerCase()}`;
}

/** What is said of a place on the track before one goes there. */
export interface PreviewWords {
	readonly clock: string;
	/** "Data", "Data, deep dive" */
	readonly part: string;
	readonly step: StepId | null;
	/** "4:40 over" */
	readonly over: string | null;
	/** "Note: labels delayed", "Jonas draws" */
	readonly happening: string | null;
}

interface PreviewSources {
	readonly outline: Outline;
	readonly marks: readonly Mark[];
	readonly people: RecordingHeader["people"];
	readonly times: ReadonlyMap<Band, BandTime>;
}

/** @param reachMs a mark that near to the place is meant */
export function previewWords(at: number, reachMs: number, sources: PreviewSources): PreviewWords {
	const { outline, times } = sources;
	const band = bandAt(outline.bands, at);
	const time = band && times.get(band);
	const isDive = outline.dives.some((dive) => dive.from <= at && at < dive.to);
	const isOver = time?.overFrom != null && at >= time.overFrom;
	return {
		clock: formatClock(at - outline.zero),
		part: `${partWords(band?.part ?? "lobby")}${isDive ? ", deep dive" : ""}`,
		step: band && isStepId(band.part) ? band.part : null,
		over: isOver ? `${formatClock(time.overMs)} over` : null,
		happening: happeningAt(at, reachMs, sources),
	};
}

function partWords(part: Band["part"]): string {
	if (part === "lobby") return "Lobby";
	if (part === "debrief") return "After the end";
	return isStepId(part) ? stepOf(part).short : segmentName(part);
}

function happeningAt(at: number, reachMs: number, { outline, marks, people }: PreviewSources): string | null {
	const mark = nearestMark(marks, at, reachMs);
	if (mark) {
		const { label, text } = markLook(mark, people);
		return text ? `${label}: ${text}` : label;
	}
	const gap = gapAt(outline.idle, at);
	if (gap) return gap.kind === "paused" ? "Paused" : "Nothing happens";
	const bin = outline.activity.filter((one) => one.at <= at && at < one.at + outline.activityBinMs);
	const names = bin.flatMap((one) => people.find((person) => person.id === one.person)?.name ?? []).map(firstName);
	if (names.length === 0) return null;
	return names.length === 1 ? `${names[0]} draws` : `${names.join(" and ")} draw`;
}

/** The mark nearest to a moment; of two at one moment the one that says more. */
function nearestMark(marks: readonly Mark[], at: number, reachMs: number): Mark | null {
	let nearest: Mark | null = null;
	let least = reachMs;
	for (const mark of marks) {
		const distance = Math.abs(mark.at - at);
		if (distance < least || (distance === least && mark.kind === "note")) {
			nearest = mark;
			least = distance;
		}
	}
	return nearest;
}

const SCALE_STEPS_S = [5, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 21_600, 86_400];
const SCALE_TIMES = 10;

/** Moments that the scale names, at whole steps from `zero`. */
export function scaleOf(range: { from: number; to: number }, zero: number): number[] {
	const length = range.to - range.from;
	const stepMs = 1_000 * (SCALE_STEPS_S.find((step) => length / (step * 1_000) <= SCALE_TIMES) ?? 604_800);
	const times: number[] = [];
	for (let n = Math.ceil((range.from - zero) / stepMs); zero + n * stepMs <= range.to; n++)
		times.push(zero + n * stepMs);
	return times;
}
