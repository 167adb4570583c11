// Which marks are looked at: notes, pins, ticks, help, talk, people who came and went, the clock. One choice for the track, the list of
// moments and the keys that lead from mark to mark. Values in, values out.
import type { Mark } from "#core/replay-outline.ts";

export const MARK_GROUPS = ["notes", "pins", "ticks", "help", "talk", "people", "clock"] as const;
export type MarkGroup = (typeof MARK_GROUPS)[number];

export const GROUP_WORDS: Record<MarkGroup, string> = {
	notes: "Notes",
	pins: "Pins",
	ticks: "Ticks",
	help: "Hints and answers",
	talk: "Chat and hands",
	people: "People",
	clock: "Steps and clock",
};

const GROUP_OF: Record<Mark["kind"], MarkGroup> = {
	note: "notes",
	pin: "pins",
	tick: "ticks",
	hint: "help",
	clarification: "help",
	twist: "help",
	message: "talk",
	hand: "talk",
	"deep-dive": "clock",
	join: "people",
	leave: "people",
	step: "clock",
	start: "clock",
	pause: "clock",
	resume: "clock",
	minute: "clock",
	end: "clock",
	"take-back": "clock",
};

export interface MarkFilter {
	readonly hidden: ReadonlySet<MarkGroup>;
	/** how many marks each group has; a group without any is not there */
	readonly counts: ReadonlyMap<MarkGroup, number>;
}

export function countGroups(marks: readonly Mark[]): Map<MarkGroup, number> {
	const counts = new Map<MarkGroup, number>();
	for (const group of MARK_GROUPS) {
		const count = marks.filter((mark) => GROUP_OF[mark.kind] === group).length;
		if (count > 0) counts.set(group, count);
	}
	return counts;
}

export function isShown(mark: Mark, hidden: ReadonlySet<MarkGroup>): boolean {
	return !hidden.has(GROUP_OF[mark.kind]);
}

export function toggled(hidden: ReadonlySet<MarkGroup>, group: MarkGroup): Set<MarkGroup> {
	const next = new Set(hidden);
	if (!next.delete(group)) next.add(group);
	return next;
}
