// Times and dates as words, in one place: clocks of a session (ms in), calendar days (Date in). Pure: "now" comes in.

export { formatClock } from "#core/clock-words.ts";

/** Planned minutes: "8 min". */
export function formatMinutes(minutes: number): string {
	return `${minutes} min`;
}

/** For screen readers: "31 minutes 42 seconds". */
export function spokenClock(ms: number): string {
	const seconds = Math.floor(Math.abs(ms) / 1000);
	const count = (value: number, word: string) => `${value} ${word}${value === 1 ? "" : "s"}`;
	const minutes = Math.floor(seconds / 60);
	if (minutes === 0) return count(seconds, "second");
	if (seconds % 60 === 0) return count(minutes, "minute");
	return `${count(minutes, "minute")} ${count(seconds % 60, "second")}`;
}

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const WITH_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const LONG_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

/** "14:05" */
export function formatTimeOfDay(date: Date): string {
	return TIME.format(date);
}

/** When something was: "Today, 14:05", "Yesterday, 09:30", "Tue 17 Nov", "17 Nov 2024". */
export function formatWhen(date: Date, now: Date): string {
	const yesterday = new Date(now);
	yesterday.setDate(now.getDate() - 1);
	if (date.toDateString() === now.toDateString()) return `Today, ${TIME.format(date)}`;
	if (date.toDateString() === yesterday.toDateString()) return `Yesterday, ${TIME.format(date)}`;
	if (date.getFullYear() === now.getFullYear()) return WEEKDAY.format(date).replace(",", "");
	return WITH_YEAR.format(date);
}

/** "28 November" */
export function formatDay(date: Date): string {
	return LONG_DAY.format(date);
}
